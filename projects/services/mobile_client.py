"""Mobile client."""

from projects.actor_links import CALLS
from projects.service import CANVAS, Service


class MobileClient(Service):
    """A phone or tablet that calls the system."""

    name = "mobile_client"
    label = "Mobile client"
    summary = "A phone or tablet that calls the system."
    category = "Actors"
    synonyms = ("mobile", "phone", "tablet", "app", "ios", "android")
    icon = "mobile_client"
    shape = "actor"
    scope = "outside"
    inside = (CANVAS, "on_premises", "aws_cloud", "account")
    links = CALLS
    needs_no_price = "Outside AWS."
