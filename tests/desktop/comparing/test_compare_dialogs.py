"""Compare Regions and Compare purchase options: what is shown, applied, kept, exported and undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.dialogs.compare_purchases import NOT_PRICED, ComparePurchasesDialog
from desktop.dialogs.compare_regions import CompareRegionsDialog
from desktop.dialogs.comparison_table import Cell, ComparisonTable
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.variant_name import VariantNameDialog
from desktop.figures import DASH, money
from desktop.window import MainWindow
from pricing.regions import regions
from projects.document import Document
from tests.desktop.comparing.shown import monthly, nodes, region, text


def regions_dialog(window: MainWindow, qtbot: QtBot) -> CompareRegionsDialog:
    dialog = CompareRegionsDialog(window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.comparison is not None, timeout=20_000)
    return dialog


def row_of(dialog: CompareRegionsDialog, code: str):
    return next(row for row in dialog.comparison.rows if row.code == code)


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names that a person gives to variants, one after another."""
    names: list[str] = []

    def execute(dialog: MessageDialog) -> int:
        assert isinstance(dialog, VariantNameDialog)
        if names:
            dialog.name.setText(names.pop(0))
        dialog.buttons["accept" if dialog.buttons["accept"].isEnabled() else "cancel"].click()
        return 1

    monkeypatch.setattr(MessageDialog, "exec", execute)
    return names


# Regions


def test_every_region_has_a_row_and_the_present_one_has_no_difference(window, qtbot) -> None:
    dialog = regions_dialog(window, qtbot)
    assert dialog.table.rowCount() == len(regions())
    present = row_of(dialog, "us-east-1")
    shown = dialog.table.texts_of(present)
    assert shown[2] == money(monthly(window)) and shown[3] == "present"
    assert not dialog.progress.isVisible()


def test_a_region_without_some_price_shows_no_saving_and_says_which_line(window, qtbot) -> None:
    dialog = regions_dialog(window, qtbot)
    gone = [row for row in dialog.comparison.rows if not row.comparable and row.not_priced]
    assert gone
    for row in gone:
        shown = dialog.table.texts_of(row)
        assert shown[3] == "not comparable" and shown[4] == DASH
        assert shown[7] == str(row.not_priced)
    dialog.table.choose(gone[0])
    cell = dialog.table.item(dialog.table.currentRow(), 7)
    missing = [line for line in gone[0].open_lines if line.state == "not_priced"]
    assert all(f"{line.label}: {line.component}" in cell.toolTip() for line in missing)


def test_the_geography_filters_and_the_present_region_stays_for_comparison(window, qtbot) -> None:
    dialog = regions_dialog(window, qtbot)
    dialog.geography.setCurrentText("South America")
    codes = {dialog.table.item(row, 1).text() for row in range(dialog.table.rowCount())}
    assert codes == {"us-east-1", "sa-east-1"}


def test_moving_there_is_one_step_that_undo_takes_back(window, qtbot) -> None:
    dialog = regions_dialog(window, qtbot)
    before, steps = text(window), window.editor.undo_stack.count()
    row = row_of(dialog, "eu-central-1")
    dialog.table.choose(row)
    dialog.move_button.click()
    assert region(window) == ("eu-central-1",)
    assert monthly(window) == row.totals.monthly
    assert window.editor.undo_stack.count() == steps + 1
    window.undo()
    assert text(window) == before


def test_nothing_can_be_moved_to_where_it_stands(window, qtbot) -> None:
    dialog = regions_dialog(window, qtbot)
    dialog.table.choose(row_of(dialog, "us-east-1"))
    assert not dialog.move_button.isEnabled() and not dialog.move_there()


def test_stopping_shows_the_regions_priced_until_then(window, qtbot) -> None:
    dialog = CompareRegionsDialog(window)
    qtbot.addWidget(dialog)
    dialog._step()
    dialog._step()
    dialog.stop.click()
    assert len(dialog.comparison.rows) == 2 and dialog.table.rowCount() == 2
    assert f"Stopped after 2 of {len(regions())}" in dialog.summary.text()
    qtbot.wait(30)
    assert dialog.table.rowCount() == 2


def test_closing_ends_the_pricing(window, qtbot) -> None:
    dialog = CompareRegionsDialog(window)
    qtbot.addWidget(dialog)
    dialog.reject()
    assert not dialog._timer.isActive()


def test_a_drawing_without_a_region_says_what_to_do(window, qtbot) -> None:
    window.editor.replace_document(Document())
    dialog = CompareRegionsDialog(window)
    qtbot.addWidget(dialog)
    assert "no Region in the drawing" in dialog.summary.text()
    assert not dialog.move_button.isEnabled() and not dialog.export.isEnabled()


