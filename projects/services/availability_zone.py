"""Availability Zone."""

from projects.properties import Choice
from projects.service import Service


class AvailabilityZone(Service):
    """One zone of a Region, drawn inside a VPC by convention."""

    name = "availability_zone"
    label = "Availability Zone"
    summary = "One or more data centers of a Region; use two or more so that one may fail."
    category = "Containers and groups"
    synonyms = ("az", "zone")
    icon = "availability_zone"
    shape = "container"
    scope = "zone"
    inside = ("vpc", "region")
    size = (304, 400)
    needs_no_price = "A zone itself is not billed."

    zone: str | None = Choice("Zone", source="zones")

    def title(self) -> str:
        return f"Availability Zone {self.zone}" if self.zone else self.label
