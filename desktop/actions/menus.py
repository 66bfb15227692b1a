"""What stands in the menus, in the toolbar and under the right mouse button, by the names of commands."""

from __future__ import annotations

from desktop.actions.arrange import ARRANGE

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        ("new", "open", "recent>", "samples>", "", "save", "save_as", "", "export", "export_quote",
         "copy_picture", "", "print", "", "quit"),
    ),
    (
        "&Edit",
        ("undo", "redo", "", "cut", "copy", "paste", "paste_in_place", "duplicate", "delete", "",
         "select_all", "select>", "rename", "", "rename_page", "delete_page", "",
         "select_tool", "connect_tool", "quick_add", "find_service", "find", "find_next", "find_previous"),
    ),
    (
        "&View",
        ("zoom_in", "zoom_out", "zoom_fit", "zoom_selection", "zoom_actual", "",
         "previous_page", "next_page", "", "layers>", "executive_view", "icons>", "minimap", "panels>",
         "theme>", "motion", "default_layout", "", "present", "full_screen"),
    ),
    ("&Insert", ("insert>",)),
    (
        "&Arrange",
        ("tidy", "tidy_selection", "pin", "", *(command.name for command in ARRANGE[:6]), "",
         ARRANGE[6].name, ARRANGE[7].name, "make_row", "make_column", "same>", "", "order>", "",
         "shrink_to_fit", "shrink_all_to_fit", "line_up_zones", "", "lock", "hide", "show_hidden",
         "isolate", "", "reverse_link", "reset_line"),
    ),
    (
        "&Prices",
        ("usage>", "next_missing", "", "use_sheet", "sheet>", "", "update_prices", "reprice", "about_prices"),
    ),
    (
        "&Quote",
        ("show_estimate", "show_findings", "", "next_missing", "next_finding", "style_check",
         "outage_drill", "",
         "compare_regions", "compare_purchases", "compare_variants", "variants>", "",
         "project_settings", "", "export_quote"),
    ),
    ("&Help", ("command_palette", "", "welcome", "shortcuts", "", "next_area", "previous_area", "", "about")),
)  # fmt: skip
"""Titles and content of the menus: names of commands, "" for a line, "name>" for a menu filled elsewhere."""

ON_A_RECORD = (
    "fixes>", "", "rename", "connect_tool", "reverse_link", "reset_line", "", "cut", "copy", "duplicate",
    "delete", "", "select>", "order>", "shrink_to_fit", "tidy_selection", "pin", "lock", "hide", "isolate",
    "", "picture>", "page>", "usage>", "", "zoom_selection", "copy_picture",
)  # fmt: skip
ON_THE_CANVAS = (
    "quick_add", "find_service", "vpc_scaffold", "", "paste", "select_all", "show_hidden", "", "tidy",
    "zoom_fit", "show_costs", "", "project_settings",
)  # fmt: skip
"""What the right mouse button offers; what cannot be done just now is left out."""

TOOLBAR = (
    "undo", "redo", "", "select_tool", "connect_tool", "text_tool", "step_tool", "", "tidy", "align>", "",
    "zoom_out", "zoom>", "zoom_in", "zoom_fit", "", "show_costs", "<>", "outage_drill", "export_quote",
)  # fmt: skip
"""As for menus; "<>" is the gap that pushes the rest to the right."""
