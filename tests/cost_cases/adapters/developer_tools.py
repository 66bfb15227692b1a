"""Cases of building and releasing."""

from __future__ import annotations

from decimal import Decimal

from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import Facts

_SIZES = ("small", "medium", "large", "xlarge", "2xlarge")


@adapter("codebuild")
def codebuild(drawing: Drawing, config: Facts, usage: Facts) -> None:
    types = {f"general1.{size}": f"general1.{size}" for size in _SIZES}
    drawing.add(
        "codebuild",
        operating_system=config.choice("operating_system", {"linux": "linux", "windows": "windows"}, "linux"),
        compute_type=config.choice("compute_type", types, "general1.small"),
        build_minutes=usage.get("build_minutes_per_month", Decimal(0)),
    )
