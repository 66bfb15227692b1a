"""Users."""

from projects.actor_links import CALLS
from projects.service import CANVAS, Service


class Users(Service):
    """The people who use the system, outside AWS."""

    name = "users"
    label = "Users"
    summary = "The people who use the system, wherever they are."
    category = "Actors"
    synonyms = ("user", "people", "customers", "visitors", "clients")
    icon = "users"
    shape = "actor"
    scope = "outside"
    inside = (CANVAS, "on_premises", "aws_cloud", "account")
    links = CALLS
    needs_no_price = "Outside AWS."
