"""Sensible first values for new containers: the next free address block, zone and Region."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Network

from projects.document import Draft
from projects.records import Node
from projects.service import Service


def address_for(draft: Draft, service: Service, parent: str | None) -> Service:
    """A VPC or subnet without a block gets the next free one: 10.0.0.0/16, then /24s inside the VPC's."""
    if service.name == "vpc" and getattr(service, "cidr", None) is None:
        taken = [n for n in (_network(v) for v in _of(draft, "vpc")) if n is not None]
        for second in range(256):
            block = IPv4Network(f"10.{second}.0.0/16")
            if not any(block.overlaps(other) for other in taken):
                return service.set(cidr=str(block))
    if service.name == "subnet" and getattr(service, "cidr", None) is None:
        vpc = _around(draft, parent, "vpc")
        within = _network(vpc) if vpc is not None else None
        if vpc is None or within is None or within.prefixlen > 28:
            return service
        siblings = [node for node in _of(draft, "subnet") if _around(draft, node.parent, "vpc") is vpc]
        taken = [n for n in (_network(node) for node in siblings) if n is not None]
        for block in within.subnets(new_prefix=max(within.prefixlen, min(24, within.prefixlen + 8))):
            if not any(block.overlaps(other) for other in taken):
                return service.set(cidr=str(block))
    return service


def zone_for(draft: Draft, service: Service, parent: str | None) -> Service:
    """A zone without a name gets the Region's first one that its container does not show yet; a Region
    without a code gets the project's default."""
    if service.name == "region" and not getattr(service, "code", None):
        return service.set(code=draft.document.settings.default_region)
    if service.name != "availability_zone" or getattr(service, "zone", None):
        return service
    from pricing.regions import region

    around = _around(draft, parent, "region")
    facts = region(str(getattr(around.service, "code", ""))) if around is not None else None
    shown = {getattr(c.service, "zone", None) for c in draft.children(parent) if isinstance(c, Node)}
    for name in facts.zones if facts is not None else ():
        if name not in shown:
            return service.set(zone=name)
    return service


# copies


def renew(draft: Draft, ids: Iterable[str]) -> None:
    """Give copied zones and subnets names and blocks of their own where the originals stand beside them.

    A copy in another VPC keeps what it has. Labels follow.
    """
    nodes = [node for i in dict.fromkeys(ids) if (node := draft.node(i)) is not None]
    letters = {
        node.id: _renew_zone(draft, node) for node in nodes if node.service.name == "availability_zone"
    }
    for node in nodes:
        if node.service.name == "subnet":
            _renew_subnet(draft, node, letters.get(node.parent or "", ("", "")))


def _renew_zone(draft: Draft, node: Node) -> tuple[str, str]:
    """The last letter of the zone's name before and after; empty where it keeps its name."""
    old = getattr(node.service, "zone", None)
    beside = (c for c in draft.children(node.parent) if isinstance(c, Node) and c.id != node.id)
    if not old or all(getattr(one.service, "zone", None) != old for one in beside):
        return "", ""
    service = zone_for(draft, node.service.set(zone=None), node.parent)
    new = getattr(service, "zone", None)
    if not new:
        return "", ""
    draft.put(node.model_copy(update={"service": service, "label": node.label.replace(old, new)}))
    return old[-1], new[-1]


def _renew_subnet(draft: Draft, node: Node, letters: tuple[str, str]) -> None:
    old, new = letters
    label = re.sub(rf"(?<=[-_ ]){re.escape(old)}(?= |$)", new, node.label) if old else node.label
    service, own = node.service, _network(node)
    vpc = _around(draft, node.parent, "vpc")
    within = _network(vpc) if vpc is not None else None
    if own is not None and vpc is not None and within is not None and own.subnet_of(within):
        others = [n for n in _of(draft, "subnet") if n.id != node.id]
        taken = [_network(n) for n in others if _around(draft, n.parent, "vpc") is vpc]
        block = own if not _meets(own, taken) else _free_block(within, own, taken)
        if block is not None and block != own:
            before = str(getattr(service, "cidr", ""))
            service = service.set(cidr=str(block))
            label = label.replace(before, str(block))
    if service is not node.service or label != node.label:
        draft.put(node.model_copy(update={"service": service, "label": label}))


def _free_block(
    within: IPv4Network, like: IPv4Network, taken: list[IPv4Network | None]
) -> IPv4Network | None:
    """The next free block of the same size after one; from the start where there is none after it."""
    free = (block for block in within.subnets(new_prefix=like.prefixlen) if not _meets(block, taken))
    first: IPv4Network | None = None
    for block in free:
        if block > like:
            return block
        first = first or block
    return first


def _meets(block: IPv4Network, taken: list[IPv4Network | None]) -> bool:
    return any(other is not None and block.overlaps(other) for other in taken)


# looking around


def _of(draft: Draft, service: str) -> list[Node]:
    present = {node.id: node for node in draft.document.nodes()}
    ids = [*present, *(i for i in draft.put_ids() if i not in present)]
    nodes = (draft.node(node_id) for node_id in ids)
    return [node for node in nodes if node is not None and node.service.name == service]


def _around(draft: Draft, node_id: str | None, service: str) -> Node | None:
    node = draft.node(node_id)
    seen: set[str] = set()
    while node is not None and node.id not in seen:
        if node.service.name == service:
            return node
        seen.add(node.id)
        node = draft.node(node.parent)
    return None


def _network(node: Node) -> IPv4Network | None:
    try:
        return IPv4Network(str(getattr(node.service, "cidr", "") or ""), strict=False)
    except ValueError:
        return None
