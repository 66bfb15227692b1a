"""``python -m tests.cost_cases FOLDER [--score model|price] [--only NAME ...] [--json]``: a line a case."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from tests.cost_cases.cases import UnreadableCase, cases_in
from tests.cost_cases.judging import Verdict, judge


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 if all match, 1 if not, 2 if nothing could be read."""
    parser = argparse.ArgumentParser(prog="python -m tests.cost_cases", description=__doc__)
    parser.add_argument("path", type=Path, help="a folder of cases, or one file")
    parser.add_argument("--score", choices=("model", "price"), default="model")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="files or cases to look at")
    parser.add_argument("--json", action="store_true", help="one JSON object for each case")
    given = parser.parse_args(arguments)
    verdicts: list[Verdict] = []
    try:
        for case in cases_in(given.path):
            if given.only and case.file not in given.only and case.id not in given.only:
                continue
            verdict = judge(case, given.score)
            verdicts.append(verdict)
            text = json.dumps(facts(verdict), ensure_ascii=False) if given.json else verdict.line()
            sys.stdout.write(text + "\n")
    except UnreadableCase as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not verdicts:
        sys.stderr.write(f"No cases in {given.path}.\n")
        return 2
    sys.stderr.write(summary(verdicts) + "\n")
    return 0 if all(verdict.outcome == "matched" for verdict in verdicts) else 1


def summary(verdicts: list[Verdict]) -> str:
    """How many came out how, of all and of those that count."""
    every = Counter(verdict.outcome for verdict in verdicts)
    counting = [verdict for verdict in verdicts if verdict.case.counts]
    matched = sum(verdict.outcome == "matched" for verdict in counting)
    older = sum(verdict.outcome == "differs" and verdict.older for verdict in counting)
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in sorted(every.items()))
    return (
        f"{len(verdicts)} cases: {outcomes}. "
        f"Exact and not legacy: {matched} of {len(counting)} matched, "
        f"{older} of the others are older figures."
    )


def facts(verdict: Verdict) -> dict[str, object]:
    """A verdict for machines; amounts as text, USD a month."""
    case = verdict.case
    return {
        "case": case.id,
        "service": case.service,
        "score": verdict.score,
        "outcome": verdict.outcome,
        "grading": case.grading,
        "legacy": case.legacy,
        "older_figures": verdict.older,
        "expected": str(case.total),
        "ours": None if verdict.ours is None else str(verdict.ours),
        "reasons": list(verdict.reasons),
    }


if __name__ == "__main__":
    sys.exit(main())
