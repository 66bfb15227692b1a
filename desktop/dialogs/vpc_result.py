"""What a new VPC would be: a picture of it, and its subnets' address blocks."""

from __future__ import annotations

from ipaddress import IPv4Network

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem

from desktop.export import ExportFailed, picture
from desktop.theme import Theme
from projects.document import Document
from projects.scaffolding.addresses import usable
from projects.scaffolding.captions import zone_letter
from projects.scaffolding.plans import VpcPlan

SHARPNESS = 1.5
"""Units of the picture a pixel of the screen, before it is made to fit: its lines stay crisp."""


class PlanPicture(QLabel):
    """The drawing as it would be, made to fit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._made = QPixmap()
        self._pale = False
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(320, 240)
        self.setProperty("role", "thumbnail")
        self.setAccessibleName("Picture of the VPC")

    def show_document(self, document: Document | None) -> None:
        """Draw this document; None leaves the picture as it was, pale."""
        self._pale = document is None
        if document is None:
            self._fit()
            return
        try:
            made = picture(document, scale=SHARPNESS, theme=self._theme, background="canvas", margin=8)
        except ExportFailed:
            return
        self._made = QPixmap.fromImage(made)
        self._fit()

    def _fit(self) -> None:
        if not self._made.isNull():
            ratio = self.devicePixelRatioF()
            room = self.contentsRect().size() - QSize(8, 8)
            fitted = self._made.scaled(
                room * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            fitted.setDevicePixelRatio(ratio)
            self.setPixmap(_paled(fitted) if self._pale else fitted)

    def sizeHint(self) -> QSize:
        return QSize(480, 380)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _paled(shown: QPixmap) -> QPixmap:
    made = QPixmap(shown.size())
    made.setDevicePixelRatio(shown.devicePixelRatio())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(0.35)
    painter.drawPixmap(0, 0, shown)
    painter.end()
    return made


class BlockTable(QTableWidget):
    """A row for each tier, a column for each zone."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Address blocks")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_blocks(self, plan: VpcPlan, blocks: list[list[IPv4Network]]) -> None:
        """List what each subnet gets; an empty list clears the table."""
        self.clear()
        zones = plan.zones if blocks else ()
        heads = ("Tier", "To use", *(f"Zone {zone_letter(zone)}" for zone in zones)) if blocks else ()
        self.setColumnCount(len(heads))
        self.setRowCount(len(blocks))
        self.setHorizontalHeaderLabels(list(heads))
        for row, (tier, of_tier) in enumerate(zip(plan.tiers, blocks, strict=False)):
            texts = (tier.name, f"{usable(of_tier[0]):,} each", *map(str, of_tier))
            for column, text in enumerate(texts):
                self.setItem(row, column, QTableWidgetItem(text))
        header = self.horizontalHeader()
        for column in range(len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.setFixedHeight(header.sizeHint().height() + 26 * max(1, len(blocks)) + 18)
