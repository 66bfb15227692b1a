"""The estimate dock shows every line, keeps in step with the selection, and never shows unknown as zero."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from desktop.docks import estimate_model as columns
from desktop.docks.estimate import EstimateView
from desktop.docks.estimate_groups import ALLOWANCES
from desktop.docks.estimate_model import EstimateModel
from desktop.docks.quote import QuotePanel, QuoteTitle
from desktop.docks.totals import TotalsPanel
from desktop.editor import Editor
from desktop.figures import money
from desktop.preferences import Preferences
from desktop.theme import light
from pricing.confidence import CONFIDENCE_WORD, MEMORY, OWN, counts, kind_of
from pricing.estimate import STATE_TEXT
from pricing.rates import Rate, Rates
from projects import edits
from projects.document import Document, Draft
from projects.service import make_service


@pytest.fixture
def panel(editor: Editor, preferences: Preferences, qtbot: QtBot) -> QuotePanel:
    title = QuoteTitle()
    made = QuotePanel(editor, light(), preferences, title)
    made.title = title  # keeps it alive
    qtbot.addWidget(made)
    made.resize(1400, 500)
    made.show()
    qtbot.waitExposed(made)
    made.estimate._refresh()
    return made


@pytest.fixture
def view(panel: QuotePanel) -> EstimateView:
    return panel.estimate


def cells(model: EstimateModel) -> list[tuple[str, ...]]:
    """Node id, component and state of every line in the order shown."""
    return [
        (line.owner.node_id, line.component, line.state) for group in model.groups for line in group.lines
    ]


def shown(model: EstimateModel, node_id: str, column: int) -> list[str]:
    return [model.data(index.siblingAtColumn(column)) for index in model.rows_of(node_id)]


def test_every_line_of_the_estimate_is_there_once(view, editor):
    assert sorted(cells(view.model)) == sorted(
        (line.node_id, line.component, line.state) for line in editor.estimate.lines
    )


def test_lines_are_grouped_by_service_container_and_region(view, drawing):
    assert "Amazon RDS" in [group.title for group in view.model.groups]
    view.set_grouping("container")
    assert drawing.subnet in [group.key for group in view.model.groups]
    view.set_grouping("region")
    titles = [group.title for group in view.model.groups]
    assert any(title.startswith("us-east-1, ") for title in titles)
    assert len(cells(view.model)) == len(view._editor.estimate.lines)


def test_a_group_sums_its_lines(view):
    group = next(g for g in view.model.groups if g.title == "Amazon EC2")
    row = view.model.groups.index(group)
    total = sum((line.monthly for line in group.lines if line.monthly is not None), Decimal(0))
    assert view.model.data(view.model.index(row, columns.MONTHLY)) == money(total)


def test_an_unknown_amount_is_a_dash(view, drawing, editor):
    missing = [one for one in editor.estimate.of_node(drawing.volume) if one.state == "needs_input"]
    assert missing
    assert "–" in shown(view.model, drawing.volume, columns.MONTHLY)
    assert "Needs input" in shown(view.model, drawing.volume, columns.STATE)


def test_selecting_a_line_selects_its_node_and_shows_it(panel, view, editor, drawing, qtbot):
    index = view.model.rows_of(drawing.database)[0]
    with qtbot.waitSignal(panel.reveal) as revealed:
        view.tree.setCurrentIndex(index)
    assert editor.selection == (drawing.database,)
    assert revealed.args == [drawing.database]


def test_selecting_a_node_marks_its_lines(view, editor, drawing):
    editor.select((drawing.database,))
    rows = view.tree.selectionModel().selectedRows()
    assert {view.model.line(index).node_id for index in rows} == {drawing.database}
    assert len(rows) == len(editor.estimate.of_node(drawing.database))
    editor.select(())
    assert view.tree.selectionModel().selectedRows() == []


def test_an_edit_changes_figures_in_place(view, editor, drawing, qtbot):
    resets = []
    view.model.modelReset.connect(lambda: resets.append(1))
    before = shown(view.model, drawing.database, columns.MONTHLY)
    with editor.edit("More") as draft:
        edits.set_property(draft, [drawing.database], "storage_gib", Decimal(500))
    editor.refresh()
    after = shown(view.model, drawing.database, columns.MONTHLY)
    assert before != after
    monthly = {line.component: line.monthly for line in editor.estimate.of_node(drawing.database)}
    assert sorted(after) == sorted(money(amount) for amount in monthly.values())
    assert resets == []


def test_lines_that_come_and_go_leave_the_others_in_place(view, editor, drawing):
    resets = []
    view.model.modelReset.connect(lambda: resets.append(1))
    with editor.edit("Monitor") as draft:
        edits.set_property(draft, drawing.web[:1], "detailed_monitoring", True)
    editor.refresh()
    assert sorted(cells(view.model)) == sorted(
        (line.node_id, line.component, line.state) for line in editor.estimate.lines
    )
    assert resets == []
    editor.undo_stack.undo()
    editor.refresh()
    assert sorted(cells(view.model)) == sorted(
        (line.node_id, line.component, line.state) for line in editor.estimate.lines
    )


def test_a_hidden_dock_follows_only_when_it_is_shown(panel, view, editor, drawing, qtbot):
    panel.hide()
    with editor.edit("Delete") as draft:
        edits.delete(draft, [drawing.database])
    editor.refresh()
    assert any(cell[0] == drawing.database for cell in cells(view.model))
    panel.show()
    qtbot.waitUntil(lambda: not any(cell[0] == drawing.database for cell in cells(view.model)))


def test_the_next_line_without_a_figure_asks_for_its_input(panel, view, editor, drawing, qtbot):
    with qtbot.waitSignal(panel.input_wanted) as wanted:
        view.select_next_missing()
    assert wanted.args[0] in {line.node_id for line in editor.estimate.lines if line.state == "needs_input"}


def test_an_empty_drawing_says_so(view, editor):
    editor.replace_document(Document())
    editor.refresh()
    view._refresh()
    assert view.empty.isVisible()


def test_the_totals_say_that_they_are_incomplete(editor, qtbot):
    panel = TotalsPanel(editor)
    qtbot.addWidget(panel)
    totals = editor.estimate.totals
    assert totals.needs_input > 0
    assert panel.monthly.text() == money(totals.monthly)
    assert panel.missing.text().startswith(f"{totals.needs_input} line")
    assert panel.first_year.text() == money(totals.first_12_months)
    assert panel.price_date.text() == editor.rates.date


def test_a_total_of_nothing_but_unknown_figures_is_a_dash(editor: Editor, qtbot):
    panel = TotalsPanel(editor)
    qtbot.addWidget(panel)
    document = Document()
    draft = Draft(document)
    cloud = edits.place(draft, "aws_cloud", None, 500, 400)
    region = edits.place(draft, "region", cloud.id, 500, 400)
    bucket = edits.place(draft, "s3_bucket", region.id, 500, 400)
    document.apply(draft.change())
    editor.replace_document(document)
    editor.refresh()
    assert {line.state for line in editor.estimate.of_node(bucket.id)} == {"needs_input"}
    assert panel.monthly.text() == "–"
    assert panel.first_year.text() == "–"


def test_the_state_column_explains_itself(view, drawing):
    index = view.model.rows_of(drawing.volume)[0].siblingAtColumn(columns.STATE)
    assert view.model.data(index, Qt.ItemDataRole.ToolTipRole)


def test_the_line_item_column_takes_the_room_the_others_leave(view, qtbot):
    view.resize(1400, 240)
    header = view.tree.header()
    assert header.length() == view.tree.viewport().width()
    view.tree.setColumnWidth(columns.UNIT, 180)
    assert header.length() == view.tree.viewport().width()
    view.resize(500, 240)
    assert header.sectionSize(columns.ITEM) >= 170


def test_a_price_says_how_sure_it_is(view, drawing):
    said = set(shown(view.model, drawing.database, columns.CONFIDENCE)) - {""}
    rates = {line.rate.confidence for line in view._editor.estimate.lines if line.rate is not None}
    assert said and said <= {CONFIDENCE_WORD[confidence] for confidence in rates}


def test_states_and_their_counts_are_never_cut(view, qtbot):
    view.resize(1010, 300)
    room = view.tree.columnWidth(columns.STATE)
    metrics = view.tree.fontMetrics()
    dot_and_margins = 26
    assert max(metrics.horizontalAdvance(text) for text in STATE_TEXT.values()) + dot_and_margins <= room
    assert metrics.horizontalAdvance("Incomplete") + dot_and_margins <= room
    room = view.tree.columnWidth(columns.CONFIDENCE)
    assert max(metrics.horizontalAdvance(text) for text in (*CONFIDENCE_WORD.values(), OWN)) + 20 <= room
    assert not view.tree.horizontalScrollBar().isVisible()


# what is free once per account


@pytest.fixture
def function(editor: Editor) -> str:
    """A Lambda function whose requests the account's allowance takes off; gives its id."""
    document = Document()
    draft = Draft(document)
    cloud = edits.place(draft, "aws_cloud", None, 500, 400)
    region = edits.place(draft, "region", cloud.id, 500, 400)
    typical = {"monthly_requests": Decimal(3_000_000), "duration_ms": Decimal(100), "memory_mb": 512}
    node = edits.place(draft, make_service("lambda_function", typical), region.id, 500, 400)
    document.apply(draft.change())
    editor.replace_document(document)
    editor.refresh()
    assert editor.estimate is not None and editor.estimate.account_lines
    return node.id


