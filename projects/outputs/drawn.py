"""What of a document is drawn, page by page: each record with the container around it and its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from projects.annotations.content import content, follows
from projects.annotations.steps import steps
from projects.document import Document
from projects.geometry import Rect, local_rect
from projects.pages import page_ids, page_title
from projects.records import Link, Node, Note


class NothingDrawn(ValueError):
    """There is nothing that could be written."""


@dataclass(frozen=True)
class Item:
    """A node or note that is drawn."""

    record: Node | Note
    page: str | None
    """Id of the page; None for the first."""
    parent: str | None
    """Id of the node around it; None where it stands freely on its page."""
    rect: Rect
    """In canvas coordinates."""

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def frame(self) -> bool:
        """Whether it is drawn as a frame around others."""
        return isinstance(self.record, Node) and (
            self.record.service.is_container() or self.record.service.is_overlay()
        )

    @property
    def overlay(self) -> bool:
        return isinstance(self.record, Node) and self.record.service.is_overlay()


class Drawn:
    """The drawn part of a document: without what is hidden, and only what was asked for.

    ``only`` holds ids of records, each with what stands in it and the links between them; None for all.
    Raises :class:`NothingDrawn`.
    """

    def __init__(self, document: Document, only: Iterable[str] | None = None) -> None:
        self.document = document
        self.items: dict[str, Item] = {}
        """By id; a container comes before what stands in it, neighbours in reading order."""
        self.roots: dict[str | None, list[Item]] = {}
        """What stands freely on each page."""
        self.inside: dict[str, list[Item]] = {}
        self.pages: dict[str | None, str] = {page: page_title(document, page) for page in page_ids(document)}
        self._only = None if only is None else frozenset(only)
        for page in self.pages:
            self._place(page)
        if not self.items:
            what = "The drawing is empty" if only is None else "Nothing that can be drawn is selected"
            raise NothingDrawn(f"{what}: there is nothing to export.")
        if self._only is not None:
            self.pages = {page: name for page, name in self.pages.items() if page in self.roots}
        self.links: dict[str | None, list[Link]] = {page: [] for page in self.pages}
        """The links on each page whose ends both stand there."""
        self.across: list[Link] = []
        """Links from one page to another."""
        self._sort_links()
        self.steps_on = self._steps()
        """Node or link -> the numbers of the steps that go with it, in their order."""

    def children(self, page: str | None, parent: str | None) -> list[Item]:
        """What stands in a container, or freely on a page, in reading order."""
        return self.inside.get(parent, []) if parent is not None else self.roots.get(page, [])

    def ancestors(self, item_id: str) -> list[str]:
        """The drawn containers around an item, innermost first."""
        found: list[str] = []
        item = self.items.get(item_id)
        while item is not None and item.parent is not None:
            found.append(item.parent)
            item = self.items.get(item.parent)
        return found

    def members(self, overlay: Node) -> list[str]:
        """The drawn members of an overlay, without other overlays."""
        found = (self.items.get(member) for member in dict.fromkeys(overlay.members))
        return [item.id for item in found if item is not None and not item.overlay]

    def _place(self, page: str | None) -> None:
        waiting: list[tuple[str | None, Node | None, str | None, int, int]] = [(page, None, None, 0, 0)]
        while waiting:
            where, around, parent, x, y = waiting.pop()
            placed = []
            for record in self.document.children(where):
                if record.hidden or record.id in self.items:
                    continue
                rect = local_rect(record, around).moved(x, y)
                wanted = self._only is None or record.id in self._only or parent is not None
                if wanted:
                    placed.append(Item(record, page, parent, rect))
                if isinstance(record, Node):
                    waiting.append((record.id, record, record.id if wanted else None, rect.x, rect.y))
            placed.sort(key=lambda item: (item.rect.y, item.rect.x, item.id))
            self.items.update((item.id, item) for item in placed)
            if placed and parent is not None:
                self.inside[parent] = placed
            elif placed:
                self.roots.setdefault(page, []).extend(placed)

    def _sort_links(self) -> None:
        for link in sorted(self.document.links(), key=self._link_order):
            source, target = self.items.get(link.source), self.items.get(link.target)
            if source is None or target is None:
                continue
            if source.page == target.page:
                self.links[source.page].append(link)
            else:
                self.across.append(link)

    def _steps(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for page in self.pages:
            for note in steps(self.document, page):
                if not note.hidden:
                    found.setdefault(note.anchor or note.parent or "", []).append(one_line(note.text))
        return found

    def _link_order(self, link: Link) -> tuple[int, int, int, int, str]:
        source, target = self.items.get(link.source), self.items.get(link.target)
        if source is None or target is None:
            return (0, 0, 0, 0, link.id)
        return (source.rect.y, source.rect.x, target.rect.y, target.rect.x, link.id)


def label_lines(node: Node) -> tuple[str, ...]:
    """A node's title, and the one fact below it where there is one; each on one line."""
    frame = node.service.is_container() or node.service.is_overlay()
    fact = "" if frame else node.service.fact()
    lines = (one_line(node.title) or node.service.label, one_line(fact))
    return tuple(line for line in dict.fromkeys(lines) if line)


def one_line(text: str) -> str:
    """Text without line ends, control characters or halves of surrogate pairs."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def folded(text: str, letters: int) -> list[str]:
    """A text on one line in lines of so many letters; a word is never broken."""
    return wrap(text, letters, break_long_words=False) or [text]


def plain_lines(text: str) -> list[str]:
    """The lines of a text, each as :func:`one_line` gives it; empty ones only between others."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip("\n").split("\n")


def note_lines(document: Document, note: Note) -> list[str]:
    """What a note says, line by line; a title block, legend or list of steps may follow the project."""
    if not follows(note):
        return plain_lines(note.text)
    made = content(document, note)
    lines = [made.title]
    for row in made.rows:
        text = f"{row.line}: {row.text}" if row.line is not None else row.text
        # "Client: Acme", but "3. The order is stored".
        joint = ". " if note.kind == "step_list" else ": "
        lines.append(joint.join(part for part in (row.label, text) if part))
    return [one_line(line) for line in lines]
