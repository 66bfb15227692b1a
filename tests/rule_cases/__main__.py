"""``python -m tests.rule_cases FOLDER_OR_CSV [--json] [--implemented]``: one line for each drawing."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from projects.rules.rule import all_rules
from tests.rule_cases.cases import Verdict, cases_in, judge


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 if all agree, 1 if not, 2 if nothing could be read."""
    parser = argparse.ArgumentParser(prog="python -m tests.rule_cases", description=__doc__)
    parser.add_argument("path", type=Path, help="a folder of drawings, one drawing, or the rule book as CSV")
    parser.add_argument("--json", action="store_true", help="one JSON object for each drawing")
    parser.add_argument("--implemented", action="store_true", help="pass over cases of rules not implemented")
    given = parser.parse_args(arguments)
    known = all_rules()
    verdicts: list[Verdict] = []
    for case in cases_in(given.path) if given.path.exists() else ():
        if given.implemented and any(f["rule"] not in known for f in case.expect.get("must_fire") or ()):
            continue
        verdict = judge(case)
        verdicts.append(verdict)
        sys.stdout.write((json.dumps(_facts(verdict)) if given.json else verdict.line()) + "\n")
    if not verdicts:
        sys.stderr.write(f"No drawings in {given.path}.\n")
        return 2
    agreed = sum(verdict.agrees for verdict in verdicts)
    sys.stderr.write(f"{agreed} of {len(verdicts)} agree; {len(known)} rules implemented.\n")
    return 0 if agreed == len(verdicts) else 1


def _facts(verdict: Verdict) -> dict[str, object]:
    return {
        "drawing": verdict.case,
        "agrees": verdict.agrees,
        "missed": verdict.missed,
        "wrongly": verdict.wrongly,
        "misplaced": verdict.misplaced,
        "not_implemented": verdict.not_implemented,
        "failure": verdict.failure,
    }


if __name__ == "__main__":
    sys.exit(main())
