"""What the next press on the canvas does: select, connect, or put down a note; and the notes put down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPointF, Qt, Signal

from desktop.canvas.gestures.connect import Connect
from projects.geometry import snapped
from projects.link_kinds import link_kind
from projects.placement import container_at
from projects.records import Link, Note, NoteKind

if TYPE_CHECKING:
    from desktop.canvas.hits import Hit
    from desktop.canvas.view import CanvasView
    from projects.document import Document

Tool = Literal["select", "connect", "text", "step"]
HINTS: dict[Tool, str] = {
    "connect": "Drag from one node to another to connect them. Escape ends this.",
    "text": "Click where the note should stand. Escape ends this.",
    "step": "Click where each numbered step should stand. Escape ends this.",
}
NOTE_KINDS: dict[NoteKind, str] = {
    "text": "Text note",
    "step": "Numbered step",
    "title_block": "Title block",
    "legend": "Legend",
}
_SIZES: dict[NoteKind, tuple[int, int]] = {
    "text": (160, 48),
    "step": (28, 28),
    "title_block": (320, 80),
    "legend": (208, 96),
}


class Tools(QObject):
    """Knows which tool is in hand on one canvas."""

    changed = Signal(str)
    """Another tool was taken in hand: its name."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.current: Tool = "select"

    def choose(self, tool: Tool) -> None:
        """Take a tool in hand; "select" lays the others down."""
        self.current = tool
        if tool == "select":
            self._view.viewport().unsetCursor()
            self._view.message.emit("")
        else:
            self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)
            self._view.message.emit(HINTS[tool])
        self.changed.emit(tool)

    def use(self, at: QPointF, hit: Hit | None) -> bool:
        """Do with a press what the tool in hand is for; False if it is to be taken as usual."""
        tool = self.current
        if tool == "text" or tool == "step":
            if tool == "text":
                self.choose("select")
            self.add_note(tool, at)
            return True
        if tool == "connect":
            # The free room of a container is no start, as it is no end: only its frame is.
            if hit is None or hit.part == "inside" or self._view.editor.document.node(hit.id) is None:
                self._view.message.emit(HINTS["connect"])
                return True
            self.choose("select")
            self._view.pointer.begin(Connect(self._view, hit.id))
            return True
        return False

    def add_note(self, kind: NoteKind, at: QPointF) -> None:
        """Put a note around a canvas point, into the container there; its text is ready to be typed."""
        document = self._view.editor.document
        width, height = _SIZES[kind]
        parent = container_at(document, at.x(), at.y(), page=self._view.paging.current)
        x, y = self._view.mirror.layout.origin(parent)
        with self._view.editor.edit(f"Add {NOTE_KINDS[kind].lower()}") as draft:
            note = Note(
                id=draft.new_id("note"),
                kind=kind,
                text=first_text(document, kind),
                parent=parent,
                x=snapped(at.x() - x - width / 2),
                y=snapped(at.y() - y - height / 2),
                width=width,
                height=height,
            )
            draft.put(note)
        self._view.editor.select((note.id,))
        if kind != "step":
            self._view.naming.start(note.id)


def first_text(document: Document, kind: NoteKind) -> str:
    """What a new note says: the next step's number, the project's title, the kinds of links in use."""
    if kind == "step":
        numbers = [int(n.text) for n in document.notes() if n.kind == "step" and n.text.isdecimal()]
        return str(max(numbers, default=0) + 1)
    if kind == "title_block":
        settings = document.settings
        return "\n".join(line for line in (settings.name or "Untitled", settings.client) if line)
    return "\n".join(("Legend", *_styles(document.links()))) if kind == "legend" else ""


def _styles(links: Iterable[Link]) -> list[str]:
    """A line for each style of link in use, and what it stands for."""
    kinds = {link_kind(link.kind) for link in links}
    lines: list[str] = []
    for dashed, style in ((False, "Solid line"), (True, "Dashed line")):
        labels = sorted(kind.label for kind in kinds if kind.dashed is dashed)
        if labels:
            lines.append(f"{style}: {', '.join(labels).lower()}")
    return lines
