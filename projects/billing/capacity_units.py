"""Load balancer capacity units (LCU): the largest of the traffic's dimensions is billed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pricing.costs import CostComponent, hourly, needs

APPLICATION: Mapping[str, Decimal] = {
    "new_connections_per_s": Decimal(25),
    "active_connections_per_min": Decimal(3000),
    "processed_gb_per_h": Decimal(1),
    "processed_lambda_gb_per_h": Decimal("0.4"),
    "rule_evaluations_per_s": Decimal(1000),
}
"""What one unit of an Application Load Balancer takes."""

NETWORK: Mapping[str, Decimal] = {
    "new_connections_per_s": Decimal(800),
    "active_connections_per_min": Decimal(100_000),
    "processed_gb_per_h": Decimal(1),
}
"""What one unit of a Network Load Balancer takes of TCP traffic."""

NETWORK_UDP: Mapping[str, Decimal] = {
    "new_connections_per_s": Decimal(400),
    "active_connections_per_min": Decimal(50_000),
    "processed_gb_per_h": Decimal(1),
}
"""What one unit of a Network Load Balancer takes of UDP traffic; flows count as connections."""

NETWORK_TLS: Mapping[str, Decimal] = {
    "new_connections_per_s": Decimal(50),
    "active_connections_per_min": Decimal(3000),
    "processed_gb_per_h": Decimal(1),
}
"""What one unit of a Network Load Balancer takes of TLS traffic."""

GATEWAY: Mapping[str, Decimal] = {
    "new_connections_per_s": Decimal(600),
    "active_connections_per_min": Decimal(60_000),
    "processed_gb_per_h": Decimal(1),
}
"""What one unit of a Gateway Load Balancer takes; flows count as connections."""

_TOGETHER = ("processed_gb_per_h", "processed_lambda_gb_per_h")
"""Bytes of both target kinds make one dimension: their shares are added."""

_WORDS = {
    "new_connections_per_s": "new connections",
    "active_connections_per_min": "active connections",
    "processed_gb_per_h": "processed data",
    "rule_evaluations_per_s": "rule evaluations",
}


def capacity_units(
    traffic: Mapping[str, Decimal | None], unit: Mapping[str, Decimal]
) -> tuple[Decimal, str] | None:
    """Units used in an hour and the dimension that decides; None while no dimension is known."""
    used: dict[str, Decimal] = {}
    for name, amount in traffic.items():
        if amount is not None:
            key = _TOGETHER[0] if name in _TOGETHER else name
            used[key] = used.get(key, Decimal(0)) + amount / unit[name]
    if not used:
        return None
    decisive = max(used, key=lambda name: used[name])
    return used[decisive], decisive


def capacity_costs(
    name: str,
    rate_key: str,
    given: Decimal | None,
    traffic: Mapping[str, Decimal | None],
    unit: Mapping[str, Decimal],
    *,
    balancers: int | None = 1,
    reserved: Decimal | None = None,
    prefix: str = "",
) -> Iterator[CostComponent]:
    """Capacity unit hours of the month: as given, else from the traffic, else "needs input".

    All figures are those of one of ``balancers`` equal load balancers. ``reserved`` units are billed
    elsewhere and taken off; ``prefix`` begins the names of the traffic's properties.
    """
    if given is not None:
        units, field, reason = given, "capacity_units", ""
    else:
        found = capacity_units(traffic, unit)
        if found is None:
            reason = "Give the traffic, or the capacity units if you know them."
            yield needs(name, rate_key, prefix + "processed_gb_per_h", reason)
            return
        units, field = found[0], prefix + found[1]
        reason = f"Set by {_WORDS[found[1]]}."
    if reserved:
        units = max(Decimal(0), units - reserved)
        reason = "Above the reserved units."
    if balancers is None:
        yield needs(name, rate_key, "load_balancers")
        return
    yield hourly(name, rate_key, units * balancers, property=field, reason=reason)


def reserved_capacity(
    name: str, rate_key: str, reserved: Decimal | None, balancers: int | None
) -> Iterator[CostComponent]:
    """Capacity units that are reserved and billed for every hour, used or not; nothing without any."""
    if reserved:
        hours = None if balancers is None else reserved * balancers
        yield hourly(name, rate_key, hours, property="load_balancers", unit="LCU-hour")
