"""The form of one link and of several, and its two buttons."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.docks.properties import PropertiesPanel
from desktop.theme import light
from projects import edits
from projects.records import PROJECT_ID, Link


@pytest.fixture
def panel(editor, qtbot):
    made = PropertiesPanel(editor, light())
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    return made


@pytest.fixture
def two(editor, drawing) -> list[str]:
    with editor.edit("Connect") as draft:
        made = [edits.connect(draft, node, drawing.database) for node in drawing.web[:2]]
    return [link.id for link in made if link is not None]


def choose(panel, name: str, value: object) -> None:
    box = panel.form.fields[name].box
    box.activated.emit(box.findData(value))


def show(panel, editor, ids) -> None:
    editor.select(ids)
    panel.refresh()


def link(editor, link_id: str) -> Link:
    found = editor.document.get(link_id)
    assert isinstance(found, Link)
    return found


@pytest.mark.parametrize(
    ("name", "value"), [("arrow", "both"), ("line", "dotted"), ("routing", "curved"), ("kind", "replicate")]
)
def test_what_is_chosen_for_several_links_is_set_for_all_in_one_step(panel, editor, two, name, value):
    show(panel, editor, two)
    steps = editor.undo_stack.count()
    choose(panel, name, value)
    assert [getattr(link(editor, i), name) for i in two] == [value, value]
    assert editor.undo_stack.count() == steps + 1
    if name != "kind":
        panel.refresh()
        choose(panel, name, None)
        assert [getattr(link(editor, i), name) for i in two] == [None, None]


def test_where_links_differ_the_form_says_so(panel, editor, two):
    with editor.edit("Dash") as draft:
        draft.put(link(editor, two[0]).model_copy(update={"line": "dashed"}))
    show(panel, editor, two)
    assert panel.form.fields["line"].box.currentIndex() == -1
    assert panel.form.fields["arrow"].box.currentText() == "As its kind is drawn"
    assert panel.header.name.text() == "2 links"


def test_the_buttons_reverse_and_reset_all_that_is_selected(panel, editor, two):
    with editor.edit("Bend") as draft:
        more = {"waypoints": ((8, 8),), "gb_per_month": Decimal(5)}
        draft.put(link(editor, two[0]).model_copy(update=more))
    show(panel, editor, two)
    assert panel.link_buttons.isVisible() and panel.link_buttons.reset.isEnabled()
    steps = editor.undo_stack.count()
    panel.link_buttons.reset.click()
    assert link(editor, two[0]).waypoints == ()
    panel.refresh()
    assert not panel.link_buttons.reset.isEnabled()
    before = [link(editor, i) for i in two]
    panel.link_buttons.reverse.click()
    for i, was in zip(two, before, strict=True):
        assert (link(editor, i).source, link(editor, i).target) == (was.target, was.source)
    assert link(editor, two[0]).gb_back_per_month == 5
    assert editor.undo_stack.count() == steps + 2


def test_the_buttons_are_there_for_links_only(panel, editor, drawing, two):
    show(panel, editor, drawing.web[:1])
    assert not panel.link_buttons.isVisible()
    show(panel, editor, two[:1])
    assert panel.link_buttons.isVisible()


def test_the_project_says_how_links_are_led(panel, editor):
    show(panel, editor, ())
    choose(panel, "link_routing", "straight")
    assert editor.document.settings.link_routing == "straight"
    assert editor.document.settings.id == PROJECT_ID
    assert panel.form.fields["link_routing"].box.findData(None) == -1
