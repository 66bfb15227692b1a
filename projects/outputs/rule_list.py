"""The book of rules as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from projects.rules.rule import Rule
from projects.version import app_version

FORMAT = "blueprice-rules"
VERSION = 1

NOT_REREAD = "(not re-read)"
"""The mark of a source whose fact was not read again when the rule was written."""


def rules_content(rules: Iterable[Rule]) -> dict[str, Any]:
    """These rules for ``json.dumps``; the shape is in docs/json.md."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "written_by": f"Blueprice {app_version()}",
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "category": rule.category,
        "summary": rule.summary,
        "rationale": rule.rationale,
        "source": rule.source.replace(NOT_REREAD, "").strip(),
        "source_read_again": NOT_REREAD not in rule.source,
        "parameters": {name: plain(value) for name, value in rule.parameters.items()},
        "services": list(rule.applies_to),
        "links": list(rule.link_kinds),
    }


def plain(value: Any) -> Any:
    """A parameter as JSON has it; decimals and patterns as text, sets sorted."""
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, re.Pattern):
        return value.pattern
    return str(value) if isinstance(value, Decimal) else value


def _key(key: Any) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
