"""Every command a person can give, as records: menus, toolbar and list of shortcuts come from them."""

from __future__ import annotations

from desktop.actions.arrange import ARRANGE, KEEPING, STACKING
from desktop.actions.command import Command
from desktop.actions.containers import CONTAINERS
from desktop.actions.edit import EDIT, SELECTING
from desktop.actions.file import FILE
from desktop.actions.help import HELP
from desktop.actions.layers import LAYERS
from desktop.actions.links import LINKS
from desktop.actions.menus import MENUS, ON_A_RECORD, ON_THE_CANVAS, TOOLBAR
from desktop.actions.notes import NOTES
from desktop.actions.pages import PAGES
from desktop.actions.presenting import PRESENTING
from desktop.actions.prices import PRICES, USAGE
from desktop.actions.quote import QUOTE
from desktop.actions.tidying import ROWS, SIZES, TIDYING
from desktop.actions.tools import TOOLS
from desktop.actions.view import THEME, VIEW

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        *FILE,
        *EDIT,
        *VIEW,
        *THEME,
        *LAYERS,
        *PAGES,
        *PRESENTING,
        *TIDYING,
        *ARRANGE,
        *ROWS,
        *SIZES,
        *STACKING,
        *KEEPING,
        *CONTAINERS,
        *LINKS,
        *SELECTING,
        *TOOLS,
        *NOTES,
        *USAGE,
        *PRICES,
        *QUOTE,
        *HELP,
    )
}
"""All of them by name."""

__all__ = [
    "ARRANGE",
    "COMMANDS",
    "LAYERS",
    "MENUS",
    "NOTES",
    "ON_A_RECORD",
    "ON_THE_CANVAS",
    "SELECTING",
    "SIZES",
    "STACKING",
    "THEME",
    "TOOLBAR",
    "USAGE",
    "Command",
]
