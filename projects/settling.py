"""After things were placed, dropped or moved by hand: frames make room, and overlays follow."""

from __future__ import annotations

from collections.abc import Iterable

from projects import edits
from projects.containers import grow_to_hold
from projects.document import Draft
from projects.geometry import canvas_rect
from projects.making_room import clear_of_neighbours
from projects.overlays import follow_overlays, standing_members
from projects.placement import accepting_container_at
from projects.records import Node, Note
from projects.rows import is_subnet, is_zone


def settle(draft: Draft, moved: Iterable[str]) -> None:
    """Let a drawing come to rest after these were put where they are by hand, as a part of the same step.

    Frames that cover a neighbour go to the nearest free place, a subnet or zone that has come from
    elsewhere to its row or column; containers grow to hold what is in them, and push aside what is
    beside them; overlays take in what was dropped into them and follow their members.
    """
    ids = list(dict.fromkeys(moved))
    outermost = [i for i in edits.roots(draft, ids) if isinstance(draft.get(i), Node | Note)]
    members = _settle_members(draft, outermost)
    for record_id in outermost:
        node = draft.node(record_id)
        if node is not None and _has_come(draft, node):
            edits.take_line(draft, node)
    clear_of_neighbours(draft, outermost)
    records = [draft.get(i) for i in (*outermost, *members)]
    for parent in dict.fromkeys(r.parent for r in records if isinstance(r, Node | Note)):
        grow_to_hold(draft, parent)
    follow_overlays(draft, ids)


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
