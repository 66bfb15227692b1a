"""The canvas shows one page at a time; the page bar and what happens on other pages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.canvas.view import CanvasView
from desktop.editor import Editor
from desktop.page_bar import CanvasPane
from desktop.page_links import fill_menu, lead_to
from projects import edits
from projects.document import Document
from projects.records import Link, Node, Note, Page
from projects.service import make_service


def drawing() -> Document:
    return Document(
        [
            Page(id="second", name="Data"),
            Node(id="users", service=make_service("users"), x=0, y=0, opens="second"),
            Node(id="client", service=make_service("client"), x=400, y=0),
            Link(id="link", source="users", target="client"),
            Node(id="other", service=make_service("users"), parent="second", x=40, y=40),
            Node(
                id="cloud", service=make_service("aws_cloud"), parent="second", x=300, width=300, height=200
            ),
            Note(id="note", text="inside", parent="cloud", x=40, y=60),
        ]
    )


@pytest.fixture
def pane(qtbot):
    editor = Editor()
    canvas = CanvasView(editor)
    made = CanvasPane(canvas)
    made.canvas = canvas
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    editor.replace_document(drawing())
    QApplication.processEvents()
    yield made
    canvas.pointer.cancel()


def shown(pane: CanvasPane) -> list[str]:
    return sorted(pane.canvas.mirror.items_by_id)


def test_only_what_is_on_the_page_is_shown(pane) -> None:
    assert shown(pane) == ["client", "link", "users"]
    pane.canvas.paging.show("second")
    assert shown(pane) == ["cloud", "note", "other"]
    pane.canvas.paging.show(None)
    assert shown(pane) == ["client", "link", "users"]


def test_each_page_is_seen_again_as_it_was_left(pane) -> None:
    canvas = pane.canvas
    canvas.set_zoom(2.0)
    canvas.centerOn(10, 20)
    before = canvas.middle()
    canvas.paging.show("second")
    canvas.paging.show(None)
    assert canvas.zoom == pytest.approx(2.0)
    assert (canvas.middle() - before).manhattanLength() < 3


def test_the_bar_appears_with_the_second_page(pane) -> None:
    assert pane.bar.isVisible()
    assert [pane.bar.tabs.tabText(i) for i in range(pane.bar.tabs.count())] == ["Page 1", "Data"]
    pane.canvas.paging.remove("second")
    assert not pane.bar.isVisible()
    pane.canvas.editor.undo_stack.undo()
    assert pane.bar.isVisible()


def test_a_click_on_a_tab_shows_its_page(pane) -> None:
    pane.bar.tabs.setCurrentIndex(1)
    assert pane.canvas.paging.current == "second"


def test_removing_the_page_that_is_shown_goes_to_the_first(pane) -> None:
    pane.canvas.paging.show("second")
    pane.canvas.paging.remove("second")
    assert pane.canvas.paging.current is None
    assert shown(pane) == ["client", "link", "users"]


def test_undo_goes_to_the_page_where_it_happens(pane) -> None:
    canvas = pane.canvas
    with canvas.editor.edit("Move") as draft:
        edits.move(draft, ["client"], 16, 0)
    canvas.paging.show("second")
    canvas.editor.undo_stack.undo()
    assert canvas.paging.current is None
    assert shown(pane) == ["client", "link", "users"]


def test_revealing_a_record_goes_to_its_page(pane) -> None:
    pane.canvas.reveal("note")
    assert pane.canvas.paging.current == "second"
    assert pane.canvas.editor.selection == ("note",)


def test_a_record_leads_to_the_page_it_names(pane) -> None:
    assert pane.canvas.paging.open_from("users")
    assert pane.canvas.paging.current == "second"
    assert not pane.canvas.paging.open_from("other")


def test_a_record_leads_back_to_the_first_page(pane) -> None:
    canvas = pane.canvas
    canvas.paging.show("second")
    canvas.editor.select(("other",))
    menu = QMenu()
    fill_menu(menu, SimpleNamespace(canvas=canvas), canvas.editor)  # type: ignore[arg-type]
    [first] = [action for action in menu.actions() if action.text() == "Page 1"]
    first.trigger()
    assert canvas.paging.open_from("other")
    assert canvas.paging.current is None


def test_what_is_placed_goes_to_the_page_that_is_shown(pane) -> None:
    canvas = pane.canvas
    canvas.paging.show("second")
    canvas.centerOn(40, 400)
    canvas.placing.place("client")
    [made] = canvas.editor.selection
    assert canvas.editor.document.page_of(made) == "second"
    assert made in canvas.mirror.items_by_id


def test_what_is_hidden_is_not_shown_with_all_in_it_and_the_links_to_it(pane) -> None:
    canvas = pane.canvas

    def hide(record_id: str, hidden: bool) -> None:
        with canvas.editor.edit("Hide") as draft:
            draft.put(draft.get(record_id).model_copy(update={"hidden": hidden}))

    hide("client", True)
    assert shown(pane) == ["users"]
    hide("client", False)
    assert shown(pane) == ["client", "link", "users"]
    canvas.paging.show("second")
    hide("cloud", True)
    assert shown(pane) == ["other"]
    hide("cloud", False)
    assert shown(pane) == ["cloud", "note", "other"]


def test_a_new_page_is_shown_empty(pane) -> None:
    pane.canvas.paging.add()
    assert shown(pane) == []
    assert pane.bar.tabs.count() == 3
    pane.canvas.paging.step(1)
    assert pane.canvas.paging.current == "second"


def test_a_click_on_its_mark_goes_to_the_page(pane) -> None:
    canvas = pane.canvas
    rect = canvas.mirror.layout.rects["users"]
    point = canvas.mapFromScene(QPointF(rect.right - 4, rect.bottom - 4))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert canvas.paging.current == "second"


def test_the_selection_is_led_to_a_page_and_nowhere_again(pane) -> None:
    editor = pane.canvas.editor
    editor.select(("client", "users"))
    lead_to(editor, "second")
    assert editor.document.get("client").opens == "second"
    lead_to(editor, "")
    assert editor.document.get("users").opens == ""


def test_a_double_click_on_a_tab_renames_its_page_where_it_stands(pane) -> None:
    tabs = pane.bar.tabs
    QTest.mouseDClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert tabs.field.text() == tabs.field.selectedText() == "Data"
    QTest.keyClicks(tabs.field, "Storage")
    QTest.keyClick(tabs.field, Qt.Key.Key_Return)
    assert tabs.tabText(1) == "Storage"
    assert tabs.field is None
    assert pane.canvas.editor.undo_stack.undoText() == "Rename page"
    assert pane.canvas.editor.undo_stack.count() == 1


@pytest.mark.parametrize("typed", ["", "   ", None])
def test_a_name_that_is_given_up_or_empty_is_not_taken(pane, typed) -> None:
    tabs = pane.bar.tabs
    pane.bar.rename()
    if typed is None:
        QTest.keyClicks(tabs.field, "Other")
        QTest.keyClick(tabs.field, Qt.Key.Key_Escape)
    else:
        tabs.field.setText(typed)
        QTest.keyClick(tabs.field, Qt.Key.Key_Return)
    assert tabs.field is None
    assert tabs.tabText(0) == "Page 1"
    assert pane.canvas.editor.undo_stack.count() == 0


def test_leaving_the_field_takes_the_name(pane) -> None:
    pane.canvas.paging.show("second")
    pane.bar.rename()
    QTest.keyClicks(pane.bar.tabs.field, "Storage")
    pane.canvas.setFocus()
    assert pane.bar.tabs.tabText(1) == "Storage"


def test_many_pages_keep_their_names_readable_and_have_a_list(pane) -> None:
    assert not pane.bar.all.isVisible()
    with pane.canvas.editor.edit("Pages") as draft:
        for number in range(40):
            draft.put(Page(id=f"more-{number:02}", name=f"Environment {number}"))
    QApplication.processEvents()
    tabs = pane.bar.tabs
    for place in range(tabs.count()):
        wide = tabs.fontMetrics().horizontalAdvance(tabs.tabText(place))
        assert tabs.tabRect(place).width() >= wide
    assert pane.bar.all.isVisible() and pane.bar.more.isVisible()
    assert pane.bar.all.geometry().right() <= pane.bar.width()
    offered = pane.bar.menu_of_all().actions()
    assert [action.text() for action in offered] == [tabs.tabText(i) for i in range(tabs.count())]
    offered[-1].trigger()
    assert pane.canvas.paging.current == tabs.tabData(tabs.count() - 1)
    assert pane.rect().contains(tabs.mapTo(pane, tabs.tabRect(tabs.currentIndex()).center()))


def test_pages_keep_their_names_when_others_are_put_between_or_moved(pane) -> None:
    paging, tabs = pane.canvas.paging, pane.bar.tabs
    paging.add()
    paging.show("second")
    paging.add()
    titles = [tabs.tabText(place) for place in range(tabs.count())]
    assert sorted(titles) == ["Data", "Page 1", "Page 3", "Page 4"]
    last = tabs.tabData(tabs.count() - 1)
    name = tabs.tabText(tabs.count() - 1)
    paging.move(last, 0)
    assert tabs.tabText(1) == name
