"""Server outside AWS."""

from typing import ClassVar

from projects.actor_links import SERVER_LINKS
from projects.service import CANVAS, Service


class Server(Service):
    """A machine that the customer runs, outside AWS."""

    name = "server"
    label = "Server"
    summary = "A physical or virtual machine that the customer runs outside AWS."
    category = "Actors"
    synonyms = ("on-premises server", "corporate server", "machine", "host", "vm")
    icon = "server"
    shape = "actor"
    scope = "outside"
    inside = ("on_premises", CANVAS)
    links: ClassVar = SERVER_LINKS
    needs_no_price = "Outside AWS."
