"""A combo box with the caret that all fields of the application have."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox

from desktop import line_icons


class CaretBox(QComboBox):
    """The style draws no arrow of its own; this one draws it in the theme's colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line_icons.draw_caret(self)
