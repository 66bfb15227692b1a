"""The samples are pages one would hand over: nothing to say about their look, and every note shown whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.canvas.notes import height_for
from desktop.style_check.checker import check_style
from projects import files
from projects.annotations.content import content
from projects.document import Document
from projects.records import Note

SAMPLES = sorted((Path(files.__file__).parent / "samples").glob("*.blueprice"))


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest, qapp: object) -> Document:
    return files.load(request.param).document


def test_the_style_check_finds_nothing(document: Document) -> None:
    assert [finding.message for finding in check_style(document)] == []


def test_every_note_is_high_enough_for_what_it_says(document: Document) -> None:
    notes = [note for note in document.notes() if isinstance(note, Note)]
    assert {note.kind for note in notes} >= {"title_block", "legend", "step_list", "step"}
    assert [note.id for note in notes if height_for(note, content(document, note)) > note.height] == []


def test_every_step_tells_what_happens(document: Document) -> None:
    assert [note.text for note in document.notes() if note.kind == "step" and not note.details] == []
