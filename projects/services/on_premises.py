"""Corporate data center as a frame."""

from projects.properties import Text
from projects.service import CANVAS, Service


class OnPremises(Service):
    """Everything that the customer runs outside AWS."""

    name = "on_premises"
    label = "Corporate data center"
    summary = "A frame for what the customer runs outside AWS: servers, routers, users in the office."
    category = "Containers and groups"
    synonyms = ("data center", "data centre", "datacenter", "on-premises", "office", "hybrid", "branch")
    icon = "on_premises"
    shape = "container"
    scope = "outside"
    inside = (CANVAS,)
    size = (304, 240)
    needs_no_price = "Not run by AWS."

    cidr: str | None = Text(
        "IPv4 CIDR block", pattern="cidr", help="The corporate addresses that AWS networks must not overlap."
    )
