"""Amazon Athena."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

_PROVISIONED = {"capacity": ("provisioned",)}


class Athena(Service):
    """SQL on data in S3 without servers, billed by what a query reads."""

    name = "athena"
    label = "Athena"
    official = "Amazon Athena"
    billed_as = "Amazon Athena"
    summary = "SQL queries on files in S3 and other sources, without servers."
    category = "Analytics"
    synonyms = ("athena", "sql", "query", "presto", "trino", "data lake", "ad hoc", "spark")
    cloudformation = "AWS::Athena::WorkGroup"
    icon = "athena"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": ("s3_bucket", "glue", "lake_formation", "dynamodb_table", "lambda_function")
    }

    capacity: str | None = Choice(
        "Capacity",
        {
            "on_demand": "Each query is billed by the data that it reads.",
            "provisioned": "Processing units (DPU) of your own, billed by the hour.",
        },
        default="on_demand",
    )
    scanned_tb: Decimal | None = Quantity(
        "Data scanned",
        unit="TB/month",
        help="Compressed and columnar data is read less; each query counts 10 MB or more.",
        when={"capacity": ("on_demand",)},
        typical=("0.1", 5, 100),
    )
    dpus: int | None = Count("Processing units (DPU)", when=_PROVISIONED, typical=(24, 24, 96))
    hours_per_month: Decimal | None = Quantity(
        "Hours of capacity", unit="hours/month", high=744, help=WHOLE_MONTH, when=_PROVISIONED
    )
    spark_dpu_hours: Decimal | None = Quantity("Spark sessions", unit="DPU-hours/month")

    def fact(self) -> str:
        return f"{self.dpus} DPU" if self.capacity == "provisioned" and self.dpus else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.capacity == "provisioned":
            yield hourly(
                "Provisioned capacity, DPU hours",
                "athena.provisioned_dpu",
                self.dpus,
                hours=self.hours_per_month,
                property="dpus",
            )
        else:
            yield usage("Data scanned", "athena.scan", self.scanned_tb, property="scanned_tb")
        if self.spark_dpu_hours is not None:
            name, field = "Spark, DPU hours", "spark_dpu_hours"
            yield usage(name, "athena.spark_dpu", self.spark_dpu_hours, property=field, unit="DPU-hour")
