"""Amazon QuickSight."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, storage, usage
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

_ENTERPRISE = {"edition": ("enterprise",)}


class Quicksight(Service):
    """Dashboards for people, billed by the person and month."""

    name = "quicksight"
    label = "QuickSight"
    official = "Amazon QuickSight"
    billed_as = "Amazon QuickSight"
    summary = "Dashboards and reports on data from AWS and elsewhere; part of Amazon Quick Suite since 2025."
    category = "Analytics"
    synonyms = ("quicksight", "quick suite", "bi", "dashboard", "business intelligence", "reports", "charts")
    cloudformation = "AWS::QuickSight::Dashboard"
    icon = "quicksight"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": (
            "athena",
            "redshift_cluster",
            "rds_instance",
            "aurora_cluster",
            "s3_bucket",
            "opensearch",
            "third_party_service",
        )
    }

    edition: str | None = Choice(
        "Edition",
        {
            "enterprise": "Readers, row-level security and private VPC connections.",
            "standard": "Authors only.",
        },
        default="enterprise",
    )
    authors: int | None = Count("Authors", group="Usage", typical=(2, 10, 50))
    readers: int | None = Count(
        "Readers", group="Usage", help="Billed by the person.", when=_ENTERPRISE, typical=(10, 200, 2_000)
    )
    author_pros: int | None = Count(
        "Author Pros", group="Usage", help="Authors with generative AI.", when=_ENTERPRISE
    )
    reader_pros: int | None = Count(
        "Reader Pros", group="Usage", help="Readers with generative AI.", when=_ENTERPRISE
    )
    monthly_sessions: Decimal | None = Quantity(
        "Reader sessions",
        unit="sessions/month",
        help="Of readers billed by capacity and not by the person.",
        when=_ENTERPRISE,
    )
    spice_gb: Decimal | None = Quantity(
        "SPICE capacity bought", unit="GB", group="Usage", help="Beyond the 10 GB of each author."
    )

    def fact(self) -> str:
        return {"enterprise": "Enterprise", "standard": "Standard"}.get(self.edition or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        edition = self.edition
        if edition is None:
            yield needs("Authors", "", "edition", "Choose an edition.")
            return
        key = f"quicksight.{edition}"
        unit = "user-month"
        yield usage(f"Authors ({edition})", f"{key}.author", self.authors, property="authors", unit=unit)
        if edition == "enterprise":
            if self.readers is not None or self.monthly_sessions is None:
                name = "Readers (enterprise)"
                yield usage(name, f"{key}.reader", self.readers, property="readers", unit=unit)
            for name, kind, field, counted in _EXTRAS:
                amount = getattr(self, field)
                if amount is not None:
                    yield usage(name, f"{key}.{kind}", amount, property=field, unit=counted)
        if self.spice_gb is not None:
            yield storage(
                f"SPICE capacity ({edition})",
                f"{key}.spice",
                self.spice_gb,
                property="spice_gb",
                unit="GB-month",
            )


_EXTRAS = (
    ("Author Pros (enterprise)", "author_pro", "author_pros", "user-month"),
    ("Reader Pros (enterprise)", "reader_pro", "reader_pros", "user-month"),
    ("Reader sessions (enterprise)", "session", "monthly_sessions", "session"),
)
"""Billed only where they are used: name, word in the rate key, property, unit."""
