"""AWS Backup: what each protected service bills, by the tier it is kept in and for restores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PROTECTED: Mapping[str, str] = {
    "several": "Several services.",
    "ebs": "EBS volumes and EC2 instances, kept as EBS snapshots.",
    "efs": "EFS file systems.",
    "rds": "RDS databases, kept as their snapshots.",
    "aurora": "Aurora clusters, kept as their snapshots.",
    "dynamodb": "DynamoDB tables.",
    "s3": "S3 buckets.",
    "fsx": "FSx file systems.",
    "redshift": "Redshift clusters.",
    "documentdb": "DocumentDB clusters.",
    "neptune": "Neptune clusters.",
    "storage_gateway": "Storage Gateway volumes, kept as EBS snapshots.",
    "vmware": "VMware virtual machines.",
    "timestream": "Timestream tables.",
    "sap_hana": "SAP HANA databases on EC2.",
}


@dataclass(frozen=True, slots=True)
class BackupPart:
    """One billed part: whose it is, its line, its rate key and the property that holds the amount."""

    protected: str
    name: str
    rate_key: str
    property: str
    unit: str = "GB-month"
    main: bool = False
    """Asked for where the service is chosen and nothing of it is given."""


PARTS: tuple[BackupPart, ...] = (
    BackupPart("ebs", "EBS snapshots", "ebs.snapshot.standard", "ebs_gb", main=True),
    BackupPart("ebs", "EBS snapshots (cold)", "ebs.snapshot.archive", "ebs_cold_gb"),
    BackupPart("ebs", "EBS restore (cold)", "ebs.snapshot.archive.retrieval", "ebs_cold_restore_gb", "GB"),
    BackupPart("efs", "EFS backup (warm)", "backup.efs.warm", "efs_gb", main=True),
    BackupPart("efs", "EFS backup (cold)", "backup.efs.cold", "efs_cold_gb"),
    BackupPart("efs", "EFS restore (warm)", "backup.efs.restore.warm", "efs_restore_gb", "GB"),
    BackupPart("efs", "EFS restore (cold)", "backup.efs.restore.cold", "efs_cold_restore_gb", "GB"),
    BackupPart("efs", "EFS item restore requests", "backup.efs.restore.item", "efs_item_restores", "request"),
    BackupPart("rds", "RDS snapshots", "rds.backup", "rds_gb", main=True),
    BackupPart("aurora", "Aurora snapshots", "aurora.backup", "aurora_gb", main=True),
    BackupPart("dynamodb", "DynamoDB backup (warm)", "backup.dynamodb.warm", "dynamodb_gb", main=True),
    BackupPart("dynamodb", "DynamoDB backup (cold)", "backup.dynamodb.cold", "dynamodb_cold_gb"),
    BackupPart(
        "dynamodb", "DynamoDB restore (warm)", "backup.dynamodb.restore.warm", "dynamodb_restore_gb", "GB"
    ),
    BackupPart(
        "dynamodb",
        "DynamoDB restore (cold)",
        "backup.dynamodb.restore.cold",
        "dynamodb_cold_restore_gb",
        "GB",
    ),
    BackupPart("s3", "S3 backup (warm)", "backup.s3.warm", "s3_gb", main=True),
    BackupPart("s3", "S3 backup (low-cost warm)", "backup.s3.low_cost_warm", "s3_low_cost_gb"),
    BackupPart("s3", "S3 restore", "backup.s3.restore.warm", "s3_restore_gb", "GB"),
    BackupPart("fsx", "FSx for Windows backup", "fsx.windows.backup", "fsx_windows_gb", main=True),
    BackupPart("fsx", "FSx for Lustre backup", "fsx.lustre.backup", "fsx_lustre_gb"),
    BackupPart("fsx", "FSx for ONTAP backup", "fsx.ontap.backup", "fsx_ontap_gb"),
    BackupPart("fsx", "FSx for OpenZFS backup", "fsx.openzfs.backup", "fsx_openzfs_gb"),
    BackupPart("redshift", "Redshift snapshots", "redshift.backup", "redshift_gb", main=True),
    BackupPart("documentdb", "DocumentDB snapshots", "documentdb.backup", "documentdb_gb", main=True),
    BackupPart("neptune", "Neptune snapshots", "neptune.backup", "neptune_gb", main=True),
    BackupPart(
        "storage_gateway",
        "Volume gateway snapshots",
        "ebs.snapshot.standard",
        "storage_gateway_gb",
        main=True,
    ),
    BackupPart("vmware", "VMware backup (warm)", "backup.vmware.warm", "vmware_gb", main=True),
    BackupPart("vmware", "VMware backup (cold)", "backup.vmware.cold", "vmware_cold_gb"),
    BackupPart("vmware", "VMware restore", "backup.vmware.restore.warm", "vmware_restore_gb", "GB"),
    BackupPart(
        "timestream", "Timestream backup (warm)", "backup.timestream.warm", "timestream_gb", main=True
    ),
    BackupPart("timestream", "Timestream backup (cold)", "backup.timestream.cold", "timestream_cold_gb"),
    BackupPart(
        "timestream", "Timestream restore", "backup.timestream.restore", "timestream_restore_gb", "GB"
    ),
    BackupPart("sap_hana", "SAP HANA backup (warm)", "backup.sap_hana.warm", "sap_hana_gb", main=True),
    BackupPart("sap_hana", "SAP HANA backup (cold)", "backup.sap_hana.cold", "sap_hana_cold_gb"),
    BackupPart("sap_hana", "SAP HANA restore", "backup.sap_hana.restore", "sap_hana_restore_gb", "GB"),
)
