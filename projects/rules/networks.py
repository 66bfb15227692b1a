"""Reading address blocks: of a VPC, of a subnet, and what is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_interface

from projects.facts import value
from projects.records import Node

PROVIDED = "amazon"
"""Stands for an IPv6 block that AWS gives."""


@lru_cache(maxsize=4096)
def network(text: str) -> IPv4Network | IPv6Network | None:
    """The network of a CIDR text, host bits dropped; None if it is malformed."""
    if "/" not in text:
        return None
    try:
        return ip_interface(text.strip()).network
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def has_host_bits(text: str) -> bool:
    """Whether a well-formed block is written with more than its network's address, as 10.0.0.18/16."""
    block = network(text)
    return block is not None and ip_interface(text.strip()).ip != block.network_address


def ipv4(text: str) -> IPv4Network | None:
    """The IPv4 network of a text, or None."""
    found = network(text)
    return found if isinstance(found, IPv4Network) else None


def blocks(node: Node) -> list[str]:
    """The IPv4 blocks of a VPC, subnet or site, as written."""
    found = [str(value(node, "cidr"))] if value(node, "cidr") else []
    further = value(node, "secondary_cidrs") or ()
    if isinstance(further, str):
        further = [part for part in re.split(r"[\s,;]+", further) if part]
    return [*found, *map(str, further)]


def ipv4_blocks(node: Node) -> list[IPv4Network]:
    """The well-formed IPv4 blocks of a VPC, subnet or site."""
    return [block for block in map(ipv4, blocks(node)) if block is not None]


def overlap(one: Node, other: Node) -> tuple[IPv4Network, IPv4Network] | None:
    """A block of each of two networks that overlap; None if none are known to."""
    theirs = ipv4_blocks(other)
    for block in ipv4_blocks(one):
        for foreign in theirs:
            if block.overlaps(foreign):
                return block, foreign
    return None


def usable(block: IPv4Network) -> int:
    """Addresses of a subnet that can be taken: AWS keeps the first four and the last one."""
    return max(0, block.num_addresses - 5)


def free_block(
    prefix: int, taken: Iterable[IPv4Network], within: Iterable[IPv4Network]
) -> IPv4Network | None:
    """The first block of this size inside ``within`` that overlaps none of ``taken``."""
    used = list(taken)
    for space in within:
        at = int(space.network_address)
        size = 1 << (32 - prefix)
        while space.prefixlen <= prefix and at + size - 1 <= int(space.broadcast_address):
            block = IPv4Network((at, prefix))
            hit = next((other for other in used if other.overlaps(block)), None)
            if hit is None:
                return block
            at = (int(hit.broadcast_address) // size + 1) * size
    return None
