"""A large drawing is sketched on opening and refined at rest, as if all care had been taken at once."""

from __future__ import annotations

import pytest

from desktop.canvas.appearance import drawing
from desktop.canvas.colours import colours
from desktop.canvas.culling import tighten
from desktop.canvas.detail import detail_for
from desktop.canvas.items import FrameItem, LinkItem, NodeItem
from desktop.canvas.layers import Layers
from desktop.canvas.layout import Layout
from desktop.canvas.routing import Router
from desktop.canvas.scene import REROUTE_ALL_UP_TO, Scene
from desktop.editor import Editor
from desktop.export import svg
from desktop.theme import light
from projects import edits
from projects.document import Document, Draft
from projects.records import Link
from tests.desktop.canvas.conftest import node

ACROSS, DOWN = 6, 5


def busy_drawing() -> Document:
    """A VPC full of instances, each linked to the next and to some farther away, so that lines meet icons."""
    nodes = [node("vpc", "vpc", None, 0, 0, width=ACROSS * 160, height=DOWN * 160)]
    ids = []
    for row in range(DOWN):
        for column in range(ACROSS):
            made = node(f"n{row}{column}", "ec2_instance", "vpc", 48 + column * 152, 48 + row * 152)
            nodes.append(made)
            ids.append(made.id)
    links = [
        Link(
            id=f"l{i}-{step}",
            source=ids[i],
            target=ids[(i + step) % len(ids)],
            label="HTTPS" if i % 3 else "",
        )
        for i in range(len(ids))
        for step in (1, 11, 18)
    ]
    return Document([*nodes, *links])


def shown(document: Document) -> Scene:
    scene = Scene(document, colours(light()), detail_for(1.0))
    document.subscribe(scene.follow)
    return scene


def assert_refined(scene: Scene) -> None:
    """Every line runs as in the same drawing routed with all care at once, and every frame is looked at."""
    wanted = Router(Layout(scene.document)).routes
    assert scene.router.routes == wanted
    lines = {i: item for i, item in scene.items_by_id.items() if isinstance(item, LinkItem)}
    assert lines.keys() == wanted.keys()
    for link_id, item in lines.items():
        x, y = scene.layout.origin(item.holder)
        assert item.route.moved(x, y) == wanted[link_id]
    frames = {i: item.tight for i, item in scene.items_by_id.items() if isinstance(item, FrameItem)}
    tighten(scene.document, scene.items_by_id, list(scene.items_by_id))
    assert frames == {i: scene.items_by_id[i].tight for i in frames}


def move(document: Document, record_id: str, dx: int, dy: int):
    draft = Draft(document)
    edits.move(draft, [record_id], dx, dy)
    change = draft.change()
    document.apply(change)
    return change


def test_lines_at_rest_are_those_routed_with_all_care():
    scene = shown(busy_drawing())
    assert len(scene.router.routes) > REROUTE_ALL_UP_TO
    sketched = dict(scene.router.routes)
    scene.settle()
    assert scene.router.routes != sketched
    assert_refined(scene)


def test_an_edit_and_its_undoing_while_lines_are_refined_leave_nothing_sketched(monkeypatch):
    monkeypatch.setattr("desktop.canvas.refinement.SLICE", 0.0)
    document = busy_drawing()
    scene = shown(document)
    for _ in range(70):
        assert scene.refine()
    change = move(document, "n33", 16, 40)
    scene.settle()
    assert_refined(scene)
    for _ in range(70):
        scene.refine()
    document.apply(change.inverse())
    scene.settle()
    assert_refined(scene)


def test_an_edit_while_refined_lines_are_being_shown_loses_none_of_them(monkeypatch):
    monkeypatch.setattr("desktop.canvas.refinement.SLICE", 0.0)
    document = busy_drawing()
    scene = shown(document)
    sketched = scene.router.routes
    while scene.router.routes is sketched:
        assert scene.refine()
    for _ in range(5):
        assert scene.refine()
    move(document, "n33", 16, 40)
    scene.settle()
    assert_refined(scene)


def test_a_new_name_while_lines_are_refined_does_not_stop_that(monkeypatch):
    monkeypatch.setattr("desktop.canvas.refinement.SLICE", 0.0)
    document = busy_drawing()
    scene = shown(document)
    assert scene.refine()
    draft = Draft(document)
    draft.put(document.node("n33").model_copy(update={"label": "A"}))
    document.apply(draft.change())
    scene.settle()
    assert_refined(scene)


def test_a_link_taken_out_while_lines_are_refined_stays_out(monkeypatch):
    monkeypatch.setattr("desktop.canvas.refinement.SLICE", 0.0)
    document = busy_drawing()
    scene = shown(document)
    for _ in range(200):
        assert scene.refine()
    draft = Draft(document)
    edits.delete(draft, ["l0-1", "n44"])
    document.apply(draft.change())
    scene.settle()
    assert "l0-1" not in scene.items_by_id
    assert_refined(scene)


