"""Usage figures, price lists and price sheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.actions.command import Command

if TYPE_CHECKING:
    from desktop.editor import Editor
    from projects.profiles import Profile


def _needs_figures(editor: Editor) -> bool:
    return editor.estimate is not None and bool(editor.estimate.totals.needs_input)


def _usage(profile: Profile, kind: str) -> Command:
    return Command(
        f"fill_{profile}",
        f"{profile.capitalize()} workload",
        lambda window: window.prices.fill_usage(profile),
        tooltip=f"{kind}: fill in typical figures where the estimate lacks them",
        enabled=_needs_figures,
        label=_for_what(f"{profile.capitalize()} workload"),
    )


def _for_what(text: str) -> Callable[[Editor], str]:
    """A profile's text, which says that it is for the selection only where there is one."""
    return lambda editor: f"{text}, for the selection" if editor.selected_nodes() else text


USAGE = (
    _usage("small", "A pilot or an internal application"),
    _usage("medium", "A production application of a mid-sized company"),
    _usage("large", "A busy application with millions of users"),
)

PRICES = (
    Command(
        "use_sheet", "Use my price sheet…", lambda w: w.prices.use_sheet(), icon="file-arrow-up",
        tooltip="Put your own prices, from a CSV or Excel file, before those of the list",
    ),
    Command(
        "update_prices", "Update prices…", lambda w: w.prices.update(), icon="cloud-arrow-down",
        tooltip="Fetch AWS's present list prices, or read them from a folder",
    ),
    Command(
        "reprice", "Re-price at the current list…", lambda w: w.prices.reprice(), icon="arrows-clockwise",
        tooltip="List what changed in the project since it was quoted, line by line",
    ),
    Command(
        "about_prices", "About the price list", lambda w: w.prices.about(), icon="info",
        tooltip="Date, sources and confidence of the prices",
    ),
)  # fmt: skip
