"""One service in a drawing of its own, priced by the shipped list without free allowances."""

from decimal import Decimal
from typing import Any

from pricing.estimate import LineItem
from pricing.table import price_table
from projects.estimate import estimate
from tests.cost_cases.drawing import Drawing


def lines(name: str, region: str = "us-east-1", **properties: Any) -> dict[str, LineItem]:
    """The lines of its estimate by the name of the component."""
    drawing = Drawing(region)
    drawing.add(name, **properties)
    found = estimate(drawing.document(free_allowances=False), price_table()).lines
    named = {line.component: line for line in found}
    assert len(named) == len(found), "a name that comes twice would be unreadable in a quote"
    return named


def monthly(name: str, region: str = "us-east-1", **properties: Any) -> dict[str, Decimal]:
    """What each priced line costs a month in USD; lines of nothing left out."""
    found = lines(name, region, **properties)
    return {part: line.monthly for part, line in found.items() if line.state == "priced" and line.monthly}
