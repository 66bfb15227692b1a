"""File systems: clients and encryption of EFS (EFS005 to EFS008), and the subnets of FSx (FSX)."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import ClassVar

from projects.facts import link_value, listed_ids, value
from projects.graph import Graph
from projects.joined_networks import hybrid_path_drawn, joined
from projects.records import Link, Node
from projects.rules.fixes import add_link, add_node, all_of, remove_link, set_properties
from projects.rules.mount_targets import EFS, GUIDE, TARGET, Mount, another, mounts_of, systems_of
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import spread
from projects.rules.wording import The, the

FSX = "fsx"


def _overlap(one: Node, other: Node) -> bool:
    """Whether two VPCs cannot be peered, or may not: their blocks overlap or are not known."""
    try:
        blocks = [IPv4Network(str(value(vpc, "cidr")), strict=False) for vpc in (one, other)]
    except ValueError:
        return True
    return blocks[0].overlaps(blocks[1])


class WindowsClient(Rule):
    """EFS005: Windows speaks no NFS v4 to EFS."""

    id = "EFS005"
    summary = "Windows instances do not mount EFS."
    rationale = "EFS speaks NFS v4 to Linux clients; Windows uses FSx for Windows File Server."
    source = f"{GUIDE} (not re-read)"
    link_kinds = ("mount",)
    targets = (EFS, TARGET)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        client, target = graph.node(link.source), graph.node(link.target)
        if client is None or target is None or target.service.name not in self.targets:
            return
        if not str(value(client, "operating_system") or "").lower().startswith("windows"):
            return
        yield self.finding(
            f"{The(graph, client)} runs Windows, which cannot mount {the(graph, target)}; use FSx for "
            "Windows File Server.",
            link,
            client,
            target,
            fix=self.with_fsx(link, client, graph),
        )

    def with_fsx(self, link: Link, client: Node, graph: Graph) -> Fix | None:
        """A file system that Windows can mount, in place of the link."""
        subnet = graph.where(client).subnet
        if subnet is None:
            return None
        label = f"Mount FSx for Windows File Server on {the(graph, client)} instead"
        made = add_node(
            label,
            FSX,
            subnet,
            near=client.id,
            links_from=[("mount", client.id)],
            type="windows",
            deployment="SINGLE_AZ_2",
        )
        return all_of(label, made, remove_link("", link.id))


class ClientNetwork(Rule):
    """EFS006: mount targets have private addresses."""

    id = "EFS006"
    summary = "Clients are in the VPC of the mount targets, or in a network connected with it."
    rationale = "Mount targets have private addresses."
    source = f"{GUIDE} (not re-read)"
    link_kinds = ("mount",)
    targets = (EFS, TARGET)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        client, target = graph.node(link.source), graph.node(link.target)
        if client is None or target is None or link_value(link, "via"):
            return
        vpcs = [vpc for vpc in map(graph.node, self.vpcs_of(target, graph)) if vpc is not None]
        if graph.where(client).on_premises is not None and vpcs and not hybrid_path_drawn(graph):
            yield self.finding(
                f"{The(graph, client)} has no private path to {the(graph, target)}; draw a VPN or Direct "
                "Connect.",
                link,
                client,
                target,
            )
        home = graph.vpc_of(client)
        if home is None or not vpcs or any(joined(graph, home, vpc) for vpc in vpcs):
            return
        name = the(graph, vpcs[0])
        label = f"Peer {the(graph, home)} with {name}"
        yield self.finding(
            f"{The(graph, client)} is in another VPC than {the(graph, target)}; connect the VPC with {name}.",
            link,
            client,
            target,
            fix=None if _overlap(home, vpcs[0]) else add_link(label, home.id, vpcs[0].id, "peer"),
        )

    def vpcs_of(self, target: Node, graph: Graph) -> list[str]:
        """The VPCs in which it can be mounted; none where one of them is not known."""
        if target.service.name not in self.targets:
            return []
        where = graph.where(target).vpc
        found = [mount.vpc for mount in mounts_of(target, graph)] if target.service.name == EFS else []
        known = [vpc for vpc in (found or [where]) if vpc is not None]
        return list(dict.fromkeys(known)) if len(known) == len(found or [where]) else []


class EncryptedFiles(Rule):
    """EFS007: encryption is chosen at the start."""

    id = "EFS007"
    summary = "File systems are encrypted at rest."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Encryption must be chosen at creation."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = (EFS,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "encrypted") is False:
            fix = set_properties("Encrypt it", node.id, encrypted=True)
            yield self.finding(f"{The(graph, node)} is not encrypted; encrypt it.", node, fix=fix)


class ClientZone(Rule):
    """EFS008: a mount target in the client's own zone."""

    id = "EFS008"
    summary = "Clients find a mount target in their own zone."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = "Mounts across zones add latency and transfer cost."
    source = f"{GUIDE} (not re-read)"
    link_kinds = ("mount",)
    targets = (EFS, TARGET)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        client, target = graph.node(link.source), graph.node(link.target)
        if client is None or target is None:
            return
        zones = graph.zones_of(client)
        for system in systems_of(target, graph)[:1]:
            mounts = mounts_of(system, graph)
            served = {mount.zone for mount in mounts}
            if zones is None or not mounts or None in served:
                return
            for zone in sorted(zones - served):
                yield self.finding(
                    f"{The(graph, client)} is in {zone}, where {the(graph, system)} has no mount target; "
                    "add one there.",
                    link,
                    client,
                    system,
                    fix=self.there(system, client, zone, mounts, graph),
                )

    def there(self, system: Node, client: Node, zone: str, mounts: list[Mount], graph: Graph) -> Fix | None:
        """A mount target in the client's zone, if it may have one there."""
        subnets = [subnet for subnet in graph.subnets_of(client) if graph.zone_of(subnet) == zone]
        vpcs = {mount.vpc for mount in mounts}
        if value(system, "availability") == "one_zone" or not subnets:
            return None
        return another(system, subnets[0], graph) if vpcs == {graph.where(subnets[0]).vpc} else None


