"""The screenshots of README and guide, taken in the real window on a sample; no display is needed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# One scale on every machine; before anything imports Qt.
os.environ["QT_SCALE_FACTOR"] = "1"

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.window import MainWindow

WIDTH, HEIGHT = 1680, 1050
SAMPLE = "Three-tier web application"
DATABASE = "database"
"""A node of the sample."""
SETTLE_MS = 400
"""Time for timers, lazily drawn icons and the estimate to come to rest."""


def take(folder: Path) -> Iterator[Path]:
    """Take every picture into ``folder``; gives the path of each."""
    from PySide6.QtCore import QSettings, QStandardPaths

    from desktop.app import application
    from desktop.editor import Editor
    from desktop.preferences import Preferences
    from desktop.window import MainWindow

    application()
    QStandardPaths.setTestModeEnabled(True)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as settings:
        file = str(Path(settings) / "settings.ini")
        window = MainWindow(Preferences(QSettings(file, QSettings.Format.IniFormat)))
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.attach(Editor(window))
        _settle()
        for name, shown in _pictures(window):
            path = folder / f"{name}.png"
            _save(shown, path)
            yield path
        assert window.editor is not None
        window.editor.undo_stack.setClean()
        window.close()
        # The stack tells its listeners when it ends, and some of them have ended before it.
        window.editor.undo_stack.blockSignals(True)


def _pictures(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Brings the window into one state after the other; gives each picture's name and what it shows."""
    window.show_welcome()
    yield "welcome", window
    _open_sample(window)
    _lay_out(window, quote=190)
    _select(window, DATABASE)
    yield "window_light", window
    window.choose_theme("dark")
    yield "window_dark", window
    window.choose_theme("light")
    yield from _panels(window)
    yield from _hands(window)
    dialog = _export_dialog(window)
    yield "export", dialog
    dialog.close()
    _make_mistakes(window)
    window.show_page("findings")
    _lay_out(window, quote=360)
    window.next_finding()
    yield "findings", window.quote_dock
    _lay_out(window, quote=190)
    _select(window, "vpc")
    window.canvas.zoom_to_selection()
    assert window.editor is not None
    window.editor.select(())
    yield "findings_canvas", window.canvas


def _panels(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The panels one by one, each in the height that shows what matters."""
    window.resize(WIDTH, 1500)
    _lay_out(window, quote=190)
    yield "properties", window.properties_dock
    window.resize(WIDTH, HEIGHT)
    assert window.editor is not None
    window.editor.select(())
    _lay_out(window, quote=420)
    window.panels.quote.estimate.tree.scrollToTop()
    yield "estimate", window.quote_dock
    window.resize(WIDTH, 640)
    window.panels.palette.search_box.setText("load balancer")
    yield "palette_search", window.palette_dock
    window.panels.palette.search_box.clear()
    window.resize(WIDTH, HEIGHT)


def _hands(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Adding at the pointer, a whole VPC at once, and presenting."""
    from PySide6.QtCore import QPointF

    from desktop.dialogs.vpc_scaffold import VpcScaffoldDialog

    canvas = window.canvas
    scaffold = VpcScaffoldDialog(window)
    scaffold.show()
    yield "vpc_scaffold", scaffold
    scaffold.close()
    canvas.set_zoom(1.0)
    rect = canvas.mirror.layout.rects["cache"]
    canvas.centerOn(QPointF(rect.x, rect.y))
    canvas.quick_add.open(QPointF(rect.x + 16, rect.bottom + 60))
    assert canvas.quick_add.box is not None
    canvas.quick_add.box.field.setText("rds")
    yield "quick_add", canvas
    canvas.quick_add.close()
    window.presentation.begin()
    window.presentation.go_to(5)
    yield "presenting", canvas
    window.presentation.leave()
    window.resize(WIDTH, HEIGHT)
    _lay_out(window, quote=190)


def _lay_out(window: MainWindow, quote: int) -> None:
    """Give the estimate this height, and show the whole drawing in what is left."""
    from PySide6.QtCore import Qt

    window.resizeDocks([window.quote_dock], [quote], Qt.Orientation.Vertical)
    _settle()
    window.canvas.zoom_to_fit()


def _open_sample(window: MainWindow) -> None:
    from desktop.samples import samples

    sample = next(sample for sample in samples() if sample.name == SAMPLE)
    assert window.project_file.open_sample(sample)
    _settle()


def _select(window: MainWindow, node_id: str) -> None:
    assert window.editor is not None
    window.editor.select((node_id,))


def _export_dialog(window: MainWindow) -> QWidget:
    from desktop.dialogs.export import ExportDialog

    dialog = ExportDialog(window, "")
    dialog.show()
    return dialog


def _make_mistakes(window: MainWindow) -> None:
    """What a hurried architect might draw: an open database, and a NAT gateway in a private subnet."""
    assert window.editor is not None
    document = window.editor.document
    nat, database = document.node("nat-b"), document.node(DATABASE)
    assert nat is not None and database is not None
    wrong = {"publicly_accessible": True, "encrypted": False, "backup_retention_days": 0}
    with window.editor.edit("Make mistakes") as draft:
        draft.put(nat.model_copy(update={"parent": "data-b", "x": 192, "y": 48}))
        draft.put(database.model_copy(update={"service": database.service.set(**wrong)}))


def _settle() -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(SETTLE_MS)


def _save(widget: QWidget, path: Path) -> None:
    """Write the widget's picture as a small PNG; a file with the same picture stays as it is."""
    from PIL import Image, ImageChops
    from PySide6.QtCore import QBuffer, QIODevice

    _settle()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    taken = Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB")
    if path.is_file():
        before = Image.open(path).convert("RGB")
        if before.size == taken.size and ImageChops.difference(before, taken).getbbox() is None:
            return
    taken.save(path, optimize=True)
