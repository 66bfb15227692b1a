"""Finding words in the drawing: a bar over the canvas, all matches lit, one after the other shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainterPath, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsPathItem,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
)

from desktop.canvas.floating import Floating
from desktop.canvas.hits import outline_box
from desktop.canvas.items import FrameItem, Item, LinkItem
from desktop.canvas.painter import path_of
from desktop.line_icons import icon
from projects.text_search import Searched, TextSearch, seen_in_order

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

MOST_LIT = 400
"""More matches than this are not told apart by eye."""


class Finding(QObject):
    """Searches the drawing of one canvas, on all its pages."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._editor = view.editor
        self._search = TextSearch()
        self._lit: list[QGraphicsItem] = []
        self._seen: list[Searched] = []
        """All that can be found, in reading order; empty until it is asked for."""
        self._hidden = 0
        """How many more would be found if they were not hidden."""
        self.bar: FindBar | None = None
        """The bar that is open."""
        self.found: list[str] = []
        self.place = -1
        """Which of them is shown; -1 for none."""
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._refresh)
        self._editor.changed.connect(lambda _change: self._later())
        self._editor.document_replaced.connect(self._later)
        view.paging.changed.connect(self._later)

    def open(self) -> None:
        """Show the bar, with the cursor in it."""
        if self.bar is None:
            self.bar = FindBar(self._view)
            self.bar.typed.connect(self._typed)
            self.bar.stepped.connect(self.step)
            self.bar.closed.connect(self.close)
        self.bar.appear()

    def close(self) -> None:
        """Take away bar and light; what was found last stays selected."""
        bar, self.bar = self.bar, None
        self._put_out()
        self.found, self.place = [], -1
        if bar is not None:
            bar.hide()
            bar.deleteLater()
            self._view.setFocus()

    def step(self, by: int) -> None:
        """Show the next match, or the one before, round the end."""
        if self.bar is None:
            self.open()
        elif self.found:
            self._show((self.place + by) % len(self.found) if self.place >= 0 else 0)

    def _typed(self, text: str) -> None:
        self._find(text)
        self.place = -1
        if self.found:
            current = self._editor.selection[-1:]
            self._show(self.found.index(current[0]) if current and current[0] in self.found else 0)

    def _find(self, text: str) -> None:
        document = self._editor.document
        self._seen = self._seen or list(seen_in_order(document))
        self.found = self._search.find(document, text, self._seen)
        self._light()
        self._hidden = self._search.hidden(document, text, self.found)
        if self.bar is not None:
            self.bar.say(self.place, len(self.found), self._hidden)

    def _show(self, place: int) -> None:
        self.place = place
        self._view.reveal(self.found[place])
        self._light()
        if self.bar is not None:
            self.bar.say(place, len(self.found), self._hidden)

    def _later(self) -> None:
        self._seen = []
        if self.bar is not None:
            self._again.start()

    def _refresh(self) -> None:
        """The drawing is another: what was shown stays shown if it is still found."""
        if self.bar is None:
            return
        shown = self.found[self.place] if 0 <= self.place < len(self.found) else None
        self._find(self.bar.field.text())
        self.place = self.found.index(shown) if shown in self.found else -1
        self.bar.say(self.place, len(self.found), 0)

    # light

    def lit(self) -> set[str]:
        """Ids of the matches that are lit now."""
        holders = (item.parentItem() for item in self._lit if shiboken6.isValid(item))
        return {holder.record.id for holder in holders if hasattr(holder, "record")}

    def _light(self) -> None:
        self._put_out()
        theme = self._view.theme
        shown = self.found[self.place] if 0 <= self.place < len(self.found) else None
        items = self._view.mirror.items_by_id
        for record_id in [i for i in self.found if i in items][:MOST_LIT]:
            self._lit.append(_light(items[record_id], theme.caution, strong=record_id == shown))

    def _put_out(self) -> None:
        for item in self._lit:
            if shiboken6.isValid(item) and item.scene() is not None:
                self._view.mirror.removeItem(item)
        self._lit = []


def _light(item: Item, colour: str, strong: bool) -> QGraphicsItem:
    made = QGraphicsPathItem(item)
    ink, ground = QColor(colour), QColor(colour)
    # A frame's fill lies behind all that stands in it.
    share = 0.4 if isinstance(item, FrameItem) else 1.0
    ground.setAlphaF((0.3 if strong else 0.16) * share)
    path = QPainterPath()
    if isinstance(item, LinkItem):
        path = path_of([item.route.points])
        ink.setAlphaF(0.7 if strong else 0.4)
    else:
        box = outline_box(item.record).grown(2)
        path.addRoundedRect(QRectF(box.x, box.y, box.width, box.height), 7, 7)
        made.setBrush(ground)
    pen = QPen(ink, 2.5 if strong else 1.25)
    pen.setCosmetic(True)
    if isinstance(item, LinkItem):
        pen.setWidthF(7)
    made.setPen(pen)
    made.setPath(path)
    made.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent, isinstance(item, LinkItem))
    made.setZValue(-1)
    return made


class FindBar(QFrame):
    """Lies at the upper right of the canvas."""

    typed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._floating = Floating(view, self, self._corner)
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find in the drawing")
        self.field.setAccessibleName("Find in the drawing")
        self.field.setFixedWidth(210)
        self.count = QLabel()
        self.count.setProperty("role", "secondary")
        self.count.setMinimumWidth(64)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(self.field)
        row.addWidget(self.count)
        for name, tip, run in self._buttons():
            button = QToolButton()
            button.setIcon(icon(name, view.theme, 16))
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(run)
            row.addWidget(button)
        theme = view.theme
        self.setStyleSheet(
            f"#find_bar {{ background: {theme.panel}; border: 1px solid {theme.input_border};"
            " border-radius: 8px; }"
        )
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)

    def _buttons(self) -> Iterable[tuple[str, str, object]]:
        yield "caret-up", "The match before (Shift+Enter)", lambda: self.stepped.emit(-1)
        yield "caret-down", "The next match (Enter)", lambda: self.stepped.emit(1)
        yield "x", "Close (Esc)", self.closed.emit

    def appear(self) -> None:
        """Be there, ready to be typed into."""
        self._fit()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()

    def say(self, place: int, count: int, hidden: int) -> None:
        """Which of how many is shown."""
        text = f"{place + 1:,} of {count:,}" if count and place >= 0 else f"{count:,} found" if count else ""
        if not count and self.field.text().strip():
            text = "Not found"
        self.count.setText(f"{text}, {hidden:,} hidden" if hidden else text)
        self._fit()

    def _fit(self) -> None:
        self.adjustSize()
        self._floating.place()

    def _corner(self) -> QPoint:
        return QPoint(self._view.viewport().width() - self.width() - 12, 10)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.stepped.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)
