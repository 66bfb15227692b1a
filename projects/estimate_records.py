"""What an estimate keeps of each node and each link between two changes."""

from __future__ import annotations

from decimal import Decimal

from pricing.estimate import LineItem, Owner, Totals
from projects.account import Uses
from projects.billed_parts import Billed, Quotes, RateKey
from projects.document import Document
from projects.estimate_rows import Position, position_of
from projects.location import Locator
from projects.place import Place
from projects.records import Link
from projects.service import Service
from projects.wires.savings import with_savings
from projects.wires.wire import Wire

Pool = RateKey
"""A rate whose tiers are shared by all that is priced at it."""


class PricedRecord:
    """What is kept of one node or link between two estimates."""

    __slots__ = ("billed", "lines", "owner", "pools", "position", "totals", "used", "uses")

    def __init__(self, owner: Owner, parts: Billed, quotes: Quotes) -> None:
        self.owner = owner
        self.billed = parts
        self.position: Position = position_of(owner)
        """Where its lines stand among all."""
        self.pools = parts.quoted(quotes)
        """What it takes of each pool."""
        self.used: dict[Pool, Decimal] = {} if self.pools else NOTHING
        """What those before it take of these pools."""
        self.lines: tuple[LineItem, ...] = ()
        self.uses: Uses = ()
        """What it could take of the account's allowances."""
        self.totals = _NO_TOTALS

    def price(self, quotes: Quotes) -> None:
        used = {pool: self.used[pool] for pool in self.pools} if self.pools else NOTHING
        parts, self.totals, self.uses = self.billed.priced(quotes, used)
        owner = self.owner
        self.lines = tuple([LineItem(owner, part) for part in parts])


class PricedNode(PricedRecord):
    __slots__ = ("place", "service")

    def __init__(self, service: Service, owner: Owner, place: Place, parts: Billed, quotes: Quotes) -> None:
        super().__init__(owner, parts, quotes)
        self.service = service
        self.place = place


class PricedLink(PricedRecord):
    __slots__ = ("wire",)

    def __init__(self, wire: Wire, owner: Owner, quotes: Quotes) -> None:
        super().__init__(owner, wire.billed, quotes)
        self.wire = wire

    def price(self, quotes: Quotes) -> None:
        super().price(quotes)
        if self.wire.saving is not None:
            self.lines = with_savings(self.lines, self.wire.saving)


NOTHING: dict[Pool, Decimal] = {}
_NO_TOTALS = Totals()


def listed_subnets(one: PricedRecord) -> tuple[str, ...]:
    return one.service.__dict__.get("subnets") or () if isinstance(one, PricedNode) else ()


def owner_of_wire(document: Document, link: Link, billed: Billed, locator: Locator) -> Owner | None:
    """The link, where its source stands, or its target if the source is outside of every Region."""
    source, target = document.node(link.source), document.node(link.target)
    if source is None or target is None:
        return None
    where = locator.locate(source)
    if not where.region:
        where = locator.locate(target)
    return Owner(
        link.id,
        f"{source.title} → {target.title}",
        where.path,
        billed.service,
        billed.label,
        billed.category,
        where.region,
        where.container_ids,
    )
