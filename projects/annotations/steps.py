"""Numbered steps: their order, the next number, and numbering them anew."""

from __future__ import annotations

import re

from projects.document import Document, Draft
from projects.records import Node, Note

STEP_SIZE = 28
"""Width and height of a numbered step, in canvas units."""
_NUMBER = re.compile(r"\s*(\d{1,9})\s*(.*)", re.DOTALL)


def step_order(text: str) -> tuple[int, str]:
    """Where a step of this number comes: "2" before "2a" before "10"; what is no number comes last."""
    found = _NUMBER.fullmatch(text)
    return (int(found[1]), found[2]) if found else (10**9, text)


def steps(document: Document, page: str | None) -> list[Note]:
    """The numbered steps of a page in their order; equal numbers as they stand, from the upper left."""
    found = [
        note
        for note in document.notes()
        if note.kind == "step" and not note.hidden and document.page_of(note.id) == page
    ]
    return sorted(found, key=lambda note: (step_order(note.text), note.y, note.x, note.id))


def next_number(document: Document, page: str | None) -> str:
    """The number after the highest one of a page."""
    numbers = [step_order(note.text)[0] for note in steps(document, page)]
    return str(max((number for number in numbers if number < 10**9), default=0) + 1)


def renumber(draft: Draft, page: str | None) -> None:
    """Number the steps of a page 1, 2, 3, ... in their present order; "2a" stays a part of its step."""
    number, before = 0, (-1, "")
    for note in steps(draft.document, page):
        order = step_order(note.text)
        part = order[1] if order[0] == before[0] and order[1] and order != before else ""
        number += not part
        before = order
        text = f"{number}{part}"
        if text != note.text:
            draft.put(note.model_copy(update={"text": text}))


def step_corner(draft: Draft, node: Node, size: tuple[int, int]) -> tuple[int, int]:
    """Where a step stands at an icon, in its coordinates: at the upper left corner, the next one below."""
    taken = sum(1 for child in draft.children(node.id) if isinstance(child, Note) and child.kind == "step")
    return -size[0] // 2 - 2, -size[1] // 2 + taken * (size[1] + 2)
