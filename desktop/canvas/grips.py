"""What a press at a point would take hold of, with the cursor that says so before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt

from desktop.canvas.gestures.bend import BendCorner, BendLeg
from desktop.canvas.gestures.connect import Connect, Reattach
from desktop.canvas.gestures.label import DragLabel
from desktop.canvas.gestures.resize import Resize
from desktop.canvas.items import LinkItem
from desktop.canvas.link_handles import Hold, on_label, runs_across
from projects.visibility import is_locked

if TYPE_CHECKING:
    from desktop.canvas.gestures.gesture import Gesture
    from desktop.canvas.hits import Hit
    from desktop.canvas.view import CanvasView

Cursor = Qt.CursorShape
_RESIZING = {
    "nw": Cursor.SizeFDiagCursor,
    "se": Cursor.SizeFDiagCursor,
    "ne": Cursor.SizeBDiagCursor,
    "sw": Cursor.SizeBDiagCursor,
    "n": Cursor.SizeVerCursor,
    "s": Cursor.SizeVerCursor,
    "e": Cursor.SizeHorCursor,
    "w": Cursor.SizeHorCursor,
}


class Grip(NamedTuple):
    """Something that can be dragged, and the gesture that drags it."""

    cursor: Qt.CursorShape
    begin: Callable[[], Gesture]
    outright: bool = True
    """False: only once the pointer has moved; until then a press is a click on what lies there."""


def grip_at(view: CanvasView, at: QPointF, hit: Hit | None) -> Grip | None:
    """The grip under a canvas point, of what is selected or hovered; ``hit`` is what lies there."""
    held = view.decorations.link_hold_at(at, view.zoom)
    if held is not None and held[1].part in ("source", "target"):
        link_id, hold = held
        return Grip(Cursor.CrossCursor, lambda: Reattach(view, link_id, hold.part))  # type: ignore[arg-type]
    found = _on_outline(view, at, hit)
    if found is None and held is not None:
        found = _on_line(view, at, *held)
    return found or _on_label(view, at, hit)


def _on_outline(view: CanvasView, at: QPointF, hit: Hit | None) -> Grip | None:
    """A handle of the selected frame, or a port of what is hovered."""
    decorations = view.decorations
    handle, resized = decorations.handle_at(at, view.zoom), decorations.handles_of
    if handle is not None and resized is not None and not is_locked(view.editor.document, resized):
        return Grip(_RESIZING[handle], lambda: Resize(view, resized, handle))
    port, source = decorations.port_at(at, view.zoom), decorations.ports_of
    # What sits on a frame's edge is not covered by a port of the frame.
    covered = hit is not None and hit.id != source and hit.part == "body"
    if port is not None and source is not None and not covered:
        return Grip(Cursor.CrossCursor, lambda: Connect(view, source, port))
    return None


def _on_line(view: CanvasView, at: QPointF, link_id: str, hold: Hold) -> Grip | None:
    """A leg, a corner or the label of the selected link."""
    if hold.part == "label":
        return Grip(Cursor.SizeAllCursor, lambda: DragLabel(view, link_id, at), outright=False)
    item = view.mirror.items_by_id.get(link_id)
    if not isinstance(item, LinkItem):
        return None
    if hold.part == "leg":
        across = runs_across(view.mirror, item, hold.place)
        cursor = Cursor.SizeVerCursor if across else Cursor.SizeHorCursor
        return Grip(cursor, lambda: BendLeg(view, link_id, hold.place), outright=False)
    if hold.part == "line":
        new = (round(at.x()), round(at.y()))
        return Grip(Cursor.SizeAllCursor, lambda: BendCorner(view, link_id, hold.place, new), outright=False)
    if item.record.waypoints and hold.place < len(item.record.waypoints):
        return Grip(Cursor.SizeAllCursor, lambda: BendCorner(view, link_id, hold.place), outright=False)
    return None


def _on_label(view: CanvasView, at: QPointF, hit: Hit | None) -> Grip | None:
    """The label of a link that is not selected: it can be dragged at once."""
    item = view.mirror.items_by_id.get(hit.id) if hit is not None and hit.part == "line" else None
    if not isinstance(item, LinkItem):
        return None
    link_id, local = item.record.id, item.mapFromScene(at)
    if not on_label(item, local.x(), local.y()):
        return None
    return Grip(Cursor.SizeAllCursor, lambda: DragLabel(view, link_id, at), outright=False)
