"""What the properties panel edits of a note: what matters for its kind, and no more."""

from __future__ import annotations

from desktop.docks.forms.record_subject import RecordSubject
from projects.annotations.content import follows
from projects.properties import Property
from projects.records import Link, Node, Note, NoteKind

TITLES: dict[NoteKind, str] = {
    "text": "Text note",
    "step": "Numbered step",
    "step_list": "List of steps",
    "title_block": "Title block",
    "legend": "Legend",
}
_OWN_TEXT = Property("text", "Own text", "text", help="While it is empty, it says what the project says.")
_DECLARED: dict[NoteKind, tuple[Property, ...]] = {
    "text": (
        Property("text", "Text", "text"),
        Property("heading", "Large", "flag", default=False, help="Written large, without a frame."),
    ),
    "step": (
        Property("text", "Number", "text", help="A number, or a part of a step such as 3a."),
        Property("details", "What happens", "text", help="For the list of steps and for presenting."),
    ),
    "step_list": (_OWN_TEXT,),
    "title_block": (_OWN_TEXT,),
    "legend": (_OWN_TEXT,),
}
_FOLLOWED: dict[NoteKind, str] = {
    "step_list": "Follows the numbered steps of this page.",
    "title_block": "Follows the project's name, client, author, date and version.",
    "legend": "Follows the lines in use on this page.",
}


class NoteSubject(RecordSubject):
    """One note on the canvas: a remark, a numbered step, or what follows the drawing."""

    label = "note"

    @property
    def note(self) -> Note | None:
        found = self.record
        return found if isinstance(found, Note) else None

    @property
    def kind(self) -> NoteKind:
        return self.note.kind if self.note is not None else "text"

    @property
    def key(self) -> str:
        return f"note {self.kind}"

    @property
    def declared(self) -> tuple[Property, ...]:
        return _DECLARED[self.kind]

    @property
    def long_texts(self) -> frozenset[str]:
        return frozenset({"details"}) if self.kind == "step" else frozenset({"text"})

    def title(self) -> str:
        """What it is: "Step 3", "Legend"."""
        note = self.note
        if note is not None and note.kind == "step" and note.text.strip():
            return f"Step {note.text.strip()}"
        return TITLES[self.kind]

    def place(self) -> str:
        """Where it belongs: "At Web server", "On the link from Web server to Database"."""
        note, document = self.note, self._editor.document
        if note is None:
            return ""
        if follows(note):
            return _FOLLOWED[note.kind]
        link = document.get(note.anchor)
        if isinstance(link, Link):
            ends = [node.title if (node := document.node(i)) else "?" for i in (link.source, link.target)]
            return f"On the link from {ends[0]} to {ends[1]}"
        holder = document.get(note.parent)
        if not isinstance(holder, Node):
            return ""
        return f"{'In' if holder.service.is_container() else 'At'} {holder.title}"
