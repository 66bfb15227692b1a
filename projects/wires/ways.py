"""Ways out of a VPC and between networks: NAT, endpoints, peering, transit gateways, VPN, Direct Connect."""

from __future__ import annotations

from collections.abc import Iterator

from projects.wires.legs import (
    DIRECT_CONNECT_OUT,
    GATEWAY_ENDPOINT,
    INTER_ZONE,
    INTERFACE_DATA,
    NAT_DATA,
    ROUTER_DATA,
    Leg,
    Saving,
    between_zones,
    crossed,
    crossing,
    egress,
    free,
    ingress,
    needed,
    region_pair,
    zone_words,
)
from projects.wires.network import Nat, Out, Site
from projects.wires.roles import ENDPOINT_NAMES, GATEWAY_SERVICES, SERVICE_NAMES
from projects.wires.stands import Stand

OTHER = "Data transfer"


def through_nat(inside: Stand, nat: Nat, drawn: bool, saving: Saving | None = None) -> Iterator[Leg]:
    """Processing by a NAT gateway, and what crosses zones on the way to it; the same in both directions."""
    if nat.zones and not inside.zones:
        text = f"Put {inside.title} into an Availability Zone: {nat.title} may stand in another one."
        yield needed("Data transfer between zones", text, INTER_ZONE, inside.region)
    elif nat.zones and not _own_gateways(inside):
        part = crossing(inside.zones, nat.zones)
        if part[0]:
            here, there = zone_words(inside.zones), zone_words(nat.zones)
            yield crossed(inside, part, f"{here} to {nat.title} in {there}")
    name = "Data processed by the NAT gateway"
    if nat.covered:
        reason = "Covered by the network firewall's data, one for one."
        yield free(name, reason, NAT_DATA, [(nat.id, "data_processed_gb")])
        return
    taken = "" if drawn else ", the way out of its private subnet as drawn"
    yield Leg(
        name,
        "priced",
        f"{{gb}} through {nat.title}{taken}.",
        NAT_DATA,
        inside.region,
        covers=((nat.id, "data_processed_gb"),),
        saving=saving,
    )


def _own_gateways(inside: Stand) -> bool:
    """Whether each zone has a gateway of its own, so that nothing crosses on the way to it."""
    found = {zone for out in inside.outs if out.nat is not None for zone in out.nat.zones}
    return len(inside.zones) > 1 and found == set(inside.zones)


def way_out(inside: Stand) -> Out:
    """The one way out that its subnets share; of several NAT gateways the first stands for all."""
    kinds = {out.kind for out in inside.outs}
    if not kinds:
        return Out("unknown")
    if len(kinds) > 1:
        return Out("unknown")
    return inside.outs[0]


def to_internet(sender: Stand, to: str, started: bool) -> Iterator[Leg]:
    """From an end in AWS out to the internet; ``started`` by the sender, not from the internet."""
    out = way_out(sender)
    if sender.role != "inside" or sender.public:
        yield egress(sender, to)
    elif out.kind == "nat" and out.nat is not None and started:
        yield from through_nat(sender, out.nat, out.drawn)
        yield egress(sender, to, (out.nat.id, "data_out_gb"))
    elif out.kind == "router":
        yield router_data(sender, out.router)
        yield egress(sender, to)
    elif out.kind == "public":
        yield egress(sender, to)
    else:
        yield no_way(sender, started)


def from_internet(receiver: Stand, started: bool) -> Iterator[Leg]:
    """From the internet to an end in AWS; ``started`` by the receiver, which fetches."""
    out = way_out(receiver)
    yield ingress(receiver)
    if receiver.role == "inside" and not receiver.public and started and out.nat is not None:
        yield from through_nat(receiver, out.nat, out.drawn)


def no_way(inside: Stand, started: bool = True) -> Leg:
    """That the drawing shows no way between something in a VPC and what is outside of it."""
    out = way_out(inside)
    if not started and out.kind != "unknown":
        text = f"{inside.title} stands in a private subnet: link the internet with a load balancer before it."
    elif not inside.subnets:
        text = f"Put {inside.title} into a subnet: how its traffic leaves the VPC depends on it."
    elif out.kind == "none":
        text = (
            f"No way out of the subnet of {inside.title} is drawn: add a NAT gateway, an endpoint or a route."
        )
    else:
        text = f"Say whether the subnet of {inside.title} is public, or draw its default route."
    return needed(OTHER, text)


def with_service(inside: Stand, service: Stand, started: bool) -> Iterator[Leg]:
    """Between a VPC and a service of the same Region, in either direction; ``started`` from the VPC."""
    name = service.service
    if not started:
        yield free(
            "Data transfer within the Region", f"{service.title} delivers within {service.region}: free."
        )
        return
    network = inside.network
    if network is not None and name in GATEWAY_SERVICES:
        short = GATEWAY_SERVICES[name]
        if network.gateway(short, inside.subnets):
            reason = f"Through the gateway endpoint for {SERVICE_NAMES[short]}, which is free."
            yield free("Data through the gateway endpoint", reason, GATEWAY_ENDPOINT)
            return
    if network is not None and (endpoint := network.endpoint((name, *ENDPOINT_NAMES.get(name, ())))):
        yield endpoint_data(inside, endpoint)
        return
    out = way_out(inside)
    if out.kind == "public" or inside.public:
        reason = f"Between a public subnet and {service.title} in {service.region}: free."
        yield free("Data transfer within the Region", reason)
    elif out.kind == "nat" and out.nat is not None:
        yield from through_nat(inside, out.nat, out.drawn, past_nat(inside, service, out.nat.id))
    elif out.kind == "router":
        yield router_data(inside, out.router)
    else:
        yield no_way(inside)


