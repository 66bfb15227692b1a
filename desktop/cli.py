"""The command `blueprice`: opens the window, or prices, checks and exports a project without one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands import checks, comparing
from desktop.commands.errors import CommandFailed, sentence

if TYPE_CHECKING:
    from desktop.commands.opened import Opened

OK, FAILED = 0, 2

_EPILOG = """without a command: blueprice [--prices SHEET] [FILE] opens the window

exit codes: 0 done; 1 the check found errors; 2 a file could not be read or written"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code. No exception but SystemExit leaves it."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    try:
        if _wants_window(given):
            return _window(given)
        wanted = _parser().parse_args(given)
        run: Callable[[argparse.Namespace], int] = wanted.run
        code = run(wanted)
        sys.stdout.flush()
        return code
    except CommandFailed as error:
        return _failed(str(error))
    except BrokenPipeError:
        # The reader went away (`blueprice ... | head`); nothing more can be said to it.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("BLUEPRICE_TRACEBACK"):
            raise
        file = next((part for part in given[1:] if not part.startswith("-")), "")
        what = f"unexpected fault in Blueprice ({type(error).__name__}: {error})"
        remedy = "please report it with the output of the same command under BLUEPRICE_TRACEBACK=1"
        return _failed(sentence(file, what, remedy))


def _failed(text: str) -> int:
    print(f"blueprice: {' '.join(text.split())}", file=sys.stderr)
    return FAILED


def _speak_utf8() -> None:
    """Labels may hold any character; a terminal that cannot show one gets a question mark."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError, OSError):
            if stream.isatty():
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


# the commands


def _wants_window(given: list[str]) -> bool:
    """No command is named: only a project, or a price sheet for it."""
    return not given or given[0].startswith("--prices") or not (given[0] in _COMMANDS or given[0][0:1] == "-")


def _window(given: list[str]) -> int:
    parser = argparse.ArgumentParser("blueprice", add_help=False, allow_abbrev=False)
    parser.add_argument("files", nargs="*")
    _prices_argument(parser)
    wanted = parser.parse_args(given)
    files: list[str] = wanted.files
    if files and files[0] in _COMMANDS:
        return _failed(f"put --prices after the command: blueprice {files[0]} --prices {wanted.prices} ...")
    if len(files) > 1:
        return _failed(f"{files[1]}: only one project opens at a time; see blueprice --help")
    if files and not os.path.exists(files[0]):
        return _failed(f"{files[0]}: there is no such file or command; see blueprice --help")
    if wanted.prices and not os.path.isfile(wanted.prices):
        return _failed(f"{wanted.prices}: there is no such price sheet; name a CSV or XLSX file")
    if not _display_is_named():
        return _failed(
            "there is no display to open a window on; use a command that needs none (blueprice --help)"
        )
    try:
        from desktop.app import run
    except ImportError as error:
        missing = f"the window cannot open: {error}"
        return _failed(f"{missing}; run make setup, or use a command that needs no window (blueprice --help)")
    return run(files[0] if files else None, wanted.prices or None)


def _display_is_named() -> bool:
    """Qt aborts the process where there is none; asked for another platform, it is left to find out."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def _estimate(wanted: argparse.Namespace) -> int:
    project = _opened(wanted.file, wanted.prices)
    if wanted.json:
        from desktop.commands.outputs import estimate_json

        print(estimate_json(project), end="")
    elif wanted.csv:
        from projects.outputs.estimates import estimate_csv

        print(estimate_csv(project.estimate), end="")
    else:
        from desktop.commands.tables import estimate_text

        for line in estimate_text(project.name, project.estimate):
            print(line)
    return OK


def _export(wanted: argparse.Namespace) -> int:
    from desktop.commands.outputs import Look

    look = Look(
        wanted.scale, wanted.transparent, wanted.costs, wanted.page, tuple(wanted.only), wanted.project
    )
    return _write(_opened(wanted.file, wanted.prices), wanted.output, look)


def _write(project: Opened, paths: list[Path], look: object) -> int:
    """Write every file that can be written; the paths go to standard output, what failed does not."""
    from desktop.commands.outputs import Look, write_output

    assert isinstance(look, Look)
    code = OK
    for path in paths:
        try:
            remark = write_output(project, path, look)
        except CommandFailed as error:
            code = _failed(str(error))
            continue
        print(path)
        if remark:
            print("blueprice: " + sentence(str(path), remark), file=sys.stderr)
    return code


def _services(wanted: argparse.Namespace) -> int:
    if wanted.json:
        from desktop.commands.outputs import json_text
        from projects.outputs.service_list import services_content

        print(json_text(services_content()), end="")
    else:
        from desktop.commands.tables import services_text
        from projects.service import catalogue

        for line in services_text(catalogue().values()):
            print(line)
    return OK


