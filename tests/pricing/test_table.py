"""The shipped price table: exact, complete, read one Region at a time."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pricing.data_files import DataError
from pricing.rates import Rate, RateNotFound
from pricing.table import PriceTable, price_table
from pricing.tiers import Tier

DATA = Path(__file__).resolve().parents[2] / "pricing" / "data"

# Their source rows count tier edges in millions: the table has them in single requests.
EDGES_IN_MILLIONS = {
    "aurora.data_api",
    "eventbridge.scheduler",
    "sqs.requests.fifo",
    "sqs.requests.standard",
}
# Its source rows begin behind the free users, as their description says.
FREE_BEFORE = {"cognito.mau.legacy": 50_000}

Row = tuple[str, ...]


def rows_of(rate: Rate) -> Iterator[Row]:
    """The rate as the source has it, in a row per tier."""
    texts = rate.tier_descriptions or (rate.description,) * len(rate.tiers)
    for tier, text in zip(rate.tiers, texts, strict=True):
        end = "inf" if tier.end is None else f"{tier.end:f}"
        place = (rate.service, rate.region, rate.key, text, rate.unit)
        yield (
            *place,
            f"{tier.start:f}",
            end,
            f"{tier.price:f}",
            rate.effective_date,
            rate.source,
            rate.confidence,
        )


def in_single_units(row: dict[str, str]) -> Row:
    if row["sku_key"] in EDGES_IN_MILLIONS:
        for edge in ("tier_from", "tier_to"):
            row[edge] = row[edge] if row[edge] == "inf" else str(int(row[edge]) * 1_000_000)
    for edge in ("tier_from", "tier_to") if row["sku_key"] in FREE_BEFORE else ():
        row[edge] = row[edge] if row[edge] == "inf" else str(int(row[edge]) + FREE_BEFORE[row["sku_key"]])
    return tuple(row.values())


def test_every_source_row_is_in_the_table_exactly_and_nothing_else(shared_folder: Path) -> None:
    expected: set[Row] = set()
    for path in sorted((shared_folder / "prices").glob("prices*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            expected.update(in_single_units(row) for row in csv.DictReader(lines))
    table = PriceTable(DATA)
    found = {
        row
        for place in table.regions()
        for key in table.keys(place)
        for row in rows_of(table.rate(key, place))
    }
    assert len(expected) > 180_000
    assert sorted(expected - found)[:5] == []
    assert sorted(found - expected)[:5] == []


@pytest.mark.parametrize(
    ("key", "region", "price"),
    [
        ("nat_gateway.hour", "us-east-1", "0.045"),
        ("ec2.instance.m5.large.linux.ondemand", "us-east-1", "0.096"),
        ("ec2.instance.m5.large.linux.ondemand", "eu-west-1", "0.107"),
        ("rds.instance.m5.large.mysql.single_az.ondemand", "us-east-1", "0.171"),
        ("stepfunctions.express.duration", "us-east-1", "0.00001667"),
        ("route53.hosted_zone", "global", "0.5"),
        ("sns.requests", "us-east-1", "0.5"),
    ],
)
def test_a_price_is_the_published_decimal(key: str, region: str, price: str) -> None:
    assert price_table().rate(key, region).price == Decimal(price)


def test_a_rate_carries_where_it_comes_from() -> None:
    rate = price_table().rate("nat_gateway.hour", "us-east-1")
    assert (rate.key, rate.region, rate.service, rate.unit) == (
        "nat_gateway.hour",
        "us-east-1",
        "nat_gateway",
        "hour",
    )
    assert rate.source == "lamngockhuong/aws-price natgateway.json"
    assert rate.effective_date == "2025-10-28"
    assert rate.confidence == "exact"
    assert rate.description == "NAT gateway running hour"


def test_tiers_are_whole_and_each_has_its_text() -> None:
    rate = price_table().rate("s3.standard.storage", "us-east-1")
    assert rate.tiers == (
        Tier(Decimal(0), Decimal(51200), Decimal("0.023")),
        Tier(Decimal(51200), Decimal(512000), Decimal("0.022")),
        Tier(Decimal(512000), None, Decimal("0.021")),
    )
    assert len(rate.tier_descriptions) == 3


def test_the_last_tier_is_bounded_where_aws_publishes_no_more() -> None:
    assert price_table().rate("firehose.ingest.direct_put", "us-east-1").tiers[-1].end == 5_120_000


def test_edges_of_tiers_count_single_requests() -> None:
    assert price_table().rate("sqs.requests.standard", "eu-west-1").tiers[0].end == 100_000_000_000
    assert price_table().rate("eventbridge.scheduler", "eu-west-1").tiers[0].start == 14_000_000


def test_a_missing_rate_never_falls_back_to_another_region() -> None:
    table = price_table()
    key = "ec2.instance.m9g.large.linux.ondemand"
    assert table.find(key, "us-east-1") is not None
    assert table.find(key, "us-west-2") is None
    with pytest.raises(RateNotFound) as missing:
        table.rate(key, "us-west-2")
    assert (missing.value.key, missing.value.region) == (key, "us-west-2")
    with pytest.raises(RateNotFound):
        table.rate("route53.hosted_zone", "us-east-1")


@pytest.mark.parametrize("region", ["", "mars-1", "cn-north-1", "../keys", "EU-WEST-1"])
def test_a_region_without_prices_has_no_rates(region: str) -> None:
    table = price_table()
    assert table.find("nat_gateway.hour", region) is None
    assert list(table.keys(region)) == []
    with pytest.raises(RateNotFound):
        table.rate("nat_gateway.hour", region)


def test_a_key_is_looked_up_exactly() -> None:
    table = price_table()
    assert table.find("nat_gateway", "us-east-1") is None
    assert table.find("NAT_gateway.hour", "us-east-1") is None
    assert table.find("m5.large", "us-east-1") is None
    assert table.find("", "us-east-1") is None


def test_keys_are_sorted_and_begin_with_the_prefix() -> None:
    table = price_table()
    keys = list(table.keys("us-east-1", "ec2.instance.m5.large."))
    assert "ec2.instance.m5.large.linux.ondemand" in keys
    assert keys == sorted(keys)
    assert keys == [key for key in table.keys("us-east-1") if key.startswith("ec2.instance.m5.large.")]
    assert list(table.keys("us-east-1", "no.such")) == []
    assert len(list(table.keys("us-east-1"))) > 12_000


def test_a_rate_is_built_once() -> None:
    assert price_table().rate("nat_gateway.hour", "us-east-1") is price_table().rate(
        "nat_gateway.hour", "us-east-1"
    )


def test_the_shipped_files_are_what_was_built() -> None:
    facts = json.loads((DATA / "provenance.json").read_text(encoding="utf-8"))
    shared = ("keys.tsv", "sources.tsv", "commitment_ratios.tsv")
    shipped = [*DATA.glob("prices/*.tsv"), *(DATA / name for name in shared)]
    sums = {
        path.relative_to(DATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in shipped
    }
    assert sums == facts["files"]
    for name, digest in facts["facts"].items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest
    whole = "".join(f"{name} {digest}\n" for name, digest in sorted(sums.items()))
    assert price_table().digest == hashlib.sha256(whole.encode()).hexdigest()


def test_the_table_says_its_date_regions_and_sources() -> None:
    table = price_table()
    assert table.date == max(source.date for source in table.sources)
    assert {"us-east-1", "eu-west-1", "global", "edge-eu"} <= set(table.regions())
    assert len(table.regions()) == 47
    counted = sum(source.rates for source in table.sources)
    assert counted == sum(1 for region in table.regions() for _ in table.keys(region))


def test_only_the_region_asked_for_is_read(tmp_path: Path) -> None:
    table = PriceTable(copy_of_data(tmp_path, "global"))
    assert table.rate("route53.hosted_zone", "global").price == Decimal("0.5")
    with pytest.raises(DataError, match="eu-west-1"):
        table.find("nat_gateway.hour", "eu-west-1")


def test_reading_prices_loads_no_heavy_modules() -> None:
    code = "import sys, pricing.table, pricing.regions, pricing.instances; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=DATA.parents[1]
    )
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert not loaded & {
        "PySide6",
        "pydantic",
        "networkx",
        "openpyxl",
        "xlsxwriter",
        "diagrams",
        "projects",
        "desktop",
    }


def copy_of_data(folder: Path, *regions: str) -> Path:
    for name in ("keys.tsv", "sources.tsv", "provenance.json"):
        shutil.copy(DATA / name, folder / name)
    (folder / "prices").mkdir()
    for region in regions:
        shutil.copy(DATA / "prices" / f"{region}.tsv", folder / "prices")
    return folder


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A copy of the shared files and of the global prices, to be damaged."""
    return copy_of_data(tmp_path, "global")


