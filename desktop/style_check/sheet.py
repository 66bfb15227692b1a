"""One page as it is drawn: icons, texts, frames, lines and steps with their boxes, found by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import floor
from typing import Literal

from desktop.canvas.appearance import is_frame, page_routes
from desktop.canvas.layout import Layout
from desktop.canvas.lettering import width
from desktop.canvas.links import label_spot, link_label_size
from desktop.canvas.paths import Route, point_at
from desktop.canvas.primitives import Box, Point
from desktop.canvas.shapes import GLYPH, header_box, label_box
from projects.annotations.steps import STEP_SIZE
from projects.document import Document
from projects.geometry import Rect
from projects.records import Link, Node, Note

Part = Literal["icon", "label", "title", "link_label", "note", "step", "frame"]
Segment = tuple[Point, Point]
_CELL = 160.0
_SLACK = 1.0
"""Things that only touch do not overlap."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Something drawn: which part of which record, and its box on the canvas."""

    part: Part
    id: str
    box: Box

    @property
    def is_text(self) -> bool:
        return self.part in ("label", "title", "link_label", "note")


class Sheet:
    """What a page shows. Without ``layout`` and ``routes`` of a canvas they are worked out."""

    def __init__(
        self,
        document: Document,
        page: str | None = None,
        layout: Layout | None = None,
        routes: Mapping[str, Route] | None = None,
    ) -> None:
        self.document = document
        self.page = page
        self._rects: dict[str, Rect] = dict((layout or Layout(document, page)).rects)
        self.nodes: list[Node] = []
        self.notes: list[Note] = []
        for record_id in self._rects:
            record = document.get(record_id)
            if isinstance(record, Node):
                self.nodes.append(record)
            elif isinstance(record, Note):
                self.notes.append(record)
        found = dict(page_routes(document, page) if routes is None else routes)
        shown = {node.id for node in self.nodes}
        links = (link for link in document.links() if link.id in found)
        self.links: list[Link] = [link for link in links if {link.source, link.target} <= shown]
        self.routes: dict[str, Route] = {link.id: found[link.id] for link in self.links}
        self.placed: dict[tuple[Part, str], Placed] = {}
        self._cells: dict[tuple[int, int], list[Placed]] = {}

    def read(self) -> Iterator[None]:
        """Find the boxes of everything, a record at a time."""
        for node in self.nodes:
            box = _box(self._rects[node.id])
            if is_frame(node):
                self._put("frame", node.id, box)
                self._put("title", node.id, _title_box(node, box))
            else:
                self._put("icon", node.id, box)
                self._put("label", node.id, label_box(node).moved(box.x, box.y))
            yield
        for note in self.notes:
            self._put("step" if note.kind == "step" else "note", note.id, self._note_box(note))
            yield
        for link in self.links:
            size = link_label_size(link, self.routes[link.id].label_width)
            if size is not None and self.routes[link.id].points:
                x, y = label_spot(self.routes[link.id])
                self._put("link_label", link.id, Box(x - size[0] / 2, y - size[1] / 2, *size))
            yield

    def _note_box(self, note: Note) -> Box:
        box = _box(self._rects[note.id])
        if note.kind != "step":
            return box
        side = min(box.width, box.height, STEP_SIZE)
        x, y = box.center
        if note.anchor in self.routes:
            x, y = point_at(self.routes[note.anchor].points, note.anchor_at)
        return Box(x - side / 2, y - side / 2, side, side)

    def _put(self, part: Part, record_id: str, box: Box) -> None:
        if box.width <= 0 or box.height <= 0:
            return
        made = Placed(part, record_id, box)
        self.placed[(part, record_id)] = made
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(made)

    # asking

    def parts(self, *wanted: Part) -> list[Placed]:
        """Everything of some kinds."""
        return [item for item in self.placed.values() if item.part in wanted]

    def box(self, part: Part, record_id: str) -> Box | None:
        found = self.placed.get((part, record_id))
        return found.box if found is not None else None

    def near(self, box: Box, *wanted: Part) -> Iterator[Placed]:
        """What overlaps a box, each once, by more than a hair."""
        inner = box.grown(-_SLACK)
        seen: set[tuple[Part, str]] = set()
        for cell in _cells(box):
            for item in self._cells.get(cell, ()):
                key = item.part, item.id
                if key not in seen and (not wanted or item.part in wanted) and item.box.overlaps(inner):
                    seen.add(key)
                    yield item

    def segments(self, link_id: str) -> list[Segment]:
        """The straight pieces of a link's line."""
        return list(pairwise(self.routes[link_id].points))

    def title(self, record_id: str) -> str:
        """What a finding calls a record."""
        record = self.document.get(record_id)
        if isinstance(record, Node):
            return " ".join(record.title.split())[:60]
        if isinstance(record, Link):
            return f"the link from {self.title(record.source)} to {self.title(record.target)}"
        if isinstance(record, Note):
            return f"step {record.text}" if record.kind == "step" else f"the {record.kind.replace('_', ' ')}"
        return "?"

    @cached_property
    def around(self) -> dict[str, frozenset[str]]:
        """Ids of the containers around each node and note."""
        records: Iterable[Node | Note] = (*self.nodes, *self.notes)
        return {r.id: frozenset(node.id for node in self.document.ancestors(r.id)) for r in records}


def _box(rect: Rect) -> Box:
    return Box(float(rect.x), float(rect.y), float(rect.width), float(rect.height))


def _title_box(node: Node, frame: Box) -> Box:
    box = header_box(node)
    lower = box.y < 0
    # The icon of a centred header belongs on the frame's edge; only the words below it are text.
    top = GLYPH / 2 + 2 if lower else box.y
    wide = min(width(node.title[:400], "frame"), max(frame.width - 16, 16)) if lower else box.width
    x = (frame.width - wide) / 2 if lower else box.x
    return Box(frame.x + x, frame.y + top, wide, 16 if lower else box.height)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(floor(box.x / _CELL), floor(box.right / _CELL) + 1):
        for row in range(floor(box.y / _CELL), floor(box.bottom / _CELL) + 1):
            yield column, row


def crosses(segment: Segment, box: Box) -> bool:
    """Whether a straight piece of line runs through a box, not only along its edge."""
    (x1, y1), (x2, y2) = segment
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    if max(x1, x2) <= left or min(x1, x2) >= right or max(y1, y2) <= top or min(y1, y2) >= bottom:
        return False
    if x1 == x2 or y1 == y2:
        return True
    start, end = 0.0, 1.0
    for at, step, low, high in ((x1, x2 - x1, left, right), (y1, y2 - y1, top, bottom)):
        near, far = sorted(((low - at) / step, (high - at) / step))
        start, end = max(start, near), min(end, far)
    return start < end


def segment_box(segment: Segment) -> Box:
    """The box around a straight piece of line, a little wider than the line."""
    (x1, y1), (x2, y2) = segment
    return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)).grown(2)
