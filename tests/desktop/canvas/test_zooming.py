"""Zoom keeps the point under the pointer; fit shows everything; panning moves by whole pixels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from projects.document import Document


def wheel(canvas, at: QPoint, turn: int, pixels: QPoint | None = None, ctrl: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.viewport().mapToGlobal(at)),
        pixels or QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


@pytest.mark.parametrize("at", [QPoint(200, 150), QPoint(1000, 700), QPoint(650, 430)])
def test_the_canvas_point_under_the_pointer_stays_there(canvas, at):
    for turn in (120, 120, -240, 360, -120):
        before = canvas.viewportTransform().inverted()[0].map(QPointF(at))
        zoom = canvas.zoom
        wheel(canvas, at, turn)
        assert canvas.zoom != zoom
        after = canvas.viewportTransform().map(before)
        assert abs(after.x() - at.x()) <= 1
        assert abs(after.y() - at.y()) <= 1


def test_a_trackpad_scrolls_and_zooms_with_ctrl(canvas):
    zoom, before = canvas.zoom, canvas.mapToScene(QPoint(0, 0))
    wheel(canvas, QPoint(300, 300), 0, QPoint(-30, -20))
    assert canvas.zoom == zoom
    assert (canvas.mapToScene(QPoint(0, 0)) - before).toTuple() == (30, 20)
    wheel(canvas, QPoint(300, 300), 0, QPoint(0, 20), ctrl=True)
    assert canvas.zoom > zoom


def test_fit_shows_the_whole_drawing(canvas):
    canvas.set_zoom(3.0)
    canvas.zoom_to_fit()
    visible = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    for rect in canvas.mirror.layout.rects.values():
        assert visible.contains(QPointF(rect.x, rect.y))
        assert visible.contains(QPointF(rect.right, rect.bottom))


def test_zoom_to_selection_shows_it_larger(canvas):
    canvas.zoom_to_fit()
    before = canvas.zoom
    canvas.editor.select(("web",))
    canvas.zoom_to_selection()
    assert canvas.zoom > before
    x, y = canvas.mirror.layout.rects["web"].center
    middle = canvas.mapFromScene(x, y) - canvas.viewport().rect().center()
    assert middle.manhattanLength() <= 40


def test_zoom_says_so_and_stays_within_its_limits(canvas, qtbot):
    with qtbot.waitSignal(canvas.zoom_changed) as told:
        canvas.zoom_in()
    assert told.args == [pytest.approx(1.25)]
    canvas.zoom_actual()
    assert canvas.zoom == pytest.approx(1.0)
    canvas.set_zoom(1000)
    assert canvas.zoom <= 8
    canvas.set_zoom(0.000001)
    assert canvas.zoom >= 0.03


def test_the_middle_button_and_the_space_bar_pan(canvas, hand):
    start = canvas.mapToScene(QPoint(0, 0))
    view = canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, pos=QPoint(400, 400))
    QTest.mouseMove(view, QPoint(440, 430))
    QTest.mouseRelease(view, Qt.MouseButton.MiddleButton, pos=QPoint(440, 430))
    assert (canvas.mapToScene(QPoint(0, 0)) - start).toTuple() == (-40, -30)
    QTest.keyPress(view, Qt.Key.Key_Space)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(440, 430))
    QTest.mouseMove(view, QPoint(400, 400))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 400))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert canvas.mapToScene(QPoint(0, 0)) == start
    assert canvas.editor.undo_stack.count() == 0


def test_escape_takes_a_pan_back(canvas):
    start = canvas.mapToScene(QPoint(0, 0))
    view = canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, pos=QPoint(400, 400))
    QTest.mouseMove(view, QPoint(440, 430))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert canvas.mapToScene(QPoint(0, 0)) == start
    QTest.mouseRelease(view, Qt.MouseButton.MiddleButton, pos=QPoint(440, 430))


def test_labels_are_composed_anew_for_a_closer_look(canvas, qtbot):
    item = canvas.mirror.items_by_id["web"]
    assert item.pixmap().devicePixelRatio() == 1
    canvas.set_zoom(2.0)
    canvas.centerOn(item)
    qtbot.waitUntil(lambda: item.pixmap().devicePixelRatio() == 2)


def test_from_afar_only_icons_are_drawn(canvas, qtbot):
    item = canvas.mirror.items_by_id["web"]
    near = item.boundingRect().height()
    canvas.set_zoom(0.1)
    qtbot.waitUntil(lambda: item.boundingRect().height() < near - 20)


def test_an_empty_canvas_says_what_to_do(canvas):
    canvas.editor.replace_document(Document())
    picture = canvas.grab().toImage()
    middle = {picture.pixelColor(x, 430).name() for x in range(400, 900)}
    middle |= {picture.pixelColor(x, y).name() for x in range(500, 800) for y in range(422, 438)}
    assert any(name not in (canvas.theme.canvas.lower(), canvas.theme.dots.lower()) for name in middle)


def test_an_icon_of_which_only_the_label_is_seen_is_drawn_for_the_zoom(canvas, qtbot):
    canvas.set_zoom(0.4)
    qtbot.waitUntil(lambda: canvas.mirror.items_by_id["web"].drawn == canvas.mirror.style_of_items.detail)
    rect = canvas.mirror.layout.rects["web"]
    canvas.set_zoom(2.0)
    height = canvas.viewport().height() / canvas.zoom
    canvas.centerOn(rect.center[0], rect.bottom + 12 + height / 2)
    qtbot.waitUntil(lambda: canvas.mirror.items_by_id["web"].drawn == canvas.mirror.style_of_items.detail)
