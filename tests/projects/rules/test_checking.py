"""A checker that follows changes finds what a full check finds, and fixes mend without a trace."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from projects.changes import Change
from projects.checking import Checker, check
from projects.document import Document, Draft
from projects.graph import Graph
from projects.records import Link, Node
from projects.service import make_service
from tests.projects.rules.drawings import found, link, node, put, two_zones

IDS = ["a", "b", "c", "d", "e"]
PLACES = [None, "region", "vpc", "zone-a", "zone-b", "public-a", "private-a", "private-b", "a", "ghost"]
KINDS = ["traffic", "attach", "route", "target", "associate", "replicate", "origin"]
SERVICES = [
    ("ec2_instance", {"instance_type": "m1.small"}),
    ("ec2_instance", {"instances": 300}),
    ("nat_gateway", {}),
    ("nat_gateway", {"availability_mode": "regional"}),
    ("internet_gateway", {}),
    ("application_load_balancer", {"subnets": ("public-a",)}),
    ("application_load_balancer", {"subnets": ("public-a", "private-b")}),
    ("rds_instance", {"engine": "mysql", "subnets": ("private-a", "ghost")}),
    ("ebs_volume", {"type": "gp2", "iops": 3000}),
    ("auto_scaling_group", {"min": 3, "max": 2}),
    ("security_group", {"inbound": "tcp 22 0.0.0.0/0"}),
    ("subnet", {"cidr": "10.0.0.128/25", "public": True}),
    ("vpc", {"cidr": "10.0.0.0/8"}),
    ("availability_zone", {"zone": "us-east-1c"}),
    ("region", {"code": "eu-west-1"}),
    ("cloudfront", {}),
    ("s3_bucket", {}),
    ("users", {}),
    ("quantum_db", {"subnets": ["private-a"]}),
]

nodes = st.builds(
    lambda node_id, service, parent, members, label, x: Node(
        id=node_id,
        service=make_service(*service),
        parent=parent if parent != node_id else None,
        members=tuple(members) if service[0] in ("auto_scaling_group", "security_group") else (),
        label=label,
        x=x,
    ),
    st.sampled_from(IDS),
    st.sampled_from(SERVICES),
    st.sampled_from(PLACES),
    st.lists(st.sampled_from(IDS), max_size=3, unique=True),
    st.sampled_from(["", "one", "two"]),
    st.integers(0, 2),
)
links = st.builds(
    lambda number, source, target, kind: Link(id=f"link-{number}", source=source, target=target, kind=kind),
    st.integers(0, 3),
    st.sampled_from([*IDS, "private-a", "igw", "ghost"]),
    st.sampled_from([*IDS, "public-a", "igw"]),
    st.sampled_from(KINDS),
)
frames = st.sampled_from(
    [
        ("private-a", {"parent": "zone-b"}),
        ("private-a", {"parent": "zone-a"}),
        ("zone-b", {"parent": "a"}),
        ("zone-b", {"parent": "vpc"}),
        ("vpc", {"label": "the network"}),
        ("public-a", {"x": 64}),
    ]
)
removals = st.sampled_from([*IDS, "link-0", "link-1", "igw", "zone-a", "private-b"])
steps = st.lists(st.lists(st.one_of(nodes, links, frames, removals), min_size=1, max_size=3), max_size=8)


def change_of(document: Document, step: list[object]) -> Change:
    draft = Draft(document)
    for item in step:
        if isinstance(item, Node | Link):
            draft.put(item)
        elif isinstance(item, str):
            draft.remove(item)
        elif isinstance(item, tuple):
            frame = draft.node(item[0])
            if frame is not None:
                draft.put(frame.model_copy(update=item[1]))
    return draft.change()


@given(steps)
def test_what_follows_changes_finds_what_a_full_check_finds(taken: list[list[object]]) -> None:
    document = two_zones()
    checker = Checker(document)
    undo: list[Change] = []
    for step in taken:
        change = change_of(document, step)
        document.apply(change)
        undo.append(change.inverse())
        assert checker.update(change) == check(document)
    for change in reversed(undo):
        document.apply(change)
        assert checker.update(change) == check(document)


@given(st.lists(st.one_of(nodes, links), max_size=8, unique_by=lambda record: record.id), st.randoms())
def test_findings_do_not_depend_on_the_order_of_records(
    records: list[Node | Link], chance: random.Random
) -> None:
    mixed = list(two_zones(*records).records())
    chance.shuffle(mixed)
    assert check(Document(mixed)) == check(two_zones(*records))


@given(st.lists(st.one_of(nodes, links), max_size=8, unique_by=lambda record: record.id))
def test_a_fix_undone_leaves_no_trace(records: list[Node | Link]) -> None:
    document = two_zones(*records)
    before = {record.id: record for record in document.records()}
    for finding in check(document):
        if finding.fix is not None:
            change = finding.fix.change(document)
            document.apply(change)
            document.apply(change.inverse())
            assert {record.id: record for record in document.records()} == before


def test_a_fix_mends_what_it_is_offered_for() -> None:
    document = two_zones(
        node("nat", "nat_gateway", "private-a"),
        node("v", "ebs_volume", "zone-a", type="gp2", iops=3000, encrypted=False),
        node("f", "lambda_function", "region", timeout_s=1200),
        node("b", "s3_bucket", "private-a", block_public_access=False),
        node("c", "elasticache_cluster", "vpc", engine="hazelcast", subnets=("private-a", "private-b")),
        node("db", "rds_instance", "private-a", engine="mysql", encrypted=False),
        node("q", "sqs_queue", "region", queue_name="orders", type="fifo"),
    )
    offered = [finding for finding in check(document) if finding.fix is not None]
    assert {"RTE001", "EBS007", "EBS009", "LMB001", "STR003", "S3S003", "ECH007", "RDS006", "SQS002"} <= {
        finding.rule for finding in offered
    }
    for finding in offered:
        assert finding.fix is not None
        change = finding.fix.change(document)
        document.apply(change)
        assert finding not in check(document), finding.rule
        document.apply(change.inverse())


def test_moving_about_checks_nothing() -> None:
    document = two_zones(node("w", "ec2_instance", "private-a"))
    checker = Checker(document)
    found_before = checker.findings
    moved = document.node("w")
    assert moved is not None
    assert checker.update(put(document, moved.model_copy(update={"x": 99, "width": 80}))) is found_before
    assert checker.checked == 0


def test_a_new_name_is_told_in_the_findings_that_name_it() -> None:
    document = two_zones(node("nat", "nat_gateway", "private-a"))
    checker = Checker(document)
    nat = document.node("nat")
    assert nat is not None
    messages = [f.message for f in checker.update(put(document, nat.model_copy(update={"label": "exit"})))]
    assert any("“exit”" in message for message in messages)
    assert not any("“nat”" in message for message in messages)


def test_findings_come_worst_first() -> None:
    document = two_zones(node("nat", "nat_gateway", "private-a"), node("v", "ebs_volume", "zone-a"))
    severities = [finding.severity for finding in check(document)]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


def test_a_ring_of_containers_is_a_finding_and_no_endless_walk() -> None:
    ring = Document(
        [node("r", "vpc", "s", cidr="10.0.0.0/16"), node("s", "subnet", "r"), node("w", "ec2_instance", "s")]
    )
    assert {i for finding in found(ring, "STR010") for i in finding.node_ids} == {"r", "s", "w"}


def test_a_link_to_nothing_is_a_finding() -> None:
    assert found(two_zones(link("igw", "ghost")), "STR010")[0].node_ids == ("igw-traffic-ghost",)


def test_the_graph_knows_who_reaches_whom() -> None:
    document = two_zones(
        node("u", "users"),
        node("alb", "application_load_balancer", "vpc"),
        node("w", "ec2_instance", "private-a"),
        link("u", "alb"),
        link("alb", "w", "target"),
    )
    graph = Graph(document)
    assert graph.reaches("u", "w") and not graph.reaches("w", "u")
    graph.update(put(document, link("w", "u")))
    assert graph.reaches("w", "u")


def test_the_graph_tells_zones_subnets_and_regions() -> None:
    document = two_zones(
        node("alb", "application_load_balancer", "vpc", subnets=("public-a", "public-b")),
        node("w", "ec2_instance", "private-b"),
        node("flat", "subnet", "vpc", cidr="10.0.99.0/24"),
    )
    graph = Graph(document)
    alb, instance, flat = (document.node(i) for i in ("alb", "w", "flat"))
    assert alb is not None and instance is not None and flat is not None
    assert graph.zones_of(alb) == {"us-east-1a", "us-east-1b"}
    assert (graph.zone_of(instance), graph.region_of(instance)) == ("us-east-1b", "us-east-1")
    assert graph.zones_of(flat) is None and graph.is_public(flat) is None
