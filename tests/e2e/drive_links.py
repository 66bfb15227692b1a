"""Drives lines in the real window with the X server's own mouse and keyboard, and prints what came of it.

Run by test_real_window.py on a virtual display: python drive_links.py PROJECT.
"""

from __future__ import annotations

import time
from typing import Any

from drive_window import Drive, click, drag, main, press, write, xdotool
from PySide6.QtCore import QPoint, QPointF

from projects.records import Link

LINK = "balancer--web-a"


def double_click(at: QPoint) -> None:
    xdotool("mousemove", at.x(), at.y(), "click", "--repeat", 2, "--delay", 60, 1)
    time.sleep(0.3)


class DriveLinks(Drive):
    """Bends a line, moves its label and its end, inserts into it, copies with Alt, and takes it all back."""

    def run(self) -> None:
        before = self.ask(lambda: {record.id: record for record in self.document.records()})
        self.ask(lambda: self.window.canvas.set_zoom(0.8))
        self.ask(lambda: self.window.canvas.centerOn(680, 560))
        time.sleep(0.3)
        self.bend()
        self.add_a_corner()
        self.reset()
        self.insert()
        self.reattach()
        self.copy()
        steps = self.ask(lambda: self.window.editor.undo_stack.count())
        self.found["steps"] = steps
        for _ in range(steps):
            press("ctrl+z")
        after = self.ask(lambda: {record.id: record for record in self.document.records()})
        self.found["undone"] = after == before

    # where things are

    def link(self, link_id: str = LINK) -> Link:
        found = self.ask(lambda: self.document.get(link_id))
        assert isinstance(found, Link)
        return found

    def points(self, link_id: str = LINK) -> list[tuple[float, float]]:
        return list(self.ask(lambda: self.window.canvas.mirror.router.routes[link_id].points))

    def at(self, x: float, y: float) -> QPoint:
        found: QPoint = self.ask(lambda: self._on_screen(QPointF(x, y)))
        return found

    def on_leg(self, leg: int, share: float, link_id: str = LINK) -> QPoint:
        (ax, ay), (bx, by) = self.points(link_id)[leg : leg + 2]
        return self.at(ax + (bx - ax) * share, ay + (by - ay) * share)

    def upright_leg(self) -> int:
        points = self.points()
        return next(i for i in range(len(points) - 1) if points[i][0] == points[i + 1][0])

    def by_hand(self) -> list[Any]:
        link = self.link()
        return [list(link.waypoints), link.source_side, link.target_side]

    # the session

    def bend(self) -> None:
        """The middle leg of the line to the first server, to the left."""
        click(self.on_leg(0, 0.5))
        self.found["selected"] = self.ask(lambda: list(self.window.editor.selection)) == [LINK]
        leg = self.upright_leg()
        before = self.points()[leg][0]
        start = self.on_leg(leg, 0.75)
        drag(start, start - QPoint(48, 0))
        self.found["bent_by"] = self.points()[leg][0] - before
        self.found["bent"] = bool(self.link().waypoints)

    def add_a_corner(self) -> None:
        count = len(self.link().waypoints)
        leg = self.upright_leg()
        double_click(self.on_leg(leg, 0.25))
        self.found["corners_added"] = len(self.link().waypoints) > count

    def reset(self) -> None:
        press("ctrl+shift+j")
        self.found["after_reset"] = self.by_hand()

    def insert(self) -> None:
        """A load balancer from the palette, dropped onto the line from the gateway to the other one."""
        palette = self.window.panels.palette
        click(self.centre(palette.search_box))
        write("network load")
        results = palette.results
        first = self.ask(
            lambda: results.viewport().mapToGlobal(results.visualItemRect(results.item(0)).center())
        )
        known = set(self.ask(lambda: [node.id for node in self.document.nodes()]))
        drag(first, self.on_leg(0, 0.4, "gateway--balancer"))
        added = [node for node in self.ask(lambda: list(self.document.nodes())) if node.id not in known]
        self.found["inserted"] = [self.link("gateway--balancer").target == node.id for node in added]
        self.added = added[0].id if added else ""
        self.found["parts"] = sorted(
            f"{link.source} {link.target}".replace(self.added, "new")
            for link in self.ask(lambda: list(self.document.links()))
            if self.added and self.added in (link.source, link.target)
        )

    def reattach(self) -> None:
        """The end of the line to the first server, to the cache."""
        click(self.on_leg(0, 0.5))
        end = self.points()[-1]
        drag(self.at(*end), self.of_node("cache"))
        self.found["led_to"] = self.link().target

    def copy(self) -> None:
        """With Alt held from the middle of the drag on, so that no window manager takes it for its own."""
        known = {node.id for node in self.ask(lambda: list(self.document.nodes()))}
        start = self.of_node("cache")
        parent = self.node("cache").parent
        xdotool("mousemove", start.x(), start.y(), "mousedown", 1)
        for step in (10, 30, 60, 90):
            xdotool("mousemove", start.x() + step, start.y() + step // 3)
            time.sleep(0.05)
        xdotool("keydown", "alt")
        time.sleep(0.15)
        xdotool("mouseup", 1)
        time.sleep(0.15)
        xdotool("keyup", "alt")
        time.sleep(0.3)
        added = [node for node in self.ask(lambda: list(self.document.nodes())) if node.id not in known]
        self.found["copied"] = [node.service.name for node in added]
        self.found["original_stays"] = self.node("cache").parent == parent


if __name__ == "__main__":
    main(DriveLinks)
