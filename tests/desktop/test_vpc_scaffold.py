"""Insert > VPC scaffold: what is asked, what is shown, and one step that draws it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from pytestqt.qtbot import QtBot

from desktop.actions.containers import CONTAINERS
from desktop.dialogs.vpc_scaffold import VpcScaffoldDialog
from desktop.editor import Editor
from desktop.preferences import Preferences
from desktop.window import MainWindow
from projects.document import records_by_id
from projects.records import Node


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """An empty project."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = MainWindow(Preferences(settings))
    made.attach(Editor(made))
    made.resize(1200, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.editor.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> VpcScaffoldDialog:
    made = VpcScaffoldDialog(window)
    qtbot.addWidget(made)
    made.show()
    return made


def of(window: MainWindow, service: str) -> list[Node]:
    return [node for node in window.editor.document.nodes() if node.service.name == service]


def cells(dialog: VpcScaffoldDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_the_first_proposal_is_complete_and_drawn_in_one_step(window, dialog):
    before = records_by_id(window.editor.document)
    assert dialog.draw.isEnabled()
    assert not dialog.picture.pixmap().isNull()
    dialog.accept()
    assert len(of(window, "vpc")) == 1
    assert len(of(window, "subnet")) == 6
    assert window.editor.selection == (of(window, "vpc")[0].id,)
    assert window.editor.undo_stack.count() == 1
    window.editor.undo_stack.undo()
    assert records_by_id(window.editor.document) == before


def test_nothing_is_drawn_on_cancel(window, dialog):
    dialog.reject()
    assert len(window.editor.document) == 1


def test_the_table_lists_every_block_and_follows_the_zones(dialog):
    assert cells(dialog)[0] == ["public", "251 each", "10.0.0.0/24", "10.0.1.0/24"]
    dialog.zones.buttons["3"].click()
    dialog.refresh()
    assert cells(dialog)[0][2:] == ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]
    assert dialog.zone_names.text() == "us-east-1a, us-east-1b, us-east-1c"


def test_the_price_is_what_the_estimate_says_afterwards(window, dialog):
    dialog.nat.buttons["each"].click()
    dialog.refresh()
    # Two NAT gateways at $0.045 an hour, each with a public address at $0.005.
    assert dialog.price.text() == "+ $73.00 / month, plus 2 lines by usage"
    dialog.accept()
    window.editor.refresh()
    assert str(window.editor.estimate.totals.monthly) == "73.000"
    assert window.editor.estimate.totals.needs_input == 2


def test_the_price_follows_what_is_chosen(dialog):
    dialog.nat.buttons["none"].click()
    dialog.refresh()
    assert dialog.price.text().startswith("+ $0.00 / month")
    dialog.endpoints.choices["ssm"].setChecked(True)
    dialog.refresh()
    assert dialog.endpoints.text() == "ssm"
    assert dialog.price.text().startswith("+ $14.60 / month")


@pytest.mark.parametrize(
    ("block", "said"),
    [("10.0.1.0/16", "type 10.0.0.0/16"), ("10.0.0.0/8", "too large"), ("nonsense", "is no IPv4 block")],
)
def test_a_wrong_block_is_told_at_its_field_and_cannot_be_drawn(dialog, block, said):
    dialog.block.setText(block)
    dialog.refresh()
    assert said in dialog.block_note.text()
    assert dialog.block_note.property("role") == "fault"
    assert not dialog.draw.isEnabled()
    dialog.block.setText("10.8.0.0/16")
    dialog.refresh()
    assert dialog.block_note.property("role") == "secondary"
    assert dialog.draw.isEnabled()


def test_what_does_not_fit_is_told_with_what_would(dialog):
    dialog.block.setText("10.0.0.0/28")
    dialog.refresh()
    assert "take a /25 or larger" in dialog.problem.text()
    assert not dialog.draw.isEnabled()
    dialog.accept()
    assert dialog.isVisible()


def test_a_second_vpc_is_offered_the_next_block_in_the_same_region(window, dialog, qtbot):
    dialog.region.setCurrentIndex(dialog.region.findData("eu-west-1"))
    dialog._follow_region()
    dialog.accept()
    second = VpcScaffoldDialog(window)
    qtbot.addWidget(second)
    assert second.block.text() == "10.1.0.0/16"
    assert second.region.currentData() == "eu-west-1"
    second.block.setText("10.0.128.0/20")
    second.refresh()
    assert "Overlaps" in second.block_note.text()
    second.accept()
    assert len(of(window, "region")) == 1
    assert len(of(window, "vpc")) == 2


def test_tiers_can_be_added_named_and_removed(window, dialog):
    assert dialog.tiers.preset.currentData() == "Public, application and data"
    dialog.tiers.add.click()
    assert len(dialog.tiers.tiers) == 4
    assert dialog.tiers.preset.currentData() == "Own tiers"
    name, kind, size, _ = dialog.tiers.rows[-1]
    name.setText("cache")
    kind.setCurrentIndex(2)
    kind.activated.emit(2)
    size.setCurrentIndex(size.findData(26))
    size.activated.emit(size.currentIndex())
    dialog.refresh()
    assert cells(dialog)[3][:2] == ["cache", "59 each"]
    dialog.tiers.rows[1][3].click()
    dialog.refresh()
    assert [row[0] for row in cells(dialog)] == ["public", "data", "cache"]
    dialog.name.setText("shop")
    dialog.accept()
    labels = {subnet.label.split()[0] for subnet in of(window, "subnet")}
    assert labels == {f"shop-{tier}-{zone}" for tier in ("public", "data", "cache") for zone in "ab"}


def test_the_last_tier_cannot_be_removed(dialog):
    dialog.tiers.preset.setCurrentIndex(dialog.tiers.preset.findData("Public only"))
    dialog.tiers.preset.activated.emit(2)
    assert [row[3].isEnabled() for row in dialog.tiers.rows] == [False]
    dialog.refresh()
    assert not dialog.nat.isEnabled()


def test_a_tier_without_a_name_cannot_be_drawn(dialog):
    dialog.tiers.rows[0][0].setText("")
    dialog.refresh()
    assert dialog.problem.text() == "Give each tier a name."
    assert not dialog.draw.isEnabled()


def test_a_region_with_few_zones_offers_no_more(dialog):
    dialog.zones.buttons["6"].click()
    dialog.region.setCurrentIndex(dialog.region.findData("eu-west-1"))
    dialog._follow_region()
    dialog.refresh()
    assert not dialog.zones.buttons["6"].isEnabled()
    assert dialog.zones.choice == "3"
    assert dialog.zone_names.text() == "eu-west-1a, eu-west-1b, eu-west-1c"


def test_every_command_has_a_name_a_tip_and_a_shortcut_of_its_own():
    from desktop.actions import COMMANDS

    for command in CONTAINERS:
        assert COMMANDS[command.name] is command
        assert command.tooltip
        others = [one.shortcut for one in COMMANDS.values() if one is not command and one.shortcut]
        keys = {key for shortcut in others for key in shortcut.split(", ")}
        assert command.shortcut not in keys


def test_all_that_is_new_is_brought_into_view(window, dialog):
    dialog.accept()
    canvas = window.canvas
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    for node in window.editor.document.nodes():
        rect = canvas.mirror.layout.rects[node.id]
        assert seen.contains(rect.x, rect.y) and seen.contains(rect.right, rect.bottom)
