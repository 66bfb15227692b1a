"""Asks for the name of a variant."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from desktop.dialogs.message import MessageDialog


class VariantNameDialog(MessageDialog):
    """A name that is not taken; :attr:`option` is the box below it, where there is one."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        name: str = "",
        taken: Collection[str] = (),
        accept: str = "Keep",
        option: str = "",
    ) -> None:
        super().__init__(parent, title, text, (("cancel", "Cancel"), ("accept", accept)), icon="git-branch")
        self._taken = {one.casefold() for one in taken}
        self.name = QLineEdit(_free(name, self._taken))
        self.name.setAccessibleName("Name")
        self.name.setMaxLength(200)
        self.name.setPlaceholderText("What is different, such as “Multi-AZ” or “Frankfurt”")
        self.problem = QLabel()
        self.problem.setProperty("role", "fault")
        self.option = QCheckBox(option)
        self.option.setVisible(bool(option))
        for widget in (self.name, self.problem, self.option):
            self.content.addWidget(widget)
        self.name.textChanged.connect(self._check)
        self._check()
        self.name.selectAll()
        self.name.setFocus()

    def _check(self) -> None:
        name = " ".join(self.name.text().split())
        taken = name.casefold() in self._taken
        self.problem.setText("There is a variant of this name already." if taken else "")
        self.buttons["accept"].setEnabled(bool(name) and not taken)


def _free(name: str, taken: set[str]) -> str:
    """The name, or the name with a number behind it."""
    found, number = name, 2
    while found and found.casefold() in taken:
        found, number = f"{name} {number}", number + 1
    return found
