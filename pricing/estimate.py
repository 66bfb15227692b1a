"""An estimate: line items in four states, never a silent zero; totals say when they are incomplete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from pricing.costs import CostComponent
from pricing.parts import ZERO, Part, State, component_quantity, gross, parts_of
from pricing.rates import Rate, RateNotFound, Rates

__all__ = [
    "HOURS_PER_MONTH",
    "PROJECT",
    "STATE_TEXT",
    "STEP_TEXT",
    "ZERO",
    "Confidences",
    "Estimate",
    "LineItem",
    "Owner",
    "ProjectOwner",
    "State",
    "Step",
    "Totals",
    "cents",
    "combine",
    "component_quantity",
    "price_component",
    "total",
]

STATE_TEXT: Mapping[str, str] = {
    "priced": "Priced",
    "included": "Included",
    "needs_input": "Needs input",
    "not_priced": "Not priced",
}

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


Step = Literal["discounts", "support", "contingency", "tax"]

STEP_TEXT: Mapping[Step, str] = {
    "discounts": "Discounts",
    "support": "AWS Support",
    "contingency": "Contingency",
    "tax": "Tax",
}
"""What comes after the charges at list price, in the order in which it is reckoned."""

PROJECT = "Project"
"""What lines that follow from the project's settings are listed under."""


@dataclass(frozen=True, slots=True)
class ProjectOwner(Owner):
    """The project as owner of a line that follows from its settings and from the lines before it."""

    step: Step = "discounts"
    services: tuple[str, ...] = ()
    """Service labels that a discount is of; of ``others``, those that it is not of."""
    others: bool = False
    of_upfront: bool = False
    """A share of what is paid once, and not of the month."""
    least: Decimal = ZERO
    """What a support plan costs at least, USD a month."""


class LineItem(NamedTuple):
    """One row of an estimate: whose it is and what it says, each to be read as an attribute of the line."""

    owner: Owner
    part: Part

    @property
    def node_id(self) -> str:
        """Empty for a line that belongs to the account or the project and not to a node."""
        return self.owner.node_id

    @property
    def component(self) -> str:
        return self.part.component

    @property
    def state(self) -> State:
        return self.part.state

    @property
    def quantity(self) -> Decimal | None:
        """In multiples of ``unit``; below zero for what is taken off."""
        return self.part.quantity

    @property
    def unit(self) -> str:
        return self.part.unit

    @property
    def unit_price(self) -> Decimal | None:
        return self.part.unit_price

    @property
    def monthly(self) -> Decimal | None:
        """Unrounded USD; None where it is not known."""
        return self.part.monthly

    @property
    def upfront(self) -> Decimal:
        return self.part.upfront

    @property
    def rate(self) -> Rate | None:
        return self.part.rate

    @property
    def rate_key(self) -> str:
        """What it is priced at, or would be; empty where that is not known."""
        return self.part.rate.key if self.part.rate is not None else self.part.rate_key

    @property
    def tier(self) -> int:
        """Index of the rate's tier this row was priced in."""
        return self.part.tier

    @property
    def reason(self) -> str:
        return self.part.reason

    @property
    def property_name(self) -> str:
        """The property that holds the missing figure, for "needs input"."""
        return self.part.property_name

    @property
    def whole_month(self) -> bool:
        """The quantity is a number of things times the hours of a month."""
        return self.part.whole_month


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


@dataclass(frozen=True, slots=True)
class Confidences:
    """How many priced lines rest on a rate of each confidence."""

    exact: int = 0
    derived: int = 0
    memory: int = 0
    own: int = 0
    """From the person's own price sheet, whatever it says of itself."""


@dataclass(frozen=True)
class Estimate:
    """All line items of a project at one price list; ``hours_per_month`` is printed in every output.

    Lines of nodes are gross and come first. What AWS leaves free is taken off in lines of the account
    (``node_id`` ""), so the sum of ``node_totals`` may lie above ``totals``. Last come the lines of the
    project itself (``node_id`` "" and a :class:`ProjectOwner`): discounts, support, contingency, tax.
    """

    lines: tuple[LineItem, ...]
    totals: Totals
    hours_per_month: Decimal
    price_date: str
    price_digest: str
    node_totals: Mapping[str, Totals] = field(default_factory=dict)

    def of_node(self, node_id: str) -> tuple[LineItem, ...]:
        return tuple(line for line in self.lines if line.owner.node_id == node_id)

    @cached_property
    def account_lines(self) -> tuple[LineItem, ...]:
        """Lines that belong to the account and not to a node: the free allowances."""
        return tuple(line for line in self.of_node("") if not isinstance(line.owner, ProjectOwner))

    @cached_property
    def project_lines(self) -> tuple[LineItem, ...]:
        """Lines that follow from the project's settings: discounts, support, contingency and tax."""
        return tuple(line for line in self.of_node("") if isinstance(line.owner, ProjectOwner))

    @cached_property
    def confidences(self) -> Confidences:
        """Priced lines by the confidence of their rate."""
        counts = {"exact": 0, "derived": 0, "memory": 0, "own": 0}
        for _, part in self.lines:
            if part.state == "priced" and part.rate is not None:
                counts["own" if part.rate.sheet else part.rate.confidence] += 1
        return Confidences(**counts)


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to cents, for display only."""
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def total(lines: Iterable[LineItem]) -> Totals:
    """Sum lines; those without a figure are counted, never added as zero."""
    return total_of_parts(line.part for line in lines)


def total_of_parts(parts: Iterable[Part]) -> Totals:
    """As :func:`total`, of parts whose owner does not matter."""
    monthly = upfront = ZERO
    counts = {"priced": 0, "included": 0, "needs_input": 0, "not_priced": 0}
    for part in parts:
        counts[part.state] += 1
        if part.monthly:
            monthly += part.monthly
        if part.upfront:
            upfront += part.upfront
    return Totals(monthly, upfront, *counts.values())


def combine(totals: Iterable[Totals]) -> Totals:
    """Add totals together, in their order."""
    parts = list(totals)
    return Totals(
        sum([part.monthly for part in parts], ZERO),
        sum([part.upfront for part in parts if part.upfront], ZERO),
        sum([part.priced for part in parts]),
        sum([part.included for part in parts]),
        sum([part.needs_input for part in parts]),
        sum([part.not_priced for part in parts]),
    )


def price_component(
    owner: Owner,
    component: CostComponent,
    rates: Rates,
    hours_per_month: Decimal = HOURS_PER_MONTH,
    already_used: Decimal = ZERO,
) -> list[LineItem]:
    """The line items of one component, a row per tier reached; gross of what is free once per account.

    ``already_used`` is what other resources of the account took of the tiers, in single units.
    """
    region = component.region or owner.region
    rate = rate_of(component, region, rates)
    quantity = component_quantity(component, hours_per_month)
    parts = parts_of(component, quantity, region, rate, already_used)
    return [LineItem(owner, part) for part in parts]


def rate_of(component: CostComponent, region: str, rates: Rates) -> Rate | None:
    """The rate that a component is priced at in a Region or geography; None where there is none."""
    if component.kind in ("included", "not_priced") or not component.rate_key or not region:
        return None
    try:
        rate = rates.rate(component.rate_key, region)
    except RateNotFound:
        return None
    return gross(rate) if component.pooled else rate
