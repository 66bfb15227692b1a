"""Remedies in several steps: subnets in other zones, another Region, a function or topic in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from projects.changes import Change
from projects.document import Document, Draft
from projects.facts import listed_ids, value
from projects.free_place import put_in
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import insert_node, remove_link, set_properties
from projects.rules.rule import Fix
from projects.rules.second_zones import special_zone, spread
from projects.rules.wording import listed, the
from projects.service import make_service


def ends(link: Link, graph: Graph) -> tuple[Node, Node] | None:
    """The source and the target of a link; None if one is gone."""
    source, target = graph.node(link.source), graph.node(link.target)
    return None if source is None or target is None else (source, target)


def known_subnets(node: Node, graph: Graph) -> list[Node]:
    """The subnets a node lists; none where one of them is not drawn, so that nobody counts too few."""
    subnets = graph.listed_subnets(node)
    return subnets if len(subnets) == len(listed_ids(node)) else []


def one_a_zone(vpc: Node | None, graph: Graph, first: list[Node] | None = None) -> list[Node]:
    """A subnet for each zone of a VPC: those of ``first`` if they are there, else private before public.

    Local Zones and subnets whose zone is not known are passed over.
    """
    if vpc is None:
        return []
    if not first:
        return list(graph.remembered("one a zone", vpc.id, lambda: _one_a_zone(vpc, graph, [])))
    return _one_a_zone(vpc, graph, first)


def _one_a_zone(vpc: Node, graph: Graph, first: list[Node]) -> list[Node]:
    own = [subnet for subnet in first if graph.where(subnet).vpc == vpc.id]
    others = sorted(graph.inside(vpc.id, "subnet"), key=lambda s: (bool(graph.is_public(s)), s.id))
    found: dict[str, Node] = {}
    for subnet in (*own, *others):
        zone = graph.zone_of(subnet)
        if zone is not None and not special_zone(graph, [subnet]):
            found.setdefault(zone, subnet)
    return list(found.values())


def use_zones(node: Node, graph: Graph, count: int) -> Fix | None:
    """List as many subnets, each in another zone, keeping the present ones.

    Where the VPC lacks one, it is made; None where it lacks more.
    """
    now = graph.listed_subnets(node)
    chosen = one_a_zone(graph.vpc_of(node), graph, now)[:count]
    if len(chosen) == count - 1 == len(now):
        return spread(graph, node)
    if len(chosen) < count or chosen == now:
        return None
    names = listed(the(graph, subnet) for subnet in chosen)
    return set_properties(f"Use {names}", node.id, subnets=tuple(subnet.id for subnet in chosen))


def function_between(link: Link, graph: Graph) -> Fix | None:
    """Put a function into a link, attached to the target's VPC where that has one."""
    target = graph.node(link.target)
    if target is None:
        return None
    label = f"Put a Lambda function before {graph.title(target)}"
    vpc = graph.vpc_of(target)
    if vpc is None and target.service.stored_name == "efs_file_system":
        return None  # a function mounts it from a VPC, and the file system does not say which
    if vpc is None:
        region = graph.where(target).region
        return insert_node(label, link.id, "lambda_function", parent=region) if region else None
    subnets = [subnet for subnet in one_a_zone(vpc, graph) if not graph.is_public(subnet)]
    if not subnets:
        return remove_link("Remove the link", link.id)
    return insert_node(
        label, link.id, "lambda_function", parent=vpc.id, subnets=tuple(subnet.id for subnet in subnets)
    )


def drafted(label: str, work: Callable[[Draft], None], *needed: str) -> Fix:
    """A fix that works on a draft; it does nothing while a record it needs is gone."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        if all(draft.get(record_id) is not None for record_id in needed):
            work(draft)
        return draft.change()

    return Fix(label, change)


def new_node(
    draft: Draft, service: str, parent: str | None, near: str | None = None, /, label: str = "", **values: Any
) -> Node:
    """Put a new node into a container at a free place and give it."""
    made = Node(id=draft.new_id(service), service=make_service(service, values), label=label)
    return put_in(draft, made, parent, near)


def retarget(draft: Draft, link_id: str, target: str, kind: str = "") -> None:
    """Let a link lead to another node; where the two are joined by that kind already, it only goes."""
    link = draft.get(link_id)
    if not isinstance(link, Link):
        return
    wanted = link.model_copy(update={"target": target, "kind": kind or link.kind})
    draft.remove(link_id)
    joined = {(other.target, other.kind) for other in draft.document.links_of(link.source)}
    if (target, wanted.kind) not in joined:
        draft.put(wanted)


def deliver_to(link: Link, graph: Graph, service: str, words: str, kind: str = "") -> Fix | None:
    """Let a link lead to a service of its source's Region instead: one that is there, or a new one."""
    source = graph.node(link.source)
    region = graph.where(source).region if source is not None else None
    target = graph.node(link.target)
    region = region or (graph.where(target).region if target is not None else None)
    if region is None:
        return None
    there = graph.inside(region, service)
    label = f"Link it to {graph.title(there[0])} instead" if there else f"Link it to {words} instead"

    def work(draft: Draft) -> None:
        other = there[0] if there and draft.node(there[0].id) else new_node(draft, service, region)
        retarget(draft, link.id, other.id, kind)

    return drafted(label, work, link.id, region)


def region_in(draft: Draft, code: str, beside: str) -> str:
    """The id of the Region of this code in the account of another Region; drawn if it is not yet."""
    other = draft.node(beside)
    parent = other.parent if other is not None else None
    for record in draft.children(parent):
        if isinstance(record, Node) and value(record, "code") == code and record.service.name == "region":
            return record.id
    return new_node(draft, "region", parent, beside, code=code).id


def move_to_region(node: Node, graph: Graph, code: str, **values: Any) -> Fix | None:
    """Move a node that stands in a Region into another one of the same account, which is drawn if need be."""
    region = graph.where(node).region
    if region is None:
        return None

    def work(draft: Draft) -> None:
        present = draft.node(node.id)
        if present is not None:
            home = region_in(draft, code, region)
            put_in(draft, present.model_copy(update={"service": present.service.set(**values)}), home)

    return drafted(f"Move {graph.title(node)} to {code}", work, node.id, region)
