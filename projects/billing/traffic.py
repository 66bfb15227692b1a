"""Traffic to and from the internet: data transfer out and public IPv4 addresses."""

from __future__ import annotations

from decimal import Decimal

from pricing.costs import Amount, CostComponent, hourly, usage


def internet_out(gb: Decimal | None, property: str = "data_out_gb") -> CostComponent:
    """Data transfer out to the internet in GB a month; its tiers are pooled over the account and Region."""
    return usage("Data transfer out to the internet", "data_transfer.out.internet", gb, property=property)


def public_ipv4(
    count: Amount = 1, *, hours: Amount = None, property: str = "", reason: str = ""
) -> CostComponent:
    """Public IPv4 addresses in use, each billed by the hour whatever it is attached to."""
    name = "Public IPv4 address" if count == 1 else "Public IPv4 addresses"
    return hourly(name, "vpc.public_ipv4.in_use", count, hours=hours, property=property, reason=reason)
