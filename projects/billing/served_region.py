"""What stands on premises is priced in the Region that it works with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from pricing.costs import CostComponent, needs
from projects.place import Place

REGION_PROPERTY = "aws_region"


def priced_where_served(
    parts: Iterable[CostComponent], place: Place, region: str | None
) -> Iterator[CostComponent]:
    """``parts`` in the Region around the node, else in the chosen one; without either they need input."""
    for part in parts:
        if place.region or part.region or part.kind in ("included", "not_priced"):
            yield part
        elif region:
            yield replace(part, region=region)
        else:
            yield needs(part.name, "", REGION_PROPERTY, "Choose the Region that it works with.")


def served_region(place: Place, region: str | None) -> str:
    """The code of that Region; empty while it is not known."""
    return place.region or region or ""


def whole(amount: int | None) -> Decimal:
    """How many equal ones a count stands for; one where nothing is said."""
    return Decimal(1 if amount is None else amount)
