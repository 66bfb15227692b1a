"""From what AWS writes of a product's place to our Region: its code, or the name it had then."""

from __future__ import annotations

from functools import cache

from pricing.offers.rows import Attributes
from pricing.regions import regions

_REGION_KINDS = ("", "AWS Region")
_EDGES = {
    "US": "edge-us",
    "CA": "edge-ca",
    "EU": "edge-eu",
    "JP": "edge-jp",
    "AP": "edge-asia",
    "AU": "edge-au",
    "IN": "edge-in",
    "SA": "edge-sa",
    "ME": "edge-me",
    "ZA": "edge-za",
}
"""CloudFront's price geographies, by what its usage types begin with."""

COLUMNS = frozenset(
    "location locationtype regioncode fromlocation fromlocationtype fromregioncode tolocation tolocationtype "
    "toregioncode discountedregioncode".split()
)
"""Attributes that say where a product is."""


def place_of(kind: str, attributes: Attributes) -> str:
    """The Region's code by ``kind``; empty where it is none we price (a Local Zone, an edge, China).

    "region" is where the product is, "from" and "to" the ends of a transfer, "edge" the CloudFront
    geography, "global" the same for all.
    """
    if kind == "global":
        return "global"
    if kind == "edge":
        return _EDGES.get(attributes.get("usagetype", "").partition("-")[0], "")
    if kind == "plan":
        return _known(attributes.get("discountedregioncode", ""))
    start = "" if kind == "region" else kind
    if attributes.get(f"{start}locationtype", "") not in _REGION_KINDS:
        return ""
    code = attributes.get(f"{start}regioncode", "")
    if code:
        return _known(code)
    return _by_name().get(_today(attributes.get(f"{start}location", "")), "")


def _known(code: str) -> str:
    return code if code in _codes() else ""


def _today(name: str) -> str:
    """Price lists said "EU (Ireland)" for long where today's say "Europe (Ireland)"."""
    return "Europe (" + name.removeprefix("EU (") if name.startswith("EU (") else name


@cache
def _codes() -> frozenset[str]:
    return frozenset(region.code for region in regions())


@cache
def _by_name() -> dict[str, str]:
    found = {}
    for region in regions():
        found[_today(region.location)] = found[_today(region.name)] = region.code
    found.pop("", None)
    return found
