"""Rules of a listener (ELB018): which request goes where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Finding, Rule
from projects.rules.wording import The


class RulePriorities(Rule):
    """ELB018: rules are tried in order."""

    id = "ELB018"
    summary = "Priorities of listener rules are unique and lie in 1 to 50000."
    rationale = "The API refuses a second rule with the same priority."
    source = "botocore 1.44.5 service model elbv2, RulePriority range"
    applies_to = ("application_load_balancer",)
    parameters: ClassVar = {"min": 1, "max": 50000}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        low, high = self.parameters["min"], self.parameters["max"]
        lines = [line.split() for line in re.split(r"[\n;]+", str(value(node, "rules") or ""))]
        lines = [words for words in lines if words]
        given = [int(words[0]) for words in lines if re.fullmatch(r"-?\d+", words[0])]
        double = [number for number in dict.fromkeys(given) if given.count(number) > 1]
        outside = [number for number in given if not low <= number <= high]
        if not double and not outside:
            return
        what = (
            f"has two rules of priority {double[0]}"
            if double
            else f"has a rule of priority {outside[0]}; priorities go from {low} to {high}"
        )
        order = 0
        for words in lines:
            if re.fullmatch(r"-?\d+", words[0]):
                order += 10 if len(given) <= high // 10 else 1
                words[0] = str(order)
        text = "\n".join(" ".join(words) for words in lines)
        yield self.finding(
            f"{The(graph, node)} {what}; give each rule its own.",
            node,
            fix=set_properties("Renumber the rules in their order", node.id, rules=text),
        )
