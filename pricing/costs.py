"""Cost components: what one resource is billed for, before any price is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Amount = Decimal | int | None

WHOLE = Decimal(1)
"""The share of a price that nearly every line pays."""

Kind = Literal["hourly", "usage", "included", "not_priced"]


@dataclass(frozen=True, slots=True)
class CostComponent:
    """One billed part of a resource.

    ``quantity`` is in single units per month (requests, GB-month, hours), not in the rate's
    multiples; None means not known, which is never zero. For ``hourly`` parts ``quantity`` is how
    many things run; the estimate multiplies it by the hours.
    """

    name: str
    kind: Kind
    rate_key: str = ""
    quantity: Decimal | None = None
    count: Decimal = Decimal(1)
    """How many equal resources; multiplies the quantity after tiers when ``tiers_apply`` is per resource."""
    hours: Decimal | None = None
    """Running hours per month; None means every hour of the month."""
    region: str | None = None
    """A price geography other than the node's Region: "global", "edge-us"; None for the node's own."""
    property: str = ""
    """Name of the property that holds the missing figure, for "needs input"."""
    reason: str = ""
    """Why it is included or cannot be priced, or what the quantity is made of."""
    pooled: bool = True
    """Tiers count over the whole account's month in the Region; False: over each resource."""
    upfront: bool = False
    """A single payment and not a monthly one."""
    share: Decimal = WHOLE
    """The part of the rate's price that this line pays: half, where the other half was paid upfront."""
    unit: str = ""
    """What the quantity counts ("HSM-hour"), to show where the price list has no rate for the key."""


def _decimal(amount: Amount) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def hourly(
    name: str,
    rate_key: str,
    count: Amount = 1,
    *,
    hours: Amount = None,
    region: str | None = None,
    property: str = "",
    reason: str = "",
    unit: str = "",
) -> CostComponent:
    """A part billed for each hour that ``count`` things exist; ``hours`` None means the whole month."""
    return CostComponent(
        name,
        "hourly",
        rate_key,
        _decimal(count),
        hours=_decimal(hours),
        region=region,
        property=property,
        reason=reason,
        unit=unit,
    )


def usage(
    name: str,
    rate_key: str,
    quantity: Amount,
    *,
    count: Amount = 1,
    region: str | None = None,
    property: str = "",
    reason: str = "",
    pooled: bool = True,
    unit: str = "",
) -> CostComponent:
    """A part billed by quantity, in single units per month; ``property`` names the input it needs.

    An unknown ``count`` leaves the whole part unknown.
    """
    return CostComponent(
        name,
        "usage",
        rate_key,
        None if count is None else _decimal(quantity),
        count=Decimal(1) if count is None else Decimal(count),
        region=region,
        property=property,
        reason=reason,
        pooled=pooled,
        unit=unit,
    )


storage = usage
"""Storage is billed as usage in GB-months; the name says what is meant at the call."""


def included(name: str, reason: str, rate_key: str = "") -> CostComponent:
    """A part that AWS does not bill; ``reason`` says why, in one short sentence."""
    return CostComponent(name, "included", rate_key, reason=reason)


def not_priced(name: str, reason: str) -> CostComponent:
    """A part that AWS bills and we have no figure for; ``reason`` says what is missing."""
    return CostComponent(name, "not_priced", reason=reason)


def needs(
    name: str, rate_key: str, property: str, reason: str = "", region: str | None = None
) -> CostComponent:
    """A part whose quantity is not known yet; the rate is shown where the key is exact."""
    return CostComponent(name, "usage", rate_key, None, property=property, reason=reason, region=region)
