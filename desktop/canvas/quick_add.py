"""Adding a service where one is looking: a small search on the canvas itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.canvas.candidate import candidate_totals
from desktop.canvas.gestures.place import add, in_words
from desktop.choice_box import PICTURE, Choice, ChoiceBox
from desktop.docks.palette_entries import Entry, category_title, entries, search
from desktop.figures import money
from desktop.service_icons import service_pixmap
from projects import edits
from projects.geometry import Rect
from projects.likely_next import likely_next
from projects.neighbours import Direction, free_center, free_center_near
from projects.placement import (
    accepting_container_at,
    container_at,
    may_contain,
    missing_containers,
    refusal,
)
from projects.service import Service, make_service

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

WIDTH = 380
FIRST = ("public_subnet", "private_subnet", "vpc", "region", "aws_cloud", "availability_zone")
"""What an empty search offers after what is likely and what was used last."""

FOREIGN = "third_party_service"
"""What is offered for a name that no service has."""


@dataclass(frozen=True)
class Landing:
    """Where an entry would go: the container, the containers to make in it first, or why nowhere."""

    entry: Entry
    parent: str | None
    missing: tuple[str, ...] = ()
    reason: str = ""
    name: str = ""
    """What the node is called from the start."""


class QuickAdd(QObject):
    """Opens the search over one canvas, and puts what is chosen there."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._editor = view.editor
        self.box: QuickAddBox | None = None
        """The search that is open."""
        self.recent: list[str] = []
        """Keys of the entries added last, newest first."""
        self._at = QPointF()
        self._from: str | None = None
        self._way: Direction | None = None
        self._holder: str | None = None

    def open(
        self,
        at: QPointF,
        connect_from: str | None = None,
        way: Direction | None = None,
        inside: str | None = None,
    ) -> None:
        """Search at a canvas point; what is added is linked with ``connect_from``.

        With a ``way`` it becomes that node's neighbour, in the same container; with ``inside`` it gets a
        free place in that container. Otherwise it goes into what lies under the point.
        """
        self.close()
        source = self._editor.document.node(connect_from)
        self._at, self._from, self._way = at, connect_from, way
        self._holder = source.parent if way is not None and source is not None else inside
        box = self.box = QuickAddBox(self._view, self)
        box.chosen.connect(lambda choice: self._add(choice.key))
        box.refused.connect(lambda choice: self._view.message.emit(choice.key.reason))
        box.closed.connect(self._closed)
        box.open()
        box.move(self._corner(box))

    def open_here(self) -> None:
        """Search at the pointer; with the keys in use, in or beside what has the focus."""
        node = self._editor.document.node(self._view.focus.current)
        if not self._view.isVisible():
            return
        if not self._view.focus.visible or node is None:
            self.open(self._view.pointer.at())
        elif node.service.is_container():
            rect = self._view.mirror.layout.rects[node.id]
            self.open(QPointF(*rect.center), inside=node.id)
        else:
            self._view.focus.neighbour("right", always_new=True)

    def close(self) -> None:
        """Close the search that is open."""
        if self.box is not None:
            self.box.close_box()

    def _closed(self) -> None:
        self.box = None
        self._view.setFocus()

    def _corner(self, box: QuickAddBox) -> QPoint:
        """Below the point, wholly inside the canvas."""
        view = self._view
        spot = view.viewport().mapTo(view, view.mapFromScene(self._at)) + QPoint(-24, 14)
        room = view.rect().adjusted(8, 8, -8, -8)
        x = max(room.left(), min(spot.x(), room.right() - box.width()))
        y = max(room.top(), min(spot.y(), room.bottom() - box.height()))
        return QPoint(x, y)

    # what is offered

    def likely(self) -> list[Entry]:
        """What is offered before anything is typed."""
        by_service: dict[str, Entry] = {}
        by_key = {entry.key: entry for entry in entries()}
        for entry in entries():
            by_service.setdefault(entry.service.name, entry)
        selection = self._editor.selection
        start = self._from or (selection[0] if len(selection) == 1 else None)
        following = [
            by_service[s.name] for s in likely_next(self._editor.document, start) if s.name in by_service
        ]
        used = [by_key[key] for key in self.recent if key in by_key]
        first = [entry for entry in entries() if entry.icon in FIRST]
        offered = [*following, *used] if self._from else [*used, *following, *first]
        found = {entry.key: entry for entry in offered}
        return [entry for entry in found.values() if not self.landing(entry).reason] or list(entries())

    def landing(self, entry: Entry) -> Landing:
        """Where an entry would go."""
        document, kind = self._editor.document, entry.service
        if self._holder is not None or self._way is not None:
            return self._landing_in(entry)
        at = self._at
        parent, refused = accepting_container_at(document, kind, at.x(), at.y(), page=self._view.mirror.page)
        if refused is None:
            return Landing(entry, parent)
        return self._landing_elsewhere(entry, parent, refused.reason)

    def _landing_elsewhere(self, entry: Entry, parent: str | None, reason: str) -> Landing:
        """In a container that is already there inside this one, else in new ones, else nowhere."""
        document = self._editor.document
        inside = self._nearest_inside(entry, parent)
        if inside is not None:
            return Landing(entry, inside)
        missing = missing_containers(document, entry.service, parent)
        return Landing(entry, parent, missing, "" if missing else reason)

    def _nearest_inside(self, entry: Entry, parent: str | None) -> str | None:
        """The container nearest to the point that may hold the entry and stands in this one."""
        document, rects = self._editor.document, self._view.mirror.layout.rects
        if parent is None and self._from is None:
            # On the free canvas something new is begun.
            return None
        fitting = [
            i
            for i in may_contain(document, entry.service)
            if i in rects and (parent is None or any(a.id == parent for a in document.ancestors(i)))
        ]
        return min(fitting, key=lambda i: (_distance(rects[i], self._at), i), default=None)

    def _landing_in(self, entry: Entry) -> Landing:
        """In the container that is asked for, or the nearest one around that takes it."""
        document, holder = self._editor.document, self._holder
        around = [node.id for node in document.ancestors(holder)] if holder is not None else []
        for parent in dict.fromkeys((holder, *around, self._view.mirror.page)):
            if refusal(document, entry.service, parent) is None:
                return Landing(entry, parent)
        refused = refusal(document, entry.service, holder)
        return self._landing_elsewhere(entry, holder, refused.reason if refused is not None else "")

    def elsewhere(self, landing: Landing) -> str:
        """Title of the container where it would go if that does not lie under the point; else empty."""
        document, at = self._editor.document, self._at
        holder = document.node(landing.parent)
        if holder is None or landing.missing or self._holder == holder.id:
            return ""
        under = container_at(document, at.x(), at.y(), page=self._view.mirror.page)
        around = [node.id for node in document.ancestors(under)] if under is not None else []
        return "" if holder.id in (under, *around) else " ".join(holder.title.split())[:40]

    def price(self, landing: Landing) -> str:
        """What it would add to the month, as far as that is known: "+ $32.85"."""
        service = make_service(landing.entry.service.name, landing.entry.properties)
        totals = candidate_totals(self._editor.document, self._editor.rates, service, landing.parent)
        if totals.priced and totals.monthly:
            return f"+ {money(totals.monthly)}"
        return "by usage" if totals.needs_input else ""

    # adding

    def _add(self, landing: Landing) -> None:
        entry, source = landing.entry, self._from
        service = make_service(entry.service.name, entry.properties)
        spot = self._spot(landing, service)
        with self._editor.edit(f"Add {entry.label}") as draft:
            made = add(draft, service, landing.parent, spot, landing.missing)
            if landing.name:
                edits.rename(draft, made, landing.name)
            if source is not None:
                edits.connect(draft, source, made)
        self.recent = list(dict.fromkeys([entry.key, *self.recent]))[:6]
        self.close()
        self._editor.select((made,))
        self._view.bring_into_view(made)

    def _spot(self, landing: Landing, service: Service) -> QPointF:
        """Where its middle goes: beside the node it is linked with, at the point, or where there is room."""
        document, at = self._editor.document, self._at
        source, holder = document.node(self._from), document.node(landing.parent)
        same = source is not None and source.parent == landing.parent
        if self._way is not None and source is not None and same and not landing.missing:
            x, y = self._view.mirror.layout.origin(landing.parent)
            frame = service.is_container() or service.is_overlay()
            dx, dy = free_center(document, source, self._way, service.size, not frame)
            return QPointF(x + dx, y + dy)
        if landing.missing:
            return at
        under = container_at(document, at.x(), at.y(), page=self._view.mirror.page)
        if holder is None or (self._holder is None and under == landing.parent):
            return self._clear_of_others(landing.parent, service)
        return self._view.placing.free_spot(holder, service)

    def _clear_of_others(self, parent: str | None, service: Service) -> QPointF:
        """The point, or the nearest to it at which what is added covers nothing that stands there."""
        at, document = self._at, self._editor.document
        if service.border:
            return at
        x, y = self._view.mirror.layout.origin(parent)
        center = free_center_near(document, parent, (at.x() - x, at.y() - y), service)
        return QPointF(x + center[0], y + center[1])


