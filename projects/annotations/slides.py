"""What a presentation shows, one thing after another: each page as a whole, then its steps."""

from __future__ import annotations

from dataclasses import dataclass

from projects.annotations.steps import steps
from projects.document import Document
from projects.pages import page_ids, page_title
from projects.records import Link, Node, Note


@dataclass(frozen=True, slots=True)
class Slide:
    """One view of the drawing with its caption."""

    page: str | None
    title: str
    """The page's or the project's name; empty for a step."""
    number: str = ""
    """Of the step; empty for the view of a whole page."""
    text: str = ""
    ids: tuple[str, ...] = ()
    """What it is about; empty for the whole page."""


def slides(document: Document) -> list[Slide]:
    """Every page that has anything on it, as a whole and then step by step; hidden ones are left out."""
    found: list[Slide] = []
    pages = page_ids(document)
    for page in pages:
        if not any(not record.hidden for record in document.children(page)):
            continue
        name = document.settings.name
        title = page_title(document, page) if len(pages) > 1 else name
        text = name if len(pages) > 1 and name != title else document.settings.client
        found.append(Slide(page, title or "Untitled", text=text))
        for step in steps(document, page):
            found.append(Slide(page, "", step.text, step.details, about(document, step)))
    return found


def about(document: Document, step: Note) -> tuple[str, ...]:
    """The step, what it stands at or rides on, and what that is joined to."""
    holder = document.get(step.anchor) or document.get(step.parent)
    if isinstance(holder, Link):
        return step.id, holder.id, holder.source, holder.target
    if not isinstance(holder, Node) or holder.service.is_container():
        return (step.id,)
    joined = {i: None for link in document.links_of(holder.id) for i in (link.id, link.source, link.target)}
    return tuple(dict.fromkeys((step.id, holder.id, *joined)))
