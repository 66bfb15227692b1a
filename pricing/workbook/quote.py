"""What a workbook is made of: an estimate, the facts of the project and, where there is one, its picture."""

from __future__ import annotations

from dataclasses import dataclass

from pricing.comparisons.purchases import PurchaseComparison
from pricing.comparisons.regions import RegionComparison
from pricing.comparisons.variants import VariantComparison
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
    regions_compared: RegionComparison | None = None
    """With these, the workbook has a sheet "Comparison" ..."""
    purchases_compared: PurchaseComparison | None = None
    variants_compared: VariantComparison | None = None
    """... and with these a sheet "Variants"."""
    application: str = "Blueprice"
    """Name and version of what made the quote."""

    @property
    def title(self) -> str:
        return self.name or "AWS architecture"
