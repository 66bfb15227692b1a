"""Reading address blocks: of a VPC, of a subnet, and what is taken."""

from __future__ import annotations

import re
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
