"""AWS Region."""

from pricing.regions import region
from projects.properties import Choice
from projects.service import Service


class Region(Service):
    """A Region; what stands in it is priced at the Region's list prices."""

    name = "region"
    label = "Region"
    summary = "A geographic area with several Availability Zones; prices differ from Region to Region."
    category = "Containers and groups"
    synonyms = ("location", "geography", "us-east-1", "eu-west-1")
    icon = "region"
    shape = "container"
    scope = "region"
    inside = ("aws_cloud", "account")
    size = (880, 560)
    needs_no_price = "A Region itself is not billed."

    code: str | None = Choice("Region", source="regions", default="us-east-1")

    def title(self) -> str:
        if not self.code:
            return self.label
        facts = region(self.code)
        city = facts.name.partition("(")[2].rstrip(")") if facts is not None else ""
        return f"Region: {self.code} ({city})" if city else f"Region: {self.code}"
