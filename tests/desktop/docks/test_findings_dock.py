"""The findings dock groups, filters and finds; leads to the culprit, tells why, and applies remedies."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop import remedies
from desktop.docks.findings import FindingsView
from desktop.docks.findings_model import FIX, RULE
from desktop.docks.segments import Segments
from desktop.editor import Editor
from desktop.preferences import Preferences
from desktop.theme import dark, light
from projects import edits
from projects.changes import Change
from projects.document import Document, Draft
from projects.rules.rule import Finding, Fix
from tests.desktop.docks.conftest import Drawing


@pytest.fixture
def view(editor: Editor, drawing: Drawing, preferences: Preferences, qtbot: QtBot) -> FindingsView:
    made = make(editor, preferences, qtbot)
    show(made, editor, findings(drawing))
    return made


def make(editor: Editor, preferences: Preferences, qtbot: QtBot) -> FindingsView:
    filter = Segments({"all": "All", "error": "Errors", "warning": "Warnings", "info": "Remarks"})
    order = Segments({"severity": "Severity", "category": "Category", "node": "Node"})
    search = QLineEdit()
    made = FindingsView(editor, light(), preferences, filter, order, search)
    made.controls = filter, order, search
    for widget in (made, *made.controls):
        qtbot.addWidget(widget)
    made.resize(1000, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def findings(drawing: Drawing) -> tuple[Finding, ...]:
    def renamed(node_id: str) -> Fix:
        def change(document: Document) -> Change:
            draft = Draft(document)
            edits.rename(draft, node_id, "Fixed")
            return draft.change()

        return Fix("Rename it", change)

    def doubled(document: Document) -> Change:
        draft = Draft(document)
        edits.set_property(draft, [drawing.database], "deployment", "multi_az")
        return draft.change()

    one, other = drawing.web
    return (
        Finding(
            "STR001", "error", "validity", "Wrong place.", (drawing.database,), renamed(drawing.database)
        ),
        Finding("SEC001", "warning", "security", "Too open.", drawing.web),
        Finding("REL001", "warning", "fault_tolerance", "Only one.", (one,), renamed(one)),
        Finding("COST01", "info", "cost_optimization", "Could be cheaper.", (drawing.volume,)),
        Finding(
            "RDS001", "info", "fault_tolerance", "In one zone.", (drawing.database,),
            Fix("Make it Multi-AZ", doubled),
        ),
        Finding("REL001", "info", "fault_tolerance", "Only one.", (other,), renamed(other)),
    )  # fmt: skip


def show(view: FindingsView, editor: Editor, found: tuple[Finding, ...]) -> None:
    editor.findings = found
    editor.findings_changed.emit(found)


def rows(view: FindingsView) -> list[tuple[str, list[str]]]:
    return [(group.title, [row.finding.rule for row in group.rows]) for group in view.model.groups]


def at(view: FindingsView, group: int, row: int, column: int = 0):
    return view.model.index(row, column, view.model.index(group, 0))


def choose(view: FindingsView, rule: str):
    found = next(f for f in view._editor.findings if f.rule == rule)
    view.tree.setCurrentIndex(view.model.index_of(found))
    return found


def test_findings_are_grouped_by_severity_errors_first(view):
    assert rows(view) == [
        ("1 error", ["STR001"]),
        ("2 warnings", ["SEC001", "REL001"]),
        ("3 remarks", ["COST01", "RDS001", "REL001"]),
    ]


def test_they_can_be_grouped_by_category_and_by_node_and_that_is_remembered(view, editor, preferences, qtbot):
    _, order, _ = view.controls
    order.buttons["category"].click()
    assert [title for title, _ in rows(view)] == [
        "Validity (1)", "Security (1)", "Fault tolerance (3)", "Cost optimization (1)",
    ]  # fmt: skip
    order.buttons["node"].click()
    assert ("Orders (2)", ["STR001", "RDS001"]) in rows(view)
    again = make(editor, preferences, qtbot)
    assert again.grouping == "node"
    assert again.controls[1].choice == "node"


def test_a_severity_can_be_shown_alone(view):
    view.controls[0].buttons["warning"].click()
    assert rows(view) == [("2 warnings", ["SEC001", "REL001"])]


def test_search_looks_at_messages_rules_nodes_and_remedies(view):
    search = view.controls[2]
    for text, found in (
        ("cheaper", ["COST01"]),
        ("str001", ["STR001"]),
        ("orders", ["STR001", "RDS001"]),
        ("multi-az", ["RDS001"]),
        ("one 400", ["REL001"]),
    ):
        search.setText(text)
        assert [rule for _, rules in rows(view) for rule in rules] == found
    search.setText("nothing of the kind")
    assert view.nothing.isVisible()
    search.clear()
    assert view.tree.isVisible()


def test_the_score_of_a_category_shows_its_findings_alone_and_again_all(view):
    tile = view.strip.tiles["fault_tolerance"]
    assert "Fault tolerance" in tile.accessibleName()
    tile.click()
    assert {rule for _, rules in rows(view) for rule in rules} == {"REL001", "RDS001"}
    tile.click()
    assert len(rows(view)) == 3


def test_choosing_a_finding_selects_and_shows_the_culprits(view, editor, drawing, qtbot):
    with qtbot.waitSignal(view.reveal) as revealed:
        choose(view, "SEC001")
    assert editor.selection == drawing.web
    assert revealed.args == [drawing.web[0]]
    assert "Too open." in view.card.message.text()
    assert not view.card.fix.isVisible()


def test_a_remedy_says_what_it_costs_before_it_is_applied(view, editor, qtbot):
    finding = choose(view, "RDS001")
    editor.previewing.reckon_all()
    cost = editor.previewing.fix_cost(finding)
    assert cost is not None and cost.monthly > 0
    text = remedies.fix_text(editor, finding)
    assert text == f"Make it Multi-AZ, + ${cost.monthly:,.2f}/month"
    assert view.card.fix.accessibleName() == text
    assert view.model.index_of(finding).siblingAtColumn(FIX).data() == text
    before = editor.estimate.totals.monthly
    view.card.fix.click()
    editor.refresh()
    assert editor.estimate.totals.monthly - before == cost.monthly


def test_a_remedy_is_applied_as_a_step_that_can_be_undone(view, editor, drawing):
    choose(view, "STR001")
    assert view.card.fix.text().startswith("Rename it")
    view.card.fix.click()
    assert editor.document.node(drawing.database).label == "Fixed"
    editor.undo_stack.undo()
    assert editor.document.node(drawing.database).label == "Orders"


def test_a_click_on_the_remedy_in_the_list_applies_it(view, editor, drawing, qtbot):
    index = at(view, 0, 0, FIX)
    spot = view.tree.visualRect(index).center()
    qtbot.mouseClick(view.tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert editor.undo_stack.undoText() == "Rename it"


def test_return_applies_the_remedy_and_a_question_mark_tells_why(view, editor, drawing, qtbot):
    choose(view, "STR001")
    assert view.card.reason.isVisible()
    assert "Source:" in view.card.reason.text()
    qtbot.keyClick(view.tree, "?")
    assert not view.card.reason.isVisible()
    qtbot.keyClick(view.tree, Qt.Key.Key_Return)
    assert editor.document.node(drawing.database).label == "Fixed"


def test_the_arrow_down_leads_from_the_search_into_the_list(view, qtbot):
    view.controls[2].setText("orders")
    qtbot.keyClick(view.controls[2], Qt.Key.Key_Down)
    assert view.chosen.finding.rule == "STR001"


def test_the_menu_of_a_finding_offers_its_remedy_all_of_the_kind_and_acceptance(view, editor, qtbot):
    from PySide6.QtWidgets import QMenu

    finding = choose(view, "REL001")
    menu = QMenu()
    qtbot.addWidget(menu)
    remedies.fill_menu(menu, view, editor, finding)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Rename it, no extra cost", "Fix all of this kind (2)…", "Accept…"]
    assert view.card.fix_all.text() == "Fix all of this kind (2)…"


def test_a_finding_is_accepted_with_a_reason_and_reopened(view, editor, monkeypatch, qtbot):
    from desktop.dialogs.accept_finding import AcceptDialog

    def answer(dialog):
        assert not dialog.buttons["accept"].isEnabled()
        dialog.reason.setPlainText("A pilot, it may fail")
        dialog.by.setText("Ada")
        dialog.buttons["accept"].click()

    monkeypatch.setattr(AcceptDialog, "exec", answer)
    choose(view, "SEC001")
    view.card.accept.click()
    record = next(iter(editor.document.accepted_findings()))
    assert (record.rule, record.reason, record.by) == ("SEC001", "A pilot, it may fail", "Ada")
    assert record.day
    show(view, editor, tuple(editor.findings))
    assert rows(view)[-1] == ("1 accepted", ["SEC001"])
    assert not view.tree.isExpanded(view.model.index(len(rows(view)) - 1, 0))
    assert "SEC001" not in [f.rule for f in editor.judged.open]
    assert view.chosen.finding.rule == "REL001", "the next one takes its place"
    assert editor.selection == editor.document.get(record.id).node_ids, "and the drawing stays as it was"
    choose(view, "SEC001")
    assert "A pilot, it may fail" in view.card.reason.text()
    assert view.card.accept.text() == "Reopen"
    view.card.accept.click()
    assert not list(editor.document.accepted_findings())
    editor.undo_stack.undo()
    editor.undo_stack.undo()
    assert not list(editor.document.accepted_findings())


def test_cancelling_the_dialog_accepts_nothing(view, editor, monkeypatch):
    from desktop.dialogs.accept_finding import AcceptDialog

    monkeypatch.setattr(AcceptDialog, "exec", lambda dialog: dialog.buttons["cancel"].click())
    choose(view, "SEC001")
    view.card.accept.click()
    assert not editor.undo_stack.count()


def test_the_reason_is_given_with_the_keyboard_alone(qtbot):
    from desktop.dialogs.accept_finding import AcceptDialog

    dialog = AcceptDialog(None, "Too open.")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "without a reason nothing is accepted"
    qtbot.keyClicks(dialog.reason, "A pilot")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.answer == "accept"
    assert dialog.reason.toPlainText() == "A pilot"


def test_folded_groups_stay_folded_when_the_findings_change(view, editor, drawing):
    view.tree.setExpanded(view.model.index(1, 0), False)
    show(view, editor, findings(drawing)[:3])
    assert not view.tree.isExpanded(view.model.index(1, 0))
    assert view.tree.isExpanded(view.model.index(0, 0))


def test_next_goes_round_through_all_findings(view):
    seen = []
    for _ in range(7):
        view.select_next()
        seen.append(view.chosen.finding.rule)
    assert seen == ["STR001", "SEC001", "REL001", "COST01", "RDS001", "REL001", "STR001"]


def test_no_findings_says_how_many_checks_passed(view, editor):
    show(view, editor, ())
    assert view.empty.isVisible()
    applied = sum(tile.score.applied for tile in view.strip.tiles.values())
    assert applied > 10
    assert view.empty.title.text() == f"No findings; {applied} checks passed"


def test_equal_findings_leave_the_choice_as_it_stands(view, editor, drawing):
    choose(view, "COST01")
    show(view, editor, findings(drawing))
    assert view.chosen.finding.rule == "COST01"


def test_headings_and_rules_are_told_to_screen_readers(view):
    index = view.model.index_of(view._editor.findings[1])
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Warning: Too open."
    assert index.siblingAtColumn(RULE).data() == "SEC001"


def test_another_theme_keeps_the_choice(view):
    choose(view, "RDS001")
    view.set_theme(dark())
    assert view.chosen.finding.rule == "RDS001"
