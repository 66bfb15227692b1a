"""Draws in the real window with the keyboard alone, and prints what came of it as JSON.

Run by test_real_keys.py on a virtual display: python drive_keys.py PROJECT.
"""

from __future__ import annotations

import time

from drive_window import Drive, main, press, write
from PySide6.QtWidgets import QApplication

from desktop.window_parts import areas


class DriveKeys(Drive):
    """Walks, adds, nudges, locks, hides, finds, copies and walks the panels; then takes it back."""

    def run(self) -> None:
        before = self.ask(lambda: {record.id: record for record in self.document.records()})
        self.walk()
        self.add_a_neighbour()
        self.nudge()
        self.lock()
        self.hide()
        self.find()
        self.paste_in_place()
        self.panels()
        steps = self.ask(lambda: self.window.editor.undo_stack.count())
        self.found["steps"] = steps
        for _ in range(steps):
            press("ctrl+z")
        after = self.ask(lambda: {record.id: record for record in self.document.records()})
        self.found["undone"] = after == before

    def selected(self) -> list[str]:
        return list(self.ask(lambda: self.window.editor.selection))

    def ids(self) -> set[str]:
        return {record.id for record in self.ask(lambda: list(self.document.records()))}

    def walk(self) -> None:
        """Into the cloud, one on, out again, and to a node by its name."""
        self.ask(lambda: self.window.show_canvas())
        press("Tab")
        press("Tab")
        self.found["beside"] = self.selected()
        press("shift+Tab")
        press("Escape")
        press("Escape")
        self.found["left"] = self.selected()
        press("ctrl+shift+p")
        write("go to load balancer")
        press("Return")
        self.found["gone_to"] = self.selected()

    def add_a_neighbour(self) -> None:
        known, source = self.ids(), self.selected()[0]
        press("q")
        write("sqs")
        press("Return")
        time.sleep(0.3)
        self.found["added"] = sorted(record.split("-")[0] for record in self.ids() - known)
        made = self.selected()[0]
        links = self.ask(lambda: list(self.document.links_of(made)))
        self.found["linked"] = [source in (link.source, link.target) for link in links]

    def nudge(self) -> None:
        node = self.node(self.selected()[0])
        for key in ("Right", "Right", "shift+Right"):
            press(key)
        self.found["nudged"] = self.node(node.id).x - node.x

    def lock(self) -> None:
        node = self.selected()[0]
        press("ctrl+l")
        press("Delete")
        self.found["kept"] = node in self.ids()
        press("ctrl+l")

    def hide(self) -> None:
        node = self.selected()[0]
        press("ctrl+h")
        self.found["shown_while_hidden"] = self.ask(lambda: node in self.window.canvas.mirror.items_by_id)
        press("ctrl+shift+h")
        self.found["shown_again"] = self.ask(lambda: node in self.window.canvas.mirror.items_by_id)

    def find(self) -> None:
        press("ctrl+f")
        write("10.0.20.0/24")
        press("Escape")
        self.found["found"] = [self.node(i).service.name for i in self.selected()]

    def paste_in_place(self) -> None:
        press("ctrl+shift+p")
        write("go to customers")
        press("Return")
        (chosen,) = self.selected()
        original = self.ask(lambda: self.window.canvas.mirror.layout.rects[chosen])
        press("ctrl+c")
        known = self.ids()
        press("ctrl+shift+v")
        time.sleep(0.4)
        (made,) = self.ids() - known
        copy = self.ask(lambda: self.window.canvas.mirror.layout.rects[made])
        self.found["pasted_in_place"] = copy == original

    def panels(self) -> None:
        """Through every panel and back to the canvas."""
        seen = 0
        for _ in range(self.ask(lambda: len(areas(self.window)))):
            press("F6")
            seen += 0 if self.ask(lambda: QApplication.focusWidget() is self.window.canvas) else 1
        self.found["panels"] = seen
        self.found["back"] = self.ask(lambda: QApplication.focusWidget() is self.window.canvas)


if __name__ == "__main__":
    main(DriveKeys)
