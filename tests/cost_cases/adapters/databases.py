"""RDS, Aurora, DynamoDB, DocumentDB, Neptune and DMS; what a case does not use is 0."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from projects.billing.databases import vcpus_of
from projects.billing.rds import LEAST_PROVISIONED_IOPS
from tests.cost_cases.adapters import adapter
from tests.cost_cases.adapters.compute import purchase
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

ZERO = Decimal(0)

_SUPPORT = {
    "standard": "standard",
    "extended": "extended_year_1_2",
    "extended_year_1": "extended_year_1_2",
    "extended_year_2": "extended_year_1_2",
    "extended_year_3": "extended_year_3",
}
_LICENSES = {"included": "included", "bring_your_own": "byol", "marketplace": "marketplace"}
_STORAGE_MODES = {"standard": "standard", "io_optimized": "io_optimized"}
_SNAPSHOT_KINDS = ("manual_snapshot", "backup")
_TABLE_CLASSES = {"standard": "standard", "standard_ia": "standard_ia", "infrequent_access": "standard_ia"}


def _same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


def _performance(config: Facts, usage: Facts, instances: int) -> dict[str, Any]:
    """What RDS and Aurora have in common: support, Performance Insights, surplus credits."""
    vcpus = config.whole("vcpus")
    each = usage.get("surplus_credit_hours_per_vcpu")
    total = None
    if each is not None:
        known = vcpus or vcpus_of(config.get("instance_class"))
        if known is None:
            raise CannotExpress("credits for each vCPU of a class whose vCPUs are not known")
        total = each * known * instances
    return {
        "vcpus": vcpus,
        "version_support": config.choice("version_support", _SUPPORT, "standard"),
        "performance_insights_retention_days": config.whole("performance_insights_retention_days"),
        "monthly_performance_insights_requests": usage.get(
            "additional_performance_insights_requests_per_month"
        ),
        "surplus_vcpu_hours": total,
    }


@adapter("rds")
def rds(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """One or several equal instances, each with its storage."""
    count = config.whole("count", 1) or 0
    kind = config.choice("storage_type", _same("gp2", "gp3", "io1", "io2", "magnetic"), "gp2")
    # RDS takes no such volume without IOPS: what says none has the fewest.
    least = int(LEAST_PROVISIONED_IOPS) if kind in ("io1", "io2") else None
    drawing.add(
        "rds_instance",
        engine=config.need("engine"),
        license=config.choice("license", _LICENSES),
        deployment="multi_az" if config.get("multi_az") else "single_az",
        instance_class=config.need("instance_class"),
        instances=count,
        role=config.choice("role", {"read_replica": "replica", "primary": "primary"}),
        storage_type=kind,
        storage_gib=config.get("storage_gb", ZERO),
        iops=config.whole("iops", least),
        throughput_mibps=config.whole("throughput_mibps"),
        monthly_ios=usage.get("io_requests_per_month", ZERO),
        backup_storage_gb=usage.get("additional_backup_storage_gb", ZERO),
        snapshot_export_gb=usage.get("snapshot_export_gb"),
        hours_per_month=usage.get("hours_per_month"),
        **_performance(config, usage, count),
        **purchase(config),
    )


@adapter("aurora")
def aurora(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A cluster volume, instances, or both: ``kind`` says what else the case leaves out."""
    single = config.choice("kind", {"cluster": False, "instance": True}, False)
    given = config.get("instance_class")
    mode = config.choice("mode", _same("serverless_v1", "serverless_v2", "provisioned"))
    if mode is None:
        mode = "serverless_v2" if given == "db.serverless" else "provisioned"
    instances = config.whole("instances", 1 if given else 0) or 0
    acu = usage.get("average_acu")
    if acu is not None and single:
        acu *= instances
    drawing.add(
        "aurora_cluster",
        engine=config.get("engine"),
        mode=mode,
        storage_configuration=config.choice("storage_mode", _STORAGE_MODES, "standard"),
        instance_class=None if given == "db.serverless" else given,
        readers=max(0, instances - 1),
        headless=instances == 0 or None,
        acu=acu or ZERO,
        hours_per_month=usage.get("hours_per_month"),
        storage_gb=usage.get("storage_gb", ZERO),
        **_volume_requests(usage),
        **_aurora_backups(config, usage),
        **_backtrack(config, usage),
        snapshot_export_gb=usage.get("snapshot_export_gb"),
        **_performance(config, usage, instances),
        **purchase(config),
    )


def _volume_requests(usage: Facts) -> dict[str, Any]:
    """I/O of a cluster volume: by the month, or by the second."""
    by_month = usage.get("io_requests_per_month")
    reads, writes = usage.get("reads_per_second"), usage.get("writes_per_second")
    if by_month is None and reads is None and writes is None:
        by_month = ZERO
    return {"monthly_ios": by_month, "reads_per_s": reads, "writes_per_s": writes}


def _aurora_backups(config: Facts, usage: Facts) -> dict[str, Any]:
    """A backup of this size for each day of the retention; without a retention it is kept by hand."""
    days, size = config.whole("backup_retention_days"), usage.get("backup_snapshot_gb")
    if size is not None and days is not None:
        return {"backup_retention_days": days, "backup_snapshot_gb": size}
    return {"backup_retention_days": days, "backup_storage_gb": ZERO if size is None else size}


