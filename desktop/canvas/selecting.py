"""Commands that select: everything, and what belongs together with what is selected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from projects import selections
from projects.selections import Way

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Selecting:
    """Chooses what is selected on one canvas."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor

    def all(self) -> None:
        """Select every node, link and note of the page."""
        self._select(selections.everything(self._editor.document, self._view.mirror.page))

    def same_kind(self) -> None:
        """Select all on the page that is of the same kind as the selection."""
        self._select(
            selections.same_kind(self._editor.document, self._editor.selection, self._view.mirror.page)
        )

    def connected(self, steps: int | None = 1, way: Way = "both") -> None:
        """Select also what links lead to; as far as they go with None."""
        self._select(selections.connected(self._editor.document, self._editor.selection, steps, way))

    def contents(self) -> None:
        """Select all in the selected containers, or in the container around what is selected."""
        self._select(selections.contents(self._editor.document, self._editor.selection))

    def invert(self) -> None:
        """Select instead what is not selected beside it."""
        self._select(
            selections.inverted(self._editor.document, self._editor.selection, self._view.mirror.page)
        )

    def holders(self) -> None:
        """Select the containers around the selection instead."""
        self._select(selections.holders(self._editor.document, self._editor.selection))

    def _select(self, ids: Iterable[str]) -> None:
        """Select what is seen of these."""
        shown = self._view.mirror.items_by_id
        self._editor.select(i for i in ids if i in shown)
