"""Corporate server."""

from typing import ClassVar

from projects.actor_links import SERVER_LINKS
from projects.properties import Count, Text
from projects.service import Service


class OnPremisesServer(Service):
    """A server in the customer's data center."""

    name = "on_premises_server"
    label = "Corporate server"
    summary = "A server in the customer's own data center."
    category = "Actors"
    synonyms = ("on-premises server", "physical server", "virtual machine", "host", "data center server")
    icon = "on_premises_server"
    shape = "actor"
    scope = "outside"
    inside = ("on_premises",)
    links: ClassVar = SERVER_LINKS
    needs_no_price = "Outside AWS."

    operating_system: str | None = Text("Operating system")
    role: str | None = Text("Role", help="Such as web, application or domain controller.")
    servers: int | None = Count("Servers", default=1, low=1)

    def fact(self) -> str:
        return f"× {self.servers:,}" if (self.servers or 0) > 1 else ""
