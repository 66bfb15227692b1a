"""The head of the properties panel: icon, name that can be edited, where it stands."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.canvas.pictures import OWN
from desktop.docks.forms.fields import LineEdit
from desktop.figures import money
from desktop.service_icons import own_pixmap, service_pixmap
from desktop.theme import Theme
from pricing.estimate import Totals

_sessions = count(1)


class SubjectHeader(QWidget):
    """Icon, title and path of what is selected."""

    renamed = Signal(str, str)
    """The new name, and a key that stays the same while one goes on typing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._session = ""
        self._icon = ("service", "")
        self.picture = QLabel()
        self.picture.setFixedSize(38, 38)
        self.name = LineEdit()
        self.name.setProperty("role", "name")
        self.name.setAccessibleName("Name")
        self.name.setToolTip("The name under the icon")
        self.name.setMaxLength(2000)
        self.name.textEdited.connect(lambda text: self.renamed.emit(text, self._session))
        self.path = QLabel()
        self.path.setProperty("role", "secondary")
        self.path.setWordWrap(True)
        self.cost = QLabel()
        self.cost.setProperty("role", "strong")
        self.cost.setAccessibleName("Monthly cost")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.path)
        words.addWidget(self.cost)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 10)
        layout.setSpacing(10)
        layout.addWidget(self.picture)
        layout.addLayout(words, 1)

    def show_subject(
        self, service_icon: str, line_icon: str, name: str, placeholder: str, path: str, editable: bool
    ) -> None:
        """Show what is selected; typing goes on undisturbed where the name is already as given."""
        self._icon = ("service", service_icon) if service_icon else ("line", line_icon)
        self._draw()
        if self.name.text() != name:
            self.name.setText(name)
            self.name.setCursorPosition(0)
        if not self.name.hasFocus():
            self._session = f"name:{next(_sessions)}"
        self.name.setPlaceholderText(placeholder)
        self.name.setReadOnly(not editable)
        self.path.setText(path)
        self.path.setVisible(bool(path))

    def show_cost(self, totals: Totals | None) -> None:
        """What the selection costs a month; None where nothing is selected or billed."""
        self.cost.setVisible(totals is not None)
        if totals is not None:
            known = totals.priced or totals.included
            text = f"{money(totals.monthly if known else None)} / month"
            text += f", {money(totals.upfront)} upfront" if totals.upfront else ""
            self.cost.setText(f"{text}, incomplete" if totals.incomplete else text)

    def _draw(self) -> None:
        kind, name = self._icon
        scale = self.devicePixelRatioF()
        if kind == "service":
            draw = own_pixmap if name.startswith(OWN) else service_pixmap
            self.picture.setPixmap(draw(name, self._theme, 38, scale))
        else:
            self.picture.setPixmap(line_icons.pixmap(name, self._theme.secondary, 30, scale))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw()
