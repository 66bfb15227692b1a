"""AWS Storage Gateway."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.served_region import priced_where_served, whole
from projects.billing.snapshots import STANDARD
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

_VOLUMES = ("CACHED", "STORED")
_SHORT = {
    "FILE_S3": "S3 File",
    "CACHED": "Volume, cached",
    "STORED": "Volume, stored",
    "VTL": "Tape",
    "FILE_FSX_SMB": "FSx File",
}


class StorageGateway(Service):
    """An appliance on premises or on EC2 that keeps files, volumes or tapes in AWS."""

    name = "storage_gateway"
    label = "Storage Gateway"
    official = "AWS Storage Gateway"
    billed_as = "AWS Storage Gateway"
    summary = "An appliance on premises through which servers keep files, volumes or tapes in AWS."
    category = "Storage"
    synonyms = (
        "storage gateway",
        "file gateway",
        "volume gateway",
        "tape gateway",
        "vtl",
        "hybrid",
        "iscsi",
        "nfs",
    )
    cloudformation = ""
    icon = "storage_gateway"
    scope = "outside"
    inside = ("on_premises", "region", "subnet", "vpc")
    links: ClassVar = {"traffic": ("s3_bucket", "s3_glacier", "fsx", "ebs_snapshot", "ebs_volume", "backup")}

    type: str | None = Choice(
        "Type",
        {
            "FILE_S3": "Files over NFS or SMB, kept as objects in S3; S3 itself is priced on its bucket.",
            "CACHED": "Volumes over iSCSI, kept in AWS with a cache on site.",
            "STORED": "Volumes over iSCSI, kept on site, with snapshots in AWS.",
            "VTL": "A virtual tape library for backup software.",
            "FILE_FSX_SMB": "Files of FSx for Windows with a cache; closed to new customers.",
        },
        default="FILE_S3",
    )
    aws_region: str | None = Choice(
        "Region", source="regions", help="The Region it works with, where it stands on premises."
    )
    host: str | None = Choice(
        "Runs on",
        {
            "vmware": "VMware ESXi.",
            "hyper_v": "Microsoft Hyper-V.",
            "kvm": "Linux KVM.",
            "ec2": "An EC2 instance: draw it too, it is billed as such.",
            "hardware": "A hardware appliance, bought once.",
        },
    )
    gateways: int | None = Count(
        "Gateways", default=1, low=1, help="How many equal ones this icon stands for."
    )
    cache_gib: Decimal | None = Quantity("Cache", unit="GiB", help="Disks on site.")
    data_written_gb: Decimal | None = Quantity(
        "Data written",
        unit="GB/month",
        help="Through each gateway; the charge stops at a monthly cap for each gateway.",
        when={"type": ("FILE_S3", "CACHED", "STORED", "VTL")},
        typical=(100, 1000, 10_000),
    )
    volume_gb: Decimal | None = Quantity(
        "Volumes stored in AWS",
        unit="GB",
        group="Usage",
        when={"type": ("CACHED",)},
        typical=(200, 2000, 20_000),
    )
    snapshot_gb: Decimal | None = Quantity(
        "Volume snapshots",
        unit="GB",
        group="Usage",
        help="Kept as EBS snapshots.",
        when={"type": _VOLUMES},
        typical=(100, 1000, 10_000),
    )
    tape_gb: Decimal | None = Quantity(
        "Tapes in the library", unit="GB", group="Usage", when={"type": ("VTL",)}, typical=(500, 5000, 50_000)
    )
    archived_tape_gb: Decimal | None = Quantity(
        "Tapes archived, Flexible Retrieval", unit="GB", group="Usage", when={"type": ("VTL",)}
    )
    deep_archived_tape_gb: Decimal | None = Quantity(
        "Tapes archived, Deep Archive", unit="GB", group="Usage", when={"type": ("VTL",)}
    )
    tape_retrieval_gb: Decimal | None = Quantity(
        "Retrieved from Flexible Retrieval", unit="GB/month", when={"type": ("VTL",)}
    )
    deep_tape_retrieval_gb: Decimal | None = Quantity(
        "Retrieved from Deep Archive", unit="GB/month", when={"type": ("VTL",)}
    )
    early_deleted_tape_gb: Decimal | None = Quantity(
        "Deleted early, Flexible Retrieval",
        unit="GB/month",
        help="GB times the months missing to 90 days.",
        when={"type": ("VTL",)},
    )
    early_deleted_deep_tape_gb: Decimal | None = Quantity(
        "Deleted early, Deep Archive",
        unit="GB/month",
        help="GB times the months missing to 180 days.",
        when={"type": ("VTL",)},
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", help="Read through the gateway from AWS."
    )

    def fact(self) -> str:
        return _SHORT.get(self.type or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from priced_where_served(self._parts(), place, self.aws_region)

    def _parts(self) -> Iterator[CostComponent]:
        kind = self.type
        if kind is None:
            yield needs("Data written", "", "type", "Choose a type.")
            return
        if kind == "FILE_FSX_SMB":
            key = "storagegateway.fsx_file.gateway"
            yield hourly("Gateway hours (FSx File Gateway)", key, self.gateways, property="gateways")
        else:
            yield usage(
                "Data written",
                "storagegateway.file.data_written",
                self.data_written_gb,
                count=whole(self.gateways),
                property="data_written_gb",
                reason="Up to the monthly cap of each gateway.",
                pooled=False,
            )
        if kind in _VOLUMES:
            yield from self._volumes(kind)
        if kind == "VTL":
            yield from self._tapes()
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _volumes(self, kind: str) -> Iterator[CostComponent]:
        # The data of stored volumes is on site: only their snapshots are in AWS.
        if kind == "CACHED":
            name, key = "Volume storage", "storagegateway.volume.storage"
            yield storage(name, key, self.volume_gb, property="volume_gb")
        if kind == "STORED" or self.snapshot_gb is not None:
            yield storage("Volume snapshots", STANDARD, self.snapshot_gb, property="snapshot_gb")

    def _tapes(self) -> Iterator[CostComponent]:
        key = "storagegateway.tape"
        yield storage("Tapes (library)", f"{key}.vtl", self.tape_gb, property="tape_gb")
        for name, part, field, unit in _TAPES:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, f"{key}.{part}", amount, property=field, unit=unit)


_TAPES = (
    ("Tapes archived (Flexible Retrieval)", "archive.flexible", "archived_tape_gb", "GB-month"),
    ("Tapes archived (Deep Archive)", "archive.deep", "deep_archived_tape_gb", "GB-month"),
    ("Tape retrieval (Flexible Retrieval)", "archive.flexible.retrieval", "tape_retrieval_gb", "GB"),
    ("Tape retrieval (Deep Archive)", "archive.deep.retrieval", "deep_tape_retrieval_gb", "GB"),
    ("Early deletion (Flexible Retrieval)", "archive.flexible", "early_deleted_tape_gb", "GB-month"),
    ("Early deletion (Deep Archive)", "archive.deep", "early_deleted_deep_tape_gb", "GB-month"),
)
"""Billed only where they are used: name, end of the rate key, property, unit."""
