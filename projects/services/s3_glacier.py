"""Amazon S3 Glacier: archives, in a storage class of S3 or in a vault of the older service."""

from collections.abc import Iterator
from decimal import Decimal

from pricing.costs import CostComponent, storage, usage
from projects.billing.object_storage import (
    CLASS_TEXTS,
    CLASSES,
    SPEEDS,
    class_requests,
    class_storage,
    restore_requests,
    retrieval,
)
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

_ARCHIVES = ("GLACIER", "DEEP_ARCHIVE")
_RESTORED = (*_ARCHIVES, "vault")


class S3Glacier(Service):
    """Archives that are seldom read, restored in milliseconds to hours."""

    name = "s3_glacier"
    label = "S3 Glacier"
    official = "Amazon S3 Glacier"
    billed_as = "Amazon S3 Glacier"
    summary = "Keeps archives for little money; restoring them takes from milliseconds to hours."
    category = "Storage"
    synonyms = ("glacier", "archive", "vault", "deep archive", "backup", "cold storage", "compliance")
    cloudformation = "AWS::Glacier::Vault"
    icon = "s3_glacier"
    scope = "region"
    inside = ("region",)

    storage_class: str | None = Choice(
        "Kind",
        {
            "GLACIER": CLASS_TEXTS["GLACIER"],
            "GLACIER_IR": CLASS_TEXTS["GLACIER_IR"],
            "DEEP_ARCHIVE": CLASS_TEXTS["DEEP_ARCHIVE"],
            "vault": "A vault of the older Glacier service; prefer the storage classes of S3.",
        },
        default="GLACIER",
    )
    expire_days: int | None = Count("Deleted after", unit="days", help="Classes have minimum times.")
    storage_gb: Decimal | None = Quantity("Stored", unit="GB", group="Usage")
    monthly_writes: Decimal | None = Quantity("Write and list requests", unit="requests/month")
    monthly_reads: Decimal | None = Quantity(
        "Read requests",
        unit="requests/month",
        when={"storage_class": ("GLACIER", "GLACIER_IR", "DEEP_ARCHIVE")},
    )
    monthly_transitions: Decimal | None = Quantity(
        "Lifecycle transitions into it",
        unit="objects/month",
        when={"storage_class": ("GLACIER", "GLACIER_IR", "DEEP_ARCHIVE")},
    )
    retrieval_gb: Decimal | None = Quantity(
        "Retrieved", unit="GB/month", when={"storage_class": ("GLACIER_IR",)}
    )
    expedited_retrieval_gb: Decimal | None = Quantity(
        "Retrieved, expedited", unit="GB/month", when={"storage_class": ("GLACIER", "vault")}
    )
    standard_retrieval_gb: Decimal | None = Quantity(
        "Retrieved, standard", unit="GB/month", when={"storage_class": _RESTORED}
    )
    bulk_retrieval_gb: Decimal | None = Quantity(
        "Retrieved, bulk", unit="GB/month", when={"storage_class": _RESTORED}
    )
    monthly_expedited_restores: Decimal | None = Quantity(
        "Restore requests, expedited", unit="requests/month", when={"storage_class": ("GLACIER", "vault")}
    )
    monthly_standard_restores: Decimal | None = Quantity(
        "Restore requests, standard", unit="requests/month", when={"storage_class": _RESTORED}
    )
    monthly_bulk_restores: Decimal | None = Quantity(
        "Restore requests, bulk", unit="requests/month", when={"storage_class": _RESTORED}
    )
    early_deleted_gb: Decimal | None = Quantity(
        "Deleted early",
        unit="GB/month",
        help="GB times the months missing to the minimum time.",
    )
    provisioned_capacity: int | None = Count(
        "Provisioned retrieval capacity", unit="units", when={"storage_class": ("vault",)}
    )

    def fact(self) -> str:
        kind = CLASSES.get(self.storage_class or "")
        return kind.name.removeprefix("Glacier ") if kind else "Vault"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = self.storage_class or "GLACIER"
        if kind == "vault":
            yield from self._vault()
            return
        yield class_storage(kind, self.storage_gb)
        yield from class_requests(kind, self.monthly_writes, self.monthly_reads, self.monthly_transitions)
        if CLASSES[kind].retrieval:
            yield retrieval(kind, self.retrieval_gb, "retrieval_gb")
        for speed, gb, requests in self._restores():
            if gb is not None and speed in CLASSES[kind].speeds:
                yield retrieval(kind, gb, f"{speed}_retrieval_gb", speed)
            if requests is not None and speed in CLASSES[kind].speeds:
                yield restore_requests(kind, requests, f"monthly_{speed}_restores", speed)
        if self.early_deleted_gb is not None:
            name = f"Early deletion ({CLASSES[kind].name})"
            yield usage(name, CLASSES[kind].storage_key, self.early_deleted_gb, property="early_deleted_gb")

    def _restores(self) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
        for speed in SPEEDS:
            yield speed, getattr(self, f"{speed}_retrieval_gb"), getattr(self, f"monthly_{speed}_restores")

    def _vault(self) -> Iterator[CostComponent]:
        yield storage("Storage (vault)", "glacier.storage", self.storage_gb, property="storage_gb")
        uploads = self.monthly_writes
        yield usage(
            "Upload requests (vault)", "glacier.requests.standard", uploads, property="monthly_writes"
        )
        for speed, gb, requests in self._restores():
            if gb is not None:
                name = f"Data retrieval (vault, {speed})"
                yield usage(name, f"glacier.retrieval.{speed}", gb, property=f"{speed}_retrieval_gb")
            if requests is not None:
                name = f"Retrieval requests (vault, {speed})"
                yield usage(name, f"glacier.requests.{speed}", requests, property=f"monthly_{speed}_restores")
        if self.early_deleted_gb is not None:
            amount = self.early_deleted_gb
            yield usage("Early deletion (vault)", "glacier.early_delete", amount, property="early_deleted_gb")
        if self.provisioned_capacity:
            name, key = "Provisioned retrieval capacity", "glacier.provisioned_capacity"
            yield usage(name, key, self.provisioned_capacity, property="provisioned_capacity")
