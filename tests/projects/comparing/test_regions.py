"""The same drawing in every Region, by figures reckoned by hand: what has no price is never a saving."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pricing.comparisons.regions import geography
from pricing.regions import regions
from pricing.table import price_table
from projects import edits
from projects.comparing.moving import move_region
from projects.comparing.regions import (
    Cancelled,
    NothingToCompare,
    RegionPricing,
    chosen_regions,
    compare_regions,
)
from projects.document import Document, Draft, records_by_id
from projects.estimate import estimate
from tests.projects.comparing.prices import Prices, drawn, link, node, server
from tests.projects.wires.drawing import Drawing

D = Decimal
M5 = "ec2.instance.m5.large.linux.ondemand"
DATA = "nat_gateway.data"
PAIR = "data_transfer.out.inter_region.to"

PRICES = Prices(
    {
        "us-east-1": {M5: "0.10", "nat_gateway.hour": "0.05", DATA: "0.04", f"{PAIR}.eu-west-1": "0.02"},
        "eu-west-1": {M5: "0.12", "nat_gateway.hour": "0.06", DATA: "0.04", f"{PAIR}.us-east-1": "0.02"},
        "us-east-2": {M5: "0.08", "nat_gateway.hour": "0.05", DATA: "0.04", f"{PAIR}.eu-west-1": "0.03"},
        "sa-east-1": {"nat_gateway.hour": "0.01", DATA: "0.04"},
    }
)
WANTED = ("us-east-1", "eu-west-1", "us-east-2", "sa-east-1")


def two_zones() -> Document:
    """A server in one zone and a NAT gateway in another: 0.15 USD an hour in us-east-1."""
    return drawn(
        node("cloud", "aws_cloud"),
        node("here", "region", "cloud", code="us-east-1"),
        node("vpc", "vpc", "here"),
        node("a", "availability_zone", "vpc", zone="us-east-1a"),
        node("f", "availability_zone", "vpc", zone="us-east-1f"),
        node("inner", "subnet", "a", public=False),
        node("outer", "subnet", "f", public=True),
        server("web", "inner"),
        node("nat", "nat_gateway", "outer", connectivity="private", data_processed_gb=D(0)),
    )


def found(document: Document, *codes: str, moving: str = ""):  # type: ignore[no-untyped-def]
    made = compare_regions(document, PRICES, wanted=chosen_regions(codes or WANTED), moving=moving)
    return made, {row.code: row for row in made.rows}


def only_hours(document: Document) -> Document:
    """Without the parts that the small price list knows nothing of."""
    draft = Draft(document)
    edits.delete(draft, ["nat"])
    document.apply(draft.change())
    return document


def test_a_cheaper_region_saves_what_the_hours_say() -> None:
    made, rows = found(only_hours(two_zones()))
    assert made.moving == "us-east-1"
    assert made.present.monthly == D("73.00")
    east = rows["us-east-2"]
    assert east.comparable
    assert (east.totals.monthly, east.difference.monthly) == (D("58.40"), D("-14.60"))
    assert east.difference.share == D("-0.2")
    assert rows["eu-west-1"].difference.first_12_months == 12 * D("14.60")
    assert rows["us-east-1"].present and rows["us-east-1"].difference.monthly == 0


def test_a_region_without_the_price_is_never_a_saving_and_comes_last() -> None:
    made, rows = found(two_zones())
    missing = rows["sa-east-1"]
    assert missing.totals.monthly < made.present.monthly
    assert not missing.comparable
    assert missing.difference.monthly is None
    assert missing.difference.first_12_months is None
    assert missing.difference.share is None
    assert made.rows[-1].code == "sa-east-1"
    assert made.cheapest is not None and made.cheapest.code == "us-east-2"
    assert "1 line without a figure here that has one at present" in missing.remark


def test_what_is_missing_is_named_with_its_key() -> None:
    _, rows = found(two_zones())
    [line] = [line for line in rows["sa-east-1"].open_lines if line.lost]
    assert (line.node_id, line.state, line.rate_key) == ("web", "not_priced", M5)
    assert line.component == "Instance hours (m5.large, Linux)"


def test_the_lines_priced_in_both_are_compared_apart() -> None:
    _, rows = found(two_zones())
    known = rows["sa-east-1"].difference.known
    assert (known.before_monthly, known.after_monthly) == (D("36.50"), D("7.30"))
    assert known.monthly == D("-29.20")


def test_a_type_without_any_price_there_is_not_offered() -> None:
    _, rows = found(two_zones())
    assert rows["sa-east-1"].not_offered == ("m5.large",)
    assert rows["us-east-2"].not_offered == ()


def test_what_has_a_price_there_only_is_not_compared_either() -> None:
    document = only_hours(two_zones())
    _, rows = found(document, "sa-east-1", "us-east-1")
    move = move_region(document, "us-east-1", "sa-east-1")
    _, back = found(move.document(document), "sa-east-1", "us-east-1")
    assert not rows["sa-east-1"].comparable
    assert not back["us-east-1"].comparable
    assert back["us-east-1"].difference.monthly is None
    assert "without a figure at present" in back["us-east-1"].remark


def test_what_is_unknown_everywhere_does_not_hinder_a_comparison_but_is_counted() -> None:
    document = two_zones()
    draft = Draft(document)
    edits.set_property(draft, ["nat"], "data_processed_gb", None)
    document.apply(draft.change())
    _, rows = found(document, "us-east-1", "us-east-2")
    assert rows["us-east-2"].comparable
    assert found(two_zones(), "us-east-2")[1]["us-east-2"].difference.complete
    assert not rows["us-east-2"].difference.complete
    assert rows["us-east-2"].open_lines


def test_traffic_between_regions_follows_the_pair() -> None:
    document = only_hours(two_zones())
    draft = Draft(document)
    for record in (
        node("there", "region", "cloud", code="eu-west-1"),
        node("far", "vpc", "there"),
        node("far-a", "availability_zone", "far", zone="eu-west-1a"),
        node("far-subnet", "subnet", "far-a", public=False),
        server("copy", "far-subnet"),
        node("peering", "vpc_peering", "vpc", peer_region="eu-west-1"),
        link("vpc", "peering", 0).model_copy(update={"gb_per_month": None, "gb_back_per_month": None}),
        link("far", "peering", 0).model_copy(update={"gb_per_month": None, "gb_back_per_month": None}),
        link("web", "copy", 1000),
    ):
        draft.put(record)
    document.apply(draft.change())
    _, rows = found(document, "us-east-1", "us-east-2", moving="us-east-1")
    pair = [line for line in rows["us-east-2"].difference.lines if line.owner.node_id == "web>copy"]
    [line] = [line for line in pair if line.component == "Data transfer out to eu-west-1"]
    assert line.before is not None and line.before.monthly == D("20.00")
    assert line.after is not None and line.after.monthly == D("30.00")


def test_the_region_that_costs_most_moves_unless_another_is_named() -> None:
    document = only_hours(two_zones())
    draft = Draft(document)
    draft.put(node("there", "region", "cloud", code="eu-west-1"))
    draft.put(node("far", "vpc", "there"))
    draft.put(node("far-subnet", "subnet", "far"))
    draft.put(server("big", "far-subnet", instances=5))
    document.apply(draft.change())
    assert found(document)[0].moving == "eu-west-1"
    made, rows = found(document, moving="us-east-1")
    assert made.moving == "us-east-1"
    assert "a Region eu-west-1 already" in " ".join(rows["eu-west-1"].notes)
    with pytest.raises(NothingToCompare, match="no Region sa-east-1"):
        found(document, moving="sa-east-1")


def test_zones_keep_their_letter_or_get_a_free_one_and_never_fall_together() -> None:
    moved = move_region(two_zones(), "us-east-1", "eu-west-1").document(two_zones())
    zones = [moved.node(name).service.zone for name in ("a", "f")]  # type: ignore[union-attr]
    assert zones == ["eu-west-1a", "eu-west-1b"]


def test_a_region_with_too_few_zones_says_so_and_traffic_between_zones_stays_billed() -> None:
    drawing = Drawing().server("web", "east-private-a").server("db", "east-private-b")
    drawing.put("east-c", "availability_zone", "east", zone="us-east-1c")
    document = drawing.link("web", "db", 100, 0).document
    move = move_region(document, "us-east-1", "us-west-1")
    assert move.notes == ("The drawing uses 3 Availability Zones; us-west-1 has 2.",)
    lines = estimate(move.document(document), price_table()).of_node("web>db")
    assert [line.component for line in lines] == ["Data transfer between zones"]


def test_the_drawing_is_left_as_it_was() -> None:
    document = two_zones()
    before = records_by_id(document)
    found(document)
    assert records_by_id(document) == before


def test_a_row_is_the_estimate_of_the_moved_drawing() -> None:
    document = Drawing(nat=True).server("web", "east-private-a").server("db", "west-private-b").document
    made = compare_regions(document, price_table(), wanted=chosen_regions(["eu-"]), moving="us-east-1")
    for row in made.rows:
        moved = move_region(document, "us-east-1", row.code).document(document)
        assert row.totals == estimate(moved, price_table()).totals


def test_every_priced_region_is_compared_and_has_a_geography() -> None:
    made = compare_regions(two_zones(), PRICES)
    assert {row.code for row in made.rows} == {one.code for one in regions()}
    assert len(made.rows) == 36
    assert all(row.geography for row in made.rows)
    assert geography("us-gov-west-1") != geography("us-west-1")


def test_another_partition_is_said() -> None:
    _, rows = found(two_zones(), "us-gov-west-1")
    assert any("another partition" in note for note in rows["us-gov-west-1"].notes)


def test_regions_are_chosen_by_code_and_by_geography() -> None:
    assert {one.code for one in chosen_regions(["eu-west"])} == {"eu-west-1", "eu-west-2", "eu-west-3"}
    assert {one.code for one in chosen_regions(["south america"])} == {"sa-east-1"}
    assert len(chosen_regions()) == 36
    with pytest.raises(NothingToCompare, match="mars"):
        chosen_regions(["mars"])


def test_progress_is_told_and_the_rest_can_be_cancelled() -> None:
    told: list[tuple[int, int]] = []
    wanted = chosen_regions(WANTED)
    compare_regions(two_zones(), PRICES, wanted=wanted, progress=lambda *step: told.append(step))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    told.clear()
    with pytest.raises(Cancelled):
        compare_regions(
            two_zones(),
            PRICES,
            wanted=wanted,
            progress=lambda *step: told.append(step),
            cancelled=lambda: len(told) == 2,
        )
    assert len(told) == 2


def test_a_drawing_without_a_region_has_nothing_to_compare() -> None:
    with pytest.raises(NothingToCompare, match="no Region in the drawing"):
        RegionPricing(drawn(node("cloud", "aws_cloud")), PRICES)
