"""docs/catalogue.md: every service by category, with what it is billed for, and docs/unpriced.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cost_parts import cost_parts, short_keys
from markdown import table
from rate_tables import matching, rates_of

from desktop.docks.palette_entries import entries
from pricing.table import price_table
from projects.service import Service, catalogue

OPENING = """# The catalogue

Every service that can be drawn, with a page for each: its properties, what it is billed for, its rates by
Region and their sources. Written by `make docs` from the classes in `projects/services`; do not edit.
How prices are found: [maintaining](maintaining.md). What the price list lacks: [not priced](unpriced.md).
"""

UNPRICED = """# What the price list cannot price

Written by `make docs` from the price list and the catalogue; do not edit. Nothing here is ever priced as
zero or with another Region's rate: its line says "not priced" and the total is marked incomplete. A price
sheet of your own (*Prices > Use my price sheet*) can supply any of these keys.
"""


def page() -> str:
    """The catalogue."""
    grouped: dict[str, list[type[Service]]] = {}
    for entry in entries():
        services = grouped.setdefault(entry.category, [])
        if entry.service not in services:
            services.append(entry.service)
    lines = [OPENING, f"{len(catalogue())} services.", ""]
    for category, services in grouped.items():
        lines += [f"## {category}", ""]
        lines += table(("Service", "What it is", "Billed for"), [_row(service) for service in services])
    return "\n".join(lines)


def _row(service: type[Service]) -> tuple[str, str, str]:
    parts = [part.name for part in cost_parts(service) if part.keys or part.not_priced]
    billed = ", ".join(dict.fromkeys(parts)) or service.needs_no_price or "Not billed."
    return f"[{service.label}](services/{service.name}.md)", service.summary, billed


def unpriced_page() -> str:
    """What has no rate anywhere, and what each Region lacks of the rest."""
    missing = dict(_missing())
    regions = [name for name in price_table().regions() if name != "global" and not name.startswith("edge-")]
    nowhere = [key for key, where in missing.items() if not where]
    lines = [UNPRICED, "## In no Region", ""]
    lines += table(("Service", "Rate keys"), list(_by_service(nowhere)))
    lines += ["## By Region", ""]
    rows = []
    for region in regions:
        lacking = [key for key, where in missing.items() if where and region not in where]
        text = "; ".join(f"{label}: {keys}" for label, keys in _by_service(lacking))
        rows.append((f"`{region}`", str(len(lacking)), text))
    lines += table(("Region", "Keys", "Not there, though in other Regions"), rows)
    return "\n".join(lines)


def _missing() -> Iterator[tuple[str, frozenset[str]]]:
    """Each key that not every Region has, with the Regions that do; world-wide ones are left out."""
    regions = {name for name in price_table().regions() if name != "global" and not name.startswith("edge-")}
    for key in sorted(_users()):
        where = frozenset(matching(key) if "{" in key else (rate.region for rate in rates_of(key)))
        if not where & regions and where:
            continue
        if where < regions or not where:
            yield key, where


def _users() -> dict[str, list[str]]:
    """Rate key -> labels of the services that may ask for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for service in catalogue().values():
        for part in cost_parts(service):
            for key in part.keys:
                if service.label not in found[key]:
                    found[key].append(service.label)
    return found


def _by_service(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    users = _users()
    grouped: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        grouped[users[key][0]].append(key)
    for label, found in sorted(grouped.items()):
        yield label, ", ".join(f"`{key}`" for key in short_keys(set(found)))
