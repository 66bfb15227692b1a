"""Small drawings to export: a web shop in two zones, and one with awkward texts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from projects.document import Document
from projects.records import AnyRecord, Link, Node, Note, Settings
from projects.service import make_service

AWKWARD = (
    "<script>alert(1)</script>",
    "a \"quoted\" & 'single' <b>",
    "emoji 🚀 and 漢字",
    "مرحبا بالعالم",
    "bell \x07 and no character \uffff",
    "]]> &amp; --> <!-- ",
    "name\nover\tlines",
)


def node(record_id: str, service: str, parent: str | None, x: int, y: int, **values: Any) -> Node:
    properties = values.pop("properties", {})
    made = make_service(service, properties)
    return Node(id=record_id, service=made, parent=parent, x=x, y=y, **values)


@pytest.fixture
def shop() -> Document:
    """A VPC with a gateway on its edge, two zones, an overlay, actors, notes and several kinds of links."""
    records: list[AnyRecord] = [
        Settings(name="Web shop", client="Example Ltd", author="A. Architect"),
        node("users", "users", None, 0, 300, label="Customers"),
        node("cloud", "aws_cloud", None, 160, 0, width=800, height=640),
        node("region", "region", "cloud", 40, 48, width=720, height=560, properties={"code": "eu-west-1"}),
        node("vpc", "vpc", "region", 40, 48, width=640, height=480, properties={"cidr": "10.0.0.0/16"}),
        node("gateway", "internet_gateway", "vpc", 0, 0, side="left", offset=0.5),
        node("group", "auto_scaling_group", "vpc", 88, 264, width=472, height=152, members=("web0", "web1")),
        Note(id="heading", kind="title_block", text="Web shop\nTwo zones", x=0, y=16, width=140, height=60),
        Note(id="one", kind="step", text="1", x=88, y=272, width=28, height=28),
        Note(id="remark", text="Traffic stays in Europe.", x=0, y=420, width=130, height=52),
        Link(id="in", source="users", target="gateway", label="HTTPS"),
    ]
    for index in range(2):
        zone = f"zone{index}"
        left = 48 + 288 * index
        records += [
            node(
                zone,
                "availability_zone",
                "vpc",
                left,
                40,
                width=264,
                height=416,
                properties={"zone": f"eu-west-1{'ab'[index]}"},
            ),
            node(
                f"public{index}",
                "subnet",
                zone,
                24,
                40,
                width=216,
                height=152,
                properties={"cidr": f"10.0.{index}.0/24", "public": True},
            ),
            node(
                f"private{index}",
                "subnet",
                zone,
                24,
                208,
                width=216,
                height=184,
                properties={"cidr": f"10.0.{index + 8}.0/24", "public": False},
            ),
            node(
                f"nat{index}",
                "nat_gateway",
                f"public{index}",
                76,
                44,
                properties={"data_processed_gb": Decimal(300)},
            ),
            node(f"web{index}", "ec2_instance", f"private{index}", 76, 64, label=f"Web {index + 1}"),
            Link(id=f"out{index}", source=f"web{index}", target=f"nat{index}", kind="event"),
            Link(id=f"up{index}", source=f"nat{index}", target="gateway", kind="attach"),
        ]
    return Document(records)


@pytest.fixture
def awkward() -> Document:
    """Texts that a careless writer of XML or PDF stumbles over, as labels, link labels and notes."""
    records: list[AnyRecord] = [Settings(name=AWKWARD[0])]
    for index, text in enumerate(AWKWARD):
        records.append(node(f"node <{index}> \"&'", "users", None, 0, 160 * index, label=text))
        records.append(Note(id=f"note{index}", text=text, x=320, y=160 * index))
        if index:
            ends = (records[1].id, f"node <{index}> \"&'")
            records.append(Link(id=f"link{index}", source=ends[0], target=ends[1], label=text))
    return Document(records)
