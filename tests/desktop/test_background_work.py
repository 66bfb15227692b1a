"""Work in the background: its result, its errors, and what is seen of it meanwhile."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from desktop import background_work
from desktop.background_work import in_background


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def seen() -> list[QProgressDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QProgressDialog) and w.isVisible()]


def test_work_that_is_quick_never_shows_its_progress_afterwards(parent, monkeypatch):
    monkeypatch.setattr(background_work, "SHOWN_AFTER_MS", 40)
    outer, inner = QEventLoop(), QEventLoop()
    found: list[object] = []

    def command() -> None:
        found.append(in_background(parent, "Reading", "Reading", lambda: 7))
        # What is shown next has an event loop of its own, in which nothing old is deleted.
        QTimer.singleShot(120, lambda: (found.append(seen()), inner.quit()))
        inner.exec()
        outer.quit()

    QTimer.singleShot(0, command)
    outer.exec()
    assert found == [7, []]


def test_work_that_takes_long_shows_its_progress_until_it_is_done(parent, monkeypatch):
    monkeypatch.setattr(background_work, "SHOWN_AFTER_MS", 10)
    shown: list[int] = []
    QTimer.singleShot(120, lambda: shown.append(len(seen())))
    assert in_background(parent, "Reading", "Reading", lambda: time.sleep(0.3)) is None
    assert shown == [1] and seen() == []


def test_errors_of_the_work_are_raised(parent):
    def fail() -> None:
        raise ValueError("no zip file")

    with pytest.raises(ValueError, match="no zip file"):
        in_background(parent, "Reading", "Reading", fail)
    assert seen() == []
