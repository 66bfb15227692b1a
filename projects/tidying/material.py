"""The drawing as a layout sees it: what stands in what, what is joined to what, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from projects.facts import listed_ids
from projects.link_kinds import link_kind
from projects.records import Link, Node, Note
from projects.tidying.pieces import text_width

ASIDE = frozenset({"title_block", "legend", "step_list"})
"""Notes that belong to a whole page and stand around its drawing."""

_SIDEWAYS = frozenset({"associate", "attach", "encrypt", "peer", "route", "protect", "alarm", "mount", "vpn"})
"""Kinds of links that say nothing of an order."""
_WAYS_IN = {
    "customer_gateway": 1,
    "direct_connect": 2,
    "direct_connect_gateway": 3,
    "site_to_site_vpn": 3,
    "client_vpn": 3,
    "transit_gateway": 4,
    "virtual_private_gateway": 5,
}
"""How far along the way from a company's own network, which is 0, into its VPCs each of them stands."""
_IN_VPC = 6
_FIRST = ("Actors", "Networking", "Front-end web")
_LAST = ("Database", "Storage", "Management", "Security")
_NUMBERS = re.compile(r"(\d+)")


class Material:
    """Nodes, notes and links by id, with the indexes that a layout needs."""

    def __init__(self, nodes: Iterable[Node], notes: Iterable[Note], links: Iterable[Link]) -> None:
        self.nodes = {node.id: node for node in sorted(nodes, key=sort_key)}
        self.notes = {note.id: note for note in sorted(notes, key=lambda note: note.id)}
        self.keys = {node_id: sort_key(node) for node_id, node in self.nodes.items()}
        self.inside: dict[str | None, list[str]] = {}
        self.wrapping = {node.id for node in self.nodes.values() if self._wraps(node)}
        """Overlays that are drawn around their members."""
        for node in self.nodes.values():
            if node.id not in self.wrapping:
                self.inside.setdefault(node.parent, []).append(node.id)
        self.remarks: dict[str | None, list[Note]] = {}
        for note in self.notes.values():
            at_icon = note.parent in self.nodes and not self.is_box(note.parent)
            if not (note.anchor or at_icon):
                self.remarks.setdefault(note.parent, []).append(note)
        self.overlays = self._overlays()
        self.links = sorted(self._ends(links), key=lambda link: (link[0], link[1], link[2].id))

    def _wraps(self, node: Node) -> bool:
        return node.service.is_overlay() and any(member in self.nodes for member in node.members)

    def _overlays(self) -> dict[str, list[str]]:
        """Node -> the overlays around it, outermost first."""
        found: dict[str, list[str]] = {}
        for overlay in self.outermost_first():
            for member in self.members(overlay):
                found.setdefault(member, []).append(overlay)
        return found

    def outermost_first(self) -> list[str]:
        """The overlays drawn around members, those of many before those of few, and around others first."""

        def key(one: str) -> tuple[object, ...]:
            holds_others = any(member in self.wrapping for member in self.nodes[one].members)
            return -len(self.members(one)), not holds_others, self.keys[one]

        return sorted(self.wrapping, key=key)

    def members(self, overlay: str, seen: frozenset[str] = frozenset()) -> list[str]:
        """The nodes in an overlay, those of overlays in it among them."""
        found: dict[str, None] = {}
        for member in self.nodes[overlay].members:
            if member in self.wrapping and member not in seen:
                found.update(dict.fromkeys(self.members(member, seen | {overlay})))
            elif member in self.nodes and member != overlay and member not in seen:
                found[member] = None
        return list(found)

    def _ends(self, links: Iterable[Link]) -> Iterable[tuple[str, str, Link]]:
        """Links by their ends; one of an overlay is one of each of its members."""
        for link in links:
            for source in self._stand_ins(link.source):
                for target in self._stand_ins(link.target):
                    if source != target:
                        yield source, target, link

    def _stand_ins(self, end: str) -> list[str]:
        if end in self.wrapping:
            return self.members(end)
        return [end] if end in self.nodes else []

    def is_box(self, node_id: str | None) -> bool:
        """Whether it is drawn as a frame: a container, an overlay without members, or what holds others."""
        node = self.nodes.get(node_id or "")
        if node is None:
            return False
        return node.service.is_container() or node.service.is_overlay() or bool(self.inside.get(node.id))

    def name(self, node_id: str | None) -> str:
        """The service's name; empty for the canvas or a page."""
        node = self.nodes.get(node_id or "")
        return node.service.stored_name if node is not None else ""

    def path(self, node_id: str) -> list[str]:
        """The node's containers, outermost first, and itself."""
        found: list[str] = []
        at: str | None = node_id
        while at is not None and at in self.nodes and at not in found:
            found.append(at)
            at = self.nodes[at].parent
        return found[::-1]

    def everything_in(self, node_id: str) -> list[str]:
        """All nodes inside a container, outer before inner."""
        found = list(self.inside.get(node_id, ()))
        for one in found:
            found.extend(self.inside.get(one, ()))
        return found

    def listed_subnets(self, node_id: str) -> tuple[str, ...]:
        """The subnets that a node names without standing in them."""
        return tuple(i for i in listed_ids(self.nodes[node_id]) if i in self.nodes)


def is_flow(link: Link) -> bool:
    """Whether the link says that its source comes before its target."""
    return link.kind not in _SIDEWAYS and link.arrow != "none" and link_kind(link.kind).arrow != "none"


def way_in(node: Node, within_vpc: bool) -> int | None:
    """How far along the way from a company's own network into its VPCs something stands; None if off it."""
    if node.service.stored_name in _WAYS_IN:
        return _WAYS_IN[node.service.stored_name]
    if within_vpc or node.service.stored_name == "vpc":
        return _IN_VPC
    return 0 if node.service.scope == "outside" else None


def sort_key(node: Node) -> tuple[object, ...]:
    """The order of what nothing else puts in order: callers' kinds first, then names as people count."""
    category = node.service.category
    place = _FIRST.index(category) if category in _FIRST else len(_FIRST)
    if category in _LAST:
        place += 1 + _LAST.index(category)
    return place, node.service.stored_name, natural(node.title), node.id


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts "Web 2" before "Web 10"."""
    parts = _NUMBERS.split(text[:200])
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def title_width(node: Node) -> int:
    """About how wide a frame's title comes out, with its icon."""
    return text_width(node.title[:80]) + 48
