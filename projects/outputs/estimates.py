"""An estimate as JSON and CSV; amounts are exact decimals in text, unknown ones are null or empty."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import StringIO
from typing import Any

from pricing.confidence import counts, kind_of, sheets
from pricing.estimate import Estimate, LineItem, ProjectOwner, Totals, total
from pricing.project_lines import TAX, Subtotals, Terms, subtotals
from pricing.rates import Rate
from projects.document import Document
from projects.file_problems import Problem
from projects.terms import terms_of
from projects.version import app_version

FORMAT = "blueprice-estimate"
VERSION = 1

COLUMNS = (
    "node_id",
    "label",
    "path",
    "region",
    "service",
    "service_label",
    "component",
    "state",
    "reason",
    "quantity",
    "unit",
    "unit_price",
    "monthly",
    "upfront",
    "first_12_months",
    "currency",
    "rate_key",
    "rate_region",
    "rate_source",
    "rate_effective_date",
    "rate_confidence",
    "rate_sheet",
    "confidence",
    "hours_per_month",
    "estimate_complete",
    "step",
)


def estimate_content(
    document: Document, estimate: Estimate, file: str = "", problems: Iterable[Problem] = ()
) -> dict[str, Any]:
    """The whole estimate for ``json.dumps``; its shape is in docs/json.md."""
    settings = document.settings
    return {
        "format": FORMAT,
        "version": VERSION,
        "written_by": f"Blueprice {app_version()}",
        "file": file,
        "project": {"name": settings.name, "client": settings.client, "author": settings.author},
        "currency": "USD",
        "hours_per_month": amount(estimate.hours_per_month),
        "price_list": {"date": estimate.price_date, "digest": estimate.price_digest},
        "price_sheets": list(sheets(estimate)),
        "free_allowances": {
            "applied": settings.free_allowances,
            "monthly": amount(total(estimate.account_lines).monthly),
        },
        "terms": _terms(terms_of(settings)),
        "subtotals": _subtotals(subtotals(estimate)),
        "totals": _totals(estimate.totals),
        "confidences": counts(estimate),
        "line_items": [_line(line) for line in estimate.lines],
        "problems": problems_content(problems),
    }


def estimate_csv(estimate: Estimate) -> str:
    """One row a line item, with a header; texts that a spreadsheet would take for formulas are quoted."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    whole = {
        "currency": "USD",
        "hours_per_month": amount(estimate.hours_per_month),
        "estimate_complete": "no" if estimate.totals.incomplete else "yes",
    }
    for line in estimate.lines:
        content = _line(line)
        rate = content.pop("rate") or {}
        content["path"] = " / ".join(content["path"])
        content |= {f"rate_{name}": value for name, value in rate.items()}
        content |= whole
        writer.writerow([cell(content.get(name)) for name in COLUMNS])
    return text.getvalue()


def problems_content(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """What could not be taken from the file, for every JSON output."""
    return [
        {"place": problem.place, "what": problem.what, "remedy": problem.remedy, "harmless": problem.harmless}
        for problem in problems
    ]


def amount(number: Decimal | None) -> str | None:
    """A decimal in plain notation, exact; None where it is not known."""
    if number is None:
        return None
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _totals(totals: Totals) -> Mapping[str, Any]:
    return {
        "monthly": amount(totals.monthly),
        "upfront": amount(totals.upfront),
        "first_12_months": amount(totals.first_12_months),
        "complete": not totals.incomplete,
        "lines": {
            "priced": totals.priced,
            "included": totals.included,
            "needs_input": totals.needs_input,
            "not_priced": totals.not_priced,
        },
    }


def _terms(terms: Terms) -> Mapping[str, Any]:
    return {
        "discount_percent": amount(terms.discount_percent),
        "service_discounts": {name: amount(percent) for name, percent in terms.service_discounts.items()},
        "support_plan": terms.support_plan or "none",
        "contingency_percent": amount(terms.contingency_percent),
        "tax_name": terms.tax_name or TAX,
        "tax_percent": amount(terms.tax_percent),
    }


def _subtotals(found: Subtotals) -> Mapping[str, Any]:
    steps = {
        "list_prices": found.gross,
        "free_allowances": found.allowances,
        "discounts": found.discounts,
        "charges": found.charges,
        "support": found.support,
        "contingency": found.contingency,
        "tax": found.tax,
    }
    return {
        name: {
            "monthly": amount(amounts.monthly),
            "upfront": amount(amounts.upfront),
            "first_12_months": amount(amounts.first_12_months),
        }
        for name, amounts in steps.items()
    }


def _line(line: LineItem) -> dict[str, Any]:
    owner = line.owner
    known = line.monthly is not None
    return {
        "node_id": owner.node_id,
        "of_account": not owner.node_id and not isinstance(owner, ProjectOwner),
        "step": owner.step if isinstance(owner, ProjectOwner) else "",
        "label": owner.label,
        "path": list(owner.path),
        "region": owner.region,
        "service": owner.service,
        "service_label": owner.service_label,
        "category": owner.category,
        "component": line.component,
        "state": line.state,
        "reason": line.reason,
        "missing_property": line.property_name if line.state == "needs_input" else "",
        "quantity": amount(line.quantity),
        "unit": line.unit,
        "unit_price": amount(line.unit_price),
        "monthly": amount(line.monthly),
        "upfront": amount(line.upfront) if known else None,
        "first_12_months": amount(line.upfront + 12 * line.monthly) if line.monthly is not None else None,
        "confidence": kind_of(line) or None,
        "rate": _rate(line.rate),
    }


def _rate(rate: Rate | None) -> dict[str, str] | None:
    if rate is None:
        return None
    return {
        "key": rate.key,
        "region": rate.region,
        "source": rate.source,
        "effective_date": rate.effective_date,
        "confidence": rate.confidence,
        "sheet": rate.sheet,
    }


def cell(value: object) -> str:
    """Plain numbers as they are; other text that begins like a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    whole, _, part = text.removeprefix("-").partition(".")
    return whole.isdecimal() and (not part or part.isdecimal())
