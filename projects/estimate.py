"""A project's estimate: what nodes and wires are billed for; tiers and allowances are the account's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from pricing.estimate import Estimate, Owner
from pricing.project_lines import SUPPORT, project_lines
from pricing.rates import Rates
from projects.account import Account
from projects.billed_parts import billed, forget_billed, quotes_of
from projects.changes import Change
from projects.document import Document
from projects.estimate_records import (
    NOTHING,
    Pool,
    PricedLink,
    PricedNode,
    PricedRecord,
    owner_of_wire,
    place_with_links,
)
from projects.estimate_rows import EstimateRows
from projects.location import Locator
from projects.memory import Memory
from projects.records import Link, Node, Settings
from projects.terms import terms_of
from projects.wires.savings import Avoidable, avoidable
from projects.wires.stands import forget_stands
from projects.wires.wire import Wire
from projects.wires.wiring import Wiring

ZERO = Decimal(0)


def estimate(document: Document, rates: Rates) -> Estimate:
    """The whole project, priced anew."""
    return Estimator(document, rates).estimate()


def forget(rates: Rates) -> None:
    """Give back the memory of what was priced at these rates: another project takes its place."""
    forget_billed()
    forget_stands()
    quotes_of(rates).memory.forget()


class Estimator:
    """Prices a document and follows its changes; always equal to pricing it anew.

    A node is priced again only if its service, its place or what others take of its tiers changed, a link
    only if it carries something else, or one of its ends or what lies between does not stand as before.
    """

    def __init__(self, document: Document, rates: Rates) -> None:
        self._document = document
        self._rates = rates
        self._priced: dict[str, PricedRecord] = {}
        """By the id of the node or link."""
        self._rows = EstimateRows()
        self._listing: dict[str, set[str]] = {}
        """Subnet -> the nodes that name it: how many subnets they use depends on it."""
        self._pools: dict[Pool, dict[str, Decimal]] = {}
        self._quotes = quotes_of(rates)
        self._account = Account()
        self._wiring = Wiring(document)

    def estimate(self) -> Estimate:
        """Price everything anew."""
        self._priced.clear()
        self._listing.clear()
        self._pools.clear()
        self._account = Account()
        locator = Locator(self._document, everything=True)
        records = list(self._document.records())
        nodes = [record for record in records if isinstance(record, Node)]
        links = [record for record in records if isinstance(record, Link)]
        self._wiring.read(nodes, links, locator)
        for node in nodes:
            self._enter(self._of_node(node, None, locator))
        for link_id, wire in self._wiring.wires.items():
            self._enter(self._of_link(link_id, wire, None))
        for pool in self._pools:
            for _ in self._fill(pool):
                pass
        for one in self._priced.values():
            if not one.settled:
                self._price(one)
        self._rows = EstimateRows(self._priced.values())
        return self._result()

    def update(self, change: Change) -> Estimate:
        """The estimate after a change that the document has already taken."""
        if not self._priced or any(_reprices(before, after) for _, before, after in change.items()):
            return self.estimate()
        self._refresh(change, self._affected(change))
        return self._result()

    def avoidable(self) -> tuple[Avoidable, ...]:
        """What cheaper paths would save, by link; of the last estimate."""
        links = (one for one in self._priced.values() if isinstance(one, PricedLink))
        return avoidable(
            (one.owner.node_id, one.wire.saving, one.saved) for one in links if one.wire.saving is not None
        )

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

    def _refresh(self, change: Change, affected: list[str]) -> None:
        locator = Locator(self._document)
        link_ids, stated = self._wiring.follow(change, self._around(affected), locator)
        changed: set[Pool] = set()
        stale: dict[str, None] = {}
        for record_id in dict.fromkeys((*affected, *sorted(stated))):
            node = self._document.node(record_id)
            kept = self._priced.get(record_id)
            before = kept if isinstance(kept, PricedNode) else None
            fresh = self._of_node(node, before, locator) if node is not None else None
            self._replace(record_id, kept, fresh, changed, stale)
        for link_id in sorted(link_ids):
            kept = self._priced.get(link_id)
            wire = self._wiring.wires.get(link_id)
            if wire is None and not isinstance(kept, PricedLink):
                continue
            link = kept if isinstance(kept, PricedLink) else None
            priced = self._of_link(link_id, wire, link) if wire is not None else None
            self._replace(link_id, kept, priced, changed, stale)
        for pool in changed:
            stale.update(dict.fromkeys(self._fill(pool)))
        for record_id in stale:
            one = self._priced[record_id]
            if not one.settled:
                self._price(one)
            self._rows.put(one.position, record_id, one.lines, one.totals)

    def _around(self, affected: Collection[str]) -> list[str]:
        """These nodes, with what stands where they do: overlays that hold them, and what names them."""
        found = dict.fromkeys(affected)
        for node_id in affected:
            found.update(dict.fromkeys(self._listing.get(node_id, ())))
            found.update((overlay.id, None) for overlay in self._document.overlays_of(node_id))
        return list(found)

    def _replace(
        self,
        record_id: str,
        kept: PricedRecord | None,
        fresh: PricedRecord | None,
        changed: set[Pool],
        stale: dict[str, None],
    ) -> None:
        """Put what is fresh in place of what was kept; notes the pools that change, and what to price."""
        if fresh is kept:
            return
        old, new = (one.pools if one is not None else NOTHING for one in (kept, fresh))
        changed.update(pool for pool in old.keys() | new.keys() if old.get(pool) != new.get(pool))
        if kept is not None:
            self._leave(kept)
        if fresh is not None:
            if kept is not None and kept.pools and fresh.pools:
                fresh.used = kept.used
            self._enter(fresh)
            stale[record_id] = None

    def _of_node(self, node: Node, kept: PricedNode | None, locator: Locator) -> PricedNode:
        """What there is to price of a node; the same object while that has not changed."""
        location = locator.locate(node)
        service = node.service
        place = locator.place(node, location)
        stated = self._wiring.stated(node.id)
        if stated:
            place = place_with_links(place, stated)
        memory: Memory[PricedNode] = self._quotes.memory
        known = memory.get(node, place, location)
        if known is not None:
            return known
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
        fresh = PricedNode(service, owner, place, parts, self._quotes)
        if fresh.pools:
            return fresh
        fresh.settle(self._quotes)
        return memory.put(fresh, node, place, location)

    def _of_link(self, link_id: str, wire: Wire, kept: PricedLink | None) -> PricedLink:
        """What there is to price of a link; the same object while that has not changed."""
        link, (source, where, _), (target, there, _) = self._wiring.links[link_id]
        if not where.region:
            where = there
        memory: Memory[PricedLink] = self._quotes.memory
        known = memory.get(link, wire, source, target, where)
        if known is not None:
            return known
        owner = owner_of_wire(link_id, source, target, wire.billed, where)
        if kept is not None and kept.wire is wire and kept.owner == owner:
            return kept
        fresh = PricedLink(wire, owner, self._quotes)
        if fresh.pools:
            return fresh
        fresh.settle(self._quotes)
        return memory.put(fresh, link, wire, source, target, where)

    def _enter(self, fresh: PricedRecord) -> None:
        node_id = fresh.owner.node_id
        self._priced[node_id] = fresh
        if fresh.uses:
            self._account.enter(node_id, fresh.uses)
        if fresh.pools:
            for pool, quantity in fresh.pools.items():
                self._pools.setdefault(pool, {})[node_id] = quantity
        if fresh.listed:
            for subnet in fresh.listed:
                self._listing.setdefault(subnet, set()).add(node_id)

    def _leave(self, kept: PricedRecord) -> None:
        node_id = kept.owner.node_id
        del self._priced[node_id]
        for pool in kept.pools:
            del self._pools[pool][node_id]
        for subnet in kept.listed:
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
            used = self._priced[node_id].used
            if used.get(pool) != start:
                used[pool] = start
                yield node_id
            position += takes

    def _price(self, kept: PricedRecord) -> None:
        before = kept.uses
        kept.price(self._quotes)
        if kept.uses is not before:
            self._account.leave(kept.owner.node_id, before)
            self._account.enter(kept.owner.node_id, kept.uses)

    def _result(self) -> Estimate:
        settings = self._document.settings
        account = self._account.lines() if settings.free_allowances else ()
        totals, others = self._rows.totals_with(account), account
        terms = terms_of(settings)
        if terms.needed:
            services = self._rows.of_services({SUPPORT, *terms.service_discounts}, account)
            others += project_lines(terms, totals, services, self._rates)
            totals = self._rows.totals_with(others)
        return Estimate(
            self._rows.lines() + others,
            totals,
            settings.hours_per_month,
            self._rates.date,
            self._rates.digest,
            self._rows.by_node(),
        )


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
