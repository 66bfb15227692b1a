"""What is said when the pointer rests on something: its whole name, and its findings."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from desktop.figures import counted
from projects.records import Node

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.theme import Theme
    from projects.rules.rule import Finding

MOST = 6
_COLOURS = {"error": "fault", "warning": "caution", "info": "secondary"}


def tip_of(editor: Editor, theme: Theme, record_id: str) -> str:
    """Name and open findings of a record, as rich text; for a container also how many are inside."""
    record = editor.document.get(record_id)
    found = [f for f in editor.judged.open if record_id in f.node_ids]
    title = record.title if isinstance(record, Node) else ""
    parts = [f"<b>{escape(' '.join(title.split())[:300])}</b>"] if title else []
    parts += [finding_line(finding, theme) for finding in found[:MOST]]
    if len(found) > MOST:
        parts.append(f"and {len(found) - MOST:,} more")
    if isinstance(record, Node) and record.service.is_container():
        inner = {child.id for child in editor.document.descendants(record_id)}
        text = counts(f for f in editor.judged.open if f.node_ids[:1] and f.node_ids[0] in inner)
        parts += [f"Inside: {text}"] if text else []
    if len(parts) <= 1 and not found:
        return parts[0] if parts else ""
    return "<div style='width: 340px'>" + "<br>".join(parts) + "</div>"


def counts(findings: Iterable[Finding]) -> str:
    """ "2 errors, 1 warning"; empty for none. Remarks are told of only where there is nothing worse."""
    number = {"error": 0, "warning": 0, "info": 0}
    for finding in findings:
        number[finding.severity] += 1
    parts = [counted(number[name], name) for name in ("error", "warning") if number[name]]
    return ", ".join(parts) or (counted(number["info"], "remark") if number["info"] else "")


def finding_line(finding: Finding, theme: Theme) -> str:
    """A dot in the colour of the severity, the message, and the rule's id in small letters."""
    colour = getattr(theme, _COLOURS[finding.severity])
    dot = f"<span style='color: {colour}'>●</span>"
    return f"{dot} {escape(finding.message)} {rule_id(finding.rule, theme)}"


def rule_id(rule: str, theme: Theme) -> str:
    """A rule's id, small and quiet."""
    return f"<span style='color: {theme.secondary}; font-size: small'>{escape(rule)}</span>"
