"""The pages of the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, on_canvas

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
    from desktop.editor import Editor
    from desktop.window import MainWindow


def _several(editor: Editor) -> bool:
    return bool(editor.document.pages())


def _rename(window: MainWindow) -> None:
    window.show_canvas()
    window.panels.pane.bar.rename()


def _delete(canvas: CanvasView) -> None:
    page = canvas.paging.current
    if page is None:
        canvas.message.emit("The first page cannot be deleted.")
    else:
        canvas.paging.remove(page)


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
    Command("rename_page", "Rename page", _rename, icon="pencil-simple", enabled=_several),
    Command(
        "delete_page",
        "Delete page",
        on_canvas(_delete),
        icon="trash",
        tooltip="Take this page out, with all that stands on it",
        enabled=_several,
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
