"""Every command a person can give, as records: menus, toolbar and list of shortcuts come from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.preferences import ThemeChoice
    from desktop.window import MainWindow
    from projects.profiles import Profile

Run = Callable[["MainWindow"], Any]
Enabled = Callable[["Editor"], bool]


@dataclass(frozen=True)
class Command:
    """One thing a person can do. Without a project open only ``always`` commands can be given."""

    name: str
    text: str
    run: Run
    shortcut: str = ""
    """In Qt's portable notation; several are separated by commas and a space."""
    icon: str = ""
    tooltip: str = ""
    enabled: Enabled | None = None
    checked: Callable[[MainWindow], bool] | None = None
    """For commands that switch something: its state now."""
    label: Callable[[Editor], str] | None = None
    """Text that follows the project, such as "Undo Move 3 nodes"."""
    always: bool = False


def _selected(least: int = 1) -> Enabled:
    return lambda editor: len(editor.selection) >= least


def _has_content(editor: Editor) -> bool:
    return len(editor.document) > 1


def _canvas(method: str, *arguments: Any) -> Run:
    """Calls a method of the canvas, which is looked up when the command is given."""
    return lambda window: getattr(window.canvas, method)(*arguments)


FILE = (
    Command("new", "New", lambda w: w.project_file.new(), "Ctrl+N", "file-plus", "Start an empty drawing"),
    Command("open", "Open…", lambda w: w.project_file.open(), "Ctrl+O", "folder-open", "Open a project file"),
    Command("save", "Save", lambda w: w.project_file.save(), "Ctrl+S", "floppy-disk", "Save the project"),
    Command("save_as", "Save as…", lambda w: w.project_file.save_as(), "Ctrl+Shift+S"),
    Command(
        "export",
        "Export…",
        lambda w: w.export(),
        "Ctrl+Shift+E",
        "export",
        "Export the picture or the figures: PNG, SVG, PDF, Excel, CSV, JSON",
        _has_content,
    ),
    Command(
        "export_quote",
        "Export quote",
        lambda w: w.export("xlsx"),
        tooltip="Export the estimate as an Excel workbook with the picture of the drawing",
        enabled=_has_content,
    ),
    Command(
        "copy_picture", "Copy as picture", lambda w: w.copy_picture(), "Ctrl+Shift+C", "image",
        "Copy the selection, or the whole drawing, to the clipboard as a picture", _has_content,
    ),
    Command("quit", "Quit", lambda w: w.close(), "Ctrl+Q", always=True),
)  # fmt: skip

EDIT = (
    Command(
        "undo", "Undo", lambda w: w.undo(), "Ctrl+Z", "arrow-u-up-left", "Undo",
        lambda e: e.undo_stack.canUndo(), label=lambda e: f"Undo {e.undo_stack.undoText()}".strip(),
    ),
    Command(
        "redo", "Redo", lambda w: w.redo(), "Ctrl+Shift+Z, Ctrl+Y", "arrow-u-up-right",
        "Redo", lambda e: e.undo_stack.canRedo(), label=lambda e: f"Redo {e.undo_stack.redoText()}".strip(),
    ),
    Command("cut", "Cut", _canvas("cut"), "Ctrl+X", "scissors", enabled=_selected()),
    Command("copy", "Copy", _canvas("copy"), "Ctrl+C", "copy", enabled=_selected()),
    Command("paste", "Paste", _canvas("paste"), "Ctrl+V", "clipboard-text"),
    Command("duplicate", "Duplicate", _canvas("duplicate"), "Ctrl+D", "copy-simple", enabled=_selected()),
    Command("delete", "Delete", _canvas("delete_selected"), "Del", "trash", enabled=_selected()),
    Command(
        "select_all", "Select all", _canvas("select_all"), "Ctrl+A", "selection-all", enabled=_has_content
    ),
    Command("rename", "Rename", _canvas("rename_selected"), "F2", "pencil-simple", enabled=_selected()),
    Command(
        "find_service", "Find a service", lambda w: w.find_service(), "Ctrl+K", "magnifying-glass",
        "Search the services by name, abbreviation or what they do",
    ),
)  # fmt: skip