def test_an_edit_of_a_large_drawing_is_followed_at_once_and_refined_at_rest():
    document = busy_drawing()
    scene = shown(document)
    scene.settle()
    change = move(document, "n33", 16, 40)
    assert scene.refinement.left and not scene.refinement.begun
    scene.settle()
    assert_refined(scene)
    document.apply(change.inverse())
    scene.settle()
    assert_refined(scene)


def test_a_drag_that_is_called_off_leaves_the_lines_as_they_were(qtbot, canvas, hand):
    canvas.editor.replace_document(busy_drawing())
    canvas.mirror.settle()
    wanted = dict(canvas.mirror.router.routes)
    x, y = hand.center("n33")
    canvas.editor.select(("n33",))
    hand.begin_drag((x, y), (x + 60, y + 40))
    assert canvas.mirror.router.routes != wanted
    qtbot.wait(150)
    canvas.pointer.cancel()
    qtbot.waitUntil(lambda: not canvas.mirror.refinement.left, timeout=10_000)
    assert canvas.mirror.router.routes == wanted
    assert_refined(canvas.mirror)


def test_a_drag_right_after_opening_does_not_wait_for_refined_lines():
    scene = shown(busy_drawing())
    sketched = dict(scene.router.routes)
    scene.begin_preview(["n33"], ["l27-1"])
    assert scene.router.routes == sketched
    scene.end_preview(["n33"], ["l27-1"])
    scene.settle()
    assert_refined(scene)


def test_an_export_right_after_opening_equals_the_screen_at_rest():
    document = busy_drawing()
    scene = shown(document)
    at_once = svg(document)
    scene.settle()
    assert svg(document, routes=scene.router.routes) == at_once


def test_the_canvas_comes_to_rest_by_itself_with_refined_lines(qtbot, canvas):
    canvas.editor.replace_document(busy_drawing())
    wanted = Router(Layout(canvas.editor.document)).routes
    qtbot.waitUntil(lambda: canvas.mirror.router.routes == wanted, timeout=10_000)


def test_texts_that_lines_pass_behind_come_in_one_order_and_each_once():
    titled = [
        node(
            f"group{i}",
            "generic_group",
            None,
            0,
            200 + 60 * i,
            width=200,
            height=40,
            label="A long title " * 3,
        )
        for i in range(4)
    ]
    walls = [node(f"wall{i}", "ec2_instance", None, x, 240) for i, x in enumerate((-130, 250))]
    ends = [node("above", "ec2_instance", None, 68, 0), node("below", "ec2_instance", None, 68, 520)]
    fixed = {"source_side": "bottom", "target_side": "top", "bend": 0.5}
    document = Document([*titled, *walls, *ends, Link(id="l", source="above", target="below", **fixed)])
    (route,) = Router(Layout(document)).routes.values()
    assert len(route.gaps) == len(titled)
    assert list(route.gaps) == sorted(set(route.gaps))


@pytest.mark.parametrize("zoom", [0.1, 0.4, 1.0, 2.0])
def test_all_that_is_in_view_is_drawn_for_the_zoom_at_rest(qtbot, canvas, zoom):
    canvas.set_zoom(0.12)
    qtbot.waitUntil(lambda: not canvas._idle.isActive())
    canvas.set_zoom(zoom)
    mirror = canvas.mirror
    wanted = detail_for(zoom, canvas.devicePixelRatioF())

    def drawn() -> bool:
        in_view = mirror.items(canvas.mapToScene(canvas.viewport().rect()).boundingRect())
        return all(getattr(item, "drawn", wanted) == wanted for item in in_view)

    qtbot.waitUntil(drawn, timeout=5_000)


def test_costs_that_arrive_while_far_away_are_shown_on_coming_nearer(qtbot, canvas):
    web = canvas.mirror.items_by_id["web"]
    assert isinstance(web, NodeItem)
    canvas.set_layers(Layers(costs=False))
    without = web.pixmap().toImage()
    canvas.set_zoom(0.1)
    canvas.set_layers(Layers(costs=True))
    canvas.set_zoom(1.0)
    canvas.centerOn(560, 360)
    qtbot.waitUntil(lambda: web.drawn == canvas.mirror.style_of_items.detail, timeout=5_000)
    assert web.marks.cost
    assert web.pixmap().toImage() != without


def test_findings_and_estimate_of_the_project_before_are_gone_with_it():
    editor = Editor()
    editor.replace_document(busy_drawing())
    editor.refresh()
    assert editor.findings
    editor.replace_document(Document())
    assert editor.estimate is None
    assert editor.findings == ()
    editor.refresh()
    assert editor.estimate is not None


def test_a_change_before_the_first_check_is_checked_and_priced():
    editor, other = Editor(), Editor()
    editor.replace_document(busy_drawing())
    move(editor.document, "n33", 16, 40)
    editor.refresh()
    other.replace_document(editor.document)
    other.refresh()
    assert editor.findings == other.findings
    assert editor.estimate is not None
    assert editor.estimate.lines == other.estimate.lines


def test_the_picture_is_the_same_with_and_without_a_canvas():
    document = busy_drawing()
    scene = shown(document)
    scene.settle()
    assert drawing(document, routes=scene.router.routes) == drawing(document)
