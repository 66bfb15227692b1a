"""Storage, replicas and node counts of databases: on the limit and one over, and what is not judged."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from projects.document import Document
from projects.records import AnyRecord
from projects.rules.rule import all_rules
from tests.projects.rules.drawings import fires, found, link, node, two_zones

GIB = Decimal
EDGES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "RDS008",
        "rds_instance",
        {"storage_type": "gp3", "storage_gib": GIB(20)},
        {"storage_type": "gp3", "storage_gib": GIB(19)},
    ),
    (
        "RDS008",
        "rds_instance",
        {"storage_type": "gp2", "storage_gib": GIB(65536)},
        {"storage_type": "gp2", "storage_gib": GIB(65537), "engine": "mysql"},
    ),
    (
        "RDS008",
        "rds_instance",
        {"storage_type": "io2", "storage_gib": GIB(100)},
        {"storage_type": "io1", "storage_gib": GIB(99)},
    ),
    (
        "RDS008",
        "rds_instance",
        {"storage_type": "magnetic", "storage_gib": GIB(3072)},
        {"storage_type": "magnetic", "storage_gib": GIB(3073)},
    ),
    (
        "RDS008",
        "rds_instance",
        {"storage_type": "gp3", "storage_gib": GIB(262144), "engine": "oracle-ee"},
        {"storage_type": "gp3", "storage_gib": GIB(262145), "engine": "sqlserver-se"},
    ),
    (
        "RDS008",
        "rds_instance",
        {"storage_type": "gp3", "storage_gib": GIB(40), "engine": "custom-oracle-ee"},
        {"storage_type": "gp3", "storage_gib": GIB(39), "engine": "custom-oracle-ee"},
    ),
    ("RDS008", "rds_instance", {"storage_type": None, "storage_gib": GIB(5)}, {"storage_gib": GIB(4)}),
    (
        "RDS009",
        "rds_instance",
        {"storage_type": "io1", "storage_gib": GIB(100), "iops": 5000},
        {"storage_type": "io1", "storage_gib": GIB(100), "iops": 5001},
    ),
    (
        "RDS009",
        "rds_instance",
        {"storage_type": "io1", "storage_gib": GIB(4000), "iops": 2000},
        {"storage_type": "io1", "storage_gib": GIB(4000), "iops": 1999},
    ),
    (
        "RDS009",
        "rds_instance",
        {"storage_type": "io1", "storage_gib": GIB(4000), "iops": 4000, "engine": "sqlserver-ee"},
        {"storage_type": "io1", "storage_gib": GIB(4000), "iops": 3999, "engine": "sqlserver-ee"},
    ),
    (
        "RDS009",
        "rds_instance",
        {"storage_type": "gp3", "storage_gib": GIB(20), "iops": 10000},
        {"storage_type": "gp3", "storage_gib": GIB(20), "iops": 10001},
    ),
    (
        "RDS009",
        "rds_instance",
        {"storage_type": "io2", "storage_gib": GIB(100), "iops": 100_000},
        {"storage_type": "io2", "storage_gib": GIB(100), "iops": 100_001},
    ),
    ("RDS009", "rds_instance", {"storage_type": "gp2", "iops": 9}, {"storage_type": "io1", "iops": 9}),
    ("RDS010", "rds_instance", {"engine": "mysql", "replicas": 15}, {"engine": "mysql", "replicas": 16}),
    ("RDS010", "rds_instance", {"engine": "db2-se", "replicas": 3}, {"engine": "db2-se", "replicas": 4}),
    (
        "RDS010",
        "rds_instance",
        {"engine": "sqlserver-ee", "replicas": 5},
        {"engine": "oracle-se2", "replicas": 6},
    ),
    (
        "RDS011",
        "rds_instance",
        {"backup_retention_days": 1, "replicas": 1},
        {"backup_retention_days": 0, "replicas": 1},
    ),
    ("RSH001", "redshift_cluster", {"nodes": 128}, {"nodes": 129}),
    (
        "RSH001",
        "redshift_cluster",
        {"cluster_type": "single-node", "nodes": 1},
        {"cluster_type": "single-node", "nodes": 2},
    ),
    (
        "RSH001",
        "redshift_cluster",
        {"cluster_type": "multi-node", "nodes": 2},
        {"cluster_type": "multi-node", "nodes": 1},
    ),
    ("RSH002", "redshift_cluster", {"node_type": "rg.12xlarge"}, {"node_type": "dc1.large"}),
    (
        "RSH003",
        "redshift_cluster",
        {"node_type": "ra3.large", "snapshot_retention_days": 1},
        {"node_type": "rg.large", "snapshot_retention_days": 0},
    ),
    (
        "RSH003",
        "redshift_cluster",
        {"node_type": "dc2.large", "snapshot_retention_days": 0},
        {"node_type": "dc2.large", "snapshot_retention_days": 36},
    ),
    ("RSH003", "redshift_cluster", {"snapshot_retention_days": 0}, {"snapshot_retention_days": 36}),
    (
        "RSH004",
        "redshift_cluster",
        {"node_type": "dc2.large", "nodes": 2, "snapshot_retention_days": 1},
        {"node_type": "dc2.large", "nodes": 2, "snapshot_retention_days": 0},
    ),
    (
        "RSH005",
        "redshift_cluster",
        {"node_type": "rg.large", "multi_az": True, "subnets": ("private-a", "private-b")},
        {"node_type": "rg.large", "multi_az": True, "subnets": ("private-a", "public-a")},
    ),
    ("AUR004", "aurora_cluster", {"storage_gb": GIB(500)}, {"storage_gib": GIB(500)}),
]


@pytest.mark.parametrize(("rule", "service", "sound", "over"), EDGES)
def test_a_database_on_its_limit_is_silent(
    rule: str, service: str, sound: dict[str, Any], over: dict[str, Any]
) -> None:
    assert not fires(two_zones(node("x", service, "vpc", **sound)), rule)
    document = two_zones(node("x", service, "vpc", **over))
    if "iops" in over and "storage_gib" not in over:
        assert not fires(document, rule), "a ratio to an unknown size"
        return
    fix = found(document, rule)[0].fix
    assert fix is not None
    document.apply(fix.change(document))
    assert not fires(document, rule)


def test_a_serverless_warehouse_has_no_nodes_to_judge() -> None:
    wrong = {"mode": "serverless", "nodes": 500, "node_type": "ds2.xlarge", "multi_az": True}
    document = two_zones(node("x", "redshift_cluster", "vpc", **wrong))
    assert not any(fires(document, f"RSH00{number}") for number in range(1, 6))


def databases(count: int, role: str | None, **props: Any) -> Document:
    records: list[AnyRecord] = [node("p", "rds_instance", "private-a", **props)]
    for number in range(count):
        replica = node(f"r{number}", "rds_instance", "private-b", role=role, engine=props.get("engine"))
        records += [replica, link("p", f"r{number}", "replicate")]
    return two_zones(*records)


def test_drawn_replicas_count() -> None:
    assert not fires(databases(5, "replica", engine="oracle-ee"), "RDS010")
    assert [f.node_ids[0] for f in found(databases(6, "replica", engine="oracle-ee"), "RDS010")] == ["p"]


def test_a_standby_is_no_read_replica_and_needs_no_backups() -> None:
    assert not fires(databases(1, "standby", backup_retention_days=0), "RDS011")
    assert not fires(databases(1, None, backup_retention_days=0), "RDS011")
    assert fires(databases(1, "replica", backup_retention_days=0), "RDS011")
    assert not fires(databases(1, "replica", backup_retention_days=None), "RDS011")


def test_a_withdrawn_rule_is_listed_and_never_fires() -> None:
    rule = all_rules()["RDS016"]
    assert rule.summary.startswith("Withdrawn") and rule.severity == "info"
    assert not rule.applies_to and not rule.link_kinds


def tables(*places: tuple[str, str]) -> Document:
    regions = [node("west", "region", "cloud", code="us-west-2")]
    return two_zones(*regions, *(node(name, "dynamodb_table", place) for name, place in places))


def joined(document: Document, *links: tuple[str, str]) -> Document:
    records = [*document.records(), *(link(one, other, "replicate") for one, other in links)]
    return Document(records)


def test_a_global_table_has_one_replica_in_each_region() -> None:
    apart = joined(tables(("a", "region"), ("b", "west")), ("a", "b"))
    assert not fires(apart, "DDB006")
    same = joined(tables(("a", "region"), ("b", "region")), ("a", "b"))
    assert [set(finding.node_ids) for finding in found(same, "DDB006")] == [{"a-replicate-b", "a", "b"}]
    fix = found(same, "DDB006")[0].fix
    assert fix is not None and fix.label == "Move the DynamoDB table “b” to us-west-2"
    same.apply(fix.change(same))
    assert not fires(same, "DDB006")


@pytest.mark.parametrize(
    "links", [(("a", "b"), ("a", "c")), (("c", "a"), ("a", "b")), (("b", "a"), ("a", "c"))]
)
def test_two_replicas_of_a_third_are_in_different_regions_too(links: tuple[tuple[str, str], ...]) -> None:
    document = joined(tables(("a", "region"), ("b", "west"), ("c", "west")), *links)
    findings = found(document, "DDB006")
    assert len(findings) == 1 and {"b", "c"} <= set(findings[0].node_ids)


def test_a_table_in_an_unknown_region_is_not_judged() -> None:
    assert not fires(joined(tables(("a", "cloud"), ("b", "cloud")), ("a", "b")), "DDB006")
