"""A whole page laid out: every frame, then the page, then the overlays; the result as records."""

from __future__ import annotations

from typing import Any

from projects.records import Node, Note
from projects.tidying.frames import Layout
from projects.tidying.material import Material
from projects.tidying.wrapping import wrap


def laid_out(material: Material, page: str | None, corner: tuple[int, int]) -> dict[str, Node]:
    """Nodes without positions, by id, with positions and sizes."""
    layout = Layout(material, frozenset())
    arrange_page(layout, page, corner)
    records = changed(layout)
    return {i: record for i, record in records.items() if isinstance(record, Node)}


def arrange_page(layout: Layout, page: str | None, corner: tuple[int, int]) -> None:
    """Fill the frames of a page and place them from a corner on."""
    inside = layout.material.inside.get(page, [])
    for one in inside:
        if layout.material.is_box(one) and one not in layout.fixed:
            layout.fill(one)
    layout.arrange(page, inside, corner)
    for overlay, rect in wrap(layout).items():
        layout.at[overlay] = (rect.x, rect.y)
        layout.size[overlay] = (rect.width, rect.height)


def changed(layout: Layout) -> dict[str, Node | Note]:
    """All records as the layout has them; those it did not touch are the same objects."""
    found: dict[str, Node | Note] = {}
    for one, node in layout.material.nodes.items():
        values: dict[str, Any] = {}
        if layout.material.is_box(one) and layout.size[one] != node.size:
            values["width"], values["height"] = layout.size[one]
        border = layout.on_border.get(one)
        if border is not None:
            if border != (node.side, node.offset):
                values["side"], values["offset"] = border
        elif layout.at[one] != (node.x, node.y):
            values["x"], values["y"] = layout.at[one]
        found[one] = node.model_copy(update=values) if values else node
    for one, note in layout.material.notes.items():
        x, y = layout.notes_at[one]
        at = {"x": x, "y": y}
        found[one] = note if (x, y) == (note.x, note.y) else note.model_copy(update=at)
    return found
