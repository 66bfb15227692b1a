"""The properties panel of notes: what matters for each kind."""

from __future__ import annotations

import pytest

from desktop.docks.properties import PropertiesPanel
from desktop.theme import light
from projects.records import Link, Note


@pytest.fixture
def panel(editor, qtbot) -> PropertiesPanel:
    made = PropertiesPanel(editor, light())
    qtbot.addWidget(made)
    made.show()
    return made


def shown(panel, editor, note: Note) -> PropertiesPanel:
    with editor.edit("Note") as draft:
        draft.put(note)
    editor.select((note.id,))
    panel.refresh()
    return panel


@pytest.mark.parametrize(
    ("kind", "fields", "title"),
    [
        ("text", ["text", "heading"], "Text note"),
        ("step", ["text", "details"], "Numbered step"),
        ("step_list", ["text"], "List of steps"),
        ("title_block", ["text"], "Title block"),
        ("legend", ["text"], "Legend"),
    ],
)
def test_a_note_offers_what_matters_for_its_kind(panel, editor, kind, fields, title):
    shown(panel, editor, Note(id="n", kind=kind))
    assert list(panel.form.fields) == fields
    assert panel.header.name.text() or panel.header.name.placeholderText() == title


def test_a_step_is_called_by_its_number_and_says_where_it_belongs(panel, editor, drawing):
    shown(panel, editor, Note(id="n", kind="step", text="3", parent=drawing.database))
    assert panel.header.name.text() == "Step 3"
    assert panel.header.path.text() == f"At {editor.document.node(drawing.database).title}"
    assert panel.form.fields["text"].label.text() == "Number"


def test_a_step_on_a_line_names_both_ends(panel, editor, drawing):
    nodes = [n for n in editor.document.nodes() if not n.service.is_container()]
    with editor.edit("Link") as draft:
        draft.put(Link(id="l", source=nodes[0].id, target=nodes[1].id))
    shown(panel, editor, Note(id="n", kind="step", text="1", anchor="l"))
    assert panel.header.path.text() == f"On the link from {nodes[0].title} to {nodes[1].title}"


def test_what_follows_the_drawing_says_so_until_it_has_its_own_text(panel, editor):
    shown(panel, editor, Note(id="n", kind="legend"))
    assert "Follows the lines" in panel.header.path.text()
    panel.form.fields["text"].edit.setPlainText("Colours\nRed: new")
    panel.refresh()
    assert panel.header.path.text() == ""
    assert editor.document.get("n").text == "Colours\nRed: new"
