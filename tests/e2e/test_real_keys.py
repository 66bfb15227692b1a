"""A drawing made with the keyboard alone, with real key events in the real window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e.test_real_window import SAMPLE, driven


@pytest.mark.xvfb
def test_a_person_draws_without_a_mouse(tmp_path: Path) -> None:
    project = tmp_path / "shop.blueprice"
    shutil.copy(SAMPLE, project)
    found = driven("drive_keys.py", project)

    assert len(found["beside"]) == 1
    assert found["left"] == []
    assert len(found["gone_to"]) == 1
    # A service typed by its abbreviation, with the link to where the keyboard was.
    assert found["added"] == ["link", "sqs_queue"]
    assert found["linked"] == [True]
    assert found["nudged"] == 12
    # What is locked stays; what is hidden is out of sight and comes back.
    assert found["kept"]
    assert not found["shown_while_hidden"]
    assert found["shown_again"]
    assert found["found"] == ["subnet"]
    assert found["pasted_in_place"]
    # Nobody is caught in the canvas.
    assert found["panels"] >= 3
    assert found["back"]
    assert found["undone"]
