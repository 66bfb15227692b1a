"""Going from one part of the window to another by keys, wherever Tab has another meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from desktop.window import MainWindow


def areas(window: MainWindow) -> list[QWidget]:
    """The parts that are seen: what stands in the middle, the docks, the toolbar."""
    found = [window.pages.currentWidget(), *window.docks, window.toolbar]
    return [part for part in found if part is not None and part.isVisible()]


def go_to_area(window: MainWindow, by: int) -> None:
    """Put the keyboard into the next part of the window, or the one before."""
    parts = areas(window)
    focused = QApplication.focusWidget()
    here = next((i for i, part in enumerate(parts) if part is focused or _holds(part, focused)), -by)
    for step in range(1, len(parts) + 1):
        target = _first_stop(window, parts[(here + by * step) % len(parts)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)
            return


def go_into(window: MainWindow, part: QWidget) -> None:
    """Put the keyboard into one part of the window."""
    target = _first_stop(window, part)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and part.isAncestorOf(widget)


def _first_stop(window: MainWindow, part: QWidget) -> QWidget | None:
    """Where the keyboard would come in: the canvas itself, else the first widget that Tab reaches."""
    if window.editor is not None and (part is window.canvas or part.isAncestorOf(window.canvas)):
        return window.canvas
    widget = part.nextInFocusChain()
    while widget is not part and widget is not None:
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and part.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
    return None
