"""What a workbook is made of: an estimate, the facts of the project and, where there is one, its picture."""

from __future__ import annotations

from dataclasses import dataclass

from pricing.estimate import Estimate


@dataclass(frozen=True)
class Quote:
    """An estimate with what a reader has to know about it."""

    estimate: Estimate
    name: str = ""
    client: str = ""
    author: str = ""
    date: str = ""
    """ISO date of the quote."""
    regions: tuple[str, ...] = ()
    """Region codes, as the drawing has them."""
    free_allowances: bool = True
    """What AWS leaves free once per account is taken off."""
    notes: str = ""
    assumptions: tuple[str, ...] = ()
    """Further sentences for the assumptions sheet."""
    findings: tuple[str, ...] = ()
    """What the check found, a sentence each."""
    accepted_findings: tuple[str, ...] = ()
    """What it found and somebody accepted, a sentence each with the reason."""
    diagram: bytes | None = None
    """The picture as PNG."""
    diagram_note: str = ""
    """Why there is no picture."""
    application: str = "Blueprice"
    """Name and version of what made the quote."""

    @property
    def title(self) -> str:
        return self.name or "AWS architecture"
