"""What stops a command, in one line."""

from __future__ import annotations


class CommandFailed(Exception):
    """The text names the file, what is wrong and what to do; it is all that is printed."""


def sentence(file: str, what: str, remedy: str = "", place: str = "") -> str:
    """ "shop.blueprice: line 3: the file ends too early; get an earlier copy"."""
    parts = [part for part in (_inner(what), _inner(remedy)) if part]
    return ": ".join(part for part in (file, place, "; ".join(parts)) if part)


def _inner(text: str) -> str:
    """A sentence as a part of another one."""
    text = " ".join(text.split()).removesuffix(".")
    first = text.split(" ", 1)[0]
    return (
        text[:1].lower() + text[1:]
        if first[1:].islower() and first != "Blueprice" or len(first) == 1
        else text
    )
