"""What the canvas draws for the person at work and never exports: selection, hover, handles, ports, tints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import shiboken6
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
)

from desktop.canvas.hits import outline_box, port_spots
from desktop.canvas.items import FrameItem, LinkItem, NodeItem
from desktop.canvas.painter import path_of
from desktop.canvas.paths import Path
from desktop.canvas.primitives import Point
from desktop.canvas.scene import Scene
from projects.records import Node, Note, Side

Handle = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w"]
HANDLES: dict[Handle, tuple[float, float]] = {
    "nw": (0, 0), "n": (0.5, 0), "ne": (1, 0), "e": (1, 0.5),
    "se": (1, 1), "s": (0.5, 1), "sw": (0, 1), "w": (0, 0.5),
}  # fmt: skip
End = Literal["source", "target"]
ON_TOP = 1e9


def _line(colour: str, width: float = 1.5, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _fill(colour: str, opacity: float) -> QBrush:
    made = QColor(colour)
    made.setAlphaF(opacity)
    return QBrush(made)


class Decorations:
    """Keeps the decorations of one scene; they are children of what they decorate and move with it."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._selected: dict[str, QGraphicsItem] = {}
        self._handles: list[QGraphicsItem] = []
        self._hover: list[QGraphicsItem] = []
        self._tints: list[QGraphicsItem] = []
        self._loose: list[QGraphicsItem] = []
        self._faded: list[FrameItem] = []
        self.handles_of: str | None = None
        self.ports_of: str | None = None
        self.ends_of: str | None = None

    @property
    def accent(self) -> str:
        return self._scene.style_of_items.ground.accent

    def reset(self) -> None:
        """Forget everything, after the scene was cleared."""
        self._selected.clear()
        for kept in (self._handles, self._hover, self._tints, self._loose, self._faded):
            kept.clear()
        self.handles_of = self.ports_of = self.ends_of = None

    def _drop(self, items: Iterable[QGraphicsItem]) -> None:
        for item in items:
            # What was hidden took what decorated it along.
            if shiboken6.isValid(item) and item.scene() is not None:
                self._scene.removeItem(item)

    # selection

    def show_selection(self, ids: Iterable[str]) -> None:
        """Outline these records; handles where exactly one can be resized."""
        ids = [i for i in ids if i in self._scene.items_by_id]
        self._drop(self._selected.values())
        self._selected = {i: self._outline(i) for i in ids}
        self._drop(self._handles)
        self._handles, self.handles_of, self.ends_of = [], None, None
        if len(ids) == 1:
            self._show_handles(ids[0])

    def _outline(self, record_id: str) -> QGraphicsItem:
        item = self._scene.items_by_id[record_id]
        made = QGraphicsPathItem(item)
        if isinstance(item, LinkItem):
            made.setPath(path_of([item.route.points]))
            made.setPen(_line(self.accent, 2.5))
            return made
        made.setPath(_around(item.record))
        made.setPen(_line(self.accent))
        made.setBrush(_fill(self.accent, 0.05 if isinstance(item, FrameItem) else 0.10))
        if isinstance(item, FrameItem):
            made.setZValue(-1)
        else:
            made.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        return made

    def _show_handles(self, record_id: str) -> None:
        item = self._scene.items_by_id[record_id]
        if isinstance(item, LinkItem):
            self._show_ends(item)
            return
        if isinstance(item, NodeItem):
            return
        self.handles_of = record_id
        w, h = item.record.size
        for fx, fy in HANDLES.values():
            handle = QGraphicsRectItem(-3.5, -3.5, 7, 7, item)
            handle.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            handle.setPos(w * fx, h * fy)
            handle.setZValue(ON_TOP)
            handle.setPen(_line(self.accent, 1.25))
            handle.setBrush(QColor(self._scene.style_of_items.ground.pill))
            self._handles.append(handle)

    def _show_ends(self, item: LinkItem) -> None:
        self.ends_of = item.record.id
        for x, y in _ends(item).values():
            self._handles.append(self._knob(item, x, y))

    def _knob(self, item: QGraphicsItem, x: float, y: float) -> QGraphicsItem:
        """A small disc from which something can be dragged, of the same size at every zoom."""
        knob = QGraphicsEllipseItem(-4, -4, 8, 8, item)
        knob.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        knob.setPos(x, y)
        knob.setPen(_line(self.accent))
        knob.setBrush(QColor(self._scene.style_of_items.ground.pill))
        return knob

    def link_end_at(self, at: QPointF, zoom: float) -> tuple[str, End] | None:
        """The selected link and which of its ends lies under a canvas point."""
        item = self._scene.items_by_id.get(self.ends_of or "")
        if not isinstance(item, LinkItem):
            return None
        local, near = item.mapFromScene(at), 7 / zoom
        for end, (x, y) in _ends(item).items():
            if abs(local.x() - x) <= near and abs(local.y() - y) <= near:
                return item.record.id, end
        return None

    def handle_at(self, at: QPointF, zoom: float) -> Handle | None:
        """The resize handle under a canvas point."""
        item = self._scene.items_by_id.get(self.handles_of or "")
        if item is None or isinstance(item, LinkItem):
            return None
        local, (w, h) = item.mapFromScene(at), item.record.size
        near = 7 / zoom
        for name, (fx, fy) in HANDLES.items():
            if abs(local.x() - w * fx) <= near and abs(local.y() - h * fy) <= near:
                return name
        return None

    # hover

    def show_hover(self, record_id: str | None, ports: bool) -> None:
        """A faint outline around what is under the pointer, with the ports of an icon."""
        self._drop(self._hover)
        self._hover, self.ports_of = [], None
        item = self._scene.items_by_id.get(record_id or "")
        if item is None or record_id is None:
            return
        accent = QColor(self.accent)
        accent.setAlphaF(0.45)
        outline = QGraphicsPathItem(item)
        outline.setPen(
            _line(accent.name(QColor.NameFormat.HexArgb), 1.0 if not isinstance(item, LinkItem) else 3.0)
        )
        if isinstance(item, LinkItem):
            outline.setPath(path_of([item.route.points]))
        else:
            outline.setPath(_around(item.record))
            if not isinstance(item, FrameItem):
                outline.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        self._hover.append(outline)
        if ports and isinstance(item, NodeItem):
            self._show_ports(record_id, item)

    def _show_ports(self, record_id: str, item: NodeItem) -> None:
        self.ports_of = record_id
        for x, y in port_spots(item.record).values():
            self._hover.append(self._knob(item, x, y))

    def port_at(self, at: QPointF, zoom: float) -> Side | None:
        """The port of the hovered icon under a canvas point."""
        item = self._scene.items_by_id.get(self.ports_of or "")
        if not isinstance(item, NodeItem):
            return None
        local, near = item.mapFromScene(at), 8 / zoom
        for side, (x, y) in port_spots(item.record).items():
            if abs(local.x() - x) <= near and abs(local.y() - y) <= near:
                return side
        return None

    # while dragging

    def tint(self, legal: Iterable[str], others: Iterable[str] = ()) -> None:
        """Light up the containers that may take what is dragged; let the others step back."""
        self.clear_tints()
        good = self._scene.style_of_items.ground.good
        for record_id in legal:
            item = self._scene.items_by_id.get(record_id)
            if isinstance(item, FrameItem):
                made = QGraphicsPathItem(_around(item.record), item)
                made.setPen(_line(good, 1.5))
                made.setBrush(_fill(good, 0.04))
                made.setZValue(-1)
                self._tints.append(made)
        for record_id in others:
            item = self._scene.items_by_id.get(record_id)
            if isinstance(item, FrameItem):
                item.fade(True)
                self._faded.append(item)

    def clear_tints(self) -> None:
        self._drop(self._tints)
        self._tints = []
        for item in self._faded:
            item.fade(False)
        self._faded = []

    def show_target(self, record_id: str | None, refused: bool = False) -> None:
        """A strong outline around where a drop would land, or around what refuses it."""
        self.clear_loose()
        item = self._scene.items_by_id.get(record_id or "")
        if item is None or isinstance(item, LinkItem):
            return
        ground = self._scene.style_of_items.ground
        colour = ground.fault if refused else ground.accent
        made = QGraphicsPathItem(_around(item.record))
        made.setPos(item.scenePos())
        made.setPen(_line(colour, 2.0))
        if not refused:
            made.setBrush(_fill(colour, 0.04))
        self._add(made)

    def show_guides(self, lines: Iterable[tuple[float, float, float, float]]) -> None:
        """Thin lines along which the dragged thing is in line with others."""
        for line in lines:
            made = QGraphicsLineItem(QLineF(*line))
            made.setPen(_line(self.accent, 1.0, Qt.PenStyle.DashLine))
            self._add(made)

    def show_frame(self, rect: QRectF, dashed: bool = False) -> None:
        """The rubber band, or the outline of what is being resized."""
        self.clear_loose()
        made = QGraphicsRectItem(rect)
        made.setPen(_line(self.accent, 1.0, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        made.setBrush(_fill(self.accent, 0.06))
        self._add(made)

    def show_path(self, path: Path) -> None:
        """The link that would be made."""
        made = QGraphicsPathItem(path_of([path]))
        made.setPen(_line(self.accent, 1.75))
        self._add(made)

    def _add(self, item: QGraphicsItem) -> None:
        item.setZValue(ON_TOP)
        self._scene.addItem(item)
        self._loose.append(item)

    def clear_loose(self) -> None:
        self._drop(self._loose)
        self._loose = []


def _ends(item: LinkItem) -> dict[End, Point]:
    """Where a link's line begins and ends, in the item's coordinates."""
    points = item.route.points
    return {"source": points[0], "target": points[-1]} if points else {}


def _around(record: Node | Note) -> QPainterPath:
    box = outline_box(record)
    path = QPainterPath()
    rect = QRectF(box.x, box.y, box.width, box.height)
    if isinstance(record, Node) and (record.service.is_container() or record.service.is_overlay()):
        path.addRect(rect)
    else:
        path.addRoundedRect(rect, 6, 6)
    return path
