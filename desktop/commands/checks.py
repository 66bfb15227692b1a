"""The commands that judge drawings: check, rules and import."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.errors import CommandFailed, sentence

if TYPE_CHECKING:
    from desktop.commands.opened import Opened
    from projects.acceptance import Judged
    from projects.rules.rule import Rule

OK, HAS_ERRORS = 0, 1

SEVERITIES = ("error", "warning", "info")
CATEGORIES = (
    "validity",
    "security",
    "fault_tolerance",
    "performance",
    "cost_optimization",
    "service_limits",
    "operational_excellence",
)
"""As the rules have them; written out, as the rules take a while to load."""


# check


def check_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a project, or a drawing in the neutral format")
    command.add_argument("--json", action="store_true", help="documented JSON")
    command.add_argument(
        "--sarif", metavar="OUT", type=Path, help="write the findings as SARIF 2.1.0 for code review too"
    )
    command.add_argument(
        "--style", action="store_true", help="check the look of the drawing too; it is not scored"
    )
    command.add_argument(
        "--severity", choices=SEVERITIES, default="info", help="leave out what is less severe (default: info)"
    )
    command.add_argument(
        "--rule", metavar="ID", nargs="+", action="extend", default=[], help="only findings of these rules"
    )
    command.add_argument(
        "--category",
        choices=(*CATEGORIES, "style"),
        nargs="+",
        action="extend",
        default=[],
        help="only these categories",
    )


def run_check(wanted: argparse.Namespace) -> int:
    """Findings on standard output; 1 if an error is among those shown and not accepted."""
    from desktop.commands.opened import opened

    _known_rules(wanted.rule, wanted.style)
    project = opened(wanted.file)
    if wanted.style:
        from desktop.export.qt import ensure_application
        from desktop.style_check.checker import check_style

        ensure_application()
        project = project.with_findings(check_style(project.document))
    shown = _chosen(project, wanted)
    if wanted.sarif is not None:
        _write_sarif(project, shown, wanted.sarif)
    if wanted.json:
        from desktop.commands.outputs import json_text
        from projects.outputs.findings import findings_content

        content = findings_content(
            project.document, project.findings, project.file, project.problems, shown=shown
        )
        print(json_text(content), end="")
    else:
        from desktop.commands.tables import findings_text, scores_text
        from projects.scores import scores

        for line in findings_text(project.document, shown):
            print(line)
        listed = wanted.category or CATEGORIES
        rows = [row for row in scores(project.document, project.findings) if row.category in listed]
        for line in scores_text(rows):
            print(line)
    return HAS_ERRORS if shown.has_errors else OK


def _chosen(project: Opened, wanted: argparse.Namespace) -> Judged:
    from projects.acceptance import judged

    severities = SEVERITIES[: SEVERITIES.index(wanted.severity) + 1]
    rules = {rule.upper() for rule in wanted.rule}
    return judged(
        project.document,
        (
            finding
            for finding in project.findings
            if finding.severity in severities
            and (not rules or finding.rule in rules)
            and (not wanted.category or finding.category in wanted.category)
        ),
    )


def _known_rules(named: Sequence[str], style: bool = False) -> None:
    if not named:
        return
    from difflib import get_close_matches

    from projects.rules.rule import all_rules

    known: dict[str, object] = dict(all_rules())
    if style:
        from desktop.style_check.rule import style_rules

        known |= style_rules()
    for rule in named:
        if rule.upper() not in known:
            near = get_close_matches(rule.upper(), known, 1)
            meant = f"perhaps {near[0]} is meant; " if near else ""
            raise CommandFailed(f"there is no rule {rule}; {meant}see blueprice rules")


def _write_sarif(project: Opened, shown: Judged, path: Path) -> None:
    from desktop.commands.outputs import json_text, not_written
    from pricing.atomic_file import write_atomically
    from projects.files import text_of
    from projects.outputs.sarif import sarif

    _never_over(project.file, path)
    content = sarif(project.document, shown, project.file, text_of(project.file), project.problems)
    try:
        write_atomically(path, json_text(content).encode())
    except OSError as error:
        raise CommandFailed(not_written(path, error)) from error


def _never_over(file: str, path: Path) -> None:
    if path.exists() and path.samefile(file):
        raise CommandFailed(sentence(str(path), "It is the file itself.", "Choose another name."))


# rules


def rules_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="with reasons, sources and parameters, as JSON")
    command.add_argument("--severity", choices=SEVERITIES, default="", help="only rules of this severity")
    command.add_argument(
        "--category", choices=CATEGORIES, nargs="+", action="extend", default=[], help="only these categories"
    )


def run_rules(wanted: argparse.Namespace) -> int:
    from projects.rules.rule import all_rules

    rules = [rule for rule in all_rules().values() if _is_wanted(rule, wanted)]
    if wanted.json:
        from desktop.commands.outputs import json_text
        from projects.outputs.rule_list import rules_content

        print(json_text(rules_content(rules)), end="")
    else:
        from desktop.commands.tables import rules_text

        for line in rules_text(rules):
            print(line)
    return OK


def _is_wanted(rule: Rule, wanted: argparse.Namespace) -> bool:
    return (not wanted.severity or rule.severity == wanted.severity) and (
        not wanted.category or rule.category in wanted.category
    )


# import


def import_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="DRAWING", help="a drawing in the format aws-drawing-neutral/1")
    command.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="the project to write (default: beside the drawing)"
    )


def run_import(wanted: argparse.Namespace) -> int:
    """Write the drawing as a project; what was ignored is said on standard error."""
    from desktop.commands.opened import said_of_drawing
    from desktop.commands.outputs import not_written
    from projects.drawing_files import load_drawing
    from projects.files import SUFFIX, UnreadableFile, dumps, loads, save

    path: Path = wanted.output or Path(wanted.file).with_suffix(SUFFIX)
    if path.suffix.lower() != SUFFIX:
        raise CommandFailed(f"{path}: the name has to end in {SUFFIX}")
    try:
        drawing = load_drawing(wanted.file)
    except UnreadableFile as error:
        raise CommandFailed(sentence(wanted.file, error.what, error.remedy, error.place)) from error
    _never_over(wanted.file, path)
    if wanted.output is None and path.exists():
        raise CommandFailed(f"{path}: it exists already; name the project to write with -o")
    said_of_drawing(wanted.file, drawing)
    # A project holds only what a service offers: what a drawing says beyond that is told here.
    for problem in loads(dumps(drawing.document)).problems:
        if not problem.harmless:
            place = problem.place.partition(", ")[2]
            print("blueprice: " + sentence(wanted.file, problem.what, place=place), file=sys.stderr)
    try:
        save(drawing.document, path)
    except OSError as error:
        raise CommandFailed(not_written(path, error)) from error
    print(path)
    return OK
