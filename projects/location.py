"""Where a node stands, found by walking up its containers and never stored twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from projects.document import Document
from projects.place import Place
from projects.records import Node

_LOCAL_ZONE = re.compile(r"-[a-z]{3}-\d")
"""Names of Local Zones and Wavelength Zones: us-east-1-bos-1a, us-east-1-wl1-bos-wlz-1."""

ATTACHING = frozenset({"attach", "associate", "mount", "target"})


@dataclass(frozen=True, slots=True)
class Location:
    """The containers around a node; ids are None and codes empty where there is no such container."""

    region: str = ""
    region_id: str | None = None
    account_id: str | None = None
    vpc_id: str | None = None
    zone: str = ""
    zone_id: str | None = None
    local_zone: bool = False
    subnet_id: str | None = None
    on_premises: bool = False
    path: tuple[str, ...] = ()
    """Titles of the containers from the Region (or the outermost frame) down."""
    container_ids: tuple[str, ...] = ()
    """Ids of all containers around it, outermost first."""


def locate(document: Document, node_id: str) -> Location:
    """Where this node stands. A container's own Region, VPC or zone is itself."""
    node = document.node(node_id)
    chain = [] if node is None else [node, *document.ancestors(node_id)]
    found: dict[str, Node] = {}
    for container in chain:
        found.setdefault(container.service.name, container)
    around = [container for container in reversed(chain) if container.id != node_id]
    named = [c.title for c in around if c.service.name not in ("aws_cloud", "generic_group", "account")]
    return Location(
        region=_text(found.get("region"), "code"),
        region_id=_id(found.get("region")),
        account_id=_id(found.get("account")),
        vpc_id=_id(found.get("vpc")),
        zone=_text(found.get("availability_zone"), "zone") or _text(found.get("subnet"), "zone"),
        zone_id=_id(found.get("availability_zone")),
        local_zone="local_zone" in found,
        subnet_id=_id(found.get("subnet")),
        on_premises="on_premises" in found or "corporate_data_center" in found,
        path=tuple(named),
        container_ids=tuple(container.id for container in around),
    )


def _text(node: Node | None, name: str) -> str:
    return str(getattr(node.service, name, "") or "") if node is not None else ""


def _id(node: Node | None) -> str | None:
    return node.id if node is not None else None


def place_of(document: Document, node: Node, location: Location | None = None) -> Place:
    """The part of a node's surroundings that its costs may depend on."""
    where = location or locate(document, node.id)
    subnet = document.node(where.subnet_id)
    listed = getattr(node.service, "subnets", ()) or ()
    listed = [subnet_id for subnet_id in listed if document.node(subnet_id) is not None]
    return Place(
        region=where.region,
        zone=where.zone,
        priced_apart=_priced_apart(node, subnet, where),
        in_vpc=where.vpc_id is not None,
        in_subnet=subnet is not None,
        subnet_is_public=getattr(subnet.service, "public", None) if subnet is not None else None,
        subnets=len(listed) or int(subnet is not None),
        members=sum(1 for member in node.members if member in document),
        instances_each=instances_each(document, node),
        attached=attached(document, node.id),
        hours_per_month=document.settings.hours_per_month,
    )


def _priced_apart(node: Node, subnet: Node | None, where: Location) -> Literal["", "local_zone", "outpost"]:
    if any(getattr(item.service, "outpost", None) for item in (node, subnet) if item is not None):
        return "outpost"
    return "local_zone" if where.local_zone or _LOCAL_ZONE.search(where.zone) else ""


def attached(document: Document, node_id: str) -> tuple[str, ...]:
    """Names of the services tied to this node by attach, associate, mount and target links, sorted."""
    names = []
    for link in document.links_of(node_id):
        if link.kind in ATTACHING:
            other = document.node(link.target if link.source == node_id else link.source)
            if other is not None:
                names.append(other.service.name)
    return tuple(sorted(names))


def instances_each(document: Document, node: Node) -> Decimal:
    """How many instances one drawn member of an Auto Scaling group stands for; 1 outside a group."""
    for overlay in document.overlays_of(node.id):
        if overlay.service.name != "auto_scaling_group":
            continue
        average = getattr(overlay.service, "average_instances", None)
        if average is None:
            average = getattr(overlay.service, "desired", None)
        drawn = sum(_stands_for(document.node(member)) for member in overlay.members)
        if average is not None and drawn:
            return Decimal(average) / drawn
    return Decimal(1)


def _stands_for(member: Node | None) -> int:
    """How many instances an icon is drawn for; an icon of something else for none."""
    if member is None or member.service.name != "ec2_instance":
        return 0
    instances = getattr(member.service, "instances", None)
    return 1 if instances is None else int(instances)
