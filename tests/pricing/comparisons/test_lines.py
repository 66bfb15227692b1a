"""Line by line: differences add up, and what has a figure on one side only never passes for a saving."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pricing.comparisons.lines import compare
from pricing.estimate import Estimate, LineItem, Owner, total
from pricing.parts import Part
from pricing.rates import Rate
from pricing.tiers import Tier

D = Decimal
NOTHING = D(0)

amounts = st.decimals(0, 10_000, places=4)
components = st.sampled_from(
    ["Hours (m5.large)", "Hours (m5.xlarge)", "Hours, upfront (m5.large)", "Storage", "Data out to us-east-1"]
)


def priced(component: str, monthly: Decimal, upfront: Decimal = NOTHING) -> Part:
    return Part(component, "priced", D(1), "hour", monthly, monthly, upfront)


def unpriced(component: str) -> Part:
    return Part(component, "not_priced", reason="The price list has no x.", rate_key="x")


parts = st.one_of(
    st.builds(priced, components, amounts, amounts),
    st.builds(unpriced, components),
    components.map(lambda name: Part(name, "needs_input", property_name="size")),
    components.map(lambda name: Part(name, "included", monthly=D(0))),
)
drawings = st.dictionaries(st.tuples(st.sampled_from(["web", "db", "cache"]), components), parts, max_size=8)


def made(drawing: dict[tuple[str, str], Part]) -> Estimate:
    lines = tuple(
        LineItem(
            Owner(node_id, node_id, (), "svc", "Service", "Compute", "eu-west-1"),
            part._replace(component=name),
        )
        for (node_id, name), part in drawing.items()
    )
    return Estimate(lines, total(lines), D(730), "2026-01-01", "0" * 64)


def one(*found: Part) -> Estimate:
    lines = tuple(
        LineItem(Owner("web", "web", (), "svc", "Service", "Compute", "eu-west-1"), part) for part in found
    )
    return Estimate(lines, total(lines), D(730), "2026-01-01", "0" * 64)


@given(drawings)
def test_an_estimate_does_not_differ_from_itself(drawing: dict[tuple[str, str], Part]) -> None:
    found = compare(made(drawing), made(drawing))
    assert found.comparable
    assert (found.monthly, found.upfront, found.first_12_months) == (0, 0, 0)
    assert found.changed == ()


@given(drawings, drawings)
def test_a_difference_is_the_sum_of_its_lines_and_turns_with_its_sides(
    before: dict[tuple[str, str], Part], after: dict[tuple[str, str], Part]
) -> None:
    found, back = compare(made(before), made(after)), compare(made(after), made(before))
    assert found.comparable == back.comparable
    if found.comparable:
        assert found.monthly is not None and back.monthly is not None
        assert found.monthly == -back.monthly
        assert found.monthly == sum((line.monthly or D(0) for line in found.lines), D(0))
        assert found.upfront == sum((line.upfront or D(0) for line in found.lines), D(0))
        assert found.known.first_12_months == found.first_12_months


@given(drawings, drawings)
def test_every_line_of_both_sides_is_in_one_pair(
    before: dict[tuple[str, str], Part], after: dict[tuple[str, str], Part]
) -> None:
    found = compare(made(before), made(after))
    assert sum(line.before is not None for line in found.lines) == len(before)
    assert sum(line.after is not None for line in found.lines) == len(after)


@given(drawings, st.sampled_from(["web", "db", "cache"]), components)
def test_taking_away_a_price_is_never_a_saving(
    drawing: dict[tuple[str, str], Part], node_id: str, component: str
) -> None:
    before = {**drawing, (node_id, component): priced(component, D(100))}
    after = {**before, (node_id, component): unpriced(component)}
    found = compare(made(before), made(after))
    assert made(after).totals.monthly < made(before).totals.monthly
    assert not found.comparable
    assert (found.monthly, found.upfront, found.first_12_months, found.share) == (None, None, None, None)
    assert found.known.monthly == 0


def test_a_component_is_known_by_what_stands_before_its_details() -> None:
    found = compare(one(priced("Hours (m5.large)", D(70))), one(priced("Hours (m5.xlarge)", D(140))))
    [line] = found.lines
    assert (line.kind, line.monthly) == ("changed", D(70))
    pair = compare(
        one(priced("Data transfer out to us-east-1", D(20))),
        one(priced("Data transfer out to eu-west-1", D(30))),
    )
    assert [line.kind for line in pair.lines] == ["changed"]


def test_another_type_without_a_price_is_the_same_line_without_one() -> None:
    found = compare(one(priced("Hours (m5.large)", D(70))), one(unpriced("Hours (z9.nano)")))
    [line] = found.lines
    assert line.kind == "unpriced"
    assert found.lost == (line,)


def test_of_two_lines_that_become_an_open_one_the_priced_one_is_not_saved() -> None:
    for old in (
        [unpriced("Hours (a)"), priced("Hours (b)", D(70))],
        [priced("Hours (b)", D(70)), unpriced("Hours (a)")],
    ):
        found = compare(one(*old), one(unpriced("Hours (c)")))
        assert not found.comparable
        assert not compare(one(unpriced("Hours (c)")), one(*old)).comparable


def test_what_is_open_on_both_sides_is_left_out_of_both() -> None:
    found = compare(
        one(unpriced("Hours"), priced("Storage", D(5))), one(unpriced("Hours"), priced("Storage", D(8)))
    )
    assert found.comparable and not found.complete
    assert found.monthly == D(3)


def test_the_tiers_of_a_component_are_one_line() -> None:
    tiers = (Tier(D(0), D(100), D("0.04")), Tier(D(100), None, D("0.01")))
    rate = Rate("s.gb", "eu-west-1", "s", "s", "GB", tiers, "test", "2026-01-01", "exact")
    first = Part("Data (first 100 GB)", "priced", D(100), "GB", D("0.04"), D(4), rate=rate)
    over = Part("Data (over 100 GB)", "priced", D(50), "GB", D("0.01"), D("0.5"), rate=rate, tier=1)
    found = compare(one(first), one(first, over))
    [line] = found.lines
    assert (line.component, line.monthly) == ("Data", D("0.5"))
    broken = compare(one(first), one(first, Part("Data", "not_priced", rate_key="s.gb")))
    assert not broken.comparable


def test_an_allowance_goes_with_the_line_that_it_is_taken_off() -> None:
    tiers = (Tier(D(0), None, D("0.2")),)
    rate = Rate("calls", "eu-west-1", "s", "s", "1M requests", tiers, "test", "2026-01-01", "exact")
    calls = Part("Requests", "priced", D(5), "1M requests", D("0.2"), D(1), rate=rate)
    account = Owner("", "AWS account", (), "svc", "Service", "Compute", "eu-west-1")
    free = Part(
        "Free allowance: first million", "priced", D(-1), "1M requests", D("0.2"), D("-0.2"), rate=rate
    )
    hours = priced("Hours", D(10))
    with_calls = one(calls, hours)
    lines = (*with_calls.lines, LineItem(account, free))
    before = Estimate(lines, total(lines), D(730), "2026-01-01", "0" * 64)
    found = compare(before, one(Part("Requests", "not_priced", rate_key="calls"), hours))
    assert not found.comparable
    assert (found.known.before_monthly, found.known.after_monthly) == (D(10), D(10))
