"""Steps that ride on the line of a link: where they stand follows from the link's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.canvas.layout import Layout
from desktop.canvas.paths import Route, point_at
from projects.document import Document
from projects.geometry import Rect
from projects.records import Link, Node, Note


def riders(document: Document, records: Iterable[Node | Link | Note]) -> dict[str, list[Note]]:
    """The notes among these that ride on a link, by the link's id."""
    found: dict[str, list[Note]] = {}
    for record in records:
        if isinstance(record, Note) and isinstance(document.get(record.anchor), Link):
            found.setdefault(record.anchor, []).append(record)
    return found


def place_on_lines(
    layout: Layout, routes: Mapping[str, Route], notes: Mapping[str, Iterable[Note]]
) -> dict[str, Rect]:
    """Put notes where their links run; gives the rectangles of those that stand elsewhere now."""
    moved: dict[str, Rect] = {}
    for link_id, on_it in notes.items():
        route = routes.get(link_id)
        if route is None or not route.points:
            continue
        for note in on_it:
            x, y = point_at(route.points, note.anchor_at)
            width, height = note.size
            rect = Rect(round(x - width / 2), round(y - height / 2), width, height)
            if note.id in layout.rects and layout.rects[note.id] != rect:
                layout.rects[note.id] = moved[note.id] = rect
    return moved
