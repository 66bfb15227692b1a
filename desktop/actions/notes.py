"""Notes of which a drawing has one: they are put where there is room."""

from __future__ import annotations

from desktop.actions.command import Command

NOTES = (
    Command(
        "insert_step_list",
        "List of steps",
        lambda window: window.insert_note("step_list"),
        icon="list-numbers",
        tooltip="The numbered steps of this page with what happens in them",
    ),
    Command(
        "insert_title_block",
        "Title block",
        lambda window: window.insert_note("title_block"),
        icon="article",
        tooltip="The project's name, client, author, date and version",
    ),
    Command(
        "insert_legend",
        "Legend",
        lambda window: window.insert_note("legend"),
        icon="list-dashes",
        tooltip="What the lines of this page mean",
    ),
)
