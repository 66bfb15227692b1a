"""What follows from a project's settings: discounts, AWS Support, contingency and tax, a line for each.

The order is fixed. Gross lines less free allowances less discounts are the *charges*; AWS Support is
reckoned on the charges, contingency on charges and support, and tax on all of it. What is paid once is
discounted, supported, secured and taxed as the month is, in lines of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pricing.estimate import PROJECT, STEP_TEXT, ZERO, Estimate, LineItem, ProjectOwner, Step, Totals
from pricing.parts import Part
from pricing.rates import Rate, RateNotFound, Rates
from pricing.tiers import BeyondTiers, split

SUPPORT_PLANS: Mapping[str, str] = {
    "developer": "Developer",
    "business": "Business",
    "enterprise_onramp": "Enterprise On-Ramp",
    "enterprise": "Enterprise",
}
"""Name in rate keys -> AWS's name."""

SUPPORT = "AWS Support"
"""Label of the service whose node on the drawing carries the plan's price itself."""

TAX = "Tax"
"""What the tax is called where nobody named it."""

_HUNDRED = Decimal(100)
_KNOWN_ONLY = "Lines without a figure are not in it."


class Amounts(NamedTuple):
    """USD, unrounded: each month, and once."""

    monthly: Decimal = ZERO
    upfront: Decimal = ZERO

    @property
    def first_12_months(self) -> Decimal:
        return self.upfront + 12 * self.monthly


@dataclass(frozen=True)
class Terms:
    """A project's own terms. Percentages are 0 to 100; 0 and an empty plan give no line."""

    discount_percent: Decimal = ZERO
    """Off the charges of every service that has no percentage of its own."""
    service_discounts: Mapping[str, Decimal] = field(default_factory=dict)
    """Service label -> percent, in place of the general discount."""
    support_plan: str = ""
    contingency_percent: Decimal = ZERO
    tax_name: str = ""
    tax_percent: Decimal = ZERO

    @property
    def needed(self) -> bool:
        """True if any line follows from them."""
        percents = (self.discount_percent, self.contingency_percent, self.tax_percent)
        return bool(any(percents) or any(self.service_discounts.values()) or self.support_plan)


def project_lines(
    terms: Terms, before: Totals, services: Mapping[str, Totals], rates: Rates
) -> tuple[LineItem, ...]:
    """The lines after all others, in the order of :data:`pricing.estimate.STEP_TEXT`.

    ``before`` is the sum of all lines of nodes and free allowances; ``services`` that of each service with a
    discount of its own, and of :data:`SUPPORT`. None while nothing has a figure: a share of it is unknown.
    """
    if not terms.needed or not (before.priced or before.included):
        return ()
    hint = _KNOWN_ONLY if before.incomplete else ""
    lines = list(_discounts(terms, before, services, hint))
    charges = _plus(Amounts(before.monthly, before.upfront), lines)
    if terms.support_plan:
        lines += _support(terms.support_plan, charges, services.get(SUPPORT, Totals()), rates, hint)
    if terms.contingency_percent:
        base = _plus(Amounts(before.monthly, before.upfront), lines)
        reason = "A reserve on charges and support, for what the drawing does not show yet."
        lines += _shares(
            "contingency", STEP_TEXT["contingency"], terms.contingency_percent, base, reason, hint
        )
    if terms.tax_percent:
        base = _plus(Amounts(before.monthly, before.upfront), lines)
        reason = "On everything before it."
        lines += _shares("tax", terms.tax_name or TAX, terms.tax_percent, base, reason, hint)
    return tuple(lines)


def _plus(base: Amounts, lines: Iterable[LineItem]) -> Amounts:
    lines = list(lines)
    return Amounts(
        base.monthly + sum((line.monthly or ZERO for line in lines), ZERO),
        base.upfront + sum((line.upfront for line in lines), ZERO),
    )


def _discounts(terms: Terms, before: Totals, services: Mapping[str, Totals], hint: str) -> Iterator[LineItem]:
    monthly, upfront = before.monthly, before.upfront
    own = tuple(sorted(label for label in terms.service_discounts if services.get(label, Totals()).lines))
    for label in own:
        found = services[label]
        monthly -= found.monthly
        upfront -= found.upfront
        percent = terms.service_discounts[label]
        if percent:
            base = Amounts(-found.monthly, -found.upfront)
            reason = f"Of what {label} comes to after free allowances."
            yield from _shares("discounts", "Discount", percent, base, reason, hint, f" on {label}", (label,))
    if terms.discount_percent:
        of = " on all other services" if own else " on all services"
        base = Amounts(-monthly, -upfront)
        reason = "Of list prices after free allowances."
        yield from _shares("discounts", "Discount", terms.discount_percent, base, reason, hint, of, own, True)


