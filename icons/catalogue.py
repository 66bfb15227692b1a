"""The table of icons, catalogue.csv: which artwork each name stands for."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

Kind = Literal["service", "resource", "actor", "container", "glyph"]


class Entry(NamedTuple):
    """One row: a name and where its picture comes from."""

    name: str
    kind: Kind
    diagrams: str
    """Module and class below ``diagrams.aws``, such as "network.NATGateway"; empty for our own artwork."""
    artwork: str
    """File in icons/artwork; empty for artwork of the diagrams package."""
    background: str
    """Colour of the square behind a white glyph, "#8C4FFF"; empty where the artwork is complete."""
    aws_name: str
    """What AWS's icon package calls it, letters and digits only: "AmazonVPCNATGateway"; empty if nothing."""
    also: tuple[str, ...]
    """Other names for the same icon."""


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its name."""
    text = files("icons").joinpath("catalogue.csv").read_text(encoding="utf-8")
    return {row["name"]: _entry(row) for row in csv.DictReader(text.splitlines())}


@cache
def by_any_name() -> dict[str, Entry]:
    """Every entry by its name and by its other names."""
    return {name: entry for entry in entries().values() for name in (entry.name, *entry.also)}


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        row["name"],
        cast(Kind, row["kind"]),
        row["diagrams"],
        row["artwork"],
        row["background"],
        row["aws_name"],
        tuple(row["also"].split()),
    )
