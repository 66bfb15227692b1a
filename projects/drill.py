"""The outage drill: what goes on, what is cut off and what is gone while a part of a drawing is switched off.

Nothing of it is kept in the document: leaving the drill is forgetting its result.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from projects.document import Document
from projects.drill_paths import Paths, spread_by_itself
from projects.facts import listed_ids
from projects.records import Node
from projects.rules.wording import listed

State = Literal["off", "unreached", "cut", "reduced"]
_STATES: tuple[State, ...] = ("off", "unreached", "cut", "reduced")

_ZONES = ("availability_zone", "local_zone")


@dataclass(frozen=True, slots=True)
class Effect:
    """What an outage does to one node, in one sentence."""

    node_id: str
    state: State
    """Switched off with the outage; no longer reached; runs but no longer reaches something it needs;
    goes on with a part of what it had."""
    sentence: str


@dataclass(frozen=True)
class Outage:
    """What follows from switching off a set of nodes, zones or Regions."""

    off: tuple[str, ...]
    """What was switched off, as asked for."""
    effects: tuple[Effect, ...] = ()
    """By state, then as the document has them; what goes on as before is not in them."""
    stores: tuple[tuple[str, str], ...] = ()
    """Entries (users, the internet, sites) with a data store that they no longer reach."""

    @property
    def lost(self) -> frozenset[str]:
        """Ids of what is off or no longer reached: what turns red."""
        return frozenset(e.node_id for e in self.effects if e.state in ("off", "unreached"))

    def of(self, node_id: str) -> Effect | None:
        """What happens to a node; None if it goes on as before."""
        return next((effect for effect in self.effects if effect.node_id == node_id), None)


class Drill:
    """Outages of a document as it stands; make another after a change."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.paths = Paths(document)
        self._before = self.paths.reached()
        self._stores = self.paths.stores_of()

    def outage(self, ids: Iterable[str]) -> Outage:
        """What follows from switching off these nodes, zones, NAT gateways or Regions."""
        off = tuple(dict.fromkeys(i for i in ids if self.document.node(i) is not None))
        if not off:
            return Outage(())
        lost = self.switched_off(off)
        during = _During(self.paths, self._before, lost)
        icons = (n for n in self.document.nodes() if not (n.service.is_container() or n.service.is_overlay()))
        found = [effect for effect in map(during.effect, icons) if effect is not None]
        found.sort(key=lambda effect: _STATES.index(effect.state))
        left = self.paths.stores_of(lost)
        broken = (pair for pair in self._stores - left if pair[0] not in lost)
        return Outage(off, tuple(found), tuple(sorted(broken)))

    def switched_off(self, ids: Iterable[str]) -> dict[str, str]:
        """Everything that is gone with these, each with what took it; a zone is one in all its VPCs."""
        lost: dict[str, str] = {}
        for node_id in ids:
            waiting = [part for part in self._everywhere(node_id) if part not in lost]
            while waiting:
                part = waiting.pop()
                lost[part] = node_id
                waiting.extend(inner.id for inner in self.document.children(part) if inner.id not in lost)
        for node in self.document.nodes():
            if node.id not in lost:
                took = self._took_its_subnets(node, lost)
                if took is not None:
                    lost[node.id] = took
        # A service that keeps going in other zones is gone only where it was switched off itself.
        for node_id in list(lost):
            survivor = self.document.node(node_id)
            if survivor is not None and node_id not in ids and self._goes_on(survivor, lost[node_id]):
                del lost[node_id]
        return lost

    def _everywhere(self, node_id: str) -> list[str]:
        """A zone with the frames and subnets that are the same zone of the same Region."""
        node, graph = self.document.node(node_id), self.paths.graph
        if node is None or node.service.name not in _ZONES:
            return [node_id]
        zone, region = graph.zone_of(node), graph.where(node).region
        frames = [*graph.inside(region, *_ZONES), *graph.inside(region, "subnet")]
        return [node_id, *(frame.id for frame in frames if graph.zone_of(frame) == zone)]

    def _took_its_subnets(self, node: Node, lost: dict[str, str]) -> str | None:
        """What took all subnets that a node lists, or one where it may stand in that one only."""
        subnets = [subnet for subnet in listed_ids(node) if subnet in self.document]
        gone = [subnet for subnet in subnets if subnet in lost]
        if gone and (len(gone) == len(subnets) or self.paths.may_lie_in_one(node)):
            return lost[gone[0]]
        return None

    def _goes_on(self, node: Node, cause: str) -> bool:
        """Whether a node outlives a zone: it is in others too, drawn in one frame or not."""
        took = self.document.node(cause)
        if took is None or took.service.name not in (*_ZONES, "subnet") or node.service.is_container():
            return False
        if spread_by_itself(node):
            return True
        zones = self.paths.zones(node) or frozenset()
        others = {zone for _, zone in zones if zone != self.paths.graph.zone_of(took)}
        return bool(others) and not self.paths.may_lie_in_one(node)


