"""The projects that speed is measured on are like real ones, and the same each time."""

from __future__ import annotations

import pytest

from benchmarks.goals import goals, with_goals
from benchmarks.measuring import Result, Samples, interleaved
from benchmarks.report import as_markdown, as_text
from benchmarks.synthetic import synthetic_document
from projects import files
from projects.geometry import canvas_rect, footprint, united
from projects.placement import refusal
from projects.records import Node


@pytest.mark.parametrize("nodes", [1, 20, 200, 1_000])
def test_it_has_as_many_nodes_and_links_as_asked_for(nodes: int) -> None:
    document = synthetic_document(nodes)
    icons = [node for node in document.nodes() if not node.service.is_container()]
    links = list(document.links())
    assert len(icons) == nodes
    if nodes > 1:
        assert len(links) == round(nodes * 1.5)
        assert sum(bool(link.label) for link in links) == len(links) // 2


def test_a_quarter_as_many_containers() -> None:
    document = synthetic_document(1_000)
    frames = sum(node.service.is_container() for node in document.nodes())
    assert 220 <= frames <= 270


def test_everything_stands_where_it_may_and_has_room() -> None:
    document = synthetic_document(200)
    for node in document.nodes():
        assert refusal(document, type(node.service), node.parent) is None
        holder = document.node(node.parent)
        if holder is not None and node.side is None:
            room = holder.size
            taken = footprint(node, holder)
            assert taken.x >= 0 and taken.y >= 0 and taken.right <= room[0] and taken.bottom <= room[1], (
                node.id
            )


def test_nothing_stands_on_anything_else() -> None:
    document = synthetic_document(200)
    by_parent: dict[str | None, list[Node]] = {}
    for node in document.nodes():
        if node.side is None:
            by_parent.setdefault(node.parent, []).append(node)
    for siblings in by_parent.values():
        rects = [canvas_rect(document, node) for node in siblings]
        for index, rect in enumerate(rects):
            assert not any(rect.overlaps(other) for other in rects[:index])


def test_the_same_seed_gives_the_same_project_and_another_does_not() -> None:
    assert files.dumps(synthetic_document(50)) == files.dumps(synthetic_document(50))
    assert files.dumps(synthetic_document(50)) != files.dumps(synthetic_document(50, seed=8))


def test_it_survives_its_own_file() -> None:
    text = files.dumps(synthetic_document(50))
    loaded = files.loads(text)
    assert loaded.problems == ()
    assert files.dumps(loaded.document) == text


def test_drawings_are_about_as_large_as_those_that_peers_were_measured_on() -> None:
    for nodes, area in ((200, 7.8e6), (1_000, 57e6)):
        document = synthetic_document(nodes)
        around = united(canvas_rect(document, node) for node in document.nodes())
        assert around is not None
        assert 0.6 * area < around.width * around.height < 2 * area


def test_works_take_turns() -> None:
    order: list[str] = []
    found = interleaved({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 3)
    assert order == ["a", "b"] * 3
    assert len(found["a"].values) == 3


def test_median_and_worst_of_samples() -> None:
    samples = Samples([5.0, 1.0, 100.0, 2.0, 3.0])
    assert samples.median == 3.0
    assert samples.worst == 100.0


def test_a_goal_missed_by_time_or_by_ratio_is_said() -> None:
    slow = Result("start", "first window painted", None, 300, limit=200)
    fast = Result("start", "first window painted", None, 250, limit=200)
    large = Result("memory", "open", 1_000, 200, "MB")
    other = Result("files", "load", 200, 1)
    assert [one.met for one in with_goals([slow, fast, large, other])] == [False, True, False, None]
    text = as_text([slow, large])
    assert "NO" in text and "<= 1.3x" in text and "200 MB" in text
    assert "| start: first window painted |" in as_markdown([slow], {"system": "test"})


def test_every_size_has_goals_for_every_gesture() -> None:
    sizes = {nodes for _, name, nodes in goals() if name.startswith("drag a VPC")}
    assert sizes == {200, 1_000, 5_000}
