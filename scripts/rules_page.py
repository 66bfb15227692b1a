"""docs/rules.md, an index of the rules, and docs/rules/<ID>.md, a page for each with its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Any

from markdown import table

from projects.outputs.rule_list import NOT_REREAD, plain
from projects.rules.rule import ANY, SEVERITIES, Rule, all_rules
from projects.scores import CATEGORY_NAMES
from projects.service import catalogue

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "rules" / "pictures"

OPENING = """# The rules

What every drawing is held against, after each change. Written by `make docs` from the classes in
`projects/rules`; do not edit.

An **error** is something AWS would refuse or that cannot exist. A **warning** is unwise. An **info** is worth
a remark. Each rule has a page with the reason, the source, its figures and examples.
"""

NAMES: Mapping[str, str] = {"error": "for errors", "warning": "for warnings", "info": "for remarks"}
_PICTURES = {"bad": "What it finds", "good": "What it takes"}
_OF_2020 = "_2020"


def pages() -> dict[str, str]:
    """The index and a page for each rule: name under docs/ and text."""
    rules = all_rules()
    return {"rules.md": page(), **{f"rules/{rule.id}.md": rule_page(rule) for rule in rules.values()}}


def page() -> str:
    """The index."""
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
            ("Rule", "Severity", "Category", "What holds in a sound drawing"), [_row(rule) for rule in family]
        )


def _heading(module: str) -> str:
    first, *rest = module.rpartition(".")[2].split("_")
    return " ".join([first.upper() if first in ("nat", "vpc") else first.capitalize(), *rest])


def _module_first(rule: Rule) -> tuple[str, str]:
    return type(rule).__module__, rule.id


def _row(rule: Rule) -> tuple[str, ...]:
    return f"[{rule.id}](rules/{rule.id}.md)", rule.severity, CATEGORY_NAMES[rule.category], rule.summary


# the page of one rule


def rule_page(rule: Rule) -> str:
    """What a rule asks, why, where the fact comes from, its figures and its examples."""
    read = "This fact was not read again at its source when the rule was written."
    lines = [
        f"# {rule.id}",
        "",
        f"{rule.summary}",
        "",
        *table(("Severity", "Category", "Looks at"), [_facts(rule)]),
        f"**Why.** {rule.rationale}" if rule.rationale else "",
        "",
        f"**Source.** {rule.source.replace(NOT_REREAD, '').strip()}."
        + (f" {read}" if NOT_REREAD in rule.source else ""),
        "",
        *_parameters(rule),
        *_examples(rule),
        "[All rules](../rules.md)",
        "",
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _facts(rule: Rule) -> tuple[str, ...]:
    return rule.severity, CATEGORY_NAMES[rule.category], "; ".join(_looks_at(rule)) or "what it concerns"


def _looks_at(rule: Rule) -> Iterator[str]:
    known = catalogue()
    if ANY in rule.applies_to:
        yield "every node"
    elif rule.applies_to:
        yield ", ".join(known[name].label if name in known else name for name in rule.applies_to)
    if ANY in rule.link_kinds:
        yield "every link"
    elif rule.link_kinds:
        yield "links: " + ", ".join(rule.link_kinds)


def _parameters(rule: Rule) -> Iterator[str]:
    """Each figure, with that of 2020 beside today's where the book has both."""
    shown = [(name, value) for name, value in rule.parameters.items() if not name.endswith(_OF_2020)]
    if not rule.parameters:
        return
    rows = []
    for name, value in shown:
        old = rule.parameters.get(name + _OF_2020)
        rows.append((f"`{name}`", _text(value), "" if old is None else _text(old)))
    for name, value in rule.parameters.items():
        if name.endswith(_OF_2020) and name.removesuffix(_OF_2020) not in rule.parameters:
            rows.append((f"`{name.removesuffix(_OF_2020)}`", "", _text(value)))
    yield "## Figures"
    yield ""
    yield from table(("Parameter", "Today", "In 2020"), rows)


def _text(value: Any) -> str:
    value = plain(value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_text(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else f"`{value}`"


def _examples(rule: Rule) -> Iterator[str]:
    """The pictures that are there, with the finding and its remedy, which they carry."""
    for kind, heading in _PICTURES.items():
        path = PICTURES / f"{rule.id}_{kind}.svg"
        if not path.is_file():
            continue
        yield f"## {heading}"
        yield ""
        said = re.search(r"<desc>(.*?)</desc>", path.read_text(encoding="utf-8"), re.DOTALL)
        if said and kind == "bad":
            message, _, remedy = unescape(said[1]).partition("\n")
            yield f"> {message}"
            yield ""
            if remedy:
                yield f"One click: **{remedy}**"
                yield ""
        yield f"![{heading}: {rule.id}](pictures/{path.name})"
        yield ""
