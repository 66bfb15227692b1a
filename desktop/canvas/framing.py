"""Commands for frames: shrink them to what they hold, and bring zones and subnets into line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from projects.containers import shrink_to_fit
from projects.document import Document, Draft
from projects.lining_up import line_up
from projects.overlays import follow_overlays
from projects.records import Node
from projects.rows import is_zone

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
    from desktop.editor import Editor


def frames(document: Document, ids: Iterable[str]) -> list[str]:
    """The containers and overlays among these."""
    nodes = (document.node(record_id) for record_id in ids)
    return [n.id for n in nodes if n is not None and (n.service.is_container() or n.service.is_overlay())]


def shrink(view: CanvasView, ids: Iterable[str] | None = None, deep: bool = False) -> None:
    """Make frames as small as their content allows, the selected ones unless others are named."""
    editor = view.editor
    wanted = frames(editor.document, editor.selection if ids is None else ids)
    draft = Draft(editor.document)
    shrink_to_fit(draft, wanted, deep)
    follow_overlays(draft, wanted)
    change = draft.change()
    if change:
        editor.push(change, "Shrink to fit")
    elif wanted:
        view.message.emit("The frames fit their content already.")


def can_shrink(editor: Editor) -> bool:
    """Whether a frame is selected."""
    return bool(frames(editor.document, editor.selection))


def line_up_zones(view: CanvasView) -> None:
    """Bring zones side by side, and subnets of one tier, to one height in what is selected."""
    editor = view.editor
    draft = Draft(editor.document)
    homes = _homes_of_zones(editor)
    for home in homes:
        line_up(draft, home)
    follow_overlays(draft, homes)
    change = draft.change()
    if change:
        editor.push(change, "Line up zones and subnets")
    else:
        view.message.emit("Zones and subnets are in line already.")


def can_line_up(editor: Editor) -> bool:
    """Whether zones to line up are in, around or beside what is selected."""
    return bool(_homes_of_zones(editor))


def _homes_of_zones(editor: Editor) -> list[str]:
    """The containers of two zones or more: inside what is selected, else around it, else all there are."""
    document = editor.document
    homes = {node.id: None for node in document.nodes() if _zones_in(document, node.id) > 1}
    if not editor.selection:
        return list(homes)
    inside = [i for root in editor.selection for i in (root, *(r.id for r in document.descendants(root)))]
    around = [node.id for root in editor.selection for node in document.ancestors(root)]
    return [i for i in dict.fromkeys(inside) if i in homes] or [i for i in around if i in homes][:1]


def _zones_in(document: Document, container: str) -> int:
    return sum(1 for child in document.children(container) if isinstance(child, Node) and is_zone(child))
