"""What the window shows of its drawing, for the tests beside this file."""

from __future__ import annotations

from decimal import Decimal

from desktop.window import MainWindow
from projects.comparing.moving import drawn_regions
from projects.files import dumps
from projects.records import Node


def region(window: MainWindow) -> tuple[str, ...]:
    return drawn_regions(window.editor.document)


def text(window: MainWindow) -> str:
    """The open drawing as its file would be, with what is shown."""
    return dumps(window.editor.document)


def monthly(window: MainWindow) -> Decimal:
    window.editor.refresh()
    return window.editor.estimate.totals.monthly


def nodes(window: MainWindow, service: str) -> list[Node]:
    return [node for node in window.editor.document.nodes() if node.service.name == service]
