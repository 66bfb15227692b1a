"""Configurations reckoned by hand: quantities stand here, prices are looked up in the source's own rows.

Nothing of the price table or of the services' arithmetic is used on the expecting side.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pricing.allowances import account_lines
from pricing.estimate import Owner, price_component, total
from pricing.table import price_table
from projects.place import Place
from projects.service import make_service

PRICES = Path(__file__).resolve().parents[4] / "shared" / "prices"

Parts = Mapping[str, str | int]
"""Source key -> quantity in the unit of its row; "key @place" where the price is not the Region's own."""


@cache
def rows() -> dict[tuple[str, str], list[tuple[Decimal, Decimal | None, Decimal]]]:
    """Region and key -> from, to and price of each tier, as the source writes them."""
    found: dict[tuple[str, str], list[tuple[Decimal, Decimal | None, Decimal]]] = {}
    for path in sorted(PRICES.glob("prices*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = row["region"], row["sku_key"]
                if key in _wanted():
                    end = None if row["tier_to"] == "inf" else Decimal(row["tier_to"])
                    tier = Decimal(row["tier_from"]), end, Decimal(row["price_usd"])
                    found.setdefault(key, []).append(tier)
    return {key: sorted(tiers, key=lambda tier: tier[0]) for key, tiers in found.items()}


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    return frozenset(_row(region, key) for _, region, _, _, parts in CASES for key in parts)


def _row(region: str, key: str) -> tuple[str, str]:
    name, _, place = key.partition(" @")
    return place or region, name


def price(region: str, key: str, quantity: Decimal) -> Decimal:
    """What a quantity costs at the source's rows, tier by tier; edges count in single units."""
    name = _row(region, key)
    tiers, per = rows()[name], PER.get(name[1], 1)
    return sum(
        (
            max(Decimal(0), (quantity if end is None else min(quantity, end / per)) - start / per) * rate
            for start, end, rate in tiers
        ),
        Decimal(0),
    )


PER = {
    "api_gateway.rest.requests": 10**6,
    "api_gateway.websocket.messages": 10**6,
    "sns.requests": 10**6,
    "kms.requests.symmetric": 10**4,
    "waf.bot_control.requests": 10**6,
}
"""Single units in one pricing unit of the tiered keys below whose edges count single units."""

IN_VPC = {"in_vpc": True, "in_subnet": True, "subnets": 1}

CASES: list[tuple[str, str, dict[str, Any], dict[str, Any], Parts]] = [
    (
        "ec2_instance",
        "sa-east-1",
        {"instance_type": "m5.large", "operating_system": "windows", "instances": 3,
         "root_volume_size_gib": 50, "root_volume_iops": 4000, "root_volume_throughput_mibps": 200,
         "public_ip": True, "data_out_gb": 60000, "detailed_monitoring": True},
        IN_VPC,
        {"ec2.instance.m5.large.windows.ondemand": 2190, "ebs.gp3.storage": 150, "ebs.gp3.iops": 3000,
         "ebs.gp3.throughput": 225, "vpc.public_ipv4.in_use": 2190, "data_transfer.out.internet": 60000,
         "cloudwatch.metrics": 21},
    ),
    (
        "ec2_instance",
        "ap-southeast-6",
        {"instance_type": "m7g.large", "instances": 2, "root_volume_size_gib": 0, "hours_per_month": 200},
        IN_VPC,
        {"ec2.instance.m7g.large.linux.ondemand": 400},
    ),
    (
        "ec2_instance",
        "us-gov-west-1",
        {"instance_type": "m5.large", "operating_system": "rhel", "root_volume_type": "io2",
         "root_volume_size_gib": 100, "root_volume_iops": 40000},
        IN_VPC,
        {"ec2.instance.m5.large.rhel.ondemand": 730, "ebs.io2.storage": 100, "ebs.io2.iops": 40000},
    ),
    (
        "ebs_volume",
        "ap-northeast-1",
        {"type": "io2", "size_gib": 500, "iops": 70000, "volumes": 1, "snapshot_gb": 300},
        {},
        {"ebs.io2.storage": 500, "ebs.io2.iops": 70000, "ebs.snapshot.standard": 300},
    ),
    (
        "ebs_volume",
        "eu-west-1",
        {"type": "standard", "size_gib": 200, "monthly_ios": 5_000_000, "volumes": 2},
        {},
        {"ebs.standard.storage": 400, "ebs.standard.io": 10},
    ),
    (
        "auto_scaling_group",
        "eu-west-1",
        {"average_instances": "2.5", "instance_type": "c6i.xlarge", "operating_system": "suse",
         "root_volume_size_gib": 20},
        {},
        {"ec2.instance.c6i.xlarge.suse.ondemand": 1825, "ebs.gp3.storage": 50},
    ),
    (
        "lambda_function",
        "ap-southeast-6",
        {"architecture": "arm64", "memory_mb": 1536, "monthly_requests": 40_000_000, "duration_ms": 250},
        {},
        {"lambda.requests.arm": 40, "lambda.duration.arm": 15_000_000},
    ),
    (
        "lambda_function",
        "us-east-1",
        {"memory_mb": 10240, "monthly_requests": 1_000_000_000, "duration_ms": 1000,
         "ephemeral_storage_mb": 1536},
        {},
        {"lambda.requests.x86": 1000, "lambda.duration.x86": 10**10,
         "lambda.ephemeral_storage.x86": 10**9},
    ),
    (
        "lambda_function",
        "us-gov-west-1",
        {"memory_mb": 2048, "monthly_requests": 1_000_000, "duration_ms": 500, "provisioned_concurrency": 10,
         "provisioned_hours": 100, "provisioned_share_percent": 40},
        {},
        {"lambda.requests.x86": 1, "lambda.duration.x86": 600_000,
         "lambda.provisioned.concurrency.x86": 7_200_000, "lambda.provisioned.duration.x86": 400_000},
    ),
    (
        "application_load_balancer",
        "us-gov-west-1",
        {"subnets": ("a", "b"), "new_connections_per_s": 100, "active_connections_per_min": 9000,
         "processed_gb_per_h": 2, "processed_lambda_gb_per_h": 1, "rule_evaluations_per_s": 500,
         "data_out_gb": 200},
        {"subnets": 2},
        {"elb.alb.hour": 730, "elb.alb.lcu": "3285", "vpc.public_ipv4.in_use": 1460,
         "data_transfer.out.internet": 200},
    ),
    (
        "network_load_balancer",
        "ap-northeast-1",
        {"scheme": "internal", "new_connections_per_s": 400, "active_connections_per_min": 250_000,
         "processed_gb_per_h": "1.5"},
        {},
        {"elb.nlb.hour": 730, "elb.nlb.lcu": "1825"},
    ),
    (
        "classic_load_balancer",
        "sa-east-1",
        {"scheme": "internal", "data_processed_gb": 300},
        {},
        {"elb.clb.hour": 730, "elb.clb.data": 300},
    ),
    (
        "nat_gateway",
        "ap-southeast-6",
        {"data_processed_gb": 500},
        {},
        {"nat_gateway.hour": 730, "nat_gateway.data": 500, "vpc.public_ipv4.in_use": 730},
    ),
    (
        "site_to_site_vpn",
        "us-gov-west-1",
        {"connections": 2, "data_out_gb": 100},
        {},
        {"vpn.site_to_site.hour": 1460, "vpc.public_ipv4.in_use": 2920, "data_transfer.out.internet": 100},
    ),
    (
        "direct_connect",
        "eu-west-1",
        {"bandwidth": "10G", "ports": 2, "data_out_gb": 5000},
        {},
        {"directconnect.port.dedicated.10g": 1460, "directconnect.out": 5000},
    ),
    (
        "interface_endpoint",
        "eu-west-1",
        {"endpoints": 4, "zones": 3, "data_processed_gb": 2_000_000},
        {},
        {"vpc.endpoint.interface.hour": 8760, "vpc.endpoint.interface.data": 2_000_000},
    ),
    (
        "cloudfront",
        "",
        {"viewers": "spread", "share_in_percent": 25, "share_sa_percent": 75, "data_out_gb": 80_000,
         "monthly_https_requests": 8_000_000, "monthly_invalidation_paths": 1500},
        {},
        {"cloudfront.data_out.internet @edge-in": 20_000, "cloudfront.data_out.internet @edge-sa": 60_000,
         "cloudfront.requests.https @edge-in": 200, "cloudfront.requests.https @edge-sa": 600,
         "cloudfront.invalidation @global": 1500},
    ),
    (
        "route53",
        "",
        {"hosted_zones": 30, "monthly_queries": 1_500_000_000, "monthly_latency_queries": 2_000_000},
        {},
        {"route53.hosted_zone @global": 30, "route53.query.latency @global": 2},
    ),
    (
        "api_gateway",
        "ap-northeast-1",
        {"type": "REST", "monthly_requests": 1_200_000_000, "endpoint": "PRIVATE"},
        {},
        {"api_gateway.rest.requests": 1200},
    ),
    (
        "api_gateway",
        "sa-east-1",
        {"type": "WEBSOCKET", "monthly_messages": 10_000_000, "message_kb": 33, "endpoint": "PRIVATE",
         "connection_minutes": 3_000_000},
        {},
        {"api_gateway.websocket.messages": 20, "api_gateway.websocket.connection_minutes": 3},
    ),
    (
        "s3_bucket",
        "ap-southeast-6",
        {"storage_gb": 600_000, "monthly_writes": 2_000_000, "monthly_reads": 9_000_000},
        {},
        {"s3.standard.storage": 600_000, "s3.standard.requests.tier1": 2000,
         "s3.standard.requests.tier2": 9000},
    ),
    (
        "s3_bucket",
        "us-gov-west-1",
        {"storage_class": "STANDARD_IA", "storage_gb": 1000, "monthly_writes": 5000, "monthly_reads": 7000,
         "retrieval_gb": 50, "monthly_transitions": 20_000},
        {},
        {"s3.standard_ia.storage": 1000, "s3.standard_ia.requests.tier1": 5,
         "s3.standard_ia.requests.tier2": 7, "s3.standard_ia.retrieval": 50,
         "s3.standard_ia.lifecycle": 20},
    ),
    (
        "efs_file_system",
        "ap-southeast-6",
        {"throughput_mode": "provisioned", "provisioned_throughput_mibps": 30, "storage_gb": 200,
         "infrequent_access_gb": 100},
        {},
        {"efs.standard.storage": 200, "efs.provisioned_throughput": 20,
         "efs.ia.storage.provisioned_or_bursting": 100},
    ),
    (
        "rds_instance",
        "us-gov-west-1",
        {"engine": "sqlserver-se", "instance_class": "db.m5.xlarge", "deployment": "multi_az",
         "storage_type": "gp3", "storage_gib": 500, "iops": 5000, "backup_storage_gb": 100},
        {},
        {"rds.instance.m5.xlarge.sqlserver_se.multi_az.ondemand": 730, "rds.storage.gp3.multi_az": 500,
         "rds.iops.gp3.multi_az": 2000, "rds.backup": 100},
    ),
    (
        "rds_instance",
        "eu-west-1",
        {"engine": "postgres", "instance_class": "db.m6gd.large", "deployment": "multi_az_cluster",
         "storage_type": "io1", "storage_gib": 200, "iops": 3000, "backup_storage_gb": 0,
         "publicly_accessible": True},
        {},
        {"rds.instance.m6gd.large.postgresql.multi_az_cluster.ondemand": 730,
         "rds.storage.io1.multi_az_cluster": 200, "rds.iops.io1.multi_az_cluster": 3000,
         "vpc.public_ipv4.in_use": 2190},
    ),
    (
        "rds_instance",
        "sa-east-1",
        {"engine": "oracle-se2", "license": "byol", "instance_class": "db.r5.large", "storage_gib": 200,
         "iops": 13_000, "throughput_mibps": 600, "backup_storage_gb": 0,
         "version_support": "extended_year_3", "vcpus": 2},
        {},
        {"rds.instance.r5.large.oracle_se2_byol.single_az.ondemand": 730, "rds.storage.gp3.single_az": 200,
         "rds.iops.gp3.single_az": 1000, "rds.throughput.gp3.single_az": 100,
         "rds.extended_support.year3": 1460},
    ),
    (
        "aurora_cluster",
        "ap-northeast-1",
        {"engine": "aurora-postgresql", "instance_class": "db.r6g.large", "readers": 2,
         "storage_configuration": "io_optimized", "storage_gb": 400, "backup_storage_gb": 50},
        {},
        {"aurora.instance.r6g.large.aurora_postgresql.io_optimized.ondemand": 2190,
         "aurora.storage.io_optimized": 400, "aurora.backup": 50},
    ),
    (
        "aurora_cluster",
        "us-gov-west-1",
        {"engine": "aurora-mysql", "mode": "serverless_v2", "acu": "4.5", "hours_per_month": 300,
         "storage_gb": 100, "monthly_ios": 50_000_000, "backup_storage_gb": 0},
        {},
        {"aurora.serverless_v2.acu": 1350, "aurora.storage.standard": 100, "aurora.io": 50},
    ),
    (
        "dynamodb_table",
        "sa-east-1",
        {"item_kb": "4.5", "monthly_writes": 10_000_000, "transactional_writes": True,
         "monthly_reads": 20_000_000, "read_consistency": "eventual", "storage_gb": 125},
        {},
        {"dynamodb.ondemand.write": 100, "dynamodb.ondemand.read": 20, "dynamodb.storage": 125},
    ),
    (
        "elasticache_cluster",
        "eu-west-1",
        {"engine": "redis", "node_type": "cache.m6g.large", "shards": 3, "replicas": 2,
         "backup_storage_gb": 40},
        {},
        {"elasticache.node.m6g.large.redis.ondemand": 6570, "elasticache.backup": 40},
    ),
    (
        "redshift_cluster",
        "us-east-1",
        {"node_type": "ra3.xlplus", "nodes": 4, "managed_storage_gb": 2000, "spectrum_tb": 3,
         "backup_storage_gb": 60_000, "concurrency_scaling_s": 1800},
        {},
        {"redshift.node.ra3.xlplus": 2922, "redshift.managed_storage": 2000, "redshift.spectrum": 3,
         "redshift.backup": 60_000},
    ),
    (
        "sns_topic",
        "us-gov-west-1",
        {"monthly_publishes": 3_000_000, "message_kb": 100, "monthly_http": 500_000, "monthly_sqs": 10**7},
        {},
        {"sns.requests": 6, "sns.delivery.sqs": 10},
    ),
    (
        "kms_key",
        "ap-southeast-6",
        {"keys": 3, "monthly_requests": 220_000},
        {},
        {"kms.key": 3, "kms.requests.symmetric": 22},
    ),
    (
        "cloudwatch",
        "ap-southeast-6",
        {"custom_metrics": 12_000, "standard_alarms": 20, "anomaly_alarms": 2, "logs_ingested_gb": 100,
         "logs_stored_gb": 300},
        {},
        {"cloudwatch.metrics": 12_000, "cloudwatch.alarm.standard": 26,
         "cloudwatch.logs.ingest.standard": 100, "cloudwatch.logs.storage": 300},
    ),
    (
        "waf_web_acl",
        "eu-west-1",
        {"rules": 5, "rule_groups": 2, "monthly_requests": 30_000_000, "bot_control": "common",
         "monthly_bot_requests": 12_000_000},
        {},
        {"waf.web_acl": 1, "waf.rule": 7, "waf.requests": 30, "waf.bot_control.subscription": 1,
         "waf.bot_control.requests": 12},
    ),
]  # fmt: skip

ALSO: Mapping[str, Decimal] = {
    # 500,000 million deliveries less the free 100,000, at 0.60 a million
    "sns_topic": Decimal("0.24"),
    # the first billion at 0.40 a million, the rest at 0.20
    "route53": 1000 * Decimal("0.40") + 500 * Decimal("0.20"),
}
"""Reckoned wholly by hand: free allowances and tiers that the rows count in their own way."""


@pytest.mark.shared
@pytest.mark.skipif(not PRICES.is_dir(), reason="needs ../shared/prices")
@pytest.mark.parametrize(
    ("name", "region", "properties", "around", "parts"),
    [pytest.param(*case, id=f"{case[0]}-{case[1] or 'global'}-{i}") for i, case in enumerate(CASES)],
)
def test_a_configuration_costs_what_the_source_s_rows_say(
    name: str, region: str, properties: dict[str, Any], around: dict[str, Any], parts: Parts
) -> None:
    place = Place(region=region, **around)
    service = make_service(name, properties)
    owner = Owner("n", "", (), name, "", "", region)
    lines = [
        line
        for part in service.costs(place)
        for line in price_component(owner, part, price_table(), place.hours_per_month)
    ]
    # What the source's rows leave free is in them; what it leaves out of them is not reckoned here.
    lines += [line for line in account_lines(lines) if line.rate is not None and line.rate.free]
    expected = sum(
        (price(region, key, Decimal(quantity)) for key, quantity in parts.items()), ALSO.get(name, Decimal(0))
    )
    assert not [line.component for line in lines if line.state in ("needs_input", "not_priced")]
    shown = [(line.component, line.quantity, line.unit, line.monthly) for line in lines]
    assert abs(total(lines).monthly - expected) < Decimal("0.000001"), shown
