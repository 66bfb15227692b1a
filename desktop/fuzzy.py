"""How well a few typed letters fit a text, as in the search over all commands."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(20_000)
def fit(typed: str, text: str) -> int | None:
    """Smaller is better; None for no fit.

    The whole text, its beginning, beginnings of words in any order, the words' first letters, anywhere
    in it, and last of all the letters in their order with others between.
    """
    typed, text = " ".join(typed.lower().split()), text.lower()
    if not typed:
        return 0
    words = re.findall(r"[^\W_]+", text)
    if text == typed:
        return 0
    if text.startswith(typed):
        return 1
    parts = typed.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 2 if words and words[0].startswith(parts[0]) else 3
    if len(typed) > 1 and "".join(word[0] for word in words).startswith(typed.replace(" ", "")):
        return 4
    if all(len(part) > 1 and part in text for part in parts):
        return 5
    return _scattered(typed.replace(" ", ""), text)


def _scattered(letters: str, text: str) -> int | None:
    """Three letters or more that stand in the text in their order, at most a few apart."""
    if len(letters) < 3:
        return None
    place, first = -1, -1
    for letter in letters:
        place = text.find(letter, place + 1)
        if place < 0:
            return None
        first = place if first < 0 else first
    spread = place - first + 1 - len(letters)
    return 10 + spread if spread <= 2 * len(letters) else None
