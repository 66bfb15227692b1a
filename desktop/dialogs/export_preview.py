"""What an export will look like: a small picture beside the choices, and how large the result is."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from desktop.export.sheet import Sheet
    from desktop.exporting import Job
    from desktop.window import MainWindow

DELAY = 180
"""Milliseconds after the last choice before the picture is made."""
LARGEST = 320
GAP = 6.0
CHECK = 8
"""Side of the squares that show where a picture is transparent."""
MOST_SHEETS = 40


class ExportPreview(QWidget):
    """Follows the choices of a dialog, a moment later; never while they are being made."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._job: Job | None = None
        self._pictures: list[QImage] = []
        self._columns = 1
        self.text = ""
        """How large the result is, in words."""
        self.timer = QTimer(self, singleShot=True, interval=DELAY)
        self.timer.timeout.connect(self.make)
        self.setMinimumSize(LARGEST - 60, LARGEST - 60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Preview")
        self.made: list[Any] = []
        """Called after the picture was made."""

    def follow(self, job: Job) -> None:
        """Show what this job would write, a moment from now."""
        self._job = job
        self.timer.start()

    def make(self) -> None:
        """Show it now."""
        from desktop.export import ExportFailed, sheets
        from desktop.export.png import image
        from desktop.exporting import wanted
        from projects.pages import page_ids

        self.timer.stop()
        job, editor = self._job, self._window.editor
        if job is None or editor is None:
            return
        self._pictures, self.text = [], ""
        try:
            pages = page_ids(editor.document) if job.all_pages and job.format == "pdf" else None
            found = sheets(editor.document, pages=pages, **wanted(editor, job, self._window.theme))
            self._columns = _columns(found, job)
            side = max(24.0, LARGEST / max(self._columns, ceil(len(found) / self._columns)))
            ratio = self.devicePixelRatioF()
            for sheet in found[:MOST_SHEETS]:
                scale = min(4.0, side / max(sheet.width, sheet.height)) * ratio
                self._pictures.append(image(sheet, scale))
            self.text = told(found, job)
        except (ExportFailed, ValueError) as error:
            self.text = str(error)
        self.setToolTip(self.text)
        self.update()
        for call in self.made:
            call()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._pictures:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rows = ceil(len(self._pictures) / self._columns)
        first = self._pictures[0]
        gap = GAP if len(self._pictures) > 1 else 0.0
        wide = (self.width() - 2 - gap * (self._columns - 1)) / self._columns
        high = (self.height() - 2 - gap * (rows - 1)) / rows
        scale = min(wide / first.width(), high / first.height())
        tile = first.width() * scale, first.height() * scale
        left = (self.width() - self._columns * tile[0] - gap * (self._columns - 1)) / 2
        top = (self.height() - rows * tile[1] - gap * (rows - 1)) / 2
        for index, picture in enumerate(self._pictures):
            row, column = divmod(index, self._columns)
            place = QRectF(left + column * (tile[0] + gap), top + row * (tile[1] + gap), *tile)
            if picture.hasAlphaChannel():
                _checks(painter, place)
            painter.drawImage(place, picture)
            painter.setPen(QPen(QColor(self._window.theme.input_border), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
        painter.end()


def _checks(painter: QPainter, place: QRectF) -> None:
    painter.fillRect(place, QColor("#FFFFFF"))
    painter.save()
    painter.setClipRect(place)
    for row in range(ceil(place.height() / CHECK)):
        for column in range(row % 2, ceil(place.width() / CHECK), 2):
            corner = place.x() + column * CHECK, place.y() + row * CHECK
            painter.fillRect(QRectF(*corner, CHECK, CHECK), QColor("#E4E8EC"))
    painter.restore()


def _columns(found: list[Sheet], job: Job) -> int:
    """Sheets of a poster stand as they are put together, others in a square."""
    if job.sheets[0] * job.sheets[1] > 1:
        return job.sheets[0]
    return ceil(sqrt(len(found)))


def told(found: list[Sheet], job: Job) -> str:
    """ "2,400 × 1,600 pixels" or "A3, 420 × 297 mm, 4 sheets"."""
    from desktop.export.paper import UNITS_PER_MM
    from desktop.export.png import pixel_size

    sheet = found[0]
    millimetres = f"{sheet.width / UNITS_PER_MM:,.0f} × {sheet.height / UNITS_PER_MM:,.0f} mm"
    if job.format == "png":
        wide, high = pixel_size(sheet, job.scale)
        return f"{wide:,} × {high:,} pixels"
    if job.format == "svg":
        return f"{ceil(sheet.width):,} × {ceil(sheet.height):,} units"
    paper = f"{job.paper}, " if job.paper else ""
    count = f", {len(found):,} sheets" if len(found) > 1 else ""
    return f"{paper}{millimetres}{count}"
