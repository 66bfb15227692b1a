"""Amazon S3 bucket."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from pricing.costs import CostComponent, needs, usage
from projects.billing.copies import copied_between_regions
from projects.billing.object_storage import CLASS_TEXTS, CLASSES, SELECT_CLOSED, class_costs, feature_costs
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
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


_FURTHER = {"further_amounts": ("shown",)}


def _kept(label: str, *classes: str, help: str = "") -> Any:
    """GB stored in the bucket's own class, if it is one of these."""
    return Quantity(label, unit="GB", group="Usage", help=help, when={"storage_class": classes})


def _moved(label: str, *classes: str, help: str = "", typical: Any = None) -> Any:
    """GB in a month of the bucket's own class, if it is one of these."""
    return Quantity(label, unit="GB/month", help=help, when={"storage_class": classes}, typical=typical)


def _requests(label: str, *classes: str, unit: str = "requests/month") -> Any:
    """Requests or objects in a month of the bucket's own class, if it is one of these."""
    return Quantity(label, unit=unit, when={"storage_class": classes})


def _selected(label: str, *classes: str) -> Any:
    """GB that Select scans or returns in the bucket's own class, if it is one of these."""
    shown = {"storage_class": classes, **_FURTHER}
    return Quantity(label, unit="GB/month", help=SELECT_CLOSED, when=shown)


def _of(storage_class: str, label: str, unit: str, select: bool = False) -> Any:
    """An amount of a colder class of a bucket that has several."""
    shown: dict[str, tuple[str, ...]] = {"classes": ("several",), "shown_class": (storage_class,)}
    if select:
        shown.update(_FURTHER)
    text = f"{CLASSES[storage_class].name}: {label}"
    help = SELECT_CLOSED if select else ""
    return Quantity(text, unit=unit, group="Usage", help=help, when=shown)


def _held(storage_class: str, label: str) -> Any:
    return _of(storage_class, label, "GB")


def _flow(storage_class: str, label: str, select: bool = False) -> Any:
    return _of(storage_class, label, "GB/month", select)


def _calls(storage_class: str, label: str) -> Any:
    return _of(storage_class, label, "requests/month")


