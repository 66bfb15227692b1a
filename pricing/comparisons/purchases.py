"""The same capacity bought in different ways: upfront, monthly, over 36 months, and when it pays off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property

from pricing.estimate import LineItem
from pricing.parts import ZERO

MONTHS = 36
"""What options are compared over; terms of one year are taken to be renewed."""

LABELS: Mapping[str, str] = {
    "on_demand": "On-Demand",
    "reserved": "Reserved",
    "reserved_convertible": "Reserved, convertible",
    "compute_savings_plan": "Compute Savings Plan",
    "ec2_instance_savings_plan": "EC2 Instance Savings Plan",
    "spot": "Spot",
}


@dataclass(frozen=True)
class Option:
    """A way to buy; ``term_years`` is 0 and ``payment`` empty without a commitment."""

    purchase: str
    term_years: int = 0
    payment: str = ""

    @property
    def label(self) -> str:
        """ "Reserved, 3 years, all upfront"."""
        words = [LABELS.get(self.purchase, self.purchase.replace("_", " "))]
        if self.term_years:
            words += [f"{self.term_years} {'year' if self.term_years == 1 else 'years'}"]
            words += [self.payment.replace("_", " ")]
        return ", ".join(word for word in words if word)


ON_DEMAND = Option("on_demand")


@dataclass(frozen=True)
class Bought:
    """What the capacity of one node costs, bought in one way."""

    option: Option
    lines: tuple[LineItem, ...]

    @cached_property
    def open(self) -> bool:
        """A line has no figure, so that nothing can be said of the whole."""
        return any(line.monthly is None for line in self.lines)

    @cached_property
    def monthly(self) -> Decimal:
        """Of the lines that have a figure."""
        return sum((line.monthly for line in self.lines if line.monthly is not None), ZERO)

    @cached_property
    def upfront(self) -> Decimal:
        return sum((line.upfront for line in self.lines), ZERO)

    @property
    def effective_monthly(self) -> Decimal:
        """With the upfront payment spread over the term."""
        years = self.option.term_years
        return self.monthly + self.upfront / (12 * years) if years else self.monthly

    @property
    def total(self) -> Decimal:
        """Over 36 months; a term of one year is bought three times."""
        years = self.option.term_years
        return MONTHS * self.monthly + (self.upfront * 3 / years if years else self.upfront)

    @cached_property
    def estimated(self) -> int:
        """How many lines rest on a rate that AWS does not publish as such."""
        rates = (line.rate for line in self.lines if line.monthly is not None)
        return sum(rate is not None and rate.confidence != "exact" for rate in rates)


@dataclass(frozen=True)
class PurchaseNode:
    """One node and all the ways that it can be bought."""

    node_id: str
    label: str
    service_label: str
    present: Bought
    """As it is drawn."""
    options: Mapping[Option, Bought]
    """On-Demand is always among them."""

    @property
    def on_demand(self) -> Bought:
        return self.options[ON_DEMAND]

    def bought(self, option: Option) -> Bought:
        """So, or On-Demand where that cannot be."""
        return self.options.get(option, self.on_demand)

    def row(self, option: Option) -> PurchaseRow:
        """This node alone, to show beside its other options."""
        return PurchaseRow(option.label, option, ((self, self.bought(option)),))


@dataclass(frozen=True)
class PurchaseRow:
    """The nodes bought in one way, those that cannot be on demand, against all of them on demand.

    Savings and break-even are given only where every line has a figure on both sides.
    """

    label: str
    option: Option | None
    """None for what is drawn, a mixture."""
    bought: tuple[tuple[PurchaseNode, Bought], ...]

    @property
    def upfront(self) -> Decimal:
        """Paid at the beginning of a term; of the lines that have a figure, as all sums here."""
        return sum((one.upfront for _, one in self.bought), ZERO)

    @property
    def monthly(self) -> Decimal:
        return sum((one.monthly for _, one in self.bought), ZERO)

    @property
    def effective_monthly(self) -> Decimal:
        return sum((one.effective_monthly for _, one in self.bought), ZERO)

    @property
    def total(self) -> Decimal:
        """Over 36 months."""
        return sum((one.total for _, one in self.bought), ZERO)

    @property
    def on_demand_monthly(self) -> Decimal:
        """The same nodes on demand."""
        return sum((node.on_demand.monthly for node, _ in self.bought), ZERO)

    @cached_property
    def stays(self) -> tuple[PurchaseNode, ...]:
        """Nodes that cannot be bought so and stay on demand."""
        if self.option is None:
            return ()
        return tuple(node for node, _ in self.bought if self.option not in node.options)

    @cached_property
    def lost(self) -> tuple[tuple[PurchaseNode, LineItem], ...]:
        """Lines without a figure, of nodes that have one on demand."""
        return tuple(
            (node, line)
            for node, one in self.bought
            if one.open and not node.on_demand.open
            for line in one.lines
            if line.monthly is None
        )

    @cached_property
    def gained(self) -> tuple[PurchaseNode, ...]:
        """Nodes that have a figure so, but none on demand."""
        return tuple(node for node, one in self.bought if node.on_demand.open and not one.open)

    @cached_property
    def open_lines(self) -> tuple[tuple[PurchaseNode, LineItem], ...]:
        """All lines without a figure."""
        return tuple((node, line) for node, one in self.bought for line in one.lines if line.monthly is None)

    @property
    def comparable(self) -> bool:
        """The same nodes have a figure so and on demand, and some do."""
        priced = any(not node.on_demand.open for node, _ in self.bought)
        return priced and not self.lost and not self.gained

    @property
    def saving(self) -> Decimal | None:
        """Over 36 months; below zero where it costs more; None where it cannot be told."""
        return MONTHS * self.on_demand_monthly - self.total if self.comparable else None

    @property
    def saving_share(self) -> Decimal | None:
        """0.28 for 28 % less than on demand; None where it cannot be told."""
        saving, whole = self.saving, MONTHS * self.on_demand_monthly
        return saving / whole if saving is not None and whole else None

    @property
    def known_saving(self) -> Decimal:
        """Over the nodes that have a figure in both."""
        both = self._both()
        return sum((MONTHS * node.on_demand.monthly - one.total for node, one in both), ZERO)

    @property
    def known_saving_share(self) -> Decimal | None:
        whole = sum((MONTHS * node.on_demand.monthly for node, _ in self._both()), ZERO)
        return self.known_saving / whole if whole else None

    @property
    def break_even_month(self) -> int | None:
        """The first month after which no more has been paid than on demand would have taken.

        None where it does not pay off within its term, or cannot be told.
        """
        less = self.on_demand_monthly - self.monthly
        if not self.comparable or less <= 0:
            return None
        month = max(1, int((self.upfront / less).to_integral_value(ROUND_CEILING)))
        return month if month <= (self.term_years * 12 or MONTHS) else None

    @property
    def months_of_use(self) -> Decimal | None:
        """For how many months of the term the capacity has to be needed for the commitment to pay off.

        Of the nodes that are bought so; None without a commitment, where it never pays off, or where it
        cannot be told.
        """
        months = self.term_years * 12
        own = [(node, one) for node, one in self.bought if one.option.term_years]
        on_demand = sum((node.on_demand.monthly for node, _ in own), ZERO)
        if not months or not self.comparable or not on_demand:
            return None
        needed = months * sum((one.effective_monthly for _, one in own), ZERO) / on_demand
        return needed if needed <= months else None

    @property
    def unpriced(self) -> bool:
        """None of the nodes bought so has a figure: there is nothing to show but that."""
        own = [one for node, one in self.bought if self.option is None or self.option in node.options]
        return bool(own) and all(one.open for one in own)

    @property
    def estimated(self) -> int:
        """How many lines rest on a rate that AWS does not publish as such."""
        return sum(one.estimated for _, one in self.bought)

    @property
    def remark(self) -> str:
        """What has no figure, what stays on demand and what is an estimate; empty for nothing."""
        said = []
        if self.lost and self.unpriced:
            said.append("Not comparable: the price list has no rate for this.")
        elif self.lost:
            nodes = len({node.node_id for node, _ in self.lost})
            said.append(f"Not comparable: {_counted(nodes, 'node has', 'nodes have')} no price for this.")
        if self.gained:
            said.append(
                f"Not comparable: {_counted(len(self.gained), 'node has', 'nodes have')} no On-Demand price."
            )
        if self.stays:
            said.append(
                f"{_counted(len(self.stays), 'node', 'nodes')} cannot be bought so and"
                f" {'stays' if len(self.stays) == 1 else 'stay'} on demand."
            )
        if self.estimated:
            said.append(f"{_counted(self.estimated, 'line rests', 'lines rest')} on an estimated rate.")
        return " ".join(said)

    def _both(self) -> list[tuple[PurchaseNode, Bought]]:
        return [(node, one) for node, one in self.bought if not one.open and not node.on_demand.open]

    @property
    def term_years(self) -> int:
        """The longest term of its commitments; 0 without any."""
        return max((one.option.term_years for _, one in self.bought), default=0)


@dataclass(frozen=True)
class PurchaseComparison:
    """All options that some node can be bought with; the first row is what is drawn, the second On-Demand."""

    nodes: tuple[PurchaseNode, ...]
    rows: tuple[PurchaseRow, ...]
    price_date: str = ""

    @property
    def cheapest(self) -> PurchaseRow | None:
        """The option that costs least over 36 months, of those that can be compared."""
        options = [row for row in self.rows if row.option is not None and row.comparable]
        return min(options, key=lambda row: row.total, default=None)


def purchase_rows(nodes: Iterable[PurchaseNode], options: Iterable[Option]) -> tuple[PurchaseRow, ...]:
    """What is drawn, and the nodes bought in each of these ways."""
    listed = tuple(nodes)
    drawn = PurchaseRow("As drawn", None, tuple((node, node.present) for node in listed))
    rows = (
        PurchaseRow(one.label, one, tuple((node, node.bought(one)) for node in listed)) for one in options
    )
    return drawn, *rows


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
