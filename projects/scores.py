"""A score for each category of rules, in the manner of AWS Trusted Advisor: how many checks are passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from projects.acceptance import judged
from projects.document import Document
from projects.records import Link, Node
from projects.rules.rule import SEVERITIES, Category, Finding, Rule, Severity, rules_for_link, rules_for_node

CATEGORY_NAMES: Mapping[Category, str] = {
    "validity": "Validity",
    "security": "Security",
    "fault_tolerance": "Fault tolerance",
    "performance": "Performance",
    "cost_optimization": "Cost optimization",
    "service_limits": "Service limits",
    "operational_excellence": "Operational excellence",
}
CATEGORIES: tuple[Category, ...] = get_args(Category)
FINDING_CATEGORIES: Mapping[str, str] = dict([*CATEGORY_NAMES.items(), ("style", "Style")])
"""Names of all categories that findings may have; the look of a drawing has no score."""

WEIGHTS: Mapping[Severity, int] = {"error": 4, "warning": 2, "info": 1}
"""What a check counts for in a score, by the severity of its rule."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a drawing does in one category. A check is a rule that finds something to look at."""

    category: Category
    applied: int = 0
    passed: int = 0
    errors: int = 0
    """Checks with an open finding, by its severity."""
    warnings: int = 0
    infos: int = 0
    accepted: int = 0
    """Checks that are passed only because somebody accepted what they found."""
    points: int | None = None
    """0 to 100: the share of the weights (see :data:`WEIGHTS`) of the checks passed in that of all checks
    applied, in per cent, rounded down so that only a clean category has 100. None where no check applies."""

    @property
    def name(self) -> str:
        return CATEGORY_NAMES[self.category]


def scores(document: Document, findings: Iterable[Finding]) -> tuple[Score, ...]:
    """The score of every category; what the document accepts among the findings is no problem."""
    result = judged(document, findings)
    worst: dict[str, Severity] = {}
    for finding in result.open:
        known = worst.get(finding.rule, finding.severity)
        worst[finding.rule] = min(known, finding.severity, key=SEVERITIES.index)
    accepted = {finding.rule for finding, _ in result.accepted} - worst.keys()
    by_category: dict[Category, list[Rule]] = {category: [] for category in CATEGORIES}
    for rule in applied_rules(document):
        by_category[rule.category].append(rule)
    return tuple(_score(category, rules, worst, accepted) for category, rules in by_category.items())


def _score(category: Category, rules: list[Rule], worst: Mapping[str, Severity], accepted: set[str]) -> Score:
    passed = [rule for rule in rules if rule.id not in worst]
    found = [worst[rule.id] for rule in rules if rule.id in worst]
    whole = sum(WEIGHTS[rule.severity] for rule in rules)
    return Score(
        category,
        len(rules),
        len(passed),
        found.count("error"),
        found.count("warning"),
        found.count("info"),
        sum(rule.id in accepted for rule in rules),
        100 * sum(WEIGHTS[rule.severity] for rule in passed) // whole if whole else None,
    )


def applied_rules(document: Document) -> list[Rule]:
    """The rules that find something to look at in a drawing, by id."""
    found: dict[str, Rule] = {}
    for service, name in {(type(node.service), node.service.stored_name) for node in document.nodes()}:
        found.update((rule.id, rule) for rule in rules_for_node(service, name))
    for joined in {_joined(document, link) for link in document.links()}:
        found.update((rule.id, rule) for rule in rules_for_link(*joined))
    return [found[rule_id] for rule_id in sorted(found) if not found[rule_id].summary.startswith("Withdrawn")]


def _joined(document: Document, link: Link) -> tuple[str, str, str]:
    """The kind of a link and its two services, as the rules are asked for it."""
    source, target = document.node(link.source), document.node(link.target)
    return link.kind, _name(source if source is not target else None), _name(target)


def _name(node: Node | None) -> str:
    return node.service.stored_name if node is not None else ""
