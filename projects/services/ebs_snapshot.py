"""Amazon EBS snapshot, apart from the volume it was taken of."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, storage
from projects.billing.copies import copied_between_regions
from projects.billing.instances import WHOLE_MONTH
from projects.billing.snapshots import (
    ARCHIVE,
    ARCHIVE_MINIMUM_DAYS,
    FREQUENCIES,
    STANDARD,
    archived,
    direct_api,
    scheduled,
)
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_SCHEDULED = ("twice_daily", "daily", "weekly")


class EbsSnapshot(Service):
    """Copies of volumes at points in time, kept in a Region, shared or copied to another one."""

    name = "ebs_snapshot"
    label = "EBS snapshot"
    official = "Amazon EBS snapshot"
    billed_as = "Amazon EBS"
    summary = "A copy of a volume at a point in time; later ones hold only what has changed."
    category = "Storage"
    synonyms = ("snapshot", "ebs snapshot", "backup", "image", "recovery point", "fast snapshot restore")
    cloudformation = "AWS::EC2::Snapshot"
    icon = "ebs_snapshot"
    shape = "resource"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {"replicate": ("ebs_snapshot",), "deliver": ("ebs_volume",)}

    tier: str | None = Choice(
        "Tier",
        {
            "standard": "Changed blocks only; ready to use.",
            "archive": "A full copy at a quarter of the price, kept 90 days or more.",
        },
        default="standard",
    )
    encrypted: bool | None = Flag("Encrypted")
    snapshots: int | None = Count("Snapshots", default=1, help="How many this icon stands for.")
    frequency: str | None = Choice(
        "Taken",
        FREQUENCIES,
        help="Leave empty if you know what they hold together.",
        when={"tier": ("standard",)},
    )
    changed_gb_per_snapshot: Decimal | None = Quantity(
        "Changed between two snapshots",
        unit="GB",
        group="Usage",
        when={"frequency": _SCHEDULED},
        typical=(1, 5, 50),
    )
    stored_gb: Decimal | None = Quantity(
        "Stored",
        unit="GB",
        group="Usage",
        help="All of them together; with a schedule, the first full copy.",
        typical=(30, 200, 2000),
    )
    source_region: str | None = Choice(
        "Copied from Region", source="regions", help="For copies of snapshots of another Region."
    )
    copied_gb: Decimal | None = Quantity(
        "Copied from there", unit="GB/month", help="Billed as data transfer in the other Region."
    )
    fast_restore_zones: int | None = Count(
        "Zones with fast restore", help="Zones in which it is switched on.", when={"tier": ("standard",)}
    )
    fast_restore_hours: Decimal | None = Quantity(
        "Fast restore", unit="hours/month", help=f"For each snapshot and zone. {WHOLE_MONTH}"
    )
    archive_restored_gb: Decimal | None = Quantity("Restored from the archive", unit="GB/month")
    deleted_early: bool | None = Flag(
        "Deleted early",
        help="Archived for less than 90 days: all 90 are billed.",
        group="Usage",
        when={"tier": ("archive",)},
    )
    monthly_block_lists: Decimal | None = Quantity("Direct API lists", unit="requests/month")
    monthly_block_reads: Decimal | None = Quantity("Direct API reads", unit="blocks/month")
    monthly_block_writes: Decimal | None = Quantity("Direct API writes", unit="blocks/month")

    def fact(self) -> str:
        return "Archive" if self.tier == "archive" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.tier == "archive":
            yield self._archive()
        elif self.frequency:
            yield from scheduled(
                self.frequency,
                self.stored_gb,
                self.changed_gb_per_snapshot,
                place.hours_per_month,
                full_property="stored_gb",
            )
        else:
            yield storage("Snapshots", STANDARD, self.stored_gb, property="stored_gb")
        yield from archived(None, self.archive_restored_gb, None)
        if self.fast_restore_zones:
            yield hourly(
                "Fast snapshot restore",
                "ebs.snapshot.fast_restore",
                None if self.snapshots is None else self.snapshots * self.fast_restore_zones,
                hours=self.fast_restore_hours,
                property="snapshots",
                reason="For each snapshot and zone.",
            )
        if self.copied_gb is not None:
            yield copied_between_regions(
                self.copied_gb,
                self.source_region or "",
                place.region,
                here=place.region,
                property="copied_gb",
                region_property="source_region",
                what="snapshot copy",
            )
        yield from direct_api(self.monthly_block_lists, self.monthly_block_reads, self.monthly_block_writes)

    def _archive(self) -> CostComponent:
        months = ARCHIVE_MINIMUM_DAYS // 30 if self.deleted_early else 1
        reason = f"Deleted early: {ARCHIVE_MINIMUM_DAYS} days are billed." if self.deleted_early else ""
        gb = None if self.stored_gb is None else self.stored_gb * months
        return storage("Snapshots (archive)", ARCHIVE, gb, property="stored_gb", reason=reason)