def test_a_region_is_kept_as_a_variant_without_moving_the_drawing(window, qtbot, named) -> None:
    dialog = regions_dialog(window, qtbot)
    named.append("Frankfurt")
    dialog.table.choose(row_of(dialog, "eu-central-1"))
    dialog.keep.click()
    assert region(window) == ("us-east-1",)
    (variant,) = window.editor.variants.all()
    assert variant.name == "Frankfurt"
    window.variants.show(variant.id)
    assert region(window) == ("eu-central-1",)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_comparison_is_exported(window, qtbot, tmp_path: Path, monkeypatch, suffix: str) -> None:
    path = tmp_path / f"regions{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    dialog = regions_dialog(window, qtbot)
    dialog.export.click()
    if suffix == ".csv":
        assert path.read_text("utf-8-sig").count("\n") == len(regions()) + 1
        return
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    written = "\n".join(str(cell) for cell in cells if cell is not None)
    assert all(row.name in written for row in dialog.comparison.rows)


def test_a_file_that_cannot_be_written_is_told(window, qtbot, tmp_path: Path, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(MessageDialog, "exec", lambda dialog: told.append(dialog.text.text()))
    path = tmp_path / "no folder" / "regions.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    regions_dialog(window, qtbot).export.click()
    assert len(told) == 1 and str(path) in told[0]


# purchase options


def purchases_dialog(window: MainWindow, qtbot: QtBot) -> ComparePurchasesDialog:
    dialog = ComparePurchasesDialog(window)
    qtbot.addWidget(dialog)
    return dialog


def option(dialog: ComparePurchasesDialog, purchase: str, years: int = 0, payment: str = ""):
    return next(
        row
        for row in dialog.comparison.rows
        if row.option is not None
        and (row.option.purchase, row.option.term_years, row.option.payment) == (purchase, years, payment)
    )


def test_each_option_shows_its_five_figures(window, qtbot) -> None:
    dialog = purchases_dialog(window, qtbot)
    row = option(dialog, "compute_savings_plan", 3, "all_upfront")
    shown = [part.removesuffix(" ≈") for part in dialog.table.texts_of(row)]
    figures = (row.upfront, row.monthly, row.effective_monthly, row.total, row.saving)
    assert shown[1:6] == [money(figure) for figure in figures]
    assert shown[7] == f"month {row.break_even_month}"


def test_an_option_without_a_rate_is_not_priced_and_saves_nothing(window, qtbot) -> None:
    dialog = purchases_dialog(window, qtbot)
    unpriced = [row for row in dialog.comparison.rows if row.unpriced]
    assert unpriced
    for row in unpriced:
        shown = dialog.table.texts_of(row)
        assert shown[5] == NOT_PRICED and {*shown[1:5], *shown[6:]} == {DASH}


def test_buying_everything_so_is_one_step_that_undo_takes_back(window, qtbot) -> None:
    dialog = purchases_dialog(window, qtbot)
    before, cost, steps = text(window), monthly(window), window.editor.undo_stack.count()
    row = option(dialog, "compute_savings_plan", 1, "no_upfront")
    dialog.table.choose(row)
    dialog.apply.click()
    bought = nodes(window, "ec2_instance")
    assert bought and all(node.service.purchase == "compute_savings_plan" for node in bought)
    assert monthly(window) < cost
    assert window.editor.undo_stack.count() == steps + 1
    window.undo()
    assert text(window) == before


def test_with_a_selection_only_that_is_bought_so(window, qtbot) -> None:
    first, second = nodes(window, "ec2_instance")[:2]
    window.editor.select([first.id])
    dialog = purchases_dialog(window, qtbot)
    assert dialog.scope.choice == "selection" and len(dialog.comparison.nodes) == 1
    dialog.table.choose(option(dialog, "compute_savings_plan", 1, "no_upfront"))
    assert dialog.buy()
    kinds = [window.editor.document.node(one.id).service.purchase for one in (first, second)]
    assert kinds[0] == "compute_savings_plan" != kinds[1]


def test_what_is_drawn_cannot_be_bought_again(window, qtbot) -> None:
    dialog = purchases_dialog(window, qtbot)
    dialog.table.choose(dialog.comparison.rows[0])
    assert not dialog.apply.isEnabled() and not dialog.buy()


def test_without_capacity_the_dialog_says_so(window, qtbot) -> None:
    window.editor.replace_document(Document())
    dialog = purchases_dialog(window, qtbot)
    assert "Nothing here can be bought" in dialog.summary.text()
    assert dialog.table.rowCount() == 0 and not dialog.export.isEnabled()


# the table


def test_figures_sort_by_value_and_unknown_ones_come_after_them(qtbot) -> None:
    table = ComparisonTable("Test", ("Name", "Amount"))
    qtbot.addWidget(table)
    rows = [("a", Cell(DASH)), ("b", Cell("$9.00", 9)), ("c", Cell("$10.00", 10)), ("d", Cell("$-1", -1))]
    table.fill([(name, [Cell(name), cell]) for name, cell in rows])
    assert [table.item(row, 0).text() for row in range(4)] == ["a", "b", "c", "d"]
    table.sortByColumn(1, table.horizontalHeader().sortIndicatorOrder().AscendingOrder)
    assert [table.item(row, 0).text() for row in range(4)] == ["d", "b", "c", "a"]
    table.selectionModel().select(
        table.model().index(0, 0),
        QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select,
    )
    assert table.chosen == "d"
