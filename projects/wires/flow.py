"""The way of the traffic from one end of a link to the other, as legs."""

from __future__ import annotations

from collections.abc import Iterator

from projects.wires.legs import (
    TO_CLOUDFRONT,
    TO_ORIGIN,
    VIEWERS,
    Leg,
    between_zones,
    egress,
    free,
    ingress,
    needed,
    region_pair,
)
from projects.wires.network import Nat
from projects.wires.roles import is_hub, rank
from projects.wires.stands import Stand
from projects.wires.ways import (
    OTHER,
    between_vpcs,
    endpoint_data,
    from_internet,
    from_site,
    over_direct_connect,
    past_nat,
    router_data,
    through_nat,
    to_internet,
    to_site,
    way_out,
    with_service,
)

_OUTSIDE = ("internet", "on_premises")
_REPLICATED = frozenset(
    {
        *("rds_instance", "aurora_cluster", "elasticache_cluster", "memorydb", "documentdb", "neptune"),
        *("redshift_cluster", "dax", "opensearch"),
    }
)
"""Databases that AWS replicates itself: not billed within a Region, and without any path between VPCs."""
_SPREAD_FREE = ("application_load_balancer", "classic_load_balancer")
_OWN = {
    "amplify": "Amplify bills the data that it serves itself.",
    "lightsail": "Lightsail plans hold an allowance of data of their own.",
    "route53": "Route 53 is billed by queries, not by data.",
}


def flow(sender: Stand, receiver: Stand, started: bool, kind: str) -> Iterator[Leg]:
    """Legs of what goes from sender to receiver; ``started`` says that the link starts at the sender."""
    ends = (sender, receiver)
    roles = {end.role for end in ends}
    if "apart" in roles:
        reason = "Local Zones and Outposts have rates of their own, which are not in the price list."
        yield Leg(OTHER, "unpriced", reason)
    elif "volume" in roles:
        yield free(OTHER, "Between a volume and its instance nothing is billed by GB.")
    elif roles <= {"internet", "on_premises"}:
        yield free(OTHER, "Neither end is in AWS.")
    elif "nowhere" in roles:
        end = next(end for end in ends if end.role == "nowhere")
        yield needed(OTHER, f"Move {end.title} into a Region: what its traffic costs depends on it.")
    elif (own := next((_OWN[e.service] for e in ends if e.service in _OWN), "")) or "global" in roles:
        end = next((end for end in ends if end.role == "global"), sender)
        yield free(OTHER, own or f"{end.title} is not billed by data.")
    elif "cdn" in roles:
        yield from _cdn(sender, receiver, kind)
    else:
        yield from _in_networks(sender, receiver, started, kind)


def _cdn(sender: Stand, receiver: Stand, kind: str) -> Iterator[Leg]:
    if sender.role != "cdn":
        inward = sender.role in _OUTSIDE
        reason = "Data from viewers is free." if inward else "Data from AWS to CloudFront is free."
        yield free("Data transfer to CloudFront", reason, "" if inward else TO_CLOUDFRONT)
        return
    name, key, field = "Data transfer out to viewers", VIEWERS, "data_out_gb"
    if receiver.role not in _OUTSIDE or kind == "origin":
        name, key, field = "Data sent to the origin", TO_ORIGIN, "origin_data_gb"
    if sender.flat_rate:
        yield free(name, "CloudFront's flat rate has no charge for data.", covers=[(sender.id, field)])
    elif not sender.facts or sum(share for _, share in sender.facts) != 1:
        yield needed(name, f"Say where the viewers of {sender.title} are: its rate depends on the geography.")
    else:
        for geography, share in sender.facts:
            part = "" if share == 1 else f"{(share * 100).normalize():f} % of "
            text = f"{part}{{gb}} at edge locations in {_GEOGRAPHIES.get(geography, geography)}."
            covers = ((sender.id, field),)
            yield Leg(name, "priced", text, key, f"edge-{geography}", share=share, covers=covers)


_GEOGRAPHIES = {
    "us": "the United States and Mexico",
    "ca": "Canada",
    "eu": "Europe and Israel",
    "jp": "Japan",
    "asia": "Asia Pacific",
    "au": "Australia and New Zealand",
    "in": "India",
    "sa": "South America",
    "me": "the Middle East",
    "za": "South Africa and Kenya",
}


