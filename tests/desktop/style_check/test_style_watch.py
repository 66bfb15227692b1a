"""The style check in the window: off at first, beside the findings when on, and out of the pointer's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from desktop.canvas.gestures.gesture import Gesture
from desktop.editor import Editor
from desktop.preferences import Preferences
from desktop.remedies import apply_fix
from desktop.window import MainWindow
from projects.document import Document
from projects.records import Link, Node, Page
from projects.service import make_service


def node(node_id: str, x: int, parent: str | None = None) -> Node:
    return Node(id=node_id, service=make_service("ec2_instance"), x=x, parent=parent)


@pytest.fixture
def preferences(tmp_path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot, preferences):
    made = MainWindow(preferences)
    made.attach(Editor(made))
    made.resize(1300, 860)
    made.show()
    made.editor.replace_document(Document([node("a", 0), node("b", 20), node("c", 400)]))
    made.editor.refresh()
    yield made
    made.editor.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def style(window: MainWindow) -> set[str]:
    return {finding.rule for finding in window.editor.judged.open if finding.category == "style"}


def switch_on(window: MainWindow) -> None:
    window.actions_by_name["style_check"].trigger()
    window.style_watch.finish()


def test_the_look_is_not_judged_until_that_is_wanted(window):
    window.style_watch.finish()
    assert style(window) == set() and not window.actions_by_name["style_check"].isChecked()


def test_switched_on_it_shows_where_its_findings_stand(window):
    window.show_page("estimate")
    switch_on(window)
    assert window.quote_dock.isVisible() and window.quote_title.tabs.currentIndex() == 1


def test_switched_on_its_findings_stand_among_the_others_and_off_they_go(window, preferences):
    before = window.editor.judged.open
    switch_on(window)
    assert "STYLE002" in style(window) and preferences.style_check
    window.show_page("findings")
    view = window.panels.quote.findings
    view.set_grouping("category")
    view._rebuild()
    assert view.model.groups[-1].name == "style" and view.model.groups[-1].title.startswith("Style (")
    window.actions_by_name["style_check"].trigger()
    assert window.editor.judged.open == before


def test_it_follows_a_change_when_the_canvas_has_come_to_rest(qtbot, window):
    switch_on(window)
    with window.editor.edit("Move") as draft:
        draft.put(node("b", 800))
    assert window.style_watch.busy
    qtbot.waitUntil(lambda: "STYLE002" not in style(window), timeout=5000)


def test_it_waits_while_something_is_dragged(qtbot, window, monkeypatch):
    switch_on(window)
    with window.editor.edit("Move") as draft:
        draft.put(node("b", 800))
    before = window.editor.style_findings
    monkeypatch.setattr(window.canvas.pointer, "gesture", Gesture(window.canvas))
    window.style_watch._go_on()
    assert window.editor.style_findings is before and window.style_watch.busy


def test_a_remedy_is_one_step_of_the_history(window):
    with window.editor.edit("Add") as draft:
        draft.put(Link(id="l", source="a", target="c"))
        draft.put(Link(id="m", source="b", target="c", kind="event"))
    window.editor.refresh()
    switch_on(window)
    (finding,) = [f for f in window.editor.judged.open if f.rule == "STYLE018"]
    apply_fix(window.editor, finding)
    window.style_watch.finish()
    assert "STYLE018" not in style(window)
    window.editor.undo_stack.undo()
    window.style_watch.finish()
    assert "STYLE018" in style(window)


def test_each_page_is_judged_when_it_is_shown_and_keeps_its_findings(window):
    switch_on(window)
    with window.editor.edit("Page") as draft:
        draft.put(Page(id="p"))
        draft.put(node("d", 0, "p"))
        draft.put(node("e", 10, "p"))
    window.canvas.paging.show("p")
    window.style_watch.finish()
    blamed = {i for f in window.editor.style_findings if f.rule == "STYLE002" for i in f.node_ids}
    assert blamed == {"a", "b", "d", "e"}


def test_another_project_begins_without_the_findings_of_the_last(window):
    switch_on(window)
    window.editor.replace_document(Document([node("z", 0)]))
    assert style(window) == set()
    window.style_watch.finish()
    assert style(window) == set()
