"""Amazon EBS volume."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, storage, usage
from projects.billing.snapshots import FREQUENCIES, STANDARD, archived, direct_api, scheduled
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
    links: ClassVar = {
        "attach": ("ec2_instance", "auto_scaling_group", "ecs", "fargate", "eks", "emr", "opensearch"),
        "deliver": ("ebs_snapshot",),
    }

    type: str | None = Choice("Type", VOLUME_TYPES, default="gp3")
    size_gib: Decimal | None = Quantity("Size", unit="GiB", low=1, high=65536, typical=(30, 200, 1000))
    volumes: int | None = Count("Volumes", default=1, help="How many equal ones this icon stands for.")
    iops: int | None = Count(
        "IOPS",
        unit="IOPS",
        high=256_000,
        help="gp3 3,000 to 80,000 (3,000 included), io1 100 to 64,000, io2 100 to 256,000.",
        when={"type": ("gp3", "io1", "io2")},
        typical=(3000, 6000, 20_000),
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
        "I/O requests",
        unit="requests/month",
        when={"type": ("standard",)},
        typical=(1_000_000, 20_000_000, 200_000_000),
    )
    snapshot_frequency: str | None = Choice(
        "Snapshots taken", FREQUENCIES, group="Usage", help="Leave empty if you know what they hold together."
    )
    changed_gb_per_snapshot: Decimal | None = Quantity(
        "Changed between two snapshots",
        unit="GB",
        group="Usage",
        help="Of each volume; the first snapshot is a full copy.",
        when={"snapshot_frequency": ("twice_daily", "daily", "weekly")},
        typical=(1, 5, 50),
    )
    snapshot_gb: Decimal | None = Quantity(
        "Snapshots stored",
        unit="GB",
        group="Usage",
        help="Changed blocks only: what all snapshots hold together. Used instead of the schedule.",
        typical=(30, 200, 2000),
    )
    archived_snapshot_gb: Decimal | None = Quantity(
        "Snapshots archived", unit="GB", group="Usage", help="Full copies, kept 90 days or more."
    )
    archive_restored_gb: Decimal | None = Quantity("Restored from the archive", unit="GB/month")
    archive_early_deleted_gb: Decimal | None = Quantity(
        "Deleted early from the archive", unit="GB/month", help="GB times the months missing to 90 days."
    )
    fast_restore_hours: Decimal | None = Quantity(
        "Fast snapshot restore", unit="hours/month", help="Snapshots × zones × hours."
    )
    monthly_block_lists: Decimal | None = Quantity("Direct API lists", unit="requests/month")
    monthly_block_reads: Decimal | None = Quantity("Direct API reads", unit="blocks/month")
    monthly_block_writes: Decimal | None = Quantity("Direct API writes", unit="blocks/month")
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

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
        yield from self._snapshots(place)
        yield from archived(
            self.archived_snapshot_gb, self.archive_restored_gb, self.archive_early_deleted_gb
        )
        if self.fast_restore_hours is not None:
            name, key = "Fast snapshot restore", "ebs.snapshot.fast_restore"
            yield usage(name, key, self.fast_restore_hours, property="fast_restore_hours")
        yield from direct_api(self.monthly_block_lists, self.monthly_block_reads, self.monthly_block_writes)

    def _snapshots(self, place: Place) -> Iterator[CostComponent]:
        if self.snapshot_gb is None and self.snapshot_frequency:
            yield from scheduled(
                self.snapshot_frequency,
                self.size_gib,
                self.changed_gb_per_snapshot,
                place.hours_per_month,
                full_property="size_gib",
                count=self.volumes,
            )
        elif self.snapshot_gb is not None or self.backup:
            yield storage("Snapshots", STANDARD, self.snapshot_gb, property="snapshot_gb")
