"""A project's estimate: what every node is billed for, priced; tiers and allowances are the account's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pricing.estimate import Estimate, LineItem, Owner, Totals
from pricing.rates import Rates
from projects.account import Account, Uses
from projects.billed_parts import Billed, Quotes, RateKey, billed, quotes_of
from projects.changes import Change
from projects.document import Document
from projects.estimate_rows import EstimateRows, Position, position_of
from projects.location import Locator
from projects.place import Place
from projects.records import Link, Node, Settings
from projects.service import Service

Pool = RateKey
"""A rate whose tiers are shared by all that is priced at it."""

ZERO = Decimal(0)


class _Node:
    """What is kept of one node between two estimates."""

    __slots__ = (
        "billed",
        "lines",
        "owner",
        "place",
        "pools",
        "position",
        "service",
        "totals",
        "used",
        "uses",
    )

    def __init__(self, service: Service, owner: Owner, place: Place, parts: Billed, quotes: Quotes) -> None:
        self.service = service
        self.owner = owner
        self.place = place
        self.billed = parts
        self.position: Position = position_of(owner)
        """Where its lines stand among those of all nodes."""
        self.pools = parts.quoted(quotes)
        """What it takes of each pool."""
        self.used: dict[Pool, Decimal] = {} if self.pools else _NOTHING
        """What the nodes before it take of these pools."""
        self.lines: tuple[LineItem, ...] = ()
        self.uses: Uses = ()
        """What it could take of the account's allowances."""
        self.totals = _NO_TOTALS

    def price(self, quotes: Quotes) -> None:
        used = {pool: self.used[pool] for pool in self.pools} if self.pools else _NOTHING
        parts, self.totals, self.uses = self.billed.priced(quotes, used)
        owner = self.owner
        self.lines = tuple([LineItem(owner, part) for part in parts])


_NOTHING: dict[Pool, Decimal] = {}
_NO_TOTALS = Totals()


def estimate(document: Document, rates: Rates) -> Estimate:
    """The whole project, priced anew."""
    return Estimator(document, rates).estimate()


