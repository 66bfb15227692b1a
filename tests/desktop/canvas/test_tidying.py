"""Tidying on the canvas: one step to undo, things glide, and whatever a person does ends the glide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt

from desktop.canvas.items import LinkItem
from projects.document import records_by_id


def places(canvas) -> dict:
    """Where the items are shown, and what they look like without costs and findings."""
    canvas.mirror.set_marks({})
    return {
        i: (item.scenePos(), item.opacity(), item.boundingRect(), getattr(item, "tight", None))
        for i, item in canvas.mirror.items_by_id.items()
    }


@pytest.fixture
def gliding(canvas):
    """A canvas that animates although nobody sees it."""
    canvas.tidying.glide.allowed = True
    return canvas


def test_tidying_is_one_step_to_undo(canvas) -> None:
    before = records_by_id(canvas.editor.document)
    canvas.tidying.tidy_page()
    assert records_by_id(canvas.editor.document) != before
    assert canvas.editor.undo_stack.count() == 1
    canvas.editor.undo_stack.undo()
    assert records_by_id(canvas.editor.document) == before


def test_a_tidy_drawing_says_so_and_makes_no_step(canvas, qtbot) -> None:
    canvas.tidying.tidy_page()
    with qtbot.waitSignal(canvas.message) as said:
        canvas.tidying.tidy_page()
    assert "tidy already" in said.args[0]
    assert canvas.editor.undo_stack.count() == 1


def test_only_the_selected_container_is_tidied(canvas) -> None:
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("subnet_a",))
    canvas.tidying.tidy_selection()
    changed = {i for i, record in records_by_id(canvas.editor.document).items() if record != before[i]}
    assert changed <= {"subnet_a", "web"}


def test_headless_nothing_glides(canvas) -> None:
    canvas.tidying.tidy_page()
    assert not canvas.tidying.glide.running


def test_things_glide_and_come_to_where_the_document_says(gliding, qtbot) -> None:
    canvas = gliding
    start = canvas.mirror.items_by_id["web"].scenePos()
    canvas.tidying.tidy_page()
    glide = canvas.tidying.glide
    assert glide.running
    assert canvas.mirror.items_by_id["web"].scenePos() == start
    qtbot.waitUntil(lambda: not glide.running)
    shown = places(canvas)
    canvas.mirror.show_document(canvas.editor.document)
    assert places(canvas) == shown, "a glide leaves no trace"


@pytest.mark.parametrize("how", ["press", "key", "undo", "open"])
def test_a_glide_ends_at_once_when_a_person_does_anything(gliding, hand, how) -> None:
    canvas = gliding
    canvas.tidying.tidy_page()
    if how == "press":
        hand.press(-40, -40)
        hand.release(-40, -40)
    elif how == "key":
        hand.key(Qt.Key.Key_Shift)
    elif how == "undo":
        canvas.editor.undo_stack.undo()
    else:
        canvas.editor.replace_document(canvas.editor.document)
    assert not canvas.tidying.glide.running
    shown = places(canvas)
    canvas.mirror.show_document(canvas.editor.document)
    assert places(canvas) == shown


def test_links_come_back_fully(gliding, qtbot) -> None:
    canvas = gliding
    canvas.tidying.tidy_page()
    links = [i for i in canvas.mirror.items_by_id.values() if isinstance(i, LinkItem)]
    assert links and all(link.opacity() < 1 for link in links)
    qtbot.waitUntil(lambda: not canvas.tidying.glide.running)
    assert all(link.opacity() == 1 for link in links)


def test_a_pinned_node_stays_and_can_be_let_go(canvas) -> None:
    canvas.editor.select(("web",))
    canvas.tidying.toggle_pin()
    before = canvas.editor.document.node("web")
    assert before.pinned and canvas.tidying.pinned
    canvas.tidying.tidy_page()
    assert canvas.editor.document.node("web") == before
    canvas.tidying.toggle_pin()
    assert not canvas.editor.document.node("web").pinned


def test_the_selection_is_shown_again_after_a_glide(gliding, qtbot) -> None:
    canvas = gliding
    canvas.editor.select(("vpc",))
    canvas.tidying.tidy_selection()
    qtbot.waitUntil(lambda: not canvas.tidying.glide.running)
    assert canvas.decorations.handles_of == "vpc"
    assert canvas.editor.selection == ("vpc",)


def seen(canvas) -> bool:
    visible = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    return visible.contains(QRectF(*canvas.mirror.layout.extent))


def test_a_drawing_that_was_seen_whole_is_so_when_it_is_tidy(canvas) -> None:
    with canvas.editor.edit("Squeeze") as draft:
        for node in list(canvas.editor.document.nodes()):
            size = {"width": 160, "height": 120} if node.service.is_container() else {}
            draft.put(node.model_copy(update={"x": 0, "y": 0, **size}))
    around = canvas.mirror.layout.extent
    zoom = 0.95 * min(canvas.viewport().width() / around.width, canvas.viewport().height() / around.height)
    canvas.set_zoom(zoom)
    canvas.centerOn(*around.center)
    assert seen(canvas)
    canvas.tidying.tidy_page()
    assert seen(canvas) and canvas.zoom <= zoom


def test_tidying_leaves_the_view_alone_where_only_a_part_was_seen(canvas) -> None:
    canvas.set_zoom(3.0)
    assert not seen(canvas)
    canvas.tidying.tidy_page()
    assert canvas.zoom == 3.0
