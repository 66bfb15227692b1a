"""Databases, caches and data warehouses: estimates reckoned by hand from the list's figures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from pricing.table import price_table
from projects.billing.databases import vcpus_of
from projects.drawing_properties import service_properties
from projects.estimate import estimate
from projects.place import Place
from projects.service import catalogue, make_service
from tests.cost_cases.adapters import adapters
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import Facts
from tests.projects.services.priced import lines, monthly

DUBLIN, OREGON, VIRGINIA = "eu-west-1", "us-west-2", "us-east-1"


@pytest.mark.parametrize(
    ("name", "region", "properties", "expected"),
    [
        # documentdb eu-west-1: instance.r6g.large.instance.ondemand 0.2907, storage.standard 0.11,
        # io 0.22 per million, backup 0.021. A primary and two replicas.
        (
            "documentdb",
            DUBLIN,
            {
                "instance_class": "db.r6g.large",
                "readers": 2,
                "storage_gb": 500,
                "monthly_ios": 40_000_000,
                "backup_storage_gb": 1000,
            },
            {
                "Instance hours (db.r6g.large)": "636.633",
                "Storage (Standard)": "55",
                "I/O requests": "8.8",
                "Backup storage": "21",
            },
        ),
        # documentdb.elastic eu-west-1: vcpu 0.145, storage 0.33. 2 shards × 2 instances × 4 vCPUs.
        (
            "documentdb",
            DUBLIN,
            {"mode": "elastic", "shards": 2, "vcpus_per_shard": 4, "storage_gb": 100},
            {"vCPU hours (elastic)": "1693.6", "Storage (elastic)": "33"},
        ),
        # neptune us-east-1: instance.r6g.large.io_optimized.ondemand 0.443, storage.io_optimized 0.225,
        # backup 0.021.
        (
            "neptune",
            VIRGINIA,
            {
                "instance_class": "db.r6g.large",
                "storage_configuration": "io_optimized",
                "readers": 1,
                "storage_gb": 200,
                "monthly_ios": 10**9,
                "backup_storage_gb": 50,
            },
            {
                "Instance hours (db.r6g.large)": "646.78",
                "Storage (I/O-Optimized)": "45",
                "Backup storage": "1.05",
            },
        ),
        # neptune us-east-1: serverless.ncu 0.1608, storage.standard 0.1, io 0.2 per million.
        # 100 requests a second are 262.8 million in 730 hours.
        (
            "neptune",
            VIRGINIA,
            {"mode": "serverless", "ncu": "2.5", "storage_gb": 10, "reads_per_s": 60, "writes_per_s": 40},
            {
                "Capacity unit hours (serverless)": "293.46",
                "Storage (Standard)": "1",
                "I/O requests": "52.56",
            },
        ),
        # memorydb eu-west-1: node.r6g.large.redis.ondemand 0.344, data_written.redis 0.2, snapshot 0.021.
        # 2 shards of 1 primary and 1 replica.
        (
            "memorydb",
            DUBLIN,
            {
                "engine": "redis",
                "node_type": "db.r6g.large",
                "shards": 2,
                "written_gb": 300,
                "snapshot_gb": 100,
            },
            {
                "Node hours (db.r6g.large, Redis OSS)": "1004.48",
                "Data written (Redis OSS)": "60",
                "Snapshot storage": "2.1",
            },
        ),
        # dynamodb.dax.node.r5.large eu-west-1: 0.284.
        (
            "dax",
            DUBLIN,
            {"node_type": "dax.r5.large", "nodes": 3},
            {"Node hours (dax.r5.large)": "621.96"},
        ),
        # rds.proxy eu-west-1: vcpu 0.016, acu 0.018; at least 2 vCPUs or 8 ACU are billed.
        ("rds_proxy", DUBLIN, {"vcpus": 1}, {"Proxy hours (vCPU)": "23.36"}),
        ("rds_proxy", DUBLIN, {"vcpus": 12}, {"Proxy hours (vCPU)": "140.16"}),
        ("rds_proxy", DUBLIN, {"database": "serverless", "acu": 3}, {"Proxy hours (ACU)": "105.12"}),
        # dms us-east-1: instance.r5.large.multi_az 0.353, storage.multi_az 0.23; 100 GB are included.
        (
            "dms",
            VIRGINIA,
            {"instance_class": "dms.r5.large", "multi_az": True, "storage_gib": 300, "hours_per_month": 100},
            {"Instance hours (dms.r5.large, Multi-AZ)": "35.3", "Storage (Multi-AZ)": "46"},
        ),
        # rds us-west-2: instance.m5.large.postgresql.multi_az.ondemand 0.356, .single_az 0.178,
        # storage.gp3.multi_az 0.23, .single_az 0.115, backup 0.095. Two databases with a read replica each.
        (
            "rds_instance",
            OREGON,
            {
                "engine": "postgres",
                "instance_class": "db.m5.large",
                "deployment": "multi_az",
                "instances": 2,
                "replicas": 1,
                "storage_gib": 100,
                "backup_storage_gb": 10,
            },
            {
                "Instance hours (db.m5.large, PostgreSQL, Multi-AZ)": "519.76",
                "Instance hours (db.m5.large, PostgreSQL, Single-AZ, read replica)": "259.88",
                "Storage (gp3, Multi-AZ)": "46",
                "Read replica storage (gp3, Single-AZ)": "23",
                "Backup storage": "0.95",
            },
        ),
        # rds us-west-2: instance.m5.large.mysql.single_az.ondemand 0.171, storage.io1.single_az 0.125 for
        # at least 100 GB, iops.io1.single_az 0.1 for at least 1,000, extended_support.year1 0.1 × 2 vCPUs.
        (
            "rds_instance",
            OREGON,
            {
                "engine": "mysql",
                "instance_class": "db.m5.large",
                "storage_type": "io1",
                "storage_gib": 50,
                "iops": 400,
                "version_support": "extended_year_1_2",
                "backup_storage_gb": 0,
            },
            {
                "Instance hours (db.m5.large, MySQL, Single-AZ)": "124.83",
                "Storage (io1, Single-AZ)": "12.5",
                "Provisioned IOPS (io1, Single-AZ)": "100",
                "Extended support (years 1 and 2)": "146",
            },
        ),
        # rds us-east-1: instance.m5.large.mysql.single_az.ondemand 0.171, storage.gp3.single_az 0.115,
        # performance_insights.m5 3.815 × 2 vCPUs.
        (
            "rds_instance",
            VIRGINIA,
            {
                "engine": "mysql",
                "instance_class": "db.m5.large",
                "storage_gib": 20,
                "performance_insights_retention_days": 731,
                "backup_storage_gb": 0,
            },
            {
                "Instance hours (db.m5.large, MySQL, Single-AZ)": "124.83",
                "Storage (gp3, Single-AZ)": "2.3",
                "Performance Insights (long retention)": "7.63",
            },
        ),
        # aurora eu-west-1: instance.r6g.large.aurora_mysql.instance.ondemand 0.286, storage.standard 0.11,
        # backtrack 0.013 per million record-hours, backup 0.021.
        # Backtrack: 10,000 × 0.38 × 24 = 91,200 records for 730 hours; backups: 7 days, one of them free.
        (
            "aurora_cluster",
            DUBLIN,
            {
                "engine": "aurora-mysql",
                "instance_class": "db.r6g.large",
                "storage_gb": 100,
                "monthly_ios": 0,
                "backup_retention_days": 7,
                "backup_snapshot_gb": 100,
                "backtrack_window_hours": 24,
                "statements_per_hour": 10_000,
                "records_per_statement": "0.38",
            },
            {
                "Instance hours (db.r6g.large, Aurora MySQL, Standard)": "208.78",
                "Storage (Standard)": "11",
                "Backup storage": "12.6",
                "Backtrack change records": "0.865488",
            },
        ),
        # aurora eu-west-1: serverless_v1.acu 0.07, storage.standard 0.11, io 0.22 per million.
        (
            "aurora_cluster",
            DUBLIN,
            {"mode": "serverless_v1", "acu": 4, "storage_gb": 50, "reads_per_s": 10, "backup_storage_gb": 0},
            {
                "Capacity unit hours (Serverless v1)": "204.4",
                "Storage (Standard)": "5.5",
                "I/O requests": "5.7816",
            },
        ),
        # dynamodb eu-west-1: provisioned.write 0.000735, .read 0.000147, reserved.1yr.write.hour 0.000145,
        # storage 0.283. 300 units of writing, of which 200 (from 150, in blocks of 100) are reserved.
        (
            "dynamodb_table",
            DUBLIN,
            {
                "capacity_mode": "provisioned",
                "write_capacity_units": 300,
                "read_capacity_units": 100,
                "reserved_write_units": 200,
                "storage_gb": 100,
            },
            {
                "Write capacity (Standard)": "53.655",
                "Reserved write capacity": "21.17",
                "Read capacity (Standard)": "10.731",
                "Storage (Standard)": "28.3",
            },
        ),
        # dynamodb eu-west-1: ondemand.replicated_write 0.705 and ondemand.read 0.1415 per million.
        (
            "dynamodb_table",
            DUBLIN,
            {
                "replica": True,
                "monthly_replicated_writes": 4_000_000,
                "monthly_reads": 2_000_000,
                "read_consistency": "strong",
                "storage_gb": 0,
            },
            {
                "Replicated write request units (Standard)": "2.82",
                "Read request units (Standard)": "0.283",
            },
        ),
        # elasticache.serverless.valkey eu-west-1: storage 0.094 for at least 0.1 GB, ecpu 0.0025 per million.
        (
            "elasticache_cluster",
            DUBLIN,
            {"mode": "serverless", "storage_gb": "0.05", "monthly_ecpus": 2_000_000_000},
            {"Data stored (serverless)": "6.862", "Processing units (serverless)": "5"},
        ),
        # elasticache.node.r6g.large.redis.reserved.1yr.no_upfront us-east-1: 0.141. 2 shards × 2 nodes.
        (
            "elasticache_cluster",
            VIRGINIA,
            {
                "engine": "redis",
                "node_type": "cache.r6g.large",
                "shards": 2,
                "replicas": 1,
                "purchase": "reserved",
                "hours_per_month": 100,
            },
            {"Node hours (cache.r6g.large, Redis OSS, reserved, 1 year)": "411.72"},
        ),
    ],
)
def test_an_estimate_reckoned_by_hand(
    name: str, region: str, properties: Mapping[str, Any], expected: Mapping[str, str]
) -> None:
    found = monthly(name, region, **properties)
    assert found == {part: Decimal(cost) for part, cost in expected.items()}
    states = {line.state for line in lines(name, region, **properties).values()}
    assert states <= {"priced", "included"}


def test_what_is_paid_at_once_for_reserved_capacity_is_no_monthly_cost() -> None:
    # rds.instance.m5.large.mysql.single_az.reserved.1yr.partial_upfront us-west-2: 0.104369 an hour in all.
    bought = {"purchase": "reserved", "payment": "partial_upfront", "instances": 2}
    found = lines("rds_instance", OREGON, engine="mysql", instance_class="db.m5.large", **bought)
    upfront = [line for line in found.values() if line.upfront]
    assert [line.upfront for line in upfront] == [Decimal("0.0521845") * 2 * 8760]
    hours = found["Instance hours (db.m5.large, MySQL, Single-AZ, reserved, 1 year)"]
    assert hours.monthly == Decimal("0.0521845") * 2 * 730
    # dynamodb.reserved.1yr.read.upfront eu-west-1: 0.339 a unit, in blocks of 100.
    table = {"capacity_mode": "provisioned", "read_capacity_units": 200, "reserved_read_units": 150}
    found = lines("dynamodb_table", DUBLIN, **table, write_capacity_units=0)
    assert found["Upfront payment (read capacity)"].upfront == Decimal("67.8")


def test_reserved_capacity_without_a_rate_is_not_priced_as_on_demand() -> None:
    bought = {"purchase": "reserved", "term_years": "3", "payment": "all_upfront"}
    found = lines("documentdb", VIRGINIA, instance_class="db.r6g.large", **bought)
    (line,) = (line for line in found.values() if "db.r6g.large" in line.component)
    assert (line.state, line.monthly) == ("not_priced", None)


@pytest.mark.parametrize(
    ("name", "properties", "asked"),
    [
        ("documentdb", {}, {"instance_class", "storage_gb", "monthly_ios"}),
        (
            "documentdb",
            {"headless": True, "backup_retention_days": 7},
            {"storage_gb", "monthly_ios", "backup_storage_gb"},
        ),
        ("documentdb", {"mode": "elastic"}, {"shards", "storage_gb"}),
        ("neptune", {"mode": "serverless"}, {"ncu", "storage_gb", "monthly_ios"}),
        ("memorydb", {}, {"node_type", "written_gb"}),
        ("memorydb", {"engine": None}, {"engine"}),
        ("dax", {}, {"node_type"}),
        ("dax", {"node_type": "dax.r5.large", "nodes": None}, {"nodes"}),
        ("timestream", {"engine": None}, {"engine"}),
        ("timestream", {"instance_class": "db.influx.large"}, {"storage_gib"}),
        ("rds_proxy", {}, {"vcpus"}),
        ("rds_proxy", {"vcpus": 4, "extra_endpoints": 1}, {"subnets"}),
        ("dms", {}, {"instance_class"}),
        ("dms", {"mode": "serverless"}, {"dcu"}),
        ("rds_instance", {"storage_type": "io1"}, {"engine", "storage_gib", "iops", "backup_storage_gb"}),
        ("rds_instance", {"deployment": "elsewhere"}, {"deployment"}),
        ("dynamodb_table", {"replica": True}, {"monthly_reads", "monthly_replicated_writes", "storage_gb"}),
        ("redshift_cluster", {"node_type": "rg.xlarge"}, {"managed_storage_gb"}),
        (
            "aurora_cluster",
            {"mode": "serverless_v2", "performance_insights_retention_days": 90},
            {"acu", "storage_gb", "monthly_ios", "backup_storage_gb"},
        ),
        (
            "rds_instance",
            {"engine": "mysql", "performance_insights_retention_days": 90, "vcpus": 4},
            {"instance_class", "storage_gib", "backup_storage_gb"},
        ),
    ],
)
def test_what_is_not_known_is_asked_for(name: str, properties: Mapping[str, Any], asked: set[str]) -> None:
    parts = list(make_service(name, properties).costs(Place(region=VIRGINIA)))
    assert {part.property for part in parts if part.quantity is None and part.kind != "included"} == asked


def test_a_cluster_without_instances_has_nothing_that_insights_could_watch() -> None:
    stated = {"headless": True, "performance_insights_retention_days": 731}
    parts = make_service("aurora_cluster", stated).costs(Place(region=VIRGINIA))
    assert not [part for part in parts if "Insights" in part.name]


def test_a_serverless_cluster_pays_insights_for_its_capacity_units() -> None:
    stated = {"mode": "serverless_v2", "acu": 4, "performance_insights_retention_days": 731}
    found = lines("aurora_cluster", VIRGINIA, **stated)["Performance Insights (long retention)"]
    assert (found.state, found.quantity, found.unit) == ("not_priced", 4, "ACU-month")


@pytest.mark.parametrize(
    ("license", "engine"), [("included", "Oracle SE2, licence included"), ("byol", "Oracle SE2, own licence")]
)
def test_a_line_says_whose_licence_it_is(license: str, engine: str) -> None:
    found = lines(
        "rds_instance", VIRGINIA, engine="oracle-se2", license=license, instance_class="db.m5.large"
    )
    assert f"Instance hours (db.m5.large, {engine}, Single-AZ)" in found


@pytest.mark.parametrize(
    ("size", "storage_gib", "billed"),
    [("t3.medium", 50, None), ("t3.medium", 70, 20), ("r5.large", 100, None), ("r5.large", 101, 1)],
)
def test_replication_storage_is_billed_above_what_the_class_includes(
    size: str, storage_gib: int, billed: int | None
) -> None:
    service = make_service("dms", {"instance_class": f"dms.{size}", "storage_gib": storage_gib})
    (storage,) = (part for part in service.costs(Place(region=VIRGINIA)) if part.name.startswith("Storage"))
    assert (storage.kind == "included", storage.quantity) == (billed is None, billed)


@pytest.mark.parametrize(
    ("engine", "license", "rate"),
    [
        ("oracle-ee", "included", "oracle_ee_byol"),
        ("oracle-se2", None, "oracle_se2_li"),
        ("oracle-se2-cdb", "byol", "oracle_se2_byol"),
        ("postgres", "byol", "postgresql"),
        ("sqlserver-se", "included", "sqlserver_se"),
        ("sqlserver-se", "byol", "sqlserver_se_byol"),
        ("db2-ae", "included", "db2_byol"),
        ("db2-ae", "marketplace", "db2_ae_marketplace"),
        ("mongodb", "included", ""),
    ],
)
def test_an_engine_takes_the_rate_of_a_licence_that_it_comes_with(
    engine: str, license: str | None, rate: str
) -> None:
    assert make_service("rds_instance", {"engine": engine, "license": license}).rate_engine == rate  # type: ignore[attr-defined]


def test_every_engine_of_rds_has_a_name_and_a_rate() -> None:
    engines = next(item for item in catalogue()["rds_instance"].properties() if item.name == "engine")
    for engine in engines.choices or ():
        service = make_service("rds_instance", {"engine": engine})
        assert service.rate_engine and service.fact()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("days", "key"),
    [(7, None), (31, "rds.performance_insights.m5.1_months"), (731, "rds.performance_insights.m5")],
)
def test_each_retention_of_performance_insights_has_a_rate_of_its_own(days: int, key: str | None) -> None:
    stated = {
        "engine": "mysql",
        "instance_class": "db.m5.large",
        "performance_insights_retention_days": days,
        "deployment": "multi_az",
    }
    parts = list(make_service("rds_instance", stated).costs(Place(region=VIRGINIA)))
    found = [part for part in parts if part.rate_key.startswith("rds.performance_insights")]
    assert [(part.rate_key, part.quantity, part.count) for part in found] == ([(key, 2, 1)] if key else [])


@pytest.mark.parametrize(
    ("name", "vcpus"), [("db.m5.large", 2), ("db.r6g.16xlarge", 64), ("db.serverless", None), (None, None)]
)
def test_the_vcpus_of_a_class_are_those_of_the_instance_type(name: str | None, vcpus: int | None) -> None:
    assert vcpus_of(name) == vcpus


FAMILY = ("Database", "Analytics", "Migration")
RESERVED = {"model": "reserved", "offering": "standard", "term_years": 1, "payment": "partial_upfront"}


@pytest.mark.parametrize(
    ("name", "config", "usage", "expected"),
    [
        (
            "rds",
            {"count": 2, "engine": "mysql", "instance_class": "db.m5.large", "multi_az": True,
             "storage_type": "io1", "storage_gb": 50, "iops": 800, "purchase": RESERVED, "vcpus": 2},
            {"hours_per_month": 100, "surplus_credit_hours_per_vcpu": 10, "additional_backup_storage_gb": 5},
            {"rds.instance.m5.large.mysql.multi_az.reserved.1yr.partial_upfront": 2,
             "rds.storage.io1.multi_az": 200, "rds.iops.io1.multi_az": 2000, "rds.cpu_credits": 40,
             "rds.backup": 5},
        ),
        (
            "rds",
            {"engine": "oracle-se1", "license": "bring_your_own", "instance_class": "db.t3.large",
             "multi_az": False, "storage_type": "magnetic", "storage_gb": 40, "role": "read_replica",
             "performance_insights_retention_days": 731, "purchase": "on_demand"},
            {"additional_performance_insights_requests_per_month": 12345},
            {"rds.instance.t3.large.oracle_se1_byol.single_az.ondemand": 1, "rds.backup": 0,
             "rds.storage.magnetic.single_az": 40, "rds.io.magnetic.single_az": 0,
             "rds.performance_insights.t3": 2, "rds.performance_insights.requests": 12345},
        ),
        (
            "aurora",
            {"kind": "cluster", "engine": "aurora-mysql", "backup_retention_days": 5,
             "backtrack_window_hours": 24},
            {"storage_gb": 10, "writes_per_second": 1, "reads_per_second": 1, "backup_snapshot_gb": 200,
             "statements_per_hour": 10, "change_records_per_statement": 2, "snapshot_export_gb": 7},
            {"aurora.storage.standard": 10, "aurora.io": 5_256_000, "aurora.backup": 800,
             "aurora.backtrack": 350_400, "aurora.snapshot_export": 7},
        ),
        (
            "aurora",
            {"kind": "instance", "engine": "aurora-postgresql", "instance_class": "db.serverless",
             "instances": 2},
            {"average_acu": 3},
            {"aurora.serverless_v2.acu": 6, "aurora.storage.standard": 0, "aurora.io": 0, "aurora.backup": 0},
        ),
        (
            "aurora",
            {"kind": "instance", "engine": "aurora-mysql", "instance_class": "db.t3.medium", "instances": 2,
             "version_support": "extended_year_1", "vcpus": 2},
            {"surplus_credit_hours_per_vcpu": 5},
            {"aurora.instance.t3.medium.aurora_mysql.instance.ondemand": 2, "aurora.storage.standard": 0,
             "aurora.io": 0, "aurora.backup": 0, "aurora.extended_support.year1": 4,
             "aurora.cpu_credits": 20},
        ),
        (
            "dynamodb",
            {"kind": "global_table_replica", "replica_region": "us-west-1", "capacity_mode": "on_demand"},
            {"replicated_write_request_units_per_month": 3000},
            {"dynamodb.ondemand.read": 0, "dynamodb.ondemand.replicated_write": 3000, "dynamodb.storage": 0,
             "dynamodb.backup.pitr": 0},
        ),
        (
            "dynamodb",
            {"kind": "global_table_replica", "replica_region": "us-west-1", "capacity_mode": "provisioned",
             "write_capacity": 10},
            {},
            {"dynamodb.provisioned.read": 0, "dynamodb.provisioned.replicated_write": 10,
             "dynamodb.storage": 0, "dynamodb.backup.pitr": 0},
        ),
        (
            "dynamodb",
            {"capacity_mode": "provisioned_autoscaling", "table_class": "standard", "read_capacity": 5,
             "expected_average_write_capacity": 30, "write_capacity": 20},
            {},
            {"dynamodb.provisioned.read": 5, "dynamodb.provisioned.write": 30, "dynamodb.storage": 0,
             "dynamodb.backup.pitr": 0},
        ),
        (
            "documentdb",
            {"instance_class": "db.t3.medium", "storage_mode": "standard"},
            {"surplus_credit_vcpu_hours": 10},
            {"documentdb.instance.t3.medium.instance.ondemand": 1, "documentdb.storage.standard": 0,
             "documentdb.io": 0, "documentdb.backup": 0, "documentdb.cpu_credits": 10},
        ),
        (
            "neptune",
            {"kind": "cluster", "storage_mode": "io_optimized", "backup_retention_days": 5},
            {"storage_gb": 100, "backup_storage_gb": 1000},
            {"neptune.storage.io_optimized": 100, "neptune.backup": 1000},
        ),
        (
            "elasticache",
            {"engine": "memcached", "node_type": "cache.m4.large", "nodes": 3, "purchase": "on_demand"},
            {},
            {"elasticache.node.m4.large.memcached.ondemand": 3},
        ),
        (
            "elasticache",
            {"engine": "redis", "node_type": "cache.r5.4xlarge", "nodes": 3},
            {"backup_storage_gb": 10_000},
            {"elasticache.node.r5.4xlarge.redis.ondemand": 3, "elasticache.backup": 10_000},
        ),
        (
            "redshift",
            {"node_type": "ra3.4xlarge", "nodes": 2},
            {"managed_storage_gb": 321, "concurrency_scaling_seconds_beyond_free": 3600},
            {"redshift.node.ra3.4xlarge": 4, "redshift.managed_storage": 321},
        ),
        (
            "dms",
            {"instance_class": "dms.t2.micro", "multi_az": False, "storage_gb": 50},
            {"hours_per_month": 730},
            {"dms.instance.t2.micro.single_az": 1},
        ),
    ],
)  # fmt: skip
def test_a_case_in_words_of_the_vocabulary_is_understood(
    name: str, config: Mapping[str, Any], usage: Mapping[str, Any], expected: Mapping[str, int]
) -> None:
    drawing, said, used = Drawing(VIRGINIA), Facts(config), Facts(usage)
    adapters()[name](drawing, said, used)
    assert not [*said.unread(), *used.unread()]
    (node,) = (n for n in drawing.document(free_allowances=False).nodes() if n.service.category in FAMILY)
    found: dict[str, Decimal] = {}
    for part in node.service.costs(Place(region=VIRGINIA)):
        assert part.kind == "included" or part.quantity is not None, part
        if part.kind != "included" and not part.upfront:
            assert part.quantity is not None
            found[part.rate_key] = found.get(part.rate_key, Decimal(0)) + part.quantity * part.count
    assert found == expected


def test_a_table_with_a_replica_elsewhere_is_billed_in_both_regions() -> None:
    drawing = Drawing(VIRGINIA)
    config = {"capacity_mode": "on_demand", "replica_region": "us-west-1"}
    used = {"write_request_units_per_month": 10, "replicated_write_request_units_per_month": 7}
    adapters()["dynamodb"](drawing, Facts(config), Facts(used))
    found = estimate(drawing.document(free_allowances=False), price_table()).lines
    billed = {(line.rate.region, line.rate.key) for line in found if line.rate is not None and line.quantity}
    assert billed == {
        ("us-east-1", "dynamodb.ondemand.write"),
        ("us-west-1", "dynamodb.ondemand.replicated_write"),
    }


@pytest.mark.parametrize(
    ("drawn", "serverless"),
    [
        ({"class": "db.serverless", "engine": "aurora-mysql"}, "serverless_v2"),
        ({"min_acu": 0, "max_acu": 8}, "serverless_v2"),
        ({"class": "db.r6g.large"}, ""),
        ({}, ""),
    ],
)
def test_a_drawn_cluster_is_serverless_by_its_class_or_its_limits(
    drawn: Mapping[str, Any], serverless: str
) -> None:
    wanted, left = service_properties("aurora_cluster", drawn)
    assert not left
    assert make_service("aurora_cluster", wanted).serverless() == serverless  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "drawn", "ours"),
    [
        ("documentdb", {"instances": 3, "backup_retention": 7}, {"readers": 2, "backup_retention_days": 7}),
        ("neptune", {"instances": 1, "class": "db.r6g.large"},
         {"readers": 0, "instance_class": "db.r6g.large"}),
        ("memorydb", {"class": "db.r6g.large", "shards": 2}, {"node_type": "db.r6g.large", "shards": 2}),
        ("dax", {"class": "dax.r5.large", "nodes": 3}, {"node_type": "dax.r5.large", "nodes": 3}),
        ("dms", {"class": "dms.t3.medium", "multi_az": True},
         {"instance_class": "dms.t3.medium", "multi_az": True}),
        ("rds_instance", {"storage": "standard", "replicas": 2}, {"storage_type": "magnetic", "replicas": 2}),
        ("dynamodb_table", {"class": "STANDARD_IA"}, {"table_class": "standard_ia"}),
        ("redshift_cluster", {"cluster_type": "multi-node"}, {"cluster_type": "multi-node"}),
    ],
)  # fmt: skip
def test_a_drawing_in_the_neutral_format_is_read(
    name: str, drawn: Mapping[str, Any], ours: Mapping[str, Any]
) -> None:
    wanted, left = service_properties(name, drawn)
    assert not left
    assert {key: value for key, value in wanted.items() if value is not None} == ours
