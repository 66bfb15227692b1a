"""Layers of the drawing that can be shown or not: costs, findings, notes, steps and details."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from projects.records import NoteKind

LayerName = Literal["costs", "findings", "notes", "steps", "link_labels", "facts"]
LAYERS: dict[LayerName, str] = {
    "costs": "Cost labels",
    "findings": "Findings",
    "notes": "Text notes",
    "steps": "Numbered steps",
    "link_labels": "Labels of links",
    "facts": "Details under icons",
}
"""Names on screen, in their order."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers are shown. Title block and legend always belong to the drawing."""

    costs: bool = True
    findings: bool = True
    notes: bool = True
    """Remarks."""
    steps: bool = True
    """Numbered steps and their list."""
    link_labels: bool = True
    facts: bool = True
    """The second line under an icon."""

    @property
    def without(self) -> frozenset[NoteKind]:
        """The kinds of notes that are left out."""
        left_out: set[NoteKind] = set()
        if not self.notes:
            left_out.add("text")
        if not self.steps:
            left_out.update(("step", "step_list"))
        return frozenset(left_out)

    def with_(self, name: LayerName, shown: bool) -> Layers:
        """These layers with one of them shown or not."""
        return replace(self, **{name: shown})


EVERYTHING = Layers()
EXECUTIVE = Layers(findings=False, notes=False, steps=False, link_labels=False, facts=False)
"""Containers, services and their costs alone."""
