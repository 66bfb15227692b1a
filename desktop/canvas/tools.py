"""What the next press on the canvas does: select, connect, or put down a note; and the notes put down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, Qt, Signal

from desktop.canvas.commands import CanvasCommands
from projects.geometry import snapped
from projects.link_kinds import link_kind
from projects.placement import container_at
from projects.records import Link, Note, NoteKind

if TYPE_CHECKING:
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


class Tools(CanvasCommands):
    """The part of the canvas that knows which tool is in hand."""

    tool_changed = Signal(str)

    _tool: Tool = "select"

    @property
    def tool(self) -> Tool:
        """The tool in hand."""
        return self._tool

    def choose_tool(self, tool: Tool) -> None:
        """Take a tool in hand; "select" lays the others down."""
        self._tool = tool
        if tool == "select":
            self.viewport().unsetCursor()
            self.message.emit("")
        else:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
            self.message.emit(HINTS[tool])
        self.tool_changed.emit(tool)

    def add_note(self, kind: NoteKind, at: QPointF) -> None:
        """Put a note around a canvas point, into the container there; its text is ready to be typed."""
        document = self.editor.document
        width, height = _SIZES[kind]
        parent = container_at(document, at.x(), at.y())
        x, y = self.mirror.layout.origin(parent)
        with self.editor.edit(f"Add {NOTE_KINDS[kind].lower()}") as draft:
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
        self.editor.select((note.id,))
        if kind != "step":
            self.start_rename(note.id)


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
