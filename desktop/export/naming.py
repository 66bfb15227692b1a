"""Names of the files that several pages are written to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from projects.document import Document
from projects.pages import page_ids, page_title

_LONGEST = 40


def page_files(
    document: Document, path: Path, pages: Iterable[str | None] | None = None
) -> list[tuple[str | None, Path]]:
    """A file for each page: "shop-1-overview.png", "shop-2-details.png"; one page has the name as it is."""
    ids = page_ids(document)
    chosen = ids if pages is None else list(pages)
    if len(chosen) == 1:
        return [(chosen[0], path)]
    found = []
    for page_id in chosen:
        number = ids.index(page_id) + 1
        word = _plain(page_title(document, page_id))
        found.append((page_id, path.with_name(f"{path.stem}-{number}-{word}{path.suffix}")))
    return found


def _plain(name: str) -> str:
    """ "Details & costs" as "details-costs", in any script."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-_")[:_LONGEST].strip("-_") or "page"
