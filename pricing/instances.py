"""Facts about EC2 instance types: size, processor, network, and which Availability Zones offer them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pricing.data_files import DataError, read_text, records, shipped_data

_TYPES = "instances.tsv"
_OFFERINGS = "offerings.tsv"
_FIELDS = 18
_FLAGS = {"yes": True, "no": False, "": None}


@dataclass(frozen=True, slots=True)
class InstanceType:
    """One EC2 instance type. None and empty texts mean that no source says it, never zero."""

    name: str
    """ "m5.large"."""
    family: str
    """ "m5"."""
    category: str
    """ "General purpose", "Accelerated (GPU)", ..."""
    vcpu: int | None
    memory_gib: Decimal | None
    architectures: tuple[str, ...]
    """ "x86_64", "arm64", "i386", "arm64_mac"; empty where not known."""
    cpu_vendor: str
    """ "Intel", "AMD", "AWS", "Apple"."""
    current_generation: bool | None
    network_baseline_gbps: Decimal | None
    network_peak_gbps: Decimal | None
    max_network_interfaces: int | None
    ebs_baseline_mbps: Decimal | None
    ebs_baseline_iops: int | None
    ebs_peak_mbps: Decimal | None
    ebs_peak_iops: int | None
    storage_text: str
    """ "EBS only", "2 x 1900 NVMe SSD"; empty where not known."""
    source: str
    listed_network: str = ""

    @property
    def size(self) -> str:
        """ "large" of "m5.large"."""
        return self.name.partition(".")[2]

    @property
    def arch(self) -> str:
        """The main architecture, "x86_64" or "arm64"; empty where not known."""
        return self.architectures[-1] if self.architectures else ""

    @property
    def network_text(self) -> str:
        """ "Up to 10 Gigabit", as AWS lists it or from its baseline and peak; empty where not known."""
        if self.listed_network or self.network_peak_gbps is None:
            return self.listed_network
        speed = f"{self.network_peak_gbps.normalize():f} Gigabit"
        return speed if self.network_baseline_gbps == self.network_peak_gbps else f"Up to {speed}"


@cache
def _types() -> dict[str, tuple[int, list[str]]]:
    text = read_text(shipped_data(), _TYPES)
    return {fields[0]: (number, fields) for number, fields in records(_TYPES, text, _FIELDS)}


@cache
def _offerings() -> tuple[frozenset[str], dict[str, str]]:
    """The Regions that the source speaks of, and each type's line."""
    heading, *lines = read_text(shipped_data(), _OFFERINGS).splitlines()
    of_type = {name: groups for name, _, groups in (line.partition("\t") for line in lines)}
    return frozenset(heading.partition("\t")[2].split(",")), of_type


def instance_types() -> tuple[str, ...]:
    """The name of every known instance type, by family and then by size."""
    return tuple(_types())


@cache
def instance(name: str) -> InstanceType | None:
    """The facts of one instance type, or None; raises DataError on a damaged file."""
    if name not in _types():
        return None
    number, fields = _types()[name]
    try:
        return _instance(fields)
    except (ArithmeticError, ValueError, KeyError) as error:
        raise DataError(_TYPES, number, f"{error} in the facts of {name}") from error


def _instance(fields: list[str]) -> InstanceType:
    (
        name,
        family,
        category,
        vcpu,
        memory,
        architectures,
        vendor,
        current,
        network,
        *figures,
        storage,
        source,
    ) = fields
    baseline, peak, interfaces, ebs_mbps, ebs_iops, ebs_peak_mbps, ebs_peak_iops = figures[:7]
    return InstanceType(
        name=name,
        family=family,
        category=category,
        vcpu=_whole(vcpu),
        memory_gib=_decimal(memory),
        architectures=tuple(architectures.split()),
        cpu_vendor=vendor,
        current_generation=_FLAGS[current],
        network_baseline_gbps=_decimal(baseline),
        network_peak_gbps=_decimal(peak),
        max_network_interfaces=_whole(interfaces),
        ebs_baseline_mbps=_decimal(ebs_mbps),
        ebs_baseline_iops=_whole(ebs_iops),
        ebs_peak_mbps=_decimal(ebs_peak_mbps),
        ebs_peak_iops=_whole(ebs_peak_iops),
        storage_text=storage,
        source=source,
        listed_network=network,
    )


def zones_offering(name: str, region: str) -> tuple[str, ...] | None:
    """Names of the zones in ``region`` that offer an instance type.

    Empty where the Region does not offer it; None where that is not known: no source covers the
    Region or the type, or AWS prices the type there although the source does not list it.
    """
    covered, offerings = _offerings()
    if name not in offerings or region not in covered:
        return None
    for group in offerings[name].split("\t"):
        letters, _, codes = group.partition("=")
        if region in codes.split(","):
            return None if letters == "?" else tuple(region + letter for letter in letters)
    return ()


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
