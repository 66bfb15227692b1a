"""Single points of failure: what no path goes round, which remedy there is, and what it costs each month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pricing.rates import Rates
from projects.changes import Change
from projects.checking import check
from projects.document import Document, Draft
from projects.drill import Drill, Outage
from projects.drill_paths import spread_by_itself
from projects.facts import value
from projects.free_place import put_in
from projects.previews import CostChange, Previews
from projects.records import Node
from projects.rules.fixes import all_of, set_properties
from projects.rules.rule import Finding, Fix
from projects.rules.wording import listed

REMEDIES = frozenset(
    {
        *("ASG003", "AUR002", "CTR005", "EBT001", "EC2002", "ECH005", "EFS004", "ELB013", "HYB003", "HYB005"),
        *("LMB006", "RDS002", "RSH004", "RTE006", "RTE007", "VPC015"),
    }
)
"""Rules whose fixes make something redundant."""

_EDGES_OF_NETWORKS = frozenset({"customer_gateway", "direct_connect", "site_to_site_vpn", "nat_gateway"})
"""Devices and lines that fail alone, wherever they are drawn."""


@dataclass(frozen=True)
class SinglePoint:
    """A node or zone whose loss breaks a path, with the remedy where one is known."""

    node_id: str
    sentence: str
    breaks: tuple[str, ...]
    """Nodes that are no longer reached, or reach no longer what they need, without it."""
    stores: tuple[tuple[str, str], ...] = ()
    """Entries with a data store that they no longer reach without it."""
    remedy: Fix | None = None
    """None: no remedy is known."""
    cost: CostChange | None = None
    """What the remedy adds to the month; None where it is not known."""


def single_points(document: Document, rates: Rates | None = None) -> tuple[SinglePoint, ...]:
    """The single points of failure of a drawing, zones last; with ``rates`` also what redundancy costs."""
    drill, findings = Drill(document), check(document)
    found = [*_nodes(drill, findings), *_zones(drill, findings)]
    if rates is None:
        return tuple(found)
    previews = Previews(document, rates)
    try:
        return tuple(_priced(point, document, previews) for point in found)
    finally:
        previews.close()


def _priced(point: SinglePoint, document: Document, previews: Previews) -> SinglePoint:
    change = point.remedy.change(document) if point.remedy is not None else Change()
    cost = previews.cost(change) if change else None
    return SinglePoint(point.node_id, point.sentence, point.breaks, point.stores, point.remedy, cost)


# nodes


def _nodes(drill: Drill, findings: Iterable[Finding]) -> Iterator[SinglePoint]:
    paths = drill.paths
    served = _served(drill)
    uncalled = set(paths.entries) - {edge.target for edge in paths.edges}
    for node in drill.document.nodes():
        if node.id in uncalled:
            continue  # what nobody calls breaks nobody's path: it is where paths begin
        stores = {pair for pair in paths.stores_behind.get(node.id, ()) if pair[0] != node.id}
        cut = {i for i in paths.behind.get(node.id, ()) if i != node.id and not _is_actor(drill, i)}
        if not _serves_its_zone_only(drill, node, served.get(node.id, ())):
            cut |= set(served.get(node.id, ()))
        if (stores or cut) and fails_alone(drill, node):
            breaks, broken = tuple(sorted(cut)), tuple(sorted(stores))
            sentence = _sentence(drill, node, breaks, broken)
            yield SinglePoint(node.id, sentence, breaks, broken, redundancy(drill, findings, node))


def _is_actor(drill: Drill, node_id: str) -> bool:
    node = drill.document.node(node_id)
    return node is not None and node.service.category == "Actors"


def _served(drill: Drill) -> dict[str, list[str]]:
    """Gateway -> the nodes that have no way out but it."""
    found: dict[str, list[str]] = {}
    for node in drill.document.nodes():
        if not node.service.is_container():
            ways = drill.paths.ways_out(node)
            if len(ways) == 1:
                found.setdefault(next(iter(ways)), []).append(node.id)
    return found


def fails_alone(drill: Drill, node: Node) -> bool:
    """Whether a node is one machine, line or device: AWS keeps no second one of it."""
    name = node.service.stored_name
    if node.service.is_container() or node.service.is_overlay() or spread_by_itself(node):
        return False
    if (value(node, "instances") or 1) > 1 or (value(node, "readers") or 0) > 0:
        return False
    if any(_renews(group) for group in drill.document.overlays_of(node.id)):
        return False
    if name in _EDGES_OF_NETWORKS:
        return not (name == "site_to_site_vpn" and (value(node, "tunnels") or 2) > 1)
    if drill.paths.graph.where(node).on_premises is not None:
        return True
    zones = drill.paths.zones(node)
    return (zones is not None and len(zones) == 1) or drill.paths.may_lie_in_one(node)


def _renews(overlay: Node) -> bool:
    """Whether an Auto Scaling group keeps more than one instance of what it holds."""
    if overlay.service.name != "auto_scaling_group":
        return False
    return max(value(overlay, name) or 0 for name in ("min", "desired", "average_instances")) > 1


def _serves_its_zone_only(drill: Drill, gateway: Node, cut: Iterable[str]) -> bool:
    """Whether a NAT gateway is one of several, each for the workloads of its own zone."""
    graph = drill.paths.graph
    zone, vpc = graph.zone_of(gateway), graph.where(gateway).vpc
    if gateway.service.stored_name != "nat_gateway" or zone is None:
        return False
    others = {graph.zone_of(other) for other in graph.inside(vpc, "nat_gateway")} - {zone}
    nodes = (drill.document.node(node_id) for node_id in cut)
    return bool(others) and all(graph.zones_of(n) == frozenset({zone}) for n in nodes if n is not None)


def _sentence(drill: Drill, node: Node, breaks: tuple[str, ...], stores: tuple[tuple[str, str], ...]) -> str:
    title = drill.paths.title
    targets = dict.fromkeys(store for _, store in stores)
    if targets:
        callers = _some([title(entry) for entry in dict.fromkeys(entry for entry, _ in stores)])
        goal = _some([title(store) for store in targets if store != node.id])
        if not goal:
            return f"{title(node.id)} has no standby: without it {callers} cannot reach its data."
        return f"Without {title(node.id)}, {callers} can no longer reach {goal}."
    rest = _some([title(node_id) for node_id in breaks])
    return f"Without {title(node.id)}, {rest} {'is' if len(breaks) == 1 else 'are'} cut off."


def _some(titles: list[str], most: int = 4) -> str:
    more = len(titles) - most
    if not titles:
        return ""
    return listed([*titles[:most], f"{more} more"]) if more > 0 else listed(titles)


# zones


def _zones(drill: Drill, findings: Iterable[Finding]) -> Iterator[SinglePoint]:
    seen: set[tuple[str | None, str | None]] = set()
    graph = drill.paths.graph
    for node in drill.document.nodes():
        if node.service.name not in ("availability_zone", "local_zone"):
            continue
        zone = (graph.where(node).region, graph.zone_of(node))
        if zone in seen:
            continue
        seen.add(zone)
        outage = drill.outage([node.id])
        hit = (e.node_id for e in outage.effects if e.state in ("unreached", "cut"))
        called = drill.paths.reached_from(e for e in drill.paths.entries if e not in outage.lost)
        breaks = tuple(i for i in hit if i in called and not _is_actor(drill, i))
        if breaks or outage.stores:
            sentence = _sentence(drill, node, breaks, outage.stores)
            yield SinglePoint(
                node.id, sentence, breaks, outage.stores, _of_zone(drill, findings, node, outage)
            )


def _of_zone(drill: Drill, findings: Iterable[Finding], zone: Node, outage: Outage) -> Fix | None:
    """The remedies of what is in the zone and on the broken paths, as one; None where one is unknown."""
    hit = {*(store for _, store in outage.stores), *(e.node_id for e in outage.effects if e.state == "cut")}
    hit |= {e.node_id for e in outage.effects if e.state == "unreached"}
    off = [drill.document.node(effect.node_id) for effect in outage.effects if effect.state == "off"]
    needed = [n for n in off if n is not None and (n.id in hit or drill.paths.behind.get(n.id, set()) & hit)]
    fixes = [redundancy(drill, findings, node) for node in needed if fails_alone(drill, node)]
    known = [fix for fix in fixes if fix is not None]
    if not known or len(known) < len(fixes):
        return None
    unlike = list({fix.label: fix for fix in known}.values())
    return unlike[0] if len(unlike) == 1 else all_of("; ".join(fix.label for fix in unlike), *unlike)


# remedies


def redundancy(drill: Drill, findings: Iterable[Finding], node: Node) -> Fix | None:
    """What would make a node redundant: the fix of a finding about it, else a standby or a second one."""
    for finding in findings:
        if finding.rule in REMEDIES and node.id in finding.node_ids and finding.fix is not None:
            return finding.fix
    title = node.title
    match node.service.stored_name:
        case "rds_instance":
            return set_properties(f"Use Multi-AZ for {title}", node.id, deployment="multi_az")
        case "elasticache_cluster" if value(node, "mode") != "serverless":
            facts = {"multi_az": True, "automatic_failover": True, "replicas": 1}
            return set_properties(f"Give {title} a replica in another zone", node.id, **facts)
        case "ec2_instance" | "nat_gateway":
            return _second_one(drill, node)
    return None


def _second_one(drill: Drill, node: Node) -> Fix | None:
    """A copy in another zone of the VPC, in a subnet of the same kind, with the same links."""
    graph = drill.paths.graph
    own = graph.node(graph.where(node).subnet)
    vpc = graph.where(node).vpc
    if own is None or vpc is None:
        return None
    zone, public = graph.zone_of(own), bool(graph.is_public(own))
    for subnet in graph.inside(vpc, "subnet"):
        other = graph.zone_of(subnet)
        if other is not None and other != zone and bool(graph.is_public(subnet)) == public:
            return _copy_to(node, subnet, other)
    return None


def _copy_to(node: Node, subnet: Node, zone: str) -> Fix:
    def change(document: Document) -> Change:
        draft = Draft(document)
        original = draft.node(node.id)
        if original is None or draft.node(subnet.id) is None:
            return draft.change()
        made = put_in(
            draft, original.model_copy(update={"id": draft.new_id(original.service.name)}), subnet.id
        )
        for link in document.links_of(node.id):
            if link.kind != "attach":
                ends = (made.id if end == node.id else end for end in (link.source, link.target))
                source, target = ends
                update = {"id": draft.new_id("link"), "source": source, "target": target}
                draft.put(link.model_copy(update=update))
        for overlay in document.overlays_of(node.id):
            draft.put(overlay.model_copy(update={"members": (*overlay.members, made.id)}))
        return draft.change()

    return Fix(f"Put a second {node.title} in {zone}", change)
