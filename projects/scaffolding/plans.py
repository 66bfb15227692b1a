"""What a person asks for when they draw a whole VPC at once."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Literal

from projects.scaffolding.addresses import Room, allot

TierKind = Literal["public", "private", "isolated"]
NatChoice = Literal["none", "one", "each"]

MOST_ZONES = 6
MOST_TIERS = 6
_BITS: dict[TierKind, int] = {"public": 8, "private": 4, "isolated": 6}
"""Load balancers and NAT gateways need few addresses, what runs in private subnets needs many."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One row of subnets: its name in theirs, the way out it has, and a netmask if not the usual one."""

    name: str
    kind: TierKind = "private"
    prefix: int | None = None


PUBLIC = Tier("public", "public")
PRIVATE = Tier("private", "private")
APPLICATION = Tier("app", "private")
DATA = Tier("data", "isolated")

PRESETS: dict[str, tuple[Tier, ...]] = {
    "Public, application and data": (PUBLIC, APPLICATION, DATA),
    "Public and private": (PUBLIC, PRIVATE),
    "Public only": (PUBLIC,),
    "Private only": (PRIVATE,),
}


@dataclass(frozen=True, slots=True)
class VpcPlan:
    """A VPC over zones with tiers of subnets, and what joins it to the world."""

    block: IPv4Network
    name: str = ""
    region: str = "us-east-1"
    zones: tuple[str, ...] = ("us-east-1a", "us-east-1b")
    tiers: tuple[Tier, ...] = PRESETS["Public, application and data"]
    nat: NatChoice = "one"
    internet_gateway: bool = True
    gateway_endpoints: tuple[str, ...] = ("s3", "dynamodb")
    interface_endpoints: tuple[str, ...] = ()

    @property
    def public_tiers(self) -> tuple[Tier, ...]:
        return tuple(tier for tier in self.tiers if tier.kind == "public")

    @property
    def nat_zones(self) -> tuple[int, ...]:
        """Positions of zones with a NAT gateway: none without public subnets and private ones to serve."""
        served = any(tier.kind == "private" for tier in self.tiers)
        if self.nat == "none" or not (self.internet_gateway and self.public_tiers and served):
            return ()
        return tuple(range(len(self.zones))) if self.nat == "each" else (0,)

    def blocks(self) -> list[list[IPv4Network]]:
        """For each tier a block in each zone; raises :class:`~projects.scaffolding.addresses.DoesNotFit`."""
        rooms = [Room(_BITS[tier.kind], tier.prefix) for tier in self.tiers]
        return allot(self.block, rooms, len(self.zones))


def problems(plan: VpcPlan) -> list[str]:
    """What keeps a plan from being drawn, apart from its addresses."""
    found = []
    if not 1 <= len(plan.zones) <= MOST_ZONES:
        found.append(f"Choose 1 to {MOST_ZONES} Availability Zones.")
    if not plan.tiers:
        found.append("Add a tier of subnets.")
    names = [tier.name.strip().casefold() for tier in plan.tiers]
    if any(not name for name in names):
        found.append("Give each tier a name.")
    double = next((tier.name for tier in plan.tiers if names.count(tier.name.strip().casefold()) > 1), "")
    if double.strip():
        found.append(f"Two tiers are called “{double.strip()}”: give each a name of its own.")
    return found
