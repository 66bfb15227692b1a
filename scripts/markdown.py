"""Tables in Markdown, for the generated pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table; columns that are empty in every row are left out."""
    kept = [column for column in range(len(heading)) if any(row[column] for row in rows)]
    for row in (heading, ["---"] * len(heading), *rows):
        yield "| " + " | ".join(_cell(row[column]) for column in kept) + " |"
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
