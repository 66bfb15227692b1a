"""A page as groups within groups, for formats in which everything stands in one group only."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from projects.outputs.drawn import Drawn, Item
from projects.records import Node


@dataclass
class Branch:
    """A group with its content, or a single node or note without any."""

    item: Item
    inner: list[Branch] = field(default_factory=list)

    def nodes(self) -> Iterator[Item]:
        """The nodes in it that are no groups: the first is the one to stand for the whole."""
        waiting = [self]
        while waiting:
            branch = waiting.pop()
            if isinstance(branch.item.record, Node) and not branch.item.frame:
                yield branch.item
            waiting.extend(reversed(branch.inner))


@dataclass
class Clusters:
    """The groups of one page, and the overlays that cannot be groups there."""

    roots: list[Branch]
    spanning: list[Node]
    """Overlays whose members stand in several containers, or that cut across another overlay."""

    def around(self) -> dict[str, frozenset[str]]:
        """Record id -> the ids of all groups that it is in."""
        found: dict[str, frozenset[str]] = {}
        waiting: list[tuple[Branch, frozenset[str]]] = [(branch, frozenset()) for branch in self.roots]
        while waiting:
            branch, groups = waiting.pop()
            found[branch.item.id] = groups
            within = groups | {branch.item.id}
            waiting.extend((inner, within) for inner in branch.inner)
        return found


def clusters(drawn: Drawn, page: str | None) -> Clusters:
    """Containers as they stand; an overlay becomes a group within the container of all its members."""
    homes: dict[str | None, list[tuple[Item, frozenset[str]]]] = {}
    spanning: list[Node] = []
    for item in drawn.items.values():
        if item.page != page or not isinstance(item.record, Node) or not item.overlay:
            continue
        members = frozenset(m for m in drawn.members(item.record) if drawn.items[m].page == page)
        parents = {drawn.items[member].parent for member in members} or {item.parent}
        if len(parents) == 1:
            homes.setdefault(parents.pop(), []).append((item, members))
        else:
            spanning.append(item.record)
    inner: dict[str, list[Branch]] = {item.id: [] for item in drawn.items.values() if item.page == page}
    roots: list[Branch] = []
    for parent in (None, *inner):
        branches = {
            child.id: Branch(child, inner[child.id])
            for child in drawn.children(page, parent)
            if not child.overlay
        }
        groups = [(Branch(item, inner[item.id]), members) for item, members in homes.get(parent, [])]
        content = roots if parent is None else inner[parent]
        content.extend(_grouped(branches, groups, spanning))
    for level in (roots, *inner.values()):
        level.sort(key=lambda branch: (branch.item.rect.y, branch.item.rect.x, branch.item.id))
    return Clusters(roots, spanning)


def _grouped(
    branches: dict[str, Branch], overlays: list[tuple[Branch, frozenset[str]]], spanning: list[Node]
) -> list[Branch]:
    """Overlays put around those of the branches that are their members, the larger around the smaller."""
    placed: list[frozenset[str]] = []
    around: dict[str, Branch] = {}
    top: list[Branch] = []
    for group, members in sorted(overlays, key=lambda pair: (-len(pair[1]), pair[0].item.id)):
        if any(members & others and not members <= others for others in placed):
            if isinstance(group.item.record, Node):
                spanning.append(group.item.record)
            continue
        outer = around.get(next(iter(members))) if members else None
        (outer.inner if outer is not None else top).append(group)
        placed.append(members)
        around.update(dict.fromkeys(members, group))
    for branch_id, branch in branches.items():
        group_around = around.get(branch_id)
        (group_around.inner if group_around is not None else top).append(branch)
    return top


def stand_in(drawn: Drawn, grouped: Container[str], item_id: str) -> str:
    """The record that a link is drawn to: for an overlay that is no group, one of its members."""
    record = drawn.items[item_id].record
    if item_id in grouped or not isinstance(record, Node):
        return item_id
    return next(iter(drawn.members(record)), item_id)
