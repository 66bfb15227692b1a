"""The properties panel edits the selection, says what is wrong, and shows what it costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.docks.forms.choices import ChoiceField, choice_label
from desktop.docks.forms.fields import SEVERAL, FlagField, LineField
from desktop.docks.forms.long_list import LongListField
from desktop.docks.forms.node_list import NodesField
from desktop.docks.properties import PropertiesPanel
from desktop.editor import Editor
from desktop.figures import money
from desktop.theme import light
from pricing.price_sheets import PriceSheet, SheetPrices
from pricing.tiers import Tier
from projects import edits
from projects.records import Note
from projects.service import make_service
from tests.desktop.docks.conftest import Drawing


@pytest.fixture
def panel(editor: Editor, qtbot: QtBot) -> PropertiesPanel:
    made = PropertiesPanel(editor, light())
    qtbot.addWidget(made)
    made.resize(330, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def line(panel: PropertiesPanel, name: str) -> LineField:
    assert panel.form is not None
    field = panel.form.fields[name]
    assert isinstance(field, LineField)
    return field


def chosen(panel: PropertiesPanel, editor: Editor, *ids: str) -> PropertiesPanel:
    editor.select(ids)
    panel.refresh()
    return panel


def storage(editor: Editor, drawing: Drawing) -> object:
    node = editor.document.node(drawing.database)
    assert node is not None
    return getattr(node.service, "storage_gib")  # noqa: B009


def test_typing_a_quantity_is_one_step_that_can_be_undone(panel, editor, drawing, qtbot):
    field = line(chosen(panel, editor, drawing.database), "storage_gib")
    field.line.selectAll()
    qtbot.keyClicks(field.line, "250")
    assert storage(editor, drawing) == 250
    assert editor.undo_stack.count() == 1
    editor.undo_stack.undo()
    assert storage(editor, drawing) == 100
    panel.refresh()
    assert field.line.text() == "100"


def test_text_that_is_no_number_is_said_and_not_taken(panel, editor, drawing, qtbot):
    field = line(chosen(panel, editor, drawing.database), "storage_gib")
    field.line.selectAll()
    qtbot.keyClicks(field.line, "lots")
    assert field.message.isVisible()
    assert field.message.text() == "Type a number."
    assert storage(editor, drawing) == 100
    assert editor.undo_stack.count() == 0


def test_a_limit_is_checked_with_every_key(panel, editor, drawing, qtbot):
    field = line(chosen(panel, editor, drawing.database), "storage_gib")
    field.line.selectAll()
    qtbot.keyClicks(field.line, "2")
    assert "between 5 and 65,536" in field.message.text()
    qtbot.keyClicks(field.line, "0")
    assert not field.message.isVisible()
    assert storage(editor, drawing) == 20


def test_escape_takes_back_invalid_text(panel, editor, drawing, qtbot):
    field = line(chosen(panel, editor, drawing.database), "storage_gib")
    qtbot.keyClicks(field.line, "x")
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert field.line.text() == "100"
    assert not field.message.isVisible()


def test_an_emptied_field_is_unknown_and_not_zero(panel, editor, drawing, qtbot):
    field = line(chosen(panel, editor, drawing.database), "storage_gib")
    field.line.selectAll()
    qtbot.keyClick(field.line, Qt.Key.Key_Delete)
    assert storage(editor, drawing) is None
    editor.refresh()
    assert editor.estimate is not None
    assert any(one.state == "needs_input" for one in editor.estimate.of_node(drawing.database))


def test_several_nodes_of_one_kind_are_edited_together(panel, editor, drawing, qtbot):
    with editor.edit("Differ") as draft:
        edits.set_property(draft, drawing.web[:1], "root_volume_size_gib", Decimal(99))
    field = line(chosen(panel, editor, *drawing.web), "root_volume_size_gib")
    assert field.line.text() == ""
    assert field.line.placeholderText() == SEVERAL
    qtbot.keyClicks(field.line, "40")
    sizes = [editor.document.node(i).service.root_volume_size_gib for i in drawing.web]
    assert sizes == [40, 40]
    editor.undo_stack.undo()
    sizes = [editor.document.node(i).service.root_volume_size_gib for i in drawing.web]
    assert sizes == [99, 30]


def test_nodes_of_several_kinds_are_counted_and_not_edited(panel, editor, drawing):
    chosen(panel, editor, drawing.database, *drawing.web)
    assert panel.form is None
    assert panel.header.name.text() == "3 selected"
    assert (
        panel.summary.text() == "2 × EC2 instance\n1 × RDS instance"
        or "2 × EC2 instance" in panel.summary.text()
    )


def test_a_choice_is_set_and_shown_after_undo(panel, editor, drawing):
    chosen(panel, editor, drawing.database)
    field = panel.form.fields["deployment"]
    assert isinstance(field, ChoiceField)
    field.box.setCurrentIndex(field.box.findData("multi_az"))
    field.box.activated.emit(field.box.currentIndex())
    assert editor.document.node(drawing.database).service.deployment == "multi_az"
    editor.undo_stack.undo()
    panel.refresh()
    assert field.box.currentText() == "Single-AZ"


def test_a_flag_is_yes_no_or_not_known(panel, editor, drawing, qtbot):
    chosen(panel, editor, drawing.database)
    field = panel.form.fields["encrypted"]
    assert isinstance(field, FlagField)
    for name, value in (("yes", True), ("no", False), ("unknown", None)):
        qtbot.mouseClick(field.segments.buttons[name], Qt.MouseButton.LeftButton)
        assert editor.document.node(drawing.database).service.encrypted is value


def test_a_field_shows_only_while_its_condition_holds(panel, editor, drawing):
    chosen(panel, editor, drawing.web[0])
    assert panel.form.fields["root_volume_iops"].isVisibleTo(panel.form)
    with editor.edit("gp2") as draft:
        edits.set_property(draft, drawing.web[:1], "root_volume_type", "gp2")
    panel.refresh()
    assert not panel.form.fields["root_volume_iops"].isVisibleTo(panel.form)


def test_instance_types_are_searched_with_their_size_and_price_in_the_nodes_region(
    panel, editor, drawing, qtbot
):
    chosen(panel, editor, drawing.web[0])
    field = panel.form.fields["instance_type"]
    assert isinstance(field, LongListField)
    rate = editor.rates.rate("ec2.instance.m6i.large.linux.ondemand", "us-east-1")
    assert field.hint.text() == f"2 vCPU, 8 GiB, ${rate.price.normalize():f}/hour"
    popup = field.open()
    qtbot.keyClicks(popup.box, "c7g.x")
    assert popup.model.shown[0].value == "c7g.xlarge"
    qtbot.keyClick(popup.box, Qt.Key.Key_Return)
    assert editor.document.node(drawing.web[0]).service.instance_type == "c7g.xlarge"


def test_database_classes_come_from_the_price_list_for_the_chosen_engine(panel, editor, drawing):
    chosen(panel, editor, drawing.database)
    values = [option.value for option in panel.form.fields["instance_class"]._find()]
    assert "db.m6g.large" in values
    assert all(value.startswith("db.") for value in values)
    assert values.index("db.m6g.large") < values.index("db.m6g.xlarge") < values.index("db.m6g.16xlarge")


def test_subnets_are_ticked_in_a_list(panel, editor, drawing):
    chosen(panel, editor, drawing.database)
    field = panel.form.fields["subnets"]
    assert isinstance(field, NodesField)
    field.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert editor.document.node(drawing.database).service.subnets == (drawing.subnet,)


def test_the_cost_card_shows_the_arithmetic(panel, editor, drawing):
    chosen(panel, editor, drawing.database)
    lines = editor.estimate.of_node(drawing.database)
    hours = next(one for one in lines if one.component.startswith("Instance hours"))
    texts = [label.text() for label in panel.cost.findChildren(type(panel.cost.source))]
    assert f"{hours.component}  730 × ${hours.unit_price.normalize():f}" in texts
    assert hours.rate.effective_date in panel.cost.source.text()
    totals = editor.estimate.node_totals[drawing.database]
    assert panel.header.cost.text().startswith(f"{money(totals.monthly)} / month")


def test_the_callout_leads_to_the_missing_field(panel, editor, drawing, qtbot):
    chosen(panel, editor, drawing.volume)
    assert panel.missing.isVisible()
    assert "is not known" in panel.missing.text.text()
    missing = next(one for one in editor.estimate.of_node(drawing.volume) if one.state == "needs_input")
    qtbot.mouseClick(panel.missing.button, Qt.MouseButton.LeftButton)
    assert panel.form.fields[missing.property_name].control.hasFocus()


def test_the_name_is_edited_in_the_header(panel, editor, drawing, qtbot):
    chosen(panel, editor, drawing.database)
    panel.header.name.selectAll()
    qtbot.keyClicks(panel.header.name, "Ledger")
    assert editor.document.node(drawing.database).label == "Ledger"
    assert editor.undo_stack.count() == 1


def test_nothing_selected_shows_the_project(panel, editor, qtbot):
    chosen(panel, editor)
    qtbot.keyClicks(line(panel, "client").line, "Northwind")
    assert editor.document.settings.client == "Northwind"
    hours = line(panel, "hours_per_month").line
    hours.selectAll()
    qtbot.keyClicks(hours, "900")
    assert editor.document.settings.hours_per_month != 900
    assert line(panel, "hours_per_month").message.isVisible()


def test_a_link_has_a_kind_and_traffic(panel, editor, drawing, qtbot):
    with editor.edit("Connect") as draft:
        link = edits.connect(draft, drawing.web[0], drawing.database)
    chosen(panel, editor, link.id)
    assert panel.header.path.text() == "Web 400 to Orders"
    qtbot.keyClicks(line(panel, "gb_per_month").line, "120")
    qtbot.keyClicks(line(panel, "port").line, "5432")
    made = editor.document.get(link.id)
    assert (made.gb_per_month, made.port) == (120, 5432)
    box = panel.form.fields["kind"].box
    box.activated.emit(box.findData("replicate"))
    assert editor.document.get(link.id).kind == "replicate"
    assert box.findData(None) == -1
    assert panel.form.fields["arrow"].box.currentText() == "As its kind is drawn"


def test_a_notes_text_is_edited(panel, editor, qtbot):
    with editor.edit("Note") as draft:
        draft.put(Note(id="note-1", text="Before"))
    chosen(panel, editor, "note-1")
    panel.form.fields["text"].edit.setPlainText("After\nthat")
    assert editor.document.get("note-1").text == "After\nthat"


def test_typing_is_not_disturbed_by_the_documents_echo(panel, editor, drawing, qtbot):
    field = line(chosen(panel, editor, drawing.database), "storage_gib")
    field.line.setFocus()
    field.line.selectAll()
    qtbot.keyClicks(field.line, "12.")
    panel.refresh()
    assert field.line.text() == "12."


@pytest.mark.parametrize(
    ("value", "label"),
    [("multi_az", "Multi-AZ"), ("gp3", "gp3"), ("on_demand", "On-Demand"), ("STANDARD", "Standard"),
     ("target_tracking", "Target tracking"), ("SSE-KMS", "SSE-KMS"), ("eu", "Europe"), ("REST", "REST"),
     ("ec2_instance_savings_plan", "EC2 Instance Savings Plan"), ("ACTIVEMQ", "ActiveMQ")],
)  # fmt: skip
def test_stored_values_read_as_people_write_them(value: str, label: str):
    assert choice_label(value) == label


def test_a_tall_panel_leaves_no_gaps_between_fields(panel, editor, qtbot):
    editor.select(())
    panel.resize(330, 1400)
    panel.refresh()
    qtbot.wait(20)
    shown = [field for field in panel._form.fields.values() if field.isVisible()]
    gaps = [
        below.geometry().top() - above.geometry().bottom()
        for above, below in zip(shown, shown[1:], strict=False)
    ]
    assert max(gaps) <= 9
    assert all(field.height() <= field.sizeHint().height() + 2 for field in shown)


def test_a_wanted_figure_that_a_choice_hides_is_brought_to_light(panel, editor, drawing):
    with editor.edit("A bucket of several classes") as draft:
        several = {
            "classes": "several",
            "shown_class": "STANDARD_IA",
            "glacier_monthly_writes": Decimal(5000),
        }
        region = next(node for node in editor.document.nodes() if node.service.name == "region")
        bucket = edits.place(draft, make_service("s3_bucket", several), region.id, 1500, 1500)
    editor.refresh()
    wanted = {line.property_name for line in editor.estimate.of_node(bucket.id) if line.property_name}
    assert "glacier_monthly_writes" in wanted
    panel.focus_property(bucket.id, "glacier_monthly_writes")
    assert not panel.form.fields["glacier_monthly_writes"].isHidden()
    assert editor.document.node(bucket.id).service.shown_class == "GLACIER"


def test_a_setting_of_the_project_is_yes_or_no_and_never_unknown(panel, editor):
    editor.select(())
    panel.refresh()
    field = panel.form.fields["free_allowances"]
    assert set(field.segments.buttons) == {"yes", "no"}
    field.segments.buttons["no"].click()
    assert editor.document.settings.free_allowances is False
    panel.refresh()
    assert panel.form.fields["free_allowances"].segments.choice == "no"
    editor.undo_stack.undo()
    panel.refresh()
    assert panel.form.fields["free_allowances"].segments.choice == "yes"


def test_the_facts_of_a_choice_follow_the_persons_own_prices(panel, editor, drawing):
    editor.select(drawing.web[:1])
    panel.refresh()
    assert "$0.096/hour" in panel.form.fields["instance_type"].hint.text()
    key = "ec2.instance.m6i.large.linux.ondemand"
    cheap = (Tier(Decimal(0), None, Decimal("0.05")),)
    own = replace(editor.rates.rate(key, "us-east-1"), tiers=cheap, sheet="a.csv")
    sheet = PriceSheet("a.csv", {(key, "us-east-1"): own}, "1" * 64, "")
    editor.use_rates(SheetPrices(editor.rates, sheet), "a.csv")
    panel.refresh()
    assert "$0.05/hour (own price)" in panel.form.fields["instance_type"].hint.text()


def test_the_card_tells_what_is_paid_once_and_what_the_account_pays_less(panel, editor, drawing):
    with editor.edit("Reserve") as draft:
        node = editor.document.node(drawing.web[0])
        reserved = {"purchase": "reserved", "term_years": "1", "payment": "partial_upfront"}
        bought = node.service.set(**reserved, data_out_gb=500)
        draft.put(node.model_copy(update={"service": bought}))
    editor.refresh()
    editor.select(drawing.web[:1])
    panel.refresh()
    lines = editor.estimate.of_node(drawing.web[0])
    upfront = money(sum(line.upfront for line in lines))
    assert upfront in panel.cost.upfront.text() and upfront in panel.header.cost.text()
    assert "Before free allowances: -$" in panel.cost.allowances.text()
    editor.select((drawing.database,))
    panel.refresh()
    assert panel.cost.upfront.isHidden() and panel.cost.allowances.isHidden()


def test_a_link_shows_what_its_traffic_costs_and_why(panel, editor, drawing, qtbot):
    with editor.edit("Connect") as draft:
        link = edits.connect(draft, drawing.web[0], drawing.database)
    chosen(panel, editor, link.id)
    assert not panel.cost.isVisible()
    qtbot.keyClicks(line(panel, "gb_per_month").line, "120")
    qtbot.keyClicks(line(panel, "gb_back_per_month").line, "0")
    editor.refresh()
    panel.refresh()
    [found] = editor.estimate.of_node(link.id)
    texts = [label.text() for label in panel.cost.findChildren(QLabel)]
    assert any(found.reason in text for text in texts)
    back = line(panel, "gb_back_per_month")
    back.line.selectAll()
    qtbot.keyClicks(back.line, "-5")
    assert back.message.isVisible()
    assert editor.document.get(link.id).gb_back_per_month == 0
