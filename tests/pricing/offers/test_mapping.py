"""The tables that say which product is which rate agree with the shipped price list."""

from __future__ import annotations

import pytest

from pricing.data_files import read_text, records, shipped_data
from pricing.offers.mapping import OfferMapping, Rule, mappings
from pricing.table import PriceTable

KEYS = {fields[0]: fields[2] for _, fields in records("keys.tsv", read_text(shipped_data(), "keys.tsv"), 4)}
RULES = [(mapping, rule) for mapping in mappings().values() for rule in mapping.rules]

INSTANCE, DATABASE = {"productfamily": "Compute Instance"}, {"productfamily": "Database Instance"}
PRODUCTS = {
    "ec2.instance.m5.large.linux.ondemand": {
        **INSTANCE,
        "usagetype": "BoxUsage:m5.large",
        "operation": "RunInstances",
        "tenancy": "Shared",
        "capacitystatus": "Used",
        "operatingsystem": "Linux",
        "preinstalledsw": "NA",
        "instancetype": "m5.large",
    },
    "rds.instance.m5.large.mysql.multi_az.ondemand": {
        **DATABASE,
        "usagetype": "Multi-AZUsage:db.m5.large",
        "deploymentoption": "Multi-AZ",
        "databaseengine": "MySQL",
        "instancetype": "db.m5.large",
    },
    "aurora.instance.r5.large.aurora_mysql.instance.ondemand": {
        **DATABASE,
        "usagetype": "InstanceUsage:db.r5.large",
        "databaseengine": "Aurora MySQL",
        "instancetype": "db.r5.large",
    },
    "elasticache.node.m5.large.redis.ondemand": {
        "productfamily": "Cache Instance",
        "usagetype": "NodeUsage:cache.m5.large",
        "cacheengine": "Redis",
        "instancetype": "cache.m5.large",
    },
    "opensearch.node.m5.large.search.ondemand": {
        "productfamily": "Amazon OpenSearch Service Instance",
        "usagetype": "ESInstance:m5.large",
        "instancetype": "m5.large.search",
    },
    "redshift.node.ra3.4xlarge": {
        **INSTANCE,
        "usagetype": "Node:ra3.4xlarge",
        "instancetype": "ra3.4xlarge",
    },
    "data_transfer.out.inter_region.to.us-west-2": {
        "usagetype": "USE1-USW2-AWS-Out-Bytes",
        "transfertype": "InterRegion Outbound",
        "fromlocation": "US East (N. Virginia)",
        "fromlocationtype": "AWS Region",
        "tolocation": "US West (Oregon)",
        "tolocationtype": "AWS Region",
    },
}


@pytest.mark.parametrize(
    ("mapping", "rule"),
    [pair for pair in RULES if "{" not in pair[1].key],
    ids=lambda value: getattr(value, "key", ""),
)
def test_each_plain_rule_gives_a_rate_that_is_shipped_with_its_unit(
    mapping: OfferMapping, rule: Rule
) -> None:
    words = rule.key.split(".")
    unit = KEYS.get(rule.key) or KEYS.get(".".join([*words[:2], "{}", *words[4:]]))
    assert unit == rule.unit


@pytest.mark.parametrize("key", PRODUCTS)
def test_rules_with_names_in_the_key_spell_keys_as_the_shipped_list_does(key: str) -> None:
    rate = PriceTable(shipped_data()).rate(key, "us-east-1")
    attributes = {"location": "US East (N. Virginia)", **PRODUCTS[key]}
    found = [match for mapping in mappings().values() if (match := mapping.match(attributes))]
    assert [(match.stem + (match.rule.ondemand or ""), match.region) for match in found] == [
        (key, "us-east-1")
    ]
    assert found[0].rule.unit == rate.unit


def test_a_usage_type_is_known_with_and_without_its_regions_prefix() -> None:
    ec2 = mappings()["AmazonEC2"]
    for prefix in ("", "EU-", "USW2-", "APS3-", "MEC1-"):
        assert [rule.key for rule in ec2.candidates(f"{prefix}EBS:VolumeUsage.gp3")] == ["ebs.gp3.storage"]
    assert [rule.key for rule in mappings()["awskms"].candidates("eu-west-1-KMS-Keys")] == ["kms.key"]
    assert not ec2.candidates("EU-UnusedBox:m5.large")


def test_a_narrowed_mapping_keeps_only_the_services_named() -> None:
    narrowed = mappings()["AmazonEC2"].only(frozenset({"nat_gateway"}))
    assert {rule.service for rule in narrowed.rules} == {"nat_gateway"}
    assert mappings()["AmazonEC2"].only(frozenset({"AmazonEC2"})).services == {"ec2", "ebs", "nat_gateway"}
