"""Opening, saving and exporting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, has_content

if TYPE_CHECKING:
    from desktop.window import MainWindow


def _print(window: MainWindow) -> None:
    from desktop.dialogs.print_preview import PrintDialog

    PrintDialog(window).exec()


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
        has_content,
    ),
    Command(
        "export_quote",
        "Export quote",
        lambda w: w.export("xlsx"),
        tooltip="Export the estimate as an Excel workbook with the picture of the drawing",
        enabled=has_content,
    ),
    Command(
        "copy_picture", "Copy as picture", lambda w: w.copy_picture(), "Ctrl+Shift+C", "image",
        "Copy the selection, or the whole drawing, to the clipboard as a picture", has_content,
    ),
    Command(
        "print", "Print…", _print, "Ctrl+P", "printer",
        "Print the drawing, on one sheet or as a poster, or save it as PDF", has_content,
    ),
    Command("quit", "Quit", lambda w: w.close(), "Ctrl+Q", always=True),
)  # fmt: skip