def _in_networks(sender: Stand, receiver: Stand, started: bool, kind: str) -> Iterator[Leg]:
    inner, outer = sorted((sender, receiver), key=lambda end: rank(end.role))
    outward = inner is sender
    from_inner = started == outward
    if inner.role == "gateway_endpoint" or outer.role == "gateway_endpoint":
        yield free(
            "Data through the gateway endpoint", "Gateway endpoints are free.", "vpc.endpoint.gateway.free"
        )
    elif "peering" in (inner.role, outer.role):
        reason = "Link the two ends with each other: the rate depends on both."
        yield needed("Data transfer over VPC peering", reason)
    elif inner.role in ("nat", "interface_endpoint") or outer.role in ("nat", "interface_endpoint"):
        yield from _entry(sender, receiver, started, kind)
    elif is_hub(inner.role):
        yield from _behind_hub(inner, outer, outward, from_inner)
    elif "router" in (inner.role, outer.role):
        yield from _router(sender, receiver, inner, outer, outward)
    elif outer.role in ("internet", "internet_gateway", "accelerator"):
        yield from _internet(inner, outer, outward, from_inner)
    elif outer.role in ("on_premises", "vpn_gateway", "vpn", "direct_connect"):
        yield from _site(inner, outer, outward, from_inner)
    else:
        yield from _within_aws(sender, receiver, started, kind)


def _internet(inner: Stand, outer: Stand, outward: bool, from_inner: bool) -> Iterator[Leg]:
    if outer.note == "cdn":
        if outward:
            yield free("Data transfer to CloudFront", "Data from AWS to CloudFront is free.", TO_CLOUDFRONT)
        else:
            yield ingress(inner)
        return
    gateway = outer.role != "internet"
    to = (
        "the internet"
        if gateway
        else outer.title
        if outer.service == "internet"
        else f"{outer.title} on the internet"
    )
    if outward:
        # A gateway shows the way itself: what is linked with it needs no NAT gateway.
        yield from ([egress(inner, to)] if gateway else to_internet(inner, to, from_inner))
    else:
        yield from ([ingress(inner)] if gateway else from_internet(inner, from_inner))


def _site(inner: Stand, outer: Stand, outward: bool, from_inner: bool) -> Iterator[Leg]:
    """Between AWS and a corporate network, or what leads to it."""
    if outer.role == "direct_connect":
        yield over_direct_connect(inner, (outer.id,)) if outward else free("Data transfer in", "Free.")
    elif outer.role == "vpn":
        covers = ((outer.id, "data_out_gb"),)
        yield egress(inner, "the corporate network", *covers, over=" over VPN") if outward else ingress(inner)
    elif outward:
        yield from to_site(inner, outer, from_inner)
    else:
        yield from from_site(inner, from_inner)


def _behind_hub(hub: Stand, outer: Stand, outward: bool, from_inner: bool) -> Iterator[Leg]:
    """Between a gateway and what lies further out: priced on the gateway's inner links where these say GB."""
    if hub.fed:
        yield free(OTHER, f"Counted on the links between {hub.title} and what stands in AWS.")
    elif not hub.region:
        yield needed(OTHER, f"Say the GB on the links between {hub.title} and what stands in AWS.")
    elif hub.role == "internet_gateway":
        yield from _internet(hub, outer, outward, from_inner)
    elif hub.role == "direct_connect":
        yield over_direct_connect(hub, (hub.id,)) if outward else free("Data transfer in", "Free.")
    else:
        yield from _site(hub, outer, outward, from_inner)


def _entry(sender: Stand, receiver: Stand, started: bool, kind: str) -> Iterator[Leg]:
    """At a NAT gateway or an interface endpoint: what goes through it is billed in both directions."""
    hub, other = (sender, receiver) if sender.role in ("nat", "interface_endpoint") else (receiver, sender)
    if other.role == "inside" and other.network is hub.network:
        yield from _processed(hub, other)
        return
    saving = past_nat(hub, other, hub.id) if hub.role == "nat" else None
    if not hub.fed:
        yield from (leg._replace(saving=saving) for leg in _processed(hub, None))
    if hub.role == "interface_endpoint":
        if hub.fed:
            yield free(OTHER, f"Counted on the links between {hub.title} and what stands in its VPC.")
        return
    outward = hub is sender
    if other.role in ("internet", "internet_gateway", "accelerator"):
        if not outward:
            yield ingress(hub)
        elif other.note == "cdn":
            yield free("Data transfer to CloudFront", "Data from AWS to CloudFront is free.", TO_CLOUDFRONT)
        else:
            yield egress(hub, "the internet")
    elif other.role in ("on_premises", "vpn_gateway", "vpn", "direct_connect"):
        yield from _site(hub, other, outward, True)
    elif other.role == "router":
        yield from _router(sender, receiver, hub, other, outward)
    elif other.region != hub.region:
        yield region_pair(sender, receiver)
    elif hub.fed:
        reason = "Counted on the links to the NAT gateway; no more is billed."
        yield free("Data transfer within the Region", reason)._replace(saving=saving)


