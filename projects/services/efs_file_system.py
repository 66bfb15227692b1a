"""Amazon EFS file system."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, not_priced, storage, usage
from projects.billing.copies import copied_between_regions
from projects.place import Place
from projects.properties import Choice, Flag, Nodes, Quantity, Text
from projects.service import Service

_GB_PER_MIBPS = 20
"""Each 20 GB of Standard storage include one MiB/s of provisioned throughput."""


class EfsFileSystem(Service):
    """A shared NFS file system that grows by itself, mounted by many instances at once."""

    name = "efs_file_system"
    label = "EFS file system"
    official = "Amazon Elastic File System (EFS)"
    billed_as = "Amazon EFS"
    summary = (
        "A shared file system that many instances and functions mount at once, and that grows by itself."
    )
    category = "Storage"
    synonyms = ("efs", "nfs", "file system", "shared files", "mount", "nas")
    cloudformation = "AWS::EFS::FileSystem"
    icon = "efs_file_system"
    scope = "region"
    inside = ("region", "vpc", "availability_zone")
    links: ClassVar = {"attach": ("efs_mount_target",), "replicate": ("efs_file_system",)}

    availability: str | None = Choice(
        "Availability",
        {"regional": "Stored in three zones or more.", "one_zone": "Stored in one zone, cheaper."},
        default="regional",
    )
    zone: str | None = Choice(
        "Zone", source="zones", help="Of a One Zone file system.", when={"availability": ("one_zone",)}
    )
    performance_mode: str | None = Choice(
        "Performance mode",
        {
            "general_purpose": "The lowest latency; for nearly everything.",
            "max_io": "Older, with higher latency; not with elastic throughput or One Zone.",
        },
        default="general_purpose",
    )
    throughput_mode: str | None = Choice(
        "Throughput mode",
        {
            "elastic": "Follows the load; each GB read or written is billed.",
            "bursting": "Grows with the size; no charge.",
            "provisioned": "A fixed speed; billed above what the size includes.",
        },
        default="elastic",
    )
    provisioned_throughput_mibps: Decimal | None = Quantity(
        "Provisioned throughput",
        unit="MiB/s",
        help="One MiB/s for each 20 GB in the Standard class is included.",
        when={"throughput_mode": ("provisioned",)},
        typical=(10, 50, 200),
    )
    lifecycle: str | None = Text(
        "Lifecycle",
        help="One per line: days without access, then IA or ARCHIVE. For example: 30 IA.",
    )
    subnets: tuple[str, ...] = Nodes("Mount targets in", ("subnet",), help="One in each zone.")
    encrypted: bool | None = Flag("Encrypted")
    backup: bool | None = Flag("Backed up", help="By AWS Backup, where it is priced.")
    storage_gb: Decimal | None = Quantity(
        "Stored",
        unit="GB",
        group="Usage",
        help="In the Standard class, mean over the month.",
        typical=(50, 500, 5000),
    )
    infrequent_access_gb: Decimal | None = Quantity("Infrequent Access: stored", unit="GB", group="Usage")
    infrequent_access_read_gb: Decimal | None = Quantity("Infrequent Access: read", unit="GB/month")
    infrequent_access_written_gb: Decimal | None = Quantity(
        "Infrequent Access: written", unit="GB/month", help="Moved into it by lifecycle rules."
    )
    archive_gb: Decimal | None = Quantity("Archive: stored", unit="GB", group="Usage")
    archive_read_gb: Decimal | None = Quantity("Archive: read", unit="GB/month")
    archive_written_gb: Decimal | None = Quantity(
        "Archive: written", unit="GB/month", help="Moved into it by lifecycle rules."
    )
    read_gb: Decimal | None = Quantity(
        "Read", unit="GB/month", when={"throughput_mode": ("elastic",)}, typical=(100, 1000, 20_000)
    )
    written_gb: Decimal | None = Quantity(
        "Written", unit="GB/month", when={"throughput_mode": ("elastic",)}, typical=(20, 200, 4000)
    )
    replica_region: str | None = Choice("Replicated to Region", source="regions")
    replicated_gb: Decimal | None = Quantity(
        "Replicated there", unit="GB/month", help="The replica is a file system of its own: draw it too."
    )

    def fact(self) -> str:
        return "One Zone" if self.availability == "one_zone" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        one_zone = self.availability == "one_zone"
        name, key = ("One Zone", "efs.one_zone") if one_zone else ("Standard", "efs.standard")
        yield storage(f"Storage ({name})", f"{key}.storage", self.storage_gb, property="storage_gb")
        yield from self._throughput()
        if self.infrequent_access_gb is not None:
            key = "efs.one_zone_ia.storage" if one_zone else self._infrequent_key()
            name = "One Zone-IA" if one_zone else "Infrequent Access"
            yield storage(
                f"Storage ({name})", key, self.infrequent_access_gb, property="infrequent_access_gb"
            )
        if self.archive_gb is not None:
            if one_zone or self.throughput_mode != "elastic":
                yield not_priced(
                    "Storage (Archive)", "Archive is for regional file systems with elastic throughput."
                )
            else:
                yield storage(
                    "Storage (Archive)", "efs.archive.storage", self.archive_gb, property="archive_gb"
                )
        for part, key, field in _ACCESS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(part, f"efs.{key}", amount, property=field)
        if self.replicated_gb is not None:
            yield copied_between_regions(
                self.replicated_gb,
                place.region,
                self.replica_region or "",
                here=place.region,
                property="replicated_gb",
                region_property="replica_region",
                what="replication",
            )

    def _infrequent_key(self) -> str:
        elastic = self.throughput_mode == "elastic"
        return "efs.ia.storage" if elastic else "efs.ia.storage.provisioned_or_bursting"

    def _throughput(self) -> Iterator[CostComponent]:
        if self.throughput_mode == "elastic":
            key = "efs.elastic_throughput"
            yield usage("Data read (elastic throughput)", f"{key}.read", self.read_gb, property="read_gb")
            yield usage(
                "Data written (elastic throughput)", f"{key}.write", self.written_gb, property="written_gb"
            )
        elif self.throughput_mode == "provisioned":
            wanted, stored = self.provisioned_throughput_mibps, self.storage_gb
            above = None
            if wanted is not None and stored is not None:
                above = max(Decimal(0), wanted - stored / _GB_PER_MIBPS)
            yield usage(
                "Provisioned throughput",
                "efs.provisioned_throughput",
                above,
                property="storage_gb"
                if stored is None and wanted is not None
                else "provisioned_throughput_mibps",
                reason="Above one MiB/s for each 20 GB stored, which are included.",
            )


_ACCESS = (
    ("Data read (Infrequent Access)", "ia.read", "infrequent_access_read_gb"),
    ("Data written (Infrequent Access)", "ia.write", "infrequent_access_written_gb"),
    ("Data read (Archive)", "archive.read", "archive_read_gb"),
    ("Data written (Archive)", "archive.write", "archive_written_gb"),
)
