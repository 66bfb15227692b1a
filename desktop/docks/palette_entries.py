"""What the palette offers: an entry per service in AWS's categories, found by name or synonym."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from projects.placement import belongs_in
from projects.service import Service, catalogue

FIRST = ("Containers and groups", "Compute", "Containers", "Networking", "Storage", "Database")
LAST = ("Actors",)
"""Categories are listed in this order, the others by name between."""

_CATEGORY_NAMES = {"Containers and groups": "Groups"}


@dataclass(frozen=True)
class Entry:
    """One tile: a service, with the properties it starts with."""

    key: str
    """Unlike any other's; "subnet?public" for a variant."""
    service: type[Service]
    label: str
    icon: str
    category: str
    properties: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tooltip(self) -> str:
        """Full name, one sentence, and where it belongs."""
        place = belongs_in(self.service)
        if self.service.border:
            place = f"the edge of {place}"
        return (
            f"<b>{self.service.official or self.label}</b><br>{self.service.summary}<br>Belongs in {place}."
        )


_VARIANTS: Mapping[str, tuple[tuple[str, str, dict[str, Any]], ...]] = {
    "subnet": (
        ("Public subnet", "public_subnet", {"public": True}),
        ("Private subnet", "private_subnet", {"public": False}),
    ),
}


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, by category and label."""
    found = [entry for service in catalogue().values() if service.category for entry in _of(service)]
    return tuple(
        sorted(found, key=lambda entry: (_place(entry.category), _rank(entry), _variant(entry), entry.label))
    )


def _of(service: type[Service]) -> Iterable[Entry]:
    variants = _VARIANTS.get(service.name)
    if variants is None:
        yield Entry(service.name, service, service.label, service.icon, service.category)
        return
    for label, icon, properties in variants:
        key = "?".join((service.name, *(f"{name}={value}".lower() for name, value in properties.items())))
        yield Entry(key, service, label, icon, service.category, properties)


_OUTSIDE_IN = ("aws_cloud", "account", "region", "vpc", "availability_zone", "subnet")


def _rank(entry: Entry) -> int:
    """Containers come from the outside in; everything else by label."""
    name = entry.service.name
    return _OUTSIDE_IN.index(name) if name in _OUTSIDE_IN else len(_OUTSIDE_IN)


def _variant(entry: Entry) -> int:
    """Variants come in the order they are declared in."""
    return (
        [label for label, _, _ in _VARIANTS.get(entry.service.name, ())].index(entry.label)
        if entry.properties
        else 0
    )


def _place(category: str) -> tuple[int, str]:
    if category in FIRST:
        return FIRST.index(category), ""
    return (len(FIRST) + 1 if category in LAST else len(FIRST)), category


def category_title(category: str) -> str:
    """The heading of a category, kept short."""
    return _CATEGORY_NAMES.get(category, category)


def by_category(found: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries grouped by category, in the order given."""
    grouped: dict[str, list[Entry]] = {}
    for entry in found:
        grouped.setdefault(entry.category, []).append(entry)
    return grouped


# searching


def search(text: str) -> list[Entry]:
    """Entries that fit what was typed, the likeliest first; all words must be found."""
    words = _words(text)
    if not words:
        return list(entries())
    scored = [(score, entry) for entry in entries() if (score := _score(words, entry)) is not None]
    typed = " ".join(words)

    def order(pair: tuple[tuple[int, int], Entry]) -> tuple[int, int, int, str]:
        (fit, position), entry = pair
        # Of the labels that begin as typed, the shortest says it best.
        length = len(entry.label) if entry.label.lower().startswith(typed) else 0
        return fit, position, length, entry.label

    return [entry for _, entry in sorted(scored, key=order)]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", text.lower()))


@cache
def _names(key: str) -> tuple[tuple[str, ...], ...]:
    """What an entry goes by, as words: its label first, then its other names."""
    entry = next(entry for entry in entries() if entry.key == key)
    service = entry.service
    own = [entry.label, service.official, service.name, *service.synonyms]
    if entry.properties:
        # A variant must not be found by the synonyms of its twin.
        twins = {label.lower() for label, _, _ in _VARIANTS[service.name]} - {entry.label.lower()}
        own = [name for name in own if name.lower() not in twins]
    return tuple(_words(name) for name in own if name)


def _score(words: tuple[str, ...], entry: Entry) -> tuple[int, int] | None:
    """Smaller is better: the whole name, its beginning, a word's beginning, anywhere; None for no fit."""
    typed = " ".join(words)
    best: tuple[int, int] | None = None
    for position, name in enumerate(_names(entry.key)):
        fit = _fit(typed, words, name)
        if fit is not None:
            # Among equals, the service whose synonyms begin with the word wins.
            score = (fit * 2 + (3 if position else 0), position)
            best = score if best is None else min(best, score)
    if best == (2, 0) and words in _names(entry.key):
        # Of the labels that begin as typed, that of the service which goes by just this.
        best = (1, 0)
    if best is None and set(words) <= set(_words(f"{entry.category} {entry.service.summary}")):
        return 20, 0
    return best


def _fit(typed: str, words: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    full = " ".join(name)
    if full == typed:
        return 0
    if full.startswith(typed):
        return 1
    if "".join(word[0] for word in name if word not in ("for", "of", "and")) == typed.replace(" ", ""):
        return 2
    if all(any(part.startswith(word) for part in name) for word in words):
        return 3
    if all(len(word) > 2 and word in full for word in words):
        return 4
    return None
