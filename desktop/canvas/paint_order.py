"""What one page of a document shows, in the order it is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from projects.document import Document
from projects.records import Link, Node, Note

Drawn = Node | Link | Note
Wanted = Callable[[Node | Note], bool]

_Path = tuple[str, ...]
"""Ids of the containers around something, outermost first."""


def paint_level(record: Drawn) -> int:
    """Layers in a container: frames, overlays, links, icons, what sits on its edge, notes."""
    if isinstance(record, Link):
        return 2
    if isinstance(record, Note):
        return 5
    shape = record.service.shape
    if shape == "container":
        return 0
    if shape == "overlay":
        return 1
    return 4 if record.side is not None else 3


def in_paint_order(document: Document, page: str | None = None, wanted: Wanted | None = None) -> list[Drawn]:
    """Every node, link and note of a page, each container before what stands in it.

    What is hidden is left out with all that stands in it and the links to it, and so is a node or
    note that ``wanted`` says no to. ``page`` is None for the first page.
    """
    inside, paths = _shown(document, page, wanted)
    links: dict[str | None, list[Link]] = {}
    for link in document.links():
        source, target = paths.get(link.source), paths.get(link.target)
        if source is not None and target is not None:
            links.setdefault(_common(source, target), []).append(link)
    order: list[Drawn] = []
    waiting: list[Iterator[Drawn]] = [iter(_sorted(inside.get(page, []), links.get(None, [])))]
    while waiting:
        for record in waiting[-1]:
            order.append(record)
            here, between = inside.get(record.id, []), links.get(record.id, [])
            if here or between:
                waiting.append(iter(_sorted(here, between)))
                break
        else:
            waiting.pop()
    return order


def _shown(
    document: Document, page: str | None, wanted: Wanted | None
) -> tuple[dict[str | None, list[Node | Note]], dict[str, _Path]]:
    """What is drawn in each container, and for each node the containers that a link to it crosses."""
    inside: dict[str | None, list[Node | Note]] = {}
    paths: dict[str, _Path] = {}
    waiting: list[tuple[str | None, _Path]] = [(page, ())]
    while waiting:
        holder, path = waiting.pop()
        here = [
            record
            for record in document.children(holder)
            if not record.hidden and (wanted is None or wanted(record))
        ]
        if here:
            inside[holder] = here
        for record in here:
            if not isinstance(record, Node):
                continue
            own = (*path, record.id) if record.service.shape == "container" else path
            paths[record.id] = own
            waiting.append((record.id, own))
    return inside, paths


def _common(first: _Path, second: _Path) -> str | None:
    """The innermost container that both are in, or are; None for the page itself."""
    if first is second:
        return first[-1] if first else None
    found: str | None = None
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        found = one
    return found


def _sorted(here: list[Node | Note], between: list[Link]) -> list[Drawn]:
    levels: tuple[list[tuple[int, str, Drawn]], ...] = ([], [], [], [], [], [])
    for record in here:
        levels[paint_level(record)].append((record.z, record.id, record))
    levels[2].extend((0, link.id, link) for link in between)
    return [record for level in levels for _, _, record in sorted(level)]
