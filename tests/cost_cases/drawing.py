"""Turns a case into a project: a Region with what the adapter puts there, as a person would draw it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from projects.document import Document
from projects.records import Link, Node, Settings
from projects.service import CANVAS, catalogue, make_service
from tests.cost_cases.facts import Facts


class Drawing:
    """The project of one case. ``region`` is the case's; "us-east-1" where the case is global."""

    def __init__(self, region: str) -> None:
        self.region = region
        self._records: dict[str, Node | Link] = {}

    def add(self, name: str, /, *, inside: str = "", members: tuple[str, ...] = (), **properties: Any) -> str:
        """Place a service with these properties (None: not said); gives its id.

        ``inside`` names the kind of container to stand in; empty for the usual one.
        """
        kind = catalogue()[name]
        container = inside or next(iter(kind.inside), "region")
        stated = {key: value for key, value in properties.items() if value is not None}
        return self._put(name, make_service(name, stated), self._container(container), members)

    def link(self, source: str, target: str, kind: str, **fields: Any) -> str:
        """Connect two nodes; ``fields`` are those of a link, as ``gb_per_month``."""
        link_id = f"link-{len(self._records) + 1}"
        self._records[link_id] = Link(id=link_id, source=source, target=target, kind=kind, **fields)
        return link_id

    def document(self, *, free_allowances: bool) -> Document:
        """What was drawn."""
        return Document([*self._records.values(), Settings(free_allowances=free_allowances)])

    def _put(self, name: str, service: Any, parent: str | None, members: tuple[str, ...] = ()) -> str:
        node_id = f"{name}-{len(self._records) + 1}"
        self._records[node_id] = Node(id=node_id, service=service, parent=parent, members=members)
        return node_id

    def _container(self, kind: str) -> str | None:
        """The one container of this kind; made when first asked for."""
        if kind in (CANVAS, "*"):
            return None
        for record in self._records.values():
            if not isinstance(record, Node) or record.service.name != kind:
                continue
            # A second Region, where ``region`` was changed meanwhile, takes what stands in no VPC.
            if kind != "region" or getattr(record.service, "code", None) == self.region:
                return record.id
        around = {
            "region": "aws_cloud",
            "vpc": "region",
            "availability_zone": "vpc",
            "subnet": "availability_zone",
            "account": "aws_cloud",
            "edge_location": "aws_cloud",
        }
        facts = {
            "region": {"code": self.region},
            "vpc": {"cidr": "10.0.0.0/16"},
            "availability_zone": {"zone": self.region + "a"},
            "subnet": {"cidr": "10.0.0.0/24"},
        }
        parent = self._container(around[kind]) if kind in around else None
        return self._put(kind, make_service(kind, facts.get(kind, {})), parent)


Adapter = Callable[[Drawing, Facts, Facts], None]
"""Draws a case: (drawing, its ``resource_config``, its ``usage``). Raises CannotExpress."""
