"""What is said beside the pointer before the drop, and where it rests on a record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment

from desktop.canvas.hints import NO_HINT
from desktop.service_mime import service_data
from projects import acceptance, edits
from projects.changes import Change
from projects.document import records_by_id
from projects.previews import CostChange, Preview
from projects.records import Node
from projects.rules.rule import Finding
from projects.service import make_service
from tests.desktop.canvas.test_linking import hover, port
from tests.desktop.canvas.test_placing import Drag

OPEN = Finding("NET042", "warning", "security", "A database in a public subnet.", ("database",))
WRONG = Finding("RDS007", "error", "validity", "This engine has no Multi-AZ.", ("database",))


def words(canvas) -> str:
    return QTextDocumentFragment.fromHtml(canvas.card.text()).toPlainText()


@pytest.fixture
def answers(canvas, monkeypatch):
    """The changes that were asked about; every one makes a warning and an error, and costs something."""
    from decimal import Decimal

    asked: list[Change] = []

    def ask(change: Change) -> Preview:
        asked.append(change)
        return Preview((WRONG, OPEN), (), CostChange(Decimal("32.85")))

    monkeypatch.setattr(canvas.editor.previewing, "ask", ask)
    return asked


def test_nothing_is_asked_before_the_pointer_rests(canvas, qtbot, answers):
    drag = Drag(canvas, service_data("nat_gateway"))
    rect = canvas.mirror.layout.rects["subnet_b"]
    drag.over(rect.x + 60, rect.bottom - 60)
    assert not answers
    assert "/ month" in words(canvas)
    qtbot.waitUntil(lambda: len(answers) == 1)
    (change,) = answers
    assert [after.service.name for _, before, after in change.items() if before is None] == ["nat_gateway"]


def test_the_difference_and_the_new_findings_stand_beside_the_pointer_before_the_drop(canvas, qtbot, answers):
    before = records_by_id(canvas.editor.document)
    drag = Drag(canvas, service_data("nat_gateway"))
    rect = canvas.mirror.layout.rects["subnet_b"]
    drag.over(rect.x + 60, rect.bottom - 60)
    qtbot.waitUntil(lambda: "NET042" in words(canvas))
    for text in ("+ $32.85/month", OPEN.message, WRONG.message, "RDS007"):
        assert text in words(canvas)
    assert records_by_id(canvas.editor.document) == before
    drag.over(rect.x + 64, rect.bottom - 60)
    assert "NET042" in words(canvas), "the hint holds while the drop would land in the same container"
    drag.over(*canvas.mirror.layout.rects["subnet_a"].center)
    assert "NET042" not in words(canvas)
    drag.leave()
    assert canvas.hints.hint() is NO_HINT
    assert not canvas.card.isVisible()


def test_the_hint_of_a_drop_is_what_the_drop_then_does(canvas, qtbot):
    canvas.editor.refresh()
    before = canvas.editor.estimate.totals.monthly
    known = set(canvas.editor.findings)
    drag = Drag(canvas, service_data("nat_gateway"))
    rect = canvas.mirror.layout.rects["subnet_b"]
    drag.over(rect.x + 60, rect.bottom - 60)
    canvas.hints.ask()
    hint = canvas.hints.hint()
    drag.drop(rect.x + 60, rect.bottom - 60)
    canvas.editor.refresh()
    assert canvas.editor.estimate.totals.monthly - before == hint.cost.monthly
    new = {f for f in canvas.editor.findings if f not in known and f.severity != "info"}
    assert {f.rule for f in hint.found} == {f.rule for f in new}


def test_a_refusal_names_its_rule(canvas, hand):
    hand.begin_drag(hand.center("web"), (700, 60))
    assert canvas.pointer.gesture._refused
    canvas.hints.ask()
    assert canvas.hints.hint().refused_by.startswith("STR")
    assert canvas.hints.hint().refused_by in words(canvas)
    assert canvas.pointer.gesture._refused in words(canvas)
    hand.key(Qt.Key.Key_Escape)


def test_moving_and_connecting_ask_the_same_rules(canvas, hand, qtbot, answers):
    start = hand.center("database")
    hand.begin_drag(start, hand.center("subnet_a"))
    qtbot.waitUntil(lambda: "NET042" in words(canvas))
    (change,) = answers
    moved = {i: after for i, _, after in change.items()}
    assert moved["database"].parent == "subnet_a"
    hand.key(Qt.Key.Key_Escape)
    hand.release(*start)
    with canvas.editor.edit("Add") as draft:
        service = make_service("application_load_balancer")
        draft.put(Node(id="balancer", service=service, parent="region", x=60, y=520))
    hover(hand, "balancer")
    hand.begin_drag(port(canvas, "balancer", "right"), hand.center("web"))
    qtbot.waitUntil(lambda: len(answers) == 2)
    qtbot.waitUntil(lambda: "NET042" in words(canvas))
    assert words(canvas).startswith("Target: ")
    hand.key(Qt.Key.Key_Escape)


def test_what_a_drag_would_mend_is_said(canvas, hand, monkeypatch):
    monkeypatch.setattr(
        canvas.editor.previewing, "ask", lambda change: Preview((), (OPEN, WRONG), CostChange(None))
    )
    hand.begin_drag(hand.center("database"), hand.center("subnet_a"))
    canvas.hints.ask()
    assert words(canvas) == "Mends 2 findings"
    hand.key(Qt.Key.Key_Escape)


# badges and tooltips


def find(canvas, *found: Finding) -> None:
    canvas.editor.findings = found
    canvas.editor.findings_changed.emit(found)


def test_containers_carry_the_worst_of_what_is_inside(canvas):
    find(canvas, WRONG, OPEN)
    marks = canvas.mirror.marks
    assert (marks["database"].severity, marks["database"].inside) == ("error", None)
    for holder in ("subnet_b", "zone_b", "vpc", "region", "cloud"):
        assert (marks[holder].severity, marks[holder].inside) == (None, "error")
    assert "subnet_a" not in marks or marks["subnet_a"].inside is None


def test_an_own_finding_as_bad_as_those_inside_is_the_only_badge(canvas):
    own = Finding("VPC001", "error", "validity", "Overlapping.", ("vpc",))
    find(canvas, WRONG, own)
    assert (canvas.mirror.marks["vpc"].severity, canvas.mirror.marks["vpc"].inside) == ("error", None)


def test_accepted_findings_carry_no_badge(canvas):
    with canvas.editor.edit("Accept") as draft:
        acceptance.accept(draft, OPEN, "A pilot")
    find(canvas, OPEN)
    assert canvas.mirror.marks.get("database", None) is None or (
        canvas.mirror.marks["database"].severity is None
    )
    assert "public subnet" not in canvas.tip("database")


def test_the_tooltip_lists_the_findings_of_a_node_and_counts_those_in_a_container(canvas):
    find(canvas, WRONG, OPEN)
    tip = QTextDocumentFragment.fromHtml(canvas.tip("database")).toPlainText()
    for text in ("Database", WRONG.message, OPEN.message, "NET042"):
        assert text in tip
    assert "Inside: 1 error, 1 warning" in canvas.tip("vpc")
    assert canvas.tip("query") == ""


def test_names_in_tooltips_and_cards_are_no_markup(canvas):
    with canvas.editor.edit("Rename") as draft:
        edits.rename(draft, "web", "<b>A&B</b>")
    assert "&lt;b&gt;A&amp;B" in canvas.tip("web")
