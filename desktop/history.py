"""Undo and redo: the only QUndoCommand there is, around a change."""

from __future__ import annotations

from PySide6.QtGui import QUndoCommand

from projects.changes import Change
from projects.document import Document


class ChangeCommand(QUndoCommand):
    """Applies a change; undoing applies its inverse. Commands with the same merge key become one."""

    def __init__(self, document: Document, change: Change, text: str, merge_key: str = "") -> None:
        super().__init__(text)
        self._document = document
        self._change = change
        self._merge_key = merge_key

    @property
    def change(self) -> Change:
        """What redoing applies."""
        return self._change

    def redo(self) -> None:
        self._document.apply(self._change)

    def undo(self) -> None:
        self._document.apply(self._change.inverse())

    def id(self) -> int:
        return 1 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, ChangeCommand) or other._merge_key != self._merge_key:
            return False
        self._change = self._change.then(other._change)
        if not self._change:
            self.setObsolete(True)
        return True
