"""One finding in full: what is wrong, what can be done about it and what that costs, and why it matters."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import line_icons, remedies
from desktop.docks.findings_model import SEVERITY
from desktop.figures import difference
from projects.scores import FINDING_CATEGORIES

if TYPE_CHECKING:
    from desktop.docks.findings_model import Row
    from desktop.editor import Editor
    from desktop.theme import Theme


class FindingCard(QWidget):
    """Message, remedy, and on demand the reason with its source; the same in the dock and beside a node."""

    why_toggled = Signal(bool)

    def __init__(self, editor: Editor, theme: Theme, why: bool = False) -> None:
        super().__init__()
        self._editor = editor
        self._theme = theme
        self.row: Row | None = None
        self.picture = QLabel()
        self.picture.setFixedWidth(16)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.message = _words("")
        self.fix = FixButton()
        self.fix.clicked.connect(self._apply)
        self.fix_all = _link("")
        self.fix_all.clicked.connect(self._apply_all)
        self.why = _link("Why?")
        self.why.setCheckable(True)
        self.why.setChecked(why)
        self.why.toggled.connect(self._show_why)
        self.accept = _link("Accept…")
        self.accept.clicked.connect(self._accept)
        self.reason = _words("secondary")
        self.reason.setTextFormat(Qt.TextFormat.RichText)
        self.reason.setOpenExternalLinks(True)
        self._lay_out()
        editor.previewing.costs_known.connect(self._show_cost)

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(14)
        for link in (self.why, self.accept, self.fix_all):
            links.addWidget(link)
        links.addStretch()
        column = QVBoxLayout()
        column.setSpacing(4)
        for widget in (self.message, self.fix):
            column.addWidget(widget)
        column.addLayout(links)
        column.addWidget(self.reason)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.picture)
        layout.addLayout(column, 1)
        layout.setAlignment(self.picture, Qt.AlignmentFlag.AlignTop)

    def show_row(self, row: Row) -> None:
        """Show one finding, or one that was accepted."""
        self.row = row
        finding, accepted = row.finding, row.accepted
        name, _, icon, colour = SEVERITY[finding.severity]
        if accepted is not None:
            icon, colour = "check-circle", "secondary"
        ink = getattr(self._theme, colour)
        self.picture.setPixmap(line_icons.pixmap(icon, ink, 16, self.devicePixelRatioF()))
        self.picture.setToolTip(name)
        self.message.setText(finding.message)
        self.setAccessibleName(f"{name}: {finding.message}")
        self.fix.setVisible(finding.fix is not None and accepted is None)
        self._show_cost()
        several = remedies.fix_all_text(self._editor, finding) if accepted is None else ""
        self.fix_all.setText(several)
        self.fix_all.setVisible(bool(several))
        self.accept.setText("Reopen" if accepted is not None else "Accept…")
        self._show_why(self.why.isChecked(), tell=False)

    def _show_cost(self) -> None:
        if self.row is None or self.row.finding.fix is None or self.row.accepted is not None:
            return
        cost = self._editor.previewing.fix_cost(self.row.finding)
        self.fix.show_fix(self.row.finding.fix.label, difference(cost) if cost is not None else "")

    def _show_why(self, shown: bool, tell: bool = True) -> None:
        if self.row is not None:
            text = reason_text(self.row)
            self.reason.setText(text)
            self.reason.setVisible(bool(text) and (shown or self.row.accepted is not None))
        if tell:
            self.why_toggled.emit(shown)

    def _apply(self) -> None:
        if self.row is not None:
            remedies.apply_fix(self._editor, self.row.finding)

    def _apply_all(self) -> None:
        if self.row is not None:
            remedies.fix_all_of_kind(self.window(), self._editor, self.row.finding)

    def _accept(self) -> None:
        if self.row is not None and self.row.accepted is not None:
            remedies.reopen(self._editor, self.row.finding)
        elif self.row is not None:
            remedies.accept(self.window(), self._editor, self.row.finding)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.row is not None:
            self.show_row(self.row)


class FixButton(QPushButton):
    """A button whose words give way in a narrow panel, while the cost behind them stays."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "fix")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._label = self._cost = ""

    def show_fix(self, label: str, cost: str) -> None:
        """The remedy and what it costs; the cost may follow later."""
        if (label, cost) == (self._label, self._cost):
            return
        self._label, self._cost = label, cost
        self.setAccessibleName(self._whole())
        self.setToolTip(f"{self._whole()}\nCan be undone")
        self.updateGeometry()
        self._fit()

    def _whole(self) -> str:
        return f"{self._label}, {self._cost}" if self._cost else self._label

    def _fit(self) -> None:
        metrics, tail = self.fontMetrics(), f", {self._cost}" if self._cost else ""
        room = max(40, self.width() - 26 - metrics.horizontalAdvance(tail))
        label = metrics.elidedText(self._label, Qt.TextElideMode.ElideRight, room)
        self.setText((label + tail).replace("&", "&&"))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole()) + 28, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def reason_text(row: Row) -> str:
    """Why the rule is there, its source, and who accepted the finding for what reason."""
    from projects.rules.rule import all_rules

    parts = []
    if (accepted := row.accepted) is not None:
        who = ", ".join(part for part in (accepted.by, accepted.day) if part)
        parts.append(
            f"<b>Accepted{' by ' + escape(who) if accepted.by else ''}:</b> {escape(accepted.reason)}"
        )
    if row.finding.category == "style":
        from desktop.style_check.rule import style_rules

        parts.append(escape(style_rules()[row.finding.rule].rationale))
    rule = all_rules().get(row.finding.rule)
    if rule is not None:
        parts.append(escape(rule.rationale))
        parts.append(f"Source: {_linked(rule.source)}" if rule.source else "")
    parts.append(f"{escape(row.finding.rule)}, {FINDING_CATEGORIES[row.finding.category].lower()}")
    return "<br>".join(part for part in parts if part)


def _linked(source: str) -> str:
    words = (escape(word) for word in source.split())
    return " ".join(f'<a href="{word}">{word}</a>' if word.startswith("https://") else word for word in words)


def _words(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if role:
        label.setProperty("role", role)
    return label


def _link(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "link")
    button.setAutoDefault(False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
