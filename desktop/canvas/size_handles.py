"""The handles that resize a frame or a note: which there are at a zoom, and which lies under a point."""

from __future__ import annotations

from typing import Literal

from projects.records import Node, Note

Handle = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w"]
HANDLES: dict[Handle, tuple[float, float]] = {
    "nw": (0, 0), "n": (0.5, 0), "ne": (1, 0), "e": (1, 0.5),
    "se": (1, 1), "s": (0.5, 1), "sw": (0, 1), "w": (0, 0.5),
}  # fmt: skip
"""Where each stands, in parts of width and height."""
NEAR = 7
"""Pixels within which one is taken hold of."""
ROOM = 36
"""Pixels that a side has to be long for a handle in its middle."""


def resizable(record: Node | Note) -> bool:
    """Whether a frame or note can be made larger by hand: numbered steps are all of one size."""
    return not record.locked and not (isinstance(record, Note) and record.kind == "step")


def handles_for(
    size: tuple[int, int], zoom: float, held_at_top: bool = False
) -> dict[Handle, tuple[float, float]]:
    """The handles of something of this size: those of its corners, and of sides with room for one.

    ``held_at_top``: its icon is in the middle of its upper edge, and is there to drag it by.
    """
    width, height = (side * zoom for side in size)
    return {
        name: (fx, fy)
        for name, (fx, fy) in HANDLES.items()
        if (fx != 0.5 or width >= ROOM) and (fy != 0.5 or height >= ROOM)
        if name != "n" or not held_at_top
    }


def handle_near(
    size: tuple[int, int], x: float, y: float, zoom: float, held_at_top: bool = False
) -> Handle | None:
    """The handle under a point; the middle of something small stays free, to drag it by."""
    for name, (fx, fy) in handles_for(size, zoom, held_at_top).items():
        if _reaches(x, size[0], fx, zoom) and _reaches(y, size[1], fy, zoom):
            return name
    return None


def _reaches(at: float, extent: int, part: float, zoom: float) -> bool:
    off = at - extent * part
    inside = off * (0.5 - part) > 0
    return abs(off) <= (min(NEAR / zoom, extent / 4) if inside else NEAR / zoom)
