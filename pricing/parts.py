"""Priced parts: one cost component at one rate, a part per tier reached, before it is known whose it is."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from pricing.costs import WHOLE, CostComponent
from pricing.rates import Rate
from pricing.tier_names import amount_text, tier_suffix
from pricing.tiers import BeyondTiers, Tier, split

State = Literal["priced", "included", "needs_input", "not_priced"]

ZERO = Decimal(0)


class Part(NamedTuple):
    """What a line says except whose it is. ``monthly`` is unrounded USD; None where it is not known.

    Equal resources share their parts, so that an estimate of many nodes is made quickly.
    """

    component: str
    state: State
    quantity: Decimal | None = None
    """In multiples of ``unit``."""
    unit: str = ""
    unit_price: Decimal | None = None
    monthly: Decimal | None = None
    upfront: Decimal = ZERO
    rate: Rate | None = None
    tier: int = 0
    """Index of the rate's tier that it was priced in."""
    reason: str = ""
    property_name: str = ""
    """The property that holds the missing figure, for "needs input"."""
    whole_month: bool = False
    """The quantity is a number of things times the hours of a month."""
    pooled: bool = True
    """Its tiers and allowances are those of the account, not of each resource."""
    rate_key: str = ""
    """What it would be priced at, for a part without a figure; empty where no key is known."""


def gross(rate: Rate) -> Rate:
    """The rate as everybody pays it: a free first tier becomes ``free`` and the first paid tier starts at 0.

    What AWS leaves free is once per account: it is taken off in lines of the account's own.
    """
    first = rate.tiers[0]
    if first.price and not first.start:
        return rate
    return _gross(rate)


@lru_cache(4096)
def _gross(rate: Rate) -> Rate:
    paid = next((number for number, tier in enumerate(rate.tiers) if tier.price), None)
    if paid is None:
        return rate
    free = rate.tiers[paid].start
    tiers = (Tier(ZERO, rate.tiers[paid].end, rate.tiers[paid].price), *rate.tiers[paid + 1 :])
    return rate.with_tiers(tiers, rate.tier_descriptions[paid:], free)


def component_quantity(component: CostComponent, hours_per_month: Decimal) -> Decimal | None:
    """Single units per month; None where the input is not known."""
    if component.quantity is None:
        return None
    if component.kind == "hourly":
        return component.quantity * (hours_per_month if component.hours is None else component.hours)
    return component.quantity


def parts_of(
    component: CostComponent,
    quantity: Decimal | None,
    region: str,
    rate: Rate | None,
    already_used: Decimal = ZERO,
) -> tuple[Part, ...]:
    """The parts of one component at a rate, None where the list has none for ``region``.

    ``quantity`` is that of :func:`component_quantity`; the rate of a pooled component is the
    :func:`gross` one; ``already_used`` is what others took of its tiers, in single units.
    """
    if rate is not None and quantity is not None:
        return _priced(component, rate, quantity, already_used)
    kind = component.kind
    if kind == "included":
        return (_part(component, "included"),)
    if kind == "not_priced":
        return (_part(component, "not_priced"),)
    if not component.rate_key:
        return (_part(component, "needs_input"),)
    if rate is not None:
        return (_part(component, "needs_input", None, rate),)
    reason = "Not in a Region yet: move it into one to price it."
    if region:
        reason = f"The price list has no {component.rate_key} for {region}."
    units = None if quantity is None else quantity * component.count
    if units == 0 and region:
        # Nothing of it costs nothing, whatever its price.
        return (_part(component, "included", units, reason="None of it is used."),)
    return (_part(component, "not_priced", units, reason=reason),)


def _priced(
    component: CostComponent, rate: Rate, quantity: Decimal, already_used: Decimal
) -> tuple[Part, ...]:
    pooled, count = component.pooled, component.count
    tiers = rate.tiers
    units = quantity if count == 1 else quantity * count
    if units < 0:
        reason = "The quantity is below zero: correct it to price it."
        return (_part(component, "not_priced", units / rate.per, rate, reason),)
    if not rate.graduated or not units:
        return (_tier_part(component, rate, 0, units),)
    parts: list[Part] = []
    try:
        for share in split(tiers, units if pooled else quantity, already_used if pooled else ZERO):
            amount = share.quantity if pooled else share.quantity * count
            if share.tier is None:
                parts.append(_free_part(component, rate, amount))
            else:
                parts.append(_tier_part(component, rate, tiers.index(share.tier), amount))
    except BeyondTiers as beyond:
        over = beyond.quantity if pooled else beyond.quantity * count
        reason = f"AWS publishes no price beyond the last tier ({amount_text(over, rate.unit)} over)."
        parts.append(_part(component, "not_priced", over / rate.per, rate, reason))
    return tuple(parts)


def _tier_part(component: CostComponent, rate: Rate, index: int, units: Decimal) -> Part:
    tier = rate.tiers[index]
    price, name, reason = tier.price, component.name, component.reason
    single = len(rate.tiers) == 1
    if not single:
        name += tier_suffix(rate, tier)
    if rate.sheet or rate.note or (component.share is not WHOLE and component.share != 1):
        price *= component.share
        reason = explained(component, rate, tier.price)
    quantity = units / rate.per if rate.multiplied else units
    amount = quantity * price
    if component.upfront:
        return Part(
            name,
            "priced",
            quantity,
            rate.unit,
            price,
            ZERO,
            amount,
            rate,
            index,
            reason,
            component.property,
            False,
            component.pooled,
        )
    whole = component.hours is None and single and component.kind == "hourly"
    return Part(
        name,
        "priced",
        quantity,
        rate.unit,
        price,
        amount,
        ZERO,
        rate,
        index,
        reason,
        component.property,
        whole,
        component.pooled,
    )


def explained(component: CostComponent, rate: Rate, price: Decimal) -> str:
    """The component's reason, with what its unit price is made of."""
    reasons = [component.reason]
    if component.share != 1:
        percent = f"{(component.share * 100).quantize(Decimal('0.01')).normalize():f}"
        reasons.append(f"Unit price: {percent} % of {price.normalize():f} USD.")
    if rate.note:
        reasons.append(rate.note)
    if rate.sheet:
        reasons.append(f"Price from {rate.source}.")
    return " ".join(reason for reason in reasons if reason)


def _free_part(component: CostComponent, rate: Rate, units: Decimal) -> Part:
    reason = f"First {amount_text(rate.tiers[0].start, rate.unit)} a month are free."
    return Part(
        component.name,
        "included",
        units / rate.per,
        rate.unit,
        ZERO,
        ZERO,
        ZERO,
        rate,
        0,
        reason,
        pooled=component.pooled,
    )


def _part(
    component: CostComponent,
    state: State,
    quantity: Decimal | None = None,
    rate: Rate | None = None,
    reason: str = "",
) -> Part:
    shown = rate if state == "needs_input" else None
    return Part(
        component.name,
        state,
        quantity,
        rate.unit if rate else component.unit,
        shown.price * component.share if shown else None,
        ZERO if state == "included" else None,
        ZERO,
        rate,
        0,
        reason or (explained(component, shown, shown.price) if shown else component.reason),
        component.property,
        False,
        component.pooled,
        "" if state == "included" else component.rate_key,
    )
