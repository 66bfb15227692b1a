"""Pages of a drawing: adding, naming, ordering, copying and removing them."""

from __future__ import annotations

from projects import copying, edits
from projects.document import Document, Draft
from projects.records import FIRST_PAGE, PROJECT_ID, Node, Note, Page, Settings

LONGEST_NAME = 200
"""Letters that a page's name keeps."""


def page_title(document: Document | Draft, page: str | None) -> str:
    """What a page is called: its own name, or "Page 2" by its place; None or FIRST_PAGE is the first."""
    source = document if isinstance(document, Document) else document.document
    if page is None or page == FIRST_PAGE:
        return source.settings.page_name or "Page 1"
    record = document.get(page)
    if isinstance(record, Page) and record.name:
        return record.name
    ids = [other.id for other in source.pages()]
    return f"Page {ids.index(page) + 2}" if page in ids else "Page"


def led_to(document: Document, record: Node | Note) -> tuple[str | None] | None:
    """The page that a record leads to, whose id is None for the first; None if it leads nowhere."""
    if record.opens == FIRST_PAGE:
        return (None,)
    return (record.opens,) if isinstance(document.get(record.opens), Page) else None


def page_ids(document: Document) -> tuple[str | None, ...]:
    """All pages in their order; the first is None."""
    return (None, *(page.id for page in document.pages()))


def add_page(draft: Draft, name: str = "", after: str | None = None) -> Page:
    """A new, empty page behind another one; its name is cut to one line of LONGEST_NAME."""
    made = Page(id=draft.new_id("page"), name=_as_name(name))
    ids = [page.id for page in draft.document.pages()]
    draft.put(made)
    place = ids.index(after) + 1 if after in ids else 0
    order_pages(draft, [*ids[:place], made.id, *ids[place:]])
    return made


def rename_page(draft: Draft, page: str | None, name: str) -> None:
    """Call a page something else; without a name it is called by its place."""
    name = _as_name(name)
    record = draft.get(PROJECT_ID if page is None else page)
    if isinstance(record, Settings):
        draft.put(record.model_copy(update={"page_name": name}))
    elif isinstance(record, Page):
        draft.put(record.model_copy(update={"name": name}))


def _as_name(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME]


def move_page(draft: Draft, page: str, place: int) -> None:
    """Put a page at another place among those after the first; 0 is right behind the first."""
    ids = [other.id for other in draft.document.pages() if other.id != page]
    ids.insert(min(max(place, 0), len(ids)), page)
    order_pages(draft, ids)


def duplicate_page(draft: Draft, page: str | None) -> Page:
    """A page with copies of everything on another one, right behind it."""
    document = draft.document
    made = add_page(draft, f"{page_title(document, page)} (copy)", page)
    ids = [record.id for record in document.children(page)]
    copying.paste(draft, copying.copied(document, ids), made.id)
    return made


def remove_page(draft: Draft, page: str) -> None:
    """Take a page out with everything on it; what led to it leads nowhere any more."""
    document = draft.document
    edits.delete(draft, [record.id for record in document.children(page)])
    draft.remove(page)
    for record in (*document.nodes(), *document.notes()):
        kept = draft.get(record.id)
        if isinstance(kept, Node | Note) and kept.opens == page:
            draft.put(kept.model_copy(update={"opens": ""}))


def order_pages(draft: Draft, ids: list[str]) -> None:
    """Put all pages after the first into this order."""
    for position, page_id in enumerate(ids):
        record = draft.get(page_id)
        if isinstance(record, Page) and record.position != position:
            draft.put(record.model_copy(update={"position": position}))
