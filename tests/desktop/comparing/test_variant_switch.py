"""Variants in the window: shown, edited, kept in the file, promoted, compared, and undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.dialogs.compare_variants import CompareVariantsDialog
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.variant_name import VariantNameDialog
from desktop.figures import DASH, money
from desktop.variant_switch import BASE_NAME
from desktop.window import MainWindow
from projects import edits, files
from projects.comparing.moving import move_region
from projects.comparing.variants import applied
from projects.records import Node
from tests.desktop.comparing.shown import monthly, nodes, region, text


def set_type(window: MainWindow, node: Node, kind: str) -> None:
    with window.editor.edit("Resize") as draft:
        draft.put(node.model_copy(update={"service": node.service.set(instance_type=kind)}))


def type_of(document, node: Node) -> str:
    return document.node(node.id).service.instance_type


@pytest.fixture
def server(window) -> Node:
    return nodes(window, "ec2_instance")[0]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Names that a person gives, None for one who cancels; without any, the proposed one is taken."""
    names: list[str | None] = []

    def execute(dialog: MessageDialog) -> int:
        assert isinstance(dialog, VariantNameDialog)
        name = names.pop(0) if names else dialog.name.text()
        if name is not None:
            dialog.name.setText(name)
        dialog.buttons["cancel" if name is None else "accept"].click()
        return 1

    monkeypatch.setattr(MessageDialog, "exec", execute)
    return names


def test_edits_made_while_a_variant_is_shown_are_its_own(window, server, answers) -> None:
    before, kind = monthly(window), server.service.instance_type
    answers.append("Larger")
    assert window.variants.new()
    assert window.variants.button.text() == "Variant: Larger"
    set_type(window, server, "m6i.2xlarge")
    larger = monthly(window)
    assert larger > before
    window.variants.show()
    assert window.variants.button.text() == BASE_NAME
    assert type_of(window.editor.document, server) == kind and monthly(window) == before
    (variant,) = window.editor.variants.all()
    assert variant.changes == {server.id: {"instance_type": "m6i.2xlarge"}}
    window.variants.show(variant.id)
    assert type_of(window.editor.document, server) == "m6i.2xlarge" and monthly(window) == larger


def test_what_is_added_moved_or_deleted_while_a_variant_is_shown_is_the_bases_too(window, server) -> None:
    window.editor.variants.new("Larger")
    set_type(window, server, "m6i.2xlarge")
    bucket = nodes(window, "s3_bucket")[0]
    with window.editor.edit("Add") as draft:
        added = edits.place(draft, "s3_bucket", bucket.parent, bucket.x + 200, bucket.y)
        draft.put(draft.node(server.id).model_copy(update={"x": server.x + 16}))
    with window.editor.edit("Delete") as draft:
        edits.delete(draft, [bucket.id])
    base = window.editor.variants.base()
    assert base.node(added.id) is not None and base.node(bucket.id) is None
    assert base.node(server.id).x == server.x + 16
    assert base.node(server.id).service == server.service
    window.editor.variants.show()
    assert text(window) == files.dumps(base)


def test_files_hold_the_base_and_the_variant_whatever_is_shown(window, server, tmp_path: Path) -> None:
    window.editor.variants.new("Larger")
    set_type(window, server, "m6i.2xlarge")
    path = tmp_path / "saved.blueprice"
    window.editor.save(path)
    saved = files.load(path).document
    assert type_of(saved, server) == server.service.instance_type
    (variant,) = saved.variants()
    assert type_of(applied(saved, variant).document, server) == "m6i.2xlarge"
    assert window.editor.variants.shown is not None and not window.editor.unsaved


def test_the_recovery_copy_holds_the_base_as_well(window, server) -> None:
    window.editor.variants.new("Larger")
    set_type(window, server, "m6i.2xlarge")
    window.panels.recovery.write()
    copy = files.load(window.panels.recovery.file).document
    assert type_of(copy, server) == server.service.instance_type
    assert next(iter(copy.variants())).changes


def test_every_step_is_undone_and_done_again_with_what_was_shown(window, server) -> None:
    variants = window.editor.variants
    states = [(text(window), "")]

    def note() -> None:
        states.append((text(window), variants.shown.name if variants.shown else ""))

    variants.new("Larger")
    note()
    set_type(window, server, "m6i.2xlarge")
    note()
    variants.show()
    note()
    variants.new("Frankfurt", move_region(window.editor.document, "us-east-1", "eu-central-1").change)
    note()
    variants.rename(variants.shown.id, "Germany")
    note()
    variants.show(next(one.id for one in variants.all() if one.name == "Larger"))
    note()
    variants.promote(variants.shown.id, "As it was")
    note()
    variants.delete(next(one.id for one in variants.all() if one.name == "Germany"))
    note()
    for expected in reversed(states[:-1]):
        window.undo()
        assert (text(window), variants.shown.name if variants.shown else "") == expected
    for expected in states[1:]:
        window.redo()
        assert (text(window), variants.shown.name if variants.shown else "") == expected


def test_the_last_edit_becomes_a_variant_and_the_base_is_as_before(window, server, answers) -> None:
    kind = server.service.instance_type
    set_type(window, server, "m6i.2xlarge")
    assert window.variants.new_of_last_edit()
    assert window.editor.variants.shown.name == "Resize"
    assert type_of(window.editor.document, server) == "m6i.2xlarge"
    window.variants.show()
    assert type_of(window.editor.document, server) == kind
    window.undo()
    window.undo()
    assert type_of(window.editor.document, server) == "m6i.2xlarge" and not window.editor.variants.all()


