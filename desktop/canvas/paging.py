"""Which page of the drawing the canvas shows, and going from one to another."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal

from desktop.canvas.shapes import PAGE_MARK
from projects import pages
from projects.changes import Change
from projects.geometry import Rect
from projects.records import Link, Node, Note, Page

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

_Look = tuple[float, QPointF]
"""Zoom, and the canvas point in the middle of the view."""


def near_mark(rect: Rect, at: QPointF) -> bool:
    """Whether a canvas point lies on the mark at the lower right corner of something with this rectangle."""
    x, y = at.x() - (rect.right - PAGE_MARK + 4), at.y() - (rect.bottom - PAGE_MARK + 4)
    return -2 <= x <= PAGE_MARK + 2 and -2 <= y <= PAGE_MARK + 2


class Paging(QObject):
    """Shows one page at a time, and remembers how each was looked at."""

    changed = Signal()
    """Another page is shown, or the pages themselves are others."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._looks: dict[str | None, _Look] = {}

    @property
    def current(self) -> str | None:
        """Id of the page that is shown; None for the first."""
        return self._view.mirror.page

    def show(self, page: str | None) -> None:
        """Show a page as it was last looked at; nothing if it is shown or does not exist."""
        view = self._view
        if page == self.current or page not in pages.page_ids(view.editor.document):
            return
        self._looks[self.current] = (view.zoom, view.middle())
        view.editor.select(())
        view.show_page(page)
        look = self._looks.get(page)
        if look is None:
            view.zoom_to_fit()
        else:
            view.set_zoom(look[0])
            view.centerOn(look[1])
        self.changed.emit()

    def step(self, by: int) -> None:
        """The page so many places further on, if there is one."""
        ids = pages.page_ids(self._view.editor.document)
        place = ids.index(self.current) + by
        if 0 <= place < len(ids):
            self.show(ids[place])

    def show_page_of(self, record_id: str) -> None:
        """Show the page on which a record stands."""
        if record_id in self._view.editor.document:
            self.show(self._view.editor.document.page_of(record_id))

    def mark_at(self, at: QPointF) -> str | None:
        """The record whose mark, that it leads to another page, lies under a canvas point."""
        scene = self._view.mirror
        for item in scene.items(at):
            record = getattr(item, "record", None)
            if isinstance(record, Node | Note) and pages.led_to(self._view.editor.document, record):
                rect = scene.layout.rects.get(record.id)
                if rect is not None and near_mark(rect, at):
                    return record.id
        return None

    def open_from(self, record_id: str) -> bool:
        """Go to the page that a record leads to; False if it leads to none."""
        document = self._view.editor.document
        record = document.get(record_id)
        target = pages.led_to(document, record) if isinstance(record, Node | Note) else None
        if target is None:
            return False
        self.show(target[0])
        return True

    def replace(self) -> None:
        """Another document was opened."""
        self._looks.clear()
        self.changed.emit()

    def follow(self, change: Change) -> None:
        """After a change: leave a page that is gone, and go to where it takes place."""
        document = self._view.editor.document
        if self.current is not None and self.current not in document:
            self._view.editor.select(())
            self._view.show_page(None)
            self._view.zoom_to_fit()
        drawn = [after for _, _, after in change.items() if isinstance(after, Node | Note | Link)]
        places = {document.page_of(record.id) for record in drawn[:200]}
        if places and self.current not in places:
            self.show(next(place for place in pages.page_ids(document) if place in places))
        if any(isinstance(before or after, Page) for _, before, after in change.items()):
            self.changed.emit()

    # commands

    def add(self) -> None:
        """A new page behind the one that is shown; it keeps its name wherever it is moved."""
        document = self._view.editor.document
        taken = {pages.page_title(document, page) for page in pages.page_ids(document)}
        name = next(name for n in count(len(taken) + 1) if (name := f"Page {n}") not in taken)
        with self._view.editor.edit("New page") as draft:
            made = pages.add_page(draft, name, after=self.current)
        self.show(made.id)

    def duplicate(self, page: str | None) -> None:
        """A copy of a page behind it."""
        with self._view.editor.edit("Duplicate page") as draft:
            made = pages.duplicate_page(draft, page)
        self.show(made.id)

    def remove(self, page: str) -> None:
        """Take a page out, with what is on it."""
        with self._view.editor.edit("Delete page") as draft:
            pages.remove_page(draft, page)

    def rename(self, page: str | None, name: str) -> None:
        """Call a page something else."""
        with self._view.editor.edit("Rename page") as draft:
            pages.rename_page(draft, page, name)

    def move(self, page: str, place: int) -> None:
        """Put a page at another place among those after the first."""
        with self._view.editor.edit("Move page") as draft:
            pages.move_page(draft, page, place)
