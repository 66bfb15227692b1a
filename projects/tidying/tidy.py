"""Tidying a page, a container or a selection: where things stand and how large frames are, nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from projects.document import Draft
from projects.edits import roots
from projects.geometry import united
from projects.records import Link, Node, Note
from projects.tidying.frames import Layout
from projects.tidying.material import Material
from projects.tidying.page import arrange_page, changed
from projects.tidying.pieces import down
from projects.tidying.room import make_room
from projects.tidying.wrapping import corner_of, wrap

_MOST_RUNS = 4


def tidy(draft: Draft, scope: Collection[str] = (), page: str | None = None) -> None:
    """Lay out a page (nothing given), the inside of one container, or several selected things.

    What is pinned or locked keeps its place in its container. Frames around the scope grow where they
    have to, and neighbours that would be covered are pushed aside. Corners of links inside are reset.
    """
    ids = [i for i in roots(draft, scope) if isinstance(draft.node(i), Node)]
    if scope and not ids:
        return
    page = page if not ids else draft.document.page_of(ids[0])
    inside: set[str] = set()
    # Notes go by what they stood by, which the first run may have changed.
    for _ in range(_MOST_RUNS):
        layout = Layout(material_of(draft, page), _fixed(draft, page, ids))
        inside = _tidy_parts(layout, ids) if ids else _tidy_page(layout, page)
        if not _put(draft, layout, ids, inside) or not (layout.fixed or layout.material.notes):
            break
    _reset_links(draft, inside)


def material_of(draft: Draft, page: str | None) -> Material:
    """What stands on a page, as the draft has it, and all links."""
    nodes: list[Node] = []
    notes: list[Note] = []
    children: dict[str | None, list[Node | Note]] = {}
    ids = dict.fromkeys([*(r.id for r in draft.document.records()), *draft.put_ids()])
    links = []
    for record in map(draft.get, ids):
        if isinstance(record, Node | Note):
            children.setdefault(record.parent, []).append(record)
        elif isinstance(record, Link):
            links.append(record)
    waiting = list(children.get(page, ()))
    while waiting:
        found = waiting.pop()
        (nodes if isinstance(found, Node) else notes).append(found)  # type: ignore[arg-type]
        waiting.extend(children.pop(found.id, ()))
    return Material(nodes, notes, links)


def _fixed(draft: Draft, page: str | None, scope: Iterable[str]) -> frozenset[str]:
    """What must stay: pinned and locked records, but not a frame whose inside is to be tidied.

    An overlay that stays keeps its members where they are.
    """
    chosen = set(scope)
    ids = [*(r.id for r in draft.document.records()), *draft.put_ids()]
    found = set()
    for one in ids:
        record = draft.get(one)
        stays = isinstance(record, Node | Note) and (
            record.locked or (isinstance(record, Node) and record.pinned)
        )
        if stays and not (one in chosen and len(chosen) == 1):
            found.add(one)
            found.update(record.members if isinstance(record, Node) else ())
    return frozenset(found)


def _tidy_page(layout: Layout, page: str | None) -> set[str]:
    inside = layout.material.inside.get(page, [])
    room = united(layout.rect(i) for i in inside)
    if room is not None:
        arrange_page(layout, page, (down(room.x), down(room.y)))
    return _loose(layout, inside)


def _loose(layout: Layout, ids: Iterable[str]) -> set[str]:
    """The nodes with all in them, leaving out what stands in a frame that must stay."""
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        one = waiting.pop()
        found.add(one)
        if one not in layout.fixed:
            waiting.extend(layout.material.inside.get(one, ()))
    return found | {o for o in layout.material.wrapping if found & set(layout.material.members(o))}


def _tidy_parts(layout: Layout, ids: Sequence[str]) -> set[str]:
    material = layout.material
    by_parent: dict[str | None, list[str]] = {}
    for one in ids:
        if one in material.nodes and one not in material.wrapping and one not in layout.fixed:
            by_parent.setdefault(material.nodes[one].parent, []).append(one)
    rooms = {i: layout.rect(i) for chosen in by_parent.values() for i in chosen}
    for one in ids:
        if material.is_box(one) and one not in material.wrapping and one not in layout.fixed:
            layout.fill(one)
    for parent, chosen in by_parent.items():
        free = [i for i in material.inside.get(parent, ()) if i in chosen and not layout.sits_on_edge(i)]
        if len(free) > 1:
            before = united(rooms[i] for i in free)
            assert before is not None
            layout.arrange(parent, free, (down(before.x), down(before.y)), only=True)
    inside = _loose(layout, ids)
    _wrap_moved(layout, inside)
    return inside


def _wrap_moved(layout: Layout, touched: Collection[str]) -> None:
    for overlay, rect in wrap(layout, touched).items():
        layout.at[overlay] = (rect.x, rect.y)
        layout.size[overlay] = (rect.width, rect.height)


def _put(draft: Draft, layout: Layout, ids: Sequence[str], inside: set[str]) -> bool:
    """Take the layout over into the draft; whether it changes anything."""
    any_change = False
    for one, record in changed(layout).items():
        present = draft.get(one)
        if record is not present and record != present:
            draft.put(record)
            any_change = True
    if ids and any_change:
        parents: dict[str | None, set[str]] = {}
        for one in ids:
            if (node := draft.node(one)) is not None:
                parents.setdefault(node.parent, set()).add(one)
        pushed: set[str] = set()
        for parent, settled in parents.items():
            pushed |= make_room(draft, parent, settled)
        if pushed:
            _wrap_pushed(draft, layout, pushed)
    return any_change


def _wrap_pushed(draft: Draft, layout: Layout, pushed: set[str]) -> None:
    """Draw the overlays anew whose members were pushed aside without them."""
    page = draft.document.page_of(next(iter(pushed)))
    after = Layout(material_of(draft, page), layout.fixed)
    for overlay, rect in wrap(after).items():
        node = after.material.nodes[overlay]
        corners = [
            [
                tuple(a - b for a, b in zip(corner_of(each, m), corner_of(each, node.parent), strict=True))
                for m in after.material.members(overlay)
            ]
            for each in (layout, after)
        ]
        if corners[0] != corners[1]:
            values = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
            draft.put(node.model_copy(update=values))


def _reset_links(draft: Draft, inside: set[str]) -> None:
    for record in list(draft.document.records()):
        link = draft.get(record.id)
        if not isinstance(link, Link) or not (link.waypoints or link.bend is not None):
            continue
        if link.source in inside and link.target in inside:
            draft.put(link.model_copy(update={"waypoints": (), "bend": None}))
