"""What cheaper paths would save: said on the lines, and as data for rules and fixes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pricing.estimate import LineItem, cents, total
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


def with_savings(lines: tuple[LineItem, ...], saving: Saving) -> tuple[LineItem, ...]:
    """The lines of a wire, with what each part that is avoidable would save."""
    return tuple(_with_saving(line, saving) for line in lines)


def _with_saving(line: LineItem, saving: Saving) -> LineItem:
    if not line.monthly or line.rate is None or line.rate.key != NAT_DATA:
        return line
    text = f"{line.reason} {saving.text} and would save ${cents(line.monthly):,.2f} a month."
    return LineItem(line.owner, line.part._replace(reason=text))


def avoidable(wires: Iterable[tuple[tuple[LineItem, ...], Saving]]) -> tuple[Avoidable, ...]:
    """All that could be saved, by link; the whole way becomes free."""
    found = [
        Avoidable(lines[0].owner.node_id, saving.vpc, saving.service, saving.nat, total(lines).monthly)
        for lines, saving in wires
        if lines
    ]
    return tuple(sorted(found, key=lambda one: one.link))
