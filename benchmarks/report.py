"""The results as a table for the terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measuring import Result

HEADERS = ("What", "Nodes", "Median", "p95", "Limit", "Ratio", "Goal", "Met")


def rows(results: Iterable[Result]) -> list[tuple[str, ...]]:
    """One row of texts per result, in the order of HEADERS."""
    return [
        (
            f"{result.area}: {result.name}",
            "" if result.nodes is None else f"{result.nodes:,}",
            figure(result.value, result.unit),
            figure(result.worst, result.unit),
            figure(result.limit, result.unit) + (f" ({result.limit_name})" if result.limit else ""),
            "" if result.ratio is None else f"{result.ratio:.2f}x",
            _goal(result),
            {True: "yes", False: "NO", None: ""}[result.met],
        )
        for result in results
    ]


def figure(value: float | None, unit: str) -> str:
    """Three figures that matter, with the unit."""
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 4
    return f"{value:,.{digits}f} {unit}"


def _goal(result: Result) -> str:
    parts = [f"<= {figure(result.goal, result.unit)}"] if result.goal is not None else []
    if result.goal_ratio is not None:
        parts.append(f"<= {result.goal_ratio:g}x")
    return ", ".join(parts)


def as_text(results: Iterable[Result]) -> str:
    """Columns padded for the terminal."""
    lines = [HEADERS, *rows(results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADERS))]
    padded = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    return "\n".join(line.rstrip() for line in padded)


def as_markdown(results: Iterable[Result], facts: dict[str, Any]) -> str:
    """The same table for a page, with what it was measured on."""
    head = [f"- {name}: {value}" for name, value in facts.items()]
    align = ["---", *["---:"] * (len(HEADERS) - 2), "---"]
    table = [HEADERS, align, *rows(results)]
    return "\n".join([*head, "", *("| " + " | ".join(row) + " |" for row in table), ""])


def machine() -> dict[str, Any]:
    """What the figures depend on and a reader has to know."""
    from importlib.metadata import version

    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "Python": platform.python_version(),
        "PySide6": version("PySide6-Essentials"),
        "load": f"{os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else "not known",
    }


def write(results: list[Result], facts: dict[str, Any], folder: Path) -> tuple[Path, Path]:
    """``latest.json`` and ``latest.md`` in the folder; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    as_json, as_page = folder / "latest.json", folder / "latest.md"
    content = {"facts": facts, "results": [result.stored() for result in results]}
    as_json.write_text(json.dumps(content, indent=1) + "\n")
    as_page.write_text(as_markdown(results, facts))
    return as_json, as_page
