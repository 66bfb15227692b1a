"""The person's icon package in the window: taken, shown, picked from, remembered, and missed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt

import icons
from desktop import service_icons
from desktop.canvas import pictures
from desktop.dialogs.icon_package import IconPackageDialog
from desktop.dialogs.message import MessageDialog
from desktop.editor import Editor
from desktop.preferences import Preferences
from desktop.window import MainWindow
from projects.records import Node
from projects.service import make_service

sys.path.insert(0, str(Path(__file__).parents[1] / "icons"))
import stand_in


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield
    icons.use_package(None)
    pictures.forget()
    service_icons.forget()


@pytest.fixture
def preferences(tmp_path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def make_window(qtbot, preferences):
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(preferences)
        window.attach(Editor(window))
        made.append(window)
        return window

    yield make
    for window in made:
        # An unsaved project would ask before it closes.
        window.editor.undo_stack.setClean()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window) -> MainWindow:
    return make_window()


@pytest.fixture
def shown(monkeypatch) -> list[IconPackageDialog]:
    """Dialogs that were opened; each is closed at once."""
    opened: list[IconPackageDialog] = []
    monkeypatch.setattr(IconPackageDialog, "exec", lambda self: opened.append(self))
    return opened


@pytest.fixture
def said(monkeypatch) -> list[str]:
    texts: list[str] = []
    for how in ("exec", "open"):
        monkeypatch.setattr(MessageDialog, how, lambda self: texts.append(self.text.text()))
    return texts


def drawn_from_package(window: MainWindow) -> bool:
    """Whether the Lambda function on the canvas shows the white dot of the stand-in on its flat ground."""
    image = window.canvas.mirror.items_by_id["f"].pixmap().toImage()
    row = [image.pixelColor(x, image.height() // 3).name() for x in range(image.width())]
    flat = [colour for colour in row if colour in ("#ed7100", "#8c4fff", "#c925d1", "#7aa116", "#dd344c")]
    return len(flat) > 8 and row.count("#ffffff") > 8


def put_lambda(window: MainWindow) -> None:
    with window.editor.edit("Add") as draft:
        draft.put(Node(id="f", service=make_service("lambda_function")))


def test_the_package_is_on_the_canvas_at_once_and_built_in_pictures_come_back(window, tmp_path, shown):
    put_lambda(window)
    assert not drawn_from_package(window)
    palette = service_icons.service_pixmap("lambda_function", window.theme, 32).toImage()
    assert window.icon_package.use(stand_in.make_zip(tmp_path / "aws.zip"))
    assert drawn_from_package(window)
    assert service_icons.service_pixmap("lambda_function", window.theme, 32).toImage() != palette
    window.icon_package.stop()
    assert not drawn_from_package(window)


def test_it_is_taken_again_at_the_next_start(window, make_window, tmp_path, shown):
    window.icon_package.use(stand_in.make_zip(tmp_path / "aws.zip"))
    icons.use_package(None)
    again = make_window()
    assert again.icon_package.report is not None
    assert icons.icon("lambda_function").packaged


def test_a_package_that_is_gone_is_said_once_and_the_built_in_pictures_stay(
    qtbot, window, make_window, tmp_path, shown, said
):
    path = stand_in.make_zip(tmp_path / "aws.zip")
    window.icon_package.use(path)
    icons.use_package(None)
    path.unlink()
    again = make_window()
    qtbot.waitUntil(lambda: bool(said), timeout=3000)
    assert len(said) == 1 and "There is no file" in said[0] and "built-in pictures" in said[0]
    assert not icons.icon("lambda_function").packaged
    assert again.icon_package.path == path


def test_a_file_that_is_no_package_changes_nothing(window, tmp_path, shown, said, preferences):
    path = tmp_path / "photos.zip"
    path.write_bytes(b"no zip")
    assert not window.icon_package.use(path)
    assert "no zip file" in said[0] and preferences.icon_package is None and not shown


def test_the_dialog_lists_what_did_not_match_first(window, tmp_path, shown):
    window.icon_package.use(stand_in.make_zip(tmp_path / "aws.zip", without={"AmazonAthena", "AWSLambda"}))
    (dialog,) = shown
    rows = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    assert {dialog.table.item(row, 0).text() for row in rows} == {"Athena", "Lambda function"}
    assert "2 icons found no picture" in dialog.summary.text()


def test_the_list_is_searched_by_service_and_by_file(window, tmp_path, shown):
    window.icon_package.use(stand_in.make_zip(tmp_path / "aws.zip"))
    (dialog,) = shown
    dialog.search.setText("nat gateway")
    rows = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    assert [dialog.table.item(row, 0).text() for row in rows] == ["NAT gateway"]
    dialog.search.setText("no such thing")
    assert dialog.table.isHidden() and not dialog.nothing.isHidden()


def test_a_picture_picked_by_hand_is_used_and_remembered(qtbot, window, tmp_path, monkeypatch, preferences):
    path = stand_in.make_zip(tmp_path / "aws.zip", without={"AWSLambda"})

    def pick(dialog: IconPackageDialog) -> None:
        dialog.search.setText("lambda")
        row = next(r for r in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(r))
        dialog.table.selectRow(row)
        assert dialog.pick.itemData(1).endswith(".svg")
        dialog.pick.setCurrentIndex(1)
        dialog.pick.activated.emit(1)
        qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)

    monkeypatch.setattr(IconPackageDialog, "exec", pick)
    window.icon_package.use(path)
    assert window.icon_package.report.taken["lambda_function"].how == "hand"
    assert set(preferences.icon_choices) == {"lambda_function"}
    assert icons.icon("lambda_function").packaged


def test_the_menu_offers_to_go_back_only_where_there_is_something_to_leave(window, tmp_path, shown):
    from PySide6.QtWidgets import QMenu

    def enabled() -> dict[str, bool]:
        menu = QMenu()
        window.icon_package.fill_menu(menu)
        return {action.text(): action.isEnabled() for action in menu.actions()}

    assert not enabled()["Use the built-in pictures"]
    window.icon_package.use(stand_in.make_zip(tmp_path / "aws.zip"))
    assert enabled()["Use the built-in pictures"] and enabled()["What matched…"]
