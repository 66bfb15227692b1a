"""Drawings without positions are laid out so that nothing covers anything and frames hold their content."""

from __future__ import annotations

import csv
import json
from functools import cache
from typing import Any

import pytest

from projects import files
from projects.document import Document, records_by_id
from projects.drawing_format import read_drawing
from projects.geometry import Rect, canvas_rect, footprint
from projects.records import Node
from tests.conftest import SHARED
from tests.projects.rules.reference_architectures import ARCHITECTURES

BOOK = SHARED / "rules" / "rulebook.csv"


@cache
def examples() -> dict[str, Any]:
    found = {made.__name__: made() for made in ARCHITECTURES}
    if BOOK.exists():
        with BOOK.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            for kind in ("bad_example", "good_example"):
                if row[kind]:
                    found[f"{row['id']} {kind}"] = json.loads(row[kind])
    return found


def large(vpcs: int = 6, zones: int = 3, servers: int = 8) -> dict[str, Any]:
    """Many VPCs with many nodes that call one another."""
    containers: list[dict[str, Any]] = [
        {"id": "aws", "type": "aws_cloud"},
        {"id": "R", "type": "region", "parent": "aws", "props": {"code": "us-east-1"}},
    ]
    nodes: list[dict[str, Any]] = [{"id": "users", "service": "user"}]
    edges: list[dict[str, Any]] = []
    for v in range(vpcs):
        vpc = f"v{v}"
        containers.append({"id": vpc, "type": "vpc", "parent": "R", "props": {"cidr": f"10.{v}.0.0/16"}})
        nodes.append({"id": f"alb{v}", "service": "elb_alb", "parent": vpc})
        edges.append({"id": f"u{v}", "from": "users", "to": f"alb{v}", "kind": "traffic"})
        for z in range(zones):
            zone = f"{vpc}z{z}"
            containers.append(
                {"id": zone, "type": "az", "parent": vpc, "props": {"name": "us-east-1" + "abc"[z]}}
            )
            for s in range(2):
                subnet = f"{zone}s{s}"
                props = {"cidr": f"10.{v}.{z * 2 + s}.0/24", "public": not s}
                containers.append({"id": subnet, "type": "subnet", "parent": zone, "props": props})
                for n in range(servers if s else z):
                    server = f"{subnet}n{n}"
                    nodes.append({"id": server, "service": "ec2", "parent": subnet})
                    edges.append({"id": f"e{server}", "from": f"alb{v}", "to": server, "kind": "target"})
    return {"containers": containers, "nodes": nodes, "edges": edges}


def faults(document: Document) -> list[str]:
    """Pairs of neighbours that cover each other, and what sticks out of its frame."""
    found = []
    for parent in (None, *(n.id for n in document.nodes())):
        holder = document.node(parent)
        inside = [n for n in document.children(parent) if isinstance(n, Node) and n.side is None]
        boxes = [(n.id, footprint(n, holder)) for n in inside if not (n.service.is_overlay() and n.members)]
        for number, (one, box) in enumerate(boxes):
            found += [f"{one} covers {other}" for other, room in boxes[:number] if box.overlaps(room)]
            if holder is not None:
                width, height = holder.size
                if not Rect(0, 0, width, height).contains(box):
                    found.append(f"{one} sticks out of {holder.id}")
    return found


@pytest.mark.parametrize("name", examples())
def test_nothing_covers_anything_or_sticks_out(name: str) -> None:
    assert faults(read_drawing(examples()[name]).document) == []


@pytest.mark.parametrize("name", examples())
def test_an_imported_drawing_is_saved_and_opened_without_loss(name: str) -> None:
    document = read_drawing(examples()[name]).document
    loaded = files.loads(files.dumps(document))
    lost = [problem for problem in loaded.problems if not problem.harmless]
    # What AWS does not offer ("hazelcast") is judged in a drawing; a project cannot hold it, and says so.
    assert [problem for problem in lost if "is not one of its choices" not in problem.what] == []
    assert lost or records_by_id(loaded.document) == records_by_id(document)


def test_a_large_drawing_is_laid_out_without_overlap() -> None:
    document = read_drawing(large()).document
    assert sum(1 for _ in document.nodes()) > 200
    assert faults(document) == []


def test_zones_are_columns_and_subnets_of_one_tier_a_row() -> None:
    document = read_drawing(large(vpcs=1)).document

    def at(node_id: str) -> Rect:
        found = document.node(node_id)
        assert found is not None
        return canvas_rect(document, found)

    zones = [at(f"v0z{z}") for z in range(3)]
    assert len({zone.y for zone in zones}) == len({zone.height for zone in zones}) == 1
    assert [zone.x for zone in zones] == sorted({zone.x for zone in zones})
    for tier in (0, 1):
        row = [at(f"v0z{z}s{tier}") for z in range(3)]
        assert len({subnet.y for subnet in row}) == len({subnet.height for subnet in row}) == 1
    assert at("v0z0s0").y < at("v0z0s1").y, "public subnets come first"


def test_callers_stand_left_of_what_they_call() -> None:
    document = read_drawing(large(vpcs=1)).document
    users, cloud = document.node("users"), document.node("aws")
    assert users is not None and cloud is not None
    assert canvas_rect(document, users).right < canvas_rect(document, cloud).x


def test_gateways_sit_on_the_edge_of_their_vpc() -> None:
    drawing = large(vpcs=1)
    for name, service in (("igw", "igw"), ("vgw", "vgw"), ("s3", "vpce_gateway")):
        drawing["nodes"].append({"id": name, "service": service, "parent": "v0"})
    document = read_drawing(drawing).document
    sides = {n.id: n.side for n in document.nodes() if n.service.border}
    assert sides == {"igw": "top", "vgw": "left", "s3": "right"}


def test_the_same_drawing_is_laid_out_the_same_way() -> None:
    one, other = (records_by_id(read_drawing(large(vpcs=2)).document) for _ in range(2))
    assert one == other
