"""The small card beside the pointer while something is dragged, and the offer to make missing containers."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.canvas.hints import NO_HINT, Hint
from desktop.canvas.tips import finding_line, rule_id
from desktop.figures import counted, difference
from desktop.theme import Theme

MOST_FOUND = 2
"""New findings that are told of beside the pointer; the rest is counted."""


class Card(QLabel):
    """One or two short lines that follow the pointer: the price of a drop, or why it is refused."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.hide()

    def say(self, text: str, at: QPoint, theme: Theme, refused: bool = False, hint: Hint = NO_HINT) -> None:
        """Show the text below and to the right of a point, inside the canvas; without words it is hidden."""
        lines = card_lines(text, theme, refused, hint)
        if not lines:
            self.hide()
            return
        # A style sheet takes longer to set than everything else here, so it stays while it is the same.
        style = (
            f"QLabel {{ background: {theme.panel}; color: {theme.ink};"
            f" border: 1px solid {theme.input_border}; border-radius: 6px; padding: 4px 8px; }}"
        )
        if self.styleSheet() != style:
            self.setStyleSheet(style)
        shown = "<br>".join(lines)
        if self.text() != shown:
            self.setText(shown)
            plain = (QTextDocumentFragment.fromHtml(line).toPlainText() for line in lines)
            widest = max(self.fontMetrics().horizontalAdvance(line) for line in plain)
            self.setFixedWidth(min(320, widest + 26))
            self.adjustSize()
        holder = self.parentWidget()
        assert holder is not None
        room = holder.rect()
        x = min(at.x() + 18, room.right() - self.width() - 6)
        y = at.y() + 20 if at.y() + 20 + self.height() < room.bottom() else at.y() - self.height() - 12
        self.move(max(6, x), max(6, y))
        self.show()
        self.raise_()


def card_lines(text: str, theme: Theme, refused: bool, hint: Hint) -> list[str]:
    """The card's lines as rich text: what happens or why not, the cost, the findings that would be new."""
    cost = "" if hint.cost is None or hint.cost.monthly is None else difference(hint.cost)
    if text.startswith("+ ") and cost:
        # The price of the service alone gives way to what it changes in the whole estimate.
        text = ""
    free = cost == "no extra cost"
    lines = []
    if text:
        line = escape(text)
        lines.append(f"<span style='color: {theme.fault}'>{line}</span>" if refused else line)
        lines[-1] += f" {rule_id(hint.refused_by, theme)}" if refused and hint.refused_by else ""
    if cost and not free:
        lines.append(f"<b>{escape(cost)}</b>")
    lines += [finding_line(finding, theme) for finding in hint.found[:MOST_FOUND]]
    if len(hint.found) > MOST_FOUND:
        lines.append(f"and {counted(len(hint.found) - MOST_FOUND, 'more finding')}")
    if hint.mended:
        lines.append(f"<span style='color: {theme.good}'>Mends {counted(hint.mended, 'finding')}</span>")
    return lines


class ScaffoldOffer(QFrame):
    """Asks at the drop point whether the containers that a service needs should be made."""

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, text: str, button: str, at: QPoint, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("scaffold_offer")
        self.setStyleSheet(
            f"#scaffold_offer {{ background: {theme.panel}; border: 1px solid {theme.input_border};"
            f" border-radius: 8px; }} #scaffold_offer QLabel {{ color: {theme.ink}; }}"
        )
        self.label = QLabel(text)
        self.label.setWordWrap(True)
        self.make = QPushButton(button)
        self.make.setProperty("role", "primary")
        self.make.setDefault(True)
        self.cancel = QPushButton("Not now")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.make)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(self.label)
        layout.addLayout(row)
        self.make.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.dismiss)
        self.setFixedWidth(320)
        self.adjustSize()
        room = parent.rect()
        self.move(
            max(6, min(at.x() + 8, room.right() - self.width() - 6)),
            max(6, min(at.y() + 8, room.bottom() - self.height() - 6)),
        )
        self.show()
        self.raise_()
        self.make.setFocus()

    def accept(self) -> None:
        """Yes: make them."""
        self.hide()
        self.accepted.emit()
        self.deleteLater()

    def dismiss(self) -> None:
        """No: leave the drawing as it is."""
        self.hide()
        self.dismissed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.cancel if self.cancel.hasFocus() else self.make).click()
        else:
            super().keyPressEvent(event)
