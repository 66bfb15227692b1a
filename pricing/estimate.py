"""An estimate: line items in four states, never a silent zero; totals say when they are incomplete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from pricing.costs import CostComponent
from pricing.rates import Rate, RateNotFound, Rates
from pricing.tier_names import amount_text, tier_suffix
from pricing.tiers import BeyondTiers, Tier, split

State = Literal["priced", "included", "needs_input", "not_priced"]

STATE_TEXT: Mapping[str, str] = {
    "priced": "Priced",
    "included": "Included",
    "needs_input": "Needs input",
    "not_priced": "Not priced",
}

ZERO = Decimal(0)
HOURS_PER_MONTH = Decimal(730)


@dataclass(frozen=True, slots=True)
class Owner:
    """What a line belongs to: a node's id, its label, the containers around it, its service."""

    node_id: str
    label: str
    path: tuple[str, ...]
    """Labels from the Region down to the subnet."""
    service: str
    """Stable service name."""
    service_label: str
    category: str
    region: str
    """Region code; empty for a global service."""
    container_ids: tuple[str, ...] = ()
    """Ids of the containers around the node, outermost first."""


@dataclass(frozen=True, slots=True)
class LineItem:
    """One row of an estimate. ``monthly`` is unrounded USD; None where it is not known."""

    owner: Owner
    component: str
    state: State
    quantity: Decimal | None
    """In multiples of ``unit``."""
    unit: str
    unit_price: Decimal | None
    monthly: Decimal | None
    upfront: Decimal
    rate: Rate | None
    tier: int
    """Index of the rate's tier this row was priced in."""
    reason: str
    property_name: str
    """The property that holds the missing figure, for "needs input"."""
    whole_month: bool = False
    """The quantity is a number of things times the hours of a month."""

    @property
    def node_id(self) -> str:
        return self.owner.node_id


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of unrounded lines in USD, and how many lines are in each state."""

    monthly: Decimal = ZERO
    upfront: Decimal = ZERO
    priced: int = 0
    included: int = 0
    needs_input: int = 0
    not_priced: int = 0

    @property
    def first_12_months(self) -> Decimal:
        return self.upfront + 12 * self.monthly

    @property
    def incomplete(self) -> bool:
        """True while any line has no figure."""
        return bool(self.needs_input or self.not_priced)

    @property
    def lines(self) -> int:
        return self.priced + self.included + self.needs_input + self.not_priced


@dataclass(frozen=True)
class Estimate:
    """All line items of a project at one price list; ``hours_per_month`` is printed in every output."""

    lines: tuple[LineItem, ...]
    totals: Totals
    hours_per_month: Decimal
    price_date: str
    price_digest: str
    node_totals: Mapping[str, Totals] = field(default_factory=dict)

    def of_node(self, node_id: str) -> tuple[LineItem, ...]:
        return tuple(line for line in self.lines if line.owner.node_id == node_id)


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to cents, for display only."""
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def total(lines: Iterable[LineItem]) -> Totals:
    """Sum lines; those without a figure are counted, never added as zero."""
    monthly = upfront = ZERO
    counts = {"priced": 0, "included": 0, "needs_input": 0, "not_priced": 0}
    for line in lines:
        counts[line.state] += 1
        if line.monthly is not None:
            monthly += line.monthly
        upfront += line.upfront
    return Totals(monthly, upfront, **counts)


def combine(totals: Iterable[Totals]) -> Totals:
    """Add totals together, in their order."""
    parts = list(totals)
    return Totals(
        sum([part.monthly for part in parts], ZERO),
        sum([part.upfront for part in parts], ZERO),
        sum([part.priced for part in parts]),
        sum([part.included for part in parts]),
        sum([part.needs_input for part in parts]),
        sum([part.not_priced for part in parts]),
    )


def component_quantity(component: CostComponent, hours_per_month: Decimal) -> Decimal | None:
    """Single units per month; None where the input is not known."""
    if component.quantity is None:
        return None
    if component.kind == "hourly":
        return component.quantity * (hours_per_month if component.hours is None else component.hours)
    return component.quantity


