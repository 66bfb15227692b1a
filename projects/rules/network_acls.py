"""Network ACLs (RTE024, RTE025): numbered rules for both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The

DIRECTIONS = ("inbound", "outbound")


@dataclass(frozen=True, slots=True)
class AclRule:
    """One line of a network ACL: "100 allow tcp 443 0.0.0.0/0"."""

    text: str
    number: int | None
    """None where the line has none, as the last rule "*" that AWS adds."""
    allows: bool
    low: int
    high: int


def acl_rules(node: Node, direction: str) -> list[AclRule]:
    """The rules of one direction, one for each line; without ports a rule holds for all."""
    found = []
    for line in re.split(r"[\n;]+", str(value(node, direction) or "")):
        words = line.split()
        if not words:
            continue
        number = int(words[0]) if re.fullmatch(r"-?\d+", words[0]) else None
        ports = next((m for word in words[1:] if (m := re.fullmatch(r"(\d+)(?:-(\d+))?", word))), None)
        low, high = (int(ports[1]), int(ports[2] or ports[1])) if ports else (0, 65535)
        allows = any(word.lower() == "allow" for word in words)
        found.append(AclRule(line.strip(), number, allows, low, high))
    return found


class AclRuleNumbers(Rule):
    """RTE024: each rule has a number of its own."""

    id = "RTE024"
    summary = "A network ACL's rule numbers are unique in each direction and lie in 1 to 32766."
    rationale = "The API refuses a second rule with the same number."
    source = "botocore 1.44.5 service model ec2, CreateNetworkAclEntry RuleNumber"
    applies_to = ("network_acl",)
    parameters: ClassVar = {"min": 1, "max": 32766}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        low, high = self.parameters["min"], self.parameters["max"]
        for direction in DIRECTIONS:
            numbers = [rule.number for rule in acl_rules(node, direction) if rule.number is not None]
            double = sorted({number for number in numbers if numbers.count(number) > 1})
            outside = [number for number in numbers if not low <= number <= high]
            if not double and not outside:
                continue
            what = (
                f"has the {direction} rule {double[0]} twice"
                if double
                else f"has the {direction} rule {outside[0]}; numbers go from {low} to {high}"
            )
            text = "\n".join(_renumbered(str(value(node, direction)), low, high))
            yield self.finding(
                f"{The(graph, node)} {what}; give each rule its own number.",
                node,
                fix=set_properties(f"Renumber the {direction} rules", node.id, **{direction: text}),
            )


def _renumbered(text: str, low: int, high: int) -> Iterator[str]:
    """The lines in their order, with numbers that are double or out of range replaced by the next free."""
    lines = [line.strip() for line in re.split(r"[\n;]+", text) if line.strip()]
    given = [int(word) if re.fullmatch(r"-?\d+", word := line.split()[0]) else None for line in lines]
    taken = {number for number in given if number is not None}
    used: set[int] = set()
    last = low - 1
    for line, number in zip(lines, given, strict=True):
        if number is None:
            yield line
            continue
        if number in used or not low <= number <= high:
            number = _free_number(max(last, low - 1), taken | used, low, high)
        used.add(number)
        last = number
        yield " ".join([str(number), *line.split()[1:]])


def _free_number(after: int, taken: set[int], low: int, high: int) -> int:
    """The next number that is free, tens first."""
    tens = range(after // 10 * 10 + 10, high + 1, 10)
    return next((n for n in (*tens, *range(low, high + 1)) if n not in taken), high)


class AclReturnTraffic(Rule):
    """RTE025: what comes in must be answered."""

    id = "RTE025"
    summary = "A network ACL that lets traffic in also lets the answers out, to the ephemeral ports."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = "Network ACLs are stateless: answers need a rule of their own."
    source = "Amazon VPC User Guide (not re-read)"
    applies_to = ("network_acl",)
    parameters: ClassVar = {"ephemeral": (1024, 65535)}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        first, last = self.parameters["ephemeral"]
        if value(node, "default_acl") or not any(rule.allows for rule in acl_rules(node, "inbound")):
            return
        out = acl_rules(node, "outbound")
        # A part of the range, such as 32768-60999 of Linux, may be all that the clients use.
        if any(rule.allows and rule.high > max(rule.low, first) and rule.low < last for rule in out):
            return
        number = _free_number(90, {rule.number for rule in out if rule.number is not None}, 1, 32766)
        line = f"{number} allow tcp {first}-{last} 0.0.0.0/0"
        text = "\n".join([*(rule.text for rule in out), line])
        fix = set_properties(f"Let answers out to ports {first} to {last}", node.id, outbound=text)
        yield self.finding(
            f"{The(graph, node)} lets traffic in but no answers out; allow outbound ports {first} to {last}.",
            node,
            fix=fix,
        )
