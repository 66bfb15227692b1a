"""Notes that follow the drawing, steps at icons and on lines, and layers that are shown or not."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from desktop.canvas.items import NoteItem
from desktop.canvas.layers import EVERYTHING, EXECUTIVE, Layers
from desktop.canvas.notes import height_for
from projects import edits
from projects.annotations.content import content
from projects.records import Note


def note(canvas, note_id: str) -> Note:
    found = canvas.editor.document.get(note_id)
    assert isinstance(found, Note)
    return found


def add(canvas, kind: str, x: float, y: float) -> str:
    return canvas.annotating.add(kind, QPointF(x, y), edit=False)


def middle(canvas, record_id: str) -> QPointF:
    return QPointF(*canvas.mirror.layout.rects[record_id].center)


def said(canvas, note_id: str) -> list[str]:
    item = canvas.mirror.items_by_id[note_id]
    assert isinstance(item, NoteItem)
    return [item.content.title, *(row.text for row in item.content.rows)]


def test_a_step_put_on_an_icon_stands_at_its_corner_and_goes_with_it(canvas):
    at = middle(canvas, "web")
    step = add(canvas, "step", at.x(), at.y())
    assert note(canvas, step).parent == "web"
    before = canvas.mirror.layout.rects[step]
    with canvas.editor.edit("Move") as draft:
        edits.move(draft, ["web"], 24, 16)
    after = canvas.mirror.layout.rects[step]
    assert (after.x - before.x, after.y - before.y) == (24, 16)


def test_a_second_step_at_an_icon_does_not_cover_the_first(canvas):
    at = middle(canvas, "web")
    first, second = add(canvas, "step", at.x(), at.y()), add(canvas, "step", at.x(), at.y())
    rects = canvas.mirror.layout.rects
    assert not rects[first].overlaps(rects[second])
    assert [note(canvas, i).text for i in (first, second)] == ["1", "2"]


def test_a_step_put_on_a_line_rides_on_it(canvas):
    route = canvas.mirror.router.routes["query"].points
    a, b = route[0], route[1]
    step = add(canvas, "step", (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    assert note(canvas, step).anchor == "query"
    with canvas.editor.edit("Move") as draft:
        edits.move(draft, [canvas.editor.document.get("query").target], 0, 48)
    x, y = canvas.mirror.layout.rects[step].center
    points = canvas.mirror.router.routes["query"].points
    assert any(
        min(ax, bx) - 1 <= x <= max(ax, bx) + 1 and min(ay, by) - 1 <= y <= max(ay, by) + 1
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False)
    )


def test_the_step_on_a_link_goes_with_it_and_comes_back(canvas):
    route = canvas.mirror.router.routes["query"].points
    step = add(canvas, "step", *[(a + b) / 2 for a, b in zip(route[0], route[1], strict=True)])
    with canvas.editor.edit("Delete") as draft:
        edits.delete(draft, ["query"])
    assert step not in canvas.mirror.items_by_id
    canvas.editor.undo_stack.undo()
    assert step in canvas.mirror.items_by_id


def test_a_list_of_steps_follows_them_and_grows_with_them(canvas):
    listed = add(canvas, "step_list", 0, 900)
    height = note(canvas, listed).height
    steps = [add(canvas, "step", 40 + 60 * i, 700) for i in range(4)]
    with canvas.editor.edit("Say") as draft:
        draft.put(note(canvas, steps[1]).model_copy(update={"details": "The order is stored. " * 8}))
    assert said(canvas, listed)[2].startswith("The order is stored.")
    record = note(canvas, listed)
    assert record.height > height
    assert record.height >= height_for(record, content(canvas.editor.document, record))


def test_a_legend_follows_the_links_in_use(canvas):
    legend = add(canvas, "legend", 0, 900)
    assert said(canvas, legend)[0] == "Legend"
    before = said(canvas, legend)
    link = canvas.editor.document.get("query")
    with canvas.editor.edit("Kind") as draft:
        draft.put(link.model_copy(update={"kind": "replicate"}))
    assert said(canvas, legend) != before
    canvas.editor.undo_stack.undo()
    assert said(canvas, legend) == before


def test_a_title_block_follows_the_project(canvas):
    title = add(canvas, "title_block", 0, -200)
    with canvas.editor.edit("Name") as draft:
        settings = canvas.editor.document.settings
        draft.put(settings.model_copy(update={"name": "Shop", "client": "Example Ltd"}))
    assert said(canvas, title) == ["Shop", "Example Ltd"]


def test_what_is_inserted_covers_nothing(canvas):
    for kind in ("title_block", "legend", "step_list"):
        made = canvas.annotating.insert(kind)
        rect = canvas.mirror.layout.rects[made]
        others = [r for i, r in canvas.mirror.layout.rects.items() if i != made]
        assert not any(rect.overlaps(other) for other in others)


def test_layers_leave_out_notes_and_steps(canvas):
    remark, step = add(canvas, "text", 0, 900), add(canvas, "step", 300, 900)
    legend = add(canvas, "legend", 500, 900)
    canvas.set_layers(Layers(notes=False))
    assert remark not in canvas.mirror.items_by_id and step in canvas.mirror.items_by_id
    canvas.set_layers(EXECUTIVE)
    assert step not in canvas.mirror.items_by_id and legend in canvas.mirror.items_by_id
    canvas.set_layers(EVERYTHING)
    assert {remark, step, legend} <= set(canvas.mirror.items_by_id)
    assert "web" in canvas.mirror.items_by_id


def test_only_notes_that_come_or_go_build_the_drawing_anew(canvas):
    with canvas.editor.edit("No notes") as draft:
        edits.delete(draft, [note.id for note in canvas.editor.document.notes()])
    web = canvas.mirror.items_by_id["web"]
    canvas.set_layers(EXECUTIVE)
    assert canvas.mirror.items_by_id["web"] is web
    canvas.set_layers(EVERYTHING)
    add(canvas, "text", 0, 900)
    canvas.set_layers(EXECUTIVE)
    assert canvas.mirror.items_by_id["web"] is not web


def test_what_is_added_in_the_executive_view_appears_with_its_layer(canvas):
    canvas.set_layers(EXECUTIVE)
    step = add(canvas, "step", 300, 900)
    assert step not in canvas.mirror.items_by_id
    canvas.set_layers(EVERYTHING)
    assert step in canvas.mirror.items_by_id


def test_steps_are_numbered_anew(canvas):
    made = [add(canvas, "step", 60 * i, 900) for i in range(3)]
    with canvas.editor.edit("Delete") as draft:
        edits.delete(draft, made[:1])
    canvas.annotating.renumber()
    assert [note(canvas, i).text for i in made[1:]] == ["1", "2"]


def test_a_remark_grows_with_its_text_and_never_shrinks_by_itself(canvas):
    remark = add(canvas, "text", 1200, 300)
    before = note(canvas, remark).height
    with canvas.editor.edit("Say") as draft:
        draft.put(note(canvas, remark).model_copy(update={"text": "Orders are stored for ten years. " * 8}))
    grown = note(canvas, remark)
    assert grown.height > before
    assert grown.height >= height_for(grown, content(canvas.editor.document, grown))
    with canvas.editor.edit("Say less") as draft:
        draft.put(grown.model_copy(update={"text": "Orders"}))
    assert note(canvas, remark).height == grown.height
    canvas.editor.undo_stack.undo()
    canvas.editor.undo_stack.undo()
    assert note(canvas, remark).height == before
