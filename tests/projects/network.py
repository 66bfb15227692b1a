"""Networks to try containers with: zones as columns, subnets as rows, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from projects.document import Document, Draft
from projects.geometry import Rect, canvas_rect, footprint
from projects.making_room import may_overlap, takes_room
from projects.records import Node, Note
from projects.service import make_service


def node(node_id: str, service: str, parent: str | None, x: int, y: int, *size: int, **facts: object) -> Node:
    """A node; what is not a field of the record is a property of its service."""
    own = {key: facts.pop(key) for key in list(facts) if key in Node.model_fields}
    width, height = size or (None, None)
    made = make_service(service, facts)
    values = {"id": node_id, "service": made, "parent": parent, "x": x, "y": y, **own}
    return Node(**values, width=width, height=height)  # type: ignore[arg-type]


def network(zones: int = 2) -> Document:
    """A VPC with zones side by side, each with a public and a private subnet and an instance."""
    width = 344 * zones + 40
    records = [
        node("cloud", "aws_cloud", None, 0, 0, width + 240, 900),
        node("region", "region", "cloud", 40, 48, width + 160, 800),
        node("vpc", "vpc", "region", 80, 80, width, 560, cidr="10.0.0.0/16"),
        node("gateway", "internet_gateway", "vpc", 0, 0, side="top", offset=0.5),
    ]
    for number, letter in enumerate("abcdef"[:zones]):
        zone = f"zone_{letter}"
        records += [
            node(zone, "availability_zone", "vpc", 32 + 344 * number, 80, 312, 448),
            node(f"public_{letter}", "subnet", zone, 24, 40, 264, 168, public=True),
            node(f"private_{letter}", "subnet", zone, 24, 232, 264, 192, public=False),
            node(f"web_{letter}", "ec2_instance", f"private_{letter}", 96, 56),
        ]
    return Document(records)


def apply(document: Document, draft: Draft) -> Document:
    document.apply(draft.change())
    return document


def found(document: Document, node_id: str) -> Node:
    one = document.node(node_id)
    assert one is not None, node_id
    return one


def at(document: Document, record_id: str) -> Rect:
    """Where a node or note is on the canvas."""
    record = document.get(record_id)
    assert isinstance(record, Node | Note)
    return canvas_rect(document, record)


def everywhere(document: Document) -> dict[str, Rect]:
    """Where all nodes and notes are on the canvas, by id."""
    return {r.id: canvas_rect(document, r) for r in document.records() if isinstance(r, Node | Note)}


def not_held(document: Document) -> list[str]:
    """What sticks out of its container."""
    return [
        one.id
        for one in document.nodes()
        if one.side is None and not one.service.is_overlay() and (holder := document.node(one.parent))
        if not Rect(0, 0, *holder.size).contains(footprint(one, holder))
    ]


def overlaps(document: Document) -> set[frozenset[str]]:
    """Pairs of neighbours that cover each other, one of them a frame at least."""
    return {frozenset(pair) for pair in _overlaps(document)}


def _overlaps(document: Document) -> Iterator[tuple[str, str]]:
    for holder in (None, *(n.id for n in document.nodes() if n.service.is_container())):
        children = [child for child in document.children(holder) if takes_room(child)]
        for one, other in combinations(children, 2):
            frames = any(isinstance(c, Node) and c.service.is_container() for c in (one, other))
            if frames and not may_overlap(one, other) and footprint(one).overlaps(footprint(other)):
                yield one.id, other.id
