"""Remedies for instances: a current type, a group over two zones, a managed database."""

from __future__ import annotations

from projects.document import Draft
from projects.edits import set_members, top_z
from projects.facts import value
from projects.geometry import HEADER, PADDING, canvas_rect, origin
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import replace_node, set_properties
from projects.rules.reachability import BALANCERS
from projects.rules.remedies import drafted
from projects.rules.rule import Fix
from projects.rules.second_zones import add_subnet_like, free_zone, subnet_elsewhere
from projects.rules.wording import the
from projects.service import make_service

_SUCCESSORS = {
    **{"t1.micro": "t3.micro", "m1.small": "t3.small", "m1.medium": "t3.medium", "m3.medium": "t3.medium"},
    **{"m2.xlarge": "r6i.large", "m2.2xlarge": "r6i.xlarge", "m2.4xlarge": "r6i.2xlarge"},
    **{"c1.medium": "c6i.large", "c1.xlarge": "c6i.2xlarge", "cc2.8xlarge": "c6i.8xlarge"},
    **{"cr1.8xlarge": "r6i.8xlarge", "g2.2xlarge": "g5.2xlarge", "g2.8xlarge": "g5.12xlarge"},
}
"""Types of previous generations whose size has another name today."""
_FAMILIES = {"m1": "m6i", "m3": "m6i", "c3": "c6i", "r3": "r6i", "i2": "i4i"}
"""Families whose sizes kept their names."""


def current_type(node: Node, name: str, graph: Graph) -> Fix | None:
    """The type that took its place, if the Region offers it."""
    from pricing.instances import instance, zones_offering

    family, _, size = name.partition(".")
    heir = _SUCCESSORS.get(name) or (f"{_FAMILIES[family]}.{size}" if family in _FAMILIES else "")
    if instance(heir) is None or zones_offering(heir, graph.region_of(node)) == ():
        return None
    if value(node, "placement_group"):
        return None  # not every type may stand in every group
    return set_properties(f"Use {heir}", node.id, instance_type=heir)


def grouped(node: Node, graph: Graph) -> Fix | None:
    """An Auto Scaling group of two around an instance, over its zone and another; it makes a subnet there."""
    where = graph.where(node)
    subnet, zone = graph.node(where.subnet), graph.zone_of(node)
    if subnet is None or zone is None or where.vpc is None:
        return None
    vpc, here = where.vpc, subnet.id
    other = subnet_elsewhere(graph, vpc, {zone}, subnet)
    elsewhere = (graph.zone_of(other) or "") if other is not None else free_zone(graph, subnet, {zone})
    if not elsewhere:
        return None

    balanced = any(n.service.stored_name in BALANCERS for n in graph.sources(node.id, "target", "traffic"))
    checks = "ELB" if balanced else "EC2"

    def work(draft: Draft) -> None:
        second = other.id if other is not None else add_subnet_like(draft, here, elsewhere).id
        wanted = {"min": 2, "desired": 2, "max": 4, "subnets": (here, second), "health_check": checks}
        member = draft.node(node.id)
        if member is None:
            return
        rect, (left, top) = canvas_rect(draft, member), origin(draft, vpc)
        group = Node(
            id=draft.new_id("auto_scaling_group"),
            service=make_service("auto_scaling_group", wanted),
            parent=vpc,
            x=rect.x - left - PADDING,
            y=rect.y - top - HEADER,
            width=rect.width + 2 * PADDING,
            height=rect.height + HEADER + 2 * PADDING,
            z=top_z(draft, vpc),
        )
        draft.put(group)
        set_members(draft, group.id, [node.id])

    label = f"Put {the(graph, node)} into an Auto Scaling group over {zone} and {elsewhere}"
    return drafted(label, work, node.id, vpc, here)


def managed_database(node: Node, graph: Graph) -> Fix | None:
    """An RDS database in its place, where nothing is linked with it that only an instance has."""
    links = graph.links_of(node.id)
    stands = graph.where(node).subnet is not None
    if not stands or any(link.kind != "traffic" for link in links) or graph.overlays_of(node.id):
        return None
    return replace_node(f"Replace {the(graph, node)} by an RDS database", node.id, "rds_instance")
