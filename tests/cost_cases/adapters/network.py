"""Cases of what connects VPCs, Regions and corporate networks, and of traffic that is not drawn."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

NONE = Decimal(0)
"""What a case does not mention is no part of it."""

US_EAST = {"us-east-1": "us-east-2", "us-east-2": "us-east-1"}

GEOGRAPHIES = {
    "north_america": "na",
    "united_states": "na",
    "us": "na",
    "europe": "eu",
    "asia_pacific": "ap",
    "south_korea": "kr",
    "korea": "kr",
    "india": "in",
    "australia": "au",
    "oceania": "au",
    "middle_east": "me",
    "south_africa": "za",
    "south_america": "sa",
}


def amount(usage: Facts, key: str) -> Decimal:
    """A figure of the case; none of it where the case does not say."""
    found = usage.get(key)
    return NONE if found is None else Decimal(found)


@adapter("data_transfer")
def data_transfer(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """The cases name no other Region: the Region's general rate is the only one that they can mean."""
    config.choice("kind", {"ec2_data_transfer": ""})
    drawing.add(
        "data_transfer",
        internet_gb=amount(usage, "outbound_internet_gb_per_month"),
        other_region_gb=usage.get("outbound_other_regions_gb_per_month"),
        cross_zone_gb=usage.get("intra_region_gb_per_month"),
    )
    pair = usage.get("outbound_us_east_to_us_east_gb_per_month")
    if pair:
        if drawing.region not in US_EAST:
            raise CannotExpress(f"{drawing.region} is not one of the two Regions in the US East")
        drawing.add(
            "data_transfer",
            internet_gb=NONE,
            other_region=US_EAST[drawing.region],
            other_region_gb=pair,
        )