def test_an_edit_that_a_variant_cannot_hold_is_not_offered(window) -> None:
    with window.editor.edit("Delete") as draft:
        edits.delete(draft, [nodes(window, "s3_bucket")[0].id])
    assert window.editor.variants.last_edit() is None


def test_a_variant_of_a_variant_has_the_changes_of_both(window, server) -> None:
    variants = window.editor.variants
    variants.new("Larger")
    set_type(window, server, "m6i.2xlarge")
    change = move_region(window.editor.document, "us-east-1", "eu-central-1").change
    variants.new("Larger in Frankfurt", change, show=False)
    assert variants.shown.name == "Larger" and region(window) == ("us-east-1",)
    variants.show(next(one.id for one in variants.all() if one.name == "Larger in Frankfurt"))
    assert region(window) == ("eu-central-1",)
    assert type_of(window.editor.document, server) == "m6i.2xlarge"


def test_promoting_makes_it_the_base_and_keeps_the_former_base_if_wanted(window, server, answers) -> None:
    variants, cost = window.editor.variants, monthly(window)
    variants.new("Larger")
    set_type(window, server, "m6i.2xlarge")
    larger = monthly(window)
    answers.append("Smaller")
    assert window.variants.promote(variants.shown.id)
    assert variants.shown is None and monthly(window) == larger
    (former,) = variants.all()
    assert former.name == "Smaller"
    window.variants.show(former.id)
    assert monthly(window) == cost


def test_a_name_is_needed_and_may_not_be_taken(window, answers, qtbot) -> None:
    window.editor.variants.new("Larger", show=False)
    dialog = VariantNameDialog(window, "New variant", "", "", ["Larger"])
    qtbot.addWidget(dialog)
    assert not dialog.buttons["accept"].isEnabled()
    dialog.name.setText(" larger ")
    assert not dialog.buttons["accept"].isEnabled() and "already" in dialog.problem.text()
    answers.append(None)
    assert not window.variants.new()
    assert len(window.editor.variants.all()) == 1


def test_another_project_opens_at_its_base(window, server) -> None:
    window.editor.variants.new("Larger")
    window.editor.replace_document(type(window.editor.document)())
    assert window.editor.variants.shown is None and window.variants.button.text() == BASE_NAME


# side by side


def dialog_of(window: MainWindow, qtbot) -> CompareVariantsDialog:
    dialog = CompareVariantsDialog(window)
    qtbot.addWidget(dialog)
    return dialog


def test_variants_stand_beside_the_base_with_each_line_that_differs(window, server, qtbot) -> None:
    cost = monthly(window)
    window.editor.variants.new("Larger")
    set_type(window, server, "m6i.2xlarge")
    larger = monthly(window)
    dialog = dialog_of(window, qtbot)
    assert dialog.totals.texts_of("")[1] == money(cost)
    shown = dialog.totals.texts_of(window.editor.variants.shown.id)
    assert shown[:3] == ["Larger (shown)", money(larger), f"+{money(larger - cost)}"]
    found = {dialog.lines.item(row, 0).text() for row in range(dialog.lines.rowCount())}
    assert found == {server.title}
    dialog.which.buttons["all"].click()
    assert dialog.lines.rowCount() == len(dialog.comparison.lines)


def test_a_variant_that_loses_a_price_is_not_a_saving(window, qtbot) -> None:
    change = move_region(window.editor.document, "us-east-1", "ap-southeast-4").change
    window.editor.variants.new("Melbourne", change, show=False)
    dialog = dialog_of(window, qtbot)
    (column,) = dialog.comparison.columns
    assert not column.difference.comparable
    shown = dialog.totals.texts_of(column.variant_id)
    assert shown[2] == "not comparable" and shown[3] == DASH and shown[6] == str(len(column.open_lines))
    texts = {dialog.lines.item(row, 3).text() for row in range(dialog.lines.rowCount())}
    assert "not priced" in texts


def test_a_variant_is_renamed_shown_and_deleted_from_the_table(window, server, qtbot, answers) -> None:
    window.editor.variants.new("Larger", show=False)
    dialog = dialog_of(window, qtbot)
    answers.append("Bigger")
    dialog.buttons["rename"].click()
    (variant,) = window.editor.variants.all()
    assert variant.name == "Bigger" and dialog.totals.texts_of(variant.id)[0] == "Bigger"
    dialog.buttons["show"].click()
    assert window.editor.variants.shown.name == "Bigger"
    again = dialog_of(window, qtbot)
    again.buttons["delete"].click()
    assert not window.editor.variants.all() and window.editor.variants.shown is None
    assert again.totals.rowCount() == 1 and not again.buttons["delete"].isEnabled()


def test_without_variants_the_table_says_how_to_begin_one(window, qtbot) -> None:
    dialog = dialog_of(window, qtbot)
    assert "no variants yet" in dialog.summary.text()
    assert not dialog.buttons["export"].isEnabled() and not dialog.buttons["promote"].isEnabled()


def test_the_quote_of_a_shown_variant_names_it_and_compares_with_the_base(window, server) -> None:
    from desktop.exporting import quote_of

    cost = monthly(window)
    window.editor.variants.new("Larger")
    set_type(window, server, "m6i.2xlarge")
    larger = monthly(window)
    made = quote_of(window.editor, window.editor.estimate)
    assert made.name.endswith(", variant Larger") and made.estimate.totals.monthly == larger
    assert made.variants_compared.base.monthly == cost
    assert [column.totals.monthly for column in made.variants_compared.columns] == [larger]
    window.editor.variants.show()
    window.editor.refresh()
    assert "variant" not in quote_of(window.editor, window.editor.estimate).name
