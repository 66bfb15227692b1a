"""Start a window and end when it is painted, in a fresh process: ``python -m benchmarks.shells bare``."""

from __future__ import annotations

import sys


def bare(icons: int = 60) -> None:
    """The least that such a window takes with Qt alone: menus, three docks, a view and a list of icons."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QIcon, QPixmap
    from PySide6.QtWidgets import (
        QApplication,
        QDockWidget,
        QGraphicsScene,
        QGraphicsView,
        QListWidget,
        QListWidgetItem,
        QMainWindow,
        QTextEdit,
    )

    app = QApplication([])
    window = QMainWindow()
    for title in ("File", "Edit", "View", "Insert", "Arrange", "Help"):
        menu = window.menuBar().addMenu(title)
        for number in range(10):
            menu.addAction(f"Command {number}")
    window.addToolBar("Toolbar").addAction("Select")
    palette = QListWidget()
    for number in range(icons):
        picture = QPixmap(32, 32)
        picture.fill(Qt.GlobalColor.darkBlue)
        palette.addItem(QListWidgetItem(QIcon(picture), f"Service {number}"))
    areas = Qt.DockWidgetArea
    for area, content in (
        (areas.LeftDockWidgetArea, palette),
        (areas.RightDockWidgetArea, QTextEdit()),
        (areas.BottomDockWidgetArea, QTextEdit()),
    ):
        dock = QDockWidget("Dock")
        dock.setWidget(content)
        window.addDockWidget(area, dock)
    window.setCentralWidget(QGraphicsView(QGraphicsScene(window)))
    window.resize(1440, 900)
    window.show()
    until_painted(app, window)


def eager() -> None:
    """The bare window after importing at once all that Blueprice imports late."""
    import diagrams
    import networkx
    import openpyxl
    import pydantic

    assert diagrams and networkx and openpyxl and pydantic
    bare()


def first() -> None:
    """Blueprice's own window up to its first paint."""
    from desktop.app import application
    from desktop.window import MainWindow

    app = application()
    window = MainWindow()
    window.show()
    until_painted(app, window)


def ready() -> None:
    """Blueprice's own window with its welcome page, palette and docks."""
    from desktop.app import application, fill
    from desktop.window import MainWindow

    app = application()
    window = MainWindow()
    window.show()
    until_painted(app, window)
    fill(window, None)
    until_painted(app, window)


def until_painted(app: object, window: object) -> None:
    """Run the event loop until the window has been painted once more."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    assert isinstance(app, QApplication) and isinstance(window, QWidget)

    class Watch(QObject):
        painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.painted = self.painted or event.type() == QEvent.Type.Paint
            return False

    watch = Watch()
    window.installEventFilter(watch)
    window.update()
    while not watch.painted:
        app.processEvents()
    window.removeEventFilter(watch)


if __name__ == "__main__":
    {"bare": bare, "eager": eager, "first": first, "ready": ready, "nothing": lambda: None}[sys.argv[1]]()
    import os

    # What a process does to end is not what it does to start.
    sys.stdout.flush()
    os._exit(0)
