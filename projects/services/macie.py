"""Amazon Macie."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Flag, Quantity
from projects.service import Service


class Macie(Service):
    """Finds personal and other sensitive data in S3; billed by bucket, object and GB inspected."""

    name = "macie"
    label = "Macie"
    official = "Amazon Macie"
    billed_as = "Amazon Macie"
    summary = "Finds personal and other sensitive data in S3 buckets, and buckets that are open."
    category = "Security"
    synonyms = ("sensitive data", "pii", "privacy", "data discovery", "gdpr", "data loss prevention")
    cloudformation = "AWS::Macie::Session"
    icon = "macie"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "protect": ("s3_bucket",),
        "event": ("eventbridge", "sns_topic"),
        "deliver": ("security_hub", "s3_bucket"),
    }

    automated_discovery: bool | None = Flag(
        "Automated discovery", default=True, help="Samples objects of all buckets every day."
    )
    buckets: Decimal | None = Quantity(
        "Buckets watched", unit="buckets", group="Usage", help="Mean.", typical=(5, 50, 500)
    )
    objects_monitored: Decimal | None = Quantity(
        "Objects watched",
        unit="objects",
        group="Usage",
        help="In all buckets of automated discovery.",
        typical=(100_000, 10_000_000, 1_000_000_000),
    )
    inspected_gb: Decimal | None = Quantity(
        "Data inspected", unit="GB/month", help="By discovery and by jobs.", typical=(10, 500, 20_000)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield usage("Buckets", "macie.bucket", self.buckets, property="buckets", unit="bucket-month")
        objects = self.objects_monitored
        if self.automated_discovery is not False or objects is not None:
            yield usage(
                "Objects watched",
                "macie.objects_monitored",
                objects,
                property="objects_monitored",
                unit="object-month",
            )
        inspected = self.inspected_gb
        if self.automated_discovery is not False or inspected is not None:
            yield usage(
                "Data inspected", "macie.data_inspected", inspected, property="inspected_gb", unit="GB"
            )
