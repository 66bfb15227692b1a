"""Amazon FSx: what a file system of each type bills for storage, throughput, IOPS and backups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pricing.costs import CostComponent, included, not_priced, storage, usage

INCLUDED_IOPS_PER_GIB = 3
"""SSD IOPS that come with each GiB."""

TYPES: Mapping[str, str] = {
    "windows": "Windows File Server: SMB shares with Active Directory.",
    "lustre": "Lustre: for high-performance computing and machine learning.",
    "ontap": "NetApp ONTAP: NFS, SMB and iSCSI with tiering to a capacity pool.",
    "openzfs": "OpenZFS: NFS with low latency and snapshots.",
}
NAMES: Mapping[str, str] = {
    "windows": "Windows File Server",
    "lustre": "Lustre",
    "ontap": "NetApp ONTAP",
    "openzfs": "OpenZFS",
}
DEPLOYMENTS: Mapping[str, str] = {
    "SINGLE_AZ_1": "One zone; first generation.",
    "SINGLE_AZ_2": "One zone; second generation (Windows: also for HDD).",
    "SINGLE_AZ_HA_1": "OpenZFS: two servers in one zone; first generation.",
    "SINGLE_AZ_HA_2": "OpenZFS: two servers in one zone; second generation.",
    "MULTI_AZ_1": "A standby in a second zone.",
    "MULTI_AZ_2": "ONTAP: a standby in a second zone; second generation.",
    "SCRATCH_1": "Lustre: not replicated, for short work; older.",
    "SCRATCH_2": "Lustre: not replicated, for short work.",
    "PERSISTENT_1": "Lustre: replicated in its zone; older.",
    "PERSISTENT_2": "Lustre: replicated in its zone, the fastest.",
}
NO_LUSTRE = tuple(name for name in DEPLOYMENTS if "AZ" in name)

_AREAS: Mapping[tuple[str, str], str] = {
    ("windows", "SINGLE_AZ_1"): "single_az",
    ("windows", "SINGLE_AZ_2"): "single_az",
    ("windows", "MULTI_AZ_1"): "multi_az",
    ("ontap", "SINGLE_AZ_1"): "single_az",
    ("ontap", "SINGLE_AZ_2"): "single_az_2",
    ("ontap", "MULTI_AZ_1"): "multi_az",
    ("ontap", "MULTI_AZ_2"): "multi_az_2",
    ("openzfs", "SINGLE_AZ_1"): "",
    ("openzfs", "SINGLE_AZ_2"): "single_az_2",
    ("openzfs", "SINGLE_AZ_HA_1"): "single_az_ha",
    ("openzfs", "SINGLE_AZ_HA_2"): "single_az_ha_2",
    ("openzfs", "MULTI_AZ_1"): "multi_az",
}
"""The end of the rate keys for a type and deployment; what is not here, AWS does not sell."""


@dataclass(frozen=True, slots=True)
class FileSystem:
    """One file system; amounts in GiB, MB/s and IOPS, None where not known."""

    type: str
    deployment: str
    media: str
    """"SSD", "HDD" or "INTELLIGENT_TIERING"."""
    capacity_gib: Decimal | None
    saved_percent: Decimal
    """What compression or deduplication saves of the capacity."""
    throughput_mbps: Decimal | None
    iops: int | None
    throughput_per_tib: str | None
    """Of Lustre: MB/s for each TiB."""

    @property
    def provisioned_gib(self) -> Decimal | None:
        """What is left to provision after compression."""
        if self.capacity_gib is None:
            return None
        return self.capacity_gib * (100 - self.saved_percent) / 100


def file_system_costs(system: FileSystem) -> Iterator[CostComponent]:
    """Storage, throughput and IOPS of a file system; a combination that is not sold is said."""
    if system.type == "lustre":
        yield from _lustre(system)
        return
    area = _AREAS.get((system.type, system.deployment))
    if area is None:
        words = f"{NAMES[system.type]} does not come as {system.deployment}."
        yield not_priced("Storage", words)
        return
    yield from _storage(system, area)
    yield usage(
        "Throughput capacity",
        _key(system.type, "throughput", area),
        system.throughput_mbps,
        property="throughput_mbps",
        unit="MBps-month",
    )
    if system.media == "SSD" and system.iops is not None:
        yield _iops(system, area)


def _key(kind: str, part: str, area: str) -> str:
    return f"fsx.{kind}.{part}.{area}" if area else f"fsx.{kind}.{part}"


def _storage(system: FileSystem, area: str) -> Iterator[CostComponent]:
    media = system.media.lower()
    sold = {"windows": ("SSD", "HDD"), "ontap": ("SSD",), "openzfs": ("SSD", "INTELLIGENT_TIERING")}
    words = {"SSD": "SSD", "HDD": "HDD", "INTELLIGENT_TIERING": "Intelligent-Tiering"}.get(
        system.media, media
    )
    if system.media not in sold[system.type]:
        yield not_priced(f"Storage ({words})", f"{NAMES[system.type]} has no {words} storage.")
        return
    yield storage(
        f"Storage ({words})",
        _key(system.type, media, area),
        system.provisioned_gib,
        property="capacity_gib",
        reason=f"After {system.saved_percent.normalize():f} % saved." if system.saved_percent else "",
        unit="GB-month",
    )


def _iops(system: FileSystem, area: str) -> CostComponent:
    gib = system.provisioned_gib
    asked = Decimal(system.iops or 0)
    above = None if gib is None else max(Decimal(0), asked - INCLUDED_IOPS_PER_GIB * gib)
    if above == 0:
        return included("Provisioned IOPS", "Three for each GiB are included.")
    return usage(
        "Provisioned IOPS",
        _key(system.type, "iops", area),
        above,
        property="capacity_gib",
        reason="Above three for each GiB, which are included.",
        unit="IOPS-month",
    )


def _lustre(system: FileSystem) -> Iterator[CostComponent]:
    """Lustre's throughput comes with its storage: the rate depends on the MB/s for each TiB."""
    speed, gib = system.throughput_per_tib, system.provisioned_gib
    media = system.media.lower()
    if system.deployment in ("SCRATCH_1", "SCRATCH_2"):
        words, key = "scratch", "fsx.lustre.scratch.ssd"
    elif system.deployment in ("PERSISTENT_1", "PERSISTENT_2"):
        if system.media == "INTELLIGENT_TIERING":
            name, key = "Storage (Intelligent-Tiering)", "fsx.lustre.intelligent_tiering"
            yield storage(name, key, gib, property="capacity_gib", unit="GB-month")
            return
        generation = system.deployment[-1]
        words = f"persistent {generation}, {speed} MB/s per TiB"
        key = f"fsx.lustre.persistent{generation}.{speed}.{media}" if speed else ""
    else:
        yield not_priced("Storage", f"Lustre does not come as {system.deployment}.")
        return
    if not key:
        reason = "Choose the throughput for each TiB."
        yield usage("Storage", "", None, property="throughput_per_tib", reason=reason)
        return
    yield storage(f"Storage ({words})", key, gib, property="capacity_gib", unit="GB-month")
