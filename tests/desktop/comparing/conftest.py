"""A window on a shipped sample for the tests of comparisons, variants and updates of prices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from pytestqt.qtbot import QtBot

from desktop.editor import Editor
from desktop.preferences import Preferences
from desktop.samples import samples
from desktop.window import MainWindow


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The three-tier sample, which stands in us-east-1."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = MainWindow(Preferences(settings))
    made.attach(Editor(made))
    made.editor.replace_document(samples()[0].load().document)
    made.editor.refresh()
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.editor.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
