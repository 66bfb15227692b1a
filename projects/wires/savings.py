"""What cheaper paths would save: said on the lines, and as data for rules and fixes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pricing.estimate import LineItem, cents, total
from pricing.rates import RateNotFound, Rates
from projects.wires.legs import NAT_DATA, Saving


class Avoidable(NamedTuple):
    """The traffic of a link that a gateway endpoint in its VPC would take for free."""

    link: str
    vpc: str
    service: str
    """ "s3" or "dynamodb", as the endpoint's property calls it."""
    nat: str
    """The NAT gateway that it passes now."""
    monthly: Decimal
    """Unrounded USD that the endpoint would save."""


def with_savings(
    lines: tuple[LineItem, ...], saving: Saving, gb: Decimal, rates: Rates
) -> tuple[tuple[LineItem, ...], Decimal]:
    """The lines of a wire with what each would save, and what that is together a month.

    Where the NAT gateway's data is priced on other links, it is the part that this one's ``gb`` has in it.
    """
    if any(_through_nat(line) for line in lines):
        return tuple(_told(line, line.monthly, saving) for line in lines), total(lines).monthly
    saved = gb * _nat_rate(lines[0].owner.region, rates)
    return (_told(lines[0], saved, saving, always=True), *lines[1:]), saved


def _through_nat(line: LineItem) -> bool:
    return bool(line.monthly) and line.rate is not None and line.rate.key == NAT_DATA


def _told(line: LineItem, saved: Decimal | None, saving: Saving, always: bool = False) -> LineItem:
    if not saved or (not always and not _through_nat(line)):
        return line
    text = f"{line.reason} {saving.text} and would save ${cents(saved):,.2f} a month."
    return LineItem(line.owner, line.part._replace(reason=text))


def _nat_rate(region: str, rates: Rates) -> Decimal:
    try:
        return rates.rate(NAT_DATA, region).tiers[0].price
    except RateNotFound:
        return Decimal(0)


def avoidable(wires: Iterable[tuple[str, Saving, Decimal]]) -> tuple[Avoidable, ...]:
    """All that could be saved, by link."""
    found = [
        Avoidable(link_id, saving.vpc, saving.service, saving.nat, saved)
        for link_id, saving, saved in wires
        if saved
    ]
    return tuple(sorted(found, key=lambda one: one.link))
