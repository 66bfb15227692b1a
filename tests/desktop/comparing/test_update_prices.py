"""Update prices in the window: progress, cancelling, errors, and what new prices make of the project."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.dialogs.message import MessageDialog
from desktop.dialogs.price_list import facts
from desktop.dialogs.repriced import RepricedDialog
from desktop.dialogs.update_prices import UpdatePricesDialog
from desktop.price_update_texts import progress_text, share_of_work
from desktop.window import MainWindow
from pricing.offers.installed import FOLDER_VARIABLE, installed
from pricing.offers.origins import AWS_PRICE_LIST, Step
from pricing.offers.problems import UpdateCancelled
from pricing.offers.update import Report, Wanted
from pricing.regions import regions
from pricing.table import price_table
from projects.comparing.moving import move_region
from tests.desktop.comparing.shown import monthly, nodes
from tests.pricing.offers.aws import Row, Server, nat, offer_csv, serve, site

NAT_HOUR = "nat_gateway.hour"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Offer files with a dearer NAT gateway in eu-west-1; updated prices are the test's own."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "prices"))
    price_table.cache_clear()
    place = tmp_path / "offers"
    place.mkdir()
    (place / "offer.csv").write_bytes(offer_csv([Row("0.1200000000"), nat()]))
    yield place
    price_table.cache_clear()


@pytest.fixture
def ireland(folder: Path, window: MainWindow) -> MainWindow:
    """The window with its drawing in eu-west-1."""
    window.editor.push(move_region(window.editor.document, "us-east-1", "eu-west-1").change, "Move")
    window.editor.refresh()
    return window


@pytest.fixture
def dialog(ireland: MainWindow, qtbot) -> UpdatePricesDialog:
    made = UpdatePricesDialog(ireland)
    qtbot.addWidget(made)
    return made


def run(dialog: UpdatePricesDialog, qtbot, place: Path | str) -> None:
    dialog.source.buttons["folder"].click()
    dialog.place.setText(str(place))
    dialog.start_button.click()
    qtbot.waitUntil(lambda: not dialog.update_.running, timeout=20_000)


def nat_prices(window: MainWindow) -> set[Decimal | None]:
    lines = window.editor.estimate.lines
    return {line.unit_price for line in lines if line.rate is not None and line.rate.key == NAT_HOUR}


def test_it_proposes_what_the_project_uses_from_aws(dialog) -> None:
    wanted = dialog.chosen()
    assert wanted.regions == {"eu-west-1"}
    assert {"AmazonEC2", "AmazonRDS"} <= wanted.services and "AmazonECS" not in wanted.services
    assert dialog.address == AWS_PRICE_LIST


def test_all_of_a_kind_is_asked_for_as_all_and_none_cannot_be(dialog) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QPushButton

    buttons = {button.accessibleName(): button for button in dialog.findChildren(QPushButton)}
    buttons["Regions: all"].click()
    buttons["Services: all"].click()
    assert dialog.chosen() == Wanted()
    buttons["Regions: none"].click()
    assert not dialog.start_button.isEnabled()
    dialog.regions.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.start_button.isEnabled() and len(dialog.chosen().regions) == 1
    assert dialog.regions.count() == len(regions())


def test_new_prices_are_in_force_and_the_project_waits_to_be_re_priced(
    ireland, dialog, folder, qtbot
) -> None:
    before = monthly(ireland)
    run(dialog, qtbot, folder)
    assert dialog.report is not None and dialog.report.findings.changed
    assert installed().table is not None
    assert price_table().rate(NAT_HOUR, "eu-west-1").price == Decimal("0.05")
    assert monthly(ireland) == before


@pytest.mark.parametrize("answer", ["reprice", "later"])
def test_the_changed_lines_are_listed_and_taken_only_if_wanted(
    ireland, folder, qtbot, monkeypatch, answer: str
) -> None:
    shown: list[MessageDialog] = []

    def execute(dialog: MessageDialog) -> int:
        shown.append(dialog)
        dialog.buttons[answer].click()
        return 1

    monkeypatch.setattr(MessageDialog, "exec", execute)
    monkeypatch.setattr(UpdatePricesDialog, "exec", lambda dialog: run(dialog, qtbot, folder))
    before, old = monthly(ireland), nat_prices(ireland)
    assert ireland.prices.update()
    (dialog,) = shown
    assert isinstance(dialog, RepricedDialog)
    rows = [[dialog.table.item(row, c).text() for c in range(6)] for row in range(dialog.table.rowCount())]
    assert len(rows) == len(nodes(ireland, "nat_gateway"))
    assert all(row[1:] == ["NAT gateway hours", "$35.04", "$36.50", "+$1.46", "+4.2 %"] for row in rows)
    if answer == "later":
        assert nat_prices(ireland) == old and monthly(ireland) == before
    else:
        assert nat_prices(ireland) == {Decimal("0.05")}
        assert monthly(ireland) == before + Decimal("1.46") * len(rows)
        assert "2 rates of 2026-11-01 in 1 Region" in facts(ireland.editor)


def test_a_sheet_of_ones_own_stays_before_the_new_list(ireland, folder, qtbot, monkeypatch, tmp_path) -> None:
    sheet = tmp_path / "acme.csv"
    sheet.write_text(f"region,sku_key,price_usd\n*,{NAT_HOUR},0.01\n", encoding="utf-8")
    ireland.prices.use_sheet(sheet)
    monkeypatch.setattr(
        MessageDialog, "exec", lambda d: d.buttons.get("reprice", d.buttons.get("close")).click()
    )
    monkeypatch.setattr(UpdatePricesDialog, "exec", lambda dialog: run(dialog, qtbot, folder))
    ireland.prices.update()
    ireland.editor.refresh()
    assert nat_prices(ireland) == {Decimal("0.01")}
    assert ireland.editor.price_sheet == "acme.csv"
    assert ireland.editor.list_rates.rate(NAT_HOUR, "eu-west-1").price == Decimal("0.05")


def test_a_project_quoted_with_the_list_before_is_compared_with_it(
    ireland, folder, qtbot, monkeypatch, tmp_path
) -> None:
    path = tmp_path / "quoted.blueprice"
    ireland.editor.save(path)
    monkeypatch.setattr(UpdatePricesDialog, "exec", lambda dialog: run(dialog, qtbot, folder))
    monkeypatch.setattr(MessageDialog, "exec", lambda d: d.buttons["reprice"].click())
    ireland.prices.update()
    shown: list[MessageDialog] = []
    monkeypatch.setattr(MessageDialog, "exec", lambda dialog: shown.append(dialog))
    assert ireland.editor.open(path) == ()
    ireland.editor.refresh()
    ireland.actions_by_name["reprice"].trigger()
    assert isinstance(shown[0], RepricedDialog) and shown[0].table.rowCount() == len(
        nodes(ireland, "nat_gateway")
    )
    assert set(shown[0].buttons) == {"close"}
    ireland.editor.save(path)
    ireland.actions_by_name["reprice"].trigger()
    assert "priced at the current list" in shown[1].text.text()


def test_a_list_that_is_not_kept_any_more_is_said(ireland, monkeypatch) -> None:
    from projects.quoted import QuotedWith

    shown: list[MessageDialog] = []
    monkeypatch.setattr(MessageDialog, "exec", lambda dialog: shown.append(dialog))
    ireland.editor.quoted = QuotedWith("0" * 64, "2024-01-01")
    assert not ireland.prices.reprice()
    assert "2024-01-01" in shown[0].text.text() and "not kept here any more" in shown[0].text.text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (offer_csv([Row("dear"), nat()]), "offer.csv, line"),
        (offer_csv([Row("0.1200000000"), nat()])[:-40], "offer.csv"),
    ],
)
def test_a_damaged_file_is_told_and_the_old_prices_stay(
    ireland, dialog, folder, qtbot, content: bytes, said: str
) -> None:
    (folder / "offer.csv").write_bytes(content)
    before = price_table().digest
    run(dialog, qtbot, folder)
    assert said in dialog.state.text() and "still in use" in dialog.state.text()
    assert dialog.state.property("role") == "fault" and dialog.report is None
    assert installed().table is None and price_table().digest == before
    assert dialog.start_button.isEnabled() and dialog.close_button.text() == "Close"


def test_a_place_that_is_not_there_is_told(dialog, qtbot, tmp_path) -> None:
    run(dialog, qtbot, tmp_path / "nowhere")
    assert "there is no such folder" in dialog.state.text()


def test_cancelling_ends_the_update_and_the_dialog_stays_to_say_so(dialog, qtbot, folder) -> None:
    begun = threading.Event()

    def slow(place: str, wanted: Wanted, *, progress, cancelled) -> Report:
        progress(Step("reading", "AmazonEC2 eu-west-1", 1, 2, 50_000_000, 200_000_000))
        begun.set()
        for _ in range(2_000):
            if cancelled():
                raise UpdateCancelled
            threading.Event().wait(0.005)
        return Report()

    dialog.update_._update = slow
    dialog.source.buttons["folder"].click()
    dialog.place.setText(str(folder))
    dialog.start_button.click()
    qtbot.waitUntil(lambda: "50.0 MB of 200.0 MB" in dialog.state.text(), timeout=5_000)
    assert begun.is_set() and not dialog.regions.isEnabled() and 0 < dialog.progress.value() < 1000
    dialog.close_button.click()
    qtbot.waitUntil(lambda: not dialog.update_.running, timeout=5_000)
    assert "cancelled" in dialog.state.text() and "still in use" in dialog.state.text()
    assert dialog.report is None and dialog.regions.isEnabled()


def test_progress_says_the_file_and_its_bytes_and_never_runs_back() -> None:
    steps = [
        Step("listing", "", 0, 0),
        Step("fetching", "AmazonEC2 eu-west-1", 1, 2, 10, 100),
        Step("reading", "AmazonEC2 eu-west-1", 1, 2, 10, 100),
        Step("fetching", "AmazonRDS eu-west-1", 2, 2, 0, 0),
        Step("reading", "AmazonRDS eu-west-1", 2, 2, 100, 100),
        Step("checking", "eu-west-1", 1, 1),
        Step("installing", "", 0, 0),
    ]
    shares = [share_of_work(step) for step in steps]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
    assert progress_text(steps[1]) == "Fetching AmazonEC2 eu-west-1, 1 of 2: 10 bytes of 100 bytes"


def test_prices_come_from_a_server_laid_out_as_aws(ireland, dialog, qtbot) -> None:
    server = Server(files=site({"eu-west-1": offer_csv([nat()]), "us-east-1": b"not asked for"}))
    running = serve(server)
    try:
        run(dialog, qtbot, server.address)
    finally:
        running.shutdown()
        running.server_close()
    assert dialog.report is not None and set(dialog.report.regions) == {"eu-west-1"}
    assert price_table().rate(NAT_HOUR, "eu-west-1").price == Decimal("0.05")
    assert not [path for path, _ in server.asked if "us-east-1" in path]


def test_a_server_that_is_not_there_is_told(dialog, qtbot, monkeypatch) -> None:
    from functools import partial

    from pricing.offers.update import update

    running = serve(server := Server())
    running.shutdown()
    running.server_close()
    dialog.update_._update = partial(update, pause=0.0)
    run(dialog, qtbot, server.address)
    assert server.address in dialog.state.text() and "still in use" in dialog.state.text()
    assert installed().table is None
