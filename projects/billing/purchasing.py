"""How standing capacity is bought: on demand, reserved, under a Savings Plan or as spot capacity.

A service declares the fields with :func:`purchase_choice`, :func:`term_choice` and
:func:`payment_choice` (named ``purchase``, ``term_years`` and ``payment``), and bills its hours with
``capacity_lines(Capacity(...), purchase_of(self))``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from pricing.costs import Amount, CostComponent, hourly, needs
from projects.properties import Choice

COMPUTE_PURCHASES: Mapping[str, str] = {
    "on_demand": "Pay by the second, no commitment.",
    "reserved": "Standard Reserved Instance: one instance family in one Region.",
    "reserved_convertible": "Convertible Reserved Instance: may be exchanged for other families.",
    "compute_savings_plan": "Compute Savings Plan: any family, size and Region.",
    "ec2_instance_savings_plan": "EC2 Instance Savings Plan: one family in one Region.",
    "spot": "Spare capacity that AWS may take back, at a price that changes all the time.",
}
"""What EC2 capacity can be bought as."""

DATABASE_PURCHASES: Mapping[str, str] = {
    "on_demand": "Pay by the hour, no commitment.",
    "reserved": "Reserved for one or three years, running or not.",
}
"""What nodes and instances of databases, caches and search domains can be bought as."""

TERMS: Mapping[str, str] = {"1": "One year.", "3": "Three years."}

PAYMENTS: Mapping[str, str] = {
    "no_upfront": "All of it month by month.",
    "partial_upfront": "About half at once, the rest month by month.",
    "all_upfront": "All of it at once.",
}

COMPUTE_PLANS: Mapping[str, str] = {
    "reserved": "reserved_standard",
    "reserved_convertible": "reserved_convertible",
    "compute_savings_plan": "compute_sp",
    "ec2_instance_savings_plan": "reserved_standard",
}
"""Commitment -> its word in EC2's rate keys."""

DATABASE_PLANS: Mapping[str, str] = {"reserved": "reserved"}
"""Commitment -> its word in the rate keys of databases, caches and search domains."""

HOURS_PER_YEAR = 8760
"""Of a term, whatever the month is set to: the list spreads upfront fees over 365 days a year."""

HALF = Decimal("0.5")

_WORDS = {
    "reserved": "reserved",
    "reserved_convertible": "convertible",
    "compute_savings_plan": "Compute Savings Plan",
    "ec2_instance_savings_plan": "EC2 Instance Savings Plan",
}
_EVERY_HOUR = "Billed for every hour of the term, running or not."
_SAME_RATE = "Taken to cost what a Standard Reserved Instance does."
_APPROXIMATELY = "Taken to be half of the effective rate: AWS asks for about half upfront."


def purchase_choice(options: Mapping[str, str] = COMPUTE_PURCHASES, when: Any = None) -> Any:
    """The field ``purchase``: one of ``options``, on demand until chosen."""
    return Choice("Purchase option", options, default="on_demand", when=when)


def term_choice(options: Mapping[str, str] = COMPUTE_PURCHASES) -> Any:
    """The field ``term_years``, for what is committed to."""
    return Choice("Term in years", TERMS, default="1", when=_when_committed(options))


def payment_choice(options: Mapping[str, str] = COMPUTE_PURCHASES) -> Any:
    """The field ``payment``, for what is committed to."""
    return Choice("Payment", PAYMENTS, default="no_upfront", when=_when_committed(options))