def _entered(storage_class: str) -> Any:
    return _of(storage_class, "transitions into it", "objects/month")


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
    synonyms = ("s3", "bucket", "object storage", "blob", "files", "static website", "data lake", "images")
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
    retrieval: str | None = Choice(
        "Usual retrieval",
        {
            "expedited": "Within minutes; not for Deep Archive.",
            "standard": "Within hours.",
            "bulk": "The cheapest, within half a day to two days.",
        },
        when={"storage_class": _RESTORED},
    )
    expire_days: int | None = Count("Deleted after", unit="days", help="Colder classes have minimum times.")
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
    mean_object_kb: Decimal | None = Quantity(
        "Mean object size",
        unit="KB",
        low="0.001",
        group="Usage",
        help="For many small objects: these classes bill each for more than it holds.",
        when={"storage_class": _WITH_MINIMUM},
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
    select_scanned_gb: Decimal | None = _selected("Select: scanned", *_SELECTED)
    select_returned_gb: Decimal | None = _selected("Select: returned", *_SELECTED)
    expedited_select_scanned_gb: Decimal | None = _selected("Select: scanned, expedited", "GLACIER")
    expedited_select_returned_gb: Decimal | None = _selected("Select: returned, expedited", "GLACIER")
    standard_select_scanned_gb: Decimal | None = _selected("Select: scanned, standard", "GLACIER")
    standard_select_returned_gb: Decimal | None = _selected("Select: returned, standard", "GLACIER")
    bulk_select_scanned_gb: Decimal | None = _selected("Select: scanned, bulk", "GLACIER")
    bulk_select_returned_gb: Decimal | None = _selected("Select: returned, bulk", "GLACIER")
    shown_class: str | None = Choice(
        "Amounts of",
        {kind: f"What the bucket holds in {CLASSES[kind].name}." for kind in _COLDER},
        default="STANDARD_IA",
        help="Whichever is shown, all amounts that are given are billed.",
        group="Usage",
        when={"classes": ("several",)},
    )
    standard_ia_gb: Decimal | None = _held("STANDARD_IA", "stored")
    standard_ia_monthly_writes: Decimal | None = _calls("STANDARD_IA", "write and list requests")
    standard_ia_monthly_reads: Decimal | None = _calls("STANDARD_IA", "read requests")
    standard_ia_monthly_transitions: Decimal | None = _entered("STANDARD_IA")
    standard_ia_retrieval_gb: Decimal | None = _flow("STANDARD_IA", "retrieved")
    standard_ia_early_deleted_gb: Decimal | None = _flow("STANDARD_IA", "deleted early")
    standard_ia_select_scanned_gb: Decimal | None = _flow("STANDARD_IA", "select, scanned", True)
    standard_ia_select_returned_gb: Decimal | None = _flow("STANDARD_IA", "select, returned", True)
    onezone_ia_gb: Decimal | None = _held("ONEZONE_IA", "stored")
    onezone_ia_monthly_writes: Decimal | None = _calls("ONEZONE_IA", "write and list requests")
    onezone_ia_monthly_reads: Decimal | None = _calls("ONEZONE_IA", "read requests")
    onezone_ia_monthly_transitions: Decimal | None = _entered("ONEZONE_IA")
    onezone_ia_retrieval_gb: Decimal | None = _flow("ONEZONE_IA", "retrieved")
    onezone_ia_early_deleted_gb: Decimal | None = _flow("ONEZONE_IA", "deleted early")
    onezone_ia_select_scanned_gb: Decimal | None = _flow("ONEZONE_IA", "select, scanned", True)
    onezone_ia_select_returned_gb: Decimal | None = _flow("ONEZONE_IA", "select, returned", True)
    intelligent_tiering_gb: Decimal | None = _held("INTELLIGENT_TIERING", "stored")
    intelligent_tiering_infrequent_gb: Decimal | None = _held("INTELLIGENT_TIERING", "Infrequent Access tier")
    intelligent_tiering_archive_instant_gb: Decimal | None = _held(
        "INTELLIGENT_TIERING", "Archive Instant Access tier"
    )
    intelligent_tiering_archive_gb: Decimal | None = _held("INTELLIGENT_TIERING", "Archive Access tier")
    intelligent_tiering_deep_archive_gb: Decimal | None = _held(
        "INTELLIGENT_TIERING", "Deep Archive Access tier"
    )
    intelligent_tiering_monitored_objects: Decimal | None = _of(
        "INTELLIGENT_TIERING", "objects monitored", "objects"
    )
    intelligent_tiering_monthly_writes: Decimal | None = _calls(
        "INTELLIGENT_TIERING", "write and list requests"
    )
    intelligent_tiering_monthly_reads: Decimal | None = _calls("INTELLIGENT_TIERING", "read requests")
    intelligent_tiering_monthly_transitions: Decimal | None = _entered("INTELLIGENT_TIERING")
    intelligent_tiering_select_scanned_gb: Decimal | None = _flow(
        "INTELLIGENT_TIERING", "select, scanned", True
    )
    intelligent_tiering_select_returned_gb: Decimal | None = _flow(
        "INTELLIGENT_TIERING", "select, returned", True
    )
    glacier_ir_gb: Decimal | None = _held("GLACIER_IR", "stored")
    glacier_ir_monthly_writes: Decimal | None = _calls("GLACIER_IR", "write and list requests")
    glacier_ir_monthly_reads: Decimal | None = _calls("GLACIER_IR", "read requests")
    glacier_ir_monthly_transitions: Decimal | None = _entered("GLACIER_IR")
    glacier_ir_retrieval_gb: Decimal | None = _flow("GLACIER_IR", "retrieved")
    glacier_ir_early_deleted_gb: Decimal | None = _flow("GLACIER_IR", "deleted early")
    glacier_gb: Decimal | None = _held("GLACIER", "stored")
    glacier_monthly_writes: Decimal | None = _calls("GLACIER", "write and list requests")
    glacier_monthly_reads: Decimal | None = _calls("GLACIER", "read requests")
    glacier_monthly_transitions: Decimal | None = _entered("GLACIER")
    glacier_expedited_retrieval_gb: Decimal | None = _flow("GLACIER", "retrieved, expedited")
    glacier_retrieval_gb: Decimal | None = _flow("GLACIER", "retrieved, standard")
    glacier_bulk_retrieval_gb: Decimal | None = _flow("GLACIER", "retrieved, bulk")
    glacier_monthly_expedited_restores: Decimal | None = _calls("GLACIER", "restore requests, expedited")
    glacier_monthly_standard_restores: Decimal | None = _calls("GLACIER", "restore requests, standard")
    glacier_monthly_bulk_restores: Decimal | None = _calls("GLACIER", "restore requests, bulk")
    glacier_early_deleted_gb: Decimal | None = _flow("GLACIER", "deleted early")
    glacier_expedited_select_scanned_gb: Decimal | None = _flow("GLACIER", "select, scanned, expedited", True)
    glacier_expedited_select_returned_gb: Decimal | None = _flow(
        "GLACIER", "select, returned, expedited", True
    )
    glacier_standard_select_scanned_gb: Decimal | None = _flow("GLACIER", "select, scanned, standard", True)
    glacier_standard_select_returned_gb: Decimal | None = _flow("GLACIER", "select, returned, standard", True)
    glacier_bulk_select_scanned_gb: Decimal | None = _flow("GLACIER", "select, scanned, bulk", True)
    glacier_bulk_select_returned_gb: Decimal | None = _flow("GLACIER", "select, returned, bulk", True)
    deep_archive_gb: Decimal | None = _held("DEEP_ARCHIVE", "stored")
    deep_archive_monthly_writes: Decimal | None = _calls("DEEP_ARCHIVE", "write and list requests")
    deep_archive_monthly_reads: Decimal | None = _calls("DEEP_ARCHIVE", "read requests")
    deep_archive_monthly_transitions: Decimal | None = _entered("DEEP_ARCHIVE")
    deep_archive_retrieval_gb: Decimal | None = _flow("DEEP_ARCHIVE", "retrieved, standard")
    deep_archive_bulk_retrieval_gb: Decimal | None = _flow("DEEP_ARCHIVE", "retrieved, bulk")
    deep_archive_monthly_standard_restores: Decimal | None = _calls(
        "DEEP_ARCHIVE", "restore requests, standard"
    )
    deep_archive_monthly_bulk_restores: Decimal | None = _calls("DEEP_ARCHIVE", "restore requests, bulk")
    deep_archive_early_deleted_gb: Decimal | None = _flow("DEEP_ARCHIVE", "deleted early")
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet",
        unit="GB/month",
        help="Straight from the bucket; to CloudFront it is free.",
        typical=(10, 200, 10_000),
    )
    further_amounts: str | None = Choice(
        "Further features",
        {
            "hidden": "Storage, requests and traffic only.",
            "shown": "Also replication, acceleration, batch jobs, inventory, tags and Select.",
        },
        default="hidden",
        help="Whether shown or not, all amounts that are given are billed.",
        group="Usage",
    )
    accelerated_gb: Decimal | None = Quantity(
        "Transfer Acceleration",
        unit="GB/month",
        help="Through edge locations in the United States, Europe and Japan; on top of the transfer.",
        when=_FURTHER,
    )
    accelerated_elsewhere_gb: Decimal | None = Quantity(
        "Transfer Acceleration, other edges",
        unit="GB/month",
        help="Through all other edge locations.",
        when=_FURTHER,
    )
    replica_region: str | None = Choice(
        "Replicated to Region", source="regions", group="Usage", when=_FURTHER
    )
    replicated_gb: Decimal | None = Quantity(
        "Replicated there",
        unit="GB/month",
        help="What is kept there is billed there: draw that bucket too.",
        when=_FURTHER,
    )
    replicated_objects: Decimal | None = Quantity(
        "Objects replicated",
        unit="objects/month",
        help="Each is a write request at the destination.",
        when=_FURTHER,
    )
    replication_time_control_gb: Decimal | None = Quantity(
        "Replication Time Control", unit="GB/month", when=_FURTHER
    )
    access_point_gb: Decimal | None = Quantity(
        "Routed by multi-Region access points", unit="GB/month", when=_FURTHER
    )
    batch_jobs: Decimal | None = Quantity("Batch Operations jobs", unit="jobs/month", when=_FURTHER)
    batch_objects: Decimal | None = Quantity("Objects in batch jobs", unit="objects/month", when=_FURTHER)
    inventory_objects: Decimal | None = Quantity(
        "Objects listed by Inventory", unit="objects/month", when=_FURTHER
    )
    analyzed_objects: Decimal | None = Quantity(
        "Objects in storage class analysis", unit="objects", group="Usage", when=_FURTHER
    )
    storage_lens_objects: Decimal | None = Quantity(
        "Objects in Storage Lens advanced metrics", unit="objects", group="Usage", when=_FURTHER
    )
    object_tags: Decimal | None = Quantity("Object tags", unit="tags", group="Usage", when=_FURTHER)
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

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
        yield from feature_costs(self)

    def _replication(self, place: Place, kind: str) -> Iterator[CostComponent]:
        if self.replicated_gb is not None:
            yield copied_between_regions(
                self.replicated_gb,
                place.region,
                self.replica_region or "",
                here=place.region,
                property="replicated_gb",
                region_property="replica_region",
                what="replication",
            )
        if self.replicated_objects is not None:
            name, key = "Write requests (replicas)", f"{CLASSES[kind].keys}.requests.tier1"
            if self.replica_region is None:
                yield needs(name, "", "replica_region", "Choose the Region of the replicas.")
                return
            yield usage(
                name,
                key,
                self.replicated_objects,
                region=self.replica_region,
                property="replicated_objects",
                reason="At the destination, taken to be of the same class.",
                unit="request",
            )
