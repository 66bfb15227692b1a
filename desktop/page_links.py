"""Leading from a node or note to another page: choosing the page, and going there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.pages import page_ids, page_title
from projects.records import FIRST_PAGE, Node, Note

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from desktop.editor import Editor
    from desktop.window import MainWindow


def fill_menu(menu: QMenu, window: MainWindow, editor: Editor) -> None:
    """The pages that the selection may lead to, the present one ticked."""
    document = editor.document
    records = [record for i in editor.selection if isinstance(record := document.get(i), Node | Note)]
    leads = {record.opens for record in records}
    target = leads.pop() if len(leads) == 1 else ""
    if target in document:
        go = menu.addAction(f"Go to {page_title(document, target)}")
        go.triggered.connect(lambda: window.canvas.paging.open_from(records[0].id))
        menu.addSeparator()
    here = {document.page_of(record.id) for record in records}
    for page in page_ids(document):
        if page in here or (page is None and not records):
            continue
        opens = page or FIRST_PAGE
        action = menu.addAction(page_title(document, page))
        action.setCheckable(True)
        action.setChecked(opens == target)
        action.setEnabled(bool(records))
        action.triggered.connect(lambda _=False, page=opens: lead_to(editor, page))
    if menu.isEmpty():
        menu.addAction("There is no other page yet").setEnabled(False)
    menu.addSeparator()
    new = menu.addAction("A new page")
    new.setEnabled(bool(records))
    new.triggered.connect(lambda: _lead_to_new(window, editor))
    none = menu.addAction("Nowhere")
    none.setEnabled(any(record.opens for record in records))
    none.triggered.connect(lambda: lead_to(editor, ""))


def lead_to(editor: Editor, page: str) -> None:
    """Let the selected nodes and notes lead to a page; to none if it is empty."""
    with editor.edit("Lead to a page" if page else "Lead nowhere") as draft:
        for record_id in editor.selection:
            record = draft.get(record_id)
            if isinstance(record, Node | Note):
                draft.put(record.model_copy(update={"opens": page}))


def _lead_to_new(window: MainWindow, editor: Editor) -> None:
    """A new page named after what leads there, which is shown at once."""
    from projects.pages import add_page

    first = editor.document.get(editor.selection[0])
    with editor.edit("Lead to a new page") as draft:
        page = add_page(draft, first.title if isinstance(first, Node) else "", window.canvas.paging.current)
        for record_id in editor.selection:
            record = draft.get(record_id)
            if isinstance(record, Node | Note):
                draft.put(record.model_copy(update={"opens": page.id}))
    window.canvas.paging.show(page.id)
