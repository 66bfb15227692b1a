"""VPC addressing (VPC001 to VPC010, VPC017, VPC018): blocks that AWS takes, and room in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from ipaddress import IPv4Network
from itertools import combinations
from typing import ClassVar

from projects.facts import listed_ids, value
from projects.graph import Graph
from projects.known_services import scope_named
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.networks import PROVIDED, blocks, has_host_bits, ipv4, ipv4_blocks, network
from projects.rules.renumbering import enlarge, next_block, renumber, resize_vpc
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the, with_block
from projects.service import Service

_GUIDE = "Amazon VPC User Guide"
_API = "Amazon EC2 API Reference (botocore service model ec2 2016-11-15)"


class _Netmask(Rule):
    parameters: ClassVar = {"min_prefix": 16, "max_prefix": 28}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        low, high = self.parameters["min_prefix"], self.parameters["max_prefix"]
        for text in blocks(node):
            block = ipv4(text)
            if block is not None and not low <= block.prefixlen <= high:
                yield self.finding(
                    f"{with_block(graph, node, text)} has a netmask that AWS does not take; use /{low} "
                    f"to /{high}.",
                    node,
                    fix=self.resized(node, graph) if text == value(node, "cidr") else None,
                )

    def resized(self, node: Node, graph: Graph) -> Fix | None:
        """A block of a size that AWS takes, with all that is inside."""
        return resize_vpc(node, graph) if node.service.name == "vpc" else next_block(node, graph)


class VpcNetmask(_Netmask):
    """VPC001: a VPC's block is a /16 to a /28."""

    id = "VPC001"
    summary = "A VPC's IPv4 block has a netmask from /16 to /28."
    rationale = "CreateVpc refuses other sizes."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("vpc",)


class SubnetNetmask(_Netmask):
    """VPC006: a subnet's block is a /16 to a /28."""

    id = "VPC006"
    summary = "A subnet's IPv4 block has a netmask from /16 to /28."
    rationale = "CreateSubnet refuses other sizes."
    source = _API
    applies_to = ("subnet",)


class MalformedBlock(Rule):
    """VPC002: the block is an address block at all."""

    id = "VPC002"
    summary = "Every CIDR block is well formed."
    rationale = "The API rejects malformed blocks."
    source = f"{_API} (not re-read)"
    applies_to = ("vpc", "subnet")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        wrong = [text for text in blocks(node) if ipv4(text) is None]
        six = str(value(node, "ipv6_cidr") or "")
        if six and six != PROVIDED and getattr(network(six), "version", 0) != 6:
            wrong.append(six)
        for text in wrong:
            yield self.finding(
                f"{with_block(graph, node, text)} has no valid block; write one like 10.0.0.0/16.",
                node,
                fix=self.valid(node, text, graph),
            )

    def valid(self, node: Node, text: str, graph: Graph) -> Fix | None:
        """A block in place of the malformed one; a secondary or IPv6 block is left out."""
        if text == value(node, "ipv6_cidr"):
            return set_properties("Leave the IPv6 block out", node.id, ipv6_cidr=None)
        if text != value(node, "cidr"):
            further = ", ".join(other for other in blocks(node)[1:] if other != text) or None
            return set_properties(f"Leave {text} out", node.id, secondary_cidrs=further)
        return resize_vpc(node, graph) if node.service.name == "vpc" else next_block(node, graph)


class HostBits(Rule):
    """VPC003: 10.0.0.18/16 means 10.0.0.0/16."""

    id = "VPC003"
    summary = "CIDR blocks are written with their host bits zero."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "operational_excellence"
    rationale = "AWS silently changes 10.0.0.18/16 to 10.0.0.0/16."
    source = f"{_API} (not re-read)"
    applies_to = ("vpc", "subnet")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for text in blocks(node):
            block = ipv4(text)
            if block is not None and has_host_bits(text):
                own = text == value(node, "cidr")
                fix = set_properties(f"Write {block}", node.id, cidr=str(block)) if own else None
                yield self.finding(
                    f"{with_block(graph, node, text)} begins within a block; AWS makes it {block}.",
                    node,
                    fix=fix,
                )


