"""What a title block, legend, list of steps or remark says: its own text, or what follows the project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from projects.annotations.steps import steps
from projects.document import Document
from projects.link_kinds import Arrow, arrow_of, line_of, link_kind
from projects.pages import page_ids, page_title
from projects.records import Line, Note, NoteKind

FOLLOWING: frozenset[NoteKind] = frozenset({"title_block", "legend", "step_list"})
"""Kinds of notes that, without a text of their own, say what the project says."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry below the title."""

    text: str
    label: str = ""
    """What stands before the text: "Client", or a step's number."""
    line: Line | None = None
    """For a legend: the style of line that the text explains, with its heads."""
    arrow: Arrow = "target"


@dataclass(frozen=True, slots=True)
class Content:
    """A title, which may be empty, and the rows below it."""

    title: str
    rows: tuple[Row, ...] = ()


def follows(note: Note) -> bool:
    """Whether a note says what the project says, and changes with it."""
    return note.kind in FOLLOWING and not note.text.strip()


def content(document: Document, note: Note) -> Content:
    """What a note shows."""
    if not follows(note):
        first, *others = note.text.splitlines() or [""]
        return Content(first, tuple(Row(line) for line in others))
    page = document.page_of(note.id)
    if note.kind == "legend":
        return Content("Legend", tuple(legend_rows(document, page)))
    if note.kind == "step_list":
        return Content("Steps", tuple(Row(step.details, step.text) for step in steps(document, page)))
    return Content(document.settings.name or "Untitled", tuple(title_rows(document, page)))


def title_rows(document: Document, page: str | None) -> Iterable[Row]:
    """Client, author, date, version and page, as far as they are known."""
    settings = document.settings
    stated = (
        ("Client", settings.client),
        ("Author", settings.author),
        ("Date", settings.drawing_date),
        ("Version", settings.version),
    )
    found = [Row(text, label) for label, text in stated if text]
    ids = page_ids(document)
    if len(ids) > 1:
        number = ids.index(page) + 1 if page in ids else 1
        title = page_title(document, page)
        name = "" if title == f"Page {number}" else f", {title}"
        found.append(Row(f"{number} of {len(ids)}{name}", "Page"))
    return found


def legend_rows(document: Document, page: str | None) -> Iterable[Row]:
    """A row for each style of line in use on a page, with the kinds of links that are drawn so."""
    found: dict[tuple[Line, Arrow], dict[str, None]] = {}
    single = not document.pages()
    for link in document.links():
        if single or document.page_of(link.source) == page == document.page_of(link.target):
            found.setdefault((line_of(link), arrow_of(link)), {})[link_kind(link.kind).label] = None
    order = {"solid": 0, "dashed": 1, "dotted": 2, "target": 0, "both": 1, "none": 2}
    for line, arrow in sorted(found, key=lambda style: (order[style[0]], order[style[1]])):
        labels = sorted(found[line, arrow])
        text = ", ".join([labels[0], *(_lowered(label) for label in labels[1:])])
        yield Row(text, line=line, arrow=arrow)


def _lowered(label: str) -> str:
    """A label inside a sentence: "replication", but "VPN" and "Direct Connect"."""
    word = label.split()[0]
    return label if word.isupper() or label == "Direct Connect" else label[0].lower() + label[1:]
