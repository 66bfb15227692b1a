"""Tidying never covers anything, keeps what is pinned, and comes to the same end from anywhere."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings

from projects.document import Document, Draft, records_by_id
from projects.geometry import canvas_rect
from projects.records import AnyRecord, Link, Node, Note
from projects.service import make_service
from projects.tidying import tidy
from tests.projects import network as networks
from tests.projects.network import at, network
from tests.projects.tidying.drawings import clashes, records, tidied, with_pins


@settings(max_examples=60, deadline=None)
@given(records())
def test_nothing_covers_anything(drawing: list[AnyRecord]) -> None:
    assert clashes(tidied(drawing)) == []


@settings(max_examples=40, deadline=None)
@given(records())
def test_tidying_twice_changes_nothing(drawing: list[AnyRecord]) -> None:
    document = tidied(drawing)
    draft = Draft(document)
    tidy(draft)
    assert not draft.change()


@settings(max_examples=40, deadline=None)
@given(records())
def test_the_order_of_the_records_does_not_matter(drawing: list[AnyRecord]) -> None:
    shuffled = list(drawing)
    Random(len(drawing)).shuffle(shuffled)
    assert records_by_id(tidied(drawing)) == records_by_id(tidied(shuffled))


@settings(max_examples=60, deadline=None)
@given(with_pins())
def test_what_is_pinned_or_locked_stays_and_the_rest_makes_way(
    given: tuple[list[AnyRecord], set[str]],
) -> None:
    drawing, stays = given
    before = {record.id: record for record in drawing}
    document = tidied(drawing)
    for one in stays:
        assert document.get(one) == before[one]
    assert clashes(document, stays) == []
    draft = Draft(document)
    tidy(draft)
    assert not draft.change()


@settings(max_examples=30, deadline=None)
@given(records())
def test_only_places_sizes_and_corners_change(drawing: list[AnyRecord]) -> None:
    places = {"x", "y", "width", "height", "side", "offset"}
    after = tidied(drawing)
    for record in drawing:
        found = after.get(record.id)
        assert found is not None
        free = places if isinstance(record, Node | Note) else {"bend", "waypoints"}
        assert found.model_dump(exclude=free) == record.model_dump(exclude=free)
        if isinstance(record, Link) and found != record:
            assert isinstance(found, Link) and found.bend is None


@settings(max_examples=30, deadline=None)
@given(records())
def test_everything_stands_on_the_grid(drawing: list[AnyRecord]) -> None:
    for node in tidied(drawing).nodes():
        if node.side is None:
            assert (node.x % 8, node.y % 8) == (0, 0), node.id


def test_a_server_in_a_group_stands_in_line_with_the_database_below_it() -> None:
    """The group's frame takes room beside the server, but must not push it out of the column."""
    document = network()
    group = networks.node("group", "auto_scaling_group", "vpc", 60, 340, 600, 180, members=("web_a", "web_b"))
    extra = [group]
    for letter in "ab":
        extra += [
            networks.node(f"data_{letter}", "subnet", f"zone_{letter}", 24, 440, 264, 160, public=False),
            networks.node(f"db_{letter}", "rds_instance", f"data_{letter}", 96, 56),
            networks.node(f"nat_{letter}", "nat_gateway", f"public_{letter}", 96, 56),
        ]
    tidied = Document([*document.records(), *extra])
    draft = Draft(tidied)
    tidy(draft)
    tidied.apply(draft.change())
    for letter in "ab":
        middles = {at(tidied, f"{name}_{letter}").center[0] for name in ("web", "db", "nat")}
        assert len(middles) == 1, middles


def test_the_way_from_a_data_centre_runs_through_its_gateways_to_the_vpcs() -> None:
    """Attachments have no arrows, but they have an order: what leads in stands before what it leads to."""
    made = networks.node
    records: list[AnyRecord] = [
        made("cloud", "aws_cloud", None, 0, 0, 900, 700),
        made("region", "region", "cloud", 40, 48, 800, 600),
        made("centre", "on_premises", None, 1200, 0, 304, 240),
        made("router", "customer_gateway", "centre", 60, 80),
        made("vpn", "site_to_site_vpn", "region", 500, 400),
        made("hub", "transit_gateway", "region", 300, 60),
    ]
    records += [made(f"vpc_{n}", "vpc", "region", 40 + 240 * n, 200, 208, 160) for n in range(3)]
    pairs = [("router", "vpn", "vpn"), ("hub", "vpn", "attach")]
    pairs += [("hub", "vpc_0", "attach"), ("vpc_1", "hub", "attach"), ("hub", "vpc_2", "attach")]
    records += [Link(id=f"{a}-{b}", source=a, target=b, kind=kind) for a, b, kind in pairs]
    document = tidied(records)
    order = [at(document, one).center[0] for one in ("router", "vpn", "hub", "vpc_0")]
    assert order == sorted(order) and len(set(order)) == 4
    assert len({at(document, f"vpc_{n}").x for n in range(3)}) == 1
    assert clashes(document) == []


def test_a_gateway_stands_aside_of_the_line_that_comes_straight_down_to_the_balancer() -> None:
    def made(node_id: str, service: str, parent: str | None) -> Node:
        return Node(id=node_id, service=make_service(service), parent=parent)

    nodes = [
        made("cloud", "aws_cloud", None),
        made("cdn", "cloudfront", "cloud"),
        made("region", "region", "cloud"),
        made("vpc", "vpc", "region"),
        made("gateway", "internet_gateway", "vpc"),
        made("balancer", "application_load_balancer", "vpc"),
    ]
    links = []
    for letter in "ab":
        nodes += [
            made(f"zone-{letter}", "availability_zone", "vpc"),
            made(f"subnet-{letter}", "subnet", f"zone-{letter}"),
            made(f"web-{letter}", "ec2_instance", f"subnet-{letter}"),
        ]
        links.append(Link(id=letter, source="balancer", target=f"web-{letter}", kind="target"))
    origin = Link(id="origin", source="cdn", target="balancer", kind="origin")
    document = Document([*nodes, *links, origin])
    draft = Draft(document)
    tidy(draft)
    document.apply(draft.change())
    on_edge, below = document.node("gateway"), document.node("balancer")
    assert on_edge is not None and below is not None
    apart = canvas_rect(document, on_edge).center[0] - canvas_rect(document, below).center[0]
    assert abs(apart) >= 64


def test_an_actor_who_is_told_of_what_came_of_a_call_stays_left_of_what_was_called() -> None:
    def made(node_id: str, service: str, parent: str | None = None) -> Node:
        return Node(id=node_id, service=make_service(service), parent=parent)

    nodes = [
        made("developers", "users"),
        made("hub", "third_party_service"),
        made("cloud", "aws_cloud"),
        made("tools", "account", "cloud"),
        made("aim", "account", "cloud"),
        made("build", "codebuild", "tools"),
        made("notices", "sns_topic", "tools"),
        made("stack", "cloudformation", "aim"),
        made("function", "lambda_function", "aim"),
    ]
    ways = (
        "developers hub",
        "hub build",
        "build stack",
        "build notices",
        "function build",
        "notices developers",
    )
    links = [Link(id=way, source=way.split()[0], target=way.split()[1]) for way in ways]
    document = tidied([*nodes, *links])
    left = {}
    for node in nodes:
        placed = document.node(node.id)
        assert placed is not None
        left[node.id] = canvas_rect(document, placed).x
    assert left["developers"] < left["hub"] < left["cloud"]
    assert left["tools"] < left["aim"]
