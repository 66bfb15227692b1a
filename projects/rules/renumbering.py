"""Remedies that give a VPC other addresses, or a subnet a larger block; nothing if that is taken by now."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network

from projects.document import Draft
from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.networks import free_block, ipv4, ipv4_blocks
from projects.rules.remedies import drafted
from projects.rules.rule import Fix
from projects.rules.wording import the

_PRIVATE = tuple(IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_DOCKER = IPv4Network("172.17.0.0/16")


def renumber(vpc: Node, graph: Graph) -> Fix | None:
    """Give a VPC the next block that nothing on the drawing takes; its subnets keep their place in it.

    None where the VPC has no block of its own or several, or no block is free.
    """
    own = ipv4(str(value(vpc, "cidr") or ""))
    if own is None or value(vpc, "secondary_cidrs"):
        return None
    taken = [b for node in graph.nodes_of("vpc", "on_premises") for b in ipv4_blocks(node)]
    block = free_block(own.prefixlen, [*taken, _DOCKER], _PRIVATE)
    if block is None:
        return None
    subnets = [subnet.id for subnet in graph.inside(vpc.id, "subnet")]
    shift = int(block.network_address) - int(own.network_address)

    def work(draft: Draft) -> None:
        now = [node for node in draft.document.nodes() if node.service.name in ("vpc", "on_premises")]
        if _is_taken(block, [node for node in now if node.id != vpc.id]):
            return
        _set_cidr(draft, vpc.id, block)
        for subnet_id in subnets:
            subnet = draft.node(subnet_id)
            part = ipv4(str(value(subnet, "cidr") or ""))
            if part is not None and part.subnet_of(own):
                _set_cidr(draft, subnet_id, IPv4Network((int(part.network_address) + shift, part.prefixlen)))

    return drafted(f"Give {the(graph, vpc)} the block {block}, and its subnets with it", work, vpc.id)


def _set_cidr(draft: Draft, node_id: str, block: IPv4Network) -> None:
    node = draft.node(node_id)
    if node is not None:
        draft.put(node.model_copy(update={"service": node.service.set(cidr=str(block))}))


def next_block(subnet: Node, graph: Graph) -> Fix | None:
    """Give a subnet the next free block of its VPC, of its own size where AWS takes that."""
    own = ipv4(str(value(subnet, "cidr") or ""))
    vpc = graph.node(graph.where(subnet).vpc)
    if vpc is None:
        return None
    others = [s for s in graph.inside(vpc.id, "subnet") if s.id != subnet.id]
    taken = [block for other in others for block in ipv4_blocks(other)]
    prefix = own.prefixlen if own is not None and 16 <= own.prefixlen <= 28 else 24
    block = free_block(prefix, taken, ipv4_blocks(vpc))
    return None if block is None else _take(block, subnet, vpc, graph)


def resize_vpc(vpc: Node, graph: Graph) -> Fix | None:
    """Give a VPC the /16 around its subnets, or a /28 where its block is too small."""
    own = ipv4(str(value(vpc, "cidr") or ""))
    subnets = [b for subnet in graph.inside(vpc.id, "subnet") for b in ipv4_blocks(subnet)]
    if own is not None and own.prefixlen > 28:
        block = own.supernet(new_prefix=28)
    else:
        first = subnets[0] if subnets else own if own is not None else IPv4Network("10.0.0.0/16")
        block = IPv4Network((int(first.network_address) >> 16 << 16, 16))
    if not _fits(block, _PRIVATE) or not all(subnet.subnet_of(block) for subnet in subnets):
        return None
    return set_properties(f"Give {the(graph, vpc)} the block {block}", vpc.id, cidr=str(block))


def enlarge(subnet: Node, prefix: int, graph: Graph) -> Fix | None:
    """Give a subnet a block of at least this size: its own made wider, or one that is free in the VPC."""
    own = ipv4(str(value(subnet, "cidr") or ""))
    vpc = graph.node(graph.where(subnet).vpc)
    if own is None or vpc is None or prefix >= own.prefixlen or prefix < 16:
        return None
    spaces = ipv4_blocks(vpc)
    others = [s for s in graph.inside(vpc.id, "subnet") if s.id != subnet.id]
    taken = [block for other in others for block in ipv4_blocks(other)]
    wider = own.supernet(new_prefix=prefix)
    free = _fits(wider, spaces) and not any(wider.overlaps(block) for block in taken)
    block = wider if free else free_block(prefix, taken, spaces)
    return None if block is None else _take(block, subnet, vpc, graph)


def _take(block: IPv4Network, subnet: Node, vpc: Node, graph: Graph) -> Fix:
    """Give a subnet of a VPC a block, unless another subnet has taken it by then."""

    def work(draft: Draft) -> None:
        now = [node for node in draft.document.nodes() if node.service.name == "subnet"]
        siblings = [node for node in now if vpc.id in {a.id for a in draft.document.ancestors(node.id)}]
        if not _is_taken(block, [node for node in siblings if node.id != subnet.id]):
            _set_cidr(draft, subnet.id, block)

    return drafted(f"Give {the(graph, subnet)} the block {block}", work, subnet.id, vpc.id)


def _is_taken(block: IPv4Network, nodes: Iterable[Node]) -> bool:
    return any(block.overlaps(other) for node in nodes for other in ipv4_blocks(node))


def _fits(block: IPv4Network, spaces: Iterable[IPv4Network]) -> bool:
    return any(block.subnet_of(space) for space in spaces)
