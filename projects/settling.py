"""After things were placed, dropped or moved by hand: frames make room, and overlays follow."""

from __future__ import annotations

from collections.abc import Iterable

from projects import edits
from projects.containers import grow_to_hold, resize
from projects.document import Draft
from projects.geometry import GRID, HEADER, canvas_rect, local_rect, united
from projects.making_room import clear_of_neighbours, off_the_edges
from projects.overlays import fit_overlay, fit_placed, follow_overlays, standing_members
from projects.placement import accepting_container_at
from projects.records import Node, Note
from projects.rows import is_subnet, is_zone


def settle(draft: Draft, moved: Iterable[str], *, exact: bool = False) -> None:
    """Let a drawing come to rest after these were put where they are by hand, as a part of the same step.

    Frames that cover a neighbour, and icons on the edge of one, go to the nearest free place, a subnet
    or zone that has come from elsewhere to its row or column; containers grow to hold what is in them,
    and push aside what is beside them; overlays take in what was dropped into them and follow their
    members. Icons stay where they are if their place is ``exact``.
    """
    ids = list(dict.fromkeys(moved))
    outermost = [i for i in edits.roots(draft, ids) if isinstance(draft.get(i), Node | Note)]
    placed = [i for i in outermost if _is_new_overlay(draft, i)]
    for overlay_id in placed:
        _fit_below_title(draft, overlay_id)
    members = _settle_members(draft, outermost)
    for record_id in outermost:
        node = draft.node(record_id)
        if node is not None and _has_come(draft, node):
            edits.take_line(draft, node)
    clear_of_neighbours(draft, outermost)
    if not exact:
        off_the_edges(draft, outermost)
    records = [draft.get(i) for i in (*outermost, *members)]
    for parent in dict.fromkeys(r.parent for r in records if isinstance(r, Node | Note)):
        grow_to_hold(draft, parent)
    follow_overlays(draft, ids)
    for overlay_id in placed:
        fit_overlay(draft, overlay_id)


def _is_new_overlay(draft: Draft, record_id: str) -> bool:
    """Whether it comes from the palette, not from a copy that has a size and members."""
    node = draft.node(record_id)
    if node is None or not node.service.is_overlay() or draft.document.node(record_id) is not None:
        return False
    return node.width is None and not node.members


def _fit_below_title(draft: Draft, overlay_id: str) -> None:
    """Fit a new overlay to what it was dropped on; its container makes room for it below its own title."""
    fit_placed(draft, overlay_id)
    overlay = draft.node(overlay_id)
    holder = draft.node(overlay.parent) if overlay is not None else None
    if overlay is None or holder is None or not standing_members(draft, overlay):
        return
    around = local_rect(overlay, holder).grown(GRID, HEADER, GRID, GRID)
    room = united((around.moved(holder.x, holder.y), local_rect(holder)))
    if room is not None and room != local_rect(holder):
        resize(draft, holder.id, room)


def _has_come(draft: Draft, node: Node) -> bool:
    """Whether a zone or subnet stood in another container before."""
    before = draft.document.node(node.id)
    return (is_zone(node) or is_subnet(node)) and before is not None and before.parent != node.parent


def _settle_members(draft: Draft, ids: Iterable[str]) -> list[str]:
    """Members that an overlay has carried out of their container go into the one they have come to."""
    found: list[str] = []
    for overlay_id in ids:
        overlay = draft.node(overlay_id)
        before = draft.document.node(overlay_id)
        if overlay is None or before is None or not overlay.service.is_overlay():
            continue
        for member in standing_members(draft, overlay):
            holder, (x, y) = draft.node(member.parent), canvas_rect(draft, member).center
            if holder is not None and not canvas_rect(draft, holder).holds_point(x, y):
                page = draft.document.page_of(member.id)
                kind = type(member.service)
                parent, refused = accepting_container_at(draft.document, kind, x, y, page=page)
                if refused is None and draft.get(parent) is not None:
                    edits.reparent(draft, member.id, parent)
            found.append(member.id)
    return found
