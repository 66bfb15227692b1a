"""What a rule of style is: it says what it looks at, and judges one of these at a time."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, ClassVar

from desktop.style_check.sheet import Sheet
from projects.document import Document, Draft
from projects.rules.rule import Finding, Fix, Severity


class StyleRule:
    """One rule. A subclass names the things on a page it looks at, and checks each by itself."""

    id: ClassVar[str] = ""
    summary: ClassVar[str] = ""
    """What holds in a drawing of AWS's style, in one sentence."""
    severity: ClassVar[Severity] = "warning"
    rationale: ClassVar[str] = ""
    remedy: ClassVar[str] = ""
    """What can be done with one click, for the list of rules; empty where nothing can."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.id:
            return
        other = _rules.get(cls.id)
        if other is not None and type(other).__qualname__ != cls.__qualname__:
            raise ValueError(f"two rules of style are called {cls.id}")
        _rules[cls.id] = cls()

    def subjects(self, sheet: Sheet) -> Iterable[Any]:
        """What is to be checked; the page as a whole unless a rule says otherwise."""
        return (sheet.page,)

    def check(self, subject: Any, sheet: Sheet) -> Iterator[Finding]:
        """Findings about one of the subjects."""
        yield from ()

    def finding(self, message: str, *blamed: str, fix: Fix | None = None) -> Finding:
        """A finding of this rule; ``blamed`` are ids of nodes, links and notes, the main one first."""
        return Finding(self.id, self.severity, "style", message, tuple(dict.fromkeys(blamed)), fix)


def fix(label: str, edit: Callable[[Draft], None]) -> Fix:
    """A remedy that edits a draft of the document as it is then."""

    def change(document: Document) -> Any:
        draft = Draft(document)
        edit(draft)
        return draft.change()

    return Fix(label, change)


def tidying(sheet: Sheet, *ids: str) -> Fix:
    """The remedy that lays out the innermost container around all of these, or else the page."""
    document, page = sheet.document, sheet.page
    shared = frozenset.intersection(*(sheet.around.get(one, frozenset()) for one in ids))
    inner = next((node for node in document.ancestors(ids[0]) if node.id in shared), None)

    def edit(draft: Draft) -> None:
        from projects.tidying import tidy

        tidy(draft, () if inner is None else (inner.id,), page)

    return fix("Tidy the drawing" if inner is None else f"Tidy {sheet.title(inner.id)}", edit)


_rules: dict[str, StyleRule] = {}


@cache
def style_rules() -> dict[str, StyleRule]:
    """Every rule of style by id, sorted; the modules are read at the first call."""
    package = importlib.import_module("desktop.style_check.rules")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return {rule_id: _rules[rule_id] for rule_id in sorted(_rules)}
