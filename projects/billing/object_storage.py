"""S3's storage classes: what each bills for storage, requests, transitions, retrieval and early deletion.

A service holds a class's amounts in properties of the same names, each with a prefix where one bucket has
several classes: ``storage_gb`` and ``glacier_storage_gb`` (which a bucket calls ``glacier_gb``), and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pricing.costs import CostComponent, included, storage, usage

SPEEDS = ("expedited", "standard", "bulk")

_KB_IN_GB = Decimal(1024 * 1024)
ARCHIVE_INDEX_KB = 32
"""What each archived object takes besides its own size, in its class."""
ARCHIVE_NAME_KB = 8
"""What each archived object takes in the Standard class, so that it can be listed."""

SELECT_CLOSED = "Closed to new customers since 2024."


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
    select: bool = False
    """S3 Select or Glacier Select reads it."""
    minimum_days: int = 0
    """Deleting earlier is billed as storage of the days that are missing."""
    minimum_kb: int = 0
    """Smaller objects are billed as if they had this size."""

    @property
    def storage_key(self) -> str:
        return f"{self.keys}.{self.storage}"


CLASSES: Mapping[str, StorageClass] = {
    "STANDARD": StorageClass("Standard", "s3.standard", transitions=False, select=True),
    "INTELLIGENT_TIERING": StorageClass(
        "Intelligent-Tiering", "s3.int", storage="frequent.storage", select=True
    ),
    "STANDARD_IA": StorageClass(
        "Standard-IA", "s3.standard_ia", retrieval=True, select=True, minimum_days=30, minimum_kb=128
    ),
    "ONEZONE_IA": StorageClass(
        "One Zone-IA", "s3.onezone_ia", retrieval=True, select=True, minimum_days=30, minimum_kb=128
    ),
    "GLACIER_IR": StorageClass(
        "Glacier Instant Retrieval", "s3.glacier_ir", retrieval=True, minimum_days=90, minimum_kb=128
    ),
    "GLACIER": StorageClass(
        "Glacier Flexible Retrieval", "s3.glacier_flexible", speeds=SPEEDS, select=True, minimum_days=90
    ),
    "DEEP_ARCHIVE": StorageClass(
        "Glacier Deep Archive", "s3.glacier_deep_archive", speeds=SPEEDS[1:], minimum_days=180
    ),
    "EXPRESS_ONEZONE": StorageClass("Express One Zone", "s3.express", transitions=False, retrieval=True),
    "REDUCED_REDUNDANCY": StorageClass("Reduced Redundancy", "s3.reduced_redundancy", transitions=False),
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
    "REDUCED_REDUNDANCY": "Older and less durable; Standard replaces it.",
}

INTELLIGENT_TIERS: Mapping[str, str] = {
    "infrequent": "Infrequent Access",
    "archive_instant": "Archive Instant Access",
    "archive": "Archive Access",
    "deep_archive": "Deep Archive Access",
}
"""Tiers of Intelligent-Tiering besides Frequent Access, which the class's own storage stands for."""

FEATURES: tuple[tuple[str, str, str, str], ...] = (
    ("Transfer Acceleration", "s3.transfer_acceleration.us_eu_jp", "accelerated_gb", "GB"),
    ("Transfer Acceleration (other)", "s3.transfer_acceleration.other", "accelerated_elsewhere_gb", "GB"),
    ("Replication Time Control", "s3.replication_time_control", "replication_time_control_gb", "GB"),
    ("Data routed (multi-Region access points)", "s3.multi_region_access_point", "access_point_gb", "GB"),
    ("Batch Operations jobs", "s3.batch.jobs", "batch_jobs", "job"),
    ("Batch Operations objects", "s3.batch.objects", "batch_objects", "object"),
    ("Inventory objects", "s3.inventory", "inventory_objects", "object"),
    ("Storage class analysis objects", "s3.analytics", "analyzed_objects", "object"),
    ("Storage Lens objects", "s3.storage_lens", "storage_lens_objects", "object"),
    ("Object tags", "s3.tags", "object_tags", "tag"),
)
"""What a bucket bills where it is used: name, rate key, property, unit."""


def feature_costs(service: object) -> Iterator[CostComponent]:
    """The features of a bucket that a figure is given for."""
    for name, key, field, unit in FEATURES:
        amount = getattr(service, field)
        if amount is not None:
            yield usage(name, key, amount, property=field, unit=unit)


def class_costs(
    service: object, storage_class: str, prefix: str = "", storage_property: str = ""
) -> Iterator[CostComponent]:
    """All that a class bills. Without a prefix storage, requests and retrieval have to be known.

    With one (a further class of a bucket), only what is given is billed.
    """
    amounts = _Amounts(service, prefix)
    kind = CLASSES[storage_class]
    yield from _storage(amounts, kind, storage_property or f"{prefix}storage_gb")
    yield from _requests(amounts, kind)
    yield from _retrieval(amounts, kind)
    yield from _restores(amounts, kind)
    yield from _select(amounts, kind)
    yield from _early_deletion(amounts, storage_class)
    if storage_class == "INTELLIGENT_TIERING":
        yield from _tiers(amounts)


@dataclass(frozen=True, slots=True)
class _Amounts:
    """The properties of one class in a service."""

    service: object
    prefix: str

    def exactly(self, field: str) -> Decimal | None:
        found: Decimal | None = getattr(self.service, field, None)
        return found

    def get(self, field: str) -> Decimal | None:
        return self.exactly(self.prefix + field)

    def wanted(self, field: str, whole: bool = False) -> bool:
        """True if it is to be billed: always where it has to be known, else where it is given."""
        name = field if whole else self.prefix + field
        return not self.prefix or self.exactly(name) is not None


