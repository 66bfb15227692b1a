"""AWS Transit Gateway."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.billing.instances import WHOLE_MONTH
from projects.billing.traffic import other_region_out
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_DRAWN = "Empty: those attached in the drawing."

_ATTACHMENTS = (
    ("vpc", "vpc", "VPC", "vpc"),
    ("vpn", "vpn", "VPN", "site_to_site_vpn"),
    ("direct_connect", "dx", "Direct Connect", "direct_connect_gateway"),
    ("peering", "peering", "peering", "transit_gateway"),
    ("connect", "connect", "Connect", ""),
)
"""Beginning of the properties' names, end of the rate keys, words, and what is attached in a drawing."""

_PROCESSED = ("vpc", "vpn", "direct_connect")
"""Whose data is billed. Peering sends none of its own: it is billed where it came in."""


class TransitGateway(Service):
    """A Region's router between VPCs, VPNs and Direct Connect; each attachment is billed by the hour."""

    name = "transit_gateway"
    label = "Transit gateway"
    official = "AWS Transit Gateway"
    billed_as = "AWS Transit Gateway"
    summary = "A router of the Region between VPCs, VPN connections, Direct Connect and other Regions."
    category = "Networking"
    synonyms = ("tgw", "hub", "router", "vpc to vpc", "hub and spoke", "hybrid")
    cloudformation = "AWS::EC2::TransitGateway"
    icon = "transit_gateway"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "attach": ("vpc", "site_to_site_vpn", "direct_connect_gateway", "transit_gateway", "subnet"),
        "peer": ("transit_gateway",),
        "route": ("vpc", "network_firewall"),
        "vpn": ("site_to_site_vpn", "customer_gateway"),
        "traffic": ("vpc", "nat_gateway", "network_firewall", "internet"),
    }

    vpc_attachments: int | None = Count(
        "VPC attachments", help=f"One for each VPC, whatever its subnets. {_DRAWN}", typical=(2, 5, 20)
    )
    vpn_attachments: int | None = Count("VPN attachments", help=_DRAWN)
    direct_connect_attachments: int | None = Count("Direct Connect attachments", help=_DRAWN)
    peering_attachments: int | None = Count(
        "Peering attachments", help=f"To transit gateways, billed on both. {_DRAWN}"
    )
    connect_attachments: int | None = Count("Connect attachments", help="For SD-WAN appliances.")
    hours_per_month: Decimal | None = Quantity("Hours", unit="hours/month", high=744, help=WHOLE_MONTH)
    security_group_referencing: bool | None = Flag("Security group referencing")
    asn: int | None = Count("Amazon side ASN", low=1, high=4_294_967_294)
    vpc_data_gb: Decimal | None = Quantity(
        "Data from VPCs",
        unit="GB/month",
        help="What VPCs send to the transit gateway.",
        typical=(100, 1000, 20_000),
    )
    vpn_data_gb: Decimal | None = Quantity(
        "Data from VPNs", unit="GB/month", help="What arrives over VPN.", typical=(20, 300, 5000)
    )
    direct_connect_data_gb: Decimal | None = Quantity(
        "Data from Direct Connect",
        unit="GB/month",
        help="What arrives over Direct Connect.",
        typical=(50, 1000, 20_000),
    )
    peer_region: str | None = Choice("Peer's Region", source="regions", help="Of a peered transit gateway.")
    peer_data_gb: Decimal | None = Quantity(
        "Data to the peer's Region", unit="GB/month", typical=(20, 200, 2000)
    )

    def attachments(self, place: Place) -> dict[str, int]:
        """How many of each kind: as stated, else as drawn."""
        found = {}
        for kind, _key, _words, service in _ATTACHMENTS:
            stated: int | None = getattr(self, f"{kind}_attachments")
            found[kind] = stated if stated is not None else place.attached.count(service)
        return found

    def costs(self, place: Place) -> Iterator[CostComponent]:
        counts = self.attachments(place)
        stated = any(getattr(self, f"{kind}_attachments") is not None for kind in counts)
        if not stated and not any(counts.values()):
            reason = "Attach VPCs to it, or say how many there are."
            yield needs("Attachment hours", "tgw.attachment.vpc", "vpc_attachments", reason)
        for kind, key, words, _service in _ATTACHMENTS:
            if counts[kind]:
                yield hourly(
                    f"Attachment hours ({words})",
                    f"tgw.attachment.{key}",
                    counts[kind],
                    hours=self.hours_per_month,
                    property=f"{kind}_attachments",
                )
        for kind, key, words, _service in _ATTACHMENTS:
            field = f"{kind}_data_gb"
            if kind in _PROCESSED and (counts[kind] or getattr(self, field) is not None):
                yield usage(
                    f"Data processed ({words})", f"tgw.data.{key}", getattr(self, field), property=field
                )
        if self.peer_data_gb is not None or (self.peer_region and self.peer_region != place.region):
            yield other_region_out(self.peer_data_gb, "peer_data_gb", place.region, self.peer_region)