def price_component(
    owner: Owner,
    component: CostComponent,
    rates: Rates,
    hours_per_month: Decimal = HOURS_PER_MONTH,
    already_used: Decimal = ZERO,
) -> list[LineItem]:
    """The line items of one component, a row per tier reached.

    ``already_used`` is what other resources of the account took of the tiers, in single units.
    """
    if component.kind == "included":
        return [_line(owner, component, "included", reason=component.reason)]
    if component.kind == "not_priced":
        return [_line(owner, component, "not_priced", reason=component.reason)]
    quantity = component_quantity(component, hours_per_month)
    region = component.region or owner.region
    if not component.rate_key:
        return [_line(owner, component, "needs_input", reason=component.reason)]
    if not region:
        reason = "Not in a Region yet: move it into one to price it."
        return [_line(owner, component, "not_priced", quantity, reason=reason)]
    try:
        rate = rates.rate(component.rate_key, region)
    except RateNotFound:
        reason = f"The price list has no {component.rate_key} for {region}."
        return [_line(owner, component, "not_priced", quantity, reason=reason)]
    if quantity is None:
        return [_line(owner, component, "needs_input", None, rate, reason=component.reason)]
    return _priced(owner, component, rate, quantity, already_used)


def _priced(
    owner: Owner, component: CostComponent, rate: Rate, quantity: Decimal, already_used: Decimal
) -> list[LineItem]:
    if component.pooled:
        quantity, repeat = quantity * component.count, Decimal(1)
    else:
        already_used, repeat = ZERO, component.count
    if quantity * repeat < 0:
        reason = "The quantity is below zero: correct it to price it."
        return [_line(owner, component, "not_priced", quantity * repeat / rate.per, rate, reason=reason)]
    if not quantity * repeat:
        return [_tier_line(owner, component, rate, rate.tiers[0], ZERO, 0)]
    lines: list[LineItem] = []
    try:
        for share in split(rate.tiers, quantity, already_used):
            units = share.quantity * repeat
            if share.tier is None:
                lines.append(_free_line(owner, component, rate, units))
            else:
                index = rate.tiers.index(share.tier)
                lines.append(_tier_line(owner, component, rate, share.tier, units, index))
    except BeyondTiers as beyond:
        units = beyond.quantity * repeat
        reason = f"AWS publishes no price beyond the last tier ({amount_text(units, rate.unit)} over)."
        lines.append(_line(owner, component, "not_priced", units / rate.per, rate, reason=reason))
    return lines


def _tier_line(
    owner: Owner, component: CostComponent, rate: Rate, tier: Tier, units: Decimal, index: int
) -> LineItem:
    quantity = units / rate.per
    amount = quantity * tier.price
    return LineItem(
        owner,
        component.name + tier_suffix(rate, tier),
        "priced",
        quantity,
        rate.unit,
        tier.price,
        ZERO if component.upfront else amount,
        amount if component.upfront else ZERO,
        rate,
        index,
        component.reason,
        component.property,
        component.kind == "hourly" and component.hours is None and len(rate.tiers) == 1,
    )


def _free_line(owner: Owner, component: CostComponent, rate: Rate, units: Decimal) -> LineItem:
    reason = f"First {amount_text(rate.tiers[0].start, rate.unit)} a month are free."
    return LineItem(
        owner, component.name, "included", units / rate.per, rate.unit, ZERO, ZERO, ZERO, rate, 0, reason, ""
    )


def _line(
    owner: Owner,
    component: CostComponent,
    state: State,
    quantity: Decimal | None = None,
    rate: Rate | None = None,
    reason: str = "",
) -> LineItem:
    return LineItem(
        owner,
        component.name,
        state,
        quantity,
        rate.unit if rate else "",
        rate.price if rate and state == "needs_input" else None,
        ZERO if state == "included" else None,
        ZERO,
        rate,
        0,
        reason,
        component.property,
    )
