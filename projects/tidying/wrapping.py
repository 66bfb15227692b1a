"""Overlays (Auto Scaling groups, security groups, ...) drawn around their members, wherever these stand."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from projects.geometry import LABEL_BAND, Rect, united
from projects.tidying.pieces import CELL

if TYPE_CHECKING:
    from projects.tidying.frames import Layout

_SIDE, _TOP = 16, 40
"""From the members to the overlay's line; its title is at the top."""


def wrap(layout: Layout, touched: Collection[str] | None = None) -> dict[str, Rect]:
    """The overlays' rectangles in their parents' coordinates; if given, of those with touched members."""
    material = layout.material
    drawn: dict[str, Rect] = {}
    members = {i: material.members(i) for i in material.wrapping}
    for overlay in reversed(material.outermost_first()):
        if overlay in layout.fixed:
            node = material.nodes[overlay]
            drawn[overlay] = Rect(*corner_of(layout, node.parent), *node.size).moved(node.x, node.y)
            continue
        inner = [i for i in drawn if i not in layout.fixed and set(members[i]) <= set(members[overlay])]
        rects = [drawn[i] for i in inner]
        covered = {m for i in inner for m in members[i]}
        rects += [_shape(layout, m) for m in members[overlay] if m not in covered]
        around = united(rects)
        if around is not None:
            drawn[overlay] = around.grown(_SIDE, _TOP, _SIDE, _SIDE)
    found: dict[str, Rect] = {}
    for overlay, rect in drawn.items():
        if overlay in layout.fixed or (touched is not None and not set(members[overlay]) & set(touched)):
            continue
        x, y = corner_of(layout, material.nodes[overlay].parent)
        found[overlay] = rect.moved(-x, -y)
    return found


def _shape(layout: Layout, member: str) -> Rect:
    """A member's room on the canvas."""
    x, y = corner_of(layout, member)
    width, height = layout.size[member]
    if layout.material.is_box(member):
        return Rect(x, y, width, height)
    side = max(0, (CELL - width) // 2)
    return Rect(x - side, y, width + 2 * side, height + LABEL_BAND)


def corner_of(layout: Layout, node_id: str | None) -> tuple[int, int]:
    """A node's upper left corner, from that of the page."""
    x = y = 0
    for one in layout.material.path(node_id) if node_id in layout.material.nodes and node_id else ():
        x, y = x + layout.at[one][0], y + layout.at[one][1]
    return x, y
