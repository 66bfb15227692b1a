"""A project's estimate: every node's cost components, priced, with tiers pooled over the account."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

from pricing.costs import CostComponent, included, not_priced
from pricing.estimate import (
    Estimate,
    LineItem,
    Owner,
    Totals,
    combine,
    component_quantity,
    price_component,
    total,
)
from pricing.rates import RateNotFound, Rates
from projects.changes import Change
from projects.document import Document
from projects.location import locate, place_of
from projects.place import Place
from projects.records import Link, Node, Settings
from projects.service import Service

Pool = tuple[str, str]
"""Region and rate key of a tiered rate."""

Position = tuple[str, tuple[str, ...], str]
"""Lines are listed by service, by the containers around the node and by its id."""

ZERO = Decimal(0)


@dataclass
class _Priced:
    """What is kept of one node between two estimates."""

    service: Service
    owner: Owner
    place: Place
    components: tuple[CostComponent, ...]
    pools: dict[Pool, Decimal] = field(default_factory=dict)
    """What it takes of each pool."""
    used: dict[Pool, Decimal] = field(default_factory=dict)
    """What the nodes before it take of these pools."""
    lines: tuple[LineItem, ...] = ()
    totals: Totals = field(default_factory=Totals)

    @property
    def position(self) -> Position:
        """Where its lines stand among those of all nodes."""
        return self.owner.service_label, self.owner.path, self.owner.node_id


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
        self._nodes: dict[str, _Priced] = {}
        self._order: list[Position] = []
        self._in_order: list[_Priced] = []
        self._totals: dict[str, Totals] = {}
        self._listing: dict[str, set[str]] = {}
        """Subnet -> the nodes that name it: how many subnets they use depends on it."""
        self._pools: dict[Pool, dict[str, Decimal]] = {}
        self._tiered: dict[Pool, bool] = {}

    def estimate(self) -> Estimate:
        """Price every node anew."""
        self._nodes.clear()
        self._order.clear()
        self._in_order.clear()
        self._totals.clear()
        self._listing.clear()
        self._pools.clear()
        self._refresh([node.id for node in self._document.nodes()])
        return self._result()

    def update(self, change: Change) -> Estimate:
        """The estimate after a change that the document has already taken."""
        settings = any(isinstance(after, Settings) for after in change.after.values())
        if settings or not self._nodes:
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
        for node_id in node_ids:
            node = self._document.node(node_id)
            kept = self._nodes.get(node_id)
            fresh = self._priced(node, kept) if node is not None else None
            if fresh is kept:
                continue
            old, new = (one.pools if one is not None else {} for one in (kept, fresh))
            changed.update(pool for pool in old.keys() | new.keys() if old.get(pool) != new.get(pool))
            if kept is not None:
                self._leave(kept)
            if fresh is not None:
                fresh.used = {} if kept is None else kept.used
                self._enter(fresh)
                stale[node_id] = None
        for pool in changed:
            stale.update(dict.fromkeys(self._fill(pool)))
        for node_id in stale:
            self._price(self._nodes[node_id])

    def _priced(self, node: Node, kept: _Priced | None) -> _Priced:
        """What there is to price of a node; the same object while that has not changed."""
        location = locate(self._document, node.id)
        owner = _owner(node, location.region, location.path, location.container_ids)
        place = place_of(self._document, node, location)
        if kept is not None and kept.service is node.service and kept.place == place and kept.owner == owner:
            return kept
        fresh = _Priced(node.service, owner, place, _components(node.service, place))
        fresh.pools = self._pools_of(fresh)
        return fresh

    def _enter(self, fresh: _Priced) -> None:
        node_id = fresh.owner.node_id
        self._nodes[node_id] = fresh
        for pool, quantity in fresh.pools.items():
            self._pools.setdefault(pool, {})[node_id] = quantity
        for subnet in _subnets(fresh.service):
            self._listing.setdefault(subnet, set()).add(node_id)
        position = bisect_left(self._order, fresh.position)
        self._order.insert(position, fresh.position)
        self._in_order.insert(position, fresh)

    def _leave(self, kept: _Priced) -> None:
        node_id = kept.owner.node_id
        del self._nodes[node_id]
        for pool in kept.pools:
            del self._pools[pool][node_id]
        for subnet in _subnets(kept.service):
            self._listing[subnet].discard(node_id)
        position = bisect_left(self._order, kept.position)
        del self._order[position], self._in_order[position], self._totals[node_id]

    def _pools_of(self, kept: _Priced) -> dict[Pool, Decimal]:
        found: dict[Pool, Decimal] = {}
        for component in kept.components:
            pool = self._pool(component, kept.owner.region)
            quantity = component_quantity(component, kept.place.hours_per_month)
            if pool is not None and quantity is not None:
                found[pool] = found.get(pool, ZERO) + quantity * component.count
        return found

    def _pool(self, component: CostComponent, region: str) -> Pool | None:
        where = component.region or region
        if not component.pooled or not component.rate_key or not where or component.kind == "included":
            return None
        pool = (where, component.rate_key)
        if pool not in self._tiered:
            try:
                rate = self._rates.rate(component.rate_key, where)
            except RateNotFound:
                self._tiered[pool] = False
            else:
                self._tiered[pool] = (
                    len(rate.tiers) > 1 or rate.tiers[0].start > 0 or rate.tiers[0].end is not None
                )
        return pool if self._tiered[pool] else None

    def _fill(self, pool: Pool) -> Iterator[str]:
        """Let the nodes draw from a pool; gives those that start elsewhere in its tiers than before.

        They draw in order of their ids, so that the result does not depend on the history.
        """
        position = ZERO
        takers = self._pools.get(pool, {})
        for node_id in sorted(takers):
            used = self._nodes[node_id].used
            if used.get(pool) != position:
                used[pool] = position
                yield node_id
            position += takers[node_id]

    def _price(self, kept: _Priced) -> None:
        kept.lines = self._lines(kept, {pool: kept.used[pool] for pool in kept.pools})
        kept.totals = self._totals[kept.owner.node_id] = total(kept.lines)

    def _lines(self, kept: _Priced, position: dict[Pool, Decimal]) -> tuple[LineItem, ...]:
        lines: list[LineItem] = []
        hours = kept.place.hours_per_month
        for component in kept.components:
            pool = self._pool(component, kept.owner.region)
            start = position.get(pool, ZERO) if pool is not None else ZERO
            lines += price_component(kept.owner, component, self._rates, hours, start)
            quantity = component_quantity(component, hours)
            if pool is not None and quantity is not None:
                position[pool] = start + quantity * component.count
        return tuple(lines)

    def _result(self) -> Estimate:
        # The sum is taken anew, in the order of the lines: a running one would round in another order.
        return Estimate(
            tuple(chain.from_iterable([one.lines for one in self._in_order])),
            combine([one.totals for one in self._in_order]),
            self._document.settings.hours_per_month,
            self._rates.date,
            self._rates.digest,
            dict(self._totals),
        )


def _subnets(service: Service) -> tuple[str, ...]:
    return vars(service).get("subnets") or ()


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


def _owner(node: Node, region: str, path: tuple[str, ...], container_ids: tuple[str, ...]) -> Owner:
    service = node.service
    return Owner(
        node.id,
        node.title,
        path,
        service.stored_name,
        service.billed_as or service.official or service.label,
        service.category,
        region,
        container_ids,
    )


_APART = {
    "local_zone": "Local Zones have prices of their own, which are not in the price list.",
    "outpost": "Outposts are bought with their capacity; their prices are not in the price list.",
}


def _unpriced(component: CostComponent, reason: str) -> CostComponent:
    """The part without the Region's price, which does not hold where it stands."""
    if component.kind in ("included", "not_priced") or component.region is not None:
        return component
    return not_priced(component.name, reason)


def _components(service: Service, place: Place) -> tuple[CostComponent, ...]:
    """A node's cost components; a kind that needs no price says so, frames and actors say nothing."""
    found = tuple(service.costs(place))
    if place.priced_apart:
        found = tuple(_unpriced(part, _APART[place.priced_apart]) for part in found)
    if found or service.is_container() or service.is_overlay() or service.shape == "actor":
        return found
    return (included(service.label, service.needs_no_price or "Not billed."),)
