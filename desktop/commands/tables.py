"""Estimates, findings and the catalogue as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from desktop.figures import DASH, quantity, unit_price
from pricing.confidence import MEMORY, OWN, confidence_word, counts_text, sheets
from pricing.confidence import counts as counts_by_confidence
from pricing.estimate import STATE_TEXT, Estimate, LineItem, ProjectOwner, Totals, cents, total
from pricing.project_lines import Amounts, subtotals
from projects.acceptance import Judged
from projects.document import Document
from projects.outputs.findings import counts, title
from projects.rules.rule import Finding, Rule
from projects.scores import Score
from projects.service import Service
from projects.stored_values import printable

LABEL_WIDTH = 26
COMPONENT_WIDTH = 52
ALLOWANCES = "Free allowances, once per account"


def estimate_text(name: str, estimate: Estimate) -> Iterator[str]:
    """Lines grouped by service, the totals, and what they lack."""
    yield printable(name)
    hours = quantity(estimate.hours_per_month)
    own = "".join(f"own prices of {printable(name)}, " for name in sheets(estimate))
    listed = f"{own[:1].upper()}{own[1:]}list prices" if own else "List prices"
    taxed = subtotals(estimate).tax != Amounts()
    money = "USD, tax in a line of its own" if taxed else "USD before tax"
    yield f"{listed} of {estimate.price_date} in {money}; {hours} hours a month"
    rows = [_row(line) for line in estimate.lines]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(7)]
    width = sum(widths[:6]) + 2 * 5
    start = 0
    for service, group in groupby(estimate.lines, key=_listed_under):
        lines = list(group)
        yield ""
        yield _heading(printable(service), total(lines), width)
        for line, row in zip(lines, rows[start : start + len(lines)], strict=True):
            yield _aligned(row, widths)
            if line.monthly is None and line.reason:
                yield f"    {printable(line.reason)}"
        start += len(lines)
    yield ""
    yield from totals_text(estimate)


def _listed_under(line: LineItem) -> str:
    if line.owner.node_id or isinstance(line.owner, ProjectOwner):
        return line.owner.service_label
    return ALLOWANCES


def totals_text(estimate: Estimate) -> Iterator[str]:
    """The three totals in USD, where their prices come from, and how many lines are in none of them."""
    totals = estimate.totals
    yield from _steps_text(estimate)
    amounts = [f"{cents(amount):,f}" for amount in (totals.monthly, totals.upfront, totals.first_12_months)]
    widest = max(len(amount) for amount in amounts)
    for name, amount in zip(("Monthly", "Upfront", "First 12 months"), amounts, strict=True):
        said = f"{name:<16} USD {amount:>{widest}}"
        yield f"{said}  (incomplete)" if totals.incomplete else said
    by_kind = counts_by_confidence(estimate)
    said = counts_text(by_kind)
    own = ", ".join(sheets(estimate))
    if said:
        yield printable(f"Prices: {said} ({own})" if own else f"Prices: {said}")
    if by_kind["memory"]:
        yield "Check what is marked as from memory on AWS's price pages before use."
    if totals.incomplete:
        yield (
            f"Incomplete: {_counted(totals.needs_input, 'line needs', 'lines need')} input and"
            f" {_counted(totals.not_priced, 'is', 'are')} not priced; the totals leave them out."
        )


def _steps_text(estimate: Estimate) -> Iterator[str]:
    """Where the project has terms of its own, how the monthly total comes about."""
    if not estimate.project_lines:
        return
    found = subtotals(estimate)
    steps = (
        ("List prices", found.gross),
        ("Free allowances", found.allowances),
        ("Discounts", found.discounts),
        ("Charges", found.charges),
        ("AWS Support", found.support),
        ("Contingency", found.contingency),
        ("Tax", found.tax),
    )
    rows = [(name, f"{cents(one.monthly):,f}", f"{cents(one.upfront):,f}") for name, one in steps]
    monthly, upfront = (max(len(row[column]) for row in rows) for column in (1, 2))
    for name, month, once in rows:
        text = f"{name:<16} USD {month:>{monthly}} a month"
        yield f"{text}, {once:>{upfront}} upfront" if estimate.totals.upfront else text
    yield ""


def findings_text(document: Document, findings: Judged) -> Iterator[str]:
    """A line for each finding, then those that were accepted, then how many there are."""
    for finding in findings.open:
        yield _finding_line(document, finding, finding.severity)
    for finding, record in findings.accepted:
        who = ", ".join(text for text in (record.by, record.day) if text)
        because = f"{record.reason} ({who})" if who else record.reason
        yield printable(f"{_finding_line(document, finding, 'accepted')}: {because}")
    accepted = len(findings.accepted)
    yield findings_summary(findings.open) + (f"; {accepted:,} accepted" if accepted else "")


def _finding_line(document: Document, finding: Finding, kind: str) -> str:
    where = ", ".join(title(document, record_id) for record_id in finding.node_ids[:3])
    text = f"{kind:<8} {finding.rule}  {finding.message}"
    return printable(f"{text} [{where}]" if where else text)


def scores_text(scores: Iterable[Score]) -> Iterator[str]:
    """A line for each category: its score of 100, and how many of its checks are passed."""
    for score in scores:
        points = DASH if score.points is None else str(score.points)
        found = ", ".join(
            _counted(number, *words)
            for number, words in (
                (score.errors, ("check with errors", "checks with errors")),
                (score.warnings, ("with warnings", "with warnings")),
                (score.infos, ("with remarks", "with remarks")),
                (score.accepted, ("accepted", "accepted")),
            )
            if number
        )
        text = f"{score.name:<24} {points:>3}  {score.passed} of {_counted(score.applied, 'check', 'checks')}"
        yield f"{text} passed" + (f"; {found}" if found else "")


def rules_text(rules: Iterable[Rule]) -> Iterator[str]:
    """A line for each rule: id, severity, category and what holds in a sound drawing."""
    listed = list(rules)
    for rule in listed:
        yield f"{rule.id}  {rule.severity:<7}  {rule.category:<22}  {rule.summary}"
    yield _counted(len(listed), "rule", "rules")


def findings_summary(findings: Iterable[Finding]) -> str:
    found = counts(findings)
    parts = (
        _counted(found["error"], "error", "errors"),
        _counted(found["warning"], "warning", "warnings"),
        _counted(found["info"], "remark", "remarks"),
    )
    return ", ".join(parts)


def services_text(services: Iterable[type[Service]]) -> Iterator[str]:
    """A line for each service: name, label and category."""
    rows = [(kind.name, kind.label, kind.category) for kind in services]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for row in rows:
        yield "  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip()


def _heading(service: str, totals: Totals, width: int) -> str:
    """A service with its monthly sum at the right; unknown is no sum, and a part is said to be one."""
    known = totals.priced + totals.included
    monthly = f"{cents(totals.monthly):,f}" if known else DASH
    name = f"{service} (incomplete)" if known and totals.incomplete else service
    return f"{name:<{width - len(monthly)}} {monthly}"


def _row(line: LineItem) -> tuple[str, ...]:
    if line.state == "priced" and line.monthly is not None:
        cost = f"{cents(line.upfront):,f} upfront" if line.upfront else f"{cents(line.monthly):,f}"
    else:
        cost = STATE_TEXT[line.state].lower()
    word = confidence_word(line)
    mark = word.lower() if word in (MEMORY, OWN) and line.monthly is not None else ""
    owner = line.owner
    line_of_project = isinstance(owner, ProjectOwner)
    return (
        _cut(owner.label if owner.node_id or line_of_project else owner.service_label, LABEL_WIDTH),
        _cut(line.component, COMPONENT_WIDTH),
        quantity(line.quantity) or "",
        _cut(line.unit, 20),
        unit_price(line.unit_price) if line.unit_price is not None else DASH,
        cost,
        mark,
    )


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    label, component, amount, unit, price, cost, mark = row
    text = (
        f"  {label:<{widths[0]}}  {component:<{widths[1]}}  {amount:>{widths[2]}} {unit:<{widths[3]}}"
        f"  {price:>{widths[4]}}  {cost:>{widths[5]}}"
    )
    return f"{text}  {mark}" if mark else text


def _cut(text: str, width: int) -> str:
    text = printable(" ".join(text.split()))
    return text if len(text) <= width else text[: width - 1] + "…"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
