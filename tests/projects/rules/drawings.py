"""Small drawings for the tests of rules: a Region with a VPC over two zones, to add to."""

from __future__ import annotations

from typing import Any

from projects.changes import Change
from projects.checking import check
from projects.document import Document, Draft
from projects.records import AnyRecord, Link, Node
from projects.rules.rule import Finding
from projects.service import make_service


def node(
    node_id: str, service: str, /, parent: str | None = None, members: tuple[str, ...] = (), **props: Any
) -> Node:
    """A node with these properties, labelled with its id."""
    return Node(
        id=node_id, service=make_service(service, props), parent=parent, members=members, label=node_id
    )


def link(source: str, target: str, kind: str = "traffic", **details: Any) -> Link:
    return Link(id=f"{source}-{kind}-{target}", source=source, target=target, kind=kind, details=details)


def two_zones(*records: AnyRecord) -> Document:
    """us-east-1 with the VPC "vpc": public-a, public-b, private-a, private-b and an internet gateway."""
    frame: list[AnyRecord] = [
        node("cloud", "aws_cloud"),
        node("region", "region", "cloud", code="us-east-1"),
        node("vpc", "vpc", "region", cidr="10.0.0.0/16", flow_logs=True),
        node("igw", "internet_gateway", "vpc"),
    ]
    for number, letter in enumerate("ab"):
        zone = f"zone-{letter}"
        frame.append(node(zone, "availability_zone", "vpc", zone=f"us-east-1{letter}"))
        frame.append(node(f"public-{letter}", "subnet", zone, cidr=f"10.0.{number}.0/24", public=True))
        frame.append(node(f"private-{letter}", "subnet", zone, cidr=f"10.0.{number + 10}.0/24", public=False))
    return Document([*frame, *records])


def found(document: Document, rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in check(document) if finding.rule == rule]


def fires(document: Document, rule: str) -> bool:
    return bool(found(document, rule))


def put(document: Document, *records: AnyRecord) -> Change:
    """Apply the change that puts these records, and give it."""
    draft = Draft(document)
    for record in records:
        draft.put(record)
    change = draft.change()
    document.apply(change)
    return change