class FsxSubnets(Rule):
    """FSX001: two subnets for Multi-AZ, else one."""

    id = "FSX001"
    summary = (
        "A Multi-AZ file system lists exactly two subnets in two zones; single-AZ and Lustre exactly one."
    )
    rationale = "CreateFileSystem refuses other numbers."
    source = "Amazon FSx API CreateFileSystem"
    applies_to = (FSX,)
    parameters: ClassVar = {"multi_az": 2, "single_az": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        listed = tuple(dict.fromkeys(listed_ids(node)))
        deployment = str(value(node, "deployment") or "").upper()
        lustre = value(node, "type") == "lustre"
        if not listed or not (deployment or lustre):
            return
        several = deployment.startswith("MULTI_AZ") and not lustre
        wanted = self.parameters["multi_az" if several else "single_az"]
        if len(listed) != wanted:
            word = "Multi-AZ" if several else "in one zone"
            count = f"{len(listed)} subnet" + ("s" if len(listed) > 1 else "")
            words = "two, in two zones" if several else "one"
            yield self.finding(
                f"{The(graph, node)} is {word} but lists {count}; list exactly {words}.",
                node,
                fix=self.counted(node, listed, several, graph),
            )
            return
        zones = graph.zones_of(node)
        if several and zones is not None and len(zones) < wanted:
            yield self.finding(
                f"{The(graph, node)} is Multi-AZ but its subnets are in one zone; use two zones.",
                node,
                fix=spread(graph, node, keep=1),
            )

    def counted(self, node: Node, listed: tuple[str, ...], several: bool, graph: Graph) -> Fix | None:
        """The list with the right number of subnets."""
        if not several:
            first = graph.node(listed[0])
            label = f"Keep {the(graph, first)} only" if first is not None else "Keep the first subnet only"
            return set_properties(label, node.id, subnets=listed[:1])
        if len(listed) == 1:
            return spread(graph, node)
        zones = {i: graph.zone_of(subnet) for i in listed if (subnet := graph.node(i)) is not None}
        second = next((i for i in listed[1:] if zones.get(i) != zones.get(listed[0])), None)
        if second is None:
            return spread(graph, node, keep=1)
        return set_properties("Keep two subnets in two zones", node.id, subnets=(listed[0], second))
