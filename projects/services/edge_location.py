"""Edge location."""

from projects.service import Service


class EdgeLocation(Service):
    """A site of AWS's global edge network, outside every Region."""

    name = "edge_location"
    label = "Edge location"
    summary = "A site of AWS's edge network near the users, where CloudFront, Route 53 and WAF answer."
    category = "Containers and groups"
    synonyms = ("edge", "point of presence", "pop", "cdn")
    icon = "edge_location"
    shape = "container"
    scope = "global"
    inside = ("aws_cloud", "account")
    size = (240, 160)
    needs_no_price = "An edge location is not billed; the services in it are."
