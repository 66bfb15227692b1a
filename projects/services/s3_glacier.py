"""Amazon S3 Glacier: archives, in a storage class of S3 or in a vault of the older service."""

from collections.abc import Iterator
from decimal import Decimal

from pricing.costs import CostComponent, needs, storage, usage
from projects.billing.object_storage import CLASS_TEXTS, CLASSES, SELECT_CLOSED, SPEEDS, class_costs
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
    retrieval: str | None = Choice(
        "Usual retrieval",
        {
            "expedited": "Within minutes; not for Deep Archive.",
            "standard": "Within hours.",
            "bulk": "The cheapest, within half a day to two days.",
        },
        when={"storage_class": _RESTORED},
    )
    expire_days: int | None = Count("Deleted after", unit="days", help="Classes have minimum times.")
    storage_gb: Decimal | None = Quantity("Stored", unit="GB", group="Usage", typical=(500, 5000, 100_000))
    mean_object_kb: Decimal | None = Quantity(
        "Mean object size",
        unit="KB",
        low="0.001",
        group="Usage",
        help="For many small archives: each is billed for more than it holds.",
        when={"storage_class": ("GLACIER", "GLACIER_IR", "DEEP_ARCHIVE")},
    )
    monthly_writes: Decimal | None = Quantity(
        "Write and list requests", unit="requests/month", typical=(1000, 10_000, 500_000)
    )
    monthly_reads: Decimal | None = Quantity(
        "Read requests",
        unit="requests/month",
        when={"storage_class": ("GLACIER", "GLACIER_IR", "DEEP_ARCHIVE")},
        typical=(100, 1000, 50_000),
    )
    monthly_transitions: Decimal | None = Quantity(
        "Lifecycle transitions into it",
        unit="objects/month",
        when={"storage_class": ("GLACIER", "GLACIER_IR", "DEEP_ARCHIVE")},
    )
    retrieval_gb: Decimal | None = Quantity(
        "Retrieved", unit="GB/month", when={"storage_class": ("GLACIER_IR",)}, typical=(5, 50, 1000)
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
    expedited_select_scanned_gb: Decimal | None = Quantity(
        "Select: scanned, expedited",
        unit="GB/month",
        help=SELECT_CLOSED,
        when={"storage_class": ("GLACIER", "vault")},
    )
    expedited_select_returned_gb: Decimal | None = Quantity(
        "Select: returned, expedited",
        unit="GB/month",
        help=SELECT_CLOSED,
        when={"storage_class": ("GLACIER", "vault")},
    )
    standard_select_scanned_gb: Decimal | None = Quantity(
        "Select: scanned, standard",
        unit="GB/month",
        help=SELECT_CLOSED,
        when={"storage_class": ("GLACIER", "vault")},
    )
    standard_select_returned_gb: Decimal | None = Quantity(
        "Select: returned, standard",
        unit="GB/month",
        help=SELECT_CLOSED,
        when={"storage_class": ("GLACIER", "vault")},
    )
    bulk_select_scanned_gb: Decimal | None = Quantity(
        "Select: scanned, bulk",
        unit="GB/month",
        help=SELECT_CLOSED,
        when={"storage_class": ("GLACIER", "vault")},
    )
    bulk_select_returned_gb: Decimal | None = Quantity(
        "Select: returned, bulk",
        unit="GB/month",
        help=SELECT_CLOSED,
        when={"storage_class": ("GLACIER", "vault")},
    )
    provisioned_capacity: int | None = Count(
        "Provisioned retrieval capacity",
        unit="units",
        help="Of expedited retrievals.",
        when={"storage_class": ("GLACIER", "vault")},
    )

    def fact(self) -> str:
        kind = CLASSES.get(self.storage_class or "")
        return kind.name.removeprefix("Glacier ") if kind else "Vault"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = self.storage_class
        if kind is None:
            yield needs("Storage", "", "storage_class", "Choose a kind.")
            return
        if kind == "vault":
            yield from self._vault()
        else:
            yield from class_costs(self, kind)
        if self.provisioned_capacity and kind in ("vault", "GLACIER"):
            name, key = "Provisioned retrieval capacity", "glacier.provisioned_capacity"
            yield usage(name, key, self.provisioned_capacity, property="provisioned_capacity")

    def _vault(self) -> Iterator[CostComponent]:
        yield storage("Storage (vault)", "glacier.storage", self.storage_gb, property="storage_gb")
        uploads = self.monthly_writes
        yield usage(
            "Upload requests (vault)", "glacier.requests.standard", uploads, property="monthly_writes"
        )
        for speed in SPEEDS:
            yield from self._vault_retrieval(speed)
        if self.early_deleted_gb is not None:
            amount = self.early_deleted_gb
            yield usage("Early deletion (vault)", "glacier.early_delete", amount, property="early_deleted_gb")

    def _vault_retrieval(self, speed: str) -> Iterator[CostComponent]:
        for words, key, field, unit in (
            ("Data retrieval", "retrieval", f"{speed}_retrieval_gb", "GB"),
            ("Retrieval requests", "requests", f"monthly_{speed}_restores", "request"),
            ("Select: data scanned", "select.scanned", f"{speed}_select_scanned_gb", "GB"),
            ("Select: data returned", "select.returned", f"{speed}_select_returned_gb", "GB"),
        ):
            amount = getattr(self, field)
            if amount is not None:
                name = f"{words} (vault, {speed})"
                yield usage(name, f"glacier.{key}.{speed}", amount, property=field, unit=unit)
