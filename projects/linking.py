"""What a person does to links: join, bend, slide an end, lead an end elsewhere, put a node in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Any, Literal, NamedTuple

from projects.document import Document, Draft
from projects.geometry import canvas_rect
from projects.link_kinds import likely_kinds, runs_backwards
from projects.records import MOST_CORNERS, Link, Node, Note, Side, Waypoint
from projects.service import Service

End = Literal["source", "target"]
FLOWS = frozenset({"traffic", "target", "origin", "event", "subscribe", "deliver", "alias", "record"})
"""Kinds along which requests or data pass from node to node, so that a node may come in between."""
BY_HAND: dict[str, Any] = {
    "source_side": None,
    "target_side": None,
    "source_offset": None,
    "target_offset": None,
    "bend": None,
    "waypoints": (),
    "label_at": None,
}
"""What a person may have set of a line's way, as it is where nobody has."""


class Anchor(NamedTuple):
    """A side of a node and how far along it, 0 to 1; None where the router is to choose."""

    side: Side | None = None
    offset: float | None = None


FREE_ANCHOR = Anchor()


# joining


def connect(
    draft: Draft,
    source: str,
    target: str,
    kind: str | None = None,
    leaving: Anchor = FREE_ANCHOR,
    entering: Anchor = FREE_ANCHOR,
) -> Link | None:
    """Join two nodes; the kind is proposed from their services, and a link that only makes sense the
    other way is turned round. None if the two are one, or joined by that kind already.
    """
    first, second = draft.node(source), draft.node(target)
    if first is None or second is None or source == target:
        return None
    if kind is None:
        if runs_backwards(type(first.service), type(second.service)):
            source, target, first, second = target, source, second, first
            leaving, entering = entering, leaving
        kind = likely_kinds(type(first.service), type(second.service))[0]
    if _joined(draft, source, target, kind):
        return None
    made = Link(id=draft.new_id("link"), source=source, target=target, kind=kind)
    made = anchored(anchored(made, "source", leaving), "target", entering)
    draft.put(made)
    return made


def _joined(draft: Draft, source: str, target: str, kind: str, but: str = "") -> bool:
    """Whether two nodes are joined by a link of this kind, another than ``but``."""
    ids = {link.id for link in draft.document.links_of(source)} | set(draft.put_ids())
    return any(
        isinstance(link := draft.get(i), Link)
        and i != but
        and (link.source, link.target, link.kind) == (source, target, kind)
        for i in ids
    )


def anchored(link: Link, end: End, anchor: Anchor) -> Link:
    """The link with a fixed place where it begins or ends, or one that is left to the router again."""
    return link.model_copy(update={f"{end}_side": anchor.side, f"{end}_offset": anchor.offset})


# the way of a line


def bent(link: Link, corners: Iterable[Waypoint]) -> Link:
    """The link led through these corners, MOST_CORNERS at the most."""
    return link.model_copy(update={"waypoints": tuple(corners)[:MOST_CORNERS], "bend": None})


def labelled_at(link: Link, share: float | None) -> Link:
    """The link with its label at a share of its line, 0 at the source; None: where there is room."""
    at = None if share is None else round(min(max(share, 0.0), 1.0), 4)
    return link.model_copy(update={"label_at": at})


def is_by_hand(link: Link) -> bool:
    """Whether a person has set anything of the line's way."""
    return any(getattr(link, name) != value for name, value in BY_HAND.items())


def reset(draft: Draft, ids: Iterable[str]) -> None:
    """Leave the way of these lines, and where their labels stand, to the router again."""
    for link in _links(draft, ids):
        if is_by_hand(link):
            draft.put(link.model_copy(update=BY_HAND))


# direction and ends


