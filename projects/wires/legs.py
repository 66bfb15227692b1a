"""Legs: the parts of a way that traffic takes in one direction, each with its rate and its reason."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import gcd
from typing import Literal, NamedTuple

from projects.wires.network import Zone
from projects.wires.roles import SERVICE_NAMES
from projects.wires.stands import Stand

INTER_ZONE = "data_transfer.inter_az"
INTERNET_OUT = "data_transfer.out.internet"
INTERNET_IN = "data_transfer.in.internet.free"
TO_CLOUDFRONT = "data_transfer.cloudfront_origin.free"
OTHER_REGION = "data_transfer.out.inter_region"
NAT_DATA = "nat_gateway.data"
GATEWAY_ENDPOINT = "vpc.endpoint.gateway.free"
INTERFACE_DATA = "vpc.endpoint.interface.data"
ROUTER_DATA = {"vpc": "tgw.data.vpc", "vpn": "tgw.data.vpn", "direct_connect": "tgw.data.dx"}
DIRECT_CONNECT_OUT = "directconnect.out"
VIEWERS = "cloudfront.data_out.internet"
TO_ORIGIN = "cloudfront.data_out.origin"

State = Literal["priced", "free", "needs", "unpriced"]

Cover = tuple[str, str]
"""A node's property whose figure the wire states: the node need not ask for it."""

ONE = (1, 1)


class Saving(NamedTuple):
    """A cheaper way: a gateway endpoint in this VPC for "s3" or "dynamodb" instead of the NAT gateway."""

    service: str
    vpc: str
    nat: str

    @property
    def text(self) -> str:
        return f"A gateway endpoint for {SERVICE_NAMES[self.service]} is free"


class Leg(NamedTuple):
    """One part of the way. ``{gb}`` in the text stands for the traffic."""

    name: str
    state: State
    text: str
    key: str = ""
    region: str = ""
    times: tuple[int, int] = ONE
    """How often each GB is billed, as a fraction."""
    share: Decimal = Decimal(1)
    """The part of the GB that takes this leg, such as a geography's viewers."""
    covers: tuple[Cover, ...] = ()
    saving: Saving | None = None


def free(name: str, text: str, key: str = "", covers: Iterable[Cover] = ()) -> Leg:
    return Leg(name, "free", text, key, covers=tuple(covers))


def needed(name: str, text: str, key: str = "", region: str = "") -> Leg:
    return Leg(name, "needs", text, key, region)


def egress(sender: Stand, to: str, *covers: Cover, over: str = "") -> Leg:
    """Out to the internet; its tiers are those of the account in the Region."""
    name = "Data transfer out to the internet"
    return Leg(
        name,
        "priced",
        f"{{gb}} from {sender.region} to {to}{over}.",
        INTERNET_OUT,
        sender.region,
        covers=(*covers, (sender.id, "data_out_gb")),
    )


def ingress(receiver: Stand) -> Leg:
    reason = f"Data from the internet into {receiver.region} is free."
    return free("Data transfer in from the internet", reason, INTERNET_IN)


def region_pair(sender: Stand, receiver: Stand, *covers: Cover, over: str = "") -> Leg:
    """From one Region to another, at the rate of the pair."""
    return Leg(
        f"Data transfer out to {receiver.region}",
        "priced",
        f"{{gb}} from {sender.region} to {receiver.region}{over}.",
        f"{OTHER_REGION}.to.{receiver.region}",
        sender.region,
        covers=covers,
    )


def zone_words(zones: tuple[Zone, ...]) -> str:
    names = [name for _, name in zones]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def crossing(one: tuple[Zone, ...], other: tuple[Zone, ...]) -> tuple[int, int]:
    """The part of the traffic that goes to another zone where each end is spread evenly, as a fraction."""
    ways = len(one) * len(other)
    within = len({key for key, _ in one} & {key for key, _ in other})
    shared = gcd(ways - within, ways)
    return (ways - within) // shared, ways // shared


def between_zones(sender: Stand, receiver: Stand, *covers: Cover, over: str = "", zonal: bool = False) -> Leg:
    """Within a Region: free inside a zone, billed on leaving one and on arriving in the other.

    ``zonal`` says that the traffic stays in its zone as long as the other end is there.
    """
    name = "Data transfer between zones"
    for end in (sender, receiver):
        if not end.zones:
            text = f"Put {end.title} into an Availability Zone or a subnet of one: within a zone it is free."
            return needed(name, text, INTER_ZONE, sender.region)
    top, bottom = crossing(sender.zones, receiver.zones)
    here, there = zone_words(sender.zones), zone_words(receiver.zones)
    if not top or (zonal and top < bottom):
        where = f"Both are in {here}" if here == there and top == 0 else "It stays within its zone"
        return free(
            "Data transfer within the zone", f"{where}: free over private addresses{over}.", covers=covers
        )
    why = f"{', spread evenly over the zones' if top < bottom else ''}{over}"
    return crossed(sender, (top, bottom), f"{here} to {there}{why}", covers)


def crossed(end: Stand, part: tuple[int, int], way: str, covers: tuple[Cover, ...] = ()) -> Leg:
    """A part of the traffic that leaves a zone and arrives in another: each GB is billed twice."""
    top, bottom = part
    words = "" if top == bottom else "Half of " if part == (1, 2) else f"{top}/{bottom} of "
    shared = gcd(2 * top, bottom)
    return Leg(
        "Data transfer between zones",
        "priced",
        f"{words}{{gb}} × 2 directions, {way}.",
        INTER_ZONE,
        end.region,
        (2 * top // shared, bottom // shared),
        covers=covers,
    )
