"""Notes that depend on more than their own record: they say what the project says, or ride on lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.canvas.items import Item, NoteItem
from desktop.canvas.riding import place_on_lines, riders
from projects.annotations.content import content, follows
from projects.changes import Change
from projects.records import Node, Note

if TYPE_CHECKING:
    from desktop.canvas.scene import Scene


class NoteKeeping:
    """Knows which notes of a scene depend on more than their own record."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._following: dict[str, None] = {}
        self._riders: dict[str, list[Note]] = {}
        self.taken = ""
        """The id of one that is dragged, on its line or off it."""

    def reset(self) -> None:
        """The scene begins anew."""
        self._following.clear()
        self._riders.clear()
        self.taken = ""

    def tell(self, item: Item) -> bool:
        """Let a note know what it says; True if that is something else than before."""
        if not isinstance(item, NoteItem):
            return False
        if follows(item.record):
            self._following[item.record.id] = None
        before, item.content = item.content, content(self._scene.document, item.record)
        return before != item.content

    def follow(self, change: Change) -> None:
        """Draw the notes again that say what the project says, where that has changed."""
        kinds = {type(before or after) for _, before, after in change.items()}
        if self._following and (kinds != {Node} or self._scene.document.pages()):
            for note_id in self._following:
                item = self._scene.items_by_id.get(note_id)
                if isinstance(item, NoteItem) and follows(item.record) and self.tell(item):
                    item.draw(self._scene.style_of_items)
        if Note in kinds:
            self.find_riders()

    def find_riders(self) -> None:
        """Look for the notes that stand on lines."""
        self._riders = riders(self._scene.document, self._scene.document.notes())

    def ride(self) -> None:
        """Put the notes that stand on lines where the lines run now."""
        if self._riders:
            scene = self._scene
            riding = {
                link: [note for note in notes if note.id != self.taken]
                for link, notes in self._riders.items()
            }
            for note_id in place_on_lines(scene.layout, scene.router.routes, riding):
                scene.set_place(note_id)
