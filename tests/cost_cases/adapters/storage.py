"""Cases of disks, file systems, backups and file transfer: what a case does not speak of is none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from projects.billing.snapshots import ARCHIVE_MINIMUM_DAYS
from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

VOLUME_TYPES = {name: name for name in ("gp2", "gp3", "io1", "io2", "sc1", "st1", "standard")} | {
    "magnetic": "standard"
}
SNAPSHOTS = {
    "snapshot": "standard",
    "snapshot_copy": "standard",
    "snapshot_schedule": "standard",
    "snapshot_archive": "archive",
    "snapshot_archive_restore": "archive",
    "fast_snapshot_restore": "standard",
    "ebs_direct_api": "standard",
}


@adapter("ebs")
def ebs(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A volume, unless the case names another kind of thing."""
    if config.get("kind", "volume") == "volume":
        volumes = config.whole("count", 1)
        drawing.add(
            "ebs_volume",
            type=config.choice("volume_type", VOLUME_TYPES),
            size_gib=config.get("size_gb", config.get("stored_gb")),
            volumes=volumes,
            iops=config.whole("iops", 0),
            throughput_mibps=config.whole("throughput_mibps"),
            monthly_ios=usage.get("io_requests_per_month", 0),
            fast_restore_hours=usage.get("fast_snapshot_restore_hours"),
            **_direct_api(usage),
        )
    else:
        _snapshot(drawing, config, usage)


def _snapshot(drawing: Drawing, config: Facts, usage: Facts) -> None:
    stored = config.get("stored_gb", config.get("size_gb", 0)) * config.get("count", 1)
    scheduled = config.get("kind") == "snapshot_schedule"
    # A schedule is estimated for its first month, in which nothing is old enough to be deleted.
    config.passed_over("retention")
    zones = config.whole("availability_zones")
    hours = usage.get("fast_snapshot_restore_hours", usage.get("hours"))
    if hours is not None and zones is None:
        zones = 1
    source = config.get("source_region")
    minimum = config.get("minimum_days", ARCHIVE_MINIMUM_DAYS)
    early = usage.get("deleted_early", False)
    if minimum != ARCHIVE_MINIMUM_DAYS or not isinstance(early, bool):
        raise CannotExpress(f"archived snapshots are billed for {ARCHIVE_MINIMUM_DAYS} days at least")
    drawing.add(
        "ebs_snapshot",
        tier=config.choice("kind", SNAPSHOTS),
        snapshots=config.whole("snapshots", 1),
        stored_gb=stored,
        frequency=config.choice("frequency", _same("twice_daily", "daily", "weekly", "monthly")),
        changed_gb_per_snapshot=config.get("changed_gb_per_snapshot", 0 if scheduled else None),
        source_region=source,
        fast_restore_zones=zones,
        fast_restore_hours=hours,
        archive_restored_gb=usage.get("restored_gb"),
        deleted_early=early,
        **_direct_api(usage),
    )


def _direct_api(usage: Facts) -> dict[str, Any]:
    """Calls in the month, with or without the case saying so in the name."""
    names = {"list": "monthly_block_lists", "get": "monthly_block_reads", "put": "monthly_block_writes"}
    return {
        field: usage.get(f"{call}_block_requests_per_month", usage.get(f"{call}_block_requests"))
        for call, field in names.items()
    }


def _same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


@adapter("efs")
def efs(drawing: Drawing, config: Facts, usage: Facts) -> None:
    config.passed_over("lifecycle_to_ia")  # what is moved there is given as an amount
    usual = "provisioned" if "provisioned_throughput_mibps" in config else "bursting"
    mode = config.choice("throughput_mode", _same("bursting", "provisioned", "elastic"), usual)
    drawing.add(
        "efs_file_system",
        availability=config.choice("availability", _same("one_zone", "regional"), "regional"),
        throughput_mode=mode,
        provisioned_throughput_mibps=config.get("provisioned_throughput_mibps", 0),
        storage_gb=usage.get("storage_gb", 0),
        infrequent_access_gb=usage.get("infrequent_access_storage_gb"),
        infrequent_access_read_gb=usage.get("infrequent_access_read_gb_per_month"),
        infrequent_access_written_gb=usage.get("infrequent_access_write_gb_per_month"),
        read_gb=0,
        written_gb=0,
    )


@adapter("fsx")
def fsx(drawing: Drawing, config: Facts, usage: Facts) -> None:
    deployments = {
        "SINGLE_AZ": "SINGLE_AZ_1",
        "MULTI_AZ": "MULTI_AZ_1",
        **_same("SINGLE_AZ_1", "SINGLE_AZ_2", "MULTI_AZ_1", "MULTI_AZ_2", "SCRATCH_1", "SCRATCH_2"),
        **_same("PERSISTENT_1", "PERSISTENT_2", "SINGLE_AZ_HA_1", "SINGLE_AZ_HA_2"),
    }
    drawing.add(
        "fsx",
        inside="vpc",
        type=config.choice("file_system", _same("windows", "lustre", "ontap", "openzfs")),
        deployment=config.choice("deployment", deployments),
        storage_type=config.choice("storage", _same("SSD", "HDD"), "SSD"),
        capacity_gib=config.get("capacity_gb", 0),
        compression=config.choice("compression", _same("NONE", "LZ4", "ZSTD")),
        compression_savings_percent=usage.get("compression_savings_percent"),
        throughput_mbps=config.get("throughput_mbps", 0),
        provisioned_iops=config.whole("provisioned_iops"),
        backup_storage_gb=usage.get("backup_storage_gb"),
    )


BACKUPS = {
    "ebs_snapshot_gb_per_month": "ebs_gb",
    "efs_warm_backup_gb_per_month": "efs_gb",
    "efs_cold_backup_gb_per_month": "efs_cold_gb",
    "efs_warm_restore_gb_per_month": "efs_restore_gb",
    "efs_cold_restore_gb_per_month": "efs_cold_restore_gb",
    "efs_item_restore_requests_per_month": "efs_item_restores",
    "rds_snapshot_gb_per_month": "rds_gb",
    "aurora_snapshot_gb_per_month": "aurora_gb",
    "dynamodb_backup_gb_per_month": "dynamodb_gb",
    "dynamodb_restore_gb_per_month": "dynamodb_restore_gb",
    "fsx_windows_backup_gb_per_month": "fsx_windows_gb",
    "fsx_lustre_backup_gb_per_month": "fsx_lustre_gb",
}


@adapter("backup")
def backup(drawing: Drawing, config: Facts, usage: Facts) -> None:
    config.choice("kind", {"vault": "vault"})
    protected = {name: name.lower() for name in ("Aurora", "DynamoDB", "EBS", "EFS", "FSx", "RDS")}
    amounts = {field: usage.get(key) for key, field in BACKUPS.items()}
    drawing.add("backup", protected=config.choice("protected", protected, "several"), **amounts)


@adapter("transfer_family")
def transfer_family(drawing: Drawing, config: Facts, usage: Facts) -> None:
    protocols = config.get("protocols", ["SFTP"])  # as AWS makes a server
    unknown = [name for name in protocols if name not in ("SFTP", "FTPS", "FTP")]
    if unknown:
        raise CannotExpress(f"protocols = {unknown} have no counterpart")
    zero = Decimal(0)
    drawing.add(
        "transfer_family",
        sftp="SFTP" in protocols,
        ftps="FTPS" in protocols,
        ftp="FTP" in protocols,
        uploaded_gb=usage.get("uploaded_gb_per_month", zero),
        downloaded_gb=usage.get("downloaded_gb_per_month", zero),
    )
