"""Findings as JSON, with those that somebody accepted and the score of each category."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from projects.acceptance import Judged, judged
from projects.document import Document
from projects.file_problems import Problem
from projects.outputs.estimates import problems_content
from projects.records import Link
from projects.rules.rule import SEVERITIES, Finding
from projects.scores import Score, scores
from projects.version import app_version

FORMAT = "blueprice-findings"
VERSION = 1


def findings_content(
    document: Document,
    findings: Sequence[Finding],
    file: str = "",
    problems: Iterable[Problem] = (),
    shown: Judged | None = None,
) -> dict[str, Any]:
    """All findings for ``json.dumps``, or only those ``shown``; the shape is in docs/json.md.

    Scores are of all findings, whatever is shown.
    """
    result = judged(document, findings) if shown is None else shown
    return {
        "format": FORMAT,
        "version": VERSION,
        "written_by": f"Blueprice {app_version()}",
        "file": file,
        "project": {"name": document.settings.name},
        "counts": {**counts(result.open), "accepted": len(result.accepted)},
        "findings": [_finding(document, finding) for finding in result.open],
        "accepted": [
            {**_finding(document, finding), "reason": record.reason, "by": record.by, "day": record.day}
            for finding, record in result.accepted
        ],
        "scores": [_score(score) for score in scores(document, findings)],
        "problems": problems_content(problems),
    }


def _finding(document: Document, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "category": finding.category,
        "message": finding.message,
        "node_ids": list(finding.node_ids),
        "labels": [title(document, record_id) for record_id in finding.node_ids],
        "fix": finding.fix.label if finding.fix is not None else None,
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "category": score.category,
        "score": score.points,
        "applied": score.applied,
        "passed": score.passed,
        "problems": {"error": score.errors, "warning": score.warnings, "info": score.infos},
        "accepted": score.accepted,
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