@adapter("direct_connect")
def direct_connect(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A port with the data that leaves over it, or a gateway's attachment to a transit gateway."""
    if config.choice("kind", {"dx_gateway_association": True}, default=False):
        attachment(drawing, config, usage, "direct_connect")
        return
    speed = config.get("bandwidth")
    data: list[Facts] = usage.get("data_out", [])
    sent = [(one.need("from_region"), amount(one, "gb_per_month")) for one in data]
    here = sum((gb for region, gb in sent if region == drawing.region), NONE)
    elsewhere = "\n".join(f"{region} {gb}" for region, gb in sent if region != drawing.region)
    # Where a case has data but no port speed, the port is no part of it.
    drawing.add(
        "direct_connect",
        connection=config.choice("connection", {"dedicated": "dedicated", "hosted": "hosted"}),
        bandwidth=None if speed is None else str(speed).removesuffix("bps"),
        ports=1 if speed else 0,
        location=config.get("location"),
        hours_per_month=usage.get("hours_per_month"),
        data_out_gb=here,
        data_out_from=elsewhere or None,
    )


def attachment(drawing: Drawing, config: Facts, usage: Facts, kind: str, count: int = 1) -> None:
    """The transit gateway's side of ``count`` attachments; nothing where the other end is another one."""
    if config.choice("attached_to", {"transit_gateway": True, "virtual_private_gateway": False}) is False:
        return
    facts: dict[str, Any] = {
        f"{kind}_attachments": count,
        f"{kind}_data_gb": amount(usage, "data_processed_gb_per_month"),
    }
    drawing.add("transit_gateway", hours_per_month=usage.get("hours_per_month"), **facts)


@adapter("vpn")
def vpn(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Client VPN, or Site-to-Site VPN with the attachment to a transit gateway that it may have."""
    hours = usage.get("hours_per_month")
    connections = config.whole("connections")
    if config.choice("kind", {"client_vpn": True, "site_to_site": False}, default=False):
        # The traffic itself is not billed by Client VPN.
        usage.passed_over("data_processed_gb_per_month")
        config.passed_over("attached_to")
        connected = None if hours is None and not connections else hours or drawing_month()
        drawing.add(
            "client_vpn",
            associations=config.whole("subnet_associations", 0),
            connections=connections or 0,
            hours_per_month=hours,
            connected_hours_per_month=connected,
        )
        return
    config.passed_over("subnet_associations")
    count = 1 if connections is None else connections
    # The cases bill connections and not the addresses of their tunnels.
    drawing.add("site_to_site_vpn", connections=count, hours_per_month=hours, outside_ip="private")
    if config.get("attached_to") is not None:
        attachment(drawing, config, usage, "vpn", count)
    # Only a transit gateway bills the data that passes.
    usage.passed_over("data_processed_gb_per_month")


def drawing_month() -> Decimal:
    """Hours of a month, as everywhere."""
    return Decimal(730)


@adapter("transit_gateway")
def transit_gateway(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Attachments and the data that VPCs send; what arrives from a peer was billed where it came from."""
    vpcs = config.whole("vpc_attachments")
    peers = config.whole("peering_attachments")
    if vpcs is None and peers is None:
        raise CannotExpress("the case does not say what is attached")
    data = amount(usage, "data_processed_gb_per_month")
    drawing.add(
        "transit_gateway",
        vpc_attachments=vpcs or 0,
        peering_attachments=peers or 0,
        hours_per_month=usage.get("hours_per_month"),
        vpc_data_gb=data if vpcs else NONE,
    )


@adapter("nat_gateway")
def nat_gateway(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Gateways, in each zone where zones are given; addresses only where the case counts them."""
    zones = config.whole("availability_zones")
    drawing.add(
        "nat_gateway",
        inside="" if zones is None else "vpc",
        gateways=config.whole("gateways", 1),
        availability_mode="zonal" if zones is None else "regional",
        zones=zones,
        addresses=config.whole("public_ipv4_addresses", 0),
        data_processed_gb=amount(usage, "data_processed_gb_per_month"),
    )


@adapter("vpc_endpoints")
def vpc_endpoints(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Endpoints in each zone."""
    kinds = {"interface": "interface", "gateway_load_balancer": "gateway_load_balancer"}
    drawing.add(
        "interface_endpoint",
        kind=config.choice("type", kinds, default="interface"),
        endpoints=config.whole("endpoints", 1),
        zones=config.whole("availability_zones", 1),
        data_processed_gb=amount(usage, "data_processed_gb_per_month"),
    )


@adapter("network_firewall")
def network_firewall(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Endpoints and the data that they inspect."""
    drawing.add(
        "network_firewall",
        endpoints=config.whole("endpoints", 1),
        data_processed_gb=amount(usage, "data_processed_gb_per_month"),
    )


@adapter("global_accelerator")
def global_accelerator(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Accelerators, and the premium on the dominant direction."""
    directions = {"outbound": "outbound", "inbound": "inbound"}
    stated = config.choice("dominant_direction", directions)
    amounts = {
        f"{direction}_{geography}_gb": gb
        for direction in directions
        for geography, gb in traffic(usage.get(f"{direction}_gb")).items()
    }
    if not any(name.startswith(stated or "") for name in amounts):
        amounts[f"{stated or 'outbound'}_na_gb"] = NONE
    drawing.add(
        "global_accelerator",
        accelerators=config.whole("accelerators", 0),
        endpoint_region=config.get("endpoint_region") or drawing.region,
        dominant_direction=stated,
        hours_per_month=usage.get("hours_per_month"),
        **amounts,
    )


def traffic(given: Facts | None) -> Mapping[str, Decimal]:
    """GB by our geographies; none where the case has none."""
    found: dict[str, Decimal] = {}
    for name in given.keys() if given is not None else ():
        if name not in GEOGRAPHIES:
            raise CannotExpress(f"{name} is no geography of Global Accelerator's rates")
        assert given is not None
        found[GEOGRAPHIES[name]] = amount(given, name)
    return found


@adapter("elastic_load_balancing")
def elastic_load_balancing(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Load balancers without public addresses; the case's data is that of all of them."""
    kind = config.choice(
        "type", {"application": "application", "network": "network", "classic": "classic"}, "application"
    )
    count = config.whole("count", 1) or 0
    monthly = usage.get("processed_gb_per_month")
    monthly = usage.get("data_processed_gb_per_month") if monthly is None else monthly
    hourly = usage.get("processed_gb_per_hour")
    if kind == "classic":
        total = monthly if monthly is not None else (hourly or NONE) * drawing_month()
        figures = {"data_processed_gb": each(total, count)}
    else:
        total = hourly if hourly is not None else (monthly or NONE) / drawing_month()
        figures = {"processed_gb_per_h": each(total, count)}
    drawing.add(f"{kind}_load_balancer", scheme="internal", load_balancers=count, **figures)


def each(total: Decimal, count: int) -> Decimal:
    """What one of ``count`` takes of a total."""
    return total / count if count else NONE
