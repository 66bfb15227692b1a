"""Names that AWS's package had for a thing in earlier or later releases, by the name in our table."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = files("icons.package").joinpath("renamed.csv").read_text(encoding="utf-8")
    return {row["aws_name"]: tuple(row["other_names"].split()) for row in csv.DictReader(text.splitlines())}


def other_names(aws_name: str) -> tuple[str, ...]:
    """What else the package has called it, letters and digits only; most have never been renamed."""
    return _table().get(aws_name, ())
