"""AWS Global Accelerator: accelerator hours, and the premium on data by the Region and the edge it meets."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pricing.costs import Amount, CostComponent, hourly, needs, not_priced, usage

GEOGRAPHIES: Mapping[str, str] = {
    "na": "United States, Mexico and Canada",
    "eu": "Europe",
    "ap": "Asia Pacific",
    "kr": "South Korea",
    "in": "India",
    "au": "Australia and New Zealand",
    "me": "Middle East",
    "za": "South Africa",
    "sa": "South America",
}
"""The geographies that the premium tells apart, for Regions and for edge locations alike."""

ACCELERATED_PAIR = 2
"""Accelerators that an accelerated Site-to-Site VPN connection uses, one for each tunnel."""

_PREFIXES = {
    **{"us": "na", "ca": "na", "mx": "na", "eu": "eu", "ap": "ap"},
    **{"me": "me", "af": "za", "sa": "sa"},
}
_EXCEPTIONS = {
    "ap-northeast-2": "kr",
    **dict.fromkeys(("ap-south-1", "ap-south-2"), "in"),
    **dict.fromkeys(("ap-southeast-2", "ap-southeast-4", "ap-southeast-6"), "au"),
}


def geography(region: str) -> str | None:
    """The geography of a Region's code; None where it is not known (Israel) or not sold (GovCloud)."""
    if region.startswith("us-gov"):
        return None
    return _EXCEPTIONS.get(region) or _PREFIXES.get(region.split("-")[0])


def accelerator_hours(count: Amount, hours: Amount, property: str, reason: str = "") -> CostComponent:
    """The fixed fee of accelerators; the same everywhere."""
    return hourly(
        "Accelerator hours",
        "globalaccelerator.fixed",
        count,
        hours=hours,
        region="global",
        property=property,
        reason=reason,
    )


def premium(
    region: str | None,
    edge: str | None,
    gb: Decimal | None,
    property: str,
    *,
    missing_region: str = "",
    missing_geography: str = "",
    direction: str = "",
) -> CostComponent:
    """The premium on ``gb`` between a Region and clients in a geography, in the dominant direction."""
    name = "Data transfer premium"
    if not region:
        return needs(name, "", missing_region, "It depends on the Region of the endpoints.")
    if edge is None:
        return needs(name, "", missing_geography, "It depends on where the clients are.")
    name += f" ({direction}, {GEOGRAPHIES[edge]})" if direction else f" ({GEOGRAPHIES[edge]})"
    source = geography(region)
    if source is None:
        return not_priced(name, f"The price list does not say what the premium is for {region}.")
    key = f"globalaccelerator.dt_premium.{source}.to.{edge}"
    return usage(name, key, gb, region="global", property=property)
