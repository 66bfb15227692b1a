"""The price list a project pins when it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pricing.table import price_table
from projects import files
from projects.document import Document
from projects.quoted import pinned, quoted_with

SAMPLE = next((Path(files.__file__).parent / "samples").glob(f"*{files.SUFFIX}"))


@dataclass
class OtherPrices:
    digest: str = "another"
    date: str = "2030-01-01"


def test_a_saved_project_says_with_which_prices_it_was_quoted(tmp_path: Path) -> None:
    drawn = files.load(SAMPLE).document
    files.save(pinned(drawn, price_table()), tmp_path / "saved.blueprice")
    saved = files.load(tmp_path / "saved.blueprice").document
    assert quoted_with(saved) == (price_table().digest, price_table().date)
    assert not quoted_with(saved).differs_from(price_table())
    assert quoted_with(saved).differs_from(OtherPrices())  # type: ignore[arg-type]


def test_pinning_changes_nothing_else_and_not_the_open_project() -> None:
    drawn = files.load(SAMPLE).document
    before = list(drawn.records())
    noted = pinned(drawn, OtherPrices())  # type: ignore[arg-type]
    assert list(drawn.records()) == before
    assert [r for r in noted.records() if r.id != "project"] == [r for r in before if r.id != "project"]
    assert (noted.settings.price_digest, noted.settings.price_date) == ("another", "2030-01-01")


def test_an_empty_drawing_was_quoted_with_nothing() -> None:
    assert quoted_with(pinned(Document(), price_table())) == ("", "")
    assert not quoted_with(Document()).differs_from(price_table())
