"""Finding one's way."""

from __future__ import annotations

from desktop.actions.command import Command

HELP = (
    Command("welcome", "Welcome page", lambda w: w.show_welcome(), icon="house-simple"),
    Command("shortcuts", "Keyboard shortcuts", lambda w: w.show_shortcuts(), "F1", "keyboard", always=True),
    Command("about", "About Blueprice", lambda w: w.about(), icon="info", always=True),
)
