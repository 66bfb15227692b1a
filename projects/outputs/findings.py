"""Findings as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from projects.document import Document
from projects.file_problems import Problem
from projects.outputs.estimates import problems_content
from projects.records import Link
from projects.rules.rule import SEVERITIES, Finding
from projects.version import app_version

FORMAT = "blueprice-findings"
VERSION = 1


def findings_content(
    document: Document, findings: Sequence[Finding], file: str = "", problems: Iterable[Problem] = ()
) -> dict[str, Any]:
    """All findings for ``json.dumps``; the shape is in docs/json.md."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "written_by": f"Blueprice {app_version()}",
        "file": file,
        "project": {"name": document.settings.name},
        "counts": counts(findings),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "category": finding.category,
                "message": finding.message,
                "node_ids": list(finding.node_ids),
                "labels": [title(document, record_id) for record_id in finding.node_ids],
            }
            for finding in findings
        ],
        "problems": problems_content(problems),
    }


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity."""
    found = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        found[finding.severity] += 1
    return {str(severity): number for severity, number in found.items()}


def title(document: Document, record_id: str) -> str:
    """What a record is called on the canvas; a link by its two ends."""
    record = document.get(record_id)
    if isinstance(record, Link):
        return f"{title(document, record.source)} to {title(document, record.target)}"
    node = document.node(record_id)
    return node.title if node is not None else record_id
