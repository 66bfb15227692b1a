"""Corporate database."""

from decimal import Decimal
from typing import ClassVar

from projects.properties import Quantity, Text
from projects.service import Service


class OnPremisesDatabase(Service):
    """A database in the customer's data center."""

    name = "on_premises_database"
    label = "Corporate database"
    summary = "A database in the customer's own data center."
    category = "Actors"
    synonyms = ("on-premises database", "legacy database", "oracle server", "sql server", "source database")
    icon = "on_premises_database"
    shape = "actor"
    scope = "outside"
    inside = ("on_premises",)
    links: ClassVar = {
        "replicate": ("dms", "rds_instance", "aurora_cluster", "on_premises_database"),
        "traffic": (
            "dms",
            "customer_gateway",
            "direct_connect",
            "storage_gateway",
            "rds_instance",
            "aurora_cluster",
            "s3_bucket",
            "on_premises_database",
        ),
    }
    needs_no_price = "Outside AWS."

    engine: str | None = Text("Engine", help="Such as Oracle 19c or SQL Server 2022.")
    size_gb: Decimal | None = Quantity("Size", unit="GB")

    def fact(self) -> str:
        return self.engine or ""
