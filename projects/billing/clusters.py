"""What DocumentDB and Neptune share: instances on one volume, its I/O, its backups and extras."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Protocol

from pricing.costs import CostComponent, needs, storage, usage
from projects.billing.purchasing import Bought, Capacity, capacity_lines, purchase_of
from projects.properties import Quantity


class Cluster(Bought, Protocol):
    """The properties that the costs of such a cluster are made of."""

    @property
    def instance_class(self) -> str | None: ...
    @property
    def readers(self) -> int | None: ...
    @property
    def hours_per_month(self) -> Decimal | None: ...
    @property
    def backup_retention_days(self) -> int | None: ...
    @property
    def backup_storage_gb(self) -> Decimal | None: ...
    @property
    def rate_configuration(self) -> str:
        """The storage configuration as the price list writes it in instance keys."""


def cluster_storage() -> Any:
    """The field ``storage_gb``."""
    return Quantity("Stored", unit="GB", group="Usage", typical=(20, 200, 2000))


def cluster_ios() -> Any:
    """The field ``monthly_ios``."""
    return Quantity(
        "I/O requests",
        unit="requests/month",
        when={"storage_configuration": ("standard",)},
        typical=(10_000_000, 200_000_000, 2_000_000_000),
    )


def io_rate(direction: str) -> Any:
    """The fields ``reads_per_s`` and ``writes_per_s``."""
    return Quantity(
        f"{direction} I/O", unit="requests/s", group="Usage", help="In place of the requests a month."
    )


def backup_beyond_a_day() -> Any:
    """The field ``backup_storage_gb``."""
    return Quantity(
        "Backup storage above the free amount",
        unit="GB",
        group="Usage",
        help="Backups beyond one day, and manual snapshots.",
        typical=(20, 500, 10_000),
    )


def cluster_fact(instance_class: str | None, readers: int | None) -> str:
    """ "db.r6g.large, 2 replicas"."""
    words = [instance_class or ""]
    if readers:
        words.append("1 replica" if readers == 1 else f"{readers} replicas")
    return ", ".join(word for word in words if word)


def cluster_instances(service: Cluster, prefix: str) -> Iterator[CostComponent]:
    """The primary and its replicas, bought as chosen; ``prefix`` begins the rate keys ("neptune")."""
    if not service.instance_class:
        yield needs("Instance hours", "", "instance_class", "Choose an instance class.")
        return
    size = service.instance_class.removeprefix("db.")
    yield from capacity_lines(
        Capacity(
            "Instance hours",
            service.instance_class,
            f"{prefix}.instance.{size}.{service.rate_configuration}",
            None if service.readers is None else 1 + service.readers,
            service.hours_per_month,
            property="readers",
        ),
        purchase_of(service),
    )


def cluster_backup(service: Cluster, prefix: str) -> Iterator[CostComponent]:
    """Backups are free for one day: asked for where more are kept, or where a figure is given."""
    if service.backup_storage_gb is not None or (service.backup_retention_days or 0) > 1:
        amount = service.backup_storage_gb
        yield storage("Backup storage", f"{prefix}.backup", amount, property="backup_storage_gb")


def extras(service: object, parts: Iterable[tuple[str, str, str, str]]) -> Iterator[CostComponent]:
    """Parts that are billed where a figure is given: (name, rate key, property, unit)."""
    for name, key, field, unit in parts:
        amount = getattr(service, field)
        if amount is not None:
            yield usage(name, key, amount, property=field, unit=unit)
