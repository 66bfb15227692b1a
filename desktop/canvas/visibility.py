"""What is seen of the drawing: hiding and showing records, and looking at a few of them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop.canvas.floating import Floating
from desktop.canvas.items import FrameItem, Item
from desktop.figures import counted
from projects import visibility
from projects.records import Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

DIM = 0.12
"""How much is still seen of what steps back."""


class Visibility(QObject):
    """Hides records of one canvas, which is part of the project, and isolates some, which is not."""

    isolation_changed = Signal(bool)

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._editor = view.editor
        self._kept: set[str] = set()
        self._isolated: tuple[str, ...] = ()
        self._banner: IsolationBanner | None = None
        self._editor.changed.connect(lambda _change: self._follow())
        self._editor.document_replaced.connect(self.end_isolation)

    # hiding

    def hidden_count(self) -> int:
        """How many records are hidden in the whole project."""
        return len(visibility.hidden(self._editor.document))

    def hide(self) -> None:
        """Hide the selection; it is still checked and priced."""
        document = self._editor.document
        ids = [i for i in self._editor.selection if isinstance(document.get(i), Node | Note)]
        if not ids:
            return
        with self._editor.edit(f"Hide {counted(len(ids), 'item')}") as draft:
            visibility.set_hidden(draft, ids, True)
        self._editor.select(())
        count = counted(self.hidden_count(), "item")
        self._view.message.emit(f"{count} hidden, still checked and priced. Ctrl+Shift+H shows all again.")

    def show_all(self) -> None:
        """Show everything that is hidden, and select it."""
        ids = visibility.hidden(self._editor.document)
        if not ids:
            self._view.message.emit("Nothing is hidden.")
            return
        with self._editor.edit(f"Show {counted(len(ids), 'item')}") as draft:
            visibility.set_hidden(draft, ids, False)
        self._editor.select(i for i in ids if i in self._view.mirror.items_by_id)

    # isolating

    @property
    def isolated(self) -> bool:
        """Whether only some of the drawing is looked at."""
        return bool(self._isolated)

    def toggle_isolation(self) -> None:
        """Look at the selection and what is around it alone, or at everything again."""
        if self.isolated:
            self.end_isolation()
        elif self._editor.selection:
            self.isolate(self._editor.selection)

    def isolate(self, ids: tuple[str, ...]) -> None:
        """Let all step back but these, what they are linked to and the containers around."""
        self._isolated = tuple(ids)
        self._dim()
        if self._banner is None:
            self._banner = IsolationBanner(self._view)
            self._banner.ended.connect(self.end_isolation)
        self._banner.say(len(self._isolated))
        self.isolation_changed.emit(True)

    def end_isolation(self) -> None:
        """Show everything as strong as before."""
        if not self.isolated:
            return
        self._isolated, self._kept = (), set()
        for item in self._view.mirror.items_by_id.values():
            fade(item, 1.0)
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        self.isolation_changed.emit(False)

    def keeps(self, record_id: str) -> bool:
        """Whether a record is seen in full strength."""
        return not self.isolated or record_id in self._kept

    def _dim(self) -> None:
        self._kept = visibility.surroundings(self._editor.document, self._isolated)
        for record_id, item in self._view.mirror.items_by_id.items():
            fade(item, 1.0 if record_id in self._kept else DIM)

    def _follow(self) -> None:
        if not self.isolated:
            return
        self._isolated = tuple(i for i in self._isolated if i in self._editor.document)
        if not self._isolated:
            self._isolated = ("",)
            self.end_isolation()
        else:
            self._dim()

    def set_theme(self) -> None:
        """The banner follows the canvas's theme."""
        if self._banner is not None:
            self._banner.dress()


def fade(item: Item, opacity: float) -> None:
    """Let an item step back to this strength, without what stands in it; 1 brings it back."""
    if item.opacity() == opacity:
        return
    if isinstance(item, FrameItem):
        item.fade(opacity < 1, opacity)
    else:
        item.setOpacity(opacity)


class IsolationBanner(QFrame):
    """Says over the canvas that only a part is looked at, and ends that."""

    ended = Signal()

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._floating = Floating(view, self, lambda: QPoint(10, 10))
        self.setObjectName("isolation")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.text = QLabel()
        self.end = QPushButton("Show everything")
        self.end.clicked.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 6, 5)
        row.setSpacing(12)
        row.addWidget(self.text)
        row.addWidget(self.end)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.dress()

    def dress(self) -> None:
        theme = self._view.theme
        self.setStyleSheet(
            f"#isolation {{ background: {theme.panel}; border: 1px solid {theme.input_border};"
            f" border-radius: 8px; }} #isolation QLabel {{ color: {theme.ink}; }}"
        )

    def say(self, count: int) -> None:
        """Show how many things are looked at."""
        self.text.setText(f"Looking at {counted(count, 'item')} and what is linked. Esc ends this.")
        self.adjustSize()
        self._floating.place()
        self.show()
        self.raise_()
