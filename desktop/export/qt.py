"""Qt for pictures alone: fonts and images need an application, though not a window or a display."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

import desktop.plain_imports  # noqa: F401  (first of ours: it makes the others quicker)

_kept: list[QCoreApplication] = []
"""An application that nobody refers to is destroyed, and with it every font."""


def ensure_application() -> QGuiApplication:
    """The running application, or one made for pictures only, without a display.

    Raises RuntimeError if the process already runs a Qt application that cannot paint.
    """
    running = QCoreApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if running is not None:
        raise RuntimeError("Pictures need a QGuiApplication; this process runs a QCoreApplication.")
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        made = QGuiApplication([])
    finally:
        # Programs that are started from here have their own displays.
        if chosen is not None:
            os.environ["QT_QPA_PLATFORM"] = chosen
        else:
            with suppress(KeyError):
                del os.environ["QT_QPA_PLATFORM"]
    _kept.append(made)
    return made
