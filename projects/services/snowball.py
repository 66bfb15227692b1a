"""AWS Snowball Edge."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.billing.served_region import priced_where_served
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

_ON_DEMAND = {"pricing": ("on_demand",)}
_COMMITTED = {"pricing": ("1_year", "3_years")}


class Snowball(Service):
    """A device that AWS ships, to carry data to and from AWS or to compute where there is no network."""

    name = "snowball"
    label = "Snowball Edge"
    official = "AWS Snowball Edge"
    billed_as = "AWS Snowball"
    summary = "A rugged device that AWS ships to carry data or compute at the edge; closed to new customers."
    category = "Migration"
    synonyms = (
        "snowball",
        "snowball edge",
        "snow family",
        "device",
        "offline transfer",
        "migration",
        "petabyte",
    )
    cloudformation = ""
    icon = "snowball_device"
    scope = "outside"
    inside = ("on_premises", "region")
    links: ClassVar = {"traffic": ("s3_bucket",), "deliver": ("s3_bucket",)}

    device: str | None = Choice(
        "Device",
        {
            "storage_optimized_210tb": "Storage optimized, 210 TB.",
            "storage_optimized_80tb": "Storage optimized, 80 TB; retired.",
            "compute_optimized": "Compute optimized with 28 TB of NVMe storage.",
            "compute_optimized_gpu": "Compute optimized with a GPU; retired.",
        },
        default="storage_optimized_210tb",
    )
    job: str | None = Choice(
        "Job",
        {
            "import": "Data into S3.",
            "export": "Data out of S3; each GB is billed.",
            "local": "Compute and storage at the edge, nothing shipped back.",
        },
        default="import",
    )
    pricing: str | None = Choice(
        "Pricing",
        {
            "on_demand": "A fee for each job with some days included, then by the day.",
            "1_year": "A commitment for one year, paid upfront.",
            "3_years": "A commitment for three years, paid upfront.",
        },
        default="on_demand",
    )
    aws_region: str | None = Choice(
        "Region", source="regions", help="The Region it works with, where it stands on premises."
    )
    devices: int | None = Count("Devices", default=1, low=1, when=_COMMITTED)
    monthly_jobs: Decimal | None = Quantity(
        "Jobs",
        unit="jobs/month",
        help="One for each device and journey.",
        when=_ON_DEMAND,
        typical=(1, 2, 10),
    )
    monthly_extra_days: Decimal | None = Quantity(
        "Days beyond the included", unit="days/month", help="On site, all devices together.", when=_ON_DEMAND
    )
    exported_gb: Decimal | None = Quantity(
        "Data exported", unit="GB/month", when={"job": ("export",)}, typical=(10_000, 80_000, 500_000)
    )
    monthly_shipments: Decimal | None = Quantity(
        "Shipments", unit="shipments/month", help="At the carrier's rates, both ways."
    )

    def fact(self) -> str:
        return {"import": "Import", "export": "Export", "local": "Local"}.get(self.job or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from priced_where_served(self._parts(), place, self.aws_region)

    def _parts(self) -> Iterator[CostComponent]:
        device = self.device or "storage_optimized_210tb"
        if self.pricing in _COMMITTED["pricing"]:
            key = f"snowball.commitment.{device}.{self.pricing}"
            yield usage("Committed devices", key, self.devices, property="devices", unit="device-month")
        else:
            key = f"snowball.job.{device}"
            yield usage("Job fees", key, self.monthly_jobs, property="monthly_jobs", unit="job")
            if self.monthly_extra_days is not None:
                key, days = f"snowball.extra_day.{device}", self.monthly_extra_days
                yield usage("Days beyond the included", key, days, property="monthly_extra_days", unit="day")
        if self.job == "export":
            key = "snowball.data_out"
            yield usage("Data transfer out", key, self.exported_gb, property="exported_gb", unit="GB")
        if self.monthly_shipments is not None:
            key, journeys = "snowball.shipping", self.monthly_shipments
            yield usage("Shipping", key, journeys, property="monthly_shipments", unit="shipment")
