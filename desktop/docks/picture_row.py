"""The line of the properties panel that gives a node a picture in place of its service's icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop import own_pictures

if TYPE_CHECKING:
    from desktop.editor import Editor

_OFFERED_BY = frozenset({"third_party_service"})
"""Services whose form always offers a picture; others show the line only when they have one."""


class PictureRow(QWidget):
    """Which picture is drawn, to choose another or to go back to the icon."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        label = QLabel("Picture")
        label.setProperty("role", "secondary")
        self.name = QLabel()
        # The name takes what room the buttons leave, however little.
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.choose = QPushButton("Choose…")
        self.choose.setToolTip("A PNG, JPEG or SVG file, drawn in place of the service's icon")
        self.choose.clicked.connect(lambda: own_pictures.choose(self.window(), editor))
        self.reset = QPushButton("Reset")
        self.reset.setToolTip("Use the service's icon")
        self.reset.clicked.connect(lambda: own_pictures.reset(editor))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.name, 1)
        row.addWidget(self.choose)
        row.addWidget(self.reset)
        self.hide()

    def refresh(self) -> None:
        """Follow the selection."""
        nodes = own_pictures.pictured(self._editor)
        used = {node.picture for node in nodes}
        offered = any(node.service.name in _OFFERED_BY for node in nodes)
        self.setVisible(bool(nodes) and (offered or used != {""}))
        self.reset.setVisible(used != {""} and bool(used))
        found = self._editor.document.get(next(iter(used))) if len(used) == 1 else None
        text = "Several" if len(used) > 1 else str(getattr(found, "name", ""))
        self.name.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, 110))
        self.name.setToolTip(text)
