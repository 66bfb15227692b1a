"""Mount targets of EFS file systems: how many, in which zones and VPC (EFS001 to EFS004)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from projects import edits
from projects.changes import Change
from projects.document import Document, Draft
from projects.facts import listed_ids, value, zones_differ
from projects.free_place import put_in
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import add_node, move_to, remove_node, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import add_subnet_like, free_zone, subnet_elsewhere
from projects.rules.wording import The, the
from projects.service import make_service

EFS, TARGET = "efs_file_system", "efs_mount_target"
GUIDE = "Amazon EFS User Guide; API CreateMountTarget"


class Mount(NamedTuple):
    """Where a file system can be mounted: a mount target, or a subnet that the file system lists."""

    node: Node
    """The mount target; the subnet where none is drawn."""
    zone: str | None
    vpc: str | None


def mounts_of(system: Node, graph: Graph) -> list[Mount]:
    """The mount targets of a file system, drawn ones first; a listed subnet with one drawn counts once."""
    drawn = [n for n in graph.others(system.id, "attach", "associate") if n.service.name == TARGET]
    subnets = {graph.where(node).subnet for node in drawn}
    listed = [subnet for subnet in graph.listed_subnets(system) if subnet.id not in subnets]
    found = {node.id: node for node in (*drawn, *listed)}
    return [Mount(node, graph.zone_of(node), graph.where(node).vpc) for node in found.values()]


def systems_of(target: Node, graph: Graph) -> list[Node]:
    """The file system of a mount target, or the file system itself."""
    if target.service.name == EFS:
        return [target]
    if target.service.name != TARGET:
        return []
    return [n for n in graph.others(target.id, "attach", "associate") if n.service.name == EFS]


def own_zone(system: Node, graph: Graph) -> str | None:
    """The zone of a One Zone file system as the drawing names it."""
    zone = value(system, "zone")
    drawn = graph.node(str(zone)) if zone else None
    return graph.zone_of(drawn) if drawn is not None else (zone or graph.zone_of(system))


def _without(system: Node, mount: Mount, graph: Graph) -> Fix:
    """Take one mount target away, be it drawn or only listed."""
    if mount.node.service.name == TARGET:
        return remove_node(f"Remove {the(graph, mount.node)}", mount.node.id)
    kept = tuple(listed for listed in listed_ids(system) if listed != mount.node.id)
    label = f"Keep no mount target in {the(graph, mount.node)}"
    return set_properties(label, system.id, subnets=kept)


def another(system: Node, subnet: Node, graph: Graph) -> Fix:
    """Add a mount target in a subnet, in the way the drawing shows them already."""
    label = f"Add a mount target in {the(graph, subnet)}"
    if listed_ids(system):
        return set_properties(label, system.id, subnets=(*listed_ids(system), subnet.id))
    return add_node(label, TARGET, subnet.id, links_from=[("attach", system.id)])


class OneMountTargetPerZone(Rule):
    """EFS001: one mount target serves a zone."""

    id = "EFS001"
    summary = "A file system has one mount target in each Availability Zone."
    rationale = "CreateMountTarget refuses a second one in a zone."
    source = GUIDE
    applies_to = (EFS,)
    parameters: ClassVar = {"max_per_az": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        first: dict[str, Mount] = {}
        for mount in mounts_of(node, graph):
            place = mount.zone or graph.where(mount.node).subnet
            if place is None:
                continue
            other = first.setdefault(f"{mount.vpc} {place}", mount)
            if other is not mount:
                zone = mount.zone or "one subnet"
                yield self.finding(
                    f"{The(graph, node)} has two mount targets in {zone}; keep one.",
                    mount.node,
                    node,
                    other.node,
                    fix=_without(node, mount, graph),
                )


class OneVpc(Rule):
    """EFS002: a file system belongs to one VPC."""

    id = "EFS002"
    summary = "All mount targets of a file system are in one VPC."
    rationale = "CreateMountTarget refuses a second VPC; others reach it through peering."
    source = GUIDE
    applies_to = (EFS,)
    parameters: ClassVar = {"max_vpc": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        mounts = [mount for mount in mounts_of(node, graph) if mount.vpc is not None]
        for mount in mounts[1:]:
            if mount.vpc != mounts[0].vpc:
                yield self.finding(
                    f"{The(graph, node)} has mount targets in two VPCs; keep those of one and peer the VPCs.",
                    mount.node,
                    node,
                    mounts[0].node,
                    fix=_without(node, mount, graph),
                )


class OneZoneMountTarget(Rule):
    """EFS003: a One Zone file system is mounted in its zone."""

    id = "EFS003"
    summary = "A One Zone file system has a single mount target, in its own zone."
    rationale = "CreateMountTarget refuses any other."
    source = GUIDE
    applies_to = (EFS,)
    parameters: ClassVar = {"max": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "availability") != "one_zone":
            return
        zone, mounts = own_zone(node, graph), mounts_of(node, graph)
        best = min(mounts, key=lambda mount: mount.zone != zone, default=None)
        for mount in mounts:
            if mount is not best:
                yield self.finding(
                    f"{The(graph, node)} is One Zone and takes {self.parameters['max']} mount target, "
                    f"not {len(mounts)}; remove the others.",
                    mount.node,
                    node,
                    fix=_without(node, mount, graph),
                )
        if best is not None and zone and self.elsewhere(best, zone, graph):
            yield self.finding(
                f"{The(graph, best.node)} is in {best.zone}, but {the(graph, node)} is stored in {zone}; "
                "use a subnet of that zone.",
                best.node,
                node,
                fix=self.into_zone(node, best, zone, graph),
            )

    def elsewhere(self, mount: Mount, zone: str, graph: Graph) -> bool:
        """Whether a mount target is known to be in another zone; a zone drawn without a name may be any."""
        around = graph.node(graph.where(mount.node).zone)
        unnamed = around is not None and mount.zone == around.id
        apart = mount.zone is not None and zones_differ(mount.zone, zone)
        return apart and (not unnamed or graph.node(zone) is not None)

    def into_zone(self, system: Node, mount: Mount, zone: str, graph: Graph) -> Fix | None:
        """The mount target moved into a subnet of the zone."""
        subnets = [subnet for subnet in graph.inside(mount.vpc, "subnet") if graph.zone_of(subnet) == zone]
        if not subnets:
            return None
        subnet = min(subnets, key=lambda found: bool(graph.is_public(found)))
        label = f"Move the mount target to {the(graph, subnet)}"
        if mount.node.service.name == TARGET:
            return move_to(label, mount.node.id, subnet.id)
        listed = tuple(subnet.id if i == mount.node.id else i for i in listed_ids(system))
        return set_properties(label, system.id, subnets=listed)


class MountTargetZones(Rule):
    """EFS004: a second zone to mount from."""

    id = "EFS004"
    summary = "A regional file system has mount targets in at least two zones."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "With a single one, clients in all zones depend on that zone."
    source = "AWS Support User Guide: Trusted Advisor check reference"
    applies_to = (EFS,)
    parameters: ClassVar = {"min_az": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "availability") == "one_zone":
            return
        mounts = mounts_of(node, graph)
        zones = {mount.zone for mount in mounts}
        if not mounts or None in zones or len(zones) >= self.parameters["min_az"]:
            return
        fix = self.second(node, mounts[0], graph)
        yield self.finding(
            f"{The(graph, node)} has mount targets in one zone only; add one in a second.",
            node,
            *(mount.node for mount in mounts),
            fix=fix,
        )

    def second(self, system: Node, mount: Mount, graph: Graph) -> Fix | None:
        """A mount target in another zone of the VPC, in a new subnet if there is none."""
        zones = {mount.zone or ""}
        subnet = subnet_elsewhere(graph, mount.vpc, zones)
        if subnet is not None:
            return another(system, subnet, graph)
        present = graph.node(graph.where(mount.node).subnet)
        zone = free_zone(graph, present, zones) if present is not None else ""
        if present is None or not zone:
            return None
        like = present.id

        def change(document: Document) -> Change:
            draft = Draft(document)
            owner = draft.node(system.id)
            if owner is None or draft.node(like) is None:
                return draft.change()
            subnet = add_subnet_like(draft, like, zone)
            if listed_ids(owner):
                service = owner.service.set(subnets=(*listed_ids(owner), subnet.id))
                draft.put(owner.model_copy(update={"service": service}))
            else:
                made = Node(id=draft.new_id(TARGET), service=make_service(TARGET, {}))
                edits.connect(draft, system.id, put_in(draft, made, subnet.id).id, "attach")
            return draft.change()

        return Fix(f"Add a mount target in a new subnet in {zone}", change)
