"""The few kinds of CSS that drawing programs put into icons: rules for classes, ids and elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([A-Za-z]+|\*)?((?:[.#][\w-]+)*)")
_PART = re.compile(r"[.#][\w-]+")

Declarations = dict[str, str]


@dataclass(frozen=True)
class _Rule:
    element: str
    id: str
    classes: frozenset[str]
    stated: Declarations

    @property
    def weight(self) -> tuple[int, int, int]:
        return bool(self.id), len(self.classes), bool(self.element)

    def fits(self, element: str, id: str, classes: frozenset[str]) -> bool:
        return (
            (not self.element or self.element == element)
            and (not self.id or self.id == id)
            and self.classes <= classes
        )


class StyleSheet:
    """Rules, the weightiest last."""

    def __init__(self, rules: Iterable[_Rule]) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.weight)

    def of(self, element: str, id: str, classes: Iterable[str]) -> Declarations:
        """What the rules state for an element."""
        found: Declarations = {}
        names = frozenset(classes)
        for rule in self._rules:
            if rule.fits(element, id, names):
                found.update(rule.stated)
        return found


def style_sheet(text: str) -> StyleSheet:
    """The rules that can be told; those with other selectors, and all "@" rules, are left out."""
    text = _COMMENT.sub("", text)
    rules = []
    for selectors, body in _RULE.findall(text):
        stated = declarations(body)
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match is None or not selector.strip():
                continue
            parts = _PART.findall(match[2])
            element = "" if match[1] in (None, "*") else match[1]
            ids = [part[1:] for part in parts if part[0] == "#"]
            classes = frozenset(part[1:] for part in parts if part[0] == ".")
            rules.append(_Rule(element, ids[0] if ids else "", classes, stated))
    return StyleSheet(rules)


def declarations(text: str) -> Declarations:
    """ "fill:#fff; stroke:none" by property."""
    found: Declarations = {}
    for part in _COMMENT.sub("", text).split(";"):
        name, colon, value = part.partition(":")
        value = re.sub(r"\s*!important\s*$", "", value.strip())
        if colon and value:
            found[name.strip().lower()] = value
    return found
