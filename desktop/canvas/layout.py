"""Where everything on a page stands: each node's and note's rectangle, found once and kept up to date."""

from __future__ import annotations

from collections.abc import Iterable

from projects.document import Document
from projects.geometry import Rect, local_rect, united
from projects.records import Node, Note, NoteKind

Moves = dict[str, tuple[int, int] | None]
"""Ids and how far each was shifted; None for more than a shift."""


class Layout:
    """Canvas rectangles by id of what a page shows: nothing that is hidden, or stands in what is,
    and none of the kinds of notes it is to do without.

    The document stays the truth; a gesture may shift some for a while.
    """

    def __init__(
        self, document: Document, page: str | None = None, without: frozenset[NoteKind] = frozenset()
    ) -> None:
        self.document = document
        self.page = page
        self.without = without
        self.rects: dict[str, Rect] = {}
        self._extent: Rect | None = None
        self._measured = False
        self.rebuild()

    @property
    def extent(self) -> Rect | None:
        """The rectangle around all of them; None for an empty document."""
        if not self._measured:
            self._extent, self._measured = united(self.rects.values()), True
        return self._extent

    def rebuild(self) -> None:
        """Find every rectangle anew, from the free canvas inwards."""
        self._measured = False
        self.rects.clear()
        self._place(self.document.children(self.page), None, 0, 0)
        # Records whose parent is missing or part of a cycle are drawn where their own figures say.
        for record in self.document.records():
            if isinstance(record, Node | Note) and record.id not in self.rects and self._shows(record):
                self.rects[record.id] = local_rect(record)

    def _omits(self, record: Node | Note) -> bool:
        return record.hidden or (isinstance(record, Note) and record.kind in self.without)

    def _shows(self, record: Node | Note) -> bool:
        if self._omits(record) or self.document.page_of(record.id) != self.page:
            return False
        return not any(around.hidden for around in self.document.ancestors(record.id))

    def _place(self, records: list[Node | Note], parent: Node | None, x: int, y: int) -> None:
        waiting = [(records, parent, x, y)]
        while waiting:
            records, parent, x, y = waiting.pop()
            for record in records:
                if self._omits(record):
                    continue
                rect = local_rect(record, parent).moved(x, y)
                self.rects[record.id] = rect
                if isinstance(record, Node):
                    inner = self.document.children(record.id)
                    if inner:
                        waiting.append((inner, record, rect.x, rect.y))

    def update(self, ids: Iterable[str]) -> Moves:
        """Find these and all inside them anew, forget those that are gone.

        Gives the ids that changed, with how far they were shifted; None for what is new, gone or resized.
        What is gone, hidden or on another page has no rectangle any more.
        """
        changed: Moves = {}
        self._measured = False
        for record_id in ids:
            record = self.document.get(record_id)
            if not isinstance(record, Node | Note) or not self._shows(record):
                inner = (inside.id for inside in self.document.descendants(record_id))
                changed.update(dict.fromkeys(i for i in (record_id, *inner) if self.rects.pop(i, None)))
                continue
            parent = self.document.node(record.parent)
            at = self.rects.get(parent.id) if parent is not None else None
            self._follow(record, parent, at, changed)
        return changed

    def _follow(self, record: Node | Note, parent: Node | None, at: Rect | None, changed: Moves) -> None:
        waiting = [(record, parent, at)]
        seen: set[str] = set()
        while waiting:
            record, parent, at = waiting.pop()
            if record.id in seen:
                continue
            seen.add(record.id)
            x, y = (at.x, at.y) if at is not None else (0, 0)
            rect = local_rect(record, parent).moved(x, y)
            before = self.rects.get(record.id)
            if before != rect:
                self.rects[record.id] = rect
                same = before is not None and before[2:] == rect[2:]
                changed[record.id] = (rect.x - before.x, rect.y - before.y) if before and same else None
                if isinstance(record, Node):
                    inner = self.document.children(record.id)
                    waiting += [(child, record, rect) for child in inner if not self._omits(child)]

    def shift(self, ids: Iterable[str], dx: int, dy: int) -> None:
        """Move these rectangles as they are, without asking the document."""
        self._measured = False
        for record_id in ids:
            self.rects[record_id] = self.rects[record_id].moved(dx, dy)

    def origin(self, parent: str | None) -> tuple[int, int]:
        """The upper left corner of a container; (0, 0) for the free canvas."""
        rect = self.rects.get(parent) if parent is not None else None
        return (rect.x, rect.y) if rect is not None else (0, 0)


Holders = dict[str, tuple[str, ...]]
"""Ids of the containers around a container and of itself, outermost first, by its id."""


def common_container(document: Document, first: str, second: str, known: Holders | None = None) -> str | None:
    """The innermost container around both ends of a link, which may be one of them; None for the canvas.

    ``known`` keeps what was found for the next question about the same document.
    """
    known = {} if known is None else known
    found: str | None = None
    for one, other in zip(_holders(document, first, known), _holders(document, second, known), strict=False):
        if one != other:
            break
        found = one
    return found


def _holders(document: Document, record_id: str, known: Holders) -> tuple[str, ...]:
    node = document.node(record_id)
    holder = record_id if node is None or node.service.is_container() else node.parent
    if holder is None:
        return ()
    found = known.get(holder)
    if found is None:
        inner_first = [document.node(holder), *document.ancestors(holder)]
        containers = [node.id for node in inner_first if node is not None and node.service.is_container()]
        found = known[holder] = tuple(reversed(containers))
    return found
