"""docs/rules.md: every rule with what it asks, why, and where the fact comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from markdown import table

from projects.rules.rule import SEVERITIES, Rule, all_rules

OPENING = """# The rules

What every drawing is held against, after each change. Written by `make docs` from the classes in
`projects/rules`; do not edit.

An **error** is something AWS would refuse or that cannot exist. A **warning** is unwise. An **info** is worth
a remark. Facts marked "(not re-read)" were not read again at their source when the rule was written.
"""

NAMES: Mapping[str, str] = {"error": "for errors", "warning": "for warnings", "info": "for remarks"}
CATEGORIES = {
    "validity": "Validity",
    "security": "Security",
    "fault_tolerance": "Fault tolerance",
    "performance": "Performance",
    "cost_optimization": "Cost optimization",
    "service_limits": "Service limits",
    "operational_excellence": "Operational excellence",
}


def page() -> str:
    """The whole page."""
    rules = list(all_rules().values())
    return "\n".join([OPENING, *_counts(rules), *_families(rules)])


def _counts(rules: list[Rule]) -> Iterator[str]:
    counts = {severity: sum(rule.severity == severity for rule in rules) for severity in SEVERITIES}
    named = ", ".join(f"{count} {NAMES[severity]}" for severity, count in counts.items() if count)
    yield f"{len(rules)} rules: {named}.\n"


def _families(rules: list[Rule]) -> Iterator[str]:
    for module, family in groupby(sorted(rules, key=_module_first), key=lambda rule: type(rule).__module__):
        yield f"## {_heading(module)}\n"
        yield from table(
            ("Rule", "Severity", "Category", "What holds in a sound drawing", "Why", "Source"),
            [_row(rule) for rule in family],
        )


def _heading(module: str) -> str:
    first, *rest = module.rpartition(".")[2].split("_")
    return " ".join([first.upper() if first in ("nat", "vpc") else first.capitalize(), *rest])


def _module_first(rule: Rule) -> tuple[str, str]:
    return type(rule).__module__, rule.id


def _row(rule: Rule) -> tuple[str, ...]:
    category = CATEGORIES.get(rule.category, rule.category)
    return rule.id, rule.severity, category, rule.summary, rule.rationale, rule.source
