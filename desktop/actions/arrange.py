"""Lining up what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, Run, on_canvas, selected

if TYPE_CHECKING:
    from projects.arranging import Edge


_EDGES: tuple[tuple[Edge, str, str], ...] = (
    ("left", "Align left edges", "align-left"),
    ("center", "Align centres", "align-center-horizontal"),
    ("right", "Align right edges", "align-right"),
    ("top", "Align top edges", "align-top"),
    ("middle", "Align middles", "align-center-vertical"),
    ("bottom", "Align bottom edges", "align-bottom"),
)


def _align(edge: Edge) -> Run:
    return on_canvas(lambda c: c.arranging.align(edge))


ARRANGE = (
    *(
        Command(f"align_{edge}", text, _align(edge), icon=icon, tooltip=text, enabled=selected(2))
        for edge, text, icon in _EDGES
    ),
    Command(
        "distribute_horizontal",
        "Distribute across",
        on_canvas(lambda c: c.arranging.distribute("horizontal")),
        icon="columns",
        tooltip="Equal gaps from left to right",
        enabled=selected(3),
    ),
    Command(
        "distribute_vertical",
        "Distribute down",
        on_canvas(lambda c: c.arranging.distribute("vertical")),
        icon="rows",
        tooltip="Equal gaps from top to bottom",
        enabled=selected(3),
    ),
)
