"""What a person does to a drawing, as operations on a draft: place, move, resize, connect, delete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from projects.document import Document, Draft
from projects.geometry import (
    GRID,
    HEADER,
    PADDING,
    Rect,
    canvas_rect,
    footprint,
    local_rect,
    nearest_border,
    origin,
    snapped,
    united,
)
from projects.link_kinds import likely_kinds, runs_backwards
from projects.naming import address_for, zone_for
from projects.pictures import drop_unused_pictures
from projects.records import Link, Node, Note
from projects.service import Service, make_service

# placing


def place(
    draft: Draft,
    service: Service | str,
    parent: str | None,
    x: float,
    y: float,
    *,
    label: str = "",
    snap: bool = True,
) -> Node:
    """Put a new node with its centre at a canvas point into ``parent``, which grows to hold it.

    A border service goes to the nearest point of its container's edge. Subnets and zones get the next
    free address block and zone name of their container. ``snap=False`` keeps the exact point.
    """
    made = make_service(service) if isinstance(service, str) else service
    made = zone_for(draft, address_for(draft, made, parent), parent)
    node = Node(
        id=draft.new_id(made.stored_name), service=made, label=label, parent=parent, z=top_z(draft, parent)
    )
    left, top = origin(draft, parent)
    width, height = node.size
    holder = draft.node(parent)
    if made.border and holder is not None and holder.service.is_container():
        side, offset = nearest_border(holder.size, x - left, y - top)
        node = node.model_copy(update={"side": side, "offset": offset})
    else:
        at = (x - left - width / 2, y - top - height / 2)
        grid = GRID if snap else 1
        node = node.model_copy(update={"x": snapped(at[0], grid), "y": snapped(at[1], grid)})
    draft.put(node)
    grow_to_hold(draft, parent)
    return node


def scaffold(draft: Draft, chain: Iterable[str], parent: str | None, x: float, y: float) -> str | None:
    """Make a chain of containers around a canvas point, outermost first; gives the innermost's id."""
    made: list[Node] = []
    for name in chain:
        parent_id = made[-1].id if made else parent
        made.append(place(draft, name, parent_id, x, y))
    for node in reversed(made):
        grow_to_hold(draft, node.parent)
    return made[-1].id if made else parent


def top_z(draft: Draft, parent: str | None) -> int:
    """A stacking order above all that stands in ``parent``."""
    return max((record.z for record in draft.children(parent)), default=-1) + 1


# moving and sizing


def roots(document: Document | Draft, ids: Iterable[str]) -> list[str]:
    """The ids without those that lie inside another of them: what moves, copies and deletes as a whole."""
    wanted = dict.fromkeys(ids)
    source = document if isinstance(document, Document) else document.document
    return [i for i in wanted if not any(around.id in wanted for around in source.ancestors(i))]


def move(draft: Draft, ids: Iterable[str], dx: int, dy: int) -> None:
    """Shift nodes and notes within their containers; a border child slides along its edge."""
    for record_id in roots(draft, ids):
        record = draft.get(record_id)
        if isinstance(record, Node) and record.side is not None and (holder := draft.node(record.parent)):
            rect = local_rect(record, holder).moved(dx, dy)
            side, offset = nearest_border(holder.size, *rect.center)
            draft.put(record.model_copy(update={"side": side, "offset": offset}))
        elif isinstance(record, Node | Note):
            draft.put(record.model_copy(update={"x": record.x + dx, "y": record.y + dy}))


def reparent(draft: Draft, record_id: str, parent: str | None) -> None:
    """Move a node or note into another container, where it stays at the same place of the canvas.

    It leaves overlays that do not lie in the same VPC any more only if a rule says so: membership is
    kept. A border child snaps to its new container's edge.
    """
    record = draft.get(record_id)
    if not isinstance(record, Node | Note) or record.parent == parent:
        return
    rect = canvas_rect(draft, record)
    left, top = origin(draft, parent)
    values: dict[str, Any] = {
        "parent": parent,
        "x": rect.x - left,
        "y": rect.y - top,
        "z": top_z(draft, parent),
    }
    holder = draft.node(parent)
    if isinstance(record, Node) and record.service.border:
        if holder is not None:
            center = rect.moved(-left, -top).center
            values["side"], values["offset"] = nearest_border(holder.size, *center)
        else:
            values["side"] = None
    draft.put(record.model_copy(update=values))


