"""The map in the corner: there only where there is more to see, and a handle to get there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest

from desktop.theme import dark

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def shown(canvas, qtbot):
    """The map of a drawing that is larger than the view."""
    canvas.set_zoom(2.0)
    canvas.centerOn(500, 300)
    canvas.minimap.wanted = True
    assert canvas.minimap.map.isVisible()
    return canvas.minimap.map


def test_a_drawing_that_is_seen_whole_has_no_map(canvas, qtbot):
    canvas.minimap.wanted = True
    canvas.zoom_to_fit()
    qtbot.waitUntil(lambda: canvas.minimap.map is None or not canvas.minimap.map.isVisible())
    canvas.set_zoom(3.0)
    qtbot.waitUntil(lambda: canvas.minimap.map is not None and canvas.minimap.map.isVisible())


def test_the_map_is_not_there_where_it_is_not_wanted(canvas, shown):
    canvas.minimap.wanted = False
    assert not shown.isVisible()


def test_the_frame_shows_what_is_seen(canvas, shown):
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    content = canvas.mirror.content_rect()
    frame = shown.frame()
    assert frame.width() == pytest.approx(seen.width() / content.width() * shown.width(), abs=1.5)
    assert frame.center().x() == pytest.approx((seen.center().x() - content.x()) * shown.scale, abs=1.5)


def test_a_press_beside_the_frame_brings_that_part_into_the_middle(canvas, shown):
    at = QPoint(shown.width() - 12, shown.height() - 12)
    QTest.mousePress(shown, LEFT, NONE, at)
    QTest.mouseRelease(shown, LEFT, NONE, at)
    content = canvas.mirror.content_rect()
    wanted = content.topLeft() + at.toPointF() / shown.scale
    assert (canvas.middle() - wanted).manhattanLength() < 4


def test_dragging_the_frame_scrolls_by_as_much(canvas, shown):
    start = shown.frame().center().toPoint()
    before = canvas.middle()
    QTest.mousePress(shown, LEFT, NONE, start)
    QTest.mouseMove(shown, start + QPoint(10, 6))
    QTest.mouseRelease(shown, LEFT, NONE, start + QPoint(10, 6))
    moved = canvas.middle() - before
    assert moved.x() == pytest.approx(10 / shown.scale, abs=3)
    assert moved.y() == pytest.approx(6 / shown.scale, abs=3)
    assert canvas.editor.selection == ()


def test_the_map_stays_in_its_corner_while_the_view_scrolls(canvas, shown):
    before = shown.pos()
    canvas.scroll_by(120, 40)
    assert shown.pos() == before
    canvas.resize(900, 700)
    room = canvas.viewport().rect()
    assert room.contains(shown.geometry())
    assert room.right() - shown.geometry().right() < 20


def test_the_map_follows_the_drawing_and_the_theme(canvas, shown, qtbot):
    before = shown.grab().toImage()
    canvas.editor.select(("zone_b",))
    canvas.arranging.delete()
    qtbot.waitUntil(lambda: shown.grab().toImage() != before)
    after = shown.grab().toImage()
    canvas.set_theme(dark())
    qtbot.waitUntil(lambda: shown.grab().toImage() != after)


def test_the_margin_around_a_drawing_asks_for_no_map(canvas, qtbot):
    canvas.minimap.wanted = True
    canvas.zoom_to_fit()
    around = canvas.mirror.layout.extent
    view = canvas.viewport()
    canvas.set_zoom(0.98 * min(view.width() / around.width, view.height() / around.height))
    canvas.centerOn(*around.center)
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert seen.contains(QRectF(*canvas.mirror.layout.extent))
    assert not seen.contains(canvas.mirror.content_rect())
    canvas.minimap._come_to_rest()
    assert canvas.minimap.map is None or not canvas.minimap.map.isVisible()


def test_the_map_does_not_show_what_is_only_dragged(canvas, shown, hand):
    drawn = canvas.mirror.content_rect()
    hand.begin_drag(hand.center("remark"), (4000, 3000))
    canvas.minimap._renew()
    canvas.minimap._come_to_rest()
    hand.key(Qt.Key.Key_Escape)
    canvas.minimap._come_to_rest()
    assert shown._content == drawn == canvas.mirror.content_rect()
