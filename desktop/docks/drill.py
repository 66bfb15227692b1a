"""The panel of the outage drill: what to switch off, what follows, and what fails alone and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import line_icons
from desktop.docks.rows import clear
from desktop.figures import counted, difference
from projects.location import locate

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.theme import Theme
    from projects.drill import Effect, Outage
    from projects.records import Node
    from projects.single_points import SinglePoint

OFFERED = ("region", "availability_zone", "local_zone", "nat_gateway")
"""What is listed to be switched off; anything else is switched on the drawing."""
MOST = 30
STATES = {
    "off": ("prohibit", "secondary", "switched off"),
    "unreached": ("x-circle", "fault", "no longer reached"),
    "cut": ("warning", "caution", "cut off from what they need"),
    "reduced": ("info", "secondary", "going on with less"),
}
"""Icon, colour and words for each state."""


class DrillPanel(QWidget):
    """Stands in place of the properties while the drill lasts."""

    toggled = Signal(str)
    reveal = Signal(str)

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__()
        self._editor = editor
        self._theme = theme
        self.summary = _words("")
        self.switches = QListWidget()
        self.switches.setProperty("role", "ticks")
        self.switches.setAccessibleName("Switch off")
        self.switches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.switches.itemChanged.connect(self._switch)
        self._effects = QVBoxLayout()
        self._effects.setSpacing(6)
        self.points_heading = _heading("Single points of failure")
        self._points = QVBoxLayout()
        self._points.setSpacing(12)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 16)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addWidget(_heading("Switch off"))
        column.addWidget(self.switches)
        self.effects_heading = _heading("What follows")
        column.addWidget(self.effects_heading)
        column.addLayout(self._effects)
        column.addWidget(self.points_heading)
        column.addLayout(self._points)
        column.addStretch()
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self._found: Sequence[SinglePoint] | None = None
        self._fill_switches()
        self.show_points(None)

    def _fill_switches(self) -> None:
        self.switches.blockSignals(True)
        nodes = [n for name in OFFERED for n in self._editor.document.nodes() if n.service.name == name]
        for node in nodes:
            same = sum(_title(other) == _title(node) for other in nodes) > 1
            item = QListWidgetItem(self._named(node) if same else _title(node), self.switches)
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, node.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.switches.blockSignals(False)
        rows = min(max(self.switches.count(), 1), 7)
        self.switches.setFixedHeight(rows * 24 + 8)

    def _named(self, node: Node) -> str:
        """What is written at a node, with the zone or network around it to tell it from others."""
        place = locate(self._editor.document, node.id)
        around = place.zone if node.service.name == "nat_gateway" else ""
        for frame_id in place.container_ids if not around else ():
            frame = self._editor.document.node(frame_id)
            if frame is not None and frame.id != node.id and frame.service.name in ("vpc", "region"):
                around = _title(frame)
        return f"{_title(node)} in {around}" if around else _title(node)

    def _switch(self, item: QListWidgetItem) -> None:
        self.toggled.emit(item.data(Qt.ItemDataRole.UserRole))

    # what follows

    def show_outage(self, outage: Outage) -> None:
        """Bring switches and consequences up to date."""
        self.switches.blockSignals(True)
        for row in range(self.switches.count()):
            item = self.switches.item(row)
            off = item.data(Qt.ItemDataRole.UserRole) in outage.off
            item.setCheckState(Qt.CheckState.Checked if off else Qt.CheckState.Unchecked)
        self.switches.blockSignals(False)
        self.summary.setText(summary_of(outage))
        clear(self._effects)
        told = [effect for effect in outage.effects if effect.state != "off" or effect.node_id in outage.off]
        for effect in told[:MOST]:
            self._effects.addWidget(self._effect(effect))
        if len(told) > MOST:
            self._effects.addWidget(_words(f"and {len(told) - MOST:,} more"))
        self.effects_heading.setVisible(bool(told))

    def _effect(self, effect: Effect) -> QWidget:
        icon, colour, _ = STATES[effect.state]
        row = self._row(icon, colour, effect.sentence)
        button = QToolButton()
        button.setIcon(line_icons.icon("crosshair-simple", self._theme, 16, self._theme.secondary))
        button.setFixedSize(24, 22)
        button.setToolTip("Show it on the drawing")
        button.setAccessibleName(f"Show: {effect.sentence}")
        button.clicked.connect(lambda: self.reveal.emit(effect.node_id))
        layout = row.layout()
        assert layout is not None
        layout.addWidget(button)
        layout.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        return row

    # single points of failure

    def show_points(self, points: Sequence[SinglePoint] | None) -> None:
        """List what fails alone; None while it is still looked for."""
        self._found = points
        clear(self._points)
        if points is None:
            self.points_heading.setText("Single points of failure")
            self._points.addWidget(_words("Looking for them…"))
            return
        count = f" ({len(points):,})" if points else ""
        self.points_heading.setText(f"Single points of failure{count}")
        if not points:
            self._points.addWidget(self._row("check-circle", "good", "None: no path hangs on one part."))
        for point in points[:MOST]:
            self._points.addWidget(self._point(point))
        if len(points) > MOST:
            self._points.addWidget(_words(f"and {len(points) - MOST:,} more"))

    def _point(self, point: SinglePoint) -> QWidget:
        button = QPushButton("Switch it off or on")
        button.setProperty("role", "link")
        button.setAccessibleName(f"Switch off or on: {point.sentence}")
        button.clicked.connect(lambda: self._try(point.node_id))
        remedy = _words(remedy_text(point))
        remedy.setProperty("role", "strong" if point.cost is not None else "quiet")
        return self._row("warning-circle", "caution", point.sentence, remedy, button)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.show_points(self._found)

    def _try(self, node_id: str) -> None:
        self.toggled.emit(node_id)
        self.reveal.emit(node_id)

    def _row(self, icon: str, colour: str, text: str, *below: QWidget) -> QWidget:
        row = QWidget()
        picture = QLabel()
        ink = getattr(self._theme, colour)
        picture.setPixmap(line_icons.pixmap(icon, ink, 16, self.devicePixelRatioF()))
        picture.setFixedWidth(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_words(text))
        for widget in below:
            words.addWidget(widget)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(picture)
        layout.addLayout(words, 1)
        layout.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        return row


def _title(node: Node) -> str:
    return " ".join(node.title.split())


def summary_of(outage: Outage) -> str:
    """ "2 switched off, 3 no longer reached"; what to do while everything is on."""
    if not outage.off:
        return "Everything is on. The document stays as it is, whatever you switch off here."
    number = dict.fromkeys(STATES, 0)
    for effect in outage.effects:
        number[effect.state] += 1
    parts = [f"{count:,} {STATES[state][2]}" for state, count in number.items() if count]
    return f"{counted(len(outage.off), 'outage')}: {', '.join(parts) or 'nothing else notices'}."


def remedy_text(point: SinglePoint) -> str:
    """The remedy and what it adds to the month, or that none is known."""
    if point.remedy is None:
        return "No remedy with one click."
    if point.cost is None:
        return point.remedy.label
    return f"{point.remedy.label}, {difference(point.cost)}".replace("+ $", "+\u00a0$")


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
