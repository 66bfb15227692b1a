"""Keeps small widgets in their corner of the canvas while the drawing scrolls below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Floating(QObject):
    """Puts a child of the canvas's viewport back to its place whenever scrolling has moved it.

    A child, although it scrolls along: with a sibling over the viewport Qt would paint the whole view anew
    for every scrolled pixel.
    """

    def __init__(self, view: CanvasView, widget: QWidget, corner: Callable[[], QPoint]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._corner = corner
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.place)
        view.viewport().installEventFilter(self)

    def place(self) -> None:
        """Move the widget to its corner."""
        self._widget.move(self._corner())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False
