"""S3's storage classes: what each bills for storage, requests, transitions and retrieval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pricing.costs import CostComponent, not_priced, storage, usage

SPEEDS = ("expedited", "standard", "bulk")


@dataclass(frozen=True, slots=True)
class StorageClass:
    """One class: its name, the stem of its rate keys and what it bills besides storage and requests."""

    name: str
    keys: str
    storage: str = "storage"
    transitions: bool = True
    """Lifecycle transitions into it are billed."""
    retrieval: bool = False
    """Each GB read is billed."""
    speeds: tuple[str, ...] = ()
    """Restored before reading, at these speeds."""

    @property
    def storage_key(self) -> str:
        return f"{self.keys}.{self.storage}"


CLASSES: Mapping[str, StorageClass] = {
    "STANDARD": StorageClass("Standard", "s3.standard", transitions=False),
    "INTELLIGENT_TIERING": StorageClass("Intelligent-Tiering", "s3.int", storage="frequent.storage"),
    "STANDARD_IA": StorageClass("Standard-IA", "s3.standard_ia", retrieval=True),
    "ONEZONE_IA": StorageClass("One Zone-IA", "s3.onezone_ia", retrieval=True),
    "GLACIER_IR": StorageClass("Glacier Instant Retrieval", "s3.glacier_ir", retrieval=True),
    "GLACIER": StorageClass("Glacier Flexible Retrieval", "s3.glacier_flexible", speeds=SPEEDS),
    "DEEP_ARCHIVE": StorageClass("Glacier Deep Archive", "s3.glacier_deep_archive", speeds=SPEEDS[1:]),
    "EXPRESS_ONEZONE": StorageClass("Express One Zone", "s3.express", transitions=False, retrieval=True),
}

CLASS_TEXTS: Mapping[str, str] = {
    "STANDARD": "Frequent access; three zones or more.",
    "INTELLIGENT_TIERING": "Moves each object to the tier that its use asks for; a fee for each object.",
    "STANDARD_IA": "Infrequent access: cheaper storage, reading is billed; 30 days at least.",
    "ONEZONE_IA": "Infrequent access in one zone, for data that can be made again; 30 days at least.",
    "GLACIER_IR": "Archive that is read at once; 90 days at least.",
    "GLACIER": "Archive that is restored in minutes to hours; 90 days at least.",
    "DEEP_ARCHIVE": "The cheapest archive, restored within 12 hours; 180 days at least.",
    "EXPRESS_ONEZONE": "Directory bucket in one zone with the lowest latency.",
}


def class_requests(
    storage_class: str, writes: Decimal | None, reads: Decimal | None, transitions: Decimal | None
) -> Iterator[CostComponent]:
    """Requests to objects of a class: writes and reads always, lifecycle transitions where given."""
    kind = CLASSES[storage_class]
    name = f"Write and list requests ({kind.name})"
    if storage_class != "DEEP_ARCHIVE":
        yield usage(name, f"{kind.keys}.requests.tier1", writes, property="monthly_writes")
    elif writes:
        yield not_priced(name, "The price list has no write requests straight into Glacier Deep Archive.")
    yield usage(
        f"Read requests ({kind.name})", f"{kind.keys}.requests.tier2", reads, property="monthly_reads"
    )
    if transitions is not None and kind.transitions:
        yield transition(storage_class, transitions, "monthly_transitions")


def class_storage(storage_class: str, gb: Decimal | None, property: str = "storage_gb") -> CostComponent:
    """GB-months of one class."""
    kind = CLASSES[storage_class]
    return storage(f"Storage ({kind.name})", kind.storage_key, gb, property=property)


def transition(storage_class: str, requests: Decimal, property: str) -> CostComponent:
    """Objects that lifecycle rules move into a class."""
    kind = CLASSES[storage_class]
    name = f"Lifecycle transitions ({kind.name})"
    return usage(name, f"{kind.keys}.lifecycle", requests, property=property)


def retrieval(storage_class: str, gb: Decimal | None, property: str, speed: str = "") -> CostComponent:
    """GB read from a class that bills reading; ``speed`` for the classes that are restored first."""
    kind = CLASSES[storage_class]
    words = f"{kind.name}, {speed}" if speed else kind.name
    key = f"{kind.keys}.retrieval.{speed}" if speed else f"{kind.keys}.retrieval"
    return usage(f"Data retrieval ({words})", key, gb, property=property)


def restore_requests(storage_class: str, requests: Decimal, property: str, speed: str) -> CostComponent:
    """Requests to restore archived objects at a speed."""
    kind = CLASSES[storage_class]
    name = f"Restore requests ({kind.name}, {speed})"
    if storage_class == "DEEP_ARCHIVE":
        return not_priced(name, "The price list has no restore requests for Glacier Deep Archive.")
    return usage(name, f"{kind.keys}.restore_requests.{speed}", requests, property=property)
