"""The price list a project was last quoted with: which one it was, and whether another is in use now."""

from __future__ import annotations

from typing import NamedTuple

from pricing.rates import Rates
from projects.document import Document
from projects.records import PROJECT_ID


class QuotedWith(NamedTuple):
    """A price list as a project pins it; both empty where it was never quoted."""

    digest: str = ""
    date: str = ""

    def differs_from(self, rates: Rates) -> bool:
        """The project was quoted, and with other prices than these."""
        return bool(self.digest) and self.digest != rates.digest


def quoted_with(document: Document) -> QuotedWith:
    """What the project's file says."""
    return QuotedWith(document.settings.price_digest, document.settings.price_date)


def pinned(document: Document, rates: Rates) -> Document:
    """The same project, saying that it was quoted with ``rates``: what is written to its file.

    A copy, since noting it is no edit: there is nothing to undo. An empty drawing was quoted with nothing.
    """
    settings = document.settings
    if next(document.nodes(), None) is None or settings.price_digest == rates.digest:
        return document
    noted = settings.model_copy(update={"price_digest": rates.digest, "price_date": rates.date})
    return Document(noted if record.id == PROJECT_ID else record for record in document.records())
