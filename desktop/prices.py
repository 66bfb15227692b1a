"""What a person does about prices: fill in typical usage, use prices of their own, see their sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu

from desktop.figures import counted
from pricing.confidence import counts
from projects.profiles import Profile, fill

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.window import MainWindow

SHOWN_FOR = 8000
"""Milliseconds that a message about what was done stays in the status bar."""
_SHEETS = "Price sheets (*.csv *.tsv *.txt *.xlsx);;All files (*)"


class Prices:
    """The commands of the Prices menu, for one window and its project."""

    def __init__(self, window: MainWindow, editor: Editor) -> None:
        self._window = window
        self._editor = editor
        self._path: Path | None = window.preferences.price_sheet
        """The person's sheet, also while it cannot be used."""
        self._remembered = True
        self.show_state()

    # the person's own prices

    @property
    def sheet(self) -> Path | None:
        """The person's price sheet; it may be missing or damaged, and then it is not in use."""
        return self._path

    def use_sheet(self, path: Path | None = None) -> bool:
        """Put a sheet's prices before the list's, asking for it unless named; False if nothing changed."""
        path = path or self._ask()
        if path is None or not self._take(path, self._kept()):
            return False
        self._remembered = True
        self._window.preferences.price_sheet = path
        return True

    def use_for_now(self, path: Path) -> bool:
        """As :meth:`use_sheet`, but the next start does not know of it."""
        self._remembered = False
        self._path = path
        return self._take(path, "prices are those of the list.")

    def restore(self) -> None:
        """Read the remembered sheet again, at start; where it is gone, say so and go on with the list."""
        if self._path is not None and not self._editor.price_sheet:
            self._take(self._path, "prices are those of the list until you reload it or choose another.")

    def reload_sheet(self) -> bool:
        """Read the sheet again after it was changed; where it is wrong now, what was read before stays."""
        return self._path is not None and self._take(self._path, self._kept())

    def stop_using_sheet(self) -> None:
        """Back to the list's prices alone."""
        if self._path is None:
            return
        name, self._path = self._path.name, None
        if self._remembered:
            self._window.preferences.price_sheet = None
        self._editor.use_rates(self._editor.list_rates)
        self._say(f"{name} is not used any more: prices are those of the list")

    # the list

    def update(self) -> bool:
        """Fetch AWS's present prices, then show what they make of the open project; True for new prices."""
        from desktop.dialogs.update_prices import UpdatePricesDialog
        from desktop.price_update_texts import report_text

        dialog = UpdatePricesDialog(self._window)
        dialog.exec()
        if dialog.report is None:
            return False
        self.reprice(f"{report_text(dialog.report)} The new prices are in force.", "Prices are up to date")
        return True

    def reprice(self, text: str = "", title: str = "Re-price at the current list") -> bool:
        """Show what the installed list makes of the project, and use it if that is wanted."""
        from desktop import repricing
        from desktop.dialogs.message import MessageDialog
        from desktop.dialogs.repriced import RepricedDialog
        from pricing.data_files import DataError

        date = self._editor.list_rates.date
        try:
            found = repricing.repricing(self._editor)
        except LookupError as error:
            said = f"It was quoted at the prices of {error}, which are not kept here any more. It is priced"
            MessageDialog(self._window, title, f"{said} at those of {date} now; saving notes that.").exec()
            return False
        except DataError as error:
            MessageDialog(self._window, title, str(error), icon="warning-circle", colour="fault").exec()
            return False
        if found is None:
            said = f"The project is priced at the current list, of {date}."
            MessageDialog(self._window, title, f"{text} {said}".strip()).exec()
            return False
        waiting = found.list_rates is not self._editor.list_rates
        dialog = RepricedDialog(self._window, found, title, text, ask=waiting)
        dialog.exec()
        if dialog.answer != "reprice":
            return False
        repricing.take(self._editor, found)
        self._say(f"Priced at the list of {found.after.date}; undo does not change prices back")
        return True

    def about(self) -> None:
        from desktop.dialogs.price_list import PriceListDialog

        PriceListDialog(self._window).exec()

    def _ask(self) -> Path | None:
        folder = str(self._path.parent) if self._path is not None else self._window.preferences.folder
        name, _ = QFileDialog.getOpenFileName(self._window, "Use my price sheet", folder, _SHEETS)
        return Path(name) if name else None

    def _take(self, path: Path, kept: str) -> bool:
        from desktop.price_sheet import read
        from pricing.price_sheets import SheetError, SheetPrices

        try:
            sheet = read(self._window, path, self._editor.list_rates)
        except SheetError as error:
            from desktop.dialogs.sheet_problems import SheetProblemsDialog

            self.show_state()
            SheetProblemsDialog(self._window, path, error, kept).exec()
            return False
        if sheet is None:
            return False
        self._path = path
        self._editor.use_rates(SheetPrices(self._editor.list_rates, sheet), sheet.name)
        self._say(f"{counted(len(sheet.rates), 'price')} of {sheet.name} in use{self._used()}")
        return True

    def _used(self) -> str:
        estimate = self._editor.estimate
        if estimate is None or not estimate.totals.priced:
            return ""
        lines = counts(estimate)["own"]
        return f": {lines:,} of {counted(estimate.totals.priced, 'priced line')}"

    def _kept(self) -> str:
        if self._editor.price_sheet:
            return "the prices that were read before stay in use."
        return "prices are those of the list."

    def _say(self, text: str) -> None:
        self.show_state()
        self._window.statusBar().showMessage(text, SHOWN_FOR)

    def show_state(self) -> None:
        """Name the sheet in the menu and say whether it is in use."""
        menu = self._window.actions_by_name.submenus["sheet"]
        menu.menuAction().setVisible(self._path is not None)
        if self._path is not None:
            state = "" if self._editor.price_sheet else " (not in use)"
            menu.setTitle(f"My price sheet: {self._path.name.replace('&', '&&')}{state}")
            menu.menuAction().setToolTip(str(self._path))

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with the sheet."""
        menu.addAction("Reload").triggered.connect(lambda _=False: self.reload_sheet())
        menu.addAction("Stop using it").triggered.connect(lambda _=False: self.stop_using_sheet())

    # typical usage

    def fill_usage(self, profile: Profile) -> int:
        """Give what needs a figure its typical one: the selection with what is in it, or everything.

        One step of the history; what is set stays as it is. Gives how many figures were filled in.
        """
        with self._editor.edit(f"Fill in {profile} usage") as draft:
            figures = fill(draft, profile, self._chosen())
            nodes = len(draft.put_ids())
        if figures:
            text = f"Filled in {counted(figures, 'figure')} of {counted(nodes, 'node')}: look through them"
            self._window.show_page("estimate")
        else:
            text = "Nothing here needs a figure that a profile could give"
        self._window.statusBar().showMessage(text, SHOWN_FOR)
        return figures

    def _chosen(self) -> list[str]:
        document = self._editor.document
        selected = self._editor.selected_nodes()
        if not selected:
            return [node.id for node in document.nodes()]
        found = dict.fromkeys(node.id for node in selected)
        for node in selected:
            found.update(dict.fromkeys(record.id for record in document.descendants(node.id)))
            found.update(dict.fromkeys(node.members))
        return list(found)
