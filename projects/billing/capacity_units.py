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
) -> Iterator[CostComponent]:
    """Capacity unit hours of the month: as given, else from the traffic, else "needs input"."""
    if given is not None:
        yield hourly(name, rate_key, given, property="capacity_units")
        return
    found = capacity_units(traffic, unit)
    if found is None:
        reason = "Give the traffic, or the capacity units if you know them."
        yield needs(name, rate_key, "processed_gb_per_h", reason)
        return
    units, decisive = found
    yield hourly(name, rate_key, units, property=decisive, reason=f"Set by {_WORDS[decisive]}.")
