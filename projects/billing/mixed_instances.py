"""Mixed instances of an Auto Scaling group: weighted types, and what runs on demand or as Spot Instances."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal

_TYPE = r"[a-z][a-z0-9-]*\.[a-z0-9-]+(\s*=\s*\d+(\.\d+)?)?"
MIXED_TYPES = rf"{_TYPE}(\s*,\s*{_TYPE})*"
"""Pattern of "t3.large=2, t3.xlarge=4": types in order of preference, with their weights (else 1)."""

ONE = Decimal(1)
HUNDRED = Decimal(100)


def first_type(text: str | None) -> tuple[str, Decimal]:
    """The preferred type and its weight; ("", 1) where there is none.

    With AWS's allocation by priority it is the one that is launched as long as there is capacity.
    """
    if not text or not re.fullmatch(MIXED_TYPES, text.strip()):
        return "", ONE
    name, _, weight = text.split(",")[0].partition("=")
    return name.strip(), Decimal(weight.strip() or 1) or ONE


def shares(
    capacity: int | None,
    average_instances: Decimal | None,
    weight: Decimal,
    base: int | None,
    percent: Decimal | None,
) -> tuple[Decimal, Decimal] | None:
    """On-demand and Spot instances; None where neither capacity nor average is known.

    ``capacity`` and ``base`` are in AWS's units: instances, or what the weights count. AWS rounds up to
    whole units and whole instances; a mean number over the month is divided without rounding.
    ``percent`` of what is above the base runs on demand, all of it where None.
    """
    above = HUNDRED if percent is None else percent
    if average_instances is not None:
        steady = min(average_instances, Decimal(base or 0) / weight)
        steady += (average_instances - steady) * above / HUNDRED
        return steady, average_instances - steady
    if capacity is None:
        return None
    floor = min(capacity, base or 0)
    units = floor + _whole((capacity - floor) * above / HUNDRED)
    return _whole(units / weight), _whole((capacity - units) / weight)


def _whole(amount: Decimal) -> Decimal:
    return amount.to_integral_value(ROUND_CEILING)
