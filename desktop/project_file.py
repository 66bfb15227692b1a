"""Opening and saving from the window: recent files, unsaved changes, and files that are broken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.dialogs.error import show_error
from desktop.dialogs.problems import ProblemsDialog, ask_recover
from desktop.dialogs.unsaved import ask_unsaved
from projects.document import Document
from projects.files import SUFFIX, Problem, UnreadableFile

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.samples import Sample
    from desktop.window import MainWindow

_FILTER = f"Blueprice projects (*{SUFFIX});;All files (*)"
_OPEN_FILTER = (
    f"Projects and pictures of them (*{SUFFIX} *.png);;Blueprice projects (*{SUFFIX});;All files (*)"
)


class ProjectFile:
    """The open project's file, as commands see it. Nothing here overwrites what could not be read."""

    def __init__(self, window: MainWindow, editor: Editor) -> None:
        self._window = window
        self._editor = editor

    # opening

    def new(self) -> bool:
        """An empty drawing; False if the person stays with the present one."""
        if not self.may_leave():
            return False
        self._editor.replace_document(Document())
        self._window.show_canvas()
        return True

    def open(self, path: Path | None = None) -> bool:
        """Open a file, asking for it unless named; False if nothing was opened."""
        path = path or self._ask_open()
        if path is None or not self.may_leave():
            return False
        try:
            problems = self._editor.open(path)
        except UnreadableFile as error:
            return self._open_rest(path, error)
        self._opened(path, problems)
        return True

    def _open_rest(self, path: Path, error: UnreadableFile) -> bool:
        if not ask_recover(self._window, error) or error.recovered is None:
            return False
        self._editor.replace_document(error.recovered.document, path, recovered=True)
        self._opened(path, error.recovered.problems)
        return True

    def _opened(self, path: Path, problems: tuple[Problem, ...]) -> None:
        self._window.preferences.add_recent_file(path)
        self._window.preferences.folder = str(path.parent)
        if problems:
            ProblemsDialog(self._window, path.name, problems).exec()

    def open_sample(self, sample: Sample) -> bool:
        """Open a copy of a shipped project; saving asks for a name."""
        if not self.may_leave():
            return False
        try:
            self._editor.replace_document(sample.load().document)
        except (UnreadableFile, OSError) as error:
            show_error(self._window, "The sample cannot be opened", f"{error}\nInstall Blueprice again.")
            return False
        return True

    def _ask_open(self) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open a project", self._window.preferences.folder, _OPEN_FILTER
        )
        return Path(name) if name else None

    # saving

    def save(self) -> bool:
        """Save to the project's file; False if it is not saved."""
        if self._editor.path is None or self._editor.recovered:
            return self.save_as()
        return self._write(self._editor.path)

    def save_as(self) -> bool:
        """Ask for a name and save; False if it is not saved."""
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the project", self._proposal(), _FILTER)
        if not name:
            return False
        path = Path(name)
        return self._write(path if path.suffix else path.with_suffix(SUFFIX))

    def _proposal(self) -> str:
        stem = "".join(c if c.isalnum() or c in " -_()." else "-" for c in self._editor.title)[:80].strip()
        if self._editor.recovered:
            stem += " (recovered)"
        folder = self._editor.path.parent if self._editor.path else Path(self._window.preferences.folder)
        return str(folder / f"{stem or 'Untitled'}{SUFFIX}")

    def _write(self, path: Path) -> bool:
        try:
            self._editor.save(path)
        except OSError as error:
            reason = error.strerror or str(error)
            remedy = "The file is as it was. Choose another place or make room, then save again."
            text = f"{path}\n\n{reason}. {remedy}"
            show_error(self._window, "The project was not saved", text)
            return False
        self._window.preferences.add_recent_file(path)
        self._window.preferences.folder = str(path.parent)
        self._window.statusBar().showMessage(f"Saved to {path}", 4000)
        return True

    # leaving

    def may_leave(self) -> bool:
        """Ask about unsaved changes; True if the project may be closed."""
        if not self._editor.unsaved:
            return True
        answer = ask_unsaved(self._window, self._editor.title)
        if answer == "save":
            return self.save()
        return answer == "discard"

    def leave(self) -> None:
        """The window closes: what is unsaved was given up on purpose."""
        self._window.panels.recovery.remove()
