"""The palette finds services by any of their names and asks to place them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from pytestqt.qtbot import QtBot

from desktop.docks.palette import RECENT, Palette
from desktop.docks.palette_entries import by_category, category_title, entries, search
from desktop.docks.tiles import _fitting, two_lines
from desktop.preferences import Preferences
from desktop.service_mime import SERVICE_MIME, service_of
from desktop.theme import interface_font, light
from projects.service import catalogue


@pytest.fixture
def palette(preferences: Preferences, qtbot: QtBot) -> Palette:
    made = Palette(preferences, light())
    qtbot.addWidget(made)
    made.resize(250, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_every_service_with_a_category_has_a_tile():
    shown = {entry.service.name for entry in entries()}
    assert shown == {name for name, service in catalogue().items() if service.category}
    assert len({entry.key for entry in entries()}) == len(entries())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("alb", "application_load_balancer"),
        ("rds", "rds_instance"),
        ("r53", "route53"),
        ("bus", "eventbridge"),
        ("data center", "on_premises"),
        ("data centre", "on_premises"),
        ("load balancer", "application_load_balancer"),
        ("Amazon Relational", "rds_instance"),
        ("nat", "nat_gateway"),
        ("igw", "internet_gateway"),
        ("s3", "s3_bucket"),
        ("VPC", "vpc"),
    ],
)
def test_search_finds_by_abbreviation_synonym_and_full_name(typed: str, first: str):
    assert search(typed)[0].service.name == first


def test_an_engine_finds_the_services_that_run_it():
    assert {entry.service.name for entry in search("postgres")[:2]} == {"rds_instance", "aurora_cluster"}


def test_a_label_that_begins_as_typed_comes_before_a_mere_synonym():
    labels = [entry.label for entry in search("network")]
    assert labels.index("Network Load Balancer") < labels.index("VPC")


def test_categories_have_headings_of_their_own():
    headings = [category_title(category) for category in by_category(entries())]
    assert len(set(headings)) == len(headings)
    assert headings[:6] == ["Groups", "Compute", "Containers", "Networking", "Storage", "Database"]
    assert headings[-1] == "Actors"


def test_no_name_of_a_tile_is_cut():
    if QFontInfo(interface_font()).family() == "DejaVu Sans":
        pytest.skip("DejaVu Sans is far wider than any interface font; names are in the tooltip too")
    cut = [
        entry.label
        for entry in entries()
        if any(line.endswith("…") for line in two_lines(entry.label, _fitting(entry.label, 72), 72))
    ]
    assert cut == []


def test_search_needs_every_word():
    assert search("load zebra") == []


def test_public_and_private_subnets_are_two_tiles_of_one_service():
    public, private = (
        next(e for e in entries() if e.label == f"{kind} subnet") for kind in ("Public", "Private")
    )
    assert public.service is private.service
    assert (public.properties, private.properties) == ({"public": True}, {"public": False})
    assert search("public subnet")[0].label == "Public subnet"
    assert "Private subnet" not in [e.label for e in search("public subnet")]


def test_containers_are_listed_from_the_outside_in():
    labels = [entry.service.name for entry in by_category(entries())["Containers and groups"]]
    assert labels.index("aws_cloud") < labels.index("region") < labels.index("vpc") < labels.index("subnet")


def test_a_tooltip_says_what_it_is_and_where_it_belongs():
    entry = next(e for e in entries() if e.service.name == "internet_gateway")
    assert entry.service.summary in entry.tooltip
    assert "the edge of a VPC" in entry.tooltip


def test_typing_and_enter_places_the_first_result(palette: Palette, qtbot: QtBot):
    qtbot.keyClicks(palette.search_box, "nat gateway")
    with qtbot.waitSignal(palette.placed) as placed:
        qtbot.keyClick(palette.search_box, Qt.Key.Key_Return)
    assert placed.args[0].service.name == "nat_gateway"


def test_arrow_keys_walk_through_the_results_while_typing_goes_on(palette: Palette, qtbot: QtBot):
    qtbot.keyClicks(palette.search_box, "load balancer")
    second = palette.results.entry(1)
    qtbot.keyClick(palette.search_box, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.placed) as placed:
        qtbot.keyClick(palette.search_box, Qt.Key.Key_Return)
    assert placed.args[0] == second


def test_a_search_without_result_says_so(palette: Palette, qtbot: QtBot):
    qtbot.keyClicks(palette.search_box, "teapot")
    assert palette.nothing.isVisible()
    assert "teapot" in palette.nothing.text()
    qtbot.keyClick(palette.search_box, Qt.Key.Key_Escape)
    assert palette.search_box.text() == ""
    assert not palette.nothing.isVisible()


def test_a_double_click_on_a_tile_places_it(palette: Palette, qtbot: QtBot):
    grid = palette.sections["Networking"].grid
    item = grid.item(0)
    with qtbot.waitSignal(palette.placed) as placed:
        grid.itemActivated.emit(item)
    assert placed.args[0] == grid.entry(0)


def test_a_drag_carries_service_and_properties(palette: Palette):
    grid = palette.sections["Containers and groups"].grid
    row = next(r for r in range(grid.count()) if grid.entry(r).label == "Public subnet")
    data = grid.mimeData([grid.item(row)])
    assert data.hasFormat(SERVICE_MIME)
    assert service_of(data) == ("subnet", {"public": True})


def test_what_was_placed_is_offered_first_and_remembered(
    palette: Palette, preferences: Preferences, qtbot: QtBot
):
    assert not palette.sections[RECENT].isVisible()
    palette.remember("nat_gateway")
    palette.remember("subnet", public=False)
    grid = palette.sections[RECENT].grid
    assert [grid.entry(r).label for r in range(grid.count())] == ["Private subnet", "NAT gateway"]
    again = Palette(preferences, light())
    qtbot.addWidget(again)
    assert again.sections[RECENT].grid.entry(0).label == "Private subnet"


def test_a_folded_category_stays_folded(palette: Palette, preferences: Preferences, qtbot: QtBot):
    section = palette.sections["Compute"]
    qtbot.mouseClick(section.heading, Qt.MouseButton.LeftButton)
    assert not section.grid.isVisible()
    again = Palette(preferences, light())
    qtbot.addWidget(again)
    assert not again.sections["Compute"].open