def _prices(wanted: argparse.Namespace) -> int:
    from desktop.commands.prices import run

    return run(wanted)


def _headless(wanted: argparse.Namespace) -> int:
    from desktop.commands.outputs import Look
    from desktop.commands.tables import findings_text, totals_text
    from projects.acceptance import judged

    folder: Path = wanted.output
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandFailed(sentence(str(folder), error.strerror or str(error), "choose another")) from error
    code = OK
    for file in wanted.files:
        project = _opened(file, wanted.prices)
        print(project.name)
        for line in totals_text(project.estimate):
            print(line)
        for line in findings_text(project.document, judged(project.document, project.findings)):
            print(line)
        stem = folder / Path(file).stem
        paths = [stem.with_name(stem.name + suffix) for suffix in (".png", ".svg", ".pdf", ".xlsx")]
        code = max(code, _write(project, paths, Look()))
    return code


def _opened(file: str, prices: str = "") -> Opened:
    from desktop.commands.opened import opened

    return opened(file, prices)


# the arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="blueprice",
        description="Draw an AWS architecture, have it checked and priced, hand over picture and quote.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and the price date")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (summary, run, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        command.set_defaults(run=run)
        arguments(command)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from pricing.table import price_table
        from projects.version import app_version

        print(f"blueprice {app_version()}, AWS list prices of {price_table().date}")
        parser.exit()


def _prices_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--prices",
        metavar="SHEET",
        default="",
        help="your own prices, from a CSV or XLSX file, before those of the list",
    )


def _estimate_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a project")
    _prices_argument(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="documented JSON with exact amounts")
    form.add_argument("--csv", action="store_true", help="one row a line item")


def _services_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="with properties, costs and places, as JSON")


def _export_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a project")
    command.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=_output,
        nargs="+",
        action="extend",
        required=True,
        help="files to write, by suffix: .png .svg .pdf .xlsx .csv .json .drawio .py .mmd",
    )
    command.add_argument(
        "--scale", type=_scale, default=2.0, metavar="1-4", help="pixels a unit of a PNG (default 2)"
    )
    command.add_argument("--transparent", action="store_true", help="no white behind the picture")
    command.add_argument(
        "--costs",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="show each node's monthly cost in pictures (default: yes)",
    )
    command.add_argument(
        "--page", choices=("A4", "A3", "Letter"), default="", help="fit the picture to a page, landscape"
    )
    command.add_argument(
        "--project",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="keep the project with all its figures inside a PNG, to open it again (default: yes)",
    )
    command.add_argument(
        "--only", metavar="ID", nargs="+", action="extend", default=[], help="draw only these nodes"
    )
    _prices_argument(command)


def _prices_arguments(command: argparse.ArgumentParser) -> None:
    from desktop.commands.prices import add_arguments

    add_arguments(command)


def _compare_arguments(command: argparse.ArgumentParser) -> None:
    comparing.compare_arguments(command)
    _prices_argument(command)


def _headless_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="FILE", nargs="+", help="projects")
    command.add_argument(
        "-o", "--output", metavar="FOLDER", type=Path, required=True, help="where PNG, SVG, PDF and XLSX go"
    )
    _prices_argument(command)


def _output(text: str) -> Path:
    from desktop.commands.outputs import WRITERS

    path = Path(text)
    if path.suffix.lower() not in WRITERS:
        known = ", ".join(WRITERS)
        raise argparse.ArgumentTypeError(f"{text}: the name has to end in one of {known}")
    return path


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0
    if not 1 <= scale <= 4:
        raise argparse.ArgumentTypeError(f"{text}: a number from 1 to 4 is needed")
    return scale


_COMMANDS: dict[
    str,
    tuple[str, Callable[[argparse.Namespace], int], Callable[[argparse.ArgumentParser], None]],
] = {
    "estimate": ("price a project", _estimate, _estimate_arguments),
    "check": (
        "list what AWS would refuse and what is unwise",
        checks.run_check,
        checks.check_arguments,
    ),
    "rules": ("list the rules", checks.run_rules, checks.rules_arguments),
    "import": (
        "make a project of a drawing in the neutral format",
        checks.run_import,
        checks.import_arguments,
    ),
    "export": ("write pictures, the workbook or the estimate", _export, _export_arguments),
    "prices": ("update, compare or describe the price list", _prices, _prices_arguments),
    "compare": (
        "set Regions, purchase options or variants side by side",
        comparing.run_compare,
        _compare_arguments,
    ),
    "services": ("list the services that can be drawn", _services, _services_arguments),
    "headless": ("price, check and export projects at once", _headless, _headless_arguments),
}


if __name__ == "__main__":
    raise SystemExit(main())