def _shares(
    step: Step,
    name: str,
    percent: Decimal,
    base: Amounts,
    reason: str,
    hint: str,
    of: str = "",
    services: tuple[str, ...] = (),
    others: bool = False,
) -> Iterator[LineItem]:
    """A share of the month, and apart from it one of what is paid once, if anything is."""
    share = percent / _HUNDRED
    shown = f"{percent.normalize():f} %{of}"
    text = f"{reason} {hint}".rstrip()
    for once, amount in ((False, base.monthly), (True, base.upfront)):
        if once and not amount:
            continue
        yield LineItem(
            _owner(step, services, others, once),
            Part(
                f"{name}, upfront: {shown}" if once else f"{name}: {shown}",
                "priced",
                amount,
                "USD",
                share,
                ZERO if once else amount * share,
                amount * share if once else ZERO,
                reason=text,
            ),
        )


def _owner(
    step: Step,
    services: tuple[str, ...] = (),
    others: bool = False,
    once: bool = False,
    least: Decimal = ZERO,
) -> ProjectOwner:
    return ProjectOwner(
        "", STEP_TEXT[step], (), "project", PROJECT, PROJECT, "", (), step, services, others, once, least
    )


# AWS Support: a tiered share of the month's charges, or the plan's minimum.


def _support(plan: str, charges: Amounts, drawn: Totals, rates: Rates, hint: str) -> Iterator[LineItem]:
    name = f"AWS Support, {SUPPORT_PLANS.get(plan, plan)} plan"
    owner = _owner("support")
    if drawn.priced or drawn.needs_input or drawn.not_priced:
        reason = "The support plan on the drawing is priced on its own lines."
        yield LineItem(owner, Part(name, "included", monthly=ZERO, reason=reason))
        return
    try:
        found = PlanRates(
            rates.rate(f"support.{plan}", "global"), rates.rate(f"support.{plan}.minimum", "global")
        )
        monthly = found.charge(charges.monthly)
        once = found.charge(charges.monthly + charges.upfront) - monthly
    except RateNotFound as missing:
        reason = f"The price list has no {missing.key} for {missing.region}."
        yield LineItem(owner, Part(name, "not_priced", reason=reason, rate_key=f"support.{plan}"))
        return
    except BeyondTiers:
        reason = "AWS publishes no share beyond the last tier."
        yield LineItem(owner, Part(name, "not_priced", reason=reason, rate_key=f"support.{plan}"))
        return
    reason = f"{found.words()} The basis is the charges after discounts, before contingency and tax. {hint}"
    one = Decimal(1)
    least = found.minimum.price
    part = Part(name, "priced", one, "month", monthly, monthly, rate=found.share, reason=reason.rstrip())
    yield LineItem(_owner("support", least=least), part)
    if charges.upfront:
        reason = f"AWS counts upfront fees among the charges of the month they are paid in. {hint}".rstrip()
        text = f"{name}, on upfront fees"
        part = Part(text, "priced", one, "payment", once, ZERO, once, found.share, reason=reason)
        yield LineItem(_owner("support", once=True, least=least), part)


class PlanRates(NamedTuple):
    """A support plan's share of the charges and its least charge a month."""

    share: Rate
    minimum: Rate

    def charge(self, charges: Decimal) -> Decimal:
        """USD for a month of these charges; raises :class:`BeyondTiers`."""
        parts = split(self.share.tiers, max(charges, ZERO), ZERO)
        amount = sum((part.quantity * part.tier.price for part in parts if part.tier), ZERO) / self.share.per
        return max(amount, self.minimum.price)

    def words(self) -> str:
        """ "10 % up to 10,000 USD, 7 % up to 80,000 USD, 3 % above; at least 100 USD a month." """
        steps = []
        for tier in self.share.tiers:
            percent = f"{(tier.price / self.share.per * _HUNDRED).normalize():f} %"
            until = f" up to {tier.end:,f} USD" if tier.end is not None else " above" if tier.start else ""
            steps.append(percent + until)
        return f"{', '.join(steps)} of the charges, at least {self.minimum.price:,f} USD a month."


# Sums by step


@dataclass(frozen=True)
class Subtotals:
    """How the totals come about, step by step."""

    gross: Amounts
    """List prices of all that is drawn."""
    allowances: Amounts
    """What is free once per account; zero or below."""
    discounts: Amounts
    """Zero or below."""
    support: Amounts
    contingency: Amounts
    tax: Amounts

    @property
    def charges(self) -> Amounts:
        """What AWS bills before support and tax."""
        parts = (self.gross, self.allowances, self.discounts)
        return Amounts(sum((p.monthly for p in parts), ZERO), sum((p.upfront for p in parts), ZERO))


def subtotals(estimate: Estimate) -> Subtotals:
    """The sums of an estimate's lines by step; lines without a figure are in none of them."""
    steps: dict[Step, list[LineItem]] = {step: [] for step in STEP_TEXT}
    for line in estimate.project_lines:
        if isinstance(line.owner, ProjectOwner):
            steps[line.owner.step].append(line)
    return Subtotals(
        _plus(Amounts(), (line for line in estimate.lines if line.owner.node_id)),
        _plus(Amounts(), estimate.account_lines),
        *(_plus(Amounts(), steps[step]) for step in STEP_TEXT),
    )
