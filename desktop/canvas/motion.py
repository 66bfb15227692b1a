"""Whether things may glide to their new places: as the desktop, the environment and the person want it."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QWidget

STILL = "BLUEPRICE_REDUCED_MOTION"
"""Set in the environment: nothing is animated."""

_chosen: bool | None = None


def choose(wanted: bool | None) -> None:
    """Say what the person wants; None: as the desktop and the environment say."""
    global _chosen
    _chosen = wanted


def moves(widget: QWidget) -> bool:
    """Whether to animate in this widget."""
    if os.environ.get(STILL) or _chosen is False or not widget.isVisible():
        return False
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return False
    # Zero where the desktop is set to show no animations.
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
