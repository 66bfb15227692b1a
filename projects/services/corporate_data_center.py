"""Corporate data center."""

from typing import ClassVar

from projects.service import CANVAS, Service


class CorporateDataCenter(Service):
    """The customer's own site as one icon; the frame is on_premises."""

    name = "corporate_data_center"
    label = "Corporate site"
    summary = "The customer's own site, drawn as one icon."
    category = "Actors"
    synonyms = (
        "corporate data center",
        "data centre",
        "office",
        "headquarters",
        "on-premises",
        "branch",
        "building",
    )
    icon = "corporate_data_center"
    shape = "actor"
    scope = "outside"
    inside = (CANVAS, "on_premises")
    links: ClassVar = {
        "dx": (
            "direct_connect",
            "direct_connect_gateway",
            "virtual_private_gateway",
        ),
        "vpn": (
            "virtual_private_gateway",
            "customer_gateway",
            "site_to_site_vpn",
            "transit_gateway",
        ),
        "traffic": (
            "customer_gateway",
            "direct_connect",
            "internet",
            "application_load_balancer",
            "network_load_balancer",
            "api_gateway",
            "s3_bucket",
            "storage_gateway",
            "datasync",
            "snowball",
            "transfer_family",
        ),
    }
    needs_no_price = "Outside AWS."
