"""The shape that each service has in other programs: a table of draw.io's and diagrams' own names."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from icons.catalogue import by_any_name
from projects.records import Node


class NativeShape(NamedTuple):
    """One row of native_shapes.csv."""

    service: str
    drawio: str
    """Name of the shape in draw.io's AWS library; empty where it has none."""
    form: str
    """ "tile" for a white sign on a coloured square, "shape" for a drawing in the colour."""
    colour: str
    """That of AWS's category."""
    diagrams: str
    """Class below ``diagrams.aws`` for a service whose icon comes from elsewhere; empty for none."""


_UNKNOWN = NativeShape("", "", "", "#7D8998", "")


@cache
def _table() -> dict[str, NativeShape]:
    text = files("projects.outputs").joinpath("native_shapes.csv").read_text(encoding="utf-8")
    return {row["service"]: NativeShape(**row) for row in csv.DictReader(text.splitlines())}


def native_shape(node: Node) -> NativeShape:
    """The row of a node's service; one without names for a service that is not listed."""
    return _table().get(node.service.name, _UNKNOWN)


def diagrams_class(node: Node) -> str:
    """The class of the diagrams package, "diagrams.aws.compute.EC2Instance"; a blank one for none."""
    entry = by_any_name().get(node.service.icon)
    found = (entry.diagrams if entry is not None else "") or native_shape(node).diagrams
    return f"diagrams.aws.{found}" if found else "diagrams.generic.blank.Blank"
