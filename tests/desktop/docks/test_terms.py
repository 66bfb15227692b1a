"""Discounts, AWS Support, contingency and tax in the window: typed, and seen in estimate and totals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.docks.estimate_groups import ALLOWANCES, grouped
from desktop.docks.properties import PropertiesPanel
from desktop.docks.totals import TotalsPanel
from desktop.editor import Editor
from desktop.figures import money
from pricing.estimate import total
from projects.records import Settings


@pytest.fixture
def panel(editor: Editor, qtbot: QtBot) -> PropertiesPanel:
    from desktop.theme import light

    made = PropertiesPanel(editor, light())
    qtbot.addWidget(made)
    made.resize(320, 700)
    made.show()
    editor.select(())
    made.refresh()
    return made


def give(editor: Editor, **terms: object) -> None:
    with editor.edit("Terms") as draft:
        draft.put(Settings(**{**dict(editor.document.settings), **terms}))
    editor.refresh()


def test_the_projects_lines_are_the_last_group_however_lines_are_grouped(editor: Editor) -> None:
    give(editor, discount_percent=Decimal(10), support_plan="business")
    assert editor.estimate is not None
    for by in ("service", "container", "region"):
        found = grouped(editor.estimate.lines, by)
        assert found[-1].title == "Project" and found[-1].title != ALLOWANCES
        assert [line.owner.label for line in found[-1].lines] == ["Discounts", "AWS Support"]


def test_the_totals_show_each_step_that_there_is(editor: Editor, qtbot: QtBot) -> None:
    panel = TotalsPanel(editor)
    qtbot.addWidget(panel)
    assert all(value.isHidden() for value in panel.steps.values())
    give(editor, discount_percent=Decimal(10), tax_percent=Decimal(19))
    assert editor.estimate is not None
    off, taxed = (total((line,)).monthly for line in editor.estimate.project_lines)
    assert panel.steps["discounts"].text() == money(off) and off < 0
    assert panel.steps["tax"].text() == money(taxed)
    assert not panel.steps["tax"].isHidden() and panel.steps["support"].isHidden()


def test_discounts_by_service_are_typed_as_lines(panel: PropertiesPanel, editor: Editor) -> None:
    field = panel.form.fields["service_discounts"]
    field.edit.setPlainText("amazon ec2: 12\nAmazon RDS = 8.5 %\n")
    assert editor.document.settings.service_discounts == {
        "Amazon EC2": Decimal(12),
        "Amazon RDS": Decimal("8.5"),
    }
    panel.refresh()
    # What was typed stays as it was typed, with the line that has just been begun.
    assert field.edit.toPlainText() == "amazon ec2: 12\nAmazon RDS = 8.5 %\n"
    editor.undo_stack.undo()
    panel.refresh()
    assert editor.document.settings.service_discounts == {}
    assert field.edit.toPlainText() == ""


def test_a_wrong_discount_is_said_and_not_taken(panel: PropertiesPanel, editor: Editor) -> None:
    field = panel.form.fields["service_discounts"]
    field.edit.setPlainText("EC2: 12")
    assert "Did you mean Amazon EC2?" in field.message.text()
    assert editor.document.settings.service_discounts == {}


def test_a_percentage_above_100_is_said_and_not_taken(panel: PropertiesPanel, editor: Editor) -> None:
    field = panel.form.fields["tax_percent"]
    field.line.setText("190")
    field.line.textEdited.emit("190")
    assert "between 0 and 100" in field.message.text()
    assert editor.document.settings.tax_percent == 0
