"""Layers of the drawing, shown or not."""

from __future__ import annotations

from desktop.actions.command import Command
from desktop.canvas.layers import LAYERS as NAMES
from desktop.canvas.layers import LayerName

_TIPS: dict[LayerName, str] = {
    "findings": "Badges at what the check has found",
    "notes": "Remarks on the drawing",
    "steps": "Numbered steps and their list",
    "link_labels": "What is written on links",
    "facts": "The second line under an icon, such as an instance's size",
}


def _layer(name: LayerName, tip: str) -> Command:
    return Command(
        f"layer_{name}",
        NAMES[name],
        lambda window: window.layering.toggle(name),
        tooltip=tip,
        checked=lambda window: window.editor is not None and getattr(window.layering.shown, name),
    )


LAYERS = (
    *(_layer(name, tip) for name, tip in _TIPS.items()),
    Command(
        "executive_view",
        "Executive view",
        lambda window: window.layering.toggle_executive(),
        "Ctrl+Shift+X",
        "presentation-chart",
        "Only containers, services and costs, without notes, steps, findings and details",
        checked=lambda window: window.editor is not None and window.layering.executive,
    ),
)