def _backtrack(config: Facts, usage: Facts) -> dict[str, Any]:
    return {
        "backtrack_window_hours": config.get("backtrack_window_hours"),
        "statements_per_hour": usage.get("statements_per_hour", ZERO),
        "records_per_statement": usage.get("change_records_per_statement", ZERO),
    }


@adapter("dynamodb")
def dynamodb(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A table, or what a replica in another Region adds to a global table."""
    replica = config.choice("kind", {"table": False, "global_table_replica": True}, False)
    elsewhere = config.get("replica_region")
    provisioned = config.choice(
        "capacity_mode",
        {"on_demand": False, "provisioned": True, "provisioned_autoscaling": True},
        "write_capacity" in config or "read_capacity" in config,
    )
    writes = usage.get("write_request_units_per_month")
    replicated = usage.get("replicated_write_request_units_per_month")
    reads = usage.get("read_request_units_per_month", ZERO)
    capacity_to_write = _average(config, "write")
    if replica and elsewhere:
        drawing.region = elsewhere
    if replica and replicated is not None:
        # Requests are counted: the replica bills them as such, however the table's own capacity is bought.
        provisioned = provisioned and bool(capacity_to_write)
    stated: dict[str, Any] = {
        "capacity_mode": "provisioned" if provisioned else "on_demand",
        "table_class": config.choice("table_class", _TABLE_CLASSES, "standard"),
        "autoscaling": config.get("capacity_mode") == "provisioned_autoscaling" or None,
    }
    if replica and replicated is None:
        replicated = writes or ZERO
    if provisioned:
        stated["read_capacity_units"] = _average(config, "read")
        stated["write_capacity_units"] = ZERO if replica else capacity_to_write
        stated["replicated_write_units"] = capacity_to_write if replica else None
    else:
        # A unit is a write of 1 KB or a strongly consistent read of up to 4 KB.
        stated |= {"item_kb": Decimal(1), "read_consistency": "strong", "monthly_reads": reads}
        stated["monthly_writes"] = ZERO if replica else writes or ZERO
    copied = _copied_elsewhere(drawing, elsewhere, replica, replicated, stated)
    drawing.add(
        "dynamodb_table",
        **stated,
        replica=replica or None,
        monthly_replicated_writes=None if copied or provisioned else replicated,
        point_in_time_recovery=config.get("point_in_time_recovery"),
        storage_gb=usage.get("storage_gb", ZERO),
        pitr_gb=usage.get("pitr_storage_gb", ZERO),
        backup_gb=usage.get("on_demand_backup_storage_gb"),
        restored_gb=usage.get("restored_gb_per_month"),
        streams="stream_read_requests_per_month" in usage or None,
        monthly_stream_reads=usage.get("stream_read_requests_per_month"),
    )


def _average(config: Facts, way: str) -> Decimal:
    """Capacity units of one direction; of a scaled table their mean, else what it starts with."""
    least, mean = config.get(f"{way}_capacity"), config.get(f"expected_average_{way}_capacity")
    found: Decimal = mean if mean is not None else least if least is not None else ZERO
    return found


def _copied_elsewhere(
    drawing: Drawing, elsewhere: str | None, replica: bool, replicated: Decimal | None, table: dict[str, Any]
) -> bool:
    """Draws the replica that a table has in another Region; True if there is one."""
    if replica or not elsewhere or elsewhere == drawing.region:
        return False
    own, drawing.region = drawing.region, elsewhere
    writes = {"monthly_replicated_writes": replicated or ZERO}
    if table["capacity_mode"] == "provisioned":
        writes = {"replicated_write_units": table["write_capacity_units"], "read_capacity_units": ZERO}
    drawing.add(
        "dynamodb_table",
        capacity_mode=table["capacity_mode"],
        table_class=table["table_class"],
        replica=True,
        monthly_reads=ZERO,
        storage_gb=ZERO,
        **writes,
    )
    drawing.region = own
    return True


@adapter("documentdb")
def documentdb(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A cluster, or the snapshots of one."""
    _cluster(drawing, "documentdb", config, usage)


@adapter("neptune")
def neptune(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A cluster, or the snapshots of one."""
    _cluster(drawing, "neptune", config, usage)


def _cluster(drawing: Drawing, name: str, config: Facts, usage: Facts) -> None:
    kind = config.choice("kind", _same("cluster", "instance", *_SNAPSHOT_KINDS), "instance")
    snapshots = kind in _SNAPSHOT_KINDS
    given = config.get("instance_class")
    instances = config.whole("instances", 1 if given and not snapshots else 0) or 0
    drawing.add(
        name,
        storage_configuration=config.choice("storage_mode", _STORAGE_MODES, "standard"),
        instance_class=given,
        readers=max(0, instances - 1),
        headless=instances == 0 or None,
        backup_retention_days=config.whole("backup_retention_days"),
        hours_per_month=usage.get("hours_per_month"),
        storage_gb=usage.get("storage_gb", ZERO),
        **_volume_requests(usage),
        backup_storage_gb=usage.get("backup_storage_gb", ZERO),
        surplus_vcpu_hours=usage.get("surplus_credit_vcpu_hours"),
        **purchase(config),
    )


@adapter("dms")
def dms(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Replication instances with their storage."""
    drawing.add(
        "dms",
        instance_class=config.need("instance_class"),
        multi_az=config.get("multi_az"),
        instances=config.whole("count", 1),
        storage_gib=config.get("storage_gb"),
        hours_per_month=usage.get("hours_per_month"),
    )
