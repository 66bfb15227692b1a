"""Drives the real window with the X server's own mouse and keyboard, and prints what came of it as JSON.

Run by test_real_window.py on a virtual display: python drive_window.py PROJECT.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import application, catch_errors, fill
from desktop.window import MainWindow
from projects.geometry import canvas_rect
from projects.records import Node


class OnTheMainThread(QObject):
    """Asks the window something from the thread that moves the mouse."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(lambda question: question(), Qt.ConnectionType.BlockingQueuedConnection)

    def __call__(self, question: Callable[[], Any]) -> Any:
        answer: list[Any] = []
        self.asked.emit(lambda: answer.append(question()))
        return answer[0]


def xdotool(*words: object) -> None:
    subprocess.run(["xdotool", *(str(word) for word in words)], check=True, timeout=20)


def press(key: str) -> None:
    xdotool("key", key)
    time.sleep(0.15)


def write(text: str) -> None:
    xdotool("type", "--delay", "15", text)
    time.sleep(0.2)


def click(at: QPoint) -> None:
    xdotool("mousemove", at.x(), at.y(), "click", 1)
    time.sleep(0.25)


def drag(start: QPoint, end: QPoint, *, cancel: bool = False) -> None:
    """Press, move in steps as a hand does, and let go; or give up with Escape on the way."""
    xdotool("mousemove", start.x(), start.y())
    time.sleep(0.1)
    xdotool("mousedown", 1)
    for step in range(1, 9):
        x = start.x() + (end.x() - start.x()) * step // 8
        y = start.y() + (end.y() - start.y()) * step // 8
        xdotool("mousemove", x, y)
        time.sleep(0.05)
    if cancel:
        press("Escape")
    time.sleep(0.15)
    xdotool("mouseup", 1)
    time.sleep(0.3)


class Drive:
    """The steps of one session and what they left behind."""

    def __init__(self, window: MainWindow, ask: OnTheMainThread) -> None:
        self.window = window
        self.ask = ask
        self.found: dict[str, Any] = {}

    # where things are on the screen

    def centre(self, widget: QWidget) -> QPoint:
        return self.ask(lambda: widget.mapToGlobal(widget.rect().center()))

    def of_node(self, node_id: str) -> QPoint:
        return self.ask(
            lambda: self._on_screen(QPointF(*canvas_rect(self.document, self.node(node_id)).center))
        )

    def free_spot(self, node_id: str, dx: int, dy: int) -> QPoint:
        """A point in a container, counted from its upper left corner on the canvas."""
        rect = self.ask(lambda: canvas_rect(self.document, self.node(node_id)))
        return self.ask(lambda: self._on_screen(QPointF(rect.x + dx, rect.y + dy)))

    def _on_screen(self, point: QPointF) -> QPoint:
        view = self.window.canvas
        return view.viewport().mapToGlobal(view.mapFromScene(point))

    @property
    def document(self) -> Any:
        assert self.window.editor is not None
        return self.window.editor.document

    def node(self, node_id: str) -> Node:
        node = self.document.node(node_id)
        assert node is not None, node_id
        return node

    def gateways(self) -> list[Node]:
        nodes = self.ask(lambda: list(self.document.nodes()))
        return [node for node in nodes if node.service.name == "nat_gateway" and "-b" not in node.id[-2:]]

    def monthly(self) -> str:
        def total() -> str:
            editor = self.window.editor
            assert editor is not None
            editor.refresh()
            assert editor.estimate is not None
            return str(editor.estimate.totals.monthly)

        return self.ask(total)

    # the session

    def run(self) -> None:
        before = self.ask(lambda: {record.id: record for record in self.document.records()})
        self.found["at_start"] = self.monthly()
        self.place()
        self.fill_usage()
        self.configure()
        self.move()
        self.give_up_a_move()
        steps = self.ask(lambda: self.window.editor.undo_stack.count())
        self.found["steps"] = steps
        click(self.free_spot("cloud", 600, 300))
        for _ in range(steps):
            press("ctrl+z")
        after = self.ask(lambda: {record.id: record for record in self.document.records()})
        self.found["undone"] = after == before
        self.found["after_undo"] = self.monthly()
        for _ in range(steps):
            press("ctrl+shift+z")
        self.found["after_redo"] = self.monthly()
        press("ctrl+s")
        time.sleep(0.5)
        self.found["unsaved"] = self.ask(lambda: self.window.editor.unsaved)
        self.found["title"] = self.ask(self.window.windowTitle)

    def place(self) -> None:
        """Find the NAT gateway by its abbreviation and drag it into a private subnet."""
        palette = self.window.panels.palette
        click(self.centre(palette.search_box))
        write("nat")
        results = palette.results
        first = self.ask(
            lambda: results.viewport().mapToGlobal(results.visualItemRect(results.item(0)).center())
        )
        known = {node.id for node in self.gateways()}
        drag(first, self.free_spot("data-b", 200, 90))
        added = [node for node in self.gateways() if node.id not in known]
        self.found["placed"] = [node.parent for node in added]
        self.added = added[0].id
        self.found["after_placing"] = self.monthly()

    def fill_usage(self) -> None:
        """Through the menu bar by keyboard: a small workload for what was placed, taken back in one step."""
        click(self.of_node(self.added))
        steps = self.ask(lambda: self.window.editor.undo_stack.count())
        for key in ("alt+p", "Right", "Return"):
            press(key)
        time.sleep(0.3)
        self.found["filled"] = str(self.ask(lambda: self.node(self.added).service.data_processed_gb))
        self.found["filled_in_steps"] = self.ask(lambda: self.window.editor.undo_stack.count()) - steps
        press("ctrl+z")
        self.found["after_taking_back"] = self.monthly()

    def configure(self) -> None:
        """Select it and type how much data it processes."""
        click(self.of_node(self.added))
        self.found["selected"] = self.ask(lambda: list(self.window.editor.selection)) == [self.added]
        self.ask(lambda: self.window.panels.properties.focus_property(self.added, "data_processed_gb"))
        time.sleep(0.3)
        write("100")
        press("Tab")
        self.found["typed"] = str(self.ask(lambda: self.node(self.added).service.data_processed_gb))
        self.found["after_typing"] = self.monthly()

    def move(self) -> None:
        drag(self.of_node(self.added), self.free_spot("public-b", 220, 80))
        self.found["moved_to"] = self.ask(lambda: self.node(self.added).parent)

    def give_up_a_move(self) -> None:
        before = self.ask(lambda: self.node(self.added))
        drag(self.of_node(self.added), self.free_spot("app-a", 40, 80), cancel=True)
        self.found["escape_left_it"] = self.ask(lambda: self.node(self.added)) == before


def main(session: type[Drive] = Drive) -> None:
    app: QApplication = application()
    window = MainWindow()
    catch_errors(window)
    window.setGeometry(0, 0, 1680, 1050)
    window.show()
    fill(window, Path(sys.argv[1]))
    drive = session(window, OnTheMainThread())

    def work() -> None:
        try:
            time.sleep(1.0)
            xdotool("mousemove", 840, 20)
            drive.ask(lambda: (window.activateWindow(), window.raise_()))
            xdotool("windowfocus", "--sync", int(drive.ask(window.winId)))
            drive.run()
        except Exception as error:
            drive.found["error"] = repr(error)
        finally:
            QTimer.singleShot(0, app, app.quit)

    threading.Thread(target=work, daemon=True).start()
    app.exec()
    sys.stdout.write(json.dumps(drive.found) + "\n")


if __name__ == "__main__":
    main()
