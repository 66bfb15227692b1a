"""AWS Backup."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from pricing.costs import CostComponent, needs, usage
from projects.billing.backups import PARTS, PROTECTED
from projects.billing.copies import copied_between_regions
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service

_FURTHER = {"further_amounts": ("shown",)}


def _kept(label: str, of: str, typical: tuple[int, int, int]) -> Any:
    """GB of backups of one service."""
    return Quantity(label, unit="GB", group="Usage", when={"protected": ("several", of)}, typical=typical)


def _colder(label: str, of: str) -> Any:
    """GB of backups of one service in another tier or of another kind."""
    shown = {"protected": ("several", of), **_FURTHER}
    return Quantity(label, unit="GB", group="Usage", when=shown)


def _restored(label: str, of: str, unit: str = "GB/month") -> Any:
    """Restores of one service."""
    return Quantity(label, unit=unit, when={"protected": ("several", of), **_FURTHER})


class Backup(Service):
    """Backup plans and the vault that keeps what they back up, for many services at once."""

    name = "backup"
    label = "AWS Backup"
    official = "AWS Backup"
    billed_as = "AWS Backup"
    summary = "Plans that back up many services on a schedule, and the vault that keeps the copies."
    category = "Storage"
    synonyms = ("backup", "aws backup", "vault", "backup plan", "restore", "retention", "recovery point")
    cloudformation = "AWS::Backup::BackupVault"
    icon = "backup_vault"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "protect": (
            "ebs_volume",
            "ec2_instance",
            "efs_file_system",
            "rds_instance",
            "aurora_cluster",
            "dynamodb_table",
            "s3_bucket",
            "fsx",
            "redshift_cluster",
            "documentdb",
            "neptune",
            "storage_gateway",
            "timestream",
        ),
        "replicate": ("backup",),
    }

    protected: str | None = Choice("Protects", PROTECTED, default="several")
    further_amounts: str | None = Choice(
        "Further amounts",
        {
            "hidden": "What is kept of each service only.",
            "shown": "Also cold storage, restores, copies, audits and restore tests.",
        },
        default="hidden",
        help="Whether shown or not, all amounts that are given are billed.",
        group="Usage",
    )
    plan: str | None = Text("Plan", help="For example: every day at 5, kept for 35 days.")
    vault: str | None = Text("Vault", help="Its name.")
    vault_type: str | None = Choice(
        "Kind of vault",
        {
            "standard": "An ordinary vault.",
            "logically_air_gapped": "Locked and apart, shared with other accounts for recovery.",
        },
        default="standard",
    )
    vault_lock: bool | None = Flag("Vault lock", help="Nobody can delete backups before their time.")
    retention_days: int | None = Count("Kept for", unit="days")
    cold_after_days: int | None = Count(
        "Moved to cold storage after", unit="days", help="Cold backups stay 90 days or more."
    )
    encrypted: bool | None = Flag("Encrypted")
    ebs_gb: Decimal | None = _kept("EBS: snapshots", "ebs", (50, 500, 5000))
    ebs_cold_gb: Decimal | None = _colder("EBS: cold", "ebs")
    ebs_cold_restore_gb: Decimal | None = _restored("EBS: restored from cold", "ebs")
    efs_gb: Decimal | None = _kept("EFS: warm", "efs", (50, 500, 5000))
    efs_cold_gb: Decimal | None = _colder("EFS: cold", "efs")
    efs_restore_gb: Decimal | None = _restored("EFS: restored from warm", "efs")
    efs_cold_restore_gb: Decimal | None = _restored("EFS: restored from cold", "efs")
    efs_item_restores: Decimal | None = _restored("EFS: restores of single items", "efs", "requests/month")
    rds_gb: Decimal | None = _kept("RDS: snapshots", "rds", (20, 200, 2000))
    aurora_gb: Decimal | None = _kept("Aurora: snapshots", "aurora", (20, 200, 2000))
    dynamodb_gb: Decimal | None = _kept("DynamoDB: warm", "dynamodb", (10, 100, 1000))
    dynamodb_cold_gb: Decimal | None = _colder("DynamoDB: cold", "dynamodb")
    dynamodb_restore_gb: Decimal | None = _restored("DynamoDB: restored from warm", "dynamodb")
    dynamodb_cold_restore_gb: Decimal | None = _restored("DynamoDB: restored from cold", "dynamodb")
    s3_gb: Decimal | None = _kept("S3: warm", "s3", (100, 1000, 20000))
    s3_low_cost_gb: Decimal | None = _colder("S3: low-cost warm", "s3")
    s3_restore_gb: Decimal | None = _restored("S3: restored", "s3")
    fsx_windows_gb: Decimal | None = _kept("FSx for Windows", "fsx", (100, 1000, 10000))
    fsx_lustre_gb: Decimal | None = _kept("FSx for Lustre", "fsx", (100, 1000, 10000))
    fsx_ontap_gb: Decimal | None = _kept("FSx for ONTAP", "fsx", (100, 1000, 10000))
    fsx_openzfs_gb: Decimal | None = _kept("FSx for OpenZFS", "fsx", (100, 1000, 10000))
    redshift_gb: Decimal | None = _kept("Redshift: snapshots", "redshift", (100, 1000, 10000))
    documentdb_gb: Decimal | None = _kept("DocumentDB: snapshots", "documentdb", (20, 200, 2000))
    neptune_gb: Decimal | None = _kept("Neptune: snapshots", "neptune", (20, 200, 2000))
    storage_gateway_gb: Decimal | None = _kept(
        "Storage Gateway: snapshots", "storage_gateway", (100, 1000, 10000)
    )
    vmware_gb: Decimal | None = _kept("VMware: warm", "vmware", (200, 2000, 20000))
    vmware_cold_gb: Decimal | None = _colder("VMware: cold", "vmware")
    vmware_restore_gb: Decimal | None = _restored("VMware: restored", "vmware")
    timestream_gb: Decimal | None = _kept("Timestream: warm", "timestream", (10, 100, 1000))
    timestream_cold_gb: Decimal | None = _colder("Timestream: cold", "timestream")
    timestream_restore_gb: Decimal | None = _restored("Timestream: restored", "timestream")
    sap_hana_gb: Decimal | None = _kept("SAP HANA: warm", "sap_hana", (100, 1000, 10000))
    sap_hana_cold_gb: Decimal | None = _colder("SAP HANA: cold", "sap_hana")
    sap_hana_restore_gb: Decimal | None = _restored("SAP HANA: restored", "sap_hana")
    copy_region: str | None = Choice("Copied to Region", source="regions", group="Usage", when=_FURTHER)
    copied_gb: Decimal | None = Quantity(
        "Copied there",
        unit="GB/month",
        help="What is kept there is billed there: draw that vault too.",
        when=_FURTHER,
    )
    monthly_audit_evaluations: Decimal | None = Quantity(
        "Backup Audit Manager evaluations", unit="evaluations/month", when=_FURTHER
    )
    monthly_restore_tests: Decimal | None = Quantity("Restore tests", unit="tests/month", when=_FURTHER)

    def fact(self) -> str:
        if self.protected in (None, "several"):
            return ""
        return PROTECTED.get(self.protected or "", "").split(",")[0].removesuffix(".")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from self._kept_and_restored()
        if self.copied_gb is not None:
            yield copied_between_regions(
                self.copied_gb,
                place.region,
                self.copy_region or "",
                here=place.region,
                property="copied_gb",
                region_property="copy_region",
                what="backup copy",
            )
        if self.monthly_audit_evaluations is not None:
            key, amount = "backup.audit.evaluations", self.monthly_audit_evaluations
            field = "monthly_audit_evaluations"
            yield usage("Audit evaluations", key, amount, property=field, unit="evaluation")
        if self.monthly_restore_tests is not None:
            key, amount = "backup.restore_testing", self.monthly_restore_tests
            yield usage("Restore tests", key, amount, property="monthly_restore_tests", unit="test")

    def _kept_and_restored(self) -> Iterator[CostComponent]:
        several = self.protected in (None, "several")
        shown = [part for part in PARTS if several or part.protected == self.protected]
        given = [part for part in shown if getattr(self, part.property) is not None]
        if not given and several:
            reason = "Give what is kept of each protected service."
            yield needs("Backup storage", "", "ebs_gb", reason)
        for part in shown:
            if part in given or (part.main and not given and not several):
                amount = getattr(self, part.property)
                yield usage(part.name, part.rate_key, amount, property=part.property, unit=part.unit)