class PrivateSpace(Rule):
    """VPC004: a VPC uses private addresses."""

    id = "VPC004"
    summary = "A VPC uses private (RFC 1918) or shared (100.64.0.0/10) addresses."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Public ranges that are not yours hide the real hosts of the internet."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("vpc",)
    parameters: ClassVar = {"private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")}
    spaces: ClassVar = tuple(map(IPv4Network, parameters["private"]))

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for block in ipv4_blocks(node):
            # Either lies in the other where they overlap at all: blocks nest or are apart.
            if not any(space.overlaps(block) for space in self.spaces):
                yield self.finding(
                    f"{with_block(graph, node, str(block))} uses public addresses; take private ones "
                    "like 10.0.0.0/16.",
                    node,
                    fix=renumber(node, graph) if 16 <= block.prefixlen <= 28 else None,
                )


class DockerRange(Rule):
    """VPC005: 172.17.0.0/16 belongs to Docker."""

    id = "VPC005"
    summary = "A VPC does not use 172.17.0.0/16."
    severity: ClassVar[Severity] = "warning"
    rationale = "Managed services built on Docker (Cloud9, SageMaker) use that range and conflict with it."
    source = _GUIDE
    applies_to = ("vpc",)
    parameters: ClassVar = {"avoid": "172.17.0.0/16"}
    avoid: ClassVar = IPv4Network(parameters["avoid"])

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for block in [block for block in ipv4_blocks(node) if block.subnet_of(self.avoid)]:
            yield self.finding(
                f"{with_block(graph, node, str(block))} has addresses that Docker-based services use too; "
                "choose another block.",
                node,
                fix=renumber(node, graph),
            )


