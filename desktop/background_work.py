"""Work that takes a moment, done in the background: the window stays alive, and one may give up waiting."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

LOOK_AGAIN_MS = 15
SHOWN_AFTER_MS = 500
"""What is done sooner shows no progress."""

Result = TypeVar("Result")


def in_background(parent: QWidget | None, title: str, text: str, work: Callable[[], Result]) -> Result | None:
    """What ``work`` gives, while events go on; None if the person gave up waiting. Its errors are raised."""
    pool = ThreadPoolExecutor(1, "background")
    future = pool.submit(work)
    pool.shutdown(wait=False)
    progress = QProgressDialog(text, "Cancel", 0, 0, parent)
    progress.setWindowTitle(title)
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(SHOWN_AFTER_MS)
    progress.setValue(0)
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(LOOK_AGAIN_MS)
    timer.timeout.connect(lambda: loop.quit() if future.done() else None)
    progress.canceled.connect(loop.quit)
    timer.start()
    if not future.done():
        loop.exec()
    timer.stop()
    # Hidden alone it would still come up after its time, over whatever is shown by then.
    progress.reset()
    progress.hide()
    progress.deleteLater()
    return future.result() if future.done() else None
