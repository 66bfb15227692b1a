"""A sound drawing of two Regions, three VPCs and a data centre, to which an example adds a few elements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from projects.rules.rule import all_rules
from tests.projects.rules.reference_architectures import Drawing, Item, box, drawing, icon
from tests.rule_cases.cases import findings_of


def edge(edge_id: str, source: str, target: str, kind: str = "traffic", /, **props: Any) -> Item:
    return {"id": edge_id, "from": source, "to": target, "kind": kind, "props": props}


BOTH = ["SA", "SB"]
PUBLIC = ["PA", "PB"]


def frame() -> list[Item]:
    """us-east-1 with V (PA, SA, PB, SB; gateway IG) and W (T, T2); eu-west-1 with X (U); dc with srv."""
    return [
        box("aws", "aws_cloud", None),
        box("R", "region", "aws", code="us-east-1"),
        box("V", "vpc", "R", cidr="10.0.0.0/16"),
        *(box(zone, "az", "V", name=f"us-east-1{zone.lower()}") for zone in "AB"),
        box("PA", "subnet", "A", cidr="10.0.0.0/24", public=True),
        box("PB", "subnet", "B", cidr="10.0.1.0/24", public=True),
        box("SA", "subnet", "A", cidr="10.0.10.0/24"),
        box("SB", "subnet", "B", cidr="10.0.11.0/24"),
        icon("IG", "igw", "V"),
        box("W", "vpc", "R", cidr="10.1.0.0/16"),
        box("T", "subnet", "W", cidr="10.1.0.0/24", az="us-east-1a"),
        box("T2", "subnet", "W", cidr="10.1.1.0/24", az="us-east-1b"),
        box("Q", "region", "aws", code="eu-west-1"),
        box("X", "vpc", "Q", cidr="10.9.0.0/16"),
        box("U", "subnet", "X", cidr="10.9.0.0/24", az="eu-west-1a"),
        box("dc", "on_premises", None, cidr="192.168.0.0/16"),
        icon("srv", "on_prem_server", "dc"),
        icon("user", "user"),
        icon("net", "internet"),
    ]


@dataclass(frozen=True)
class Example:
    """What is added (or, of the same id, replaced) and what must come of it."""

    rule: str
    items: tuple[Item, ...]
    on: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other rules whose ERROR the same mistake is."""

    def drawing(self) -> Drawing:
        items = {item["id"]: item for item in (*frame(), *self.items)}.values()
        containers = [item for item in items if "type" in item]
        nodes = [item for item in items if "service" in item]
        return drawing(self.rule, containers, nodes, [item for item in items if "kind" in item])

    @property
    def label(self) -> str:
        return f"{self.rule} {' '.join(item['id'] for item in self.items)}"


def bad(rule: str, on: str, *items: Item, also: str = "") -> Example:
    return Example(rule, items, tuple(on.split()), tuple(also.split()))


def near(rule: str, *items: Item) -> Example:
    return Example(rule, items)


def must_fire(example: Example) -> None:
    """The rule blames what was planted, and no other error comes."""
    found = findings_of(example.drawing())
    blamed = {i for finding in found if finding.rule == example.rule for i in finding.node_ids}
    assert blamed, f"{example.rule} is silent"
    assert set(example.on) <= blamed
    expected = {example.rule, *example.also} if all_rules()[example.rule].severity == "error" else set()
    assert {finding.rule for finding in found if finding.severity == "error"} == expected


def must_stay_silent(example: Example) -> None:
    """On the limit, or where an exception applies, there is no finding of the rule and no error."""
    found = findings_of(example.drawing())
    wrongly = [f.message for f in found if f.rule == example.rule or f.severity == "error"]
    assert not wrongly
