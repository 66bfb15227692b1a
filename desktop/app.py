"""Starts the window: an empty shell at once, the project and the catalogue right after its first paint."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

import desktop.plain_imports  # noqa: F401  (first of ours: it makes the others quicker)
from desktop.window import MainWindow


def run(path: str | None = None, prices: str | None = None) -> int:
    """Open the window, on a project file if one is named; gives the exit code when it is closed.

    ``prices`` is a price sheet for this run; otherwise the remembered one is used.
    """
    # A drawing is many small objects that live long: looking through all of them every few hundred new
    # ones would cost more than it frees.
    gc.set_threshold(20_000, 20, 50)
    app = application()
    window = MainWindow()
    catch_errors(window)
    window.show()
    QTimer.singleShot(0, lambda: fill(window, _path(path), _path(prices)))
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: window.follow_system_theme())
    return app.exec()


def application() -> QApplication:
    """The application object with its names; made once."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    # A drawing is hundreds of thousands of objects that live as long as it does: looking through them
    # again and again while they are made takes a quarter of the time that opening takes.
    gc.set_threshold(50_000, 20, 100)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Blueprice")
    app.setApplicationDisplayName("")
    app.setOrganizationName("Blueprice")
    app.setDesktopFileName("blueprice")
    app.setWindowIcon(window_icon())
    return app


def window_icon() -> QIcon:
    """Our own sign: a drawn box with a price tag's corner."""
    from importlib.resources import as_file, files

    source = files("desktop").joinpath("artwork", "blueprice.svg")
    if not source.is_file():
        return QIcon()
    with as_file(source) as found:
        return QIcon(str(found))


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def fill(window: MainWindow, path: Path | None, prices: Path | None = None) -> None:
    """Bring in the project and all that follows it, priced with the person's own sheet where there is one."""
    from desktop.editor import Editor

    window.attach(Editor(window))
    if prices is not None:
        window.prices.use_for_now(prices)
    else:
        window.prices.restore()
    if path is None or not window.project_file.open(path):
        window.show_welcome()
    window.panels.offer_recovery()


def catch_errors(window: MainWindow) -> None:
    """No fault ends the application: it is shown with its details, once at a time, and work goes on."""
    shown = False

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal shown
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt) or shown:
            return
        from desktop.dialogs.error import unexpected

        shown = True
        try:
            unexpected(window if window.isVisible() else None, kind, error, trace).exec()
        finally:
            shown = False

    sys.excepthook = show
