"""Paper: its sizes, and how a drawing is to be put on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

UNITS_PER_MM = 96 / 25.4

Paper = Literal["A4", "A3", "A2", "A1", "A0", "Letter", "Legal", "Tabloid"]
PAPERS: dict[Paper, tuple[float, float]] = {
    "A4": (297, 210),
    "A3": (420, 297),
    "A2": (594, 420),
    "A1": (841, 594),
    "A0": (1189, 841),
    "Letter": (279.4, 215.9),
    "Legal": (355.6, 215.9),
    "Tabloid": (431.8, 279.4),
}
"""Longer and shorter side in millimetres."""
MOST_SHEETS = 400
LEAST_ROOM = 40.0
"""Units that margins leave to the drawing at least."""


@dataclass(frozen=True)
class Page:
    """Paper that a drawing is put on: fitted to one sheet, at a scale, or as a poster of several sheets.

    ``title`` stands above the drawing, ``footer`` below it, ``corner`` below at the right; empty for none.
    """

    paper: Paper = "A4"
    margin_mm: float = 12
    title: str = ""
    footer: str = ""
    corner: str = ""
    landscape: bool = True
    scale: float | None = None
    """1 for 100 %, on as many sheets as that takes; None: fitted, never enlarged."""
    across: int = 1
    down: int = 1
    """More than one sheet: a poster, enlarged or reduced to fill them."""
    overlap_mm: float = 10
    """How much of the drawing neighbouring sheets of a poster share."""
    cut_marks: bool = True
    """Marks on a poster's sheets, where to cut and where the next one begins."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in units of 1/96 inch."""
        longer, shorter = (side * UNITS_PER_MM for side in PAPERS[self.paper])
        return (longer, shorter) if self.landscape else (shorter, longer)

    @property
    def margin(self) -> float:
        """In units, and never so large that nothing is left."""
        width, height = self.size
        return max(0.0, min(self.margin_mm * UNITS_PER_MM, (min(width, height) - LEAST_ROOM) / 2))