def _storage(amounts: _Amounts, kind: StorageClass, field: str) -> Iterator[CostComponent]:
    """GB-months with what small objects take besides, if their mean size is given."""
    if not amounts.wanted(field, whole=True):
        return
    gb, kb, reason = amounts.exactly(field), amounts.get("mean_object_kb"), ""
    if gb is not None and kb and kb < kind.minimum_kb:
        gb, reason = gb * kind.minimum_kb / kb, f"Objects are billed as {kind.minimum_kb} KB at least."
    name = f"Storage ({kind.name})"
    yield storage(name, kind.storage_key, gb, property=field, reason=reason, unit="GB-month")
    if gb is not None and kb and kind.speeds:
        objects = gb * _KB_IN_GB / kb
        for words, key, extra in (
            ("Object index", kind.storage_key, ARCHIVE_INDEX_KB),
            ("Object names", CLASSES["STANDARD"].storage_key, ARCHIVE_NAME_KB),
        ):
            reason = f"{extra} KB for each object."
            amount = objects * extra / _KB_IN_GB
            yield storage(f"{words} ({kind.name})", key, amount, property=field, reason=reason)


def _requests(amounts: _Amounts, kind: StorageClass) -> Iterator[CostComponent]:
    for words, tier, field in (
        ("Write and list requests", "tier1", "monthly_writes"),
        ("Read requests", "tier2", "monthly_reads"),
    ):
        if amounts.wanted(field):
            yield usage(
                f"{words} ({kind.name})",
                f"{kind.keys}.requests.{tier}",
                amounts.get(field),
                property=amounts.prefix + field,
                unit="request",
            )
    moved = amounts.get("monthly_transitions")
    if moved is not None and kind.transitions:
        name, field = f"Lifecycle transitions ({kind.name})", f"{amounts.prefix}monthly_transitions"
        yield usage(name, f"{kind.keys}.lifecycle", moved, property=field)


def _retrieval(amounts: _Amounts, kind: StorageClass) -> Iterator[CostComponent]:
    if kind.retrieval and amounts.wanted("retrieval_gb"):
        name, field = f"Data retrieval ({kind.name})", f"{amounts.prefix}retrieval_gb"
        yield usage(name, f"{kind.keys}.retrieval", amounts.get("retrieval_gb"), property=field)


def _restores(amounts: _Amounts, kind: StorageClass) -> Iterator[CostComponent]:
    """GB and requests for each speed, where given: seldom needed, so never asked for."""
    for speed in kind.speeds:
        # A further class of a bucket calls its usual speed plainly "retrieval".
        usual = bool(amounts.prefix) and speed == "standard"
        field = "retrieval_gb" if usual else f"{speed}_retrieval_gb"
        gb = amounts.get(field)
        if gb is not None:
            name, key = f"Data retrieval ({kind.name}, {speed})", f"{kind.keys}.retrieval.{speed}"
            yield usage(name, key, gb, property=amounts.prefix + field)
        field = f"monthly_{speed}_restores"
        requests = amounts.get(field)
        if requests is not None:
            name = f"Restore requests ({kind.name}, {speed})"
            key = f"{kind.keys}.restore_requests.{speed}"
            yield usage(name, key, requests, property=amounts.prefix + field, unit="request")


def _select(amounts: _Amounts, kind: StorageClass) -> Iterator[CostComponent]:
    """S3 Select, and Glacier's by speed, where given."""
    if not kind.select:
        return
    for speed in kind.speeds or ("",):
        for part in ("scanned", "returned"):
            field = f"{speed}_select_{part}_gb" if speed else f"select_{part}_gb"
            gb = amounts.get(field)
            if gb is None:
                continue
            words = f"{kind.name}, {speed}" if speed else kind.name
            key = f"{kind.keys}.select.{part}.{speed}" if speed else f"{kind.keys}.select.{part}"
            field = amounts.prefix + field
            yield usage(f"Select: data {part} ({words})", key, gb, property=field, unit="GB")


def _early_deletion(amounts: _Amounts, storage_class: str) -> Iterator[CostComponent]:
    kind, gb = CLASSES[storage_class], amounts.get("early_deleted_gb")
    if gb is None:
        return
    name, field = f"Early deletion ({kind.name})", f"{amounts.prefix}early_deleted_gb"
    if kind.minimum_days:
        reason = f"The days missing to {kind.minimum_days} are billed as storage."
        yield usage(name, kind.storage_key, gb, property=field, reason=reason)
    else:
        yield included(name, f"{kind.name} has no minimum storage time.")


def _tiers(amounts: _Amounts) -> Iterator[CostComponent]:
    stem = amounts.prefix or "int_"
    field = "monitored_objects"
    if amounts.wanted(field):
        name, watched = "Objects monitored (Intelligent-Tiering)", amounts.get(field)
        yield usage(name, "s3.int.monitoring", watched, property=amounts.prefix + field)
    for tier, text in INTELLIGENT_TIERS.items():
        field = f"{stem}{tier}_gb"
        gb = amounts.exactly(field)
        if gb is not None:
            name = f"Storage (Intelligent-Tiering, {text})"
            yield storage(name, f"s3.int.{tier}.storage", gb, property=field)
