"""The choices for an exported picture: which part and pages, how large, on what paper, with which layers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from desktop.canvas.layers import LAYERS, Layers
from desktop.docks.segments import Segments
from desktop.exporting import Job

if TYPE_CHECKING:
    from desktop.window import MainWindow

MOST_ACROSS = 10


class ExportOptions(QWidget):
    """Shows only what matters to the chosen format; each format keeps its own paper."""

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        assert window.editor is not None
        self._window, self._editor = window, window.editor
        self._format = "png"
        stored = window.preferences.export_choices
        self._papers = {"pdf": "A4", **_texts(stored.get("papers"))}
        self._build(stored)
        self._form = QFormLayout(self)
        self._arrange()
        for segments in self._segments:
            segments.chosen.connect(self._follow)
        self.paper.chosen.connect(self._remember_paper)
        for check in (*self.layers.values(), self.project):
            check.toggled.connect(self._follow)
        for count in (self.across, self.down):
            count.valueChanged.connect(self._follow)

    # parts

    def _build(self, stored: dict[str, Any]) -> None:
        selection = len(self._editor.selection)
        several = len(self._editor.document.pages()) > 0
        chosen = f"Selection ({selection:,})" if selection else "Selection"
        areas = {"all": "This page", "pages": "All pages"} if several else {"all": "Whole drawing"}
        self.area = Segments({**areas, "selection": chosen})
        self.area.choose("pages" if several and stored.get("area") == "pages" else "all")
        self.area.buttons["selection"].setEnabled(selection > 0)
        self.scale = Segments({"1": "1×", "2": "2×", "3": "3×", "4": "4×"})
        self.scale.choose("2")
        self.scale.choose(str(stored.get("scale", "2")))
        self.background = Segments({"white": "White", "transparent": "Transparent", "canvas": "As on screen"})
        self.background.choose("white")
        self.background.choose(str(stored.get("background", "white")))
        self.paper = Segments({"": "As the drawing", "A4": "A4", "A3": "A3", "Letter": "Letter"})
        self.orientation = Segments({"landscape": "Landscape", "portrait": "Portrait"})
        self.orientation.choose("landscape")
        self.orientation.choose(str(stored.get("orientation", "")))
        self.across, self.down = _count("Sheets across"), _count("Sheets down")
        self.project = QCheckBox("Keep the project inside")
        self.project.setToolTip(
            "The picture can be opened again as a project.\n"
            "Whoever has the file can then see all figures, names and notes, hidden ones too."
        )
        self.project.setChecked(stored.get("project") is not False)
        self._segments = (self.area, self.scale, self.background, self.paper, self.orientation)
        self._build_layers(stored)

    def _build_layers(self, stored: dict[str, Any]) -> None:
        """At first as on the canvas, afterwards as they were last exported."""
        shown = shown_layers(self._window)
        hidden = stored.get("hidden_layers")
        self.layers = {name: QCheckBox(text) for name, text in LAYERS.items()}
        for name, check in self.layers.items():
            check.setChecked(getattr(shown, name) if not isinstance(hidden, list) else name not in hidden)
        self.costs, self.findings = self.layers["costs"], self.layers["findings"]
        if not isinstance(hidden, list):
            self.findings.setChecked(False)

    def _arrange(self) -> None:
        self._form.setContentsMargins(0, 8, 0, 0)
        self._form.setVerticalSpacing(12)
        self._form.setHorizontalSpacing(16)
        self.poster = QWidget()
        row = QHBoxLayout(self.poster)
        row.setContentsMargins(0, 0, 0, 0)
        parts: tuple[QWidget, ...] = (self.across, QLabel("across"), self.down, QLabel("down"))
        for part in parts:
            row.addWidget(part)
        row.addStretch()
        checks = QWidget()
        grid = QGridLayout(checks)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(8)
        for index, check in enumerate(self.layers.values()):
            grid.addWidget(check, index // 2, index % 2)
        for text, widget in (
            ("Area", self.area),
            ("Size", self.scale),
            ("Paper", self.paper),
            ("", self.orientation),
            ("Sheets", self.poster),
            ("Background", self.background),
            ("Show", checks),
            ("", self.project),
        ):
            self._form.addRow(text, widget)

    # following the choices

    def show_format(self, name: str) -> None:
        """Offer what matters to a format."""
        self._format = name
        self.paper.choose(self._papers.get(name, ""))
        self._show_rows()

    def _show_rows(self) -> None:
        paper, pdf = self.paper.choice, self._format == "pdf"
        self._form.setRowVisible(self.scale, self._format == "png")
        self._form.setRowVisible(self.project, self._format == "png")
        self._form.setRowVisible(self.orientation, bool(paper))
        self._form.setRowVisible(self.poster, bool(paper) and pdf)

    def _remember_paper(self, paper: str) -> None:
        """Each format keeps its own: a PDF is for paper, a picture usually for a document."""
        self._papers[self._format] = paper
        self._show_rows()

    def _follow(self) -> None:
        self.project.setEnabled(self.area.choice != "selection")
        self.changed.emit()

    def job(self, kind: str, path: Path) -> Job:
        """The present choices."""
        selected = self.area.choice == "selection"
        flags = {name: check.isChecked() for name, check in self.layers.items()}
        paper = self.paper.choice
        poster = bool(paper) and kind == "pdf"
        return Job(
            kind,
            path,
            ids=self._editor.selection if selected else None,
            scale=int(self.scale.choice or 2),
            background=self.background.choice or "white",
            costs=self.costs.isChecked(),
            findings=self.findings.isChecked(),
            project=self.project.isChecked(),
            paper=paper,
            landscape=self.orientation.choice != "portrait",
            sheets=(self.across.value(), self.down.value()) if poster else (1, 1),
            layers=Layers(**flags),
            all_pages=self.area.choice == "pages",
            **on_canvas(self._window),
        )

    def remember(self) -> None:
        """Keep the choices for the next time."""
        hidden = [name for name, check in self.layers.items() if not check.isChecked()]
        self._window.preferences.export_choices = {
            "area": self.area.choice,
            "scale": self.scale.choice,
            "background": self.background.choice,
            "orientation": self.orientation.choice,
            "papers": self._papers,
            "hidden_layers": hidden,
            "project": self.project.isChecked(),
        }


def shown_layers(window: MainWindow) -> Layers:
    """The layers that the canvas shows."""
    return window.canvas.mirror.layers


def on_canvas(window: MainWindow) -> dict[str, Any]:
    """The page that the canvas shows, and the ways of its links there.

    Before they are written for good, :func:`settle` leads with care what was not yet.
    """
    mirror = window.canvas.mirror
    return {"page": mirror.page, "routes": mirror.router.routes}


def settle(window: MainWindow) -> None:
    """Lead every line with care that was only sketched so far, without the window standing still."""
    while window.canvas.mirror.refine():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _count(name: str) -> QSpinBox:
    made = QSpinBox()
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    made.setRange(1, MOST_ACROSS)
    made.setAccessibleName(name)
    made.setFixedWidth(56)
    return made


def _texts(stored: object) -> dict[str, str]:
    found = stored.items() if isinstance(stored, dict) else ()
    return {str(key): str(value) for key, value in found}
