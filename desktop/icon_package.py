"""The person's own copy of AWS's icon package: chosen, remembered, read at start, reviewed and given up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMenu

import icons
from desktop import service_icons
from desktop.canvas import pictures
from desktop.figures import counted

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from icons.package.installed import PackageReport

SHOWN_FOR = 8000
"""Milliseconds that a message about what was done stays in the status bar."""
LATER_MS = 300
"""After the start until a package that has changed is read again."""
TITLE = "AWS's icon package"
_ZIPS = "AWS's icon package (*.zip);;All files (*)"


class IconPackage:
    """The commands of the Icons menu, for one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.report: PackageReport | None = None
        """What the package in use gave; None while the built-in pictures are used."""

    @property
    def path(self) -> Path | None:
        """The remembered package, whether it can be used or not."""
        return self._window.preferences.icon_package

    # commands

    def use(self, path: Path | None = None, folder: bool = False) -> bool:
        """Take a package into use, asking for it unless named, and show what matched."""
        path = path or self._ask(folder)
        if path is None or not self._take(path, self._window.preferences.icon_choices):
            return False
        self._window.preferences.icon_package = path
        self.review()
        return True

    def review(self) -> None:
        """Show what matched and what did not; pictures picked by hand are taken into use."""
        from desktop.dialogs.icon_package import IconPackageDialog

        if self.report is None:
            return
        before = self._window.preferences.icon_choices
        dialog = IconPackageDialog(self._window, self.report, before)
        dialog.exec()
        if dialog.choices != before and self._take(self.report.path, dialog.choices):
            self._window.preferences.icon_choices = dialog.choices

    def stop(self) -> None:
        """Back to the built-in pictures; what was picked by hand is kept for another time."""
        self._window.preferences.icon_package = None
        self._show(None)
        self._say("The built-in pictures are used again")

    def restore(self) -> None:
        """Take the remembered package into use at start; where it is gone, say so and go on without."""
        from icons.package.installed import installed

        path = self.path
        if path is None:
            return
        choices = self._window.preferences.icon_choices
        found = installed(path, choices)
        if found is not None:
            self._show(found, anew=False)
        else:
            QTimer.singleShot(LATER_MS, lambda: self._take(path, choices, at_start=True))

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done about icons."""
        menu.addAction("Use AWS's icon package…").triggered.connect(lambda _=False: self.use())
        menu.addAction("Use its unpacked folder…").triggered.connect(lambda _=False: self.use(folder=True))
        menu.addSeparator()
        path = self.path
        if path is not None:
            state = "" if self.report is not None else " (not in use)"
            menu.addAction(f"{path.name[:60]}{state}").setEnabled(False)
        review = menu.addAction("What matched…")
        review.setEnabled(self.report is not None)
        review.triggered.connect(lambda _=False: self.review())
        built_in = menu.addAction("Use the built-in pictures")
        built_in.setEnabled(path is not None)
        built_in.triggered.connect(lambda _=False: self.stop())

    # taking

    def _ask(self, folder: bool) -> Path | None:
        preferences = self._window.preferences
        if folder:
            name = QFileDialog.getExistingDirectory(
                self._window, "Use the unpacked icon package", preferences.folder
            )
        else:
            name, _ = QFileDialog.getOpenFileName(
                self._window, "Use AWS's icon package", preferences.folder, _ZIPS
            )
        return Path(name) if name else None

    def _take(self, path: Path, choices: Mapping[str, str], at_start: bool = False) -> bool:
        from desktop.background_work import in_background
        from icons.package.installed import install

        try:
            report = in_background(
                self._window, TITLE, f"Reading {path.name}", lambda: install(path, choices)
            )
        except icons.IconPackageError as error:
            self._complain(str(error), at_start)
            return False
        if report is None:
            return False
        self._show(report)
        return True

    def _complain(self, text: str, at_start: bool) -> None:
        from desktop.dialogs.message import MessageDialog

        kept = "The icons are those that were used before."
        if at_start:
            kept = "The built-in pictures are used. The Icons menu under View lets you choose it again."
        title = "The icon package was not used"
        box = MessageDialog(self._window, title, f"{text} {kept}", icon="warning", colour="caution")
        if at_start:
            # Nothing waits for the answer: the project opens meanwhile.
            box.open()
        else:
            box.exec()

    def _show(self, report: PackageReport | None, anew: bool = True) -> None:
        """Draw everything with these pictures; ``anew=False`` where nothing has been drawn yet."""
        self.report = report
        if report is None:
            icons.use_package(None)
        else:
            icons.use_report(report)
        pictures.forget()
        service_icons.forget()
        if anew and self._window.editor is not None:
            self._window.panels.set_theme(self._window.theme)
            if report is not None:
                self._say(f"{counted(len(report.taken), 'icon')} come from {report.path.name}")

    def _say(self, text: str) -> None:
        self._window.statusBar().showMessage(text, SHOWN_FOR)
