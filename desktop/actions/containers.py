"""Frames: whole networks at once, frames that fit, and zones and subnets in line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, Run, on_canvas

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
    from desktop.editor import Editor
    from desktop.window import MainWindow


def _scaffold(window: MainWindow) -> None:
    from desktop.dialogs.vpc_scaffold import VpcScaffoldDialog

    VpcScaffoldDialog(window).exec()


def _shrink(deep: bool) -> Run:
    def shrink(canvas: CanvasView) -> None:
        from desktop.canvas import framing

        framing.shrink(canvas, deep=deep)

    return on_canvas(shrink)


def _can_shrink(editor: Editor) -> bool:
    from desktop.canvas import framing

    return framing.can_shrink(editor)


def _line_up_zones(canvas: CanvasView) -> None:
    from desktop.canvas import framing

    framing.line_up_zones(canvas)


def _can_line_up(editor: Editor) -> bool:
    from desktop.canvas import framing

    return framing.can_line_up(editor)


CONTAINERS = (
    Command(
        "vpc_scaffold", "VPC scaffold…", _scaffold, "Ctrl+Shift+N", "tree-structure",
        "Draw a VPC with its zones, subnets, gateways and routes in one step",
    ),
    Command(
        "shrink_to_fit", "Shrink to fit", _shrink(deep=False), "Ctrl+Shift+F", "arrows-in",
        "Make the selected frames as small as their content allows; a double-click on an edge does the same",
        _can_shrink,
    ),
    Command(
        "shrink_all_to_fit", "Shrink to fit, with what is inside",
        _shrink(deep=True), "Ctrl+Alt+F", "arrows-in",
        "Make the selected frames and all frames in them as small as their content allows",
        _can_shrink,
    ),
    Command(
        "line_up_zones", "Line up zones and subnets", on_canvas(_line_up_zones), icon="rows",
        tooltip="Zones side by side get one height, subnets of one tier one row",
        enabled=_can_line_up,
    ),
)  # fmt: skip
