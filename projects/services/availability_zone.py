"""Availability Zone."""

from typing import ClassVar

from projects.properties import Choice
from projects.service import Scope, Service, Shape


class AvailabilityZone(Service):
    """One zone of a Region, drawn inside a VPC by convention."""

    name: ClassVar[str] = "availability_zone"
    label: ClassVar[str] = "Availability Zone"
    summary: ClassVar[str] = "One or more data centres of a Region; use two or more so that one may fail."
    category: ClassVar[str] = "Containers and groups"
    synonyms: ClassVar[tuple[str, ...]] = ("az", "zone", "data center")
    icon: ClassVar[str] = "availability_zone"
    shape: ClassVar[Shape] = "container"
    scope: ClassVar[Scope] = "zone"
    inside: ClassVar[tuple[str, ...]] = ("vpc", "region")
    size: ClassVar[tuple[int, int]] = (304, 400)
    needs_no_price: ClassVar[str] = "A zone itself is not billed."

    zone: str | None = Choice("Zone", source="zones")

    def title(self) -> str:
        return f"Availability Zone {self.zone}" if self.zone else "Availability Zone"
