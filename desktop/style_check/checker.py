"""Runs the rules of style over a page: at once, or a little at a time so that nobody waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

from desktop.canvas.layout import Layout
from desktop.canvas.paths import Route
from desktop.style_check.rule import style_rules
from desktop.style_check.sheet import Sheet
from projects.document import Document
from projects.rules.rule import Finding

_order = attrgetter("order")


def checking(sheet: Sheet) -> Iterator[Finding | None]:
    """The findings of a page one by one, and None in between wherever one may stop for a while."""
    yield from sheet.read()
    for rule in style_rules().values():
        for subject in rule.subjects(sheet):
            yield from rule.check(subject, sheet)
            yield None


def check_page(
    document: Document,
    page: str | None = None,
    layout: Layout | None = None,
    routes: Mapping[str, Route] | None = None,
) -> tuple[Finding, ...]:
    """All findings about the style of a page, in their order."""
    sheet = Sheet(document, page, layout, routes)
    return tuple(sorted((found for found in checking(sheet) if found is not None), key=_order))


def check_style(document: Document) -> tuple[Finding, ...]:
    """All findings about the style of every page, in their order."""
    pages = (None, *(page.id for page in document.pages()))
    return tuple(sorted((found for page in pages for found in check_page(document, page)), key=_order))
