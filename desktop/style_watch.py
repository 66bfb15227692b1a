"""Keeps the style findings of an open project up to date, while nothing else happens on the canvas."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
    from desktop.editor import Editor
    from projects.rules.rule import Finding

REST_MS = 400
"""After the last change until the look of the drawing is judged."""
SLICE = 0.006
"""Seconds at a time; events and painting come in between."""
PAUSE_MS = 2


class StyleWatch(QObject):
    """Checks the page that is shown, in slices; what was found on other pages stays until they are shown."""

    def __init__(self, editor: Editor, canvas: CanvasView, wanted: bool = False) -> None:
        super().__init__(canvas)
        self._editor, self._canvas = editor, canvas
        self._wanted = wanted
        self._going: Iterator[Finding | None] | None = None
        self._found: list[Finding] = []
        self._page: str | None = None
        self._by_page: dict[str | None, tuple[Finding, ...]] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        editor.changed.connect(lambda _change: self.begin())
        editor.document_replaced.connect(self._forget)
        canvas.paging.changed.connect(self.begin)
        self.begin()

    def switch(self, wanted: bool) -> None:
        """Check the look of the drawing from now on, or leave it alone."""
        self._wanted = wanted
        if wanted:
            self.begin()
        else:
            self._timer.stop()
            self._going = None
            self._by_page.clear()
            self._editor.show_style(())

    def begin(self) -> None:
        """Judge the page anew when the canvas has come to rest."""
        if self._wanted:
            self._going = None
            self._timer.start(REST_MS)

    def finish(self) -> None:
        """Judge the page now, to the end."""
        self._timer.stop()
        while self._wanted and not self._slice(1.0):
            pass

    @property
    def busy(self) -> bool:
        """Whether findings are still to follow a change."""
        return self._timer.isActive()

    def _forget(self) -> None:
        self._by_page.clear()
        self.begin()

    def _go_on(self) -> None:
        if self._canvas.pointer.gesture is not None or self._canvas.mirror.refinement.left:
            self._timer.start(REST_MS)
        elif not self._slice(SLICE):
            self._timer.start(PAUSE_MS)

    def _slice(self, seconds: float) -> bool:
        """Go on for a while; True when the page is done."""
        end = perf_counter() + seconds
        if self._going is None:
            self._start()
        assert self._going is not None
        for found in self._going:
            if found is not None:
                self._found.append(found)
            if perf_counter() > end:
                return False
        self._going = None
        self._show()
        return True

    def _start(self) -> None:
        from desktop.style_check.checker import checking
        from desktop.style_check.sheet import Sheet

        mirror = self._canvas.mirror
        self._page, self._found = mirror.page, []
        sheet = Sheet(self._editor.document, mirror.page, mirror.layout, mirror.router.routes)
        self._going = checking(sheet)

    def _show(self) -> None:
        document = self._editor.document
        self._by_page[self._page] = tuple(self._found)
        pages = {None, *(page.id for page in document.pages())}
        self._by_page = {page: found for page, found in self._by_page.items() if page in pages}
        everything = (finding for found in self._by_page.values() for finding in found)
        left = (f for f in everything if all(node_id in document for node_id in f.node_ids))
        self._editor.show_style(tuple(sorted(left, key=lambda finding: finding.order)))
