"""What a person does about prices: fill in typical usage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.figures import counted
from projects.profiles import Profile, fill

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.window import MainWindow

SHOWN_FOR = 8000
"""Milliseconds that a message about what was done stays in the status bar."""


class Prices:
    """The commands of the Prices menu, for one window and its project."""

    def __init__(self, window: MainWindow, editor: Editor) -> None:
        self._window = window
        self._editor = editor

    def fill_usage(self, profile: Profile) -> int:
        """Give what needs a figure its typical one: the selection with what is in it, or everything.

        One step of the history; what is set stays as it is. Gives how many figures were filled in.
        """
        with self._editor.edit(f"Fill in {profile} usage") as draft:
            figures = fill(draft, profile, self._chosen())
            nodes = len(draft.put_ids())
        if figures:
            text = f"Filled in {counted(figures, 'figure')} of {counted(nodes, 'node')}: look through them"
            self._window.show_page("estimate")
        else:
            text = "Nothing here needs a figure that a profile could give"
        self._window.statusBar().showMessage(text, SHOWN_FOR)
        return figures

    def _chosen(self) -> list[str]:
        document = self._editor.document
        selected = self._editor.selected_nodes()
        if not selected:
            return [node.id for node in document.nodes()]
        found = dict.fromkeys(node.id for node in selected)
        for node in selected:
            found.update(dict.fromkeys(record.id for record in document.descendants(node.id)))
            found.update(dict.fromkeys(node.members))
        return list(found)
