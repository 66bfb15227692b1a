"""Routes find a free way wherever there is one, whatever stands around, and do so alike wherever that is."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.canvas.layout import Layout
from desktop.canvas.paths import Route
from desktop.canvas.routing import Router
from desktop.canvas.shapes import label_box
from projects.document import Document
from projects.geometry import Rect
from projects.records import Link, Node
from projects.service import make_service

ICON = 64
FOOT = 4 + 15 + 14
"""The label under an instance with a name of one line, and its type."""
CLEAR = 8
CELL = 8


def instance(node_id: str, x: int, y: int) -> Node:
    return Node(id=node_id, service=make_service("ec2_instance"), x=x, y=y, label=node_id[:3])


def routed(*records: Node | Link) -> dict[str, Route]:
    return Router(Layout(Document(records))).routes


def legs(points):
    for (ax, ay), (bx, by) in pairwise(points):
        yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def runs_through(points, rect: Rect) -> bool:
    return any(
        left < rect.right and right > rect.x and top < rect.bottom and bottom > rect.y
        for left, top, right, bottom in legs(points)
    )


def icon_rect(node: Node) -> Rect:
    return Rect(node.x, node.y, ICON, ICON)


def label_rect(node: Node) -> Rect:
    box = label_box(node).moved(node.x, node.y)
    return Rect(int(box.x), int(box.y), int(box.width) + 1, int(box.height) + 1)


def free_way_exists(start: Node, goal: Node, others: list[Node]) -> bool:
    """Flood a fine grid from the middles of the start's sides; walls are all icons and labels, well grown.

    Knows nothing of how routes are found.
    """
    walls = [rect for node in (start, goal, *others) for rect in (icon_rect(node), label_rect(node))]
    left, top = min(w.x for w in walls) - 200, min(w.y for w in walls) - 200
    right, bottom = max(w.right for w in walls) + 200, max(w.bottom for w in walls) + 200
    blocked = set()
    for wall in walls:
        for x in range((wall.x - CLEAR - left) // CELL, (wall.right + CLEAR - left) // CELL + 1):
            for y in range((wall.y - CLEAR - top) // CELL, (wall.bottom + CLEAR - top) // CELL + 1):
                blocked.add((x, y))

    def doors(node: Node) -> set[tuple[int, int]]:
        """Cells straight out of the sides that can be reached past the node's own margin only."""
        label = label_rect(node)
        middle_x, middle_y = node.x + ICON // 2, node.y + ICON // 2
        away = CLEAR + 2 * CELL
        found = set()
        for x, y, ways in (
            (node.x - away, middle_y, (1, 0)),
            (node.x + ICON + away, middle_y, (-1, 0)),
            (middle_x, node.y - away, (0, 1)),
            (middle_x, label.bottom + away, (0, -1)),
        ):
            stub = Rect(min(x, x + ways[0] * away) - 6, min(y, y + ways[1] * away) - 6, 12, 12)
            stub = stub.grown(0, 0, abs(ways[0]) * away, abs(ways[1]) * away)
            foreign = [
                rect
                for other in (start, goal, *others)
                if other is not node
                for rect in (icon_rect(other), label_rect(other))
            ]
            if not any(stub.overlaps(rect.grown(CLEAR, CLEAR, CLEAR, CLEAR)) for rect in foreign):
                found.add(((x - left) // CELL, (y - top) // CELL))
        return found - blocked

    goals = doors(goal)
    waiting = deque(doors(start))
    seen = set(waiting)
    while waiting:
        cell = waiting.popleft()
        if cell in goals:
            return True
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = (cell[0] + dx, cell[1] + dy)
            inside = 0 <= there[0] <= (right - left) // CELL and 0 <= there[1] <= (bottom - top) // CELL
            if inside and there not in blocked and there not in seen:
                seen.add(there)
                waiting.append(there)
    return False


places = st.tuples(st.integers(0, 100), st.integers(0, 75)).map(lambda at: (at[0] * 7, at[1] * 7))


def standing_apart(at: list[tuple[int, int]]) -> list[Node]:
    """Instances at those of the places where they do not stand on one another, labels included."""
    nodes: list[Node] = []
    taken: list[Rect] = []
    for index, (x, y) in enumerate(at):
        node = instance(f"n{index:02}", x, y)
        own = [icon_rect(node), label_rect(node)]
        if not any(a.overlaps(b) for a in own for b in taken):
            nodes.append(node)
            taken += own
    return nodes


@settings(max_examples=60, deadline=None)
@given(st.lists(places, min_size=6, max_size=30, unique=True))
def test_no_route_crosses_an_icon_or_a_label_when_a_free_way_exists(at):
    nodes = standing_apart(at)
    if len(nodes) < 2:
        return
    start, goal, *others = nodes
    points = routed(*nodes, Link(id="l", source=start.id, target=goal.id))["l"].points
    if free_way_exists(start, goal, others):
        for other in others:
            assert not runs_through(points, icon_rect(other)), other
            assert not runs_through(points, label_rect(other)), other


def test_a_way_out_of_a_yard_is_found():
    """Icons stand all around the start, shoulder to shoulder, but for one gap at the far side."""
    ring = [
        instance(f"r{column}{row}", column * 80, row * 110)
        for column in range(6)
        for row in range(5)
        if (column in (0, 5) or row in (0, 4)) and (column, row) != (0, 2)
    ]
    start, goal = instance("start", 210, 220), instance("goal", 800, 220)
    points = routed(*ring, start, goal, Link(id="l", source="start", target="goal"))["l"].points
    assert free_way_exists(start, goal, ring)
    assert not any(runs_through(points, icon_rect(node)) for node in ring)


def test_a_walled_in_icon_still_gets_its_line():
    ring = [
        instance(f"r{column}{row}", column * 66, row * 98)
        for column in range(5)
        for row in range(4)
        if column in (0, 4) or row in (0, 3)
    ]
    start, goal = instance("start", 132, 130), instance("goal", 800, 220)
    points = routed(*ring, start, goal, Link(id="l", source="start", target="goal"))["l"].points
    assert len(points) >= 2


ends = st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] != pair[1])


