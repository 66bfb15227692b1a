"""What another price list makes of the open project: totals, and each line that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from desktop.dialogs.comparison_table import Cell, ComparisonTable, amount, percent, signed
from desktop.dialogs.message import MessageDialog, theme_of
from desktop.figures import counted, money
from pricing.comparisons.lines import Difference, Figures, PairedLine, share_of

if TYPE_CHECKING:
    from desktop.repricing import Repricing

COLUMNS = ("Node", "Line", "Before", "Now", "Difference", "")
WIDTH = 820


class RepricedDialog(MessageDialog):
    """The lines with another price; answered with "reprice" or "later" unless they are in use already."""

    def __init__(
        self, parent: QWidget | None, found: Repricing, title: str, text: str = "", ask: bool = True
    ) -> None:
        answers = (
            (("later", "Not now"), ("reprice", "Re-price the project")) if ask else (("close", "Close"),)
        )
        told = f"{text}\n\n{summary(found)}" if text else summary(found)
        super().__init__(parent, title, told, answers, icon="arrows-clockwise")
        self.setMinimumWidth(WIDTH)
        self.text.setMaximumWidth(WIDTH)
        self._theme = theme_of(parent)
        changed = found.difference.changed
        self.table = ComparisonTable("Changed lines", COLUMNS, texts=(0, 1))
        self.table.fill([(line, self._cells(line)) for line in changed])
        self.table.setFixedHeight(min(340, 40 + 27 * len(changed)))
        self.table.setVisible(bool(changed))
        self.content.addWidget(self.table)
        if changed:
            note = QLabel("A line that lost its price is not counted, and is no saving.")
            note.setProperty("role", "secondary")
            note.setVisible(bool(found.difference.lost))
            self.content.addWidget(note)

    def _cells(self, line: PairedLine) -> list[Cell]:
        theme = self._theme
        change = signed(line.monthly, theme.good, theme.fault, "not comparable")
        if line.monthly is None:
            change = change._replace(colour=theme.caution)
        before = line.before.monthly if line.before is not None else None
        share = None if line.monthly is None or before is None else share_of(line.monthly, before)
        name = Cell(line.owner.label, None, line.owner.label)
        component = Cell(line.component, None, line.component)
        return [name, component, _side(line.before), _side(line.after), change, percent(share)]


def summary(found: Repricing) -> str:
    """Both lists and what the project costs with each."""
    difference = found.difference
    lists = f"Prices of {found.before.date} before, of {found.after.date} now."
    count = len(difference.changed)
    if not count:
        return f"{lists} No line of the open project costs anything else."
    return f"{lists} {_totals(difference)} {counted(count, 'line')} changed."


def _totals(difference: Difference) -> str:
    before, after = money(difference.before.monthly), money(difference.after.monthly)
    if difference.monthly is None:
        return f"The project cost {before} a month and costs {after} now; these do not compare line by line."
    if not difference.monthly:
        return f"The project still costs {after} a month."
    more = f"{money(abs(difference.monthly))} {'more' if difference.monthly > 0 else 'less'}"
    return f"The project costs {after} a month, {more} than the {before} before."


def _side(figures: Figures | None) -> Cell:
    if figures is None:
        return Cell("")
    if figures.monthly is None:
        return Cell("not priced" if figures.state == "not_priced" else "needs input", None, figures.reason)
    return amount(figures.monthly)