VIEW = (
    Command("zoom_in", "Zoom in", _canvas("zoom_in"), "Ctrl++, Ctrl+=", "magnifying-glass-plus", "Zoom in"),
    Command("zoom_out", "Zoom out", _canvas("zoom_out"), "Ctrl+-", "magnifying-glass-minus", "Zoom out"),
    Command(
        "zoom_fit", "Fit the drawing", _canvas("zoom_to_fit"), "Ctrl+9", "frame-corners",
        "Show the whole drawing",
    ),
    Command(
        "zoom_selection", "Zoom to the selection", _canvas("zoom_to_selection"), "Ctrl+8",
        "magnifying-glass", enabled=_selected(),
    ),
    Command("zoom_actual", "Actual size", _canvas("zoom_actual"), "Ctrl+0", tooltip="100 %"),
    Command(
        "show_costs", "Cost labels", lambda w: w.toggle_costs(), "Ctrl+Shift+L", "currency-circle-dollar",
        "Show each node's monthly cost on the drawing", checked=lambda w: w.preferences.show_costs,
    ),
    Command("default_layout", "Restore the panels", lambda w: w.restore_default_layout(), always=True),
    Command(
        "full_screen", "Full screen", lambda w: w.toggle_full_screen(), "F11", "corners-out",
        checked=lambda w: w.isFullScreen(), always=True,
    ),
)  # fmt: skip


def _theme(choice: ThemeChoice, text: str) -> Command:
    return Command(
        f"theme_{choice}",
        text,
        lambda window: window.choose_theme(choice),
        checked=lambda window: window.preferences.theme == choice,
        always=True,
    )


THEME = (_theme("light", "Light"), _theme("dark", "Dark"), _theme("system", "As the system"))

ARRANGE = (
    *(
        Command(f"align_{edge}", text, _canvas("align", edge), icon=icon, tooltip=text, enabled=_selected(2))
        for edge, text, icon in (
            ("left", "Align left edges", "align-left"),
            ("center", "Align centres", "align-center-horizontal"),
            ("right", "Align right edges", "align-right"),
            ("top", "Align top edges", "align-top"),
            ("middle", "Align middles", "align-center-vertical"),
            ("bottom", "Align bottom edges", "align-bottom"),
        )
    ),
    Command(
        "distribute_horizontal", "Distribute across", _canvas("distribute", "horizontal"),
        icon="columns", tooltip="Equal gaps from left to right", enabled=_selected(3),
    ),
    Command(
        "distribute_vertical", "Distribute down", _canvas("distribute", "vertical"),
        icon="rows", tooltip="Equal gaps from top to bottom", enabled=_selected(3),
    ),
)  # fmt: skip

TOOLS = (
    Command(
        "select_tool", "Select", lambda w: w.use_tool("select"), "V", "cursor",
        "Select, move and resize", checked=lambda w: w.tool == "select",
    ),
    Command(
        "connect_tool", "Connect", lambda w: w.use_tool("connect"), "C", "flow-arrow",
        "Draw a link from one node to another", checked=lambda w: w.tool == "connect",
    ),
    Command(
        "text_tool", "Text", lambda w: w.use_tool("text"), "T", "text-t",
        "Put a text note where you click", checked=lambda w: w.tool == "text",
    ),
    Command(
        "step_tool", "Step", lambda w: w.use_tool("step"), "N", "number-circle-one",
        "Put numbered steps where you click", checked=lambda w: w.tool == "step",
    ),
)  # fmt: skip


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

