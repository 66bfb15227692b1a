"""Remedies for load balancers: their listeners, certificates, web ACLs and fixed addresses."""

from __future__ import annotations

import re
from collections.abc import Callable

from projects import edits
from projects.document import Draft
from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import (
    add_link,
    add_node,
    all_of,
    remove_link,
    remove_node,
    replace_node,
    set_properties,
)
from projects.rules.remedies import drafted, new_node, region_in
from projects.rules.rule import Fix
from projects.rules.wording import the

_SPOKEN = {
    "application_load_balancer": {"TCP": "HTTP", "TLS": "HTTPS", "SSL": "HTTPS", "UDP": "HTTP"},
    "network_load_balancer": {"HTTP": "TCP", "HTTPS": "TLS", "SSL": "TLS"},
    "classic_load_balancer": {"TLS": "SSL", "UDP": "TCP", "TCP_UDP": "TCP"},
}
"""Load balancer -> what comes nearest to a protocol that it does not speak."""


def listener_lines(balancer: Node) -> list[str]:
    """The listeners as written, one line each."""
    lines = re.split(r"[\n;,]+", str(value(balancer, "listeners") or ""))
    return [line.strip() for line in lines if line.strip()]


def with_lines(label: str, balancer: Node, lines: list[str]) -> Fix:
    return set_properties(label, balancer.id, listeners="\n".join(lines) or None)


def changed(label: str, balancer: Node, change: Callable[[str], str]) -> Fix:
    """Each listener as ``change`` writes it; those it leaves empty go, and doubles with them."""
    lines = [change(line) for line in listener_lines(balancer)]
    return with_lines(label, balancer, [line for line in dict.fromkeys(lines) if line])


def spoken(balancer: Node, protocol: str) -> Fix:
    """The protocol that this load balancer speaks in place of one that it does not."""
    nearest = _SPOKEN.get(balancer.service.stored_name, {}).get(protocol, "")

    def change(line: str) -> str:
        first, _, rest = line.partition(" ")
        return f"{nearest} {rest}".strip() if first.rstrip(":").upper() == protocol else line

    if nearest:
        return changed(f"Listen for {nearest} instead of {protocol}", balancer, change)
    kept = [line for line in listener_lines(balancer) if not line.upper().startswith(protocol)]
    return with_lines(f"Leave the {protocol} listener out", balancer, kept)


def certified(balancer: Node, graph: Graph) -> Fix | None:
    """A certificate of the Region for it: one that is drawn, or a new one."""
    region = graph.where(balancer).region
    if region is None:
        return None
    for present in graph.inside(region, "acm_certificate"):
        return add_link(f"Use {the(graph, present)}", present.id, balancer.id, "associate")
    label = f"Add an ACM certificate for {the(graph, balancer)}"
    return add_node(label, "acm_certificate", region, links=[("associate", balancer.id)])


def encrypted(balancer: Node, graph: Graph) -> Fix | None:
    """HTTPS on 443 with a certificate; HTTP on 80 redirects, where the load balancer can."""
    redirects = balancer.service.stored_name == "application_load_balancer"
    lines = listener_lines(balancer)
    plain = [line for line in lines if line.split()[0].rstrip(":").upper() == "HTTP"]
    secure = any(line.upper().startswith("HTTPS") for line in lines)
    kept = [line for line in lines if line not in plain]
    if redirects:
        kept = [*(f"{line} redirect" if "redirect" not in line.lower() else line for line in plain), *kept]
    if not secure:
        kept.append("HTTPS 443")
    label = "Serve HTTPS and redirect HTTP" if redirects else "Serve HTTPS only"
    steps = [with_lines(label, balancer, kept)]
    drawn = any(n.service.stored_name == "acm_certificate" for n in graph.others(balancer.id))
    if not secure and not drawn:
        certificate = certified(balancer, graph)
        if certificate is None:
            return None
        steps.append(certificate)
        label = f"{label}, with a certificate"
    return all_of(label, *steps)


def filtered(balancer: Node, graph: Graph) -> Fix | None:
    """A regional web ACL before it: one of the Region, or a new one."""
    region = graph.where(balancer).region
    if region is None:
        return None
    for present in graph.inside(region, "waf_web_acl"):
        if value(present, "acl_scope") == "REGIONAL":
            return add_link(f"Protect it with {the(graph, present)}", present.id, balancer.id, "protect")
    label = f"Protect {the(graph, balancer)} with AWS WAF"
    links = [("protect", balancer.id)]
    return add_node(label, "waf_web_acl", region, links=links, acl_scope="REGIONAL")


def fixed_addresses(link: Link, address: Node, balancer: Node, graph: Graph) -> Fix:
    """Global Accelerator before an Application Load Balancer in place of an Elastic IP."""
    links = [other for other in graph.links_of(address.id) if other.id != link.id]
    away = remove_link("", link.id) if links else remove_node("", address.id)
    clouds = graph.nodes_of("aws_cloud")
    if balancer.service.stored_name != "application_load_balancer" or not clouds:
        return all_of(f"Take the Elastic IP of {the(graph, balancer)} away", away)
    label = f"Put Global Accelerator before {the(graph, balancer)} in place of the Elastic IP"
    made = add_node("", "global_accelerator", clouds[0].id, links=[("target", balancer.id)])
    return all_of(label, away, made)


def newer_balancer(balancer: Node, graph: Graph) -> Fix | None:
    """An Application Load Balancer for HTTP, if it has two zones; a Network Load Balancer for all else."""
    protocols = {line.split()[0].rstrip(":").upper() for line in listener_lines(balancer)}
    application = protocols <= {"HTTP", "HTTPS"}
    service = "application_load_balancer" if application else "network_load_balancer"
    kinds = {"TCP": "TCP", "SSL": "TLS", "HTTP": "TCP", "HTTPS": "TLS"} if not application else {}
    lines = []
    for line in listener_lines(balancer):
        first, _, rest = line.partition(" ")
        lines.append(f"{kinds.get(first.upper(), first)} {rest}".strip())
    subnets = {graph.zone_of(subnet) or subnet.id: subnet.id for subnet in graph.subnets_of(balancer)}
    if application and len(subnets) < 2:
        return None
    facts = {
        "scheme": value(balancer, "scheme"),
        "listeners": "\n".join(lines) or None,
        "subnets": tuple(subnets.values()),
    }
    words = "an Application" if application else "a Network"
    return replace_node(f"Replace it by {words} Load Balancer", balancer.id, service, **facts)


def certified_in(code: str, user: Node, graph: Graph) -> Fix:
    """A new certificate in a Region, which is drawn if need be, for something outside it."""
    regions = graph.nodes_of("region")

    def work(draft: Draft) -> None:
        if regions:
            home = region_in(draft, code, regions[0].id)
        else:
            home = new_node(draft, "region", user.parent, user.id, code=code).id
        made = new_node(draft, "acm_certificate", home)
        edits.connect(draft, made.id, user.id, "associate")

    return drafted(f"Add an ACM certificate in {code}", work, user.id, *(r.id for r in regions[:1]))
