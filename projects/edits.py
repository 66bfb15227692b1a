"""What a person does to a drawing, as operations on a draft: place, move, resize, connect, delete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from projects.containers import content_rect as content_rect
from projects.containers import grow_to_hold as grow_to_hold
from projects.containers import resize as resize
from projects.containers import shrink_to_fit as shrink_to_fit
from projects.document import Document, Draft
from projects.edges import put_on_edge
from projects.geometry import GRID, canvas_rect, local_rect, origin, snapped, within
from projects.lining_up import column_for, row_for
from projects.linking import connect as connect
from projects.naming import address_for, zone_for
from projects.overlays import carried
from projects.pictures import drop_unused_pictures
from projects.records import Link, Node, Note
from projects.rows import is_subnet, is_zone
from projects.service import Service, make_service
from projects.shifting import shift
from projects.visibility import is_locked

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

    A border service goes to the nearest free point of its container's edge, a frame as near to the point
    as it can without its container having to grow. Subnets and zones get the
    next free address block and zone name of their container, and stand in line with the zones and rows
    that are there. ``snap=False`` keeps the exact point.
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
        node = put_on_edge(draft, node, holder, x - left, y - top)
    else:
        at = (x - left - width / 2, y - top - height / 2)
        if made.is_container() and holder is not None:
            at = within(holder.size, node.size, *at)
        grid = GRID if snap else 1
        node = node.model_copy(update={"x": snapped(at[0], grid), "y": snapped(at[1], grid)})
    draft.put(node)
    take_line(draft, node)
    grow_to_hold(draft, parent)
    return draft.node(node.id) or node


def take_line(draft: Draft, node: Node) -> None:
    """Put a new zone beside the others as a column, and a new subnet into the row of its tier."""
    if is_zone(node):
        column_for(draft, node)
    elif is_subnet(node):
        row_for(draft, node)


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
    """Shift nodes and notes within their containers; a border child slides along its edge.

    Overlays take along the members that stand in them, and links between what moves the corners set by
    hand. What is locked stays, unless a container around it moves.
    """
    wanted = [i for i in roots(draft, ids) if not is_locked(draft, i)]
    for record_id in wanted:
        node = draft.node(record_id)
        if node is not None and node.side is not None and (holder := draft.node(node.parent)):
            rect = local_rect(node, holder).moved(dx, dy)
            draft.put(put_on_edge(draft, node, holder, *rect.center))
    shift(draft, [*wanted, *carried(draft, wanted)], dx, dy)


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
        values["side"] = None
        if holder is not None and holder.service.is_container():
            moved = record.model_copy(update=values)
            draft.put(put_on_edge(draft, moved, holder, *rect.moved(-left, -top).center))
            return
    draft.put(record.model_copy(update=values))


# taking out


def delete(draft: Draft, ids: Iterable[str]) -> None:
    """Remove records with all that stands in them, their links with the steps on those, and references."""
    document = draft.document
    gone: dict[str, None] = {}
    for record_id in ids:
        if isinstance(draft.get(record_id), Node | Note | Link):
            gone[record_id] = None
            gone.update({inner.id: None for inner in document.descendants(record_id)})
    for record_id in list(gone):
        gone.update({link.id: None for link in document.links_of(record_id)})
    gone.update({note.id: None for note in document.notes() if note.anchor and note.anchor in gone})
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


# properties


def set_property(draft: Draft, ids: Iterable[str], name: str, value: Any) -> None:
    """Set one property on every node whose service has it; pydantic's ValidationError for a wrong type.

    A label that names the address block follows it.
    """
    for node in _nodes(draft, ids):
        if any(declared.name == name for declared in type(node.service).properties()):
            values: dict[str, Any] = {"service": node.service.set(**{name: value})}
            before = getattr(node.service, name)
            if name == "cidr" and before and value and str(before) in node.label.split():
                words = (str(value) if word == before else word for word in node.label.split(" "))
                values["label"] = " ".join(words)
            draft.put(node.model_copy(update=values))


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


def _nodes(draft: Draft, ids: Iterable[str]) -> Iterator[Node]:
    for record_id in ids:
        node = draft.node(record_id)
        if node is not None:
            yield node
