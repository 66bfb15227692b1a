"""Building the price table: what it refuses, and that nothing is lost on the way."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import build_price_table
import pytest
from aws_facts import INSTANCE_FIELDS
from hypothesis import given
from hypothesis import strategies as st
from price_rows import PriceRange, Refused, Row, checked

from pricing.table import PriceTable

BASE = Row(
    service="thing",
    region="us-east-1",
    sku_key="thing.unit",
    description="A thing",
    unit="GB",
    tier_from="0",
    tier_to="inf",
    price_usd="0.10",
    effective_date="2026-01-31",
    source="a list",
    confidence="exact",
)


def row(**fields: str) -> Row:
    return BASE._replace(**fields)


def problems(
    *rows: Row, outliers: Iterable[PriceRange] = (), edges: dict[str, str] | None = None
) -> list[str]:
    with pytest.raises(Refused) as refusal:
        checked(rows, list(outliers), edges or {})
    return refusal.value.problems


def test_sound_rows_pass() -> None:
    assert list(checked([row(), row(region="eu-west-1")], [], {})) == [
        ("us-east-1", "thing.unit"),
        ("eu-west-1", "thing.unit"),
    ]


def test_the_same_row_twice_is_refused() -> None:
    assert problems(row(), row()) == ["us-east-1 thing.unit: two rows from 0"]


def test_two_tiers_with_the_same_start_are_refused() -> None:
    found = problems(row(tier_to="10"), row(tier_from="10"), row(tier_from="10.0", price_usd="0.2"))
    assert any("10" in each for each in found)


def test_a_gap_between_tiers_is_refused() -> None:
    found = problems(row(tier_to="10"), row(tier_from="11"))
    assert found == ["us-east-1 thing.unit: gap between tiers from 10 to 11"]


def test_overlapping_tiers_are_refused() -> None:
    assert problems(row(tier_to="12"), row(tier_from="11")) == ["us-east-1 thing.unit: tiers overlap at 11"]
    assert problems(row(), row(tier_from="11")) == ["us-east-1 thing.unit: tiers overlap at 11"]


def test_an_empty_tier_is_refused() -> None:
    assert problems(row(tier_from="5", tier_to="5")) == ["us-east-1 thing.unit: the tier 5 to 5 is empty"]


@pytest.mark.parametrize(
    "price", ["", "free", "1e3", "-0.1", "NaN", "inf", "0,10", " 0.1", "1_000", ".5", "٣"]
)
def test_a_price_that_is_no_plain_decimal_is_refused(price: str) -> None:
    assert "is no decimal" in problems(row(price_usd=price))[0]


@pytest.mark.parametrize(("start", "end"), [("", "inf"), ("inf", "inf"), ("0", "infinite"), ("0", "")])
def test_a_tier_that_is_no_range_is_refused(start: str, end: str) -> None:
    assert "is no range" in problems(row(tier_from=start, tier_to=end))[0]


def test_an_unknown_confidence_is_refused() -> None:
    assert "confidence" in problems(row(confidence="sure"))[0]


@pytest.mark.parametrize("text", ["a\tb", "a|b", "a\nb", "a {} b", "a\u2028b"])
def test_text_that_would_break_the_table_is_refused(text: str) -> None:
    assert problems(row(description=text))


def test_tiers_of_one_rate_from_different_sources_are_refused() -> None:
    assert "different sources" in problems(row(tier_to="10"), row(tier_from="10", source="another"))[0]


def test_a_unit_that_differs_between_regions_is_refused() -> None:
    assert "different services or units" in problems(row(), row(region="eu-west-1", unit="TB"))[0]


@pytest.mark.parametrize(("price", "times"), [("0.401", "4.01"), ("0.0299", "0.299"), ("0", "0")])
def test_a_price_far_from_the_reference_regions_is_refused(price: str, times: str) -> None:
    found = problems(row(), row(region="eu-west-1", price_usd=price))
    assert found == [f"eu-west-1 thing.unit from 0: {price} is {times} times us-east-1's 0.10"]


@pytest.mark.parametrize("price", ["0.40", "0.03", "0.11"])
def test_a_price_within_reach_of_the_reference_regions_passes(price: str) -> None:
    assert checked([row(), row(region="eu-west-1", price_usd=price)], [], {})


def test_a_price_where_the_reference_region_is_free_is_refused() -> None:
    assert "eu-west-1" in problems(row(price_usd="0"), row(region="eu-west-1"))[0]


def reviewed(
    key: str = "thing.*", region: str = "eu-west-1", lowest: str = "5", highest: str = "6"
) -> PriceRange:
    return PriceRange(key, region, Decimal(lowest), Decimal(highest), "as AWS publishes it")


def test_a_reviewed_outlier_passes() -> None:
    assert checked([row(), row(region="eu-west-1", price_usd="0.55")], [reviewed()], {})


@pytest.mark.parametrize(
    "outlier",
    [reviewed(region="eu-west-2"), reviewed(key="other.*"), reviewed(lowest="5.6"), reviewed(highest="5.4")],
)
def test_a_review_holds_only_for_its_key_region_and_range(outlier: PriceRange) -> None:
    found = problems(row(), row(region="eu-west-1", price_usd="0.55"), outliers=[outlier])
    assert len(found) == 2


def test_a_review_that_no_price_needs_is_refused() -> None:
    assert "no price needs it" in problems(row(), outliers=[reviewed()])[0]


MILLIONS = (row(unit="1M requests", tier_to="1000"), row(unit="1M requests", tier_from="1000"))


def test_edges_of_a_multiplying_unit_must_have_been_checked() -> None:
    assert "tier_edges.tsv" in problems(*MILLIONS)[0]
    assert "tier_edges.tsv" in problems(row(unit="1M requests"), edges={"thing.unit": "single"})[0]


def test_edges_in_pricing_units_are_multiplied_out() -> None:
    tiers = checked(MILLIONS, [], {"thing.unit": "unit"})["us-east-1", "thing.unit"]
    assert [(each.tier_from, each.tier_to) for each in tiers] == [("0", "1000000000"), ("1000000000", "inf")]


def test_edges_in_single_units_stay() -> None:
    tiers = checked(MILLIONS, [], {"thing.unit": "single"})["us-east-1", "thing.unit"]
    assert [(each.tier_from, each.tier_to) for each in tiers] == [("0", "1000"), ("1000", "inf")]


def test_edges_behind_a_free_allowance_are_counted_from_the_first_unit() -> None:
    rows = (row(unit="MAU", tier_to="50"), row(unit="MAU", tier_from="50", price_usd="0.05"))
    tiers = checked(rows, [], {"thing.unit": "after 100"})["us-east-1", "thing.unit"]
    assert [(each.tier_from, each.tier_to) for each in tiers] == [("100", "150"), ("150", "inf")]


def test_a_free_allowance_is_not_put_before_rows_that_state_it() -> None:
    stated = row(unit="MAU", tier_from="100")
    assert "do not begin at 0" in problems(stated, edges={"thing.unit": "after 100"})[0]


Write = Callable[[Iterable[Row]], Path]


@pytest.fixture
def source(tmp_path: Path) -> Write:
    """Writes rows and the smallest facts that go with them into a folder to build from."""

    def write(rows: Iterable[Row]) -> Path:
        folder = tmp_path / "rows"
        folder.mkdir(exist_ok=True)
        with (folder / "prices.csv").open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([Row._fields, *rows])
        header = "code,display_name,price_list_location,partition,opt_in,zones,services_priced,source\n"
        lines_of_regions = "".join(
            f"{code},Name,Place,aws,not-required,{code}a;{code}b,1,list\n"
            for code in ("us-east-1", "eu-west-1")
        )
        (folder / "regions.csv").write_text(header + lines_of_regions, encoding="utf-8")
        (folder / "instance_offerings.csv").write_text(
            "region,type,zones\nus-east-1,m5.large,ab\n", encoding="utf-8"
        )
        (folder / "instances.csv").write_text(",".join(INSTANCE_FIELDS) + "\n", encoding="utf-8")
        return folder

    return write


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "tier_edges.tsv").write_text("key\tedges\treason\n", encoding="utf-8")
    (folder / "known_outliers.tsv").write_text("key\tregion\tlowest\thighest\treason\n", encoding="utf-8")
    return folder


def build(source: Path, target: Path) -> int:
    return build_price_table.main(["--from", str(source), "--into", str(target)])


def test_a_refused_build_writes_nothing(
    source: Write, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(target.rglob("*"))
    assert build(source([row(), row()]), target) == 1
    assert sorted(target.rglob("*")) == before
    assert "two rows from 0" in capsys.readouterr().err


def test_a_priced_region_without_zones_is_refused(
    source: Write, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(source([row(region="eu-west-9")]), target) == 1
    assert "eu-west-9" in capsys.readouterr().err


def instances() -> list[Row]:
    types = [
        "m5.large",
        "m5.xlarge",
        "c5.large",
        "c5.xlarge",
        "r5.large",
        "r5.xlarge",
        "t3.micro",
        "t3.small",
    ]
    rows = [
        row(
            region=region,
            sku_key=f"thing.instance.{name}.linux",
            unit="hour",
            description=f"{name} Linux",
            price_usd=f"0.{index + 1}00",
        )
        for region in ("us-east-1", "eu-west-1")
        for index, name in enumerate(types)
    ]
    rows[3] = rows[3]._replace(source="another list", confidence="memory", effective_date="")
    rows[5] = rows[5]._replace(description="computed for r5.xlarge")
    return rows


def test_the_order_of_rows_does_not_matter(source: Write, target: Path) -> None:
    rows = [*instances(), row(tier_to="10"), row(tier_from="10", tier_to="20.5", price_usd="0.05")]
    assert build(source(rows), target) == 0
    before = {path.name: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    random.Random(7).shuffle(rows)
    assert build(source(rows), target) == 0
    assert {path.name: path.read_bytes() for path in target.rglob("*") if path.is_file()} == before


def test_the_date_is_the_newest_sources_and_not_todays(source: Write, target: Path) -> None:
    build(source([row(), row(sku_key="thing.other", effective_date="2025-03-01")]), target)
    assert PriceTable(target).date == "2026-01-31"


def test_the_digest_changes_with_any_price(source: Write, target: Path) -> None:
    build(source([row()]), target)
    before = PriceTable(target).digest
    build(source([row(price_usd="0.11")]), target)
    assert PriceTable(target).digest != before


def test_a_region_that_is_gone_leaves_no_file(source: Write, target: Path) -> None:
    build(source([row(), row(region="eu-west-1")]), target)
    assert (target / "prices" / "eu-west-1.tsv").exists()
    build(source([row()]), target)
    assert not (target / "prices" / "eu-west-1.tsv").exists()
    assert PriceTable(target).regions() == ("us-east-1",)


def test_what_differs_from_its_section_survives(source: Write, target: Path) -> None:
    assert build(source(instances()), target) == 0
    table = PriceTable(target)
    unsure = table.rate("thing.instance.c5.xlarge.linux", "us-east-1")
    assert (unsure.source, unsure.confidence, unsure.effective_date) == ("another list", "memory", "")
    assert table.rate("thing.instance.r5.xlarge.linux", "us-east-1").description == "computed for r5.xlarge"
    usual = table.rate("thing.instance.m5.large.linux", "eu-west-1")
    assert (usual.source, usual.description) == ("a list", "m5.large Linux")
    assert str(usual.price) == "0.100"


words = st.sampled_from(["ec2", "instance", "m5", "large", "x", "linux", "0"])
keys = st.lists(words, min_size=1, max_size=6).map(".".join)
decimals = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,9})?", fullmatch=True)


@st.composite
def some_rates(draw: st.DrawFn) -> list[Row]:
    rows: list[Row] = []
    for key in draw(st.sets(keys, min_size=1, max_size=25)):
        edges = ["0", *map(str, sorted(draw(st.sets(st.integers(1, 10**6), max_size=3))))]
        ends = [*edges[1:], draw(st.sampled_from(["inf", "2000000"]))]
        text = draw(st.sampled_from(["A thing", "m5.large Linux", "m5 and large", key]))
        origin = draw(st.sampled_from(["a list", "another list"]))
        rows += [
            row(
                sku_key=key,
                tier_from=start,
                tier_to=end,
                price_usd=draw(decimals),
                description=text + draw(st.sampled_from(["", " more"])),
                source=origin,
            )
            for start, end in zip(edges, ends, strict=True)
        ]
    return rows


@given(rows=some_rates(), fewest=st.sampled_from([1, 2, 8]))
def test_every_row_comes_back_exactly(
    rows: list[Row], fewest: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("table")
    with patch.object(build_price_table, "FEWEST_PER_PATTERN", fewest):
        build_price_table.write_table(checked(rows, [], {}), {}, folder)
    table = PriceTable(folder)
    found = set()
    for key in table.keys("us-east-1"):
        rate = table.rate(key, "us-east-1")
        texts = rate.tier_descriptions or (rate.description,) * len(rate.tiers)
        for tier, text in zip(rate.tiers, texts, strict=True):
            end = "inf" if tier.end is None else f"{tier.end:f}"
            found.add((key, f"{tier.start:f}", end, f"{tier.price:f}", text, rate.source))
    expected = {
        (
            each.sku_key,
            each.tier_from,
            each.tier_to,
            f"{Decimal(each.price_usd):f}",
            each.description,
            each.source,
        )
        for each in rows
    }
    assert found == expected
