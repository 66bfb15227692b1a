"""EBS snapshots: kept by a schedule or as a known amount, archived, restored fast, read through the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal

from pricing.costs import CostComponent, storage, usage

FREQUENCIES: Mapping[str, str] = {
    "twice_daily": "Every 12 hours.",
    "daily": "Every day.",
    "weekly": "Every week.",
    "monthly": "Once a month.",
}
_HOURS: Mapping[str, int] = {"twice_daily": 12, "daily": 24, "weekly": 168}

STANDARD = "ebs.snapshot.standard"
ARCHIVE = "ebs.snapshot.archive"
ARCHIVE_MINIMUM_DAYS = 90


def increments(frequency: str | None, hours_per_month: Decimal) -> Decimal:
    """Snapshots of a month after the first one, which is a full copy: 3 in a month of weekly snapshots."""
    interval = _HOURS.get(frequency or "")
    if interval is None:
        return Decimal(0)
    taken = (hours_per_month / interval).to_integral_value(ROUND_FLOOR)
    return max(Decimal(0), taken - 1)


def scheduled(
    frequency: str,
    full_gb: Decimal | None,
    changed_gb: Decimal | None,
    hours_per_month: Decimal,
    *,
    full_property: str,
    count: int | None = 1,
) -> Iterator[CostComponent]:
    """The first month of a schedule, as AWS's calculator has it: a full copy, then what changed.

    Each increment is billed from the day it is taken, so on average for half of the month.
    """
    if full_gb != 0:
        unsaid = "volumes" if count is None else full_property
        yield storage("Snapshots (full copy)", STANDARD, full_gb, count=count, property=unsaid)
    later = increments(frequency, hours_per_month)
    if later and changed_gb != 0:
        yield storage(
            "Snapshots (changed blocks)",
            STANDARD,
            None if changed_gb is None else changed_gb * later / 2,
            count=count,
            property="volumes" if count is None else "changed_gb_per_snapshot",
            reason=f"{later} more in the month, each held for half of it on average.",
        )


def direct_api(
    lists: Decimal | None, reads: Decimal | None, writes: Decimal | None
) -> Iterator[CostComponent]:
    """Calls of the EBS direct APIs, each kind where it is given."""
    for name, key, amount, field in (
        ("Direct API requests (list)", "ebs.snapshot.api.list", lists, "monthly_block_lists"),
        ("Direct API requests (read)", "ebs.snapshot.api.get", reads, "monthly_block_reads"),
        ("Direct API requests (write)", "ebs.snapshot.api.put", writes, "monthly_block_writes"),
    ):
        if amount is not None:
            yield usage(name, key, amount, property=field)


def archived(
    gb: Decimal | None, restored_gb: Decimal | None, early_deleted_gb: Decimal | None
) -> Iterator[CostComponent]:
    """The archive tier, each part where it is given."""
    if gb is not None:
        yield storage("Snapshots (archive)", ARCHIVE, gb, property="archived_snapshot_gb")
    if restored_gb is not None:
        yield usage(
            "Archived snapshots restored",
            "ebs.snapshot.archive.retrieval",
            restored_gb,
            property="archive_restored_gb",
        )
    if early_deleted_gb is not None:
        yield storage(
            "Early deletion (archive)",
            ARCHIVE,
            early_deleted_gb,
            property="archive_early_deleted_gb",
            reason="The months missing to 90 days are billed as storage.",
        )
