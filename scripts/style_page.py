"""docs/style_check.md: what the strict AWS style check looks at. It needs Qt, which measures the texts."""

from __future__ import annotations

from markdown import table

from desktop.style_check.rule import style_rules

OPENING = """# The AWS style check

What the look of a drawing is held against, on request: *Quote, AWS style check* in the window,
`blueprice check --style` on the command line. Written by `make docs ARGS=style` from the classes in
`desktop/style_check/rules`; do not edit.

Its findings stand in the list with the others, under *Style*. They are warnings and remarks, never errors,
and count in no score. In the window the page that is shown is judged when the canvas has come to rest. A
finding can be accepted with a reason, as any other.

The rules follow what AWS's own drawings and its icon deck have in common: one size of icons, names of two
lines at most, right angles, a legend where lines differ, numbered steps with their text.
"""


def page() -> str:
    """The whole page."""
    rules = list(style_rules().values())
    rows = [(rule.id, rule.severity, rule.summary, rule.rationale, rule.remedy) for rule in rules]
    heading = ("Rule", "Severity", "What holds", "Why", "Remedy")
    return "\n".join([OPENING, *table(heading, rows)])