def reverse(draft: Draft, ids: Iterable[str]) -> None:
    """Turn arrows round.

    What each node sends stays what it sends, so the two figures of traffic change places and nothing
    else is billed than before. The kind stays where the services allow it in the new direction. A link
    that would be the second of its kind between its ends is left as it is.
    """
    for link in _links(draft, ids):
        source, target = draft.node(link.target), draft.node(link.source)
        if source is None or target is None:
            continue
        kind = _kept_kind(link.kind, type(source.service), type(target.service))
        if _joined(draft, source.id, target.id, kind, but=link.id):
            continue
        turned = {
            "source": link.target,
            "target": link.source,
            "kind": kind,
            "source_side": link.target_side,
            "target_side": link.source_side,
            "source_offset": link.target_offset,
            "target_offset": link.source_offset,
            "gb_per_month": link.gb_back_per_month,
            "gb_back_per_month": link.gb_per_month,
            "waypoints": link.waypoints[::-1],
            "bend": None if link.bend is None else 1 - link.bend,
            "label_at": None if link.label_at is None else round(1 - link.label_at, 4),
        }
        draft.put(link.model_copy(update=turned))
        for note in _riding(draft, link.id):
            draft.put(note.model_copy(update={"anchor_at": round(1 - note.anchor_at, 4)}))


def _kept_kind(kind: str, source: type[Service], target: type[Service]) -> str:
    """The kind a link keeps when its ends change: its own where that fits, else the likeliest."""
    kinds = likely_kinds(source, target)
    return kind if kind in kinds else kinds[0]


def reattached(document: Document | Draft, link: Link, end: End, node: str, at: Anchor = FREE_ANCHOR) -> Link:
    """The link with one end at a node, there at ``at``.

    Label, traffic, details and style stay, and so does the other end. The kind stays where the services
    allow it. Corners that led to another node go.
    """
    moved = anchored(link.model_copy(update={end: node}), end, at)
    if node != getattr(link, end):
        moved = moved.model_copy(update={"waypoints": (), "bend": None})
    source, target = document.node(moved.source), document.node(moved.target)
    if source is None or target is None:
        return moved
    kind = _kept_kind(link.kind, type(source.service), type(target.service))
    return moved if node == getattr(link, end) else moved.model_copy(update={"kind": kind})


def reattach(draft: Draft, link_id: str, end: End, node: str, at: Anchor = FREE_ANCHOR) -> Link | None:
    """Lead one end of a link to a node; None if that would join a node to itself or two nodes twice."""
    link = draft.get(link_id)
    if not isinstance(link, Link) or draft.node(node) is None:
        return None
    moved = reattached(draft, link, end, node, at)
    if moved.source == moved.target:
        return None
    if _joined(draft, moved.source, moved.target, moved.kind, but=link.id):
        return None
    draft.put(moved)
    return moved


# putting a node in between


def kinds_through(document: Document | Draft, link: Link, service: type[Service]) -> tuple[str, str] | None:
    """The kinds of the two parts of a link with a service in between; None where it makes no sense there.

    It does where the services know both parts; or one, and nothing speaks against the other.
    """
    source, target = document.node(link.source), document.node(link.target)
    if source is None or target is None or service.is_container() or service.is_overlay():
        return None
    first, second = type(source.service), type(target.service)
    parts = ((first, service), (service, second))
    if not any(_declared(a, b) for a, b in parts):
        return None
    kinds = [_kind_of_part(link.kind, a, b) for a, b in parts]
    return None if "" in kinds else (kinds[0], kinds[1])


def _declared(source: type[Service], target: type[Service]) -> bool:
    return any(target.name in targets or "*" in targets for targets in source.links.values())


def _kind_of_part(kind: str, source: type[Service], target: type[Service]) -> str:
    if _declared(source, target):
        return _kept_kind(kind, source, target)
    # What is known to call others, but not this one, does not call it.
    calls = FLOWS.intersection(source.links)
    return "traffic" if kind in FLOWS and not calls and not runs_backwards(source, target) else ""