def account_rows(view: EstimateView) -> list[QModelIndex]:
    return view.model.rows_of("")


def test_allowances_stand_under_their_service_and_elsewhere_in_a_last_group(view, editor, function):
    view._refresh()
    assert {index.parent().row() for index in account_rows(view)} == {
        [group.title for group in view.model.groups].index("AWS Lambda")
    }
    for grouping in ("container", "region"):
        view.set_grouping(grouping)
        group = view.model.groups[-1]
        assert group.title == ALLOWANCES
        assert [line.owner.node_id for line in group.lines] == [""] * len(editor.estimate.account_lines)
        last = view.model.index(len(view.model.groups) - 1, columns.MONTHLY)
        assert view.model.data(last).startswith("-$")
        services = {view.model.data(index.siblingAtColumn(columns.FOR)) for index in account_rows(view)}
        assert services == {"AWS Lambda"}


def test_a_line_of_the_account_selects_no_node(panel, view, editor, function, qtbot):
    editor.select((function,))
    with qtbot.assertNotEmitted(panel.reveal), qtbot.assertNotEmitted(panel.input_wanted):
        view.tree.setCurrentIndex(account_rows(view)[0])
        view.tree.doubleClicked.emit(account_rows(view)[0])
    assert editor.selection == ()


def test_the_totals_show_the_allowances_while_they_are_taken_off(editor, function, qtbot):
    panel = TotalsPanel(editor)
    qtbot.addWidget(panel)
    free = sum(line.monthly for line in editor.estimate.account_lines)
    assert panel.allowances.text() == money(free) and not panel.allowances.isHidden()
    before = editor.estimate.totals.monthly
    with editor.edit("Without") as draft:
        draft.put(editor.document.settings.model_copy(update={"free_allowances": False}))
    editor.refresh()
    assert editor.estimate.totals.monthly == before - free
    assert panel.allowances.isHidden()


