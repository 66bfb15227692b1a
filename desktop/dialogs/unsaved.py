"""Asks what to do with changes that are not saved."""

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
