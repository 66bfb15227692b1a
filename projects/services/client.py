"""Client."""

from projects.actor_links import CALLS
from projects.service import CANVAS, Service


class Client(Service):
    """A computer that calls the system, outside AWS."""

    name = "client"
    label = "Client"
    summary = "A computer or browser that calls the system."
    category = "Actors"
    synonyms = ("browser", "computer", "desktop", "laptop", "pc", "workstation")
    icon = "client"
    shape = "actor"
    scope = "outside"
    inside = (CANVAS, "on_premises", "aws_cloud", "account")
    links = CALLS
    needs_no_price = "Outside AWS."