QUOTE = (
    Command("show_estimate", "Estimate", lambda w: w.show_page("estimate"), "Ctrl+1", "table"),
    Command("show_findings", "Findings", lambda w: w.show_page("findings"), "Ctrl+2", "warning-circle"),
    Command(
        "next_missing", "Next line that needs input", lambda w: w.next_missing(), "F7", "question",
        "Go to the next line of the estimate that lacks a figure",
        lambda e: e.estimate is not None and e.estimate.totals.incomplete,
    ),
    Command(
        "next_finding", "Next finding", lambda w: w.next_finding(), "F8", "arrow-bend-down-right",
        "Go to the next finding", lambda e: bool(e.judged.open),
    ),
    Command(
        "outage_drill", "Outage drill", lambda w: w.outage_drill.toggle(), "Ctrl+Shift+O", "lightning-slash",
        "Switch off a zone, a NAT gateway, a node or a Region and see what can no longer be reached",
        _has_content, checked=lambda w: w.editor is not None and w.outage_drill.active,
    ),
    Command(
        "compare_regions", "Compare Regions…", lambda w: w.compare("regions"), "Ctrl+Shift+R", "globe",
        "Price the drawing in every Region, side by side", _has_content,
    ),
    Command(
        "compare_purchases", "Compare purchase options…", lambda w: w.compare("purchases"),
        "Ctrl+Shift+B", "handshake",
        "On-Demand, reserved, Savings Plans and Spot for the selection or the whole drawing", _has_content,
    ),
    Command(
        "compare_variants", "Compare variants…", lambda w: w.compare("variants"), "Ctrl+Shift+V",
        "git-branch", "The base design and its variants side by side, line by line", _has_content,
    ),
    Command(
        "project_settings", "Project settings", lambda w: w.show_project(), "Ctrl+,", "sliders-horizontal",
        "Name, client, default Region and hours per month",
    ),
)  # fmt: skip

HELP = (
    Command("welcome", "Welcome page", lambda w: w.show_welcome(), icon="house-simple"),
    Command("shortcuts", "Keyboard shortcuts", lambda w: w.show_shortcuts(), "F1", "keyboard", always=True),
    Command("about", "About Blueprice", lambda w: w.about(), icon="info", always=True),
)

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (*FILE, *EDIT, *VIEW, *THEME, *ARRANGE, *TOOLS, *USAGE, *PRICES, *QUOTE, *HELP)
}

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        ("new", "open", "recent>", "samples>", "", "save", "save_as", "", "export", "export_quote",
         "copy_picture", "", "quit"),
    ),
    (
        "&Edit",
        ("undo", "redo", "", "cut", "copy", "paste", "duplicate", "delete", "", "select_all", "rename", "",
         "find_service"),
    ),
    (
        "&View",
        ("zoom_in", "zoom_out", "zoom_fit", "zoom_selection", "zoom_actual", "", "show_costs", "panels>",
         "theme>", "default_layout", "", "full_screen"),
    ),
    ("&Insert", ("insert>",)),
    ("&Arrange", (*(command.name for command in ARRANGE[:6]), "", ARRANGE[6].name, ARRANGE[7].name)),
    (
        "&Prices",
        ("usage>", "next_missing", "", "use_sheet", "sheet>", "", "update_prices", "reprice", "about_prices"),
    ),
    (
        "&Quote",
        ("show_estimate", "show_findings", "", "next_missing", "next_finding", "outage_drill", "",
         "compare_regions", "compare_purchases", "compare_variants", "variants>", "",
         "project_settings", "", "export_quote"),
    ),
    ("&Help", ("welcome", "shortcuts", "", "about")),
)  # fmt: skip
"""Titles and content of the menus: names of commands, "" for a line, "name>" for a menu filled elsewhere."""

ON_A_RECORD = (
    "fixes>", "", "rename", "connect_tool", "", "cut", "copy", "duplicate", "delete", "", "usage>", "",
    "zoom_selection", "copy_picture",
)  # fmt: skip
ON_THE_CANVAS = ("paste", "select_all", "", "find_service", "", "zoom_fit", "show_costs", "project_settings")
"""What the right mouse button offers."""

TOOLBAR = (
    "undo", "redo", "", "select_tool", "connect_tool", "text_tool", "step_tool", "", "align>", "",
    "zoom_out", "zoom>", "zoom_in", "zoom_fit", "", "show_costs", "<>", "outage_drill", "export_quote",
)  # fmt: skip
"""As for menus; "<>" is the gap that pushes the rest to the right."""
