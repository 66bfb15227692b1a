"""Asks what to do with changes that are not saved, now or by an earlier run."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QWidget

from desktop.dialogs.message import MessageDialog

Answer = Literal["save", "discard", "cancel"]


def ask_unsaved(parent: QWidget, title: str) -> Answer:
    """Save, throw away, or stay."""
    dialog = MessageDialog(
        parent,
        f"Save the changes to “{title[:60]}”?",
        "They are lost if you do not save them.",
        (("discard", "Don’t save"), ("cancel", "Cancel"), ("save", "Save")),
        icon="floppy-disk",
    )
    dialog.exec()
    if dialog.answer == "save":
        return "save"
    return "discard" if dialog.answer == "discard" else "cancel"


def ask_recovery(parent: QWidget, title: str) -> Literal["open", "discard", "later"]:
    """Work of a run that ended before it was saved."""
    dialog = MessageDialog(
        parent,
        f"Recover “{title[:60]}”?",
        "Blueprice ended before these changes were saved. Files stay as they are until you save.",
        (("discard", "Throw away"), ("later", "Later"), ("open", "Recover")),
        icon="clock-counter-clockwise",
    )
    dialog.exec()
    if dialog.answer == "open":
        return "open"
    return "discard" if dialog.answer == "discard" else "later"