def line_of(path: Path, start: str) -> int:
    return next(
        n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.startswith(start)
    )


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("route53.health_check.aws\t0:0 50:0.5", "route53.health_check.aws\t0:0 50:O.5"),
        ("route53.health_check.aws\t0:0 50:0.5", "route53.health_check.aws\t0:0 50"),
        ("route53.health_check.aws\t0:0 50:0.5", "route53.health_check.aws 0:0 50:0.5"),
        ("route53.health_check.aws\t0:0 50:0.5", "route53.health_check.aws\t\t0:0 50:0.5"),
        ("route53.health_check.aws\t0:0 50:0.5", "route53.health_check.awz\t0:0 50:0.5"),
        ("route53.health_check.aws\t0:0 50:0.5", "route53.health_check.aws\tNaN"),
        ("route53.health_check.aws\t0:0 50:0.5", "route53.health_check.aws\t0:0 50:-0.5"),
        ("route53.health_check.aws\t0:0 50:0.5", "route53.health_check.aws\t0:- 50:0.5"),
    ],
)
def test_a_damaged_line_is_named(damaged: Path, old: str, new: str) -> None:
    prices = damaged / "prices" / "global.tsv"
    number = line_of(prices, "route53.health_check.aws\t")
    replace_in(prices, old, new)
    with pytest.raises(DataError) as error:
        PriceTable(damaged).find("route53.hosted_zone", "global")
    assert error.value.file == "prices/global.tsv"
    assert error.value.line == number
    assert f"prices/global.tsv, line {number}" in str(error.value)


