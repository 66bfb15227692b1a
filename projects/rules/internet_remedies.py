"""Remedies for the ways in from and out to the internet: a load balancer before, a NAT gateway behind."""

from __future__ import annotations

from projects import edits
from projects.document import Draft
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import add_link
from projects.rules.remedies import drafted, new_node, retarget
from projects.rules.rule import Fix
from projects.rules.wording import the

_HTTP_SERVERS = ("ec2_instance", "ecs", "fargate", "eks", "elastic_beanstalk")
"""What an Application Load Balancer sends requests to."""


def public_subnets(vpc: Node | None, graph: Graph) -> dict[str, str]:
    """Zone -> a public subnet of the VPC in it."""
    if vpc is None:
        return {}
    found = {}
    for subnet in reversed(graph.inside(vpc.id, "subnet")):
        zone = graph.zone_of(subnet)
        if zone is not None and graph.is_public(subnet):
            found[zone] = subnet.id
    return found


def balancer_between(link: Link, graph: Graph) -> Fix | None:
    """An Application Load Balancer in public subnets of two zones; one of the VPC if it serves the target."""
    target = graph.node(link.target)
    vpc = graph.vpc_of(target) if target is not None else None
    if target is None or vpc is None or target.service.stored_name not in _HTTP_SERVERS:
        return None
    publics = public_subnets(vpc, graph)
    present = [n for n in graph.sources(target.id, "target") if n.service.name == "application_load_balancer"]
    if len(publics) < 2 and not present:
        return None

    def work(draft: Draft) -> None:
        if present:
            retarget(draft, link.id, present[0].id, "traffic")
            return
        subnets = tuple(publics[zone] for zone in sorted(publics))
        made = new_node(draft, "application_load_balancer", vpc.id, scheme="internet-facing", subnets=subnets)
        retarget(draft, link.id, made.id, "traffic")
        edits.connect(draft, made.id, target.id, "target")

    label = f"Put an Application Load Balancer before {the(graph, target)}"
    if present:
        label = f"Link it to {the(graph, present[0])} instead"
    return drafted(label, work, link.id, target.id, vpc.id)


def nat_for(subnet: Node, graph: Graph) -> Fix | None:
    """A NAT gateway in a public subnet, of the same zone if there is one, and the subnet's route to it."""
    vpc = graph.node(graph.where(subnet).vpc)
    publics = public_subnets(vpc, graph)
    zone = graph.zone_of(subnet)
    home = publics.get(zone or "") or next(iter(publics.values()), None)
    if vpc is None or home is None or not graph.internet_gateways(vpc):
        return None
    drawn = graph.default_routes(subnet)[1]
    tables = [n for n in graph.others(subnet.id, "associate") if n.service.stored_name == "route_table"]
    gateways = graph.inside(vpc.id, "nat_gateway")
    if gateways:
        label = f"Route {the(graph, subnet)} to {the(graph, gateways[0])}"
        return add_link(label, (tables[0] if tables else subnet).id, gateways[0].id, "route")

    def work(draft: Draft) -> None:
        made = new_node(draft, "nat_gateway", home, elastic_ip=True)
        if drawn:
            edits.connect(draft, (tables[0] if tables else subnet).id, made.id, "route")

    return drafted(f"Add a NAT gateway for {the(graph, subnet)}", work, home, subnet.id)
