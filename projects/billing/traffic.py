"""Traffic to and from the internet: data transfer out and public IPv4 addresses."""

from __future__ import annotations

from decimal import Decimal

from pricing.costs import Amount, CostComponent, hourly, not_priced, usage


def internet_out(gb: Decimal | None, property: str = "data_out_gb") -> CostComponent:
    """Data transfer out to the internet in GB a month; its tiers are pooled over the account and Region."""
    return usage("Data transfer out to the internet", "data_transfer.out.internet", gb, property=property)


def public_ipv4(
    count: Amount = 1, *, hours: Amount = None, property: str = "", reason: str = ""
) -> CostComponent:
    """Public IPv4 addresses in use, each billed by the hour whatever it is attached to."""
    name = "Public IPv4 address" if count == 1 else "Public IPv4 addresses"
    return hourly(name, "vpc.public_ipv4.in_use", count, hours=hours, property=property, reason=reason)


def other_region_out(
    gb: Decimal | None, property: str, source: str, destination: str | None
) -> CostComponent:
    """Data from one Region to another; without a destination at the source's general rate, and saying so."""
    name = f"Data transfer out to {destination}" if destination else "Data transfer out to other Regions"
    key = "data_transfer.out.inter_region"
    if destination is None:
        reason = "The Region's general rate; choose the other Region for the rate of the pair."
        return usage(name, key, gb, region=source or None, property=property, reason=reason)
    if destination == source:
        return not_priced(name, "Data does not leave the Region: it counts as data between zones.")
    return usage(name, f"{key}.to.{destination}", gb, region=source or None, property=property)


def zone_crossing(gb: Decimal | None, property: str, *, region: str | None = None) -> CostComponent:
    """Data between the zones of a Region: each GB is billed on leaving one and on arriving in the other."""
    return usage(
        "Data transfer between zones",
        "data_transfer.inter_az",
        None if gb is None else 2 * gb,
        region=region,
        property=property,
        reason="Each GB is billed in both directions.",
    )
