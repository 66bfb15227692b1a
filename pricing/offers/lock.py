"""One update at a time: a lock on a file, which the system lets go of when the process ends in any way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pricing.offers.problems import UpdateFailed

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``; raises :class:`UpdateFailed` while another process or window has it."""
    handle = os.open(folder / "update.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(handle)
        except OSError as error:
            remedy = "Wait until it has ended, then try again"
            raise UpdateFailed(str(folder), "another update of prices is running", remedy) from error
        yield
    finally:
        os.close(handle)