def past_nat(inside: Stand, service: Stand, nat: str) -> Saving | None:
    """The gateway endpoint that would lead to a service past a NAT gateway; None if there is none to have."""
    short = GATEWAY_SERVICES.get(service.service)
    if short is None or inside.network is None or service.region != inside.region:
        return None
    return Saving(short, inside.network.id, nat)


def endpoint_data(inside: Stand, endpoint: str) -> Leg:
    """What an interface endpoint processes, in either direction."""
    return Leg(
        "Data processed by the interface endpoint",
        "priced",
        "{gb} through the interface endpoint.",
        INTERFACE_DATA,
        inside.region,
        covers=((endpoint, "data_processed_gb"),),
    )


def router_data(sender: Stand, router: str, kind: str = "vpc", region: str = "") -> Leg:
    """What enters a transit gateway: it is billed once, where it comes in."""
    words = {"vpc": "VPC", "vpn": "VPN", "direct_connect": "Direct Connect"}[kind]
    return Leg(
        f"Data processed by the transit gateway ({words})",
        "priced",
        "{gb} into the transit gateway.",
        ROUTER_DATA[kind],
        region or sender.region,
        covers=((router, f"{kind}_data_gb"),) if router else (),
    )


# between networks


def between_vpcs(sender: Stand, receiver: Stand) -> Iterator[Leg]:
    """From one VPC to another of the same Region or of another one."""
    same = sender.region == receiver.region
    here, there = sender.network, receiver.network
    joined = here.joined(there) if here is not None and there is not None else ""
    if joined == "peering" and here is not None and there is not None:
        node = here.peers[there.id]
        if same:
            zone_covers = [(node, "cross_zone_gb")] if node else []
            yield between_zones(sender, receiver, *zone_covers, over=" over VPC peering")
        else:
            covers = [(node, "to_peer_gb"), (node, "from_peer_gb")] if node else []
            yield region_pair(sender, receiver, *covers, over=" over VPC peering")
    elif joined == "router" and here is not None:
        yield router_data(sender, here.facts.router)
        if not same:
            covers = [(here.facts.router, "peer_data_gb")] if here.facts.router else []
            yield region_pair(sender, receiver, *covers, over=" between peered transit gateways")
    elif sender.public or receiver.public:
        private = next((end for end in (sender, receiver) if not end.public), None)
        nat = way_out(private).nat if private is not None else None
        if private is not None and nat is not None:
            yield from through_nat(private, nat, way_out(private).drawn)
        if not same:
            yield region_pair(sender, receiver, over=" over public addresses")
        else:
            yield Leg(
                "Data transfer over public addresses",
                "priced",
                f"{{gb}} × 2 directions between VPCs of {sender.region}, whatever their zones.",
                INTER_ZONE,
                sender.region,
                (2, 1),
            )
    else:
        pair = " and ".join(network.facts.title for network in (here, there) if network is not None)
        yield needed(
            OTHER, f"No path between {pair or 'the two ends'} is drawn: peer them or add a transit gateway."
        )


def to_site(sender: Stand, receiver: Stand, started: bool) -> Iterator[Leg]:
    """From AWS to a corporate network: over Direct Connect, else VPN, else the internet."""
    site = _site(sender)
    if site is None:
        yield from to_internet(sender, f"{receiver.title} over the internet", started)
        return
    if site.router:
        yield router_data(sender, site.router)
    if site.kind == "direct_connect":
        yield over_direct_connect(sender, site.nodes)
    else:
        covers = [(node, "data_out_gb") for node in site.nodes]
        yield egress(sender, receiver.title, *covers, over=" over VPN")


def over_direct_connect(sender: Stand, nodes: tuple[str, ...]) -> Leg:
    return Leg(
        "Data transfer out over Direct Connect",
        "priced",
        f"{{gb}} from {sender.region} to a location of the same Region.",
        DIRECT_CONNECT_OUT,
        sender.region,
        covers=tuple((node, "data_out_gb") for node in nodes),
    )


def from_site(receiver: Stand, started: bool) -> Iterator[Leg]:
    """From a corporate network into AWS: free, but for a transit gateway on the way."""
    site = _site(receiver)
    if site is None:
        yield from from_internet(receiver, started)
        return
    yield free("Data transfer in", f"Data into {receiver.region} is free.")
    if site.router:
        yield router_data(receiver, site.router, site.kind)


def _site(end: Stand) -> Site | None:
    sites = end.network.facts.sites if end.network is not None else ()
    return sites[0] if sites else None
