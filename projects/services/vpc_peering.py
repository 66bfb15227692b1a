"""VPC peering connection."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included
from projects.billing.traffic import other_region_out, zone_crossing
from projects.place import Place
from projects.properties import Choice, Quantity
from projects.service import Service


class VpcPeering(Service):
    """A private path between two VPCs, in one Region or two, in one account or two."""

    name = "vpc_peering"
    label = "VPC peering"
    official = "VPC peering connection"
    billed_as = "Amazon VPC"
    summary = "A private path between two VPCs of any Region and account; it is not transitive."
    category = "Networking"
    synonyms = ("peering", "peer", "pcx", "vpc to vpc")
    cloudformation = "AWS::EC2::VPCPeeringConnection"
    icon = "vpc_peering_connection"
    shape = "resource"
    scope = "vpc"
    inside = ("region", "aws_cloud", "account")
    size = (48, 48)
    links: ClassVar = {"attach": ("vpc",), "peer": ("vpc",), "associate": ("vpc",)}

    own_region: str | None = Choice("First Region", source="regions", help="Empty: the Region it stands in.")
    peer_region: str | None = Choice(
        "Peer's Region", source="regions", help="Empty: both VPCs are in one Region."
    )
    cross_zone_gb: Decimal | None = Quantity(
        "Data between zones",
        unit="GB/month",
        help="In one Region, counted once; billed on leaving and on arriving. Inside a zone it is free.",
        typical=(20, 200, 2000),
    )
    to_peer_gb: Decimal | None = Quantity(
        "Data to the peer's Region", unit="GB/month", typical=(20, 200, 2000)
    )
    from_peer_gb: Decimal | None = Quantity(
        "Data from the peer's Region", unit="GB/month", typical=(20, 200, 2000)
    )

    def fact(self) -> str:
        return self.peer_region or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield included("Peering connection", "Peering itself is free; data between zones and Regions is not.")
        here = self.own_region or place.region
        if self.peer_region is None or self.peer_region == here:
            yield zone_crossing(self.cross_zone_gb, "cross_zone_gb", region=self.own_region)
            return
        yield other_region_out(self.to_peer_gb, "to_peer_gb", here, self.peer_region)
        yield other_region_out(self.from_peer_gb, "from_peer_gb", self.peer_region, here)
