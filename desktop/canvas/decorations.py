"""What the canvas draws for the person at work and never exports: selection, hover, handles, ports, tints."""

from __future__ import annotations

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem, QGraphicsPathItem, QGraphicsRectItem

from desktop.canvas.anchors import Spot
from desktop.canvas.colours import frame_style
from desktop.canvas.gap_marks import gap_items
from desktop.canvas.guides import GapMark
from desktop.canvas.handles import DISC, ON_TOP, SMALL_DISC, SMALL_SQUARE, disc, dots, fill, line, square
from desktop.canvas.hits import outline_box, port_spots
from desktop.canvas.items import FrameItem, LinkItem, NodeItem
from desktop.canvas.link_handles import Hold, hold_at, holds
from desktop.canvas.painter import path_of
from desktop.canvas.paths import Path
from desktop.canvas.primitives import Point
from desktop.canvas.scene import Scene
from desktop.canvas.shapes import titled_in_the_middle
from desktop.canvas.size_handles import Handle, handle_near, handles_for, resizable
from projects.geometry import border_point
from projects.records import Node, Note, Side

BELOW_LABEL = -1
"""Over a link's line, and under its label."""
SIDES: tuple[Side, ...] = ("left", "right", "top", "bottom")


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
        self.link_held: str | None = None
        """The selected link that shows handles."""

    @property
    def accent(self) -> str:
        return self._scene.style_of_items.ground.accent

    def reset(self) -> None:
        """Forget everything, after the scene was cleared."""
        self._selected.clear()
        for kept in (self._handles, self._hover, self._tints, self._loose, self._faded):
            kept.clear()
        self.handles_of = self.ports_of = self.link_held = None

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
        self._handles, self.handles_of, self.link_held = [], None, None
        if len(ids) == 1:
            self._show_handles(ids[0])

    def _outline(self, record_id: str) -> QGraphicsItem:
        item = self._scene.items_by_id[record_id]
        made = QGraphicsPathItem(item)
        if isinstance(item, LinkItem):
            made.setPath(path_of([item.route.points]))
            made.setPen(line(self.accent, 2.5))
            made.setZValue(BELOW_LABEL)
            return made
        made.setPath(_around(item.record))
        made.setPen(line(self.accent))
        made.setBrush(fill(self.accent, 0.05 if isinstance(item, FrameItem) else 0.10))
        if isinstance(item, FrameItem):
            made.setZValue(-1)
        else:
            made.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        return made

    def _show_handles(self, record_id: str) -> None:
        item, ground = self._scene.items_by_id[record_id], self._scene.style_of_items.ground
        if isinstance(item, LinkItem):
            self._show_holds(item)
        elif not isinstance(item, NodeItem) and resizable(item.record):
            self.handles_of = record_id
            w, h = item.record.size
            for fx, fy in handles_for(item.record.size, self._zoom, _held_at_top(item.record)).values():
                self._handles.append(square(item, (w * fx, h * fy), ground))

    def _show_holds(self, item: LinkItem) -> None:
        self.link_held = item.record.id
        ground = self._scene.style_of_items.ground
        for hold in holds(self._scene, item, self._zoom):
            if hold.part == "leg":
                self._handles.append(square(item, hold.at, ground, SMALL_SQUARE))
            else:
                small = hold.part == "corner"
                self._handles.append(disc(item, hold.at, ground, SMALL_DISC if small else DISC))

    @property
    def _zoom(self) -> float:
        views = self._scene.views()
        return views[0].transform().m11() if views else 1.0

    def retrace(self, link_id: str) -> None:
        """A selected link's line runs elsewhere: its outline and its handles follow."""
        item, outline = self._scene.items_by_id.get(link_id), self._selected.get(link_id)
        if isinstance(item, LinkItem) and isinstance(outline, QGraphicsPathItem):
            outline.setPath(path_of([item.route.points]))
        self.renew_handles()

    def renew_handles(self) -> None:
        """The handles depend on the zoom: legs and sides too short for one have none."""
        held = self.link_held or self.handles_of
        if held is not None and held in self._scene.items_by_id:
            self._drop(self._handles)
            self._handles = []
            self._show_handles(held)

    def link_hold_at(self, at: QPointF, zoom: float) -> tuple[str, Hold] | None:
        """The selected link, and which of its parts lies under a canvas point."""
        item = self._scene.items_by_id.get(self.link_held or "")
        if not isinstance(item, LinkItem):
            return None
        local = item.mapFromScene(at)
        hold = hold_at(self._scene, item, local.x(), local.y(), zoom)
        return None if hold is None else (item.record.id, hold)

    def handle_at(self, at: QPointF, zoom: float) -> Handle | None:
        """The resize handle under a canvas point."""
        item = self._scene.items_by_id.get(self.handles_of or "")
        if item is None or isinstance(item, LinkItem):
            return None
        local = item.mapFromScene(at)
        return handle_near(item.record.size, local.x(), local.y(), zoom, _held_at_top(item.record))

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
            line(accent.name(QColor.NameFormat.HexArgb), 1.0 if not isinstance(item, LinkItem) else 3.0)
        )
        if isinstance(item, LinkItem):
            outline.setPath(path_of([item.route.points]))
            outline.setZValue(BELOW_LABEL)
        else:
            outline.setPath(_around(item.record))
            if not isinstance(item, FrameItem):
                outline.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        self._hover.append(outline)
        if ports and not isinstance(item, LinkItem) and record_id != self.handles_of:
            self._show_ports(record_id)

    def _show_ports(self, record_id: str) -> None:
        item = self._scene.items_by_id[record_id]
        spots = _ports(item.record) if isinstance(item, NodeItem | FrameItem) else {}
        self.ports_of = record_id if spots else None
        for spot in spots.values():
            self._hover.append(disc(item, spot, self._scene.style_of_items.ground))

    def port_at(self, at: QPointF, zoom: float) -> Side | None:
        """The port of the hovered icon or frame under a canvas point."""
        item = self._scene.items_by_id.get(self.ports_of or "")
        if not isinstance(item, NodeItem | FrameItem):
            return None
        local, near = item.mapFromScene(at), 8 / zoom
        for side, (x, y) in _ports(item.record).items():
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
                made.setPen(line(good, 1.5))
                made.setBrush(fill(good, 0.04))
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
        made.setPen(line(colour, 2.0))
        if not refused:
            made.setBrush(fill(colour, 0.04))
        self._add(made)

    def show_guides(self, lines: Iterable[tuple[float, float, float, float]]) -> None:
        """Thin lines along which the dragged thing is in line with others."""
        for ends in lines:
            made = QGraphicsLineItem(QLineF(*ends))
            made.setPen(line(self.accent, 1.0, Qt.PenStyle.DashLine))
            self._add(made)

    def show_gaps(self, gaps: Iterable[GapMark]) -> None:
        """Measured arrows where the dragged thing is as far from others as these are from one another."""
        for item in gap_items(gaps, self._scene.style_of_items.ground, self._zoom):
            self._add(item)

    def show_frame(self, rect: QRectF, dashed: bool = False) -> None:
        """The rubber band, or the outline of what is being resized."""
        self.clear_loose()
        made = QGraphicsRectItem(rect)
        made.setPen(line(self.accent, 1.0, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        made.setBrush(fill(self.accent, 0.06))
        self._add(made)

    def show_path(self, path: Path) -> None:
        """The link that would be made."""
        made = QGraphicsPathItem(path_of([path]))
        made.setPen(line(self.accent, 1.75))
        self._add(made)

    def show_spots(self, spots: Iterable[Spot], chosen: Spot | None) -> None:
        """The points of a node at which a line may end, and the one at which it would."""
        places = [spot.at for spot in spots]
        at = chosen.at if chosen is not None else None
        self._add(dots(places, at, self._scene.style_of_items.ground, self._zoom))

    def show_link(self, link_id: str) -> None:
        """A strong line along a link: something would be put into it."""
        item = self._scene.items_by_id.get(link_id)
        if isinstance(item, LinkItem):
            made = QGraphicsPathItem(path_of([item.route.points]), item)
            made.setPen(line(self.accent, 4.0))
            made.setOpacity(0.7)
            made.setZValue(BELOW_LABEL)
            self._loose.append(made)

    def _add(self, item: QGraphicsItem) -> None:
        item.setZValue(ON_TOP)
        self._scene.addItem(item)
        self._loose.append(item)

    def clear_loose(self) -> None:
        self._drop(self._loose)
        self._loose = []


def _held_at_top(record: Node | Note) -> bool:
    """Whether the icon of a group is in the middle of its upper edge."""
    return isinstance(record, Node) and not record.service.is_icon() and frame_style(record).centred


def _ports(record: Node) -> dict[Side, Point]:
    """Where lines can be drawn from: beside an icon, in the middle of a frame's edges."""
    if record.service.is_container() or record.service.is_overlay():
        # A title in the middle of the upper edge is there to take hold of the frame.
        sides = [side for side in SIDES if side != "top" or not titled_in_the_middle(record)]
        return {side: border_point(record.size, side, 0.5) for side in sides}
    return port_spots(record)


def _around(record: Node | Note) -> QPainterPath:
    box = outline_box(record)
    path = QPainterPath()
    rect = QRectF(box.x, box.y, box.width, box.height)
    if isinstance(record, Node) and (record.service.is_container() or record.service.is_overlay()):
        path.addRect(rect)
    else:
        path.addRoundedRect(rect, 6, 6)
    return path
