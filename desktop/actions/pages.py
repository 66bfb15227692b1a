"""The pages of the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, on_canvas

if TYPE_CHECKING:
    from desktop.editor import Editor


def _several(editor: Editor) -> bool:
    return bool(editor.document.pages())


PAGES = (
    Command(
        "new_page",
        "New page",
        on_canvas(lambda c: c.paging.add()),
        "Shift+F11",
        "file-plus",
        "One more page of drawing in this project; its estimate counts all of them",
    ),
    Command(
        "duplicate_page",
        "Duplicate page",
        on_canvas(lambda c: c.paging.duplicate(c.paging.current)),
        icon="copy-simple",
        tooltip="A page with copies of all that stands on this one; the copies are priced as well",
    ),
    Command(
        "next_page",
        "Next page",
        on_canvas(lambda c: c.paging.step(1)),
        "Ctrl+PgDown",
        "caret-right",
        enabled=_several,
    ),
    Command(
        "previous_page",
        "Previous page",
        on_canvas(lambda c: c.paging.step(-1)),
        "Ctrl+PgUp",
        "caret-left",
        enabled=_several,
    ),
)
