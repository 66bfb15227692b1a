"""Texts as a cell can hold them."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 32_000
"""Excel takes 32,767 characters in a cell; some of ours count twice when they are escaped."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@lru_cache(4096)
def clean(text: str, longest: int = LONGEST) -> str:
    """The text without what XML or Excel cannot hold; what is too long is cut and ends in an ellipsis."""
    text = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text if len(text) <= longest else text[: longest - 1] + "…"
    # XlsxWriter takes a text between these marks for formatted text and writes it unescaped.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


@lru_cache(4096)
def one_line(text: str, longest: int = LONGEST) -> str:
    return clean(" ".join(text.split()), longest)


def footer(text: str, longest: int = 80) -> str:
    """The text for a page's header or footer, where an ampersand begins a command."""
    return one_line(text, longest).replace("&", "&&")


def plural(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
