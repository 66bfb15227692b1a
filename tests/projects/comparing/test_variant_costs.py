"""Variants side by side, by figures reckoned by hand; what one cannot price it does not save."""

from __future__ import annotations

from decimal import Decimal

from projects import edits
from projects.comparing.variant_costs import compare_variants
from projects.comparing.variants import create
from projects.document import Document, Draft
from projects.estimate import estimate
from projects.records import Variant
from tests.projects.comparing.prices import Prices, drawn, node, server

D = Decimal

STEM = "ec2.instance"
PRICES = Prices(
    {
        "us-east-1": {
            f"{STEM}.m5.large.linux.ondemand": "0.10",
            f"{STEM}.m5.xlarge.linux.ondemand": "0.20",
            f"{STEM}.m5.large.linux.reserved_standard.1yr.all_upfront": "0.06",
            "nat_gateway.hour": "0.05",
            "nat_gateway.data": "0.04",
        },
        "eu-west-1": {f"{STEM}.m5.large.linux.ondemand": "0.12"},
    }
)


def shop() -> Document:
    return drawn(
        node("cloud", "aws_cloud"),
        node("here", "region", "cloud", code="us-east-1"),
        node("vpc", "vpc", "here"),
        node("inner", "subnet", "vpc", public=False),
        server("web", "inner"),
        node("nat", "nat_gateway", "inner", connectivity="private", data_processed_gb=D(100)),
    )


def variant(document: Document, name: str, **values: object) -> Variant:
    draft = Draft(document)
    for path, value in values.items():
        node_id, _, prop = path.partition("__")
        edits.set_property(draft, [node_id], prop, value)
    made, _ = create(Draft(document), name, draft.change())
    return made


def column(document: Document, one: Variant):  # type: ignore[no-untyped-def]
    [found] = compare_variants(document, PRICES, [one]).columns
    return found


def test_a_larger_type_costs_the_difference_of_the_hours_on_its_own_line() -> None:
    document = shop()
    made = compare_variants(document, PRICES, [variant(document, "XL", web__instance_type="m5.xlarge")])
    assert made.base.monthly == D("113.50")
    [large] = made.columns
    assert large.totals.monthly == D("186.50")
    assert large.difference.monthly == D("73.00")
    [line] = made.differing
    assert line.component == "Instance hours (m5.large, Linux)"
    [pair] = line.variants
    assert pair is not None and pair.kind == "changed"
    assert pair.component == "Instance hours (m5.xlarge, Linux)"
    assert pair.monthly == D("73.00")


def test_a_type_without_a_price_is_no_saving() -> None:
    document = shop()
    odd = column(document, variant(document, "Odd", web__instance_type="z9.nano"))
    assert odd.totals.monthly < D("113.50")
    assert odd.difference.monthly is None
    assert odd.difference.share is None
    assert odd.difference.known.monthly == 0
    assert "1 line without a figure" in odd.remark
    [line] = odd.open_lines
    assert (line.rate_key, line.lost) == (f"{STEM}.z9.nano.linux.ondemand", True)


def test_a_figure_that_becomes_unknown_is_no_saving() -> None:
    document = shop()
    unknown = column(document, variant(document, "Unknown", nat__data_processed_gb=None))
    assert unknown.difference.monthly is None
    assert [one.state for one in unknown.open_lines] == ["needs_input"]


def test_a_new_line_without_a_price_is_no_small_addition() -> None:
    document = shop()
    mirrored = column(document, variant(document, "Mirrored", web__traffic_mirroring_sessions=1))
    assert mirrored.totals.monthly == D("113.50")
    assert not mirrored.difference.comparable
    [line] = mirrored.difference.lost
    assert (line.component, line.before) == ("Traffic mirroring sessions", None)


def test_what_the_base_cannot_price_is_not_charged_to_the_variant() -> None:
    document = drawn(
        *[r for r in shop().records() if r.id != "web"], server("web", "inner", instance_type="z9.nano")
    )
    back = column(document, variant(document, "Large", web__instance_type="m5.large"))
    assert back.totals.monthly == D("113.50")
    assert back.difference.monthly is None
    assert "in the base only" in back.remark


def test_paying_at_once_is_compared_over_the_first_12_months() -> None:
    document = shop()
    bought = column(
        document,
        variant(document, "Reserved", web__purchase="reserved", web__payment="all_upfront"),
    )
    assert bought.difference.monthly == D("-73.00")
    assert bought.difference.upfront == D("0.06") * 8760
    assert bought.difference.first_12_months == D("525.60") - 12 * D("73.00")
    kinds = {pair.component.partition(" (")[0]: pair.kind for pair in bought.difference.changed}
    assert kinds == {"Instance hours, upfront": "added", "Instance hours": "removed"}


def test_each_variant_is_priced_over_the_base_and_not_over_the_one_before() -> None:
    document = shop()
    wanted = [
        variant(document, "XL", web__instance_type="m5.xlarge"),
        variant(document, "Three", web__instances=3),
    ]
    made = compare_variants(document, PRICES, wanted)
    assert [found.difference.monthly for found in made.columns] == [D("73.00"), D("146.00")]
    for row in made.lines:
        assert len(row.variants) == 2
    sums = [
        sum((row.variants[n].monthly or 0) for row in made.lines if row.variants[n] is not None)  # type: ignore[union-attr]
        for n in range(2)
    ]
    assert sums == [D("73.00"), D("146.00")]


def test_what_does_not_apply_any_more_is_said_beside_the_figures() -> None:
    document = shop()
    gone = Variant(id="v", name="Gone", changes={"old": {"instances": 3}})
    found = column(document, gone)
    assert found.misfits == ("old is not in the drawing any more.",)
    assert found.difference.monthly == 0


def test_all_variants_of_the_drawing_are_compared_by_name() -> None:
    document = shop()
    draft = Draft(document)
    draft.put(variant(document, "Zeta", web__instances=2))
    draft.put(variant(document, "alpha", web__instances=3))
    document.apply(draft.change())
    made = compare_variants(document, PRICES)
    assert [found.name for found in made.columns] == ["alpha", "Zeta"]
    assert made.base == estimate(document, PRICES).totals


def test_a_discount_is_a_variant_and_is_no_part_of_what_is_priced_in_both() -> None:
    document = shop()
    settings = document.settings.model_copy(update={"discount_percent": D(10)})
    draft = Draft(document)
    draft.put(settings)
    made, left_out = create(Draft(document), "Agreement", draft.change())
    assert not left_out
    found = column(document, made)
    assert found.difference.monthly == D("-11.35")
    assert found.difference.known.monthly == D("-11.35")
    changes = {**made.changes, "web": {"instance_type": "z9.nano"}}
    odd = column(document, made.model_copy(update={"changes": changes}))
    assert odd.difference.monthly is None
    assert odd.difference.known.monthly == 0


def test_a_higher_discount_is_one_line_that_changes() -> None:
    document = shop()
    draft = Draft(document)
    draft.put(document.settings.model_copy(update={"discount_percent": D(10)}))
    document.apply(draft.change())
    [line] = column(
        document, Variant(id="v", name="More", changes={"project": {"discount_percent": D(20)}})
    ).difference.changed
    assert line.kind == "changed"
    assert line.monthly == D("-11.35")