def insert_on(draft: Draft, link_id: str, node_id: str) -> tuple[Link, Link] | None:
    """Put a node into a link: A to B becomes A to the node and the node to B. None where that makes no sense.

    The first part is the link as it was, with its label, and ends at the node; the second is new and
    carries the same GB a month, since what passes the node arrives at the other end as well. Where both
    parts are billed, such as across zones, that costs more than before: it does in AWS too, and whoever
    offers this shows the difference beforehand.
    """
    link, node = draft.get(link_id), draft.node(node_id)
    if not isinstance(link, Link) or node is None or node_id in (link.source, link.target):
        return None
    kinds = kinds_through(draft, link, type(node.service))
    if (
        kinds is None
        or _joined(draft, link.source, node_id, kinds[0])
        or _joined(draft, node_id, link.target, kinds[1])
    ):
        return None
    before, after, share = _parted(draft, link, node)
    kept = {"bend": None, "label_at": None}
    first = link.model_copy(
        update={**kept, "target": node_id, "kind": kinds[0], "waypoints": before}
        | {"target_side": None, "target_offset": None}
    )
    second = link.model_copy(
        update={**kept, "id": draft.new_id("link"), "source": node_id, "kind": kinds[1], "label": ""}
        | {"source_side": None, "source_offset": None, "waypoints": after}
        | {"details": link.details if kinds[1] == link.kind else {}}
    )
    draft.put(first)
    draft.put(second)
    _share_riders(draft, first, second, share)
    return first, second


def _parted(draft: Draft, link: Link, node: Node) -> tuple[tuple[Waypoint, ...], tuple[Waypoint, ...], float]:
    """The corners before and after a node on a line, without those under it, and how far along it stands."""
    ends = [record for i in (link.source, link.target) if (record := draft.node(i)) is not None]
    if len(ends) != 2:
        return (), (), 0.5
    start, end = (canvas_rect(draft, record).center for record in ends)
    rect = canvas_rect(draft, node)
    stops = [start, *link.waypoints, end]
    index, share = nearest_leg(stops, *rect.center)
    room = rect.grown(16, 16, 16, 16)
    kept = [(place, w) for place, w in enumerate(link.waypoints) if not room.holds_point(*w)]
    before = tuple(w for place, w in kept if place < index)
    return before, tuple(w for place, w in kept if place >= index), share


def nearest_leg(stops: Sequence[tuple[float, float]], x: float, y: float) -> tuple[int, float]:
    """The leg of a line that is nearest to a point, and how far along the whole line the point is."""
    best, found, along, total = float("inf"), 0, 0.0, 0.0
    for index, ((ax, ay), (bx, by)) in enumerate(zip(stops, stops[1:], strict=False)):
        long = hypot(bx - ax, by - ay)
        part = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (long * long) if long else 0.0
        part = min(max(part, 0.0), 1.0)
        away = hypot(ax + (bx - ax) * part - x, ay + (by - ay) * part - y)
        if away < best:
            best, found, along = away, index, total + part * long
        total += long
    return found, along / total if total else 0.5


def _share_riders(draft: Draft, first: Link, second: Link, share: float) -> None:
    """Numbered steps on a line that was parted stay where they were."""
    for note in _riding(draft, first.id):
        if note.anchor_at > share:
            at = (note.anchor_at - share) / (1 - share)
            draft.put(note.model_copy(update={"anchor": second.id, "anchor_at": round(at, 4)}))
        elif share:
            draft.put(note.model_copy(update={"anchor_at": round(note.anchor_at / share, 4)}))


def _riding(draft: Draft, link_id: str) -> list[Note]:
    notes = (draft.get(note.id) for note in draft.document.notes() if note.anchor == link_id)
    return [note for note in notes if isinstance(note, Note)]


def _links(draft: Draft, ids: Iterable[str]) -> list[Link]:
    return [link for i in dict.fromkeys(ids) if isinstance(link := draft.get(i), Link)]
