"""The outage drill on the drawing: what is switched off is hatched, what is no longer reached turns red."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem

from desktop.canvas.handles import ON_TOP
from desktop.canvas.hits import Hit, outline_box
from desktop.canvas.items import FrameItem, LinkItem, NodeItem
from projects.drill import Drill, Outage
from projects.records import Node

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

ZONES = ("availability_zone", "local_zone")
_PALE = 0.3
"""Opacity of what is gone."""


class Drilling(QObject):
    """One drill: it reads the document, paints over the drawing, and leaves both as they were."""

    changed = Signal()
    """Something was switched off or on."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._editor = view.editor
        self.drill = Drill(view.editor.document)
        self.outage = Outage(())
        self._marks: list[QGraphicsItem] = []
        self._paled: list[QGraphicsItem] = []
        across, down = view.horizontalScrollBar(), view.verticalScrollBar()
        self._view_before = view.zoom, across.value(), down.value()
        self._selected_before = self._editor.selection
        self._editor.select(())
        # The hatching keeps its width at every zoom.
        view.zoom_changed.connect(self._zoomed)

    def _zoomed(self, _zoom: float) -> None:
        if self._marks:
            self.show()

    # switching

    def target(self, hit: Hit | None) -> str | None:
        """What a click switches: a node or the frame that was hit; in a frame's free room its zone."""
        if hit is None or not isinstance(record := self._editor.document.get(hit.id), Node):
            return None
        if hit.part != "inside":
            return record.id
        around = [record, *self._editor.document.ancestors(record.id)]
        return next((node.id for node in around if node.service.name in ZONES), None)

    def toggle(self, node_id: str) -> None:
        """Switch something off, or on again."""
        off = self.outage.off
        self.switch(tuple(i for i in off if i != node_id) if node_id in off else (*off, node_id))

    def switch(self, ids: tuple[str, ...]) -> None:
        """Switch off exactly these."""
        self.outage = self.drill.outage(ids)
        self.show()
        self.changed.emit()

    def switch_on(self) -> None:
        """Switch everything on again."""
        self.switch(())

    def tip(self, record_id: str) -> str:
        """What has become of a record, and why."""
        effect = self.outage.of(record_id)
        if effect is not None:
            return escape(effect.sentence)
        node = self._editor.document.node(record_id)
        if node is None:
            return ""
        title = escape(" ".join(node.title.split())[:300])
        gone = record_id in self.outage.off
        return (
            f"<b>{title}</b><br>{'Switched off: click to switch it on' if gone else 'Click to switch it off'}"
        )

    # painting

    def show(self) -> None:
        """Paint the state as it is now."""
        self._wipe()
        states = {effect.node_id: effect.state for effect in self.outage.effects}
        for node_id in self.outage.off:
            states.setdefault(node_id, "off")
        for node_id, state in states.items():
            item = self._view.mirror.items_by_id.get(node_id)
            if isinstance(item, NodeItem | FrameItem):
                self._mark(item, state)
        lost = self.outage.lost.union(self.outage.off)
        for item in self._view.mirror.items_by_id.values():
            if isinstance(item, LinkItem) and not lost.isdisjoint((item.record.source, item.record.target)):
                self._pale(item)

    def _mark(self, item: NodeItem | FrameItem, state: str) -> None:
        theme, box = self._view.theme, outline_box(item.record)
        mark = QGraphicsRectItem(QRectF(box.x, box.y, box.width, box.height), item)
        colour = {"off": theme.secondary, "unreached": theme.fault}.get(
            state, theme.caution if state == "cut" else theme.secondary
        )
        dashed = state in ("cut", "reduced")
        pen = QPen(QColor(colour), 2.0 if state != "reduced" else 1.25)
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        pen.setCosmetic(True)
        mark.setPen(pen)
        fill = QColor(colour)
        if state == "off":
            fill.setAlphaF(0.38 if isinstance(item, NodeItem) else 0.22)
            brush = QBrush(fill, Qt.BrushStyle.BDiagPattern)
            brush.setTransform(QTransform.fromScale(1 / self._view.zoom, 1 / self._view.zoom))
            mark.setBrush(brush)
            mark.setOpacity(1.0)
        elif state == "unreached":
            fill.setAlphaF(0.20)
            mark.setBrush(fill)
        mark.setZValue(ON_TOP if isinstance(item, NodeItem) else -1)
        mark.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresParentOpacity)
        self._marks.append(mark)
        if state == "off" and isinstance(item, NodeItem):
            self._pale(item)

    def _pale(self, item: QGraphicsItem) -> None:
        item.setOpacity(_PALE)
        self._paled.append(item)

    def _wipe(self) -> None:
        for mark in self._marks:
            if mark.scene() is not None:
                self._view.mirror.removeItem(mark)
        for item in self._paled:
            item.setOpacity(1.0)
        self._marks, self._paled = [], []

    # the end

    def leave(self) -> None:
        """Show everything as it was before: drawing, selection, zoom and place."""
        self.outage = Outage(())
        self._wipe()
        zoom, across, down = self._view_before
        self._view.set_zoom(zoom)
        self._view.horizontalScrollBar().setValue(across)
        self._view.verticalScrollBar().setValue(down)
        self._editor.select(self._selected_before)

    def forget(self) -> None:
        """The drawing itself is about to change: take away what is painted, leave the view where it is."""
        self.outage = Outage(())
        self._wipe()
