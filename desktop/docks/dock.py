"""A panel that can be moved, floated, closed and brought back, with a slim title row of our own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop.line_icons import icon
from desktop.theme import Theme


class TitleRow(QWidget):
    """As high as it says: a dock asks for the hint and not for the fixed height."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.height())


class Dock(QDockWidget):
    """A dock whose title row may hold more than its title (the tabs of the estimate)."""

    def __init__(self, name: str, title: str, lead: QWidget | None = None, height: int = 34) -> None:
        super().__init__(title)
        self.setObjectName(name)
        row = TitleRow(height)
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setProperty("role", "dock-title" if lead is None else "dock-tabs")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(12 if lead is None else 8, 0, 6, 0)
        layout.setSpacing(0)
        if lead is None:
            lead = QLabel(title)
            lead.setProperty("role", "heading")
            self.windowTitleChanged.connect(lead.setText)
            layout.addWidget(lead)
            layout.addStretch()
        else:
            lead.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            layout.addWidget(lead, 1)
        self._float = self._button("Move this panel into its own window, or back", self._toggle_floating)
        self._close = self._button("Close this panel (View > Panels brings it back)", self.close)
        layout.addWidget(self._float)
        layout.addWidget(self._close)
        self.setTitleBarWidget(row)

    def _button(self, tip: str, run: object) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(13, 13))
        button.setFixedSize(24, 24)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(run)
        return button

    def _toggle_floating(self) -> None:
        self.setFloating(not self.isFloating())

    def set_theme(self, theme: Theme) -> None:
        self._float.setIcon(icon("arrow-square-out", theme, 13, theme.secondary))
        self._close.setIcon(icon("x", theme, 13, theme.secondary))
