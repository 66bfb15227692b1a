"""AWS's own files, where they lie beside the repository: what they say arrives as our rates."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pricing.offers.installed import installed
from pricing.offers.mapping import mappings
from pricing.offers.problems import UpdateFailed
from pricing.offers.update import Report, Wanted, update
from pricing.table import PriceTable

pytestmark = pytest.mark.shared


@pytest.fixture
def fixtures(shared_folder: Path) -> Path:
    return shared_folder / "prices" / "offer_fixtures"


def taken(place: Path, folder: Path) -> tuple[Report, PriceTable]:
    report = update(str(place), Wanted(older=True, suspicious=True), folder=folder)
    table = installed(folder).table
    assert table is not None
    return report, PriceTable(table)


@pytest.mark.parametrize(
    ("name", "key", "region", "price", "date"),
    [
        ("AmazonCloudFront_offer-index.json", "cloudfront.requests.https", "edge-us", "0.01", "2015-12-09"),
        ("AmazonCloudFront_offer-index.json", "cloudfront.data_out.origin", "edge-eu", "0.02", "2015-12-09"),
        ("AmazonRoute53_offer-index.json", "route53.query.latency", "global", "0.6", "2015-12-09"),
        ("AmazonS3_offer-index.json", "s3.standard.requests.tier1", "eu-west-1", "0.005", "2016-01-07"),
        ("AmazonS3_offer-index.json", "s3.standard_ia.storage", "eu-west-1", "0.0125", "2016-01-07"),
        ("AmazonVPC_offer-index.json", "vpn.site_to_site.hour", "eu-west-1", "0.05", "2016-01-06"),
        ("AmazonDynamoDB_offer-index.json", "dynamodb.storage", "eu-west-1", "0.283", "2016-01-07"),
        ("AmazonRedshift_offer-index.json", "redshift.node.ds2.xlarge", "eu-west-1", "0.95", "2016-01-07"),
        ("awskms_offer-index.json", "kms.key", "eu-west-1", "1", "2016-01-07"),
        (
            "AmazonEC2_eu-west-3_20201019204802_excerpt.csv",
            "ebs.gp2.storage",
            "eu-west-3",
            "0.116",
            "2020-10-19",
        ),
        (
            "AmazonEC2_eu-west-3_20201019204802_excerpt.csv",
            "ebs.standard.io",
            "eu-west-3",
            "0.058",
            "2020-10-19",
        ),
        (
            "AWSDatabaseSavingsPlans_ap-south-2_20260422194203.csv",
            "rds.instance.r7i.2xlarge.oracle_ee_byol.multi_az.database_sp.1yr.no_upfront",
            "ap-south-2",
            "1.824",
            "2026-04-22",
        ),
    ],
)
def test_a_figure_of_aws_arrives_as_our_rate(
    name: str, key: str, region: str, price: str, date: str, fixtures: Path, tmp_path: Path
) -> None:
    _, table = taken(fixtures / name, tmp_path / "prices")
    rate = table.rate(key, region)
    assert (rate.price, rate.effective_date) == (Decimal(price), date)


def test_tiers_of_aws_arrive_in_order(fixtures: Path, tmp_path: Path) -> None:
    _, table = taken(fixtures / "AmazonCloudFront_offer-index.json", tmp_path / "prices")
    tiers = table.rate("cloudfront.data_out.internet", "edge-us").tiers
    assert [int(tier.start) for tier in tiers] == [0, 10240, 51200, 153600, 512000, 1048576, 5242880]
    prices = [tier.price for tier in tiers]
    assert prices == sorted(prices, reverse=True)


def test_fees_in_advance_are_spread_over_the_term(fixtures: Path, tmp_path: Path) -> None:
    _, table = taken(fixtures / "AmazonRedshift_offer-index.json", tmp_path / "prices")
    rate = table.rate("redshift.node.ds2.8xlarge.reserved.3yr.partial_upfront", "eu-west-1")
    assert rate.confidence == "derived"
    assert rate.price > Decimal(24000) / 26280
    assert rate.price < table.rate("redshift.node.ds2.8xlarge", "eu-west-1").price


def test_the_whole_folder_is_read_and_what_is_not_mapped_is_counted(fixtures: Path, tmp_path: Path) -> None:
    report, table = taken(fixtures, tmp_path / "prices")
    assert [offer for _, offer in report.not_mapped] == ["comprehend"]
    assert len(report.files) == 9
    assert report.findings.broken == [
        "us-gov-west-1 kms.requests.symmetric: a gap between tiers from 20000 to 20001"
    ]
    assert not report.findings.suspicious
    assert sum(counts.unmapped.total() for _, _, counts in report.files) > 500
    known = {rule.unit for mapping in mappings().values() for rule in mapping.rules}
    assert all(table.rate(key, "eu-west-1").unit in known for key in table.keys("eu-west-1"))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(
    "name", ["AmazonS3_offer-index.json", "AWSDatabaseSavingsPlans_ap-south-2_20260422194203.csv"]
)
def test_a_file_of_aws_that_is_cut_short_is_refused(
    name: str, share: float, fixtures: Path, tmp_path: Path
) -> None:
    whole = (fixtures / name).read_bytes()
    cut = tmp_path / name
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UpdateFailed) as caught:
        taken(cut, tmp_path / "prices")
    assert caught.value.line or "cut short" in caught.value.what
    assert installed(tmp_path / "prices").table is None
