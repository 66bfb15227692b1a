"""A wire: a link that carries GB, as cost components that explain themselves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing.costs import CostComponent, included, needs, not_priced, usage
from pricing.estimate import HOURS_PER_MONTH
from projects.billed_parts import Billed
from projects.records import Link
from projects.wires.flow import flow
from projects.wires.legs import Cover, Leg, Saving
from projects.wires.stands import Stand

SERVICE = "data_transfer"
LABEL = "Data transfer"
CATEGORY = "Networking"

_MOST_REMEMBERED = 16_384
ZERO = Decimal(0)
_ENDLESS = "It starts and ends at the same node: nothing is billed."


class Way(NamedTuple):
    """The traffic of one direction."""

    gb: Decimal | None
    property: str
    sender: Stand
    receiver: Stand
    started: bool
    """The link starts at the sender."""


class Wire:
    """What a link's traffic is billed for, shared by nobody; the same object while nothing changed."""

    __slots__ = ("billed", "covers", "gb", "saving")

    def __init__(self, billed: Billed, covers: frozenset[Cover], saving: Saving | None, gb: Decimal) -> None:
        self.billed = billed
        self.covers = covers
        """Properties of nodes whose figures it states."""
        self.saving = saving
        """A way that would make all of it free."""
        self.gb = gb
        """What it carries both ways, as far as that is known."""


def carries(link: Link) -> bool:
    """Whether a link says how much it carries, so that it is priced."""
    return link.gb_per_month is not None or link.gb_back_per_month is not None


@lru_cache(_MOST_REMEMBERED)
def wire(kind: str, gb: Decimal | None, gb_back: Decimal | None, source: Stand, target: Stand) -> Wire:
    """The wire between two ends that carries GB a month there and back; None: not known, 0: none."""
    ways: tuple[Way, ...] = (
        Way(gb, "gb_per_month", source, target, True),
        Way(gb_back, "gb_back_per_month", target, source, False),
    )
    components: list[CostComponent] = []
    covers: set[Cover] = set()
    saving: Saving | None = None
    if source is target:
        components.append(included(LABEL, _ENDLESS))
        ways = ()
    free: set[tuple[str, str]] = set()
    for way in ways:
        for leg in flow(way.sender, way.receiver, way.started, kind):
            made = list(_components(way, leg))
            if made and leg.state == "free":
                # The same reason holds for both directions and is said once.
                made = [] if (leg.name, leg.text) in free else made
                free.add((leg.name, leg.text))
            if way.gb is not None:
                covers.update(leg.covers)
            if way.gb:
                saving = leg.saving or saving
            components += made
    if not components:
        components.append(included(LABEL, "It carries nothing."))
    billed = Billed(SERVICE, LABEL, CATEGORY, components, source.region or target.region, HOURS_PER_MONTH)
    return Wire(billed, frozenset(covers), saving, (gb or ZERO) + (gb_back or ZERO))


def _components(way: Way, leg: Leg) -> Iterator[CostComponent]:
    """The component of a leg; none where nothing is carried, or nothing is known and nothing billed."""
    name = leg.name if way.started else f"{leg.name}, back"
    if way.gb is None:
        if leg.state == "priced":
            text = "Say how much goes there" if way.started else "Say how much comes back"
            region = leg.region or None
            yield needs(name, leg.key, way.property, f"{text} on the link; 0 for none.", region)
        return
    if not way.gb:
        return
    text = leg.text.replace("{gb}", f"{_plain(way.gb)} GB")
    if leg.state == "free":
        yield included(name, text, leg.key)
    elif leg.state == "unpriced":
        yield not_priced(name, text)
    elif leg.state == "needs":
        yield needs(name, leg.key, "", text, leg.region or None)
    else:
        top, bottom = leg.times
        gb = way.gb * top / bottom if leg.times != (1, 1) else way.gb
        quantity = gb if leg.share == 1 else gb * leg.share
        yield usage(
            name, leg.key, quantity, region=leg.region or None, property=way.property, reason=text, unit="GB"
        )


def _plain(gb: Decimal) -> str:
    text = f"{gb:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
