"""What is seen, how large, and in which colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, on_canvas, selected

if TYPE_CHECKING:
    from desktop.preferences import ThemeChoice
    from desktop.window import MainWindow


def _toggle_minimap(window: MainWindow) -> None:
    wanted = not window.preferences.show_minimap
    window.preferences.show_minimap = window.canvas.minimap.wanted = wanted


VIEW = (
    Command(
        "zoom_in",
        "Zoom in",
        on_canvas(lambda c: c.zoom_in()),
        "Ctrl++, Ctrl+=",
        "magnifying-glass-plus",
        "Zoom in",
    ),
    Command(
        "zoom_out",
        "Zoom out",
        on_canvas(lambda c: c.zoom_out()),
        "Ctrl+-",
        "magnifying-glass-minus",
        "Zoom out",
    ),
    Command(
        "zoom_fit",
        "Fit the drawing",
        on_canvas(lambda c: c.zoom_to_fit()),
        "Ctrl+9",
        "frame-corners",
        "Show the whole drawing",
    ),
    Command(
        "zoom_selection",
        "Zoom to the selection",
        on_canvas(lambda c: c.zoom_to_selection()),
        "Ctrl+8",
        "magnifying-glass",
        enabled=selected(),
    ),
    Command("zoom_actual", "Actual size", on_canvas(lambda c: c.zoom_actual()), "Ctrl+0", tooltip="100 %"),
    Command(
        "show_costs",
        "Cost labels",
        lambda w: w.toggle_costs(),
        "Ctrl+Shift+L",
        "currency-circle-dollar",
        "Show each node's monthly cost on the drawing",
        checked=lambda w: w.editor is not None and w.layering.shown.costs,
    ),
    Command(
        "minimap",
        "Map",
        lambda w: _toggle_minimap(w),
        "Ctrl+M",
        "map-trifold",
        "A small map of the drawing, while it is larger than what is seen",
        checked=lambda w: w.preferences.show_minimap,
    ),
    Command("default_layout", "Restore the panels", lambda w: w.restore_default_layout(), always=True),
    Command(
        "full_screen",
        "Full screen",
        lambda w: w.toggle_full_screen(),
        "F11",
        "corners-out",
        checked=lambda w: w.isFullScreen(),
        always=True,
    ),
)


def _theme(choice: ThemeChoice, text: str) -> Command:
    return Command(
        f"theme_{choice}",
        text,
        lambda window: window.choose_theme(choice),
        checked=lambda window: window.preferences.theme == choice,
        always=True,
    )


THEME = (_theme("light", "Light"), _theme("dark", "Dark"), _theme("system", "As the system"))
