"""How the drawing does in each category, in one line: points out of 100; a click shows its findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.theme import SECONDARY, Theme, interface_font

if TYPE_CHECKING:
    from projects.scores import Score

_HIGH = 38


class ScoreStrip(QWidget):
    """One tile per category that any check applies to."""

    chosen = Signal(str)
    """The category whose findings alone are wanted; empty for all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.tiles: dict[str, ScoreTile] = {}
        self.setAccessibleName("Scores by category")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 4, 10, 4)
        self._row.setSpacing(4)

    def show_scores(self, scores: Sequence[Score]) -> None:
        """Bring the tiles up to date."""
        for score in scores:
            tile = self.tiles.get(score.category)
            if tile is None:
                tile = ScoreTile(score, self._theme)
                tile.clicked.connect(self._choose)
                self.tiles[score.category] = tile
                self._row.addWidget(tile, 1)
            tile.show_score(score)

    def _choose(self) -> None:
        tile = self.sender()
        for other in self.tiles.values():
            if other is not tile:
                other.setChecked(False)
        self.chosen.emit(self.choice)

    @property
    def choice(self) -> str:
        """The category that is chosen, or ""."""
        return next((name for name, tile in self.tiles.items() if tile.isChecked()), "")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for tile in self.tiles.values():
            tile.theme = theme
            tile.update()


class ScoreTile(QAbstractButton):
    """The category's name, its points, and a bar in the colour of the worst that is open."""

    def __init__(self, score: Score, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.score = score
        self.setCheckable(True)
        self.setFont(interface_font(SECONDARY))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_score(score)

    def show_score(self, score: Score) -> None:
        self.score = score
        text = self.words()
        self.setAccessibleName(text)
        self.setToolTip(f"{text}\nClick to see only its findings")
        self.update()

    def words(self) -> str:
        """The score in a sentence."""
        score = self.score
        if score.points is None:
            return f"{score.name}: no check applies to this drawing"
        found = [
            f"{count} {name if count == 1 else name + 's'}"
            for count, name in ((score.errors, "error"), (score.warnings, "warning"), (score.infos, "remark"))
            if count
        ]
        found += [f"{score.accepted} accepted"] if score.accepted else []
        text = f"{score.name}: {score.points} of 100, {score.passed:,} of {score.applied:,} checks passed"
        return f"{text}; checks with {', '.join(found)}" if found else text

    def sizeHint(self) -> QSize:
        return QSize(112, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, score = self.theme, self.score
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent)) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_fill if self.isChecked() else theme.hover))
            painter.drawRoundedRect(frame, 6, 6)
        inner = frame.adjusted(8, 4, -8, -6)
        metrics = painter.fontMetrics()
        points = "–" if score.points is None else str(score.points)
        painter.setPen(QColor(theme.secondary if score.points is None else theme.ink))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, points)
        room = int(inner.width()) - metrics.horizontalAdvance(points) - 6
        painter.setPen(QColor(theme.secondary))
        name = metrics.elidedText(score.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        self._paint_bar(painter, QRectF(inner.left(), inner.bottom() - 3, inner.width(), 4))
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        theme, score = self.theme, self.score
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.hairline))
        painter.drawRoundedRect(bar, 2, 2)
        if score.points:
            colour = theme.fault if score.errors else theme.caution if score.warnings else theme.good
            painter.setBrush(QColor(colour))
            bar.setWidth(max(4.0, bar.width() * score.points / 100))
            painter.drawRoundedRect(bar, 2, 2)
