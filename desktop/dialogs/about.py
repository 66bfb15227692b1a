"""About: versions, the price list's date, and on what terms figures and icons are used."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.dialogs.message import MessageDialog

if TYPE_CHECKING:
    from desktop.window import MainWindow

TERMS = (
    "Prices are AWS list prices in US dollars, before tax, credits and negotiated discounts, and are given "
    "for information. AWS's own price pages and terms govern what you pay."
)
MARKS = (
    "AWS and the names and icons of its services are trademarks of Amazon.com, Inc. or its affiliates. "
    "Blueprice is not made or endorsed by them."
)


class AboutDialog(MessageDialog):
    """Versions that can be copied, the price list, the terms."""

    def __init__(self, window: MainWindow) -> None:
        self.versions = versions(window)
        super().__init__(
            window,
            "Blueprice",
            "Draw an AWS architecture, have it checked and priced, and hand over the picture and the quote."
            f"\n\n{self.versions}\n\n{TERMS}\n\n{MARKS}",
            (("copy", "Copy the versions"), ("close", "Close")),
            icon="cloud",
        )
        self.setWindowTitle("About Blueprice")

    def _choose(self, name: str) -> None:
        if name == "copy":
            QGuiApplication.clipboard().setText(self.versions)
            self.buttons["copy"].setText("Copied")
            return
        super()._choose(name)


def versions(window: MainWindow) -> str:
    """One fact a line: application, Python, Qt, price list."""
    import PySide6
    from PySide6.QtCore import qVersion

    lines = [f"Version {_version('blueprice')}"]
    if window.editor is not None:
        rates = window.editor.rates
        lines.append(f"Price list of {rates.date or 'unknown date'} ({rates.digest[:12]})")
    lines.append(f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {PySide6.__version__}")
    lines.append(f"Icons from diagrams {_version('diagrams')}")
    return "\n".join(lines)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(not installed)"
