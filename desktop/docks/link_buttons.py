"""The two things that can be done with links besides filling in their form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop import line_edits
from desktop.docks.forms.links_subject import LinksSubject

if TYPE_CHECKING:
    from desktop.editor import Editor


class LinkButtons(QWidget):
    """Reverse the arrow, and leave the line's way to the router again."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.reverse = QPushButton("Reverse")
        self.reverse.setToolTip("Turn the arrow round. What each end sends stays what it sends.")
        self.reset = QPushButton("Reset the line")
        self.reset.setToolTip("Forget corners, anchors and the label's place that were set by hand.")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reverse)
        row.addWidget(self.reset)
        row.addStretch(1)
        self.reverse.clicked.connect(lambda: line_edits.reverse(editor))
        self.reset.clicked.connect(lambda: line_edits.reset(editor))

    def show_subject(self, subject: object) -> None:
        """Links are selected, or something else."""
        links = isinstance(subject, LinksSubject)
        self.setVisible(links)
        if isinstance(subject, LinksSubject):
            self.reset.setEnabled(subject.by_hand)
