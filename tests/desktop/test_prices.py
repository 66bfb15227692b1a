"""The Prices menu: a person's own sheet, what fills in usage, and where the list's prices come from."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop import background_work, price_sheet
from desktop.app import fill
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.price_list import PriceListDialog
from desktop.dialogs.sheet_problems import SheetProblemsDialog
from desktop.docks.forms.fields import NumberField
from desktop.editor import Editor
from desktop.preferences import Preferences
from desktop.window import MainWindow
from pricing.price_sheets import PriceSheet
from projects import edits
from projects.document import Document, Draft

NAT_HOUR = "nat_gateway.hour"


@pytest.fixture
def settings(tmp_path: Path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[MessageDialog]:
    """The dialogs that a person would have had to read."""
    dialogs: list[MessageDialog] = []

    def execute(dialog: MessageDialog) -> int:
        dialogs.append(dialog)
        return 1

    monkeypatch.setattr(MessageDialog, "exec", execute)
    return dialogs


def drawing() -> Document:
    """Two NAT gateways, whose traffic nobody knows, and a bucket."""
    document = Document()
    draft = Draft(document)
    cloud = edits.place(draft, "aws_cloud", None, 500, 400)
    region = edits.place(draft, "region", cloud.id, 500, 400)
    vpc = edits.place(draft, "vpc", region.id, 500, 400)
    zone = edits.place(draft, "availability_zone", vpc.id, 500, 400)
    subnet = edits.place(draft, "subnet", zone.id, 500, 400)
    for x in (400, 600):
        edits.place(draft, "nat_gateway", subnet.id, x, 400)
    edits.place(draft, "s3_bucket", region.id, 900, 400)
    document.apply(draft.change())
    return document


def gateways(window: MainWindow) -> list[str]:
    return [n.id for n in window.editor.document.nodes() if n.service.name == "nat_gateway"]


@pytest.fixture
def window(settings: Preferences, qtbot: QtBot):
    made = MainWindow(settings)
    made.attach(Editor(made))
    made.editor.replace_document(drawing())
    made.editor.refresh()
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.editor.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return write(tmp_path / "acme.csv", "0.01")


def write(path: Path, price: str) -> Path:
    path.write_text(f"region,sku_key,price_usd\n*,{NAT_HOUR},{price}\n", encoding="utf-8")
    return path


def nat_prices(window: MainWindow) -> set[Decimal | None]:
    lines = window.editor.estimate.lines
    return {line.unit_price for line in lines if line.rate is not None and line.rate.key == NAT_HOUR}


# the person's own sheet


def test_a_chosen_sheet_prices_the_project_and_is_named_wherever_prices_are(
    window: MainWindow, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sheet), ""))
    before = nat_prices(window)
    window.actions_by_name["use_sheet"].trigger()
    assert nat_prices(window) == {Decimal("0.01")} != before
    assert window.panels.quote.totals.sheet.text() == "acme.csv"
    assert "2 own" in window.panels.quote.totals.confidences.text().replace("&nbsp;", " ")
    assert "acme.csv" in window.panels.status.sheet.text() and not window.panels.status.sheet.isHidden()
    assert window.actions_by_name.submenus["sheet"].title() == "My price sheet: acme.csv"
    assert window.preferences.price_sheet == sheet


def test_a_dialog_that_is_cancelled_changes_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    before = window.editor.rates
    assert not window.prices.use_sheet()
    assert window.editor.rates is before and window.preferences.price_sheet is None


def test_nothing_is_taken_from_a_sheet_with_faults_and_each_is_listed(
    window: MainWindow, sheet: Path, tmp_path: Path, shown: list[MessageDialog]
) -> None:
    window.prices.use_sheet(sheet)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(f"region,sku_key,price_usd\n*,{NAT_HOUR},0.02\nmars-1,{NAT_HOUR},dear\n", "utf-8")
    assert not window.prices.use_sheet(wrong)
    (dialog,) = shown
    assert isinstance(dialog, SheetProblemsDialog)
    assert {dialog.list.item(row, 0).text() for row in range(dialog.list.rowCount())} == {"3"}
    assert all(dialog.list.item(row, 3).text() for row in range(dialog.list.rowCount()))
    assert nat_prices(window) == {Decimal("0.01")}
    assert window.preferences.price_sheet == sheet


def test_a_changed_sheet_is_read_again_and_the_lists_of_choices_follow(
    window: MainWindow, sheet: Path
) -> None:
    window.prices.use_sheet(sheet)
    write(sheet, "0.03")
    assert nat_prices(window) == {Decimal("0.01")}
    assert window.prices.reload_sheet()
    assert nat_prices(window) == {Decimal("0.03")}


def test_the_samples_of_the_welcome_page_are_priced_with_the_sheet(window: MainWindow, sheet: Path) -> None:
    window.show_welcome()
    cards = window.panels._welcome.cards
    for card in cards:
        card.draw()
    before = [card.total.text() for card in cards]
    window.prices.use_sheet(sheet)
    after = [card.total.text() for card in cards]
    assert after != before
    window.prices.stop_using_sheet()
    assert [card.total.text() for card in cards] == before


def test_the_lists_prices_come_back_when_the_sheet_is_put_away(window: MainWindow, sheet: Path) -> None:
    before = nat_prices(window)
    window.prices.use_sheet(sheet)
    window.prices.stop_using_sheet()
    assert nat_prices(window) == before
    assert window.preferences.price_sheet is None
    assert not window.actions_by_name.submenus["sheet"].menuAction().isVisible()
    assert window.panels.quote.totals.sheet.isHidden() and window.panels.status.sheet.isHidden()


@pytest.fixture
def started(settings: Preferences, qtbot: QtBot):
    """Starts the window as the application does; gives it."""
    made: list[MainWindow] = []

    def start(prices: Path | None = None) -> MainWindow:
        window = MainWindow(settings)
        made.append(window)
        window.show()
        fill(window, None, prices)
        window.editor.replace_document(drawing())
        window.editor.refresh()
        return window

    yield start
    for window in made:
        window.editor.undo_stack.setClean()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_sheet_is_read_again_at_the_next_start(started, settings: Preferences, sheet: Path) -> None:
    settings.price_sheet = sheet
    assert nat_prices(started()) == {Decimal("0.01")}


def test_a_sheet_that_is_gone_is_said_so_and_the_list_prices_the_project(
    started, settings: Preferences, sheet: Path, shown: list[MessageDialog]
) -> None:
    settings.price_sheet = sheet
    sheet.unlink()
    window = started()
    (dialog,) = shown
    assert "acme.csv" in dialog.windowTitle()
    assert nat_prices(window) and Decimal("0.01") not in nat_prices(window)
    assert window.actions_by_name.submenus["sheet"].title() == "My price sheet: acme.csv (not in use)"
    assert settings.price_sheet == sheet
    write(sheet, "0.04")
    assert window.prices.reload_sheet()
    assert nat_prices(window) == {Decimal("0.04")}


def test_a_sheet_named_on_the_command_line_is_for_this_run_alone(
    started, settings: Preferences, sheet: Path
) -> None:
    assert nat_prices(started(sheet)) == {Decimal("0.01")}
    assert settings.price_sheet is None


def test_a_sheet_that_takes_long_can_be_given_up(
    window: MainWindow, sheet: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    done: list[bool] = []

    def slow(path: Path, base: object) -> PriceSheet:
        while not done:
            time.sleep(0.005)
        raise AssertionError("nobody waits for it")

    class Impatient(background_work.QProgressDialog):
        def setValue(self, value: int) -> None:
            super().setValue(value)
            background_work.QTimer.singleShot(0, self.canceled)

    monkeypatch.setattr(background_work, "QProgressDialog", Impatient)
    assert price_sheet.read(window, sheet, window.editor.rates, slow) is None
    done.append(True)


def test_the_sheet_in_the_guide_can_be_used(window: MainWindow, tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    example = next(block for block in guide.split("```") if block.lstrip().startswith("region,sku_key"))
    path = tmp_path / "guide.csv"
    path.write_text(example.strip(), encoding="utf-8")
    assert window.prices.use_sheet(path)
    assert nat_prices(window) == {Decimal("0.04")}


# filling in usage


def test_usage_is_filled_in_for_the_selection_in_one_step(window: MainWindow) -> None:
    first, second = gateways(window)
    editor = window.editor
    editor.select((first,))
    window.actions_by_name.refresh()
    assert window.actions_by_name["fill_small"].text() == "Small workload, for the selection"
    steps = editor.undo_stack.count()
    window.actions_by_name["fill_small"].trigger()
    assert editor.undo_stack.count() == steps + 1
    assert editor.document.node(first).service.data_processed_gb is not None
    assert editor.document.node(second).service.data_processed_gb is None
    window.panels.properties.refresh()
    field = window.panels.properties.form.fields["data_processed_gb"]
    assert isinstance(field, NumberField) and field.line.text()
    editor.undo_stack.undo()
    assert editor.document.node(first).service.data_processed_gb is None


def test_the_context_menu_offers_the_profiles(window: MainWindow) -> None:
    from desktop.actions import ON_A_RECORD

    menu = QMenu()
    window.actions_by_name.fill(menu, ON_A_RECORD)
    usage = next(action.menu() for action in menu.actions() if action.text() == "Fill in usage")
    usage.aboutToShow.emit()
    assert [action.objectName() for action in usage.actions()] == ["fill_small", "fill_medium", "fill_large"]


def test_the_totals_offer_the_profiles_while_input_is_needed(window: MainWindow) -> None:
    totals = window.panels.quote.totals
    assert window.editor.estimate.totals.needs_input and not totals.fill.isHidden()
    window.editor.select(())
    totals.fill.menu().actions()[1].trigger()
    window.editor.refresh()
    assert not window.editor.estimate.totals.needs_input
    assert totals.fill.isHidden() and totals.missing.isHidden()


# the price list


def test_the_price_list_tells_its_date_its_size_and_its_terms(window: MainWindow) -> None:
    dialog = PriceListDialog(window)
    rates = window.editor.rates
    assert rates.date in dialog.text.text() and rates.digest in dialog.text.text()
    assert f"{sum(source.rates for source in rates.sources):,} rates in 36 Regions" in dialog.text.text()
    assert dialog.table.rowCount() == len(rates.sources)
    dialog.deleteLater()


def test_sources_are_found_by_name_and_by_confidence(window: MainWindow, sheet: Path) -> None:
    window.prices.use_sheet(sheet)
    dialog = PriceListDialog(window)

    def visible() -> list[str]:
        rows = range(dialog.table.rowCount())
        return [dialog.table.item(row, 0).text() for row in rows if not dialog.table.isRowHidden(row)]

    assert visible()[0] == "acme.csv"
    dialog.search.setText("own price")
    assert visible() == ["acme.csv"]
    dialog.search.setText("from memory")
    assert 0 < len(visible()) < dialog.table.rowCount()
    dialog.search.setText("no such source anywhere")
    assert visible() == [] and not dialog.none.isHidden()
    dialog.deleteLater()
