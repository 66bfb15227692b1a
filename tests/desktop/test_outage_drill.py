"""The outage drill: a click switches off, what follows is shown, and leaving restores everything exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.docks.drill import remedy_text
from desktop.editor import Editor
from desktop.preferences import Preferences
from desktop.theme import dark
from desktop.window import MainWindow
from projects import edits
from projects.document import Document, records_by_id
from projects.files import dumps
from projects.records import Link, Node
from projects.service import make_service

LEFT = Qt.MouseButton.LeftButton
ZONE, ZONE_A, ZONE_B = "availability_zone", {"zone": "us-east-1a"}, {"zone": "us-east-1b"}


def node(node_id: str, service: str, parent: str | None, x: int, y: int, **more: object) -> Node:
    properties = more.pop("properties", {})
    made = make_service(service, properties)  # type: ignore[arg-type]
    return Node(id=node_id, service=made, parent=parent, x=x, y=y, **more)  # type: ignore[arg-type]


def shop() -> Document:
    """Customers reach a server by the internet; its only database stands in the other zone."""
    database = {"engine": "postgres", "instance_class": "db.m6g.large", "storage_gib": 100}
    database["deployment"] = "single_az"
    return Document(
        [
            node("customers", "users", None, 40, 300, label="Customers"),
            node("cloud", "aws_cloud", None, 200, 0, width=1000, height=720),
            node("region", "region", "cloud", 40, 48, width=920, height=632),
            node("vpc", "vpc", "region", 100, 48, width=780, height=400, properties={"cidr": "10.0.0.0/16"}),
            node("zone_a", ZONE, "vpc", 32, 56, width=340, height=312, properties=ZONE_A),
            node("zone_b", ZONE, "vpc", 400, 56, width=340, height=312, properties=ZONE_B),
            node("subnet_a", "subnet", "zone_a", 24, 48, width=280, height=240),
            node("subnet_b", "subnet", "zone_b", 24, 48, width=280, height=240),
            node("web", "ec2_instance", "subnet_a", 100, 80, label="Web"),
            node("orders", "rds_instance", "subnet_b", 100, 80, label="Orders", properties=database),
            Link(id="visits", source="customers", target="web"),
            Link(id="query", source="web", target="orders"),
        ]
    )  # fmt: skip


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot):
    made = MainWindow(Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)))
    made.attach(Editor(made))
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    made.editor.replace_document(shop())
    made.editor.refresh()
    yield made
    made.editor.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def drill(window):
    window.actions_by_name["outage_drill"].trigger()
    return window.outage_drill


def click(window, x: float, y: float) -> None:
    QTest.mouseClick(window.canvas.viewport(), LEFT, pos=window.canvas.mapFromScene(QPointF(x, y)))


def click_node(window, node_id: str) -> None:
    click(window, *window.canvas.mirror.layout.rects[node_id].center)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def state(drill, node_id: str) -> str | None:
    effect = drill.drilling.outage.of(node_id)
    return effect.state if effect is not None else None


def test_the_banner_says_what_to_do_and_how_to_leave(drill):
    assert drill.banner.isVisible()
    assert "Click a zone, a NAT gateway, a node or a Region to switch it off. Esc leaves." in words(
        drill.banner
    )


def test_a_click_on_a_node_switches_it_off_and_what_it_served_turns_red(window, drill):
    click_node(window, "web")
    assert drill.drilling.outage.off == ("web",)
    assert (state(drill, "web"), state(drill, "orders")) == ("off", "unreached")
    assert "orders" in drill.drilling.outage.lost
    assert "no longer reached" in window.canvas.tip("orders")
    assert "no longer reached" in words(drill.panel)
    assert window.canvas.mirror.items_by_id["web"].opacity() < 1
    assert window.canvas.mirror.items_by_id["query"].opacity() < 1


def test_a_second_click_switches_it_on_again(window, drill):
    click_node(window, "web")
    click_node(window, "web")
    assert drill.drilling.outage.off == ()
    assert window.canvas.mirror.items_by_id["web"].opacity() == 1


def test_a_click_in_the_free_room_of_a_subnet_switches_its_zone(window, drill):
    rect = window.canvas.mirror.layout.rects["subnet_b"]
    click(window, rect.x + 20, rect.bottom - 20)
    assert drill.drilling.outage.off == ("zone_b",)
    assert state(drill, "orders") == "off"


def test_a_click_on_the_title_of_the_region_switches_all_in_it(window, drill):
    rect = window.canvas.mirror.layout.rects["region"]
    click(window, rect.x + 12, rect.y + 12)
    assert drill.drilling.outage.off == ("region",)
    assert {"web", "orders"} <= drill.drilling.outage.lost


def test_zones_and_regions_can_be_switched_from_the_panel_by_keyboard(window, drill, qtbot):
    switches = drill.panel.switches
    rows = [switches.item(row).text() for row in range(switches.count())]
    assert len(rows) == 3
    assert [row for row in rows if "us-east-1b" in row]
    switches.setCurrentRow(next(i for i, row in enumerate(rows) if "us-east-1b" in row))
    qtbot.keyClick(switches, Qt.Key.Key_Space)
    assert drill.drilling.outage.off == ("zone_b",)
    assert switches.currentItem().checkState() == Qt.CheckState.Checked


def test_single_points_of_failure_are_listed_with_what_redundancy_costs(drill, qtbot):
    found = []
    drill._search.found.connect(found.extend)
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    point = next(point for point in found if point.node_id == "orders")
    assert point.cost.monthly > 0
    text = words(drill.panel)
    assert "Single points of failure (" in text
    assert point.sentence in text
    assert remedy_text(point) in text
    assert f"${point.cost.monthly:,.2f}/month" in text


def test_leaving_restores_selection_zoom_place_and_document_exactly(window):
    canvas, editor = window.canvas, window.editor
    editor.select(("web",))
    canvas.set_zoom(0.63)
    canvas.scroll_by(37, -21)
    document = editor.document
    before = (
        dumps(document), records_by_id(document), editor.selection, canvas.transform(),
        canvas.horizontalScrollBar().value(), canvas.verticalScrollBar().value(),
        {i: (item.opacity(), len(item.childItems())) for i, item in canvas.mirror.items_by_id.items()},
        editor.undo_stack.count(), editor.unsaved, window.properties_dock.isVisible(),
    )  # fmt: skip
    drill = window.outage_drill
    drill.enter()
    assert editor.selection == ()
    click_node(window, "web")
    drill.drilling.toggle("zone_b")
    canvas.zoom_in()
    canvas.scroll_by(90, 50)
    assert len(canvas.mirror.items_by_id["orders"].childItems()) == 1
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not drill.active
    after = (
        dumps(document), records_by_id(document), editor.selection, canvas.transform(),
        canvas.horizontalScrollBar().value(), canvas.verticalScrollBar().value(),
        {i: (item.opacity(), len(item.childItems())) for i, item in canvas.mirror.items_by_id.items()},
        editor.undo_stack.count(), editor.unsaved, window.properties_dock.isVisible(),
    )  # fmt: skip
    assert after == before
    assert window.panels.side.currentWidget() is window.panels.properties
    assert window.properties_dock.windowTitle() == "Properties"
    assert not window.actions_by_name["outage_drill"].isChecked()


def test_a_panel_that_was_closed_is_closed_again(window):
    window.properties_dock.hide()
    window.outage_drill.enter()
    assert window.properties_dock.isVisible()
    window.outage_drill.leave()
    assert window.properties_dock.isHidden()


def test_nothing_can_be_moved_or_renamed_while_it_lasts(window, drill):
    before = records_by_id(window.editor.document)
    canvas = window.canvas
    start = canvas.mapFromScene(QPointF(*canvas.mirror.layout.rects["web"].center))
    QTest.mousePress(canvas.viewport(), LEFT, pos=start)
    QTest.mouseMove(canvas.viewport(), start + start * 0.2)
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=start)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key)
    assert canvas.pointer.gesture is None
    assert canvas.naming.editor is None
    assert records_by_id(window.editor.document) == before
    assert window.editor.undo_stack.count() == 0


def test_a_change_of_the_document_ends_the_drill(window, drill):
    click_node(window, "web")
    with window.editor.edit("Delete") as draft:
        edits.delete(draft, ["web"])
    assert not drill.active
    assert window.canvas.mirror.items_by_id["orders"].opacity() == 1
    assert not window.canvas.mirror.items_by_id["orders"].childItems()


def test_opening_another_project_ends_the_drill(window, drill):
    click_node(window, "web")
    window.editor.replace_document(Document())
    assert not drill.active
    assert drill.banner is None


def test_switching_all_on_and_another_theme_keep_the_drill(window, drill):
    click_node(window, "web")
    assert drill.banner.clear.isVisible()
    window.set_theme(dark())
    assert drill.drilling.outage.off == ("web",)
    drill.banner.clear.click()
    assert drill.drilling.outage.off == ()
    assert not drill.banner.clear.isVisible()
    assert drill.active
