"""Amazon S3 bucket."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, storage, usage
from projects.billing.object_storage import (
    CLASS_TEXTS,
    CLASSES,
    class_requests,
    class_storage,
    restore_requests,
    retrieval,
    transition,
)
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Flag, Quantity, Text
from projects.service import Service

_SEVERAL = {"classes": ("several",)}
_COLDER = {
    "STANDARD_IA": "standard_ia",
    "ONEZONE_IA": "onezone_ia",
    "INTELLIGENT_TIERING": "intelligent_tiering",
    "GLACIER_IR": "glacier_ir",
    "GLACIER": "glacier",
    "DEEP_ARCHIVE": "deep_archive",
}
"""Classes that lifecycle rules move objects to, with the stem of their properties."""


class S3Bucket(Service):
    """Objects in one Region, in one storage class or moved through several by lifecycle rules."""

    name = "s3_bucket"
    label = "S3 bucket"
    official = "Amazon Simple Storage Service (S3)"
    billed_as = "Amazon S3"
    summary = (
        "Stores any number of objects in one Region, in storage classes from frequent access to archive."
    )
    category = "Storage"
    synonyms = (
        "s3",
        "bucket",
        "object storage",
        "blob",
        "files",
        "static website",
        "data lake",
        "backup",
        "images",
    )
    cloudformation = "AWS::S3::Bucket"
    icon = "s3_bucket"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function", "sqs_queue", "sns_topic", "eventbridge"),
        "replicate": ("s3_bucket",),
        "deliver": ("s3_bucket", "s3_glacier", "redshift_cluster"),
        "traffic": ("redshift_cluster", "mediaconvert", "elastic_transcoder"),
    }

    storage_class: str | None = Choice("Storage class", CLASS_TEXTS, default="STANDARD")
    classes: str | None = Choice(
        "Lifecycle",
        {
            "one": "All objects stay in one class.",
            "several": "Lifecycle rules move objects to colder classes: their amounts are asked for too.",
        },
        default="one",
    )
    bucket_name: str | None = Text(
        "Bucket name", help="3 to 63 lower-case letters, digits, dots and hyphens."
    )
    versioning: bool | None = Flag("Versioning")
    block_public_access: bool | None = Flag("Block public access")
    encryption: str | None = Choice(
        "Encryption",
        {
            "SSE-S3": "Keys that S3 manages, the default.",
            "SSE-KMS": "A KMS key; its requests are billed with the key.",
            "DSSE-KMS": "Two layers with a KMS key.",
        },
    )
    website: bool | None = Flag("Static website")
    storage_gb: Decimal | None = Quantity("Stored", unit="GB", group="Usage", help="Mean over the month.")
    monthly_writes: Decimal | None = Quantity("Write and list requests", unit="requests/month")
    monthly_reads: Decimal | None = Quantity("Read requests", unit="requests/month")
    monthly_transitions: Decimal | None = Quantity(
        "Lifecycle transitions into the class",
        unit="objects/month",
        when={"storage_class": tuple(_COLDER)},
    )
    retrieval_gb: Decimal | None = Quantity(
        "Retrieved",
        unit="GB/month",
        when={"storage_class": ("STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "EXPRESS_ONEZONE")},
    )
    upload_gb: Decimal | None = Quantity(
        "Uploaded", unit="GB/month", when={"storage_class": ("EXPRESS_ONEZONE",)}
    )
    monitored_objects: Decimal | None = Quantity(
        "Objects monitored",
        unit="objects",
        group="Usage",
        help="Objects of 128 KB or more.",
        when={"storage_class": ("INTELLIGENT_TIERING",)},
    )
    int_infrequent_gb: Decimal | None = Quantity(
        "Infrequent Access tier",
        unit="GB",
        group="Usage",
        when={"storage_class": ("INTELLIGENT_TIERING",)},
        help="In addition to what is stored in the Frequent Access tier.",
    )
    int_archive_instant_gb: Decimal | None = Quantity(
        "Archive Instant Access tier",
        unit="GB",
        group="Usage",
        when={"storage_class": ("INTELLIGENT_TIERING",)},
    )
    int_archive_gb: Decimal | None = Quantity(
        "Archive Access tier", unit="GB", group="Usage", when={"storage_class": ("INTELLIGENT_TIERING",)}
    )
    int_deep_archive_gb: Decimal | None = Quantity(
        "Deep Archive Access tier", unit="GB", group="Usage", when={"storage_class": ("INTELLIGENT_TIERING",)}
    )
    expedited_retrieval_gb: Decimal | None = Quantity(
        "Retrieved, expedited", unit="GB/month", when={"storage_class": ("GLACIER",)}
    )
    standard_retrieval_gb: Decimal | None = Quantity(
        "Retrieved, standard", unit="GB/month", when={"storage_class": ("GLACIER", "DEEP_ARCHIVE")}
    )
    bulk_retrieval_gb: Decimal | None = Quantity(
        "Retrieved, bulk", unit="GB/month", when={"storage_class": ("GLACIER", "DEEP_ARCHIVE")}
    )
    monthly_expedited_restores: Decimal | None = Quantity(
        "Restore requests, expedited", unit="requests/month", when={"storage_class": ("GLACIER",)}
    )
    monthly_standard_restores: Decimal | None = Quantity(
        "Restore requests, standard",
        unit="requests/month",
        when={"storage_class": ("GLACIER", "DEEP_ARCHIVE")},
    )
    monthly_bulk_restores: Decimal | None = Quantity(
        "Restore requests, bulk", unit="requests/month", when={"storage_class": ("GLACIER", "DEEP_ARCHIVE")}
    )
    standard_ia_gb: Decimal | None = Quantity("Standard-IA: stored", unit="GB", group="Usage", when=_SEVERAL)
    standard_ia_monthly_transitions: Decimal | None = Quantity(
        "Standard-IA: transitions into it", unit="objects/month", when=_SEVERAL
    )
    standard_ia_retrieval_gb: Decimal | None = Quantity(
        "Standard-IA: retrieved", unit="GB/month", when=_SEVERAL
    )
    onezone_ia_gb: Decimal | None = Quantity("One Zone-IA: stored", unit="GB", group="Usage", when=_SEVERAL)
    onezone_ia_monthly_transitions: Decimal | None = Quantity(
        "One Zone-IA: transitions into it", unit="objects/month", when=_SEVERAL
    )
    onezone_ia_retrieval_gb: Decimal | None = Quantity(
        "One Zone-IA: retrieved", unit="GB/month", when=_SEVERAL
    )
    intelligent_tiering_gb: Decimal | None = Quantity(
        "Intelligent-Tiering: stored", unit="GB", group="Usage", when=_SEVERAL
    )
    intelligent_tiering_monthly_transitions: Decimal | None = Quantity(
        "Intelligent-Tiering: transitions into it", unit="objects/month", when=_SEVERAL
    )
    glacier_ir_gb: Decimal | None = Quantity(
        "Glacier Instant Retrieval: stored", unit="GB", group="Usage", when=_SEVERAL
    )
    glacier_ir_monthly_transitions: Decimal | None = Quantity(
        "Glacier Instant Retrieval: transitions into it", unit="objects/month", when=_SEVERAL
    )
    glacier_ir_retrieval_gb: Decimal | None = Quantity(
        "Glacier Instant Retrieval: retrieved", unit="GB/month", when=_SEVERAL
    )
    glacier_gb: Decimal | None = Quantity(
        "Glacier Flexible Retrieval: stored", unit="GB", group="Usage", when=_SEVERAL
    )
    glacier_monthly_transitions: Decimal | None = Quantity(
        "Glacier Flexible Retrieval: transitions into it", unit="objects/month", when=_SEVERAL
    )
    glacier_retrieval_gb: Decimal | None = Quantity(
        "Glacier Flexible Retrieval: retrieved", unit="GB/month", when=_SEVERAL
    )
    deep_archive_gb: Decimal | None = Quantity(
        "Glacier Deep Archive: stored", unit="GB", group="Usage", when=_SEVERAL
    )
    deep_archive_monthly_transitions: Decimal | None = Quantity(
        "Glacier Deep Archive: transitions into it", unit="objects/month", when=_SEVERAL
    )
    deep_archive_retrieval_gb: Decimal | None = Quantity(
        "Glacier Deep Archive: retrieved", unit="GB/month", when=_SEVERAL
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet",
        unit="GB/month",
        help="Straight from the bucket; to CloudFront it is free.",
    )
    inventory_objects: Decimal | None = Quantity("Objects listed by Inventory", unit="objects/month")
    analyzed_objects: Decimal | None = Quantity(
        "Objects in storage class analysis", unit="objects", group="Usage"
    )
    object_tags: Decimal | None = Quantity("Object tags", unit="tags", group="Usage")

    def fact(self) -> str:
        kind = CLASSES.get(self.storage_class or "")
        return kind.name if kind and self.storage_class != "STANDARD" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = self.storage_class
        if kind is None:
            yield needs("Storage", "", "storage_class", "Choose a storage class.")
            return
        yield class_storage(kind, self.storage_gb)
        yield from class_requests(kind, self.monthly_writes, self.monthly_reads, self.monthly_transitions)
        if kind == "INTELLIGENT_TIERING":
            yield from self._tiers()
        if CLASSES[kind].retrieval:
            yield retrieval(kind, self.retrieval_gb, "retrieval_gb")
        if kind == "EXPRESS_ONEZONE":
            yield usage(
                "Data uploaded (Express One Zone)", "s3.express.upload", self.upload_gb, property="upload_gb"
            )
        yield from self._restores(kind)
        if self.classes == "several":
            yield from self._colder()
        if self.data_out_gb is not None or self.website:
            yield internet_out(self.data_out_gb)
        for name, key, field in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field)

    def _tiers(self) -> Iterator[CostComponent]:
        name = "Objects monitored (Intelligent-Tiering)"
        yield usage(name, "s3.int.monitoring", self.monitored_objects, property="monitored_objects")
        for tier, text in _INTELLIGENT_TIERS.items():
            amount = getattr(self, f"int_{tier}_gb")
            if amount is not None:
                key = f"s3.int.{tier}.storage"
                yield storage(
                    f"Storage (Intelligent-Tiering, {text})", key, amount, property=f"int_{tier}_gb"
                )

    def _restores(self, kind: str) -> Iterator[CostComponent]:
        for speed in CLASSES[kind].speeds:
            field = f"{speed}_retrieval_gb"
            amount = getattr(self, field)
            if amount is not None:
                yield retrieval(kind, amount, field, speed)
            field = f"monthly_{speed}_restores"
            requests = getattr(self, field)
            if requests is not None:
                yield restore_requests(kind, requests, field, speed)

    def _colder(self) -> Iterator[CostComponent]:
        for kind, stem in _COLDER.items():
            stored, moved = getattr(self, f"{stem}_gb"), getattr(self, f"{stem}_monthly_transitions")
            if stored is not None:
                yield class_storage(kind, stored, f"{stem}_gb")
            if moved is not None:
                yield transition(kind, moved, f"{stem}_monthly_transitions")
            read = getattr(self, f"{stem}_retrieval_gb", None)
            if read is not None:
                speed = "standard" if CLASSES[kind].speeds else ""
                yield retrieval(kind, read, f"{stem}_retrieval_gb", speed)


_INTELLIGENT_TIERS = {
    "infrequent": "Infrequent Access",
    "archive_instant": "Archive Instant Access",
    "archive": "Archive Access",
    "deep_archive": "Deep Archive Access",
}

_EXTRAS = (
    ("Inventory objects", "s3.inventory", "inventory_objects"),
    ("Storage class analysis objects", "s3.analytics", "analyzed_objects"),
    ("Object tags", "s3.tags", "object_tags"),
)