def resize(draft: Draft, record_id: str, rect: Rect) -> None:
    """Give a container, overlay or note a new local rectangle; what it holds stays where it is on the canvas.

    The rectangle is widened where it would cut off what the container holds.
    """
    record = draft.get(record_id)
    if not isinstance(record, Node | Note):
        return
    if isinstance(record, Node) and record.service.is_container():
        rect = _around_content(draft, record, rect)
    dx, dy = record.x - rect.x, record.y - rect.y
    draft.put(
        record.model_copy(update={"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height})
    )
    if dx or dy:
        for child in draft.children(record_id):
            if not (isinstance(child, Node) and child.side is not None):
                draft.put(child.model_copy(update={"x": child.x + dx, "y": child.y + dy}))


def _around_content(draft: Draft, record: Node, rect: Rect) -> Rect:
    needed = content_rect(draft, record)
    if needed is None:
        return rect
    needed = needed.moved(record.x, record.y)
    left, top = min(rect.x, needed.x), min(rect.y, needed.y)
    return Rect(left, top, max(rect.right, needed.right) - left, max(rect.bottom, needed.bottom) - top)


def content_rect(draft: Draft, record: Node) -> Rect | None:
    """The room that a container's content takes, with padding and header, in the container's coordinates."""
    inside = [
        footprint(child, record)
        for child in draft.children(record.id)
        if not (isinstance(child, Node) and (child.side is not None or child.service.is_overlay()))
    ]
    room = united(inside)
    return None if room is None else room.grown(PADDING, HEADER + GRID, PADDING, PADDING)


def grow_to_hold(draft: Draft, container: str | None) -> None:
    """Widen a container, and those around it, to hold what stands in it; nothing ever shrinks.

    Growing to the left or top shifts the frame and keeps its content where it is on the canvas.
    """
    seen: set[str] = set()
    node = draft.node(container)
    while node is not None and node.id not in seen:
        seen.add(node.id)
        needed = content_rect(draft, node) if node.service.is_container() else None
        if needed is not None:
            width, height = node.size
            left, top = min(0, _down(needed.x)), min(0, _down(needed.y))
            right, bottom = max(width, _up(needed.right)), max(height, _up(needed.bottom))
            if (left, top, right, bottom) != (0, 0, width, height):
                resize(draft, node.id, Rect(node.x + left, node.y + top, right - left, bottom - top))
        node = draft.node(node.parent)


def _down(value: int) -> int:
    return value // GRID * GRID


def _up(value: int) -> int:
    return -(-value // GRID) * GRID


# taking out


def delete(draft: Draft, ids: Iterable[str]) -> None:
    """Remove records with all that stands in them, their links, and every reference to them."""
    document = draft.document
    gone: dict[str, None] = {}
    for record_id in ids:
        if isinstance(draft.get(record_id), Node | Note | Link):
            gone[record_id] = None
            gone.update({inner.id: None for inner in document.descendants(record_id)})
    for record_id in list(gone):
        gone.update({link.id: None for link in document.links_of(record_id)})
    for record_id in gone:
        draft.remove(record_id)
    forget(draft, set(gone))
    drop_unused_pictures(draft)


def forget(draft: Draft, gone: set[str]) -> None:
    """Take ids out of overlays' members and properties that list nodes; drop accepted findings on them."""
    for node in draft.document.nodes():
        if node.id in gone:
            continue
        node = draft.node(node.id) or node
        values: dict[str, Any] = {}
        if not gone.isdisjoint(node.members):
            values["members"] = tuple(member for member in node.members if member not in gone)
        service = node.service
        for declared in type(service).properties():
            listed = getattr(service, declared.name) if declared.kind == "nodes" else ()
            if listed and not gone.isdisjoint(listed):
                service = service.set(**{declared.name: tuple(i for i in listed if i not in gone)})
        if service is not node.service:
            values["service"] = service
        if values:
            draft.put(node.model_copy(update=values))
    for accepted in draft.document.accepted_findings():
        if not gone.isdisjoint(accepted.node_ids):
            draft.remove(accepted.id)


# linking


def connect(draft: Draft, source: str, target: str, kind: str | None = None) -> Link | None:
    """Join two nodes; the kind is proposed from their services, and a link that only makes sense the
    other way is turned round. None if the two are one, or joined by that kind already.
    """
    first, second = draft.node(source), draft.node(target)
    if first is None or second is None or source == target:
        return None
    if kind is None:
        if runs_backwards(type(first.service), type(second.service)):
            source, target, first, second = target, source, second, first
        kind = likely_kinds(type(first.service), type(second.service))[0]
    for link in draft.document.links_of(source):
        if (link.source, link.target, link.kind) == (source, target, kind) and draft.get(link.id) is not None:
            return None
    made = Link(id=draft.new_id("link"), source=source, target=target, kind=kind)
    draft.put(made)
    return made


# properties


def set_property(draft: Draft, ids: Iterable[str], name: str, value: Any) -> None:
    """Set one property on every node whose service has it; pydantic's ValidationError for a wrong type."""
    for node in _nodes(draft, ids):
        if any(declared.name == name for declared in type(node.service).properties()):
            draft.put(node.model_copy(update={"service": node.service.set(**{name: value})}))


def rename(draft: Draft, record_id: str, text: str) -> None:
    """Give a node or link another label, a note another text."""
    record = draft.get(record_id)
    if isinstance(record, Note):
        draft.put(record.model_copy(update={"text": text[:20_000]}))
    elif isinstance(record, Node | Link):
        draft.put(record.model_copy(update={"label": text.strip()[:2000]}))


def set_members(draft: Draft, overlay: str, members: Iterable[str]) -> None:
    """Make exactly these nodes the members of an overlay."""
    node = draft.node(overlay)
    if node is not None:
        draft.put(node.model_copy(update={"members": tuple(dict.fromkeys(members))}))


def members_inside(draft: Draft, overlay: str) -> list[str]:
    """Ids of nodes that an overlay may hold and whose icon's centre lies in its frame."""
    node = draft.node(overlay)
    if node is None:
        return []
    frame = canvas_rect(draft, node)
    found = []
    for other in draft.document.nodes():
        other = draft.node(other.id) or other
        allowed = "*" in node.service.members or other.service.name in node.service.members
        if allowed and other.id != overlay and frame.holds_point(*canvas_rect(draft, other).center):
            found.append(other.id)
    return found


def _nodes(draft: Draft, ids: Iterable[str]) -> Iterator[Node]:
    for record_id in ids:
        node = draft.node(record_id)
        if node is not None:
            yield node
