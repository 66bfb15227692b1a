"""Findings as SARIF 2.1.0, which code review and CI services show beside the file."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from projects.acceptance import Judged
from projects.document import Document
from projects.file_problems import Problem
from projects.outputs.findings import title
from projects.outputs.rule_list import plain
from projects.records import AcceptedFinding, Node
from projects.rules.rule import Finding, Rule, Severity, all_rules
from projects.scores import CATEGORY_NAMES
from projects.version import app_version

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}

_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.){0,1000}")')


def sarif(
    document: Document,
    findings: Judged,
    file: str = "",
    text: str = "",
    problems: Iterable[Problem] = (),
) -> dict[str, Any]:
    """One run for ``json.dumps``: open findings, and accepted ones as suppressed.

    ``text`` is the content of the file, in which each result's line is looked up.
    """
    found = [*((finding, None) for finding in findings.open), *findings.accepted]
    known = all_rules()
    rules = [known[rule_id] for rule_id in sorted({finding.rule for finding, _ in found}) if rule_id in known]
    index = {rule.id: number for number, rule in enumerate(rules)}
    lines = _lines(text)
    results = [_result(document, finding, record, index, file, lines) for finding, record in found]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Blueprice",
                "version": app_version(),
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(problems)],
        "results": results,
    }
    if file:
        run["artifacts"] = [{"location": {"uri": uri(file)}, "roles": ["analysisTarget"]}]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def uri(file: str) -> str:
    """A path as a URI; a relative one stays relative to where the command was run."""
    if os.path.isabs(file):
        return Path(file).as_uri()
    return quote(file.replace(os.sep, "/"))


def _descriptor(rule: Rule) -> dict[str, Any]:
    why = " ".join(part for part in (rule.rationale, f"Source: {rule.source}.") if part)
    properties: dict[str, Any] = {
        "category": rule.category,
        "tags": [rule.category],
        "source": rule.source,
    }
    if rule.parameters:
        properties["parameters"] = {name: plain(value) for name, value in rule.parameters.items()}
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.rationale or rule.summary},
        "help": {
            "text": f"{rule.summary} {why}",
            "markdown": f"**{rule.summary}** ({CATEGORY_NAMES[rule.category]})\n\n{why}",
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": properties,
    }


def _result(
    document: Document,
    finding: Finding,
    accepted: AcceptedFinding | None,
    index: dict[str, int],
    file: str,
    lines: dict[str, int],
) -> dict[str, Any]:
    remedy = f" Remedy: {finding.fix.label}." if finding.fix is not None else ""
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "kind": "fail",
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message + remedy},
        "partialFingerprints": {"ruleAndElements/v1": _fingerprint(finding)},
        "properties": {"category": finding.category, "nodeIds": list(finding.node_ids)},
    }
    if finding.rule in index:
        found["ruleIndex"] = index[finding.rule]
    main, *others = finding.node_ids or ("",)
    found["locations"] = [_location(document, main, file, lines)]
    if others:
        related = (_location(document, other, file, lines) for other in others)
        found["relatedLocations"] = [{"id": n, **place} for n, place in enumerate(related, start=1)]
    if finding.fix is not None:
        # A SARIF fix replaces text; ours is made by Blueprice on the drawing, so only its name is told.
        found["properties"]["fixes"] = [{"description": {"text": finding.fix.label}}]
    if accepted is not None:
        found["suppressions"] = [_suppression(accepted)]
    return found


def _suppression(accepted: AcceptedFinding) -> dict[str, Any]:
    """The acceptance is kept in the file that was checked, as a suppression in source code is."""
    who = {name: value for name, value in (("by", accepted.by), ("day", accepted.day)) if value}
    said = {"kind": "inSource", "status": "accepted", "justification": accepted.reason}
    return {**said, "properties": who} if who else said


def _location(document: Document, record_id: str, file: str, lines: dict[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if file:
        place: dict[str, Any] = {"artifactLocation": {"uri": uri(file), "index": 0}}
        if record_id in lines:
            place["region"] = {"startLine": lines[record_id]}
        found["physicalLocation"] = place
    if record_id:
        record = document.get(record_id)
        around = [node.title for node in document.ancestors(record_id)][::-1]
        found["logicalLocations"] = [
            {
                "name": title(document, record_id),
                "fullyQualifiedName": "/".join([*around, record_id]),
                "kind": "resource" if isinstance(record, Node) else "link",
                "properties": {"id": record_id},
            }
        ]
    return found


def _fingerprint(finding: Finding) -> str:
    """The same for a finding of the next run, whatever its words and its line."""
    words = "\n".join([finding.rule, *sorted(finding.node_ids)])
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _invocation(problems: Iterable[Problem]) -> dict[str, Any]:
    told = [
        {"level": "note" if problem.harmless else "warning", "message": {"text": str(problem)}}
        for problem in problems
    ]
    said: dict[str, Any] = {"executionSuccessful": True}
    return {**said, "toolExecutionNotifications": told} if told else said


def _lines(text: str) -> dict[str, int]:
    """The line in which each id stands first."""
    found: dict[str, int] = {}
    line, position = 1, 0
    for match in _ID.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        try:
            found.setdefault(json.loads(match[1]), line)
        except ValueError:
            continue
    return found
