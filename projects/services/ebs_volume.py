"""Amazon EBS volume."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, storage, usage
from projects.billing.volumes import VOLUME_TYPES, Volume, volume_costs
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service


class EbsVolume(Service):
    """A block storage volume in one zone, for the instances of that zone, with its snapshots."""

    name = "ebs_volume"
    label = "EBS volume"
    official = "Amazon Elastic Block Store (EBS) volume"
    billed_as = "Amazon EBS"
    summary = (
        "A disk for EC2 instances of the same Availability Zone; it outlives them and can be snapshotted."
    )
    category = "Storage"
    synonyms = ("ebs", "disk", "volume", "block storage", "gp3", "gp2", "io2", "snapshot", "ssd", "hdd")
    cloudformation = "AWS::EC2::Volume"
    icon = "ebs_volume"
    shape = "resource"
    scope = "zone"
    inside = ("subnet", "availability_zone")
    links: ClassVar = {"attach": ("ec2_instance", "auto_scaling_group")}

    type: str | None = Choice("Type", VOLUME_TYPES, default="gp3")
    size_gib: Decimal | None = Quantity("Size", unit="GiB", low=1, high=65536)
    volumes: int | None = Count("Volumes", default=1, help="How many equal ones this icon stands for.")
    iops: int | None = Count(
        "IOPS",
        unit="IOPS",
        high=256_000,
        help="gp3 3,000 to 80,000 (3,000 included), io1 100 to 64,000, io2 100 to 256,000.",
        when={"type": ("gp3", "io1", "io2")},
    )
    throughput_mibps: int | None = Count(
        "Throughput",
        unit="MiB/s",
        low=125,
        high=2000,
        help="125 MiB/s are included.",
        when={"type": ("gp3",)},
    )
    boot: bool | None = Flag("Boot volume")
    encrypted: bool | None = Flag("Encrypted")
    multi_attach: bool | None = Flag(
        "Multi-Attach", help="Up to 16 instances of one zone.", when={"type": ("io1", "io2")}
    )
    backup: bool | None = Flag("Backed up", help="Has snapshots or a backup plan.")
    monthly_ios: Decimal | None = Quantity(
        "I/O requests", unit="requests/month", when={"type": ("standard",)}
    )
    snapshot_gb: Decimal | None = Quantity(
        "Snapshots stored",
        unit="GB",
        group="Usage",
        help="Changed blocks only: what all snapshots hold together.",
    )
    archived_snapshot_gb: Decimal | None = Quantity(
        "Snapshots archived", unit="GB", group="Usage", help="Full copies, kept 90 days or more."
    )
    archive_restored_gb: Decimal | None = Quantity("Restored from the archive", unit="GB/month")
    fast_restore_hours: Decimal | None = Quantity(
        "Fast snapshot restore", unit="hours/month", help="Snapshots × zones × hours."
    )
    monthly_block_lists: Decimal | None = Quantity("Direct API lists", unit="requests/month")
    monthly_block_reads: Decimal | None = Quantity("Direct API reads", unit="blocks/month")
    monthly_block_writes: Decimal | None = Quantity("Direct API writes", unit="blocks/month")

    def fact(self) -> str:
        words = [word for word in (self.type, self.size_gib and f"{self.size_gib.normalize():f} GiB") if word]
        return ", ".join(words)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from volume_costs(
            Volume(
                self.type,
                self.size_gib,
                self.iops,
                self.throughput_mibps,
                self.monthly_ios,
                count=self.volumes,
                count_property="volumes",
            )
        )
        if self.snapshot_gb is not None or self.backup:
            yield storage("Snapshots", "ebs.snapshot.standard", self.snapshot_gb, property="snapshot_gb")
        for name, key, field in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field)


_EXTRAS = (
    ("Snapshots (archive)", "ebs.snapshot.archive", "archived_snapshot_gb"),
    ("Archived snapshots restored", "ebs.snapshot.archive.retrieval", "archive_restored_gb"),
    ("Fast snapshot restore", "ebs.snapshot.fast_restore", "fast_restore_hours"),
    ("Direct API requests (list)", "ebs.snapshot.api.list", "monthly_block_lists"),
    ("Direct API requests (read)", "ebs.snapshot.api.get", "monthly_block_reads"),
    ("Direct API requests (write)", "ebs.snapshot.api.put", "monthly_block_writes"),
)
"""Billed only where they are used, so shown only where a figure is given: name, rate key, property."""
