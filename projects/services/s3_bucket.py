"""Amazon S3 bucket."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from pricing.costs import CostComponent, needs, usage
from projects.billing.copies import copied_between_regions
from projects.billing.object_storage import CLASS_TEXTS, CLASSES, SELECT_CLOSED, class_costs
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Flag, Quantity, Text
from projects.service import Service

_COLDER = {
    "STANDARD_IA": "standard_ia",
    "ONEZONE_IA": "onezone_ia",
    "INTELLIGENT_TIERING": "intelligent_tiering",
    "GLACIER_IR": "glacier_ir",
    "GLACIER": "glacier",
    "DEEP_ARCHIVE": "deep_archive",
}
"""Classes that lifecycle rules move objects to, with the stem of their properties."""
_SELECTED = ("STANDARD", "INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA")
_RESTORED = ("GLACIER", "DEEP_ARCHIVE")
_TIERED = ("INTELLIGENT_TIERING",)
_WITH_MINIMUM = ("STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")


def _kept(label: str, *classes: str, help: str = "") -> Any:
    """GB stored; without classes, in a colder class of a bucket that has several."""
    return Quantity(label, unit="GB", group="Usage", help=help, when=_shown(classes))


def _moved(label: str, *classes: str, help: str = "", typical: Any = None) -> Any:
    """GB in a month."""
    return Quantity(label, unit="GB/month", help=help, when=_shown(classes), typical=typical)


def _requests(label: str, *classes: str, unit: str = "requests/month", typical: Any = None) -> Any:
    """Requests or objects in a month."""
    return Quantity(label, unit=unit, when=_shown(classes), typical=typical)


def _shown(classes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"storage_class": classes} if classes else {"classes": ("several",)}


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
        "traffic": ("redshift_cluster", "glue", "athena", "emr", "sagemaker"),
    }

    storage_class: str | None = Choice("Storage class", CLASS_TEXTS, default="STANDARD")
    classes: str | None = Choice(
        "Classes in use",
        {
            "one": "All objects stay in one class.",
            "several": "Lifecycle rules move objects to colder classes: their amounts are asked for too.",
        },
        default="one",
    )
    lifecycle: str | None = Text(
        "Lifecycle", help="One step per line: days, storage class. For example: 30 STANDARD_IA."
    )
    bucket_name: str | None = Text(
        "Bucket name", help="3 to 63 lower-case letters, digits, dots and hyphens."
    )
    namespace: str | None = Choice(
        "Namespace of the name",
        {
            "global": "Unique among all buckets of AWS.",
            "account-regional": "Unique in the account and Region.",
        },
    )
    primary: bool | None = Flag("Primary data", help="Data that cannot be made again.")
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
    storage_gb: Decimal | None = Quantity(
        "Stored", unit="GB", group="Usage", help="Mean over the month.", typical=(50, 1000, 50_000)
    )
    monthly_writes: Decimal | None = Quantity(
        "Write and list requests", unit="requests/month", typical=(100_000, 2_000_000, 50_000_000)
    )
    monthly_reads: Decimal | None = Quantity(
        "Read requests", unit="requests/month", typical=(1_000_000, 20_000_000, 500_000_000)
    )
    monthly_transitions: Decimal | None = _requests(
        "Lifecycle transitions into the class", *_COLDER, unit="objects/month"
    )
    retrieval_gb: Decimal | None = _moved(
        "Retrieved", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "EXPRESS_ONEZONE", typical=(5, 100, 5000)
    )
    upload_gb: Decimal | None = _moved("Uploaded", "EXPRESS_ONEZONE", typical=(5, 100, 5000))
    monitored_objects: Decimal | None = Quantity(
        "Objects monitored",
        unit="objects",
        group="Usage",
        help="Objects of 128 KB or more.",
        when={"storage_class": _TIERED},
        typical=(50_000, 1_000_000, 50_000_000),
    )
    int_infrequent_gb: Decimal | None = _kept(
        "Infrequent Access tier", *_TIERED, help="In addition to what is stored in the Frequent Access tier."
    )
    int_archive_instant_gb: Decimal | None = _kept("Archive Instant Access tier", *_TIERED)
    int_archive_gb: Decimal | None = _kept("Archive Access tier", *_TIERED)
    int_deep_archive_gb: Decimal | None = _kept("Deep Archive Access tier", *_TIERED)
    expedited_retrieval_gb: Decimal | None = _moved("Retrieved, expedited", "GLACIER")
    standard_retrieval_gb: Decimal | None = _moved("Retrieved, standard", *_RESTORED)
    bulk_retrieval_gb: Decimal | None = _moved("Retrieved, bulk", *_RESTORED)
    monthly_expedited_restores: Decimal | None = _requests("Restore requests, expedited", "GLACIER")
    monthly_standard_restores: Decimal | None = _requests("Restore requests, standard", *_RESTORED)
    monthly_bulk_restores: Decimal | None = _requests("Restore requests, bulk", *_RESTORED)
    early_deleted_gb: Decimal | None = _moved(
        "Deleted early", *_WITH_MINIMUM, help="GB times the months missing to the minimum time."
    )
    select_scanned_gb: Decimal | None = _moved("Select: scanned", *_SELECTED, help=SELECT_CLOSED)
    select_returned_gb: Decimal | None = _moved("Select: returned", *_SELECTED, help=SELECT_CLOSED)
    expedited_select_scanned_gb: Decimal | None = _moved(
        "Select: scanned, expedited", "GLACIER", help=SELECT_CLOSED
    )
    expedited_select_returned_gb: Decimal | None = _moved(
        "Select: returned, expedited", "GLACIER", help=SELECT_CLOSED
    )
    standard_select_scanned_gb: Decimal | None = _moved(
        "Select: scanned, standard", "GLACIER", help=SELECT_CLOSED
    )
    standard_select_returned_gb: Decimal | None = _moved(
        "Select: returned, standard", "GLACIER", help=SELECT_CLOSED
    )
    bulk_select_scanned_gb: Decimal | None = _moved("Select: scanned, bulk", "GLACIER", help=SELECT_CLOSED)
    bulk_select_returned_gb: Decimal | None = _moved("Select: returned, bulk", "GLACIER", help=SELECT_CLOSED)
    standard_ia_gb: Decimal | None = _kept("Standard-IA: stored")
    standard_ia_monthly_writes: Decimal | None = _requests("Standard-IA: write and list requests")
    standard_ia_monthly_reads: Decimal | None = _requests("Standard-IA: read requests")
    standard_ia_monthly_transitions: Decimal | None = _requests(
        "Standard-IA: transitions into it", unit="objects/month"
    )
    standard_ia_retrieval_gb: Decimal | None = _moved("Standard-IA: retrieved")
    standard_ia_early_deleted_gb: Decimal | None = _moved("Standard-IA: deleted early")
    standard_ia_select_scanned_gb: Decimal | None = _moved("Standard-IA: select, scanned", help=SELECT_CLOSED)
    standard_ia_select_returned_gb: Decimal | None = _moved(
        "Standard-IA: select, returned", help=SELECT_CLOSED
    )
    onezone_ia_gb: Decimal | None = _kept("One Zone-IA: stored")
    onezone_ia_monthly_writes: Decimal | None = _requests("One Zone-IA: write and list requests")
    onezone_ia_monthly_reads: Decimal | None = _requests("One Zone-IA: read requests")
    onezone_ia_monthly_transitions: Decimal | None = _requests(
        "One Zone-IA: transitions into it", unit="objects/month"
    )
    onezone_ia_retrieval_gb: Decimal | None = _moved("One Zone-IA: retrieved")
    onezone_ia_early_deleted_gb: Decimal | None = _moved("One Zone-IA: deleted early")
    onezone_ia_select_scanned_gb: Decimal | None = _moved("One Zone-IA: select, scanned", help=SELECT_CLOSED)
    onezone_ia_select_returned_gb: Decimal | None = _moved(
        "One Zone-IA: select, returned", help=SELECT_CLOSED
    )
    intelligent_tiering_gb: Decimal | None = _kept("Intelligent-Tiering: stored")
    intelligent_tiering_infrequent_gb: Decimal | None = _kept("Intelligent-Tiering: Infrequent Access tier")
    intelligent_tiering_archive_instant_gb: Decimal | None = _kept(
        "Intelligent-Tiering: Archive Instant Access tier"
    )
    intelligent_tiering_archive_gb: Decimal | None = _kept("Intelligent-Tiering: Archive Access tier")
    intelligent_tiering_deep_archive_gb: Decimal | None = _kept(
        "Intelligent-Tiering: Deep Archive Access tier"
    )
    intelligent_tiering_monitored_objects: Decimal | None = Quantity(
        "Intelligent-Tiering: objects monitored", unit="objects", group="Usage", when=_shown(())
    )
    intelligent_tiering_monthly_writes: Decimal | None = _requests(
        "Intelligent-Tiering: write and list requests"
    )
    intelligent_tiering_monthly_reads: Decimal | None = _requests("Intelligent-Tiering: read requests")
    intelligent_tiering_monthly_transitions: Decimal | None = _requests(
        "Intelligent-Tiering: transitions into it", unit="objects/month"
    )
    intelligent_tiering_select_scanned_gb: Decimal | None = _moved(
        "Intelligent-Tiering: select, scanned", help=SELECT_CLOSED
    )
    intelligent_tiering_select_returned_gb: Decimal | None = _moved(
        "Intelligent-Tiering: select, returned", help=SELECT_CLOSED
    )
    glacier_ir_gb: Decimal | None = _kept("Glacier Instant Retrieval: stored")
    glacier_ir_monthly_writes: Decimal | None = _requests(
        "Glacier Instant Retrieval: write and list requests"
    )
    glacier_ir_monthly_reads: Decimal | None = _requests("Glacier Instant Retrieval: read requests")
    glacier_ir_monthly_transitions: Decimal | None = _requests(
        "Glacier Instant Retrieval: transitions into it", unit="objects/month"
    )
    glacier_ir_retrieval_gb: Decimal | None = _moved("Glacier Instant Retrieval: retrieved")
    glacier_ir_early_deleted_gb: Decimal | None = _moved("Glacier Instant Retrieval: deleted early")
    glacier_gb: Decimal | None = _kept("Glacier Flexible Retrieval: stored")
    glacier_monthly_writes: Decimal | None = _requests("Glacier Flexible Retrieval: write and list requests")
    glacier_monthly_reads: Decimal | None = _requests("Glacier Flexible Retrieval: read requests")
    glacier_monthly_transitions: Decimal | None = _requests(
        "Glacier Flexible Retrieval: transitions into it", unit="objects/month"
    )
    glacier_expedited_retrieval_gb: Decimal | None = _moved(
        "Glacier Flexible Retrieval: retrieved, expedited"
    )
    glacier_retrieval_gb: Decimal | None = _moved("Glacier Flexible Retrieval: retrieved, standard")
    glacier_bulk_retrieval_gb: Decimal | None = _moved("Glacier Flexible Retrieval: retrieved, bulk")
    glacier_monthly_expedited_restores: Decimal | None = _requests(
        "Glacier Flexible Retrieval: restore requests, expedited"
    )
    glacier_monthly_standard_restores: Decimal | None = _requests(
        "Glacier Flexible Retrieval: restore requests, standard"
    )
    glacier_monthly_bulk_restores: Decimal | None = _requests(
        "Glacier Flexible Retrieval: restore requests, bulk"
    )
    glacier_early_deleted_gb: Decimal | None = _moved("Glacier Flexible Retrieval: deleted early")
    glacier_expedited_select_scanned_gb: Decimal | None = _moved(
        "Glacier Flexible Retrieval: select, scanned, expedited", help=SELECT_CLOSED
    )
    glacier_expedited_select_returned_gb: Decimal | None = _moved(
        "Glacier Flexible Retrieval: select, returned, expedited", help=SELECT_CLOSED
    )
    glacier_standard_select_scanned_gb: Decimal | None = _moved(
        "Glacier Flexible Retrieval: select, scanned, standard", help=SELECT_CLOSED
    )
    glacier_standard_select_returned_gb: Decimal | None = _moved(
        "Glacier Flexible Retrieval: select, returned, standard", help=SELECT_CLOSED
    )
    glacier_bulk_select_scanned_gb: Decimal | None = _moved(
        "Glacier Flexible Retrieval: select, scanned, bulk", help=SELECT_CLOSED
    )
    glacier_bulk_select_returned_gb: Decimal | None = _moved(
        "Glacier Flexible Retrieval: select, returned, bulk", help=SELECT_CLOSED
    )
    deep_archive_gb: Decimal | None = _kept("Glacier Deep Archive: stored")
    deep_archive_monthly_writes: Decimal | None = _requests("Glacier Deep Archive: write and list requests")
    deep_archive_monthly_reads: Decimal | None = _requests("Glacier Deep Archive: read requests")
    deep_archive_monthly_transitions: Decimal | None = _requests(
        "Glacier Deep Archive: transitions into it", unit="objects/month"
    )
    deep_archive_retrieval_gb: Decimal | None = _moved("Glacier Deep Archive: retrieved, standard")
    deep_archive_bulk_retrieval_gb: Decimal | None = _moved("Glacier Deep Archive: retrieved, bulk")
    deep_archive_monthly_standard_restores: Decimal | None = _requests(
        "Glacier Deep Archive: restore requests, standard"
    )
    deep_archive_monthly_bulk_restores: Decimal | None = _requests(
        "Glacier Deep Archive: restore requests, bulk"
    )
    deep_archive_early_deleted_gb: Decimal | None = _moved("Glacier Deep Archive: deleted early")
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet",
        unit="GB/month",
        help="Straight from the bucket; to CloudFront it is free.",
        typical=(10, 200, 10_000),
    )
    accelerated_gb: Decimal | None = Quantity(
        "Transfer Acceleration",
        unit="GB/month",
        help="Through edge locations in the United States, Europe and Japan; on top of the transfer.",
    )
    accelerated_elsewhere_gb: Decimal | None = Quantity(
        "Transfer Acceleration, other edges", unit="GB/month", help="Through all other edge locations."
    )
    replica_region: str | None = Choice("Replicated to Region", source="regions")
    replicated_gb: Decimal | None = Quantity(
        "Replicated there", unit="GB/month", help="What is kept there is billed there: draw that bucket too."
    )
    replicated_objects: Decimal | None = Quantity(
        "Objects replicated", unit="objects/month", help="Each is a write request at the destination."
    )
    replication_time_control_gb: Decimal | None = Quantity("Replication Time Control", unit="GB/month")
    access_point_gb: Decimal | None = Quantity("Routed by multi-Region access points", unit="GB/month")
    batch_jobs: Decimal | None = Quantity("Batch Operations jobs", unit="jobs/month")
    batch_objects: Decimal | None = Quantity("Objects in batch jobs", unit="objects/month")
    inventory_objects: Decimal | None = Quantity("Objects listed by Inventory", unit="objects/month")
    analyzed_objects: Decimal | None = Quantity(
        "Objects in storage class analysis", unit="objects", group="Usage"
    )
    storage_lens_objects: Decimal | None = Quantity(
        "Objects in Storage Lens advanced metrics", unit="objects", group="Usage"
    )
    object_tags: Decimal | None = Quantity("Object tags", unit="tags", group="Usage")

    def fact(self) -> str:
        kind = CLASSES.get(self.storage_class or "")
        return kind.name if kind and self.storage_class != "STANDARD" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = self.storage_class
        if kind is None or kind not in CLASSES:
            yield needs("Storage", "", "storage_class", "Choose a storage class.")
            return
        yield from class_costs(self, kind)
        if kind == "EXPRESS_ONEZONE":
            yield usage(
                "Data uploaded (Express One Zone)", "s3.express.upload", self.upload_gb, property="upload_gb"
            )
        if self.classes == "several":
            for colder, stem in _COLDER.items():
                if colder != kind:
                    yield from class_costs(self, colder, f"{stem}_", f"{stem}_gb")
        if self.data_out_gb is not None or self.website:
            yield internet_out(self.data_out_gb)
        yield from self._replication(place, kind)
        for name, key, field, unit in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field, unit=unit)

    def _replication(self, place: Place, kind: str) -> Iterator[CostComponent]:
        if self.replicated_gb is not None:
            yield copied_between_regions(
                self.replicated_gb,
                place.region,
                self.replica_region or "",
                property="replicated_gb",
                region_property="replica_region",
                what="replication",
            )
        if self.replicated_objects is not None:
            yield usage(
                "Write requests (replicas)",
                f"{CLASSES[kind].keys}.requests.tier1",
                self.replicated_objects,
                region=self.replica_region,
                property="replicated_objects",
                reason="At the destination, taken to be of the same class.",
            )


_EXTRAS = (
    ("Transfer Acceleration", "s3.transfer_acceleration.us_eu_jp", "accelerated_gb", "GB"),
    (
        "Transfer Acceleration (other edges)",
        "s3.transfer_acceleration.other",
        "accelerated_elsewhere_gb",
        "GB",
    ),
    ("Replication Time Control", "s3.replication_time_control", "replication_time_control_gb", "GB"),
    ("Data routed (multi-Region access points)", "s3.multi_region_access_point", "access_point_gb", "GB"),
    ("Batch Operations jobs", "s3.batch.jobs", "batch_jobs", "job"),
    ("Batch Operations objects", "s3.batch.objects", "batch_objects", "object"),
    ("Inventory objects", "s3.inventory", "inventory_objects", "object"),
    ("Storage class analysis objects", "s3.analytics", "analyzed_objects", "object"),
    ("Storage Lens objects", "s3.storage_lens", "storage_lens_objects", "object"),
    ("Object tags", "s3.tags", "object_tags", "tag"),
)
"""Billed only where they are used, so shown only where a figure is given."""
