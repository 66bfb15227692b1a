"""The open project at the price list that is installed now, beside the one it was priced with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pricing.comparisons.lines import Difference, compare
from pricing.price_sheets import SheetPrices
from projects.estimate import estimate
from projects.quoted import QuotedWith

if TYPE_CHECKING:
    from desktop.editor import Editor
    from pricing.rates import Rates


@dataclass(frozen=True)
class Repricing:
    """What the installed list makes of the open project."""

    before: QuotedWith
    """The list that it is compared with."""
    after: QuotedWith
    difference: Difference
    rates: Rates
    """The installed list, with the person's own sheet before it where there is one."""
    list_rates: Rates


def repricing(editor: Editor) -> Repricing | None:
    """Compare with the list in use, or else with the one the file was quoted with; None if they are the same.

    Raises :class:`LookupError` where the list that the file was quoted with is not here any more, and
    :class:`pricing.data_files.DataError` on damage.
    """
    from pricing.table import price_table

    fresh: Rates = price_table()
    if fresh.digest != editor.list_rates.digest:
        old = editor.list_rates
    else:
        # Anew and not the one in use, so that nothing comes from its memory.
        fresh = editor.list_rates
        quoted = editor.quoted
        if not quoted.differs_from(editor.rates) or not quoted.differs_from(fresh):
            return None
        old = _list_of(quoted, editor)
    document = editor.document
    before, after = _own_first(editor, old), _own_first(editor, fresh)
    difference = compare(estimate(document, before), estimate(document, after))
    return Repricing(
        QuotedWith(old.digest, old.date), QuotedWith(fresh.digest, fresh.date), difference, after, fresh
    )


def take(editor: Editor, found: Repricing) -> None:
    """Price the project with the installed list from now on; saving pins it."""
    editor.list_rates = found.list_rates
    editor.use_rates(found.rates, editor.price_sheet)


def _own_first(editor: Editor, rates: Rates) -> Rates:
    own = editor.rates
    return SheetPrices(rates, own.sheet) if isinstance(own, SheetPrices) else rates


def _list_of(quoted: QuotedWith, editor: Editor) -> Rates:
    """The installed list of this digest, by itself or behind the person's sheet, of those that are kept."""
    from pricing.data_files import shipped_data
    from pricing.offers.installed import UpdatedTable, installed
    from pricing.table import PriceTable

    shipped = PriceTable(shipped_data())
    found = installed()
    kept = [shipped]
    kept += [UpdatedTable(shipped, PriceTable(table)) for table in (found.previous, found.table) if table]
    for one in kept:
        if quoted.digest in (one.digest, _own_first(editor, one).digest):
            return one
    raise LookupError(quoted.date)
