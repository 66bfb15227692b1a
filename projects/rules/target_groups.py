"""Target groups (ELB009, ELB010): what may be registered together. Only named groups are judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import set_link
from projects.rules.load_balancers import ALB, GWLB, NLB
from projects.rules.remedies import ends
from projects.rules.rule import Finding, Fix, Rule
from projects.rules.wording import The, listed, the

FUNCTION = "lambda_function"
_API = "Elastic Load Balancing API Reference v2 (botocore service model elbv2)"


def groups(balancer: Node, graph: Graph) -> dict[str, list[Link]]:
    """The links into each named target group of a balancer."""
    found: dict[str, list[Link]] = {}
    for link in graph.links_of(balancer.id, "target"):
        group = link_value(link, "group")
        if group and link.source == balancer.id:
            found.setdefault(str(group), []).append(link)
    return found


def own_group(link: Link, taken: dict[str, list[Link]], graph: Graph) -> Fix:
    """A target group for this target alone."""
    target, group = graph.node(link.target), str(link_value(link, "group"))
    free = next(name for name in (f"{group}-{n}" for n in range(2, len(taken) + 3)) if name not in taken)
    whom = graph.title(target) if target is not None else "it"
    return set_link(f"Give {whom} the target group {free}", link.id, group=free)


class FunctionGroup(Rule):
    """ELB009: a function has its target group to itself."""

    id = "ELB009"
    summary = "A Lambda target group holds one function, which is in the Region of the load balancer."
    rationale = "RegisterTargets refuses a second function."
    source = _API
    applies_to = (ALB,)
    link_kinds = ("target",)
    sources = (ALB,)
    targets = (FUNCTION,)
    parameters: ClassVar = {"max": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        found = groups(node, graph)
        for group, links in found.items():
            functions: dict[str, Link] = {}
            for link in links:
                target = graph.node(link.target)
                if target is not None and target.service.stored_name == FUNCTION:
                    functions.setdefault(target.id, link)
            extra = list(functions.values())[self.parameters["max"] :]
            if extra:
                yield self.finding(
                    f"The target group “{group}” of {the(graph, node)} holds {len(functions)} functions; "
                    "give each its own.",
                    extra[-1],
                    *functions.values(),
                    *functions,
                    node,
                    fix=own_group(extra[-1], found, graph),
                )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None:
            return
        balancer, function = found
        here, there = graph.region_of(balancer), graph.region_of(function)
        if here and there and here != there:
            yield self.finding(
                f"{The(graph, function)} is in {there} but {the(graph, balancer)} is in {here}; use one "
                "there.",
                link,
                function,
                balancer,
            )


_THINGS = {"lambda": "functions", "alb": "load balancers", "instance": "instances", "ip": "addresses"}


class OneTargetType(Rule):
    """ELB010: a target group is of one type.

    Instances and containers whose type is not said may be registered by address; so only functions,
    balancers and types that are said make a mixture.
    """

    id = "ELB010"
    summary = "All targets of one target group have the same type: instance, ip, lambda or alb."
    rationale = "A group mixes neither instances, addresses nor functions."
    source = _API
    applies_to = (ALB, NLB, GWLB)
    parameters: ClassVar = {
        "types": {FUNCTION: "lambda", ALB: "alb"},
        "mix_allowed_with": "target_type ip",
        "other": "instances or addresses",
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        found = groups(node, graph)
        for group, links in found.items():
            if len(links) < 2:
                continue
            types = {link.id: self.type_of(link, graph) for link in links}
            named = set(types.values()) - {""}
            if {"instance", "ip"} & named:
                named.discard(self.parameters["other"])
            if len(named) < 2:
                continue
            odd = self.odd_ones(links, types)
            yield self.finding(
                f"The target group “{group}” of {the(graph, node)} mixes {self.words(named)}; use one "
                "for each.",
                odd[-1],
                *links,
                *(link.target for link in links),
                node,
                fix=own_group(odd[-1], found, graph),
            )

    def words(self, types: set[str]) -> str:
        """The types in a row, as things."""
        return listed(sorted(_THINGS.get(kind, kind) for kind in types))

    def type_of(self, link: Link, graph: Graph) -> str:
        """The type said or implied; "" where the target is gone."""
        target = graph.node(link.target)
        if target is None:
            return ""
        said = link_value(link, "target_type")
        implied: str = self.parameters["types"].get(target.service.stored_name, self.parameters["other"])
        return str(said) if said else implied

    def odd_ones(self, links: list[Link], types: dict[str, str]) -> list[Link]:
        """The links of the rarest type, the later ones of a tie."""
        count = {kind: list(types.values()).count(kind) for kind in types.values() if kind}
        rarest = min(reversed(count), key=lambda kind: count[kind])
        return [link for link in links if types[link.id] == rarest]
