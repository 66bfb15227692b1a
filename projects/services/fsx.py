"""Amazon FSx file system."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, storage, usage
from projects.billing.file_systems import (
    DEPLOYMENTS,
    NAMES,
    NO_LUSTRE,
    TYPES,
    FileSystem,
    file_system_costs,
)
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service

_WITH_THROUGHPUT = ("windows", "ontap", "openzfs")


class Fsx(Service):
    """A managed file system of one of four kinds, in one zone or two."""

    name = "fsx"
    label = "FSx file system"
    official = "Amazon FSx"
    billed_as = "Amazon FSx"
    summary = "A managed file system: Windows File Server, Lustre, NetApp ONTAP or OpenZFS."
    category = "Storage"
    synonyms = (
        "fsx",
        "file system",
        "windows file server",
        "lustre",
        "netapp",
        "ontap",
        "openzfs",
        "smb",
        "nas",
    )
    cloudformation = "AWS::FSx::FileSystem"
    icon = "fsx_file_system"
    scope = "subnet"
    inside = ("subnet", "vpc")
    links: ClassVar = {"replicate": ("fsx",), "deliver": ("s3_bucket",), "associate": ("directory_service",)}

    type: str | None = Choice("Type", TYPES, default="windows")
    deployment: str | None = Choice("Deployment", DEPLOYMENTS, default="SINGLE_AZ_1")
    storage_type: str | None = Choice(
        "Storage",
        {
            "SSD": "Solid state disks.",
            "HDD": "Hard disks, for Windows and Lustre.",
            "INTELLIGENT_TIERING": "Tiers that follow the use, for OpenZFS and Lustre.",
        },
        default="SSD",
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Two for Multi-AZ, else one.")
    capacity_gib: Decimal | None = Quantity(
        "Storage capacity",
        unit="GiB",
        help="What is provisioned; with savings given below, the data to hold.",
        typical=(300, 2400, 20_000),
    )
    compression: str | None = Choice(
        "Compression",
        {
            "NONE": "Stored as it is.",
            "LZ4": "Fast compression of OpenZFS and Lustre.",
            "ZSTD": "Compression of OpenZFS that saves more.",
            "DEDUPLICATION": "Deduplication and compression of Windows and ONTAP.",
        },
    )
    compression_savings_percent: Decimal | None = Quantity(
        "Saved by compression", unit="%", high=99, help="Of the capacity; leave empty for none."
    )
    throughput_mbps: Decimal | None = Quantity(
        "Throughput capacity", unit="MB/s", when={"type": _WITH_THROUGHPUT}, typical=(32, 128, 1024)
    )
    throughput_per_tib: str | None = Choice(
        "Throughput for each TiB",
        {
            "12": "12 MB/s, persistent 1 on hard disks.",
            "40": "40 MB/s, persistent 1 on hard disks.",
            "50": "50 MB/s, persistent 1.",
            "100": "100 MB/s, persistent 1.",
            "200": "200 MB/s, persistent 1.",
            "125": "125 MB/s, persistent 2.",
            "250": "250 MB/s, persistent 2.",
            "500": "500 MB/s, persistent 2.",
            "1000": "1,000 MB/s, persistent 2.",
        },
        when={"deployment": ("PERSISTENT_1", "PERSISTENT_2")},
    )
    provisioned_iops: int | None = Count(
        "Provisioned IOPS",
        unit="IOPS",
        help="Three for each GiB are included.",
        when={"deployment": NO_LUSTRE},
    )
    metadata_iops: int | None = Count(
        "Metadata IOPS",
        unit="IOPS",
        help="Beyond the automatic ones.",
        when={"deployment": ("PERSISTENT_2",)},
    )
    protocols: str | None = Text("Protocols", help="For example: SMB, NFS.")
    directory: str | None = Text("Active Directory", help="The domain that it joins.")
    encrypted: bool | None = Flag("Encrypted")
    backup_retention_days: int | None = Count("Daily backups kept", unit="days", high=90)
    capacity_pool_gb: Decimal | None = Quantity(
        "Capacity pool: stored",
        unit="GB",
        group="Usage",
        help="Cold data that ONTAP moves off the SSD.",
        when={"type": ("ontap",)},
    )
    capacity_pool_reads: Decimal | None = Quantity(
        "Capacity pool: reads", unit="requests/month", when={"type": ("ontap",)}
    )
    capacity_pool_writes: Decimal | None = Quantity(
        "Capacity pool: writes", unit="requests/month", when={"type": ("ontap",)}
    )
    backup_storage_gb: Decimal | None = Quantity(
        "Backups stored",
        unit="GB",
        group="Usage",
        help="Changed blocks only.",
        typical=(100, 1000, 10_000),
    )

    def fact(self) -> str:
        kind = NAMES.get(self.type or "", "")
        if not (self.deployment or "").startswith("MULTI"):
            return kind
        return f"{kind}, Multi-AZ".removeprefix(", ")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind, deployment = self.type, self.deployment
        if kind is None or deployment is None:
            missing = "type" if kind is None else "deployment"
            yield needs("Storage", "", missing, f"Choose a {missing}.")
            return
        yield from file_system_costs(
            FileSystem(
                kind,
                deployment,
                self.storage_type or "SSD",
                self.capacity_gib,
                self.compression_savings_percent or Decimal(0),
                self.throughput_mbps,
                self.provisioned_iops,
                self.throughput_per_tib,
            )
        )
        if kind == "ontap":
            yield from self._capacity_pool("multi_az" if deployment.startswith("MULTI") else "single_az")
        if self.metadata_iops and deployment == "PERSISTENT_2":
            iops, key = self.metadata_iops, "fsx.lustre.metadata_iops"
            yield usage("Metadata IOPS", key, iops, property="metadata_iops", unit="IOPS-month")
        if self.backup_storage_gb is not None or self.backup_retention_days:
            yield storage(
                "Backup storage",
                f"fsx.{kind}.backup",
                self.backup_storage_gb,
                property="backup_storage_gb",
                unit="GB-month",
            )

    def _capacity_pool(self, area: str) -> Iterator[CostComponent]:
        if self.capacity_pool_gb is not None:
            name, key = "Storage (capacity pool)", f"fsx.ontap.capacity_pool.{area}"
            yield storage(name, key, self.capacity_pool_gb, property="capacity_pool_gb")
        for word, amount in (("reads", self.capacity_pool_reads), ("writes", self.capacity_pool_writes)):
            if amount is not None:
                key, field = f"fsx.ontap.capacity_pool.{word}", f"capacity_pool_{word}"
                yield usage(f"Capacity pool {word}", key, amount, property=field, unit="request")
