"""Overlays follow what is moved: a node dropped into a group's frame joins it, one taken out leaves it."""

from __future__ import annotations

from collections.abc import Iterable

from projects.document import Document, Draft
from projects.edits import members_inside, set_members
from projects.geometry import canvas_rect
from projects.records import Node


def follow_overlays(draft: Draft, moved: Iterable[str]) -> None:
    """Bring overlays' members in line with where the moved nodes, or moved overlays, stand now.

    A member that was listed without standing in the frame stays listed.
    """
    ids = set(moved)
    nodes = [node for node_id in ids if (node := draft.node(node_id)) is not None]
    candidates = {node.id: node for node in draft.document.nodes() if node.service.is_overlay()}
    candidates.update({node.id: node for node in nodes if node.service.is_overlay()})
    for overlay_id in candidates:
        overlay = draft.node(overlay_id)
        if overlay is not None:
            members = (
                _after_move(draft, overlay) if overlay_id in ids else _after_moves(draft, overlay, nodes)
            )
            if members != overlay.members:
                set_members(draft, overlay_id, members)


def _after_move(draft: Draft, overlay: Node) -> tuple[str, ...]:
    """The frame itself has moved."""
    kept = [m for m in overlay.members if not _stands_in(draft.document, overlay.id, m)]
    return tuple(dict.fromkeys([*kept, *members_inside(draft, overlay.id)]))


def _after_moves(draft: Draft, overlay: Node, nodes: Iterable[Node]) -> tuple[str, ...]:
    """Some nodes have moved."""
    members = dict.fromkeys(overlay.members)
    for node in nodes:
        if node.id == overlay.id:
            continue
        allowed = "*" in overlay.service.members or node.service.name in overlay.service.members
        if allowed and _stands_in(draft, overlay.id, node.id):
            members[node.id] = None
        elif node.id in members and _stands_in(draft.document, overlay.id, node.id):
            del members[node.id]
    return tuple(members)


def _stands_in(document: Document | Draft, overlay_id: str, node_id: str) -> bool:
    overlay, node = document.node(overlay_id), document.node(node_id)
    if overlay is None or node is None:
        return False
    return canvas_rect(document, overlay).holds_point(*canvas_rect(document, node).center)
