"""Every rate key that a service can ask for, for every choice it offers, is in the price list."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from pricing.costs import CostComponent
from pricing.rates import RateNotFound
from pricing.table import PriceTable, price_table
from projects.place import Place
from projects.properties import Property
from projects.service import Service, catalogue

REGION = "us-east-1"
PLACE = Place(region=REGION, zone="us-east-1a", in_vpc=True, in_subnet=True, subnet_is_public=True, subnets=2)

NOT_IN_THE_LIST = {
    r"(rds|aurora|redshift|memorydb|documentdb|neptune)\..*\.reserved\..*": "us-west-2 only, or nowhere",
    r"elasticache\.node\..*\.reserved\..*": "not for old families, nor with a partial upfront payment",
    r"(aurora|documentdb|neptune)\.cpu_credits": "the list has those of RDS only",
    r"(documentdb|neptune)\.global\.replicated_write_io": "not extracted from the list's sources",
    r"aurora\.extended_support\.year[13]\.acu": "the list has provisioned instances only",
    r"rds\.performance_insights\..*": "the list has two years of t3 and m5 only",
    r"rds\.io\.magnetic\.multi_az": "the list has Single-AZ only",
    r"rds\.instance\.c6gd\..*\.single_az\.ondemand": "sold in Multi-AZ clusters only",
    r"(documentdb\.serverless|dms\.serverless|timestream)\..*": "the list has no figures of it",
    r"memorydb\.data_written\.valkey": "the list has Redis OSS only",
    r"dynamodb\.provisioned\.replicated_write\.ia": "the list has Standard tables only",
    r"ec2\.cpu_credits\..*": "known for eu-west-1 only",
    r"ec2\.instance\..*\.(reserved_\w+|compute_sp)\..*": "commitments of Linux on some families only",
    r"(ec2\.instance|fargate)\..*\.spot": "Spot prices change all the time",
    r"ec2\.instance\..*\.dedicated\..*": "no source has Dedicated Instances",
    r"ec2\.dedicated\.region_fee": "known for eu-west-1 only",
    r"ec2\.(ebs_optimized|dedicated_host)\..*": "no source has them",
    r"fargate\..*\.compute_sp\..*": "no source has Savings Plans of Fargate",
    r"eks\.(auto_mode|hybrid_nodes)\..*": "no source has them",
    r"lambda\.managed_instances\..*": "no source has them",
    r"ecr\.public\.storage": "no source has public repositories",
    r"(lightsail|app_runner|outposts)\..*": "no source has this service",
    r"(amplify|appsync|codebuild|codedeploy|mediaconvert|mwaa|xray)\..*": "the list has no figures of it",
    r"ses\.virtual_deliverability_manager": "the list has mail and its addresses only",
    r"sns\.delivery\.sms(\.[a-z]{2})?": "the price is each country's own",
    r"directconnect\.port\.hosted\.25g": "the list's source is older than these ports",
    r"directconnect\.port\.dedicated\.400g": "the list's source is older than these ports",
    r"directconnect\.out\.to\..*": "the list has data out of the location's own Region only",
    r"cloudfront\.(field_level_encryption|functions|key_value_store\..*|realtime_logs)": "not extracted",
    r"cloudfront\.(origin_shield|plan)\..*": "not extracted; the plans are of November 2025",
    r"elb\.nlb\.reserved_lcu": "the list has reserved units of Application Load Balancers only",
    r"networkfirewall\.(advanced_inspection\..*|secondary_endpoint)": "not extracted",
    r"route53\.domain\..*": "each ending has a price of its own, which no source has",
    r"shield\.advanced\.data\..*": "the list has the subscription only",
    r"vpn\.site_to_site\.large_tunnel\.hour": "newer than the list's source",
    r"waf\.(classic\..*|fraud_control\.attempts|(classic\.)?requests\.wcu_step)": "not in the list's source",
    r"backup\.(audit\.evaluations|restore_testing)": "not extracted from the list's sources",
    r"backup\.(dynamodb|efs)\.restore\.(cold|item)": "not extracted from the list's sources",
    r"backup\.(s3\.low_cost_warm|timestream\..*|sap_hana\..*)": "not extracted from the list's sources",
    r"backup\.vmware\.(cold|restore\.warm)": "not extracted from the list's sources",
    r"datasync\.enhanced\..*": "the list knows the basic mode only",
    r"fsx\.(lustre|ontap|openzfs)\.backup": "the list has backups of FSx for Windows only",
    r"fsx\.lustre\.(persistent.*|intelligent_tiering|metadata_iops)": "older or newer than the list's source",
    r"fsx\.ontap\.capacity_pool\.(reads|writes)": "not found in the list's source",
    r"fsx\.(windows|ontap)\.iops\..*|fsx\.openzfs\.iops\..*": "not found in the list's source",
    r"fsx\.(ontap|openzfs)\..*\.(single|multi)_az_(2|ha|ha_2)": "the list has the first generation only",
    r"fsx\.openzfs\.intelligent_tiering.*": "newer than the list's source",
    r"(s3|glacier)\..*select\..*": "closed to new customers",
    r"s3\.glacier_deep_archive\.(requests\.tier1|restore_requests\..*)": "not found in the list's source",
    r"s3\.reduced_redundancy\..*": "a class of old that the list leaves out",
    r"s3\.(transfer_acceleration|replication_time_control|multi_region_access_point).*": "not extracted",
    r"snowball\..*": "closed to new customers",
    r"storagegateway\.tape\.archive\.deep\.retrieval": "not found in the list's source",
    r"transfer\.(web_app\.unit_hour|workflow\.decrypted)": "not found in the list's source",
    r"opensearch\.(storage|iops|throughput)\.gp3": "the list has gp2, io1 and magnetic volumes only",
    r"opensearch\.(serverless\..*|storage\.(managed|cold))": "not found in the list's sources",
    r"opensearch\.node\..*\.partial_upfront": "the list has no and all upfront only",
    r"(bedrock|emr|iot_core|managed_flink|quicksight|rekognition|workspaces)\..*": "not extracted",
    r"athena\.spark_dpu|msk\.storage\.tiered(\.retrieval)?": "not found in the list's source",
    r"cognito\.(m2m\..*|mau\.(saml_oidc\.)?(essentials|plus))": "the list has the tiers before 2024-11",
    r"sagemaker\.(storage|serverless\.duration|endpoint\..*)": "the list has instance hours only",
    r"(budgets|cloudhsm|cost_explorer|inspector|macie|managed_grafana|security_hub)\..*": "no figures of it",
    r"acm\.public\.exportable\..*": "sold since June 2025, not found in the list's source",
    r"cloudtrail\.network_activity_events": "not extracted from the list's sources",
    r"cloudwatch\.(container_insights\.observations|contributor_insights\.events)": "not extracted",
    r"cloudwatch\.logs\.data_protection": "not extracted from the list's sources",
    r"guardduty\.(?!cloudtrail_management|malware_ebs).*": "the list has two of its figures",
    r"ssm\.automation\..*": "not extracted from the list's sources",
    r"support\.(business_plus|unified_operations)": "announced after the list's source",
}
"""Keys that AWS bills in us-east-1 and the price list lacks: the estimate says "not priced"."""


@pytest.fixture(scope="module")
def table() -> PriceTable:
    return price_table()


def sold(service: Service, source: str, table: PriceTable) -> Iterator[tuple[str, str]]:
    """Values and rate keys that a source lists in us-east-1, as the docstring of properties.py says."""
    if source == "instance_types:ec2":
        source = "rates:ec2.instance.*.{operating_system}.ondemand"
    values, equals, keys = source.removeprefix("rates:").partition("=")
    values, keys = (values, keys) if equals else ("*", values)
    wanted = {name: getattr(service, name) for name in re.findall(r"{(\w+)}", keys)}
    if not all(wanted.values()):
        return
    start, _, end = keys.format(**wanted).partition("*")
    for key in table.keys(REGION, start):
        if key.endswith(end):
            yield values.replace("*", key[len(start) : len(key) - len(end)]), key


def large(item: Property) -> Any:
    """A value that is stated and above every included amount."""
    if item.kind == "nodes":
        return ("a", "b")
    if item.kind == "text":
        return None
    value = item.high if item.high is not None else Decimal(1000)
    return int(value) if item.kind == "count" else Decimal(value)


def configurations(kind: type[Service], table: PriceTable) -> Iterator[Service]:
    """The service with every pair of choices and flags, all amounts stated.

    Choices that are found at run time take the first one sold.
    """
    stated = {item.name: large(item) for item in kind.properties() if item.kind not in ("choice", "flag")}
    choices: dict[str, list[Any]] = {
        item.name: [True, False] if item.kind == "flag" else list(item.choices or ())
        for item in kind.properties()
        if item.kind == "flag" or item.choices
    }
    seen = set()
    pairs = list(itertools.combinations(choices, 2)) or [(name, name) for name in choices]
    for one, other in pairs:
        for value, second in itertools.product(choices[one], choices[other]):
            service = kind(**{**stated, one: value, other: second})
            for item in kind.properties():
                if item.source.startswith(("rates:", "instance_types:")):
                    first = next(sold(service, item.source, table), None)
                    service = service if first is None else service.set(**{item.name: first[0]})
            if service not in seen:
                seen.add(service)
                yield service
    yield kind()
    yield kind(**stated)


def components(service: Service) -> list[CostComponent]:
    return list(service.costs(PLACE))


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_choice_asks_for_keys_of_the_price_list(name: str, table: PriceTable) -> None:
    found = {
        (part.rate_key, part.region or REGION)
        for service in configurations(catalogue()[name], table)
        for part in components(service)
        if part.rate_key and part.kind != "included"
    }
    unknown = {key for key, region in found if table.find(key, region) is None}
    unexplained = {key for key in unknown if not any(re.fullmatch(gap, key) for gap in NOT_IN_THE_LIST)}
    assert not unexplained


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("ec2_instance", {"operating_system": ("linux", "windows", "rhel", "suse")}),
        (
            "rds_instance",
            {
                "engine": tuple(catalogue()["rds_instance"].properties()[0].choices or ()),
                "license": ("included", "byol"),
                "deployment": ("single_az", "multi_az", "multi_az_cluster"),
            },
        ),
        (
            "aurora_cluster",
            {
                "engine": ("aurora-mysql", "aurora-postgresql"),
                "storage_configuration": ("standard", "io_optimized"),
            },
        ),
        ("elasticache_cluster", {"engine": ("valkey", "redis", "memcached")}),
        ("redshift_cluster", {"mode": ("nodes",)}),
        ("documentdb", {"storage_configuration": ("standard", "io_optimized")}),
        ("neptune", {"storage_configuration": ("standard", "io_optimized")}),
        ("memorydb", {"engine": ("valkey", "redis")}),
        ("dax", {"nodes": (1,)}),
        ("dms", {"multi_az": (True, False)}),
        (
            "mq",
            {
                "engine": ("ACTIVEMQ", "RABBITMQ"),
                "mode": ("SINGLE_INSTANCE", "ACTIVE_STANDBY_MULTI_AZ", "CLUSTER_MULTI_AZ"),
            },
        ),
    ],
)
def test_every_type_that_is_offered_asks_for_the_key_it_was_found_by(
    name: str, choices: dict[str, tuple[str, ...]], table: PriceTable
) -> None:
    kind = catalogue()[name]
    item = next(item for item in kind.properties() if item.source.startswith(("rates:", "instance_types:")))
    offered = 0
    for values in itertools.product(*choices.values()):
        service = kind(**dict(zip(choices, values, strict=True)))
        for value, key in sold(service, item.source, table):
            offered += 1
            asked = {part.rate_key for part in components(service.set(**{item.name: value}))}
            assert key in asked
    assert offered > 5


def test_every_ec2_type_of_the_list_can_be_chosen(table: PriceTable) -> None:
    linux = [key for key in table.keys(REGION, "ec2.instance.") if key.endswith(".linux.ondemand")]
    service = catalogue()["ec2_instance"]()
    assert len(list(sold(service, "instance_types:ec2", table))) == len(linux) > 1300


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_rates_of_included_parts_are_in_the_list_and_cost_nothing(name: str, table: PriceTable) -> None:
    for part in components(catalogue()[name]()):
        if part.kind == "included" and part.rate_key:
            assert table.rate(part.rate_key, "global").price == 0


CORE = (
    "ec2.instance.m5.large.linux.ondemand",
    "ebs.gp3.storage",
    "ebs.snapshot.standard",
    "elb.alb.hour",
    "elb.alb.lcu",
    "elb.nlb.hour",
    "nat_gateway.hour",
    "vpc.public_ipv4.in_use",
    "vpc.endpoint.interface.hour",
    "vpn.site_to_site.hour",
    "data_transfer.out.internet",
    "s3.standard.storage",
    "efs.standard.storage",
    "glacier.storage",
    "rds.instance.m6g.large.postgresql.multi_az.ondemand",
    "rds.storage.gp3.multi_az",
    "aurora.instance.r6g.large.aurora_mysql.instance.ondemand",
    "dynamodb.ondemand.write",
    "elasticache.node.m6g.large.valkey.ondemand",
    "redshift.node.ra3.xlplus",
    "lambda.requests.x86",
    "api_gateway.rest.requests",
    "api_gateway.http.requests",
    "sqs.requests.standard",
    "sns.requests",
    "cloudwatch.metrics",
    "kms.key",
    "waf.web_acl",
    "acm.private_ca.general",
    "directconnect.port.dedicated.1g",
)
"""One key of each service, to see where it is priced."""

NEW_ZEALAND = "ap-southeast-6"
LACKING = {
    "ec2.instance.m5.large.linux.ondemand": 5,
    "elasticache.node.m6g.large.valkey.ondemand": 10,
    "glacier.storage": 13,
    "directconnect.port.dedicated.1g": 18,
    "api_gateway.http.requests": 3,
    "waf.web_acl": 2,
    "ebs.snapshot.standard": 2,
    "aurora.instance.r6g.large.aurora_mysql.instance.ondemand": 2,
}
"""Regions without a price where there is more than New Zealand, which the older sources do not know."""


def test_core_services_are_priced_in_every_region_but_the_known_ones(
    table: PriceTable, record_property: Any
) -> None:
    regions = [code for code in table.regions() if code != "global" and not code.startswith("edge-")]
    assert len(regions) == 36
    for key in CORE:
        without = [region for region in regions if table.find(key, region) is None]
        record_property(key, ", ".join(without) or "every Region")
        known = len(without) == LACKING[key] if key in LACKING else set(without) <= {NEW_ZEALAND}
        assert known, (key, without)


def test_a_missing_rate_is_said_and_not_taken_from_elsewhere(table: PriceTable) -> None:
    with pytest.raises(RateNotFound):
        table.rate("rds.cpu_credits", "eu-west-1")