class SubnetInVpc(Rule):
    """VPC007: a subnet is a part of its VPC."""

    id = "VPC007"
    summary = "A subnet's block lies inside a block of its VPC."
    rationale = "The API answers InvalidSubnet.Range."
    source = "cfn-lint rule catalogue"
    applies_to = ("subnet",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        block = ipv4(str(value(node, "cidr") or ""))
        vpc = graph.node(graph.where(node).vpc)
        if block is None or vpc is None:
            return
        if ipv4(str(value(vpc, "cidr") or "")) is None:
            return  # the block that is not known may hold it
        if not any(block.subnet_of(other) for other in ipv4_blocks(vpc)):
            yield self.finding(
                f"{The(graph, node)} lies outside the addresses of {the(graph, vpc)}; choose a block inside.",
                node,
                fix=next_block(node, graph),
            )


class SubnetsOverlap(Rule):
    """VPC008: no address belongs to two subnets."""

    id = "VPC008"
    summary = "Subnets of one VPC do not overlap."
    rationale = "The API answers InvalidSubnet.Conflict."
    source = _API
    applies_to = ("vpc",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        found = []
        for subnet in graph.inside(node.id, "subnet"):
            block = ipv4(str(value(subnet, "cidr") or ""))
            if block is not None:
                found.append((int(block.network_address), int(block.broadcast_address), subnet))
        found.sort(key=lambda item: (item[0], -item[1], item[2].id))
        open_until: list[tuple[int, Node]] = []
        for first, last, subnet in found:
            open_until = [(end, other) for end, other in open_until if end >= first]
            for _, other in open_until:
                yield self.finding(
                    f"{The(graph, other)} and {the(graph, subnet)} overlap; give one of them another block.",
                    subnet,
                    other,
                    fix=next_block(subnet, graph),
                )
            open_until.append((last, subnet))


def addresses_needed(graph: Graph, subnet: Node) -> int:
    return graph.remembered("addresses", subnet.id, lambda: _addresses_needed(graph, subnet))


@cache
def _takes_address(service: type[Service], name: str) -> bool:
    if service.is_overlay() or service.is_container():
        return False
    return scope_named(service, name) == "subnet" or name in _WITH_INTERFACES


def _addresses_needed(graph: Graph, subnet: Node) -> int:
    """Private addresses that the drawing surely takes in a subnet: one for each interface."""
    needed = 0
    for node in graph.inside(subnet.id):
        takes = _takes_address(type(node.service), node.service.stored_name)
        if takes and graph.where(node).subnet == subnet.id:
            counted = _COUNTED.get(node.service.stored_name)
            count = value(node, counted) if counted and not listed_ids(node) else 1
            needed += 1 if count is None else int(count)
    return needed + sum(
        1
        for node in graph.listed_by(subnet.id)
        if node.service.stored_name in _WITH_INTERFACES and graph.where(node).subnet != subnet.id
    )


_COUNTED = {"ec2_instance": "instances", "fargate": "tasks"}
"""What takes as many addresses of its subnet as it says."""

_WITH_INTERFACES = frozenset(
    {
        *("application_load_balancer", "network_load_balancer", "classic_load_balancer"),
        *("gateway_load_balancer", "interface_endpoint"),
    }
)


class SubnetFull(Rule):
    """VPC009: a /28 has room for eleven."""

    id = "VPC009"
    summary = "A subnet has an address for everything that stands in it."
    rationale = "AWS reserves the first four addresses and the last one of each subnet."
    source = _GUIDE
    applies_to = ("subnet",)
    parameters: ClassVar = {"reserved": 5}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        block = ipv4(str(value(node, "cidr") or ""))
        if block is None:
            return
        usable = max(0, block.num_addresses - self.parameters["reserved"])
        needed = addresses_needed(graph, node)
        if needed > usable:
            yield self.finding(
                f"{The(graph, node)} has {usable} usable addresses but needs {needed}; choose a larger "
                "block.",
                node,
                fix=roomier(node, needed, graph),
            )


class SubnetTight(Rule):
    """VPC010: leave room to scale."""

    id = "VPC010"
    summary = "At most 80 % of a subnet's usable addresses are planned."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "Scaling, load balancers and managed services take addresses at run time."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = ("subnet",)
    parameters: ClassVar = {"threshold": 0.8, "reserved": 5}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        block = ipv4(str(value(node, "cidr") or ""))
        if block is None:
            return
        usable = max(0, block.num_addresses - self.parameters["reserved"])
        needed = addresses_needed(graph, node)
        if self.parameters["threshold"] * usable < needed <= usable:
            yield self.finding(
                f"{The(graph, node)} plans {needed} of {usable} usable addresses; choose a larger block.",
                node,
                fix=roomier(node, needed, graph),
            )


def roomier(subnet: Node, needed: int, graph: Graph) -> Fix | None:
    """A block in which the addresses needed take half the room at most."""
    wanted = 2 * needed + SubnetTight.parameters["reserved"]
    prefix = min(28, 32 - (wanted - 1).bit_length())
    return enlarge(subnet, prefix, graph) if prefix >= _Netmask.parameters["min_prefix"] else None


class VpcBlocksOverlap(Rule):
    """VPC017: the blocks of one VPC are disjoint."""

    id = "VPC017"
    summary = "The address blocks of one VPC do not overlap."
    rationale = "AssociateVpcCidrBlock refuses an overlapping block."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("vpc",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for one, other in combinations(ipv4_blocks(node), 2):
            if one.overlaps(other):
                yield self.finding(
                    f"{The(graph, node)} has the overlapping blocks {one} and {other}; change one of them.",
                    node,
                    fix=self.larger_only(node, max(one, other, key=lambda block: block.num_addresses)),
                )

    def larger_only(self, node: Node, larger: IPv4Network) -> Fix:
        """Of two blocks that overlap one holds the other: the larger one is enough."""
        first, *further = dict.fromkeys(ipv4_blocks(node))
        kept = [b for b in further if b == larger or not b.overlaps(larger)]
        if first != larger and first.overlaps(larger):
            first = larger
        rest = ", ".join(str(block) for block in kept if block != first) or None
        return set_properties(f"Keep {larger} only", node.id, cidr=str(first), secondary_cidrs=rest)


class VpcBlockQuota(Rule):
    """VPC018: five blocks by default."""

    id = "VPC018"
    summary = "A VPC has at most 5 IPv4 blocks, unless the quota is raised (to 50)."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "The default quota is 5."
    source = _GUIDE
    applies_to = ("vpc",)
    parameters: ClassVar = {"default": 5, "max": 50}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        count, quota = len(blocks(node)), self.parameters["default"]
        if count > quota:
            yield self.finding(
                f"{The(graph, node)} has {count} IPv4 blocks; ask AWS to raise the quota of {quota}.", node
            )
