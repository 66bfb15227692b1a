"""A project's estimate: every node's cost components, priced, with tiers pooled over the account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pricing.costs import CostComponent, included
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

ZERO = Decimal(0)


@dataclass
class _Priced:
    """What is kept of one node between two estimates."""

    service: Service
    owner: Owner
    place: Place
    components: tuple[CostComponent, ...]
    pools: dict[Pool, Decimal] = field(default_factory=dict)
    used: tuple[tuple[Pool, Decimal], ...] = ()
    lines: tuple[LineItem, ...] = ()
    totals: Totals = field(default_factory=Totals)


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
        self._pools: dict[Pool, dict[str, Decimal]] = {}
        self._tiered: dict[Pool, bool] = {}

    def estimate(self) -> Estimate:
        """Price every node anew."""
        self._nodes.clear()
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
                found.update(dict.fromkeys(self._listing(record_id)))
                for overlay in self._document.overlays_of(record_id):
                    found[overlay.id] = None
                    found.update(dict.fromkeys(overlay.members))
        return list(found)

    def _listing(self, record_id: str) -> Iterable[str]:
        """Nodes that name this one in their subnets: how many they use depends on it."""
        return [
            node_id
            for node_id, kept in self._nodes.items()
            if record_id in (vars(kept.service).get("subnets") or ())
        ]

    def _refresh(self, node_ids: Iterable[str]) -> None:
        dirty_pools: set[Pool] = set()
        stale: dict[str, None] = {}
        for node_id in node_ids:
            node = self._document.node(node_id)
            kept = self._nodes.get(node_id)
            if node is None:
                if kept is not None:
                    dirty_pools.update(kept.pools)
                    self._leave_pools(node_id, kept)
                    del self._nodes[node_id]
                continue
            location = locate(self._document, node_id)
            owner = _owner(node, location.region, location.path, location.container_ids)
            place = place_of(self._document, node, location)
            if (
                kept is not None
                and kept.service is node.service
                and kept.place == place
                and kept.owner == owner
            ):
                continue
            if kept is not None:
                dirty_pools.update(kept.pools)
                self._leave_pools(node_id, kept)
            fresh = _Priced(node.service, owner, place, _components(node.service, place))
            fresh.pools = self._pools_of(fresh)
            for pool, quantity in fresh.pools.items():
                self._pools.setdefault(pool, {})[node_id] = quantity
                dirty_pools.add(pool)
            self._nodes[node_id] = fresh
            stale[node_id] = None
        for pool in dirty_pools:
            stale.update(dict.fromkeys(self._pools.get(pool, ())))
        self._price(stale, dirty_pools)

    def _leave_pools(self, node_id: str, kept: _Priced) -> None:
        for pool in kept.pools:
            self._pools[pool].pop(node_id, None)

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

    def _price(self, stale: Iterable[str], pools: Iterable[Pool]) -> None:
        """Price nodes whose components or whose place in a pool changed.

        A pool is filled in order of node id, so that the result does not depend on the history.
        """
        starts: dict[tuple[Pool, str], Decimal] = {}
        for pool in pools:
            position = ZERO
            for node_id in sorted(self._pools.get(pool, ())):
                starts[pool, node_id] = position
                position += self._pools[pool][node_id]
        for node_id in stale:
            kept = self._nodes.get(node_id)
            if kept is None:
                continue
            old = dict(kept.used)
            used = {pool: starts.get((pool, node_id), old.get(pool, ZERO)) for pool in kept.pools}
            kept.used = tuple(used.items())
            kept.lines = self._lines(kept, dict(used))
            kept.totals = total(kept.lines)

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
        order = sorted(
            self._nodes, key=lambda i: (self._nodes[i].owner.service_label, self._nodes[i].owner.path, i)
        )
        kept = [self._nodes[node_id] for node_id in order]
        return Estimate(
            tuple(line for one in kept for line in one.lines),
            combine(one.totals for one in kept),
            self._document.settings.hours_per_month,
            self._rates.date,
            self._rates.digest,
            {node_id: self._nodes[node_id].totals for node_id in order},
        )


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


def _components(service: Service, place: Place) -> tuple[CostComponent, ...]:
    """A node's cost components; a kind that needs no price says so, frames and actors say nothing."""
    found = tuple(service.costs(place))
    if found or service.is_container() or service.is_overlay() or service.shape == "actor":
        return found
    return (included(service.label, service.needs_no_price or "Not billed."),)
