"""Wires follow changes: what is priced again equals pricing anew, and is only what a change concerns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.estimate import Estimate
from pricing.table import price_table
from projects import edits
from projects.changes import Change
from projects.document import Document, Draft
from projects.estimate import Estimator, estimate
from projects.records import Link, Node
from projects.service import make_service
from tests.projects.wires.drawing import Drawing

SUBNETS = (
    *("east-private-a", "east-private-b", "east-public-a", "west-private-a", "west-private-b"),
    *("east", "east-a", "cloud", "site"),
)


def network() -> Drawing:
    """Something of everything that wires depend on."""
    drawing = Drawing(nat=True).put("site", "on_premises").put("office", "on_premises_server", "site")
    drawing.server("web", "east-private-a").server("db", "east-private-b").server("far", "west-private-a")
    drawing.put("alb", "application_load_balancer", "east", subnets=("east-public-a", "east-private-b"))
    drawing.put("group", "auto_scaling_group", "east", members=("web", "db"), average_instances=2)
    drawing.put("bucket", "s3_bucket", "east-region", data_out_gb=9000).put(
        "queue", "sqs_queue", "east-region"
    )
    drawing.put("cdn", "cloudfront", "cloud", viewers="us").put("people", "users").put("net", "internet")
    drawing.put("igw", "internet_gateway", "east").put("hub", "transit_gateway", "east-region")
    drawing.put("vgw", "virtual_private_gateway", "east").put("line", "site_to_site_vpn", "east-region")
    drawing.put("table", "route_table", "east").put("eip", "elastic_ip", "east-region")
    drawing.put("pcx", "vpc_peering", "east-region").put("s3", "gateway_endpoint", "east", service="dynamodb")
    drawing.put("door", "interface_endpoint", "east-private-a", service="kms")
    for source, target in (
        *(("web", "db"), ("web", "bucket"), ("db", "queue"), ("people", "alb"), ("alb", "web")),
        *(("web", "net"), ("far", "web"), ("group", "db"), ("web", "office"), ("cdn", "alb")),
        *(("people", "cdn"), ("db", "nat"), ("nat", "igw"), ("igw", "net"), ("web", "hub")),
        *(
            ("far", "alb"),
            ("web", "alb"),
            ("group", "door"),
            ("hub", "line"),
            ("web", "door"),
            ("vgw", "office"),
            ("bucket", "far"),
            ("cdn", "igw"),
        ),
    ):
        drawing.link(source, target, 3000, 70)
    return drawing


DRAWN = sorted(record.id for record in network().records.values() if isinstance(record, Link))
_JOINS = (
    ("hub", "east", "attach"),
    ("hub", "west", "attach"),
    ("pcx", "east", "attach"),
    ("pcx", "west", "attach"),
    ("east", "west", "peer"),
    ("line", "vgw", "vpn"),
    ("line", "hub", "attach"),
    ("eip", "web", "associate"),
    ("east-private-a", "nat", "route"),
    ("east-private-b", "igw", "route"),
    ("table", "hub", "route"),
    ("table", "east-private-a", "associate"),
    ("s3", "table", "associate"),
    ("s3", "east-private-a", "route"),
    ("door", "queue", "traffic"),
    ("cdn", "igw", "traffic"),
    ("people", "igw", "traffic"),
    ("west", "west-region", "attach"),
)
_SET: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
    ("east-private-a", "public", (True, None, False)),
    ("east-private-b", "public", (True, None, False)),
    ("east-private-b", "zone", ("us-east-1c", None)),
    ("east-b", "zone", ("us-east-1a", "us-east-1c", None, "us-east-1-bos-1a")),
    ("east-private-b", "outpost", (True, None)),
    ("east-region", "code", ("eu-west-1", None, "us-east-1", "xx-none-1")),
    ("web", "public_ip", (True, None, False)),
    ("alb", "scheme", ("internal", "internet-facing")),
    ("alb", "subnets", (("east-private-b",), (), ("east-public-b", "west-private-a"))),
    ("nat", "connectivity", ("private", "public")),
    ("nat", "availability_mode", ("regional", "zonal")),
    ("nat", "behind_network_firewall", (True, None)),
    ("nat", "data_processed_gb", (Decimal(5), None)),
    ("s3", "service", ("s3", "dynamodb")),
    ("door", "service", ("sqs", "kms", None)),
    ("cdn", "viewers", ("eu", None, "spread")),
    ("cdn", "pricing_plan", ("pro", None)),
    ("bucket", "data_out_gb", (Decimal(20_000), None)),
)


def step(draft: Draft, document: Document, kind: str, which: int, value: int) -> None:
    nodes = sorted(node.id for node in document.nodes() if not node.service.is_container())
    links = [link_id for link_id in DRAWN if link_id in document]
    if kind == "set":
        node_id, name, values = _SET[which % len(_SET)]
        if node_id in document:
            edits.set_property(draft, [node_id], name, values[value % len(values)])
    elif kind == "join":
        source, target, how = _JOINS[which % len(_JOINS)]
        link_id = f"{source}-{target}"
        if link_id in document:
            draft.remove(link_id)
        elif source in document and target in document:
            draft.put(Link(id=link_id, source=source, target=target, kind=how))
    elif kind == "gb" and links:
        link = document.get(links[which % len(links)])
        assert isinstance(link, Link)
        amounts = (None, Decimal(0), Decimal(11_000))
        there, back = amounts[value % 3], amounts[value // 3 % 3]
        draft.put(link.model_copy(update={"gb_per_month": there, "gb_back_per_month": back}))
    elif kind == "end" and links and nodes:
        link = document.get(links[which % len(links)])
        assert isinstance(link, Link)
        draft.put(link.model_copy(update={"target": nodes[value % len(nodes)]}))
    elif kind == "move":
        moved = ("web", "db", "far", "nat", "door", "east-private-b", "east-b", "office", "vgw")[which % 9]
        parent = SUBNETS[value % len(SUBNETS)]
        if moved in document and parent in document and moved not in (parent, "east-a"):
            node = document.node(moved)
            inner = {record.id for record in document.descendants(moved)}
            if node is not None and parent not in inner:
                draft.put(node.model_copy(update={"parent": parent}))
    elif kind == "delete":
        doomed = ("nat", "s3", "hub", "line", "pcx", "east-private-b", "igw", "west", "eip", "db")[which % 10]
        if doomed in document:
            edits.delete(draft, [doomed])
    elif kind == "rename" and nodes:
        node = document.node(nodes[which % len(nodes)])
        assert node is not None
        draft.put(node.model_copy(update={"label": f"called {value}"}))
    elif kind == "leave" and (group := document.node("group")) is not None:
        draft.put(group.model_copy(update={"members": (("web",), (), ("web", "db"))[value % 3]}))


KINDS = ("set", "join", "gb", "end", "move", "delete", "rename", "leave", "undo", "hours")


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40), st.integers(0, 40)), max_size=8),
    st.booleans(),
)
def test_following_changes_of_wires_equals_pricing_anew(
    steps: list[tuple[str, int, int]], bare: bool
) -> None:
    rates = price_table()
    document = network().document
    if bare:
        draft = Draft(document)
        for link_id in DRAWN:
            draft.put(
                document.get(link_id).model_copy(update={"gb_per_month": None, "gb_back_per_month": None})
            )  # type: ignore[union-attr]
        document.apply(draft.change())
    following = Estimator(document, rates)
    following.estimate()
    done = [Change()]
    for kind, which, value in steps:
        draft = Draft(document)
        if kind == "hours":
            draft.put(document.settings.model_copy(update={"hours_per_month": Decimal(700 + value)}))
        else:
            step(draft, document, kind, which, value)
        change = done[-1].inverse() if kind == "undo" else draft.change()
        document.apply(change)
        done.append(change)
        anew = Estimator(document, rates)
        assert following.update(change) == anew.estimate()
        assert following.avoidable() == anew.avoidable()


# what a person does


def apply(document: Document, *records: Node | Link) -> Change:
    draft = Draft(document)
    for record in records:
        draft.put(record)
    change = draft.change()
    document.apply(change)
    return change


def of(found: Estimate, record_id: str) -> Decimal:
    return found.node_totals[record_id].monthly


def test_moving_a_database_to_the_other_zone_changes_the_estimate() -> None:
    document = (
        Drawing()
        .server("web", "east-private-a")
        .server("db", "east-private-a")
        .link("web", "db", 500, 0)
        .document
    )
    following = Estimator(document, price_table())
    assert of(following.estimate(), "web>db") == 0
    node = document.node("db")
    assert node is not None
    moved = following.update(apply(document, node.model_copy(update={"parent": "east-private-b"})))
    assert of(moved, "web>db") == 10
    back = following.update(apply(document, node))
    assert of(back, "web>db") == 0


def test_what_stands_in_listed_subnets_or_through_members_follows_their_zone() -> None:
    drawing = Drawing().server("web", "east-private-a").server("old", "east-private-b")
    drawing.put("alb", "application_load_balancer", "east", subnets=("east-private-b",), scheme="internal")
    drawing.put("group", "auto_scaling_group", "east", members=("old",), average_instances=1)
    document = drawing.link("web", "alb", 100, 0).link("group", "web", 100, 0).document
    following = Estimator(document, price_table())
    before = following.estimate()
    assert [of(before, link_id) for link_id in ("web>alb", "group>web")] == [2, 2]
    zone = document.node("east-b")
    assert zone is not None
    named = zone.model_copy(update={"service": zone.service.set(zone="us-east-1a")})
    after = following.update(apply(document, named))
    assert [of(after, link_id) for link_id in ("web>alb", "group>web")] == [0, 0]
    assert after == estimate(document, price_table())


def test_a_gateway_endpoint_takes_the_traffic_off_the_nat_gateway_at_once() -> None:
    drawing = Drawing(nat=True).server("web", "east-private-a").put("store", "s3_bucket", "east-region")
    document = drawing.link("web", "store", 500, 0).document
    following = Estimator(document, price_table())
    before = following.estimate()
    assert of(before, "web>store") == Decimal("22.5")
    endpoint = Node(id="s3", service=make_service("gateway_endpoint", {"service": "s3"}), parent="east")
    after = following.update(apply(document, endpoint))
    assert of(after, "web>store") == 0
    assert before.totals.monthly - after.totals.monthly == Decimal("22.5")
    assert following.avoidable() == ()


def test_a_change_prices_only_the_wires_it_concerns(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = Drawing(nat=True).put("store", "s3_bucket", "east-region")
    for number in range(20):
        drawing.server(f"web-{number:02}", "east-private-a").server(f"far-{number:02}", "west-private-a")
        drawing.link(f"web-{number:02}", "store", 10, 0)
        drawing.link(f"far-{number:02}", "store", 10, 0)
    document = drawing.document
    following = Estimator(document, price_table())
    following.estimate()
    looked: list[str] = []
    look = following._wiring._look
    monkeypatch.setattr(
        following._wiring, "_look", lambda link, stands: (looked.append(link.id), look(link, stands))[1]
    )
    node = document.node("web-03")
    assert node is not None
    following.update(apply(document, node.model_copy(update={"parent": "east-private-b"})))
    assert looked == ["web-03>store"]
    looked.clear()
    endpoint = Node(id="s3", service=make_service("gateway_endpoint", {"service": "s3"}), parent="east")
    found = following.update(apply(document, endpoint))
    assert {link_id[:3] for link_id in looked} == {"web"}
    assert found == estimate(document, price_table())
