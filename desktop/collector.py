"""Python's garbage collector, kept away from the many objects that an open project is made of."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """What is made in here stays as long as its project: it is not looked through for garbage.

    Objects of an earlier project are looked at again the next time; nearly all of them hold no circles,
    and go as soon as nothing refers to them.
    """
    if not gc.isenabled():
        yield
        return
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
