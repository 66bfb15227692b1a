"""Printing: paper, margins and scale as chosen, the sheets that follow from them, and painting those."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, cast

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.editor import Editor
    from desktop.export import Page, Paper, Wanted
    from desktop.export.sheet import Sheet

Fit = Literal["fit", "percent", "poster"]

_SIZES = {
    "A4": QPageSize.PageSizeId.A4,
    "A3": QPageSize.PageSizeId.A3,
    "A2": QPageSize.PageSizeId.A2,
    "A1": QPageSize.PageSizeId.A1,
    "A0": QPageSize.PageSizeId.A0,
    "Letter": QPageSize.PageSizeId.Letter,
    "Legal": QPageSize.PageSizeId.Legal,
    "Tabloid": QPageSize.PageSizeId.Tabloid,
}


@dataclass(frozen=True)
class PrintChoices:
    """How a drawing is put on paper."""

    paper: str = "A4"
    landscape: bool = True
    margin_mm: float = 12
    fit: Fit = "fit"
    percent: int = 100
    across: int = 2
    down: int = 2
    overlap_mm: float = 10
    cut_marks: bool = True
    all_pages: bool = False
    captions: bool = True
    """The project's name above and who made it for whom below."""

    def page(self, editor: Editor) -> Page:
        """As the exporters take it."""
        from desktop.exporting import page_of

        poster = self.fit == "poster"
        page = page_of(
            editor,
            cast("Paper", self.paper),
            self.landscape,
            (self.across, self.down) if poster else (1, 1),
        )
        if not self.captions:
            page = replace(page, title="", footer="")
        return replace(
            page,
            margin_mm=self.margin_mm,
            overlap_mm=self.overlap_mm,
            cut_marks=self.cut_marks,
            scale=self.percent / 100 if self.fit == "percent" else None,
        )

    def layout(self) -> QPageLayout:
        """The paper for a printer, all of it: the margins are part of the sheet."""
        way = QPageLayout.Orientation
        made = QPageLayout(
            QPageSize(_SIZES[self.paper]),
            way.Landscape if self.landscape else way.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
        made.setMode(QPageLayout.Mode.FullPageMode)
        return made

    def stored(self) -> dict[str, Any]:
        """For the person's settings."""
        return asdict(self)


def choices_from(stored: dict[str, Any]) -> PrintChoices:
    """Stored choices; what is missing or makes no sense is as usual."""
    usual = PrintChoices()
    found: dict[str, Any] = {}
    for field in fields(PrintChoices):
        value, default = stored.get(field.name), getattr(usual, field.name)
        numbers = isinstance(value, int | float) and isinstance(default, int | float)
        same = type(value) is type(default) or (numbers and not isinstance(value, bool))
        if same and isinstance(value, bool) == isinstance(default, bool):
            found[field.name] = value
    made = PrintChoices(**found)
    if made.paper not in _SIZES:
        made = replace(made, paper=usual.paper)
    if made.fit not in ("fit", "percent", "poster"):
        made = replace(made, fit=usual.fit)
    return replace(
        made,
        margin_mm=min(max(made.margin_mm, 0), 60),
        percent=min(max(int(made.percent), 5), 800),
        across=min(max(int(made.across), 1), 10),
        down=min(max(int(made.down), 1), 10),
        overlap_mm=min(max(made.overlap_mm, 0), 50),
    )


def printed_sheets(editor: Editor, choices: PrintChoices, options: Wanted) -> list[Sheet]:
    """The pieces of paper. Raises NothingToExport, or ValueError if they are too many."""
    from desktop.export import sheets
    from projects.pages import page_ids

    wanted: Wanted = {**options, "page": choices.page(editor), "background": "white"}
    pages = page_ids(editor.document) if choices.all_pages else None
    return sheets(editor.document, pages=pages, **wanted)


def print_sheets(
    printer: QPrinter, sheets: Sequence[Sheet], told: Callable[[int], None] | None = None
) -> bool:
    """Print or preview the sheets, one a page; False if the printer would not begin."""
    from desktop.export.pdf import paint_sheet

    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for index, sheet in enumerate(sheets):
            if index and not printer.newPage():
                return False
            paint_sheet(painter, sheet, printer.resolution() / 96)
            if told is not None:
                told(index + 1)
    finally:
        painter.end()
    return True