def _distance(rect: Rect, at: QPointF) -> float:
    """How far a point lies outside a rectangle."""
    dx = max(rect.x - at.x(), 0.0, at.x() - rect.right)
    dy = max(rect.y - at.y(), 0.0, at.y() - rect.bottom)
    return hypot(dx, dy)


class QuickAddBox(ChoiceBox):
    """The search of quick-add: every service, with its price or why it may not stand here."""

    def __init__(self, view: CanvasView, quick_add: QuickAdd) -> None:
        super().__init__(view, view.theme, WIDTH, "Add a service: rds, lambda, load balancer…")
        self._quick_add = quick_add
        self._scale = view.devicePixelRatioF()
        self._prices: dict[str, str] = {}

    def choices(self, text: str) -> Iterable[Choice]:
        found = sorted(search(text), key=lambda e: not _called(e, text)) if text else self._quick_add.likely()
        rows = [self._choice(self._quick_add.landing(entry)) for entry in found]
        if text.strip() and not rows:
            return self._named(text.strip())
        return sorted(rows, key=lambda row: not row.enabled) if not text else rows

    def _named(self, text: str) -> list[Choice]:
        """What no service of AWS is called may be one of somebody else, such as "Stripe"."""
        foreign = [entry for entry in entries() if entry.service.name == FOREIGN]
        landings = [replace(self._quick_add.landing(entry), name=text[:200]) for entry in foreign]
        return [
            replace(self._choice(landing), text=landing.name, detail=landing.entry.label)
            for landing in landings
            if not landing.reason
        ]

    def nothing_text(self, text: str) -> str:
        return f"No service is called “{text[:40]}”. Try another name or abbreviation."

    def _choice(self, landing: Landing) -> Choice:
        entry = landing.entry
        detail = category_title(entry.category)
        if inside := self._quick_add.elsewhere(landing):
            detail = f"Goes into {inside}"
        if landing.missing:
            detail = f"Makes {in_words(landing.missing)} around it"
        return Choice(
            key=landing,
            text=entry.label,
            detail=landing.reason or detail,
            right=lambda: "" if landing.reason else self._price(landing),
            draw=lambda painter, rect: self._draw(painter, rect, entry),
            enabled=not landing.reason,
        )

    def _price(self, landing: Landing) -> str:
        if landing.entry.key not in self._prices:
            self._prices[landing.entry.key] = self._quick_add.price(landing)
        return self._prices[landing.entry.key]

    def _draw(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        painter.drawPixmap(rect.topLeft(), service_pixmap(entry.icon, self.theme, PICTURE, self._scale))


def _called(entry: Entry, typed: str) -> bool:
    """Whether this is the very name of the service or its abbreviation, as "rds" is Amazon RDS's."""
    service = entry.service
    names = [entry.label, service.official, *re.findall(r"\((.*?)\)", service.official)]
    return typed.lower() in {re.sub(r"^(Amazon|AWS) ", "", name).lower() for name in names if name}
