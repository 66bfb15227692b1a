"""Comparisons as JSON and CSV: exact amounts in text, and null where nothing can be compared."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from pricing.comparisons.lines import Difference, Figures
from pricing.comparisons.purchases import PurchaseComparison, PurchaseRow
from pricing.comparisons.regions import OpenLine, RegionComparison, RegionRow
from pricing.comparisons.variants import VariantColumn, VariantComparison, VariantLine
from pricing.estimate import LineItem, Totals
from projects.document import Document
from projects.file_problems import Problem
from projects.outputs.estimates import amount, cell, problems_content
from projects.version import app_version

FORMAT = "blueprice-comparison"
VERSION = 1

REGION_COLUMNS = (
    *("region", "name", "geography", "partition", "present", "monthly", "upfront", "first_12_months"),
    *("comparable", "difference_monthly", "difference_upfront", "difference_first_12_months"),
    *("difference_share", "priced_in_both_difference_monthly"),
    *("priced_in_both_difference_first_12_months", "not_priced", "needs_input", "not_offered", "remark"),
)
PURCHASE_COLUMNS = (
    *("node_id", "label", "option", "purchase", "term_years", "payment", "upfront", "monthly"),
    *("effective_monthly", "total_36_months", "comparable", "saving_36_months", "saving_share"),
    *("break_even_month", "months_of_use", "priced_in_both_saving_36_months", "estimated_lines"),
    *("without_figure", "remark"),
)
VARIANT_COLUMNS = (
    *("variant_id", "variant", "node_id", "label", "service_label", "component", "base_state"),
    *("base_monthly", "base_upfront", "state", "monthly", "upfront", "comparable", "difference_monthly"),
    *("difference_upfront", "difference_first_12_months", "reason"),
)


def comparison_content(
    document: Document,
    *,
    regions: RegionComparison | None = None,
    purchases: PurchaseComparison | None = None,
    variants: VariantComparison | None = None,
    file: str = "",
    problems: Iterable[Problem] = (),
) -> dict[str, Any]:
    """The comparisons made, for ``json.dumps``; the shape is in docs/json.md."""
    settings = document.settings
    dates = [one.price_date for one in (regions, purchases, variants) if one is not None]
    found: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "written_by": f"Blueprice {app_version()}",
        "file": file,
        "project": {"name": settings.name, "client": settings.client, "author": settings.author},
        "currency": "USD",
        "price_list": {"date": dates[0] if dates else ""},
    }
    if regions is not None:
        rows = [_region(row) for row in regions.rows]
        found["regions"] = {"moving": regions.moving, "present": _totals(regions.present), "rows": rows}
    if purchases is not None:
        found["purchase_options"] = _purchases(purchases)
    if variants is not None:
        found["variants"] = _variants(variants)
    return {**found, "problems": problems_content(problems)}


# Regions


def regions_csv(found: RegionComparison) -> str:
    """One row a Region, with a header."""
    return _csv(REGION_COLUMNS, (_flat(_region(row)) for row in found.rows))


def _region(row: RegionRow) -> dict[str, Any]:
    return {
        "region": row.code,
        "name": row.name,
        "geography": row.geography,
        "partition": row.partition,
        "present": row.present,
        **_totals(row.totals),
        **_difference(row.difference),
        "not_priced": row.not_priced,
        "needs_input": row.needs_input,
        "not_offered": list(row.not_offered),
        "open_lines": [_open(line) for line in row.open_lines],
        "remark": " ".join((row.remark, *row.notes)).strip(),
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "monthly": amount(totals.monthly),
        "upfront": amount(totals.upfront),
        "first_12_months": amount(totals.first_12_months),
        "complete": not totals.incomplete,
    }


def _difference(found: Difference) -> dict[str, Any]:
    known = found.known
    return {
        "comparable": found.comparable,
        "difference": {
            "monthly": amount(found.monthly),
            "upfront": amount(found.upfront),
            "first_12_months": amount(found.first_12_months),
            "share": amount(found.share),
        },
        "priced_in_both": {
            "difference_monthly": amount(known.monthly),
            "difference_upfront": amount(known.upfront),
            "difference_first_12_months": amount(known.first_12_months),
            "difference_share": amount(known.share),
        },
    }


def _open(line: OpenLine) -> dict[str, Any]:
    return line._asdict()


# purchase options


def purchases_csv(found: PurchaseComparison) -> str:
    """One row an option for all nodes together (without a node), then for each node."""
    rows = [{"node_id": "", "label": "", **_purchase(row)} for row in found.rows]
    for node in found.nodes:
        for option in node.options:
            row = node.row(option)
            rows.append({"node_id": node.node_id, "label": node.label, **_purchase(row)})
    return _csv(PURCHASE_COLUMNS, (_flat(row) for row in rows))


def _purchases(found: PurchaseComparison) -> dict[str, Any]:
    return {
        "months": 36,
        "rows": [_purchase(row) for row in found.rows],
        "nodes": [
            {
                "node_id": node.node_id,
                "label": node.label,
                "service_label": node.service_label,
                "present": node.present.option.label,
                "rows": [_purchase(node.row(option)) for option in node.options],
            }
            for node in found.nodes
        ],
    }


def _purchase(row: PurchaseRow) -> dict[str, Any]:
    option = row.option
    figures = not row.unpriced
    return {
        "option": row.label,
        "purchase": option.purchase if option is not None else None,
        "term_years": (option.term_years or None) if option is not None else None,
        "payment": (option.payment or None) if option is not None else None,
        "upfront": amount(row.upfront) if figures else None,
        "monthly": amount(row.monthly) if figures else None,
        "effective_monthly": amount(row.effective_monthly) if figures else None,
        "total_36_months": amount(row.total) if figures else None,
        "comparable": row.comparable,
        "saving_36_months": amount(row.saving),
        "saving_share": amount(row.saving_share),
        "break_even_month": row.break_even_month,
        "months_of_use": amount(row.months_of_use),
        "priced_in_both_saving_36_months": amount(row.known_saving),
        "estimated_lines": row.estimated,
        "stay_on_demand": [node.node_id for node in row.stays],
        "open_lines": [_open_item(node.node_id, node.label, line) for node, line in row.open_lines],
        "remark": row.remark,
    }


def _open_item(node_id: str, label: str, line: LineItem) -> dict[str, Any]:
    facts = {"component": line.component, "state": line.state, "rate_key": line.rate_key}
    return {"node_id": node_id, "label": label, **facts, "reason": line.reason}


# variants


def variants_csv(found: VariantComparison) -> str:
    """For each variant its totals (without a node), then the lines that differ from the base."""
    rows = []
    for number, column in enumerate(found.columns):
        difference = column.difference
        total = {
            "component": "Total",
            "base_monthly": amount(found.base.monthly),
            "base_upfront": amount(found.base.upfront),
            "monthly": amount(column.totals.monthly),
            "upfront": amount(column.totals.upfront),
            "comparable": difference.comparable,
            "difference": _difference(difference)["difference"],
            "reason": " ".join((column.remark, *column.misfits)).strip(),
        }
        lines = [total, *(_variant_line(line, number) for line in found.differing if _differs(line, number))]
        rows += [{"variant_id": column.variant_id, "variant": column.name, **line} for line in lines]
    return _csv(VARIANT_COLUMNS, (_flat(row) for row in rows))


def _variants(found: VariantComparison) -> dict[str, Any]:
    return {
        "base": _totals(found.base),
        "rows": [_column(found, number, column) for number, column in enumerate(found.columns)],
    }


def _column(found: VariantComparison, number: int, column: VariantColumn) -> dict[str, Any]:
    lines = [line for line in found.differing if _differs(line, number)]
    return {
        "variant_id": column.variant_id,
        "name": column.name,
        "comment": column.comment,
        **_totals(column.totals),
        **_difference(column.difference),
        "lines": [_variant_line(line, number) for line in lines],
        "open_lines": [_open(line) for line in column.open_lines],
        "does_not_apply": list(column.misfits),
        "remark": column.remark,
    }


def _differs(line: VariantLine, number: int) -> bool:
    pair = line.variants[number]
    return pair is not None and pair.kind not in ("same", "open")


def _variant_line(line: VariantLine, number: int) -> dict[str, Any]:
    pair = line.variants[number]
    after = pair.after if pair is not None else None
    return {
        "node_id": line.owner.node_id,
        "label": line.owner.label,
        "service_label": line.owner.service_label,
        "component": pair.component if pair is not None else line.component,
        **{f"base_{name}": value for name, value in _figures(line.base).items()},
        **_figures(after),
        "comparable": pair is None or not pair.open,
        "difference": {
            "monthly": amount(pair.monthly) if pair is not None else "0",
            "upfront": amount(pair.upfront) if pair is not None else "0",
            "first_12_months": amount(pair.first_12_months) if pair is not None else "0",
        },
        "reason": after.reason if after is not None and after.open else "",
    }


def _figures(side: Figures | None) -> dict[str, Any]:
    """State "not_billed" where there is no such line."""
    if side is None:
        return {"state": "not_billed", "monthly": "0", "upfront": "0"}
    upfront = None if side.open else amount(side.upfront)
    return {"state": side.state, "monthly": amount(side.monthly), "upfront": upfront}


# tables


def _flat(content: dict[str, Any]) -> dict[str, Any]:
    """Nested figures under names of their own, lists in one cell or counted."""
    found: dict[str, Any] = {}
    for name, value in content.items():
        if name == "difference" and isinstance(value, dict):
            found |= {f"difference_{inner}": item for inner, item in value.items()}
        elif isinstance(value, dict):
            found |= {f"{name}_{inner}": item for inner, item in value.items()}
        elif name == "open_lines":
            found["without_figure"] = len(value)
        elif isinstance(value, bool):
            found[name] = "yes" if value else "no"
        else:
            found[name] = " ".join(value) if isinstance(value, list) else value
    return found


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in columns])
    return text.getvalue()