def test_a_rate_that_is_there_twice_is_named(damaged: Path) -> None:
    prices = damaged / "prices" / "global.tsv"
    replace_in(prices, "route53.hosted_zone\t", "route53.health_check.aws\t0.5\nroute53.hosted_zone\t")
    with pytest.raises(DataError, match=r"route53\.health_check\.aws is there twice"):
        PriceTable(damaged).find("route53.hosted_zone", "global")


def test_a_changed_price_is_noticed(damaged: Path) -> None:
    replace_in(
        damaged / "prices" / "global.tsv",
        "route53.health_check.aws\t0:0 50:0.5",
        "route53.health_check.aws\t0:0 50:0.6",
    )
    with pytest.raises(DataError, match=r"prices/global\.tsv"):
        PriceTable(damaged).find("route53.hosted_zone", "global")


@pytest.mark.parametrize("name", ["keys.tsv", "sources.tsv"])
def test_a_damaged_shared_file_is_named_with_its_line(damaged: Path, name: str) -> None:
    lines = (damaged / name).read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace("\t", " ")
    (damaged / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"{name}, line 5"):
        PriceTable(damaged).find("route53.hosted_zone", "global")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"date": "2026-01-31"}'])
def test_a_damaged_provenance_is_named(damaged: Path, text: str) -> None:
    (damaged / "provenance.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"provenance\.json"):
        _ = PriceTable(damaged).digest


def test_a_missing_file_is_named(damaged: Path) -> None:
    (damaged / "keys.tsv").unlink()
    with pytest.raises(DataError, match=r"keys\.tsv"):
        PriceTable(damaged).find("route53.hosted_zone", "global")