# how sure the prices are


def said(panel: TotalsPanel) -> str:
    return panel.confidences.text().replace("&nbsp;", " ")


def test_the_totals_count_the_prices_by_their_source(editor, qtbot):
    panel = TotalsPanel(editor, light())
    qtbot.addWidget(panel)
    lines = [line for line in editor.estimate.lines if line.state == "priced"]
    assert f"{sum(kind_of(line) == 'exact' for line in lines)} published" in said(panel)
    assert "own" not in said(panel)


def test_a_price_from_memory_is_marked_in_the_table_and_the_totals(view, editor, drawing, qtbot):
    panel = TotalsPanel(editor, light())
    qtbot.addWidget(panel)
    editor.use_rates(Guessed(editor.rates, "rds."))
    view._refresh()
    assert MEMORY in shown(view.model, drawing.database, columns.CONFIDENCE)
    index = view.model.rows_of(drawing.database)[0].siblingAtColumn(columns.CONFIDENCE)
    colour = view.model.data(index, Qt.ItemDataRole.ForegroundRole)
    assert colour.name().lower() == light().caution.lower()
    count = counts(editor.estimate)["memory"]
    assert count and f"{count} from memory" in said(panel)
    assert light().caution in panel.confidences.text()


class Guessed:
    """The list's rates, of which those that begin with a prefix are from memory."""

    def __init__(self, rates: Rates, prefix: str) -> None:
        self._rates, self._prefix = rates, prefix
        self.date, self.digest = rates.date, rates.digest + prefix
        self.keys = rates.keys

    def rate(self, key: str, region: str) -> Rate:
        found = self._rates.rate(key, region)
        return replace(found, confidence="memory") if key.startswith(self._prefix) else found


# payments in advance


def test_payments_in_advance_have_a_column_of_their_own_where_there_are_any(view, editor, drawing):
    view._refresh()
    assert view.tree.isColumnHidden(columns.UPFRONT)
    with editor.edit("Reserve") as draft:
        node = editor.document.node(drawing.web[0])
        bought = node.service.set(purchase="reserved", term_years="1", payment="all_upfront")
        draft.put(node.model_copy(update={"service": bought}))
    editor.refresh()
    assert not view.tree.isColumnHidden(columns.UPFRONT)
    once = [line for line in editor.estimate.of_node(drawing.web[0]) if line.upfront]
    assert once and money(once[0].upfront) in shown(view.model, drawing.web[0], columns.UPFRONT)
    group = [g.title for g in view.model.groups].index("Amazon EC2")
    assert view.model.data(view.model.index(group, columns.UPFRONT)) == money(editor.estimate.totals.upfront)
    editor.undo_stack.undo()
    editor.refresh()
    assert view.tree.isColumnHidden(columns.UPFRONT)


def test_a_group_that_lacks_figures_says_that_it_is_incomplete(view, editor, drawing):
    view._refresh()
    for row, group in enumerate(view.model.groups):
        said = view.model.data(view.model.index(row, columns.STATE))
        assert (said == "Incomplete") == group.totals.incomplete
    assert any(group.totals.incomplete for group in view.model.groups)


def test_selecting_a_line_of_traffic_selects_its_link(panel, view, editor, drawing, qtbot):
    with editor.edit("Connect") as draft:
        link = edits.connect(draft, drawing.web[0], drawing.database)
        draft.put(link.model_copy(update={"gb_per_month": Decimal(9), "gb_back_per_month": Decimal(0)}))
    editor.refresh()
    [index] = view.model.rows_of(link.id)
    with qtbot.waitSignal(panel.reveal) as revealed:
        view.tree.setCurrentIndex(index)
    assert editor.selection == (link.id,)
    assert revealed.args == [link.id]
    assert shown(view.model, link.id, columns.FOR) == ["Web 400 → Orders"]
