"""Presenting: full screen, on and back, nothing changed, and everything as before afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSettings, Qt
from PySide6.QtTest import QTest

from desktop.editor import Editor
from desktop.preferences import Preferences
from desktop.window import MainWindow
from projects.document import Document
from projects.records import Link, Node, Note, Page, Settings
from projects.service import make_service


def drawing() -> Document:
    return Document(
        [
            Settings(name="Shop"),
            Node(id="a", service=make_service("users"), label="Visitors"),
            Node(id="b", service=make_service("client"), x=600, y=300),
            Link(id="ab", source="a", target="b"),
            Note(id="one", kind="step", text="1", details="They come.", parent="a"),
            Note(id="two", kind="step", text="2", details="They stay.", parent="b"),
            Page(id="more", name="More"),
            Node(id="c", service=make_service("users"), parent="more"),
        ]
    )


@pytest.fixture
def window(qtbot, tmp_path):
    preferences = Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    made = MainWindow(preferences)
    made.attach(Editor(made))
    made.resize(1300, 900)
    made.show()
    qtbot.waitExposed(made)
    made.editor.replace_document(drawing())
    yield made
    made.presentation.leave()
    made.editor.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def key(window, which: Qt.Key) -> None:
    QTest.keyClick(window.presentation.stage, which)


def test_it_fills_the_screen_and_puts_everything_back(window) -> None:
    canvas = window.canvas
    canvas.paging.show("more")
    canvas.set_zoom(0.8)
    canvas.centerOn(QPointF(30, 40))
    before = canvas.middle()
    window.actions_by_name["present"].trigger()
    assert window.isFullScreen()
    assert window.menuBar().isHidden() and window.palette_dock.isHidden() and window.statusBar().isHidden()
    assert canvas.paging.current is None
    key(window, Qt.Key.Key_Escape)
    assert not window.presentation.active and not window.isFullScreen()
    assert not window.menuBar().isHidden() and not window.palette_dock.isHidden()
    assert canvas.paging.current == "more"
    assert canvas.zoom == pytest.approx(0.8)
    assert (canvas.middle() - before).manhattanLength() < 12


def test_keys_and_clicks_go_on_and_back(window) -> None:
    shown = window.presentation
    shown.begin()
    key(window, Qt.Key.Key_Right)
    assert shown.slides[shown.place].number == "1"
    QTest.mouseClick(shown.stage, Qt.MouseButton.LeftButton)
    assert shown.slides[shown.place].number == "2"
    key(window, Qt.Key.Key_Left)
    assert shown.slides[shown.place].number == "1"
    key(window, Qt.Key.Key_End)
    assert shown.slides[shown.place].page == "more"
    key(window, Qt.Key.Key_Right)
    assert shown.place == len(shown.slides) - 1
    key(window, Qt.Key.Key_Home)
    assert shown.place == 0


def test_the_caption_tells_what_happens_in_a_step(window) -> None:
    window.presentation.begin()
    key(window, Qt.Key.Key_Space)
    stage = window.presentation.stage
    assert (stage.number.text(), stage.text.text()) == ("1", "They come.")
    assert stage.rect().contains(stage.caption.geometry())


def test_what_a_step_is_about_is_seen_whole(window) -> None:
    window.presentation.begin()
    key(window, Qt.Key.Key_Right)
    canvas = window.canvas
    visible = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    for record_id in ("a", "b", "one"):
        rect = canvas.mirror.layout.rects[record_id]
        assert visible.contains(QPointF(rect.x, rect.y)) and visible.contains(
            QPointF(rect.right, rect.bottom)
        )


def test_nothing_can_be_changed_meanwhile(window) -> None:
    window.presentation.begin()
    before = dict(window.canvas.mirror.layout.rects)
    for which in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_A):
        key(window, which)
    assert window.canvas.mirror.layout.rects == before
    assert not window.editor.unsaved


def test_another_project_ends_it(window) -> None:
    window.presentation.begin()
    window.editor.replace_document(Document())
    assert not window.presentation.active
    assert not window.menuBar().isHidden()


def test_an_empty_drawing_is_not_presented(window) -> None:
    window.editor.replace_document(Document())
    window.presentation.begin()
    assert not window.presentation.active


def test_a_maximised_window_is_maximised_again(window, qtbot) -> None:
    window.showMaximized()
    window.presentation.begin()
    assert window.isFullScreen()
    window.presentation.leave()
    assert window.isMaximized() and not window.isFullScreen()
    for _ in range(2):
        window.toggle_full_screen()
    assert window.isMaximized() and not window.isFullScreen()


def test_the_view_fits_a_screen_whose_size_comes_late(window, qtbot) -> None:
    window.presentation.begin()
    canvas = window.canvas
    window.resize(700, 500)
    qtbot.wait(20)
    window.resize(1500, 1000)
    qtbot.wait(20)
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    content = canvas.mirror.content_rect()
    assert seen.contains(content)
    assert content.width() > 0.4 * seen.width() or canvas.zoom == pytest.approx(1.6, abs=0.05)


def test_the_place_is_the_same_when_the_windows_old_size_comes_late(window, qtbot) -> None:
    canvas = window.canvas
    canvas.set_zoom(0.8)
    canvas.centerOn(QPointF(300, 160))
    before = canvas.middle()
    window.presentation.begin()
    window.presentation.leave()
    window.resize(window.width() - 200, window.height() - 100)
    qtbot.wait(20)
    assert (canvas.middle() - before).manhattanLength() < 8


def test_the_map_is_not_seen_while_presenting(window) -> None:
    window.presentation.begin()
    key(window, Qt.Key.Key_Right)
    assert not window.canvas.minimap.wanted
    window.presentation.leave()
    assert window.canvas.minimap.wanted == window.preferences.show_minimap


def test_no_shortcut_changes_the_drawing_meanwhile(window) -> None:
    window.presentation.begin()
    actions = window.actions_by_name
    for name in ("select_all", "delete", "undo", "paste", "new", "quick_add", "text_tool", "tidy"):
        assert not actions[name].isEnabled(), name
    assert actions["present"].isEnabled()
    window.presentation.leave()
    assert actions["select_all"].isEnabled() and actions["text_tool"].isEnabled()


def test_the_tabs_of_the_pages_are_not_seen_on_any_page(window) -> None:
    bar = window.panels.pane.bar
    assert bar.isVisible()
    window.presentation.begin()
    for which in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Right):
        key(window, which)
        assert not bar.isVisible()
    window.presentation.leave()
    assert bar.isVisible()
