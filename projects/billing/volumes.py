"""EBS volumes: as a node of their own, and as the root volumes of instances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from pricing.costs import Amount, CostComponent, needs, usage
from projects.properties import Choice, Count, Quantity

VOLUME_TYPES: Mapping[str, str] = {
    "gp3": "General purpose SSD; 3,000 IOPS and 125 MiB/s are included, more can be bought apart from size.",
    "gp2": "General purpose SSD, older; 3 IOPS per GiB.",
    "io2": "Provisioned IOPS SSD Block Express; the most durable, for critical databases.",
    "io1": "Provisioned IOPS SSD, older.",
    "st1": "Throughput optimized HDD for large sequential reads; no boot volume.",
    "sc1": "Cold HDD, the cheapest; no boot volume.",
    "standard": "Magnetic, previous generation; each I/O request is billed.",
}
ROOT_VOLUME_TYPES: Mapping[str, str] = {
    name: text for name, text in VOLUME_TYPES.items() if name not in ("st1", "sc1")
}

INCLUDED_GP3_IOPS = 3000
INCLUDED_GP3_MIBPS = 125


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume's configuration, ``count`` times (None: not known how often).

    ``prefix`` begins the names of its properties, ``title`` the names of its lines.
    """

    type: str | None
    size_gib: Decimal | None
    iops: Decimal | int | None = None
    throughput_mibps: Decimal | int | None = None
    monthly_ios: Decimal | None = None
    count: Amount = 1
    count_property: str = ""
    prefix: str = ""
    title: str = ""

    def name(self, text: str) -> str:
        return f"{self.title} {text}" if self.title else text[:1].upper() + text[1:]

    def line(
        self, text: str, rate_key: str, amount: Decimal | int | None, field: str, pooled: bool = True
    ) -> CostComponent:
        """One billed part of it, for all ``count`` volumes."""
        unknown = self.count is None
        return usage(
            self.name(text),
            rate_key,
            None if unknown else amount,
            count=1 if unknown else self.count,
            property=self.count_property if unknown else self.prefix + field,
            pooled=pooled,
        )


def root_volume_type(title: str = "Root volume") -> Any:
    """The field ``root_volume_type``; ``title`` begins the labels of all five fields."""
    return Choice(f"{title} type", ROOT_VOLUME_TYPES, default="gp3")


def root_volume_size(
    title: str = "Root volume",
    *,
    help: str = "0 if it has none.",
    typical: tuple[int, int, int] = (8, 30, 100),
) -> Any:
    """The field ``root_volume_size_gib``."""
    return Quantity(f"{title} size", unit="GiB", high=65536, help=help, typical=typical)


def root_volume_iops(title: str = "Root volume") -> Any:
    """The field ``root_volume_iops``."""
    return Count(
        f"{title} IOPS",
        unit="IOPS",
        high=256_000,
        when={"root_volume_type": ("gp3", "io1", "io2")},
        typical=(3000, 3000, 6000),
    )


def root_volume_throughput(title: str = "Root volume") -> Any:
    """The field ``root_volume_throughput_mibps``."""
    return Count(f"{title} throughput", unit="MiB/s", high=2000, when={"root_volume_type": ("gp3",)})


def root_volume_ios(title: str = "Root volume") -> Any:
    """The field ``root_volume_monthly_ios``."""
    return Quantity(
        f"{title} I/O requests",
        unit="requests/month",
        when={"root_volume_type": ("standard",)},
        typical=("1e6", "1e7", "1e8"),
    )


class _WithRootVolume(Protocol):
    """A service whose instances have a root volume each."""

    @property
    def root_volume_type(self) -> str | None: ...

    @property
    def root_volume_size_gib(self) -> Decimal | None: ...

    @property
    def root_volume_iops(self) -> int | None: ...

    @property
    def root_volume_throughput_mibps(self) -> int | None: ...

    @property
    def root_volume_monthly_ios(self) -> Decimal | None: ...


def root_volume_costs(
    service: _WithRootVolume, count: Amount, count_property: str
) -> Iterator[CostComponent]:
    """The root volumes of ``count`` instances; ``count_property`` says how many there are."""
    yield from volume_costs(
        Volume(
            service.root_volume_type,
            service.root_volume_size_gib,
            service.root_volume_iops,
            service.root_volume_throughput_mibps,
            service.root_volume_monthly_ios,
            count=count,
            count_property=count_property,
            prefix="root_volume_",
            title="Root volume",
        )
    )


def volume_costs(volume: Volume) -> Iterator[CostComponent]:
    """Storage, and what the type bills besides: IOPS and throughput above the included, I/O requests.

    Size 0 says that there is no such volume: nothing is billed, not even where its rate is not known.
    """
    if volume.size_gib == 0:
        return
    kind = volume.type
    if kind is None:
        yield needs(volume.name("storage"), "", volume.prefix + "type", "Choose a volume type.")
        return
    yield volume.line(f"storage ({kind})", f"ebs.{kind}.storage", volume.size_gib, "size_gib")
    if kind == "gp3":
        yield from _above_included(volume)
    elif kind in ("io1", "io2"):
        # AWS counts io2's tiers over each volume and not over the account.
        yield volume.line(f"provisioned IOPS ({kind})", f"ebs.{kind}.iops", volume.iops, "iops", pooled=False)
    elif kind == "standard":
        yield volume.line("I/O requests (standard)", "ebs.standard.io", volume.monthly_ios, "monthly_ios")


def _above_included(volume: Volume) -> Iterator[CostComponent]:
    if volume.iops is not None and volume.iops > INCLUDED_GP3_IOPS:
        above = volume.iops - INCLUDED_GP3_IOPS
        yield volume.line("provisioned IOPS (gp3, above 3,000)", "ebs.gp3.iops", above, "iops")
    if volume.throughput_mibps is not None and volume.throughput_mibps > INCLUDED_GP3_MIBPS:
        above = volume.throughput_mibps - INCLUDED_GP3_MIBPS
        name = "provisioned throughput (gp3, above 125 MiB/s)"
        yield volume.line(name, "ebs.gp3.throughput", above, "throughput_mibps")
