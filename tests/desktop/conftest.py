"""Tests of the window: an application is always there, and settings go to the test's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def application(qapp: QApplication, own_folders: Path) -> Iterator[QApplication]:
    """Building an item without an application ends the process, so every test here gets one."""
    # Qt remembers the settings folder from its first use on, whatever the environment says later.
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(own_folders / "config"))
    yield qapp
    # What is left there would be asked for when Python is gone.
    qapp.clipboard().clear()
