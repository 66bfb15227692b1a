"""What RDS and Aurora share in billing: extended support for versions past their end of standard support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pricing.costs import Amount, CostComponent, hourly

VERSION_SUPPORT: Mapping[str, str] = {
    "standard": "A version in standard support, at no extra charge.",
    "extended_year_1_2": "A version in its first or second year of extended support.",
    "extended_year_3": "A version in its third year of extended support.",
}

_YEARS = {"extended_year_1_2": "year1", "extended_year_3": "year3"}
_NAMES = {"extended_year_1_2": "years 1 and 2", "extended_year_3": "year 3"}


def extended_support(
    service: str, support: str | None, vcpus: int | None, instances: int, hours: Amount = None
) -> Iterator[CostComponent]:
    """A charge for each vCPU and hour of old engine versions; ``service`` is "rds" or "aurora"."""
    if support not in _YEARS:
        return
    total = None if vcpus is None else Decimal(vcpus) * instances
    yield hourly(
        f"Extended support ({_NAMES[support]})",
        f"{service}.extended_support.{_YEARS[support]}",
        total,
        hours=hours,
        property="vcpus",
        reason="Billed for each vCPU of each instance.",
    )
