"""AWS CloudHSM cluster."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Nodes, Quantity
from projects.service import Service


class Cloudhsm(Service):
    """Hardware security modules of one's own in a VPC; billed by module and hour."""

    name = "cloudhsm"
    label = "CloudHSM"
    official = "AWS CloudHSM"
    billed_as = "AWS CloudHSM"
    summary = "Hardware security modules for one customer, in a cluster in a VPC."
    category = "Security"
    synonyms = ("hsm", "hardware security module", "fips 140", "pkcs 11", "key store", "cloud hsm")
    cloudformation = ""
    icon = "cloudhsm_cluster"
    scope = "vpc"
    inside = ("vpc", "subnet", "region")
    links: ClassVar = {
        "associate": ("kms_key", "acm_certificate"),
        "deliver": ("cloudwatch", "s3_bucket"),
    }

    hsm_type: str | None = Choice(
        "HSM type",
        {
            "hsm2m.medium": "The current generation.",
            "hsm1.medium": "The first generation; closed to new clusters.",
        },
        default="hsm2m.medium",
    )
    mode: str | None = Choice(
        "Mode",
        {"FIPS": "Validated algorithms and keys only.", "NON_FIPS": "All algorithms."},
        default="FIPS",
    )
    hsms: int | None = Count(
        "HSMs", default=1, high=28, help="Two or more, in two zones, for production.", typical=(1, 2, 4)
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="One in each zone of the cluster.")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )

    def fact(self) -> str:
        return f"{self.hsm_type} × {self.hsms}" if (self.hsms or 0) > 1 else self.hsm_type or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = self.hsm_type
        if kind is None:
            yield needs("HSM hours", "", "hsm_type", "Choose an HSM type.")
            return
        yield hourly(
            f"HSM hours ({kind})",
            f"cloudhsm.{kind}",
            self.hsms,
            hours=self.hours_per_month,
            property="hsms",
            unit="HSM-hour",
        )
