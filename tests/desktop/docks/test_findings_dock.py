"""The findings dock lists findings by severity, leads to the culprit, and applies remedies."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.docks.findings import FindingsView
from desktop.docks.segments import Segments
from desktop.editor import Editor
from desktop.theme import light
from projects import edits
from projects.changes import Change
from projects.document import Document, Draft
from projects.rules.rule import Finding, Fix
from tests.desktop.docks.conftest import Drawing


@pytest.fixture
def view(editor: Editor, drawing: Drawing, qtbot: QtBot) -> FindingsView:
    filter = Segments({"all": "All", "error": "Errors", "warning": "Warnings", "info": "Remarks"})
    made = FindingsView(editor, light(), filter)
    made.filter = filter
    qtbot.addWidget(made)
    qtbot.addWidget(filter)
    made.resize(900, 400)
    made.show()
    qtbot.waitExposed(made)
    show(made, editor, findings(drawing))
    return made


def findings(drawing: Drawing) -> tuple[Finding, ...]:
    def renamed(document: Document) -> Change:
        draft = Draft(document)
        edits.rename(draft, drawing.database, "Fixed")
        return draft.change()

    return (
        Finding(
            "STR001", "error", "validity", "Wrong place.", (drawing.database,), Fix("Rename it", renamed)
        ),
        Finding("SEC001", "warning", "security", "Too open.", drawing.web),
        Finding("COST01", "info", "cost_optimization", "Could be cheaper.", (drawing.volume,)),
    )


def show(view: FindingsView, editor: Editor, found: tuple[Finding, ...]) -> None:
    editor.findings = found
    editor.findings_changed.emit(found)


def rows(view: FindingsView) -> list[tuple[str, list[str]]]:
    groups = [view.tree.topLevelItem(i) for i in range(view.tree.topLevelItemCount())]
    return [(g.text(0), [g.child(r).text(3) for r in range(g.childCount())]) for g in groups]


def test_findings_are_grouped_by_severity_errors_first(view):
    assert rows(view) == [("1 error", ["STR001"]), ("1 warning", ["SEC001"]), ("1 remark", ["COST01"])]


def test_a_severity_can_be_shown_alone(view):
    view.filter.buttons["warning"].click()
    assert rows(view) == [("1 warning", ["SEC001"])]


def test_choosing_a_finding_selects_and_shows_the_culprits(view, editor, drawing, qtbot):
    with qtbot.waitSignal(view.reveal) as revealed:
        view.tree.setCurrentItem(view.tree.topLevelItem(1).child(0))
    assert editor.selection == drawing.web
    assert revealed.args == [drawing.web[0]]
    assert "Too open." in view.detail.text.text()
    assert not view.detail.apply.isVisible()


def test_a_remedy_is_applied_as_a_step_that_can_be_undone(view, editor, drawing):
    view.tree.setCurrentItem(view.tree.topLevelItem(0).child(0))
    assert view.detail.apply.text() == "Rename it"
    view.detail.apply.click()
    assert editor.document.node(drawing.database).label == "Fixed"
    editor.undo_stack.undo()
    assert editor.document.node(drawing.database).label == "Orders"


def test_next_goes_round_through_all_findings(view, editor, drawing):
    seen = []
    for _ in range(4):
        view.select_next()
        seen.append(editor.selection[0])
    assert seen == [drawing.database, drawing.web[0], drawing.volume, drawing.database]


def test_no_findings_is_said(view, editor):
    show(view, editor, ())
    assert view.empty.isVisible()
    assert view.empty.title.text() == "No findings"


def test_equal_findings_leave_the_list_as_it_stands(view, editor, drawing):
    item = view.tree.topLevelItem(0).child(0)
    view.tree.setCurrentItem(item)
    show(view, editor, findings(drawing))
    assert view.tree.currentItem() is item
