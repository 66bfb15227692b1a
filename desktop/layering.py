"""Which layers of the drawing the window shows, remembered from one run to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.canvas.layers import EXECUTIVE, LAYERS, LayerName, Layers

if TYPE_CHECKING:
    from desktop.window import MainWindow


class Layering:
    """Switches layers of the window's canvas; the executive view overrides them while it is on."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.executive = False
        """Only containers, services and costs are shown; ends with the window."""

    @property
    def chosen(self) -> Layers:
        """The layers that the person wants to see."""
        preferences = self._window.preferences
        layers = Layers(costs=preferences.show_costs)
        for name in LAYERS:
            if name != "costs" and name in preferences.hidden_layers:
                layers = layers.with_(name, False)
        return layers

    @property
    def shown(self) -> Layers:
        """The layers that are shown now."""
        return EXECUTIVE if self.executive else self.chosen

    def toggle(self, name: LayerName) -> None:
        """Show a layer, or show it no more; this ends the executive view."""
        preferences, wanted = self._window.preferences, not getattr(self.shown, name)
        self.executive = False
        if name == "costs":
            preferences.show_costs = wanted
        else:
            hidden = set(preferences.hidden_layers) - {name}
            preferences.hidden_layers = tuple(sorted(hidden if wanted else hidden | {name}))
        self.apply()

    def toggle_executive(self) -> None:
        """Show the drawing without its details, or with them again."""
        self.executive = not self.executive
        self.apply()

    def apply(self) -> None:
        """Let the canvas show what is chosen."""
        self._window.canvas.set_layers(self.shown)