def _when_committed(options: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {"purchase": tuple(name for name in options if name in _WORDS)}


@dataclass(frozen=True, slots=True)
class Purchase:
    """How it is bought; None where that is not known."""

    option: str | None = "on_demand"
    term_years: str | None = None
    payment: str | None = None

    @property
    def committed(self) -> bool:
        """Reserved or under a Savings Plan: billed for every hour, running or not."""
        return self.option in _WORDS


ON_DEMAND = Purchase()


class Bought(Protocol):
    """A service with the three fields."""

    @property
    def purchase(self) -> str | None: ...

    @property
    def term_years(self) -> str | None: ...

    @property
    def payment(self) -> str | None: ...


def purchase_of(service: Bought) -> Purchase:
    """What a service's three fields say."""
    return Purchase(service.purchase, service.term_years, service.payment)


@dataclass(frozen=True, slots=True)
class Capacity:
    """``count`` equal things that run by the hour; None where their number is not known.

    ``stem`` begins their rate keys: ``ec2.instance.m5.large.linux`` with ``.ondemand``, ``.spot`` or
    ``.<plan>.<term>yr.<payment>`` after it.
    """

    name: str
    """ "Instance hours"."""
    detail: str
    """What runs: "m5.large, Linux"."""
    stem: str
    count: Amount
    hours: Amount = None
    """Running hours a month; None for the whole month. A commitment is billed for the whole month."""
    property: str = "instances"
    """The property that holds the count."""
    unit: str = "hour"
    plans: Mapping[str, str] = field(default_factory=lambda: DATABASE_PLANS)
    on_demand: str = ".ondemand"
    """What the key of the on-demand rate ends with."""


def capacity_lines(what: Capacity, purchase: Purchase) -> Iterator[CostComponent]:
    """What is billed each month, and apart from it what is paid once; "needs input" for an open choice.

    A rate that the list does not have is never replaced by another one.
    """
    if purchase.committed:
        yield from _committed(what, purchase)
    elif purchase.option == "spot":
        yield _hours(what, f"{what.stem}.spot", "spot", reason="Spot prices change all the time.")
    else:
        # Where the drawing does not say how it is bought, AWS bills on demand.
        yield _hours(what, what.stem + what.on_demand)


def _hours(what: Capacity, key: str, words: str = "", reason: str = "") -> CostComponent:
    detail = ", ".join(word for word in (what.detail, words) if word)
    return hourly(
        f"{what.name} ({detail})",
        key,
        what.count,
        hours=what.hours,
        property=what.property,
        reason=reason,
        unit=what.unit,
    )


def _committed(what: Capacity, purchase: Purchase) -> Iterator[CostComponent]:
    for name, label in (("term_years", "term"), ("payment", "payment")):
        if getattr(purchase, name) is None:
            yield needs(f"{what.name} ({what.detail})", "", name, f"Choose the {label} of the commitment.")
            return
    key = committed_key(what, purchase)
    words = f"{_WORDS[purchase.option or '']}, {_term_text(purchase)}"
    reason = _SAME_RATE if purchase.option == "ec2_instance_savings_plan" else ""
    partial = purchase.payment == "partial_upfront"
    share = HALF if partial else Decimal(1)
    approximately = _APPROXIMATELY if partial else ""
    count = None if what.count is None else Decimal(what.count)
    if purchase.payment != "all_upfront":
        yield CostComponent(
            f"{what.name} ({what.detail}, {words})",
            "hourly",
            key,
            count,
            property=what.property,
            reason=_sentences(_EVERY_HOUR, approximately, reason),
            share=share,
            unit=what.unit,
        )
    if purchase.payment != "no_upfront":
        hours = HOURS_PER_YEAR * int(purchase.term_years or 0)
        yield CostComponent(
            f"{what.name}, upfront ({what.detail}, {words})",
            "usage",
            key,
            None if count is None else count * hours,
            property=what.property,
            reason=_sentences(f"Paid once, for {hours:,} hours.", approximately, reason),
            upfront=True,
            share=share,
            unit=what.unit,
        )


def committed_key(what: Capacity, purchase: Purchase) -> str:
    """The key of the effective hourly rate: the one place that says which rate a commitment takes."""
    plan = what.plans.get(purchase.option or "", purchase.option)
    return f"{what.stem}.{plan}.{purchase.term_years}yr.{purchase.payment}"


def _term_text(purchase: Purchase) -> str:
    return "1 year" if purchase.term_years == "1" else f"{purchase.term_years} years"


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
