"""AWS Region."""

from typing import ClassVar

from projects.properties import Choice
from projects.service import Scope, Service, Shape


class Region(Service):
    """A Region; what stands in it is priced at the Region's list prices."""

    name: ClassVar[str] = "region"
    label: ClassVar[str] = "Region"
    summary: ClassVar[str] = "A geographic area with several Availability Zones; prices differ from Region to Region."
    category: ClassVar[str] = "Containers and groups"
    synonyms: ClassVar[tuple[str, ...]] = ("location", "geography")
    icon: ClassVar[str] = "region"
    shape: ClassVar[Shape] = "container"
    scope: ClassVar[Scope] = "region"
    inside: ClassVar[tuple[str, ...]] = ("aws_cloud", "account")
    size: ClassVar[tuple[int, int]] = (880, 560)
    needs_no_price: ClassVar[str] = "A Region itself is not billed."

    code: str | None = Choice("Region", source="regions", default="us-east-1")

    def title(self) -> str:
        return f"Region: {self.code}" if self.code else "Region"
