"""Keeps a copy of unsaved work beside the settings, and offers it after the application ended badly."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer

from projects.files import SUFFIX, UnreadableFile, dumps, load

if TYPE_CHECKING:
    from desktop.editor import Editor

EVERY_MS = 30_000


class Recovery:
    """Writes the project every half minute while it has unsaved changes; a clean end removes the copy."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._written_at = -1
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
        self.folder = Path(folder) / "recovery"
        self.file = self.folder / f"{os.getpid()}{SUFFIX}"
        self._timer = QTimer(editor)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.write)
        self._timer.start()
        editor.file_changed.connect(self._follow)

    def _follow(self) -> None:
        if not self._editor.unsaved:
            self.remove()

    def write(self) -> None:
        """Write the copy if there are changes since the last one; a full disk interrupts nobody."""
        index = self._editor.undo_stack.index()
        if not self._editor.unsaved or index == self._written_at:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.file.write_text(dumps(self._editor.variants.base()), encoding="utf-8")
            about = {"path": str(self._editor.path or ""), "title": self._editor.title}
            self._facts(self.file).write_text(json.dumps(about), encoding="utf-8")
            self._written_at = index
        except OSError:
            return

    def remove(self) -> None:
        """The work is saved, or was given up on purpose."""
        self._written_at = -1
        _remove(self.file)

    @staticmethod
    def _facts(file: Path) -> Path:
        return file.with_suffix(".json")

    def left_behind(self) -> list[tuple[Path, str]]:
        """Copies of applications that run no more, with the titles of their projects."""
        if not self.folder.is_dir():
            return []
        found = []
        for file in sorted(self.folder.glob(f"*{SUFFIX}")):
            if file != self.file and not _runs(file.stem):
                found.append((file, self._title(file)))
        return found

    def _title(self, file: Path) -> str:
        try:
            return str(json.loads(self._facts(file).read_text(encoding="utf-8"))["title"])
        except (OSError, ValueError, KeyError, TypeError):
            return "Untitled"

    def restore(self, file: Path) -> bool:
        """Open a copy as a project without a file, so that saving asks where; False if it is unreadable."""
        try:
            loaded = load(file)
        except UnreadableFile:
            return False
        self._editor.replace_document(loaded.document)
        self._editor.undo_stack.resetClean()
        self._editor.file_changed.emit()
        return True


def discard(file: Path) -> None:
    """Remove a copy that is not wanted."""
    _remove(file)


def _remove(file: Path) -> None:
    for path in (file, file.with_suffix(".json")):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue


def _runs(process: str) -> bool:
    """True if a process of this number runs; on Windows it cannot be asked this way, so the age decides."""
    if not process.isdigit():
        return False
    if os.name == "nt":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