def _processed(hub: Stand, client: Stand | None) -> Iterator[Leg]:
    if hub.role == "interface_endpoint":
        yield endpoint_data(hub, hub.id)
        return
    zones = hub.zones if client is not None else ()
    nat = Nat(hub.id, hub.title, zones, hub.note == "regional", hub.note == "covered")
    yield from through_nat(client or hub, nat, True)


def _router(sender: Stand, receiver: Stand, inner: Stand, outer: Stand, outward: bool) -> Iterator[Leg]:
    """At a transit gateway: billed where data enters it, then as what it leaves for."""
    if sender.role == receiver.role == "router":
        if sender.region == receiver.region:
            yield free(OTHER, "Between transit gateways of a Region nothing is billed by GB.")
        else:
            covers = ((sender.id, "peer_data_gb"),)
            yield region_pair(sender, receiver, *covers, over=" between peered transit gateways")
        return
    router, other = (sender, receiver) if sender.role == "router" else (receiver, sender)
    leaving = router is sender
    if other.role == "inside" or other.role == "nat":
        if leaving:
            yield free(OTHER, f"Billed where it enters {router.title}.")
        else:
            yield router_data(other, router.id, region=router.region)
    elif other.role in ("internet", "internet_gateway", "accelerator"):
        yield egress(router, "the internet") if leaving else ingress(router)
    elif other.role in ("on_premises", "vpn_gateway", "vpn", "direct_connect"):
        over_line = other.role == "direct_connect"
        if leaving:
            yield from _site(router, other, True, True)
        else:
            yield free("Data transfer in", f"Data into {router.region} is free.")
            yield router_data(router, router.id, "direct_connect" if over_line else "vpn")
    else:
        yield needed(OTHER, f"Link {router.title} with a VPC, a VPN or Direct Connect.")


def _within_aws(sender: Stand, receiver: Stand, started: bool, kind: str) -> Iterator[Leg]:
    inside = [end for end in (sender, receiver) if end.role == "inside"]
    same = sender.region == receiver.region
    if kind == "replicate" and (len(inside) < 2 or sender.service in _REPLICATED):
        covers = ((sender.id, "replicated_gb"),)
        if same:
            yield free("Replication", "Replication within a Region is not billed by GB.", covers=covers)
        else:
            yield region_pair(sender, receiver, *covers)
    elif len(inside) == 2:
        yield from _between_resources(sender, receiver, started, same)
    elif len(inside) == 1:
        [end] = inside
        service = receiver if end is sender else sender
        from_end = started == (end is sender)
        if same:
            yield from with_service(end, service, from_end)
            return
        out = way_out(end)
        if from_end and not end.public and out.nat is not None:
            yield from through_nat(end, out.nat, out.drawn)
        yield region_pair(sender, receiver)
    elif same:
        yield free("Data transfer within the Region", f"Between services of {sender.region}: free.")
    else:
        yield region_pair(sender, receiver)


def _between_resources(sender: Stand, receiver: Stand, started: bool, same: bool) -> Iterator[Leg]:
    if sender.network is not receiver.network:
        yield from between_vpcs(sender, receiver)
    elif "efs_file_system" in (sender.service, receiver.service):
        yield free("Data transfer within the zone", "Through the mount target of its own zone: free.")
    elif not same:
        yield region_pair(sender, receiver)
    elif (sender if started else receiver).service in _SPREAD_FREE:
        reason = "Between this load balancer and its targets AWS bills no data, across zones either."
        yield free("Data transfer between zones", reason)
    else:
        yield between_zones(sender, receiver, zonal="zonal" in (sender.note, receiver.note))
