"""The samples' totals, worked out by hand: what is bought, times the list price, line by line."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from pricing.table import price_table
from projects import files
from projects.checking import check
from projects.document import Document
from projects.estimate import estimate

SAMPLES = Path(files.__file__).parent / "samples"

HOURS = 730

# Each row: how many priced units a month (written as it is reckoned), the price of one, its key and Region.
Row = tuple[Decimal, str, str, str]


def row(quantity: str | int, price: str, key: str, region: str = "us-east-1") -> Row:
    return Decimal(quantity), price, key, region


WEB_SHOP = [
    # Two m6i.large on Linux run the whole month, each with a gp3 root volume of 30 GiB.
    row(2 * HOURS, "0.096", "ec2.instance.m6i.large.linux.ondemand"),
    row(2 * 30, "0.08", "ebs.gp3.storage"),
    # PostgreSQL on db.m6g.large, Multi-AZ, with 100 GiB of gp3. The standby is in that price. The backup
    # is no larger than the database, so it is free.
    row(HOURS, "0.318", "rds.instance.m6g.large.postgresql.multi_az.ondemand"),
    row(100, "0.23", "rds.storage.gp3.multi_az"),
    # Valkey on two cache.r7g.large: one shard with one replica.
    row(2 * HOURS, "0.1752", "elasticache.node.r7g.large.valkey.ondemand"),
    # Two NAT gateways, each with 100 GB and an address.
    row(2 * HOURS, "0.045", "nat_gateway.hour"),
    row(2 * 100, "0.045", "nat_gateway.data"),
    row(2 * HOURS, "0.005", "vpc.public_ipv4.in_use"),
    # One Application Load Balancer with an address in each of two subnets. 20 new connections a second
    # are 20 / 25 of a capacity unit; 2,400 active ones 0.8 as well, 0.5 GB an hour only half a unit.
    row(HOURS, "0.0225", "elb.alb.hour"),
    row(str(Decimal("0.8") * HOURS), "0.008", "elb.alb.lcu"),
    row(2 * HOURS, "0.005", "vpc.public_ipv4.in_use"),
    # CloudFront to viewers in the United States: 2,000 GB and 20 million HTTPS requests; to its origins
    # 45 GB for the load balancer and 5 GB for the bucket, by their links.
    row(2000, "0.085", "cloudfront.data_out.internet", "edge-us"),
    row(2000, "0.01", "cloudfront.requests.https", "edge-us"),
    row(45 + 5, "0.02", "cloudfront.data_out.origin", "edge-us"),
    # The group stands in both zones, the database in one and the cache in both: half of 60 + 240 GB and of
    # 20 + 180 GB goes to the other zone, and is billed on leaving and on arriving. Free are the way back
    # to CloudFront, what the balancer and its targets exchange, and the replication to the standby.
    row(60 + 240 + 20 + 180, "0.01", "data_transfer.inter_az"),
    # A web ACL with six rules that sees 20 million requests.
    row(1, "5", "waf.web_acl"),
    row(6, "1", "waf.rule"),
    row(20, "0.6", "waf.requests"),
    # A hosted zone and ten million queries.
    row(1, "0.5", "route53.hosted_zone", "global"),
    row(10, "0.4", "route53.query.standard", "global"),
    # 500 GB in S3 Standard, 100 thousand writes, a million reads.
    row(500, "0.023", "s3.standard.storage"),
    row(100, "0.005", "s3.standard.requests.tier1"),
    row(1000, "0.0004", "s3.standard.requests.tier2"),
    # CloudWatch: 20 metrics, 12 alarms, 20 GB of logs taken in and 60 GB kept. Three dashboards are free.
    row(20, "0.3", "cloudwatch.metrics"),
    row(12, "0.1", "cloudwatch.alarm.standard"),
    row(20, "0.5", "cloudwatch.logs.ingest.standard"),
    row(60, "0.03", "cloudwatch.logs.storage"),
    # Once per account AWS takes off 1 TB and 10 million requests of CloudFront, ten metrics, ten alarms
    # and 5 GB of logs.
    row(-1024, "0.085", "cloudfront.data_out.internet", "edge-us"),
    row(-1000, "0.01", "cloudfront.requests.https", "edge-us"),
    row(-10, "0.3", "cloudwatch.metrics"),
    row(-10, "0.1", "cloudwatch.alarm.standard"),
    row(-5, "0.5", "cloudwatch.logs.ingest.standard"),
]

API = [
    # 30 million requests of 4 KB each to an HTTP API, whose link to the apps carries 100 GB out. What
    # comes in, and all between the services of the Region, is free.
    row(30, "1.11", "api_gateway.http.requests", "eu-west-1"),
    row(100, "0.09", "data_transfer.out.internet", "eu-west-1"),
    # 30 million runs of 60 ms and 6 million of 250 ms, both with half a GB on Graviton.
    row(30 + 6, "0.2", "lambda.requests.arm", "eu-west-1"),
    row(30_000_000 * 60 // 1000 // 2, "0.0000133334", "lambda.duration.arm", "eu-west-1"),
    row(6_000_000 * 250 // 1000 // 2, "0.0000133334", "lambda.duration.arm", "eu-west-1"),
    # 12 million writes of 2 KB are two units each; 40 million eventually consistent reads half a unit each.
    row(12 * 2, "0.705", "dynamodb.ondemand.write", "eu-west-1"),
    row(40 // 2, "0.1415", "dynamodb.ondemand.read", "eu-west-1"),
    # 80 GB, of which AWS gives 25, with point-in-time recovery over all of it.
    row(80 - 25, "0.283", "dynamodb.storage", "eu-west-1"),
    row(80, "0.22", "dynamodb.backup.pitr", "eu-west-1"),
    # 24 million queue requests, and 100 thousand on the queue of failed orders.
    row("24.1", "0.4", "sqs.requests.standard", "eu-west-1"),
    # Six million publishes, the first million free, and 20,000 e-mails, the first thousand free.
    row(6 - 1, "0.5", "sns.requests", "eu-west-1"),
    row("0.19", "2", "sns.delivery.email", "eu-west-1"),
    # Ten metrics, eight alarms, 25 GB of logs taken in and 50 GB kept. The dashboard is free.
    row(10, "0.3", "cloudwatch.metrics", "eu-west-1"),
    row(8, "0.1", "cloudwatch.alarm.standard", "eu-west-1"),
    row(25, "0.57", "cloudwatch.logs.ingest.standard", "eu-west-1"),
    row(50, "0.03", "cloudwatch.logs.storage", "eu-west-1"),
    # Once per account AWS takes off 100 GB to the internet, a million requests and 400,000 GB-seconds of
    # Lambda, a million of SQS, ten metrics, ten alarms (there are eight) and 5 GB of logs.
    row(-100, "0.09", "data_transfer.out.internet", "eu-west-1"),
    row(-1, "0.2", "lambda.requests.arm", "eu-west-1"),
    row(-400_000, "0.0000133334", "lambda.duration.arm", "eu-west-1"),
    row(-1, "0.4", "sqs.requests.standard", "eu-west-1"),
    row(-10, "0.3", "cloudwatch.metrics", "eu-west-1"),
    row(-8, "0.1", "cloudwatch.alarm.standard", "eu-west-1"),
    row(-5, "0.57", "cloudwatch.logs.ingest.standard", "eu-west-1"),
]

FAILOVER = [
    # In each Region two t4g.medium with 20 GiB of gp3 ...
    row(2 * HOURS, "0.0368", "ec2.instance.t4g.medium.linux.ondemand", "eu-west-1"),
    row(2 * HOURS, "0.0384", "ec2.instance.t4g.medium.linux.ondemand", "eu-central-1"),
    row(2 * 20, "0.088", "ebs.gp3.storage", "eu-west-1"),
    row(2 * 20, "0.0952", "ebs.gp3.storage", "eu-central-1"),
    # ... two NAT gateways with an address each, 50 GB through the busy ones and 5 GB through the others ...
    row(2 * HOURS, "0.048", "nat_gateway.hour", "eu-west-1"),
    row(2 * HOURS, "0.052", "nat_gateway.hour", "eu-central-1"),
    row(2 * 50, "0.048", "nat_gateway.data", "eu-west-1"),
    row(2 * 5, "0.052", "nat_gateway.data", "eu-central-1"),
    # ... and a Network Load Balancer with two addresses: 0.7 and 0.01 GB an hour set the capacity units.
    row(HOURS, "0.0252", "elb.nlb.hour", "eu-west-1"),
    row(HOURS, "0.027", "elb.nlb.hour", "eu-central-1"),
    row(str(Decimal("0.7") * HOURS), "0.006", "elb.nlb.lcu", "eu-west-1"),
    row(str(Decimal("0.01") * HOURS), "0.006", "elb.nlb.lcu", "eu-central-1"),
    row(4 * HOURS, "0.005", "vpc.public_ipv4.in_use", "eu-west-1"),
    row(4 * HOURS, "0.005", "vpc.public_ipv4.in_use", "eu-central-1"),
    # Across zones: the balancers send to both, so half of what they exchange with each of two targets goes
    # to the other zone, billed on leaving and on arriving: twice 15 + 240 GB, and twice 1 + 2 GB.
    row(2 * (15 + 240), "0.01", "data_transfer.inter_az", "eu-west-1"),
    row(2 * (1 + 2), "0.01", "data_transfer.inter_az", "eu-central-1"),
    row(500, "0.09", "data_transfer.out.internet", "eu-west-1"),
    row(5, "0.09", "data_transfer.out.internet", "eu-central-1"),
    # A hosted zone, five million queries; two health checks of AWS endpoints are free. Two alarms in
    # N. Virginia; one dashboard, a thousand publishes and a thousand e-mails are free.
    row(1, "0.5", "route53.hosted_zone", "global"),
    row(5, "0.4", "route53.query.standard", "global"),
    row(2, "0.1", "cloudwatch.alarm.standard", "us-east-1"),
    # Once per account AWS takes off 100 GB to the internet and ten alarms, of which there are two.
    row(-100, "0.09", "data_transfer.out.internet", "eu-west-1"),
    row(-2, "0.1", "cloudwatch.alarm.standard", "us-east-1"),
]

BY_HAND = {"three_tier_web_application": WEB_SHOP, "serverless_api": API, "two_region_failover": FAILOVER}


def sample(name: str) -> Document:
    loaded = files.load(SAMPLES / f"{name}.blueprice")
    assert not loaded.problems
    return loaded.document


@pytest.mark.parametrize("name", BY_HAND)
def test_the_total_is_what_the_hand_sum_gives(name: str) -> None:
    by_hand = sum((quantity * Decimal(price) for quantity, price, _, _ in BY_HAND[name]), Decimal(0))
    assert estimate(sample(name), price_table()).totals.monthly == by_hand


@pytest.mark.parametrize("name", BY_HAND)
def test_every_line_has_a_figure(name: str) -> None:
    totals = estimate(sample(name), price_table()).totals
    assert totals.priced
    assert not totals.incomplete


@pytest.mark.parametrize("name", BY_HAND)
def test_no_sample_has_an_error_or_a_warning(name: str) -> None:
    assert [finding for finding in check(sample(name)) if finding.severity != "info"] == []


@pytest.mark.shared
@pytest.mark.parametrize("name", BY_HAND)
def test_the_prices_used_by_hand_are_those_of_the_source(name: str, shared_folder: Path) -> None:
    wanted = {(key, region): price for _, price, key, region in BY_HAND[name]}
    found: dict[tuple[str, str], set[Decimal]] = {}
    for path in sorted((shared_folder / "prices").glob("prices*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                place = (line["sku_key"], line["region"])
                if place in wanted:
                    found.setdefault(place, set()).add(Decimal(line["price_usd"]))
    assert {
        place for place, price in wanted.items() if Decimal(price) not in found.get(place, set())
    } == set()


def test_the_samples_are_the_ones_worked_out_here() -> None:
    assert {path.stem for path in SAMPLES.glob("*.blueprice")} == set(BY_HAND)
