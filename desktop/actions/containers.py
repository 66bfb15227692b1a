"""Frames: whole networks at once, frames that fit, and zones and subnets in line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, on_canvas
from desktop.canvas import framing

if TYPE_CHECKING:
    from desktop.window import MainWindow


def _scaffold(window: MainWindow) -> None:
    from desktop.dialogs.vpc_scaffold import VpcScaffoldDialog

    VpcScaffoldDialog(window).exec()


CONTAINERS = (
    Command(
        "vpc_scaffold", "VPC scaffold…", _scaffold, "Ctrl+Shift+N", "tree-structure",
        "Draw a VPC with its zones, subnets, gateways and routes in one step",
    ),
    Command(
        "shrink_to_fit", "Shrink to fit", on_canvas(framing.shrink), "Ctrl+Shift+F", "arrows-in",
        "Make the selected frames as small as their content allows; a double-click on an edge does the same",
        framing.can_shrink,
    ),
    Command(
        "shrink_all_to_fit", "Shrink to fit, with what is inside",
        on_canvas(lambda c: framing.shrink(c, deep=True)), "Ctrl+Alt+F", "arrows-in",
        "Make the selected frames and all frames in them as small as their content allows",
        framing.can_shrink,
    ),
    Command(
        "line_up_zones", "Line up zones and subnets", on_canvas(framing.line_up_zones), icon="rows",
        tooltip="Zones side by side get one height, subnets of one tier one row",
        enabled=framing.can_line_up,
    ),
)  # fmt: skip
