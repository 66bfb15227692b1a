"""Putting a node into a line by dropping it there: which line it would be, and what would become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from desktop.canvas.items import LinkItem
from desktop.canvas.link_handles import on_line
from desktop.figures import quantity
from projects import linking
from projects.document import Draft
from projects.records import Link
from projects.service import Service

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

REACH = 12.0
"""Pixels between a line and the middle of a node that is dropped into it."""


class Insertion:
    """Looks for a line under the middle of a node that is dragged."""

    def __init__(self, view: CanvasView, service: type[Service]) -> None:
        self._view = view
        self._service = service
        self.link: Link | None = None
        """The one that a drop would part."""

    def aim(self, middle: QPointF | None) -> None:
        """The node's middle is here; None: a drop would part no line."""
        self.link = self._link_at(middle) if middle is not None else None

    def _link_at(self, middle: QPointF) -> Link | None:
        view = self._view
        near = REACH / view.zoom
        around = QRectF(middle.x() - near, middle.y() - near, 2 * near, 2 * near)
        for item in view.mirror.items(around):
            if not isinstance(item, LinkItem):
                continue
            local = item.mapFromScene(middle)
            if not on_line(item, local.x(), local.y(), near):
                continue
            if linking.kinds_through(view.editor.document, item.record, self._service) is not None:
                return item.record
        return None

    def show(self) -> None:
        """Light up the line."""
        if self.link is not None:
            self._view.decorations.show_link(self.link.id)

    def text(self) -> str:
        """What a drop would do: "Insert between Load balancer and Web server 1"."""
        link = self.link
        if link is None:
            return ""
        document = self._view.editor.document
        ends = [node.title if (node := document.node(i)) else "?" for i in (link.source, link.target)]
        one, other = (" ".join(title.split())[:40] for title in ends)
        return f"Insert between {one} and {other}{_traffic(link)}"

    def make(self, draft: Draft, node_id: str) -> None:
        """Draft the parting of the line by a node that stands there now."""
        if self.link is not None:
            linking.insert_on(draft, self.link.id, node_id)


def _traffic(link: Link) -> str:
    """What both lines will carry, so that nothing is billed twice without being said."""
    carried = [f"{quantity(gb)} GB" for gb in (link.gb_per_month, link.gb_back_per_month) if gb]
    return f". Each line carries {' and '.join(carried)} a month" if carried else ""
