"""Two VPCs over two zones in two Regions, to hang wires into."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pricing.estimate import LineItem
from pricing.table import price_table
from projects.document import Document
from projects.estimate import Estimator, estimate
from projects.records import AnyRecord, Link, Node
from projects.service import make_service


class Drawing:
    """Collects records; ``east`` and ``west`` are VPCs of us-east-1 and eu-west-1 with zones a and b."""

    def __init__(self, *, nat: bool = False, public: bool | None = False) -> None:
        self.records: dict[str, AnyRecord] = {}
        self.put("cloud", "aws_cloud")
        for name, code in (("east", "us-east-1"), ("west", "eu-west-1")):
            self.put(f"{name}-region", "region", "cloud", code=code)
            self.put(name, "vpc", f"{name}-region")
            for letter in "ab":
                self.put(f"{name}-{letter}", "availability_zone", name, zone=f"{code}{letter}")
                self.put(f"{name}-private-{letter}", "subnet", f"{name}-{letter}", public=public)
                self.put(f"{name}-public-{letter}", "subnet", f"{name}-{letter}", public=True)
        if nat:
            self.put("nat", "nat_gateway", "east-public-a")

    def put(self, node_id: str, kind: str, parent: str | None = None, **properties: Any) -> Drawing:
        members = properties.pop("members", ())
        made = make_service(kind, properties)
        self.records[node_id] = Node(id=node_id, service=made, parent=parent, members=members, label=node_id)
        return self

    def server(self, node_id: str, subnet: str, **properties: Any) -> Drawing:
        values = {"instance_type": "m6i.large", "root_volume_size_gib": 8, "public_ip": False, **properties}
        return self.put(node_id, "ec2_instance", subnet, **values)

    def link(
        self,
        source: str,
        target: str,
        gb: float | str | None = None,
        back: float | str | None = None,
        kind: str = "traffic",
        **facts: Any,
    ) -> Drawing:
        there, and_back = (None if amount is None else Decimal(str(amount)) for amount in (gb, back))
        link_id = f"{source}>{target}"
        self.records[link_id] = Link(
            id=link_id,
            source=source,
            target=target,
            kind=kind,
            gb_per_month=there,
            gb_back_per_month=and_back,
            **facts,
        )
        return self

    @property
    def document(self) -> Document:
        return Document(self.records.values())

    def estimator(self) -> Estimator:
        return Estimator(self.document, price_table())

    def lines(self, record_id: str) -> tuple[LineItem, ...]:
        return estimate(self.document, price_table()).of_node(record_id)

    def figures(self, record_id: str) -> list[tuple[str, str, Decimal, Decimal]]:
        """Rate key, Region, quantity and monthly amount of what is priced of a link or node."""
        return [
            (line.rate.key, line.rate.region, line.quantity, line.monthly)
            for line in self.lines(record_id)
            if line.state == "priced" and line.rate is not None
            if line.quantity is not None and line.monthly is not None
        ]

    def states(self, record_id: str) -> list[tuple[str, str]]:
        return [(line.component, line.state) for line in self.lines(record_id)]
