"""AWS Local Zone."""

from projects.properties import Text
from projects.service import Service


class LocalZone(Service):
    """An extension of a Region near a city, drawn where an Availability Zone would be."""

    name = "local_zone"
    label = "Local Zone"
    official = "AWS Local Zone"
    summary = "An extension of a Region near a city, with a part of its services."
    category = "Containers and groups"
    synonyms = ("local zone", "edge zone", "wavelength")
    icon = "availability_zone"
    shape = "container"
    scope = "zone"
    inside = ("vpc", "region")
    size = (304, 400)
    needs_no_price = "A zone itself is not billed."

    zone: str | None = Text("Zone", help="Such as us-east-1-bos-1a.")

    def title(self) -> str:
        return f"Local Zone {self.zone}" if self.zone else self.label
