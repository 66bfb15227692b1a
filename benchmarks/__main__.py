"""Measure everything: ``python -m benchmarks``, or parts of it: ``--only canvas --nodes 1000 --rounds 3``.

Each part runs in a process of its own, so that memory is its own and nothing is warm by accident.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.goals import SIZES, with_goals
from benchmarks.measuring import ROOT, Result, process
from benchmarks.report import as_text, machine, write

SIZED = ("model", "canvas", "commands", "exports")
UNSIZED = ("start", "quotes", "wires", "comparisons", "offers", "tidying")
RESULTS = ROOT / "benchmarks" / "results"


def main() -> int:
    """Run the parts that are asked for; 1 if any of them failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=(*UNSIZED, *SIZED), help="leave out the other parts")
    parser.add_argument("--nodes", nargs="+", type=int, default=list(SIZES), metavar="N")
    parser.add_argument("--rounds", type=int, default=5, help="single runs that a median is taken of")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder for the results")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.part:
        return _part(wanted.part, wanted.nodes[0], wanted.rounds)
    facts = machine()
    results: list[Result] = []
    failed = False
    for name, nodes in _plan(wanted.only, wanted.nodes):
        what = f"{name} with {nodes:,} nodes" if nodes else name
        print(f"measuring {what} ...", file=sys.stderr, flush=True)
        try:
            results += _measured(name, nodes, wanted.rounds)
        except RuntimeError as error:
            failed = True
            print(error, file=sys.stderr)
    with_goals(results)
    print(as_text(results))
    print(*(f"{name}: {value}" for name, value in facts.items()), sep="\n")
    print(*write(results, facts, wanted.output), sep="\n")
    return int(failed)


def _plan(only: list[str] | None, sizes: list[int]) -> list[tuple[str, int]]:
    plan = [(name, 0) for name in UNSIZED] + [(name, nodes) for nodes in sizes for name in SIZED]
    return [(name, nodes) for name, nodes in plan if not only or name in only]


def _measured(name: str, nodes: int, rounds: int) -> list[Result]:
    """One part in a process of its own, away from the person's settings and without a display.

    Each has a home of its own, too: a window asks about work that another one left unsaved.
    """
    arguments = ["--part", name, "--nodes", str(nodes), "--rounds", str(rounds)]
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    with tempfile.TemporaryDirectory() as home:
        environment = dict.fromkeys(folders, home) | {"QT_QPA_PLATFORM": "offscreen"}
        _, _, out = process([sys.executable, "-m", "benchmarks", *arguments], environment)
    found: list[dict[str, Any]] = json.loads(out.splitlines()[-1])
    return [Result(**{k: v for k, v in one.items() if k not in ("ratio", "met")}) for one in found]


def _part(name: str, nodes: int, rounds: int) -> int:
    measure = importlib.import_module(f"benchmarks.{name}").measure
    results: list[Result] = measure(nodes, rounds) if name in SIZED else measure(rounds)
    print(json.dumps([result.stored() for result in results]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
