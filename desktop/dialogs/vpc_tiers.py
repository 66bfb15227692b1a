"""The rows of subnets a new VPC gets, as a list that can be edited."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from desktop import line_icons
from desktop.docks.forms.choices import ChoiceBox
from desktop.theme import Theme
from projects.scaffolding.plans import MOST_TIERS, PRESETS, Tier, TierKind

KINDS: dict[TierKind, tuple[str, str]] = {
    "public": ("Public", "Routed to the internet gateway: load balancers and NAT gateways."),
    "private": ("Private", "Routed to the NAT gateway, where there is one: applications."),
    "isolated": ("Isolated", "No route out: databases and caches."),
}
OWN = "Own tiers"
PREFIXES = range(16, 29)


class TierList(QWidget):
    """A line for each tier: its name, the way out it has, and the size of its subnets."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filling = False
        self.rows: list[tuple[QLineEdit, ChoiceBox, ChoiceBox, QToolButton]] = []
        self.preset = ChoiceBox()
        self.preset.setAccessibleName("Tiers")
        for name in PRESETS:
            self.preset.add(name, name)
        self.preset.add(OWN, OWN)
        self.preset.activated.connect(self._take_preset)
        self.add = QPushButton("Add a tier")
        self.add.setProperty("role", "link")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._add_one)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self.show_tiers(next(iter(PRESETS.values())))

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers as they are typed, from top to bottom."""
        return tuple(
            Tier(name.text().strip(), kind.currentData(), size.currentData())
            for name, kind, size, _ in self.rows
        )

    def show_tiers(self, tiers: tuple[Tier, ...]) -> None:
        """Fill the list anew."""
        self._filling = True
        self._clear()
        for column, text in enumerate(("Name", "Way out", "Subnets")):
            label = QLabel(text)
            label.setProperty("role", "secondary")
            self._grid.addWidget(label, 1, column)
        self._grid.addWidget(self.preset, 0, 0, 1, 4)
        for number, tier in enumerate(tiers):
            self._add_row(number + 2, tier)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch()
        self._grid.addLayout(foot, len(tiers) + 2, 0, 1, 4)
        self.add.setEnabled(len(tiers) < MOST_TIERS)
        for row in self.rows:
            row[3].setEnabled(len(tiers) > 1)
        self._filling = False
        self._show_preset()

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.preset:
                widget.hide()
                widget.deleteLater()
            layout = item.layout()
            while layout is not None and layout.takeAt(0) is not None:
                pass
        self.rows = []

    def _add_row(self, place: int, tier: Tier) -> None:
        name = QLineEdit(tier.name)
        name.setMaxLength(40)
        name.setAccessibleName("Name of the tier")
        name.setPlaceholderText("web, app, data, …")
        name.textChanged.connect(self._changed)
        kind = ChoiceBox()
        kind.setAccessibleName("Way out")
        for value, (text, explanation) in KINDS.items():
            kind.add(text, value, explanation)
        kind.setCurrentIndex(list(KINDS).index(tier.kind))
        kind.activated.connect(self._changed)
        size = ChoiceBox()
        size.setAccessibleName("Size of its subnets")
        size.setMinimumWidth(84)
        size.add("Auto", None, "As large as the VPC allows, with room for more zones.")
        for prefix in PREFIXES:
            size.add(f"/{prefix}", prefix, f"{(1 << (32 - prefix)) - 5:,} addresses to use in each")
        size.setCurrentIndex(0 if tier.prefix is None else 1 + PREFIXES.index(tier.prefix))
        size.activated.connect(self._changed)
        remove = QToolButton()
        remove.setIcon(line_icons.icon("x", self._theme, 16))
        remove.setIconSize(QSize(16, 16))
        remove.setToolTip("Remove this tier")
        remove.setAccessibleName("Remove this tier")
        remove.setAutoRaise(True)
        remove.clicked.connect(lambda: self._remove(place - 2))
        for column, widget in enumerate((name, kind, size, remove)):
            self._grid.addWidget(widget, place, column)
        self.rows.append((name, kind, size, remove))

    # editing

    def _add_one(self) -> None:
        names = {tier.name.casefold() for tier in self.tiers}
        name = next((n for n in ("app", "data", "web", "private", "public") if n not in names), "")
        kind: TierKind = (
            "isolated" if name == "data" else "public" if name in ("web", "public") else "private"
        )
        self.show_tiers((*self.tiers, Tier(name, kind)))
        self.rows[-1][0].setFocus()
        self.rows[-1][0].selectAll()
        self.edited.emit()

    def _remove(self, number: int) -> None:
        self.show_tiers(tuple(tier for i, tier in enumerate(self.tiers) if i != number))
        self.edited.emit()

    def _take_preset(self) -> None:
        wanted = PRESETS.get(str(self.preset.currentData()))
        if wanted is not None:
            self.show_tiers(wanted)
            self.edited.emit()

    def _changed(self) -> None:
        if not self._filling:
            self._show_preset()
            self.edited.emit()

    def _show_preset(self) -> None:
        known = list(PRESETS.values())
        tiers = self.tiers
        self.preset.setCurrentIndex(known.index(tiers) if tiers in known else len(known))