class Estimator:
    """Prices a document and follows its changes; always equal to pricing it anew.

    A node is priced again only if its service, its place or what others take of its tiers changed.
    """

    def __init__(self, document: Document, rates: Rates) -> None:
        self._document = document
        self._rates = rates
        self._nodes: dict[str, _Node] = {}
        self._rows = EstimateRows()
        self._listing: dict[str, set[str]] = {}
        """Subnet -> the nodes that name it: how many subnets they use depends on it."""
        self._pools: dict[Pool, dict[str, Decimal]] = {}
        self._quotes = quotes_of(rates)
        self._account = Account()

    def estimate(self) -> Estimate:
        """Price every node anew."""
        self._nodes.clear()
        self._listing.clear()
        self._pools.clear()
        self._account = Account()
        locator = Locator(self._document, everything=True)
        for node in self._document.nodes():
            self._enter(self._priced(node, None, locator))
        for pool in self._pools:
            for _ in self._fill(pool):
                pass
        for one in self._nodes.values():
            self._price(one)
        self._rows = EstimateRows(
            [(one.position, node_id, one.lines, one.totals) for node_id, one in self._nodes.items()]
        )
        return self._result()

    def update(self, change: Change) -> Estimate:
        """The estimate after a change that the document has already taken."""
        if not self._nodes or any(_reprices(before, after) for _, before, after in change.items()):
            return self.estimate()
        self._refresh(self._affected(change))
        return self._result()

    def _affected(self, change: Change) -> list[str]:
        found: dict[str, None] = {}
        for record_id, before, after in change.items():
            for record in (before, after):
                if isinstance(record, Link):
                    found.update({record.source: None, record.target: None})
                elif isinstance(record, Node):
                    found.update(dict.fromkeys(record.members))
            if not isinstance(before or after, Node):
                continue
            found[record_id] = None
            if not _moved_only(before, after):
                found.update({inner.id: None for inner in self._document.descendants(record_id)})
                found.update(dict.fromkeys(self._listing.get(record_id, ())))
                for overlay in self._document.overlays_of(record_id):
                    found[overlay.id] = None
                    found.update(dict.fromkeys(overlay.members))
        return list(found)

    def _refresh(self, node_ids: Iterable[str]) -> None:
        changed: set[Pool] = set()
        stale: dict[str, None] = {}
        locator = Locator(self._document)
        for node_id in node_ids:
            node = self._document.node(node_id)
            kept = self._nodes.get(node_id)
            fresh = self._priced(node, kept, locator) if node is not None else None
            if fresh is kept:
                continue
            old, new = (one.pools if one is not None else _NOTHING for one in (kept, fresh))
            changed.update(pool for pool in old.keys() | new.keys() if old.get(pool) != new.get(pool))
            if kept is not None:
                self._leave(kept)
            if fresh is not None:
                if kept is not None and kept.pools and fresh.pools:
                    fresh.used = kept.used
                self._enter(fresh)
                stale[node_id] = None
        for pool in changed:
            stale.update(dict.fromkeys(self._fill(pool)))
        for node_id in stale:
            one = self._nodes[node_id]
            self._price(one)
            self._rows.put(one.position, node_id, one.lines, one.totals)

    def _priced(self, node: Node, kept: _Node | None, locator: Locator) -> _Node:
        """What there is to price of a node; the same object while that has not changed."""
        location = locator.locate(node)
        service = node.service
        place = locator.place(node, location)
        parts = billed(service, place)
        owner = Owner(
            node.id,
            node.title,
            location.path,
            parts.service,
            parts.label,
            parts.category,
            location.region,
            location.container_ids,
        )
        if kept is not None and kept.service is service and kept.place == place and kept.owner == owner:
            return kept
        return _Node(service, owner, place, parts, self._quotes)

    def _enter(self, fresh: _Node) -> None:
        node_id = fresh.owner.node_id
        self._nodes[node_id] = fresh
        for pool, quantity in fresh.pools.items():
            self._pools.setdefault(pool, {})[node_id] = quantity
        for subnet in _subnets(fresh.service):
            self._listing.setdefault(subnet, set()).add(node_id)

    def _leave(self, kept: _Node) -> None:
        node_id = kept.owner.node_id
        del self._nodes[node_id]
        for pool in kept.pools:
            del self._pools[pool][node_id]
        for subnet in _subnets(kept.service):
            self._listing[subnet].discard(node_id)
        self._rows.drop(kept.position, node_id)
        self._account.leave(node_id, kept.uses)

    def _fill(self, pool: Pool) -> Iterator[str]:
        """Let the nodes draw from a pool; gives those that start elsewhere in its tiers than before.

        They draw in order of their ids, so that the result does not depend on the history.
        """
        takers = self._pools.get(pool)
        if not takers:
            return
        tiers = self._quotes.tiers(pool)
        position, index = ZERO, 0
        for node_id in sorted(takers):
            takes = takers[node_id]
            while index + 1 < len(tiers) and position >= tiers[index + 1].start:
                index += 1
            start, end = tiers[index].start, tiers[index].end
            if position < start or (end is not None and position + takes > end):
                start = position
            # Else all of it lies in one tier, and where in it makes no difference.
            used = self._nodes[node_id].used
            if used.get(pool) != start:
                used[pool] = start
                yield node_id
            position += takes

    def _price(self, kept: _Node) -> None:
        before = kept.uses
        kept.price(self._quotes)
        if kept.uses is not before:
            self._account.leave(kept.owner.node_id, before)
            self._account.enter(kept.owner.node_id, kept.uses)

    def _result(self) -> Estimate:
        settings = self._document.settings
        account = self._account.lines() if settings.free_allowances else ()
        return Estimate(
            self._rows.lines() + account,
            self._rows.totals_with(account),
            settings.hours_per_month,
            self._rates.date,
            self._rates.digest,
            self._rows.by_node(),
        )


def _subnets(service: Service) -> tuple[str, ...]:
    return service.__dict__.get("subnets") or ()


def _reprices(before: object, after: object) -> bool:
    """True if the project's settings changed in a way that every price depends on."""
    if not isinstance(before, Settings) or not isinstance(after, Settings):
        return isinstance(before or after, Settings)
    return before.hours_per_month != after.hours_per_month


def _moved_only(before: object, after: object) -> bool:
    """True if a node changed only in ways that its content's costs do not depend on."""
    if not isinstance(before, Node) or not isinstance(after, Node):
        return False
    return (before.service, before.parent, before.members, before.label) == (
        after.service,
        after.parent,
        after.members,
        after.label,
    )
