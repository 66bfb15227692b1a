"""The scene mirrors the document: one item per record, whatever is done, undone and done again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from desktop.canvas.appearance import is_frame
from desktop.canvas.colours import colours
from desktop.canvas.culling import SLACK
from desktop.canvas.detail import Compositions, detail_for
from desktop.canvas.items import OVERHANG, FrameItem, LinkItem, NodeItem, NoteItem, Style
from desktop.canvas.layers import Layers
from desktop.canvas.layout import Layout, common_container
from desktop.canvas.scene import Scene
from desktop.theme import dark, light
from projects import edits
from projects.copying import duplicate
from projects.document import Document, Draft
from projects.geometry import Rect
from projects.overlays import follow_overlays
from projects.records import Link, Node, Note
from projects.service import make_service
from tests.desktop.canvas.conftest import small_drawing


def assert_mirrors(scene: Scene, document: Document) -> None:
    records = {r.id: r for r in document.records() if isinstance(r, Node | Link | Note)}
    drawn = {i for i, r in records.items() if not isinstance(r, Link) or r.source != r.target}
    assert set(scene.items_by_id) == drawn
    in_scene = [
        item for item in scene.items() if isinstance(item, NodeItem | FrameItem | LinkItem | NoteItem)
    ]
    assert {item.record.id for item in in_scene} == drawn
    assert len(in_scene) == len(drawn)
    fresh = Layout(document).rects
    assert scene.layout.rects == fresh
    for record_id in drawn:
        item, record = scene.items_by_id[record_id], records[record_id]
        assert item.record == record
        if isinstance(record, Link):
            holder = common_container(document, record.source, record.target)
            assert item.parentItem() is scene.items_by_id.get(holder or "")
            assert item.holder == holder
        else:
            assert item.scenePos() == QPointF(fresh[record_id].x, fresh[record_id].y)
            assert item.parentItem() is scene.items_by_id.get(record.parent or "")


steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["move", "place", "reparent", "delete", "connect", "duplicate", "resize", "group", "note", "undo"]
        ),
        st.integers(0, 10_000),
        st.integers(-300, 300),
        st.integers(-300, 300),
    ),
    max_size=12,
)


def edit(draft: Draft, kind: str, pick: int, dx: int, dy: int) -> None:
    records = sorted((r for r in draft.document.records() if isinstance(r, Node | Note)), key=lambda r: r.id)
    frames = [None, *(r.id for r in records if isinstance(r, Node) and r.service.is_container())]
    chosen = records[pick % len(records)] if records else None
    parent = frames[pick % len(frames)]
    if kind == "place":
        edits.place(draft, "ec2_instance", parent, dx, dy)
    elif kind == "note":
        draft.put(Note(id=draft.new_id("note"), text="x", parent=parent, x=dx, y=dy))
    elif kind == "group":
        group = Node(
            id=draft.new_id("group"), service=make_service("auto_scaling_group"), parent=parent, x=dx, y=dy
        )
        draft.put(group)
        follow_overlays(draft, [group.id])
    elif chosen is None:
        return
    elif kind == "move":
        edits.move(draft, [chosen.id], dx, dy)
        edits.grow_to_hold(draft, chosen.parent)
    elif kind == "reparent":
        inside = {r.id for r in draft.document.descendants(chosen.id)} | {chosen.id}
        if parent not in inside:
            edits.reparent(draft, chosen.id, parent)
    elif kind == "delete":
        edits.delete(draft, [chosen.id])
    elif kind == "connect":
        other = records[(pick * 7 + 3) % len(records)]
        if isinstance(chosen, Node) and isinstance(other, Node):
            edits.connect(draft, chosen.id, other.id)
    elif kind == "duplicate":
        duplicate(draft, [chosen.id])
    elif kind == "resize":
        edits.resize(draft, chosen.id, Rect(chosen.x + dx // 4, chosen.y, 200 + abs(dx), 120 + abs(dy)))


@settings(max_examples=40)
@given(steps)
def test_one_item_per_record_and_no_leftovers_after_random_edits(done):
    document = small_drawing()
    scene = Scene(document, colours(light()), detail_for(1.0))
    document.subscribe(scene.follow)
    history = []
    for kind, pick, dx, dy in done:
        if kind == "undo":
            if history:
                document.apply(history.pop().inverse())
        else:
            draft = Draft(document)
            edit(draft, kind, pick, dx, dy)
            change = draft.change()
            if change:
                document.apply(change)
                history.append(change)
        assert_mirrors(scene, document)
    while history:
        document.apply(history.pop().inverse())
    assert_mirrors(scene, document)


@settings(max_examples=25)
@given(steps)
def test_routes_after_edits_equal_those_of_the_same_drawing_opened_anew(done):
    document = small_drawing()
    scene = Scene(document, colours(light()), detail_for(1.0))
    document.subscribe(scene.follow)
    for kind, pick, dx, dy in done:
        if kind != "undo":
            draft = Draft(document)
            edit(draft, kind, pick, dx, dy)
            document.apply(draft.change())
    assert scene.router.routes == Scene(document, colours(light()), detail_for(1.0)).router.routes


def painted_inside(frame: FrameItem) -> QRectF:
    """The box around what stands in a frame, without the empty margin that frames have themselves."""
    found = QRectF()
    for child in frame.childItems():
        if isinstance(child, FrameItem):
            found |= painted_inside(child) | child.mapRectToScene(QRectF(0, 0, *child.record.size))
        else:
            found |= child.sceneBoundingRect() | child.mapRectToScene(child.childrenBoundingRect())
    return found


@settings(max_examples=25)
@given(steps)
def test_a_frame_that_qt_may_pass_over_holds_all_that_is_painted_in_it(done):
    document = small_drawing()
    scene = Scene(document, colours(light()), detail_for(1.0))
    document.subscribe(scene.follow)
    for kind, pick, dx, dy in done:
        if kind != "undo":
            draft = Draft(document)
            edit(draft, kind, pick, dx, dy)
            document.apply(draft.change())
    tight = 0
    flag = FrameItem.GraphicsItemFlag.ItemContainsChildrenInShape
    for item in scene.items_by_id.values():
        if isinstance(item, FrameItem) and item.flags() & flag:
            assert item.sceneBoundingRect().contains(painted_inside(item))
            tight += 1
    assert OVERHANG > SLACK
    assert tight or done


def test_the_point_that_widens_a_frames_bounds_paints_nothing():
    frame = FrameItem(Node(id="n", service=make_service("vpc"), width=60, height=40))
    frame.draw(Style(colours(light()), detail_for(1.0), Compositions()))
    assert frame.boundingRect().left() <= -OVERHANG
    assert frame.boundingRect().bottom() >= 40 + OVERHANG
    for detail in (detail_for(1.0), detail_for(0.3), detail_for(0.1)):
        frame.draw(Style(colours(light()), detail, Compositions()))
        picture = QImage(290, 270, QImage.Format.Format_ARGB32)
        for smooth in (True, False):
            picture.fill(0)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
            painter.translate(115.5, 115.5)
            frame.paint(painter, QStyleOptionGraphicsItem(), None)
            painter.end()
            inside = QRect(110, 110, 75, 55)
            stray = [
                (x, y)
                for x in range(290)
                for y in range(270)
                if picture.pixel(x, y) and not inside.contains(x, y)
            ]
            assert stray == []


def test_a_service_that_becomes_another_kind_gets_another_item(canvas):
    web = canvas.editor.document.node("web")
    with canvas.editor.edit("Turn into a group") as draft:
        draft.put(web.model_copy(update={"service": make_service("generic_group")}))
    item = canvas.mirror.items_by_id["web"]
    assert isinstance(item, FrameItem) == is_frame(canvas.editor.document.node("web"))
    canvas.editor.undo_stack.undo()
    assert isinstance(canvas.mirror.items_by_id["web"], NodeItem)
    assert_mirrors(canvas.mirror, canvas.editor.document)


def test_another_document_leaves_nothing_of_the_one_before(canvas):
    canvas.editor.select(("web",))
    canvas.editor.replace_document(Document([Node(id="alone", service=make_service("users"))]))
    assert set(canvas.mirror.items_by_id) == {"alone"}
    assert_mirrors(canvas.mirror, canvas.editor.document)


def test_costs_and_findings_are_marked_on_the_icons_and_can_be_switched_off(canvas):
    canvas.editor.refresh()
    assert canvas.mirror.items_by_id["web"].marks.cost != ""
    canvas.set_layers(Layers(costs=False))
    assert canvas.mirror.items_by_id["web"].marks.cost == ""


def test_every_item_is_drawn_anew_in_another_theme(canvas):
    before = canvas.grab().toImage()
    canvas.set_theme(dark())
    after = canvas.grab().toImage()
    assert after.pixelColor(3, 3).name() == dark().canvas.lower()
    assert before.pixelColor(3, 3).name() == light().canvas.lower()