def drawing(at: list[tuple[int, int]], joined: list[tuple[int, int]]) -> list[Node | Link]:
    """Instances, some in a VPC, and links between them."""
    vpc = Node(id="vpc", service=make_service("vpc"), x=-40, y=-60, width=460, height=420)
    nodes = standing_apart(at)
    records: list[Node | Link] = [vpc]
    for node in nodes:
        inside = node.x < 300 and node.y < 220
        update = {"parent": "vpc", "x": node.x + 40, "y": node.y + 60} if inside else {}
        records.append(node.model_copy(update=update))
    for index, (a, b) in enumerate(joined):
        if a < len(nodes) and b < len(nodes):
            label = "HTTPS 443" if index % 2 else ""
            records.append(Link(id=f"l{index}", source=nodes[a].id, target=nodes[b].id, label=label))
    if nodes:
        records.append(Link(id="to_vpc", source=nodes[0].id, target="vpc"))
    return records


@settings(max_examples=25, deadline=None)
@given(
    st.lists(places, min_size=3, max_size=12, unique=True),
    st.lists(ends, min_size=1, max_size=9, unique=True),
    st.integers(-5000, 5000),
    st.integers(-5000, 5000),
)
def test_a_drawing_elsewhere_has_the_same_lines(at, joined, dx, dy):
    here = drawing(at, joined)
    there = [
        record.model_copy(update={"x": record.x + dx, "y": record.y + dy})
        if isinstance(record, Node) and record.parent is None
        else record
        for record in here
    ]
    wanted, found = routed(*here), routed(*there)
    assert found.keys() == wanted.keys()
    for link_id, route in wanted.items():
        moved = route.moved(dx, dy)
        assert found[link_id].points == moved.points
        assert found[link_id].spot == moved.spot


@settings(max_examples=15, deadline=None)
@given(
    st.lists(places, min_size=3, max_size=12, unique=True),
    st.lists(ends, min_size=1, max_size=9, unique=True),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_records_does_not_matter(at, joined, random):
    records = drawing(at, joined)
    wanted = routed(*records)
    random.shuffle(records)
    assert routed(*records) == wanted


@settings(max_examples=25, deadline=None)
@given(
    st.lists(places, min_size=4, max_size=12, unique=True),
    st.lists(ends, min_size=2, max_size=10, unique=True),
)
def test_lines_of_strangers_do_not_run_on_one_another_for_long(at, joined):
    records = drawing(at, joined)
    found = routed(*records)
    by_id = {record.id: record for record in records}
    runs = [(by_id[i], leg) for i, route in found.items() for leg in legs(route.points)]
    for index, (one, (al, at_, ar, ab)) in enumerate(runs):
        for other, (bl, bt, br, bb) in runs[index + 1 :]:
            if {one.source, one.target} & {other.source, other.target}:
                continue
            if al == ar == bl == br:
                assert min(ab, bb) - max(at_, bt) < 40
            if at_ == ab == bt == bb:
                assert min(ar, br) - max(al, bl) < 40
