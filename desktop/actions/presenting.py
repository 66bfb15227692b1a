"""Presenting the drawing, and its numbered steps."""

from __future__ import annotations

from desktop.actions.command import Command, has_content, on_canvas

PRESENTING = (
    Command(
        "present",
        "Present",
        lambda window: window.presentation.toggle(),
        "F5",
        "presentation",
        "Show the drawing full screen, page by page and step by step",
        has_content,
    ),
    Command(
        "motion",
        "Animations",
        lambda window: window.toggle_motion(),
        tooltip="Let things glide to their new places when the drawing is tidied or presented",
        checked=lambda window: window.preferences.motion,
        always=True,
    ),
    Command(
        "renumber_steps",
        "Number steps anew",
        on_canvas(lambda c: c.annotating.renumber()),
        icon="list-numbers",
        tooltip="Number the steps of this page 1, 2, 3, ... in their present order",
        enabled=lambda editor: any(note.kind == "step" for note in editor.document.notes()),
    ),
)