class _During:
    """What happens to each node while others are gone."""

    def __init__(self, paths: Paths, before: set[str], lost: dict[str, str]) -> None:
        self.paths = paths
        self._before = before
        self._lost = lost
        self._reached = paths.reached(lost)
        left = {(edge.source, edge.link, edge.target) for edge in paths.open_edges(lost)}
        led = {(source, link) for source, link, _ in left}
        self._from: dict[str, list[tuple[str, bool]]] = {}
        """Node -> what it leads to, and whether it still does; a standby may have taken over."""
        self._callers: dict[str, set[str]] = {}
        for edge in paths.edges:
            works = (edge.source, edge.link) in led if edge.link else edge.target not in lost
            self._from.setdefault(edge.source, []).append((edge.target, works))
            self._callers.setdefault(edge.target, set()).add(edge.source)

    def effect(self, node: Node) -> Effect | None:
        """What happens to a node; None if it goes on as before."""
        title = self.paths.title(node.id)
        if node.id in self._lost:
            return Effect(node.id, "off", self._off_sentence(node, title, self._lost[node.id]))
        if node.id in self._before and node.id not in self._reached:
            return Effect(node.id, "unreached", self._unreached_sentence(node, title))
        cut = self._cut_sentence(node, title)
        if cut:
            return Effect(node.id, "cut", cut)
        reduced = self._reduced_sentence(node, title)
        return Effect(node.id, "reduced", reduced) if reduced else None

    def _off_sentence(self, node: Node, title: str, cause: str) -> str:
        if cause == node.id:
            return f"{title} is switched off."
        place = self._name(cause)
        if self.paths.may_lie_in_one(node) and listed_ids(node):
            return f"{title} runs in one zone only, which may be {place}, and that is off."
        return f"{title} stands in {place}, which is switched off."

    def _unreached_sentence(self, node: Node, title: str) -> str:
        callers = self._callers.get(node.id, set())
        gone = sorted(caller for caller in callers if caller in self._lost)
        rest = sorted(callers.difference(gone))
        if gone and not rest:
            return f"{title} is no longer reached: {self._names(gone)} {_are(gone)} off."
        if callers & self._reached:
            return f"{title} is no longer reached: the gateway on the way to it is off."
        if gone:
            also = f"nothing reaches {self._names(rest)} any more"
            return f"{title} is no longer reached: {self._names(gone)} {_are(gone)} off, and {also}."
        return f"{title} is no longer reached: nothing reaches {self._names(rest)} any more."

    def _cut_sentence(self, node: Node, title: str) -> str:
        ways = sorted(self.paths.ways_out(node))
        if ways and all(way in self._lost for way in ways):
            return f"{title} runs but has no way out: {self._names(ways)} {_are(ways)} off."
        for kept, gone in self._targets(node):
            if gone and not kept:
                runs = "" if node.service.category == "Actors" else " runs but"
                return f"{title}{runs} no longer reaches {self._names(gone)}."
        return ""

    def _reduced_sentence(self, node: Node, title: str) -> str:
        for kept, gone in self._targets(node):
            if gone and kept:
                return f"{title} goes on with {self._names(kept)}; {self._names(gone)} {_are(gone)} gone."
        graph, lost = self.paths.graph, self._lost
        if any(subnet in lost for subnet in listed_ids(node)):
            left = (graph.zone_of(subnet) for subnet in graph.subnets_of(node) if subnet.id not in lost)
            zones = sorted({zone for zone in left if zone})
            return f"{title} goes on in {listed(zones) if zones else 'another zone'}."
        around = [frame.id for frame in self.paths.document.ancestors(node.id) if frame.id in lost]
        return f"{title} goes on in another zone." if around else ""

    def _targets(self, node: Node) -> list[tuple[list[str], list[str]]]:
        """What a node leads to, by service: what is left and what is gone of each kind."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for target_id, works in self._from.get(node.id, ()):
            target = self.paths.document.node(target_id)
            if target is not None:
                kept, gone = found.setdefault(target.service.stored_name, ([], []))
                (kept if works else gone).append(target_id)
        return list(found.values())

    def _names(self, ids: Iterable[str]) -> str:
        return listed(map(self._name, dict.fromkeys(ids)))

    def _name(self, node_id: str) -> str:
        return self.paths.title(node_id)


def _are(ids: list[str]) -> str:
    return "is" if len(ids) == 1 else "are"
