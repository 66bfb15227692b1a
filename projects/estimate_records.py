"""What an estimate keeps of each node and each link between two changes."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from pricing.estimate import LineItem, Owner, Totals
from projects.account import Uses
from projects.billed_parts import Billed, Quotes, RateKey
from projects.estimate_rows import Position, position_of
from projects.location import Location
from projects.place import Place
from projects.records import Node
from projects.service import Service
from projects.wires.savings import with_savings
from projects.wires.wire import Wire

Pool = RateKey
"""A rate whose tiers are shared by all that is priced at it."""


class PricedRecord:
    """What is kept of one node or link between two estimates."""

    __slots__ = (
        "billed",
        "lines",
        "listed",
        "owner",
        "pools",
        "position",
        "settled",
        "totals",
        "used",
        "uses",
    )

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
        self.listed: tuple[str, ...] = ()
        """The subnets that it names."""
        self.settled = False
        """Priced for good, whatever others take: estimates share it."""

    def price(self, quotes: Quotes) -> None:
        used = {pool: self.used[pool] for pool in self.pools} if self.pools else NOTHING
        parts, self.totals, self.uses = self.billed.priced(quotes, used)
        owner = self.owner
        self.lines = tuple([LineItem(owner, part) for part in parts])

    def settle(self, quotes: Quotes) -> None:
        """Price what takes nothing of shared tiers."""
        self.price(quotes)
        self.settled = True


class PricedNode(PricedRecord):
    __slots__ = ("place", "service")

    def __init__(self, service: Service, owner: Owner, place: Place, parts: Billed, quotes: Quotes) -> None:
        super().__init__(owner, parts, quotes)
        self.service = service
        self.place = place
        self.listed = service.__dict__.get("subnets") or ()


class PricedLink(PricedRecord):
    __slots__ = ("saved", "wire")

    def __init__(self, wire: Wire, owner: Owner, quotes: Quotes) -> None:
        super().__init__(owner, wire.billed, quotes)
        self.wire = wire
        self.saved = ZERO
        """What a cheaper way would save a month."""

    def price(self, quotes: Quotes) -> None:
        super().price(quotes)
        if self.wire.saving is not None:
            self.lines, self.saved = with_savings(self.lines, self.wire.saving, self.wire.gb, quotes.rates)


NOTHING: dict[Pool, Decimal] = {}
_NO_TOTALS = Totals()
ZERO = Decimal(0)


@lru_cache(4096)
def place_with_links(place: Place, stated: tuple[str, ...]) -> Place:
    """A node's place, where its links state the figures of these properties."""
    return place._replace(on_links=stated)


def owner_of_wire(link_id: str, source: Node, target: Node, billed: Billed, where: Location) -> Owner:
    """The link as the owner of lines, in the place where its source stands, or its target."""
    return Owner(
        link_id,
        f"{source.title} → {target.title}",
        where.path,
        billed.service,
        billed.label,
        billed.category,
        where.region,
        where.container_ids,
    )
