"""What all gestures have in common: they follow the pointer, and end in one change or in none."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
    from projects.changes import Change

Modifiers = Qt.KeyboardModifier
FREE = Qt.KeyboardModifier.ControlModifier
"""Held: no grid and no guides."""
COPYING = Qt.KeyboardModifier.AltModifier
"""Held: what is dragged stays, and a copy of it is put down."""
ONE_AXIS = Qt.KeyboardModifier.ShiftModifier
"""Held: what is dragged goes only across or only up and down."""


class Gesture:
    """One press, drag and release. Nothing is changed in the document before :meth:`finish`."""

    lowers_quality = False
    """True if large drawings are painted roughly while it lasts."""
    scrolls = True
    """The view scrolls when it is dragged to the edge."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.scene = view.mirror
        self.editor = view.editor
        self.document = view.editor.document

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """The pointer is at this canvas point."""

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """The button was released here."""

    def cancel(self) -> None:
        """Put everything back as it was."""

    def aim(self) -> Hashable | None:
        """What a drop here would concern; hints hold as long as it is the same. None: there are none."""
        return None

    def proposed(self) -> Change | None:
        """The change that :meth:`finish` would make here."""
        return None

    def refused_by(self) -> str:
        """The id of the rule that refuses a drop here; empty where none does."""
        return ""

    def clear(self) -> None:
        """Take away what was drawn for the gesture."""
        self.view.decorations.clear_loose()
        self.view.decorations.clear_tints()
        self.view.card.hide()
