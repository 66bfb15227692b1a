"""Set Blueprice up from a checkout, then run, test or measure it; any system, standard library only.

    python3 scripts/blueprice_setup.py run          open the window on a sample (headless without a display)
    python3 scripts/blueprice_setup.py test         linters, types, tests

It must at least start under an old Python, to say which one is needed; hence no new syntax here.
"""

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import qt_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
SAMPLE = Path("projects", "samples", "three_tier_web_application.blueprice")
OLDEST, NEWEST = (3, 11), (3, 13)


class SetupError(Exception):
    """Something the person has to do first; the text says what."""


def main():
    parser = argparse.ArgumentParser(description="Set Blueprice up, then run, test or measure it.")
    parser.add_argument("task", choices=sorted(TASKS), help="what to do after setting up")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to what is run")
    options = parser.parse_args()
    os.chdir(str(ROOT))
    try:
        return TASKS[options.task](options.arguments)
    except SetupError as problem:
        print(str(problem), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# The virtual environment


def python_version(command):
    """(major, minor) of the interpreter that ``command`` starts, or None if it does not start."""
    code = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        found = subprocess.run(
            [*command, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = found.stdout.split()
    return (int(words[0]), int(words[1])) if found.returncode == 0 and len(words) == 2 else None


def find_python():
    """The command of an interpreter that Blueprice runs on, this one if it is."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return [sys.executable]
    candidates = []
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if WINDOWS:
            candidates.append(["py", "-3." + str(minor)])
        candidates.append(["python3." + str(minor)])
    for command in candidates:
        version = python_version(command)
        if version and OLDEST <= version <= NEWEST:
            return command
    raise SetupError(
        "Blueprice needs Python 3.11, 3.12 or 3.13; this is Python {}.{}, and no other was found.\n"
        "Install one (Debian 12 and later, Ubuntu 24.04 and later: apt-get install python3 python3-venv;"
        " elsewhere: https://www.python.org/downloads/) and try again.".format(*sys.version_info[:2])
    )


def make_venv():
    """Make .venv unless a sound one is there."""
    version = python_version([str(BIN / "python")]) if VENV.exists() else None
    if version and OLDEST <= version <= NEWEST and has_pip(BIN / "python"):
        return
    python = find_python()
    if subprocess.call([*python, "-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL) != 0:
        raise SetupError(
            "This Python cannot make virtual environments: its venv or ensurepip module is missing.\n"
            "On Debian or Ubuntu run:\n    {}apt-get install python3-venv".format(_sudo())
        )
    print("Making the virtual environment .venv", flush=True)
    if subprocess.call([*python, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise SetupError("Making .venv failed: see the message above.")


def has_pip(python):
    """Whether this interpreter has pip; one made by another tool may not."""
    return subprocess.call([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def _sudo():
    return "" if WINDOWS or os.geteuid() == 0 else "sudo "


def install(development):
    """Install Blueprice, editable, into .venv; nothing to do while the files that say what are the same."""
    make_venv()
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    # A checkout that was moved has to be installed again: an editable install holds its place.
    digest.update(str(ROOT).encode())
    wanted = digest.hexdigest()
    stamps = {name: VENV / ("blueprice-" + name + ".stamp") for name in ("application", "development")}
    accepted = ("development",) if development else ("application", "development")
    if any(_text(stamps[name]) == wanted for name in accepted):
        return
    print("Installing what Blueprice needs into .venv; the first time takes a few minutes", flush=True)
    target = ".[dev]" if development else "."
    command = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*command, "--constraint", "constraints.txt", "--editable", target]) != 0:
        raise SetupError("Installing failed: see pip's message above. It needs a connection to PyPI.")
    stamps["development" if development else "application"].write_text(wanted)


def _text(path):
    return path.read_text() if path.is_file() else ""


def set_up(development=False, window=False):
    """Everything but the window's own libraries is a condition; returns False if those are missing."""
    install(development)
    if not qt_libraries.ensure(window=False):
        raise SetupError("Blueprice cannot draw without these libraries.")
    return qt_libraries.ensure(window=True) if window else True


# Tasks


def run(arguments):
    """Open the window on the sample, or on the files given; without a display do the same job headless."""
    if not has_display():
        print("There is no display: pricing, checking and drawing the sample without a window.", flush=True)
        return headless(arguments)
    if not set_up(window=True):
        return 1
    return program("blueprice", *(arguments or [str(SAMPLE)]))


def headless(arguments):
    """Price, check and draw the sample, or the files given, into output/."""
    set_up()
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    return program("blueprice", "headless", *(arguments or [str(SAMPLE)]), "-o", "output", env=environment)


def test(arguments):
    """Linters, type checker and tests; all of them run, and the first failure is the answer."""
    problems = lint([])
    return program("pytest", "-n", "2", *arguments) or problems


def lint(arguments):
    """Linters and type checker; all of them run, and the first failure is the answer."""
    set_up(development=True)
    results = [
        program("ruff", "check", "."),
        program("ruff", "format", "--check", "--quiet", "."),
        program("mypy"),
        program("lint-imports", "--no-logo"),
    ]
    return next((result for result in results if result), 0)


def format_code(arguments):
    """Format the code and put the imports in order."""
    set_up(development=True)
    return program("ruff", "format", ".") or program("ruff", "check", "--fix", ".")


def benchmarks(arguments):
    """Measure; see benchmarks/ for what."""
    set_up(development=True)
    environment = dict(os.environ)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return program("python", "-m", "benchmarks", *arguments, env=environment)


def docs(arguments):
    """Make the screenshots and figures of the documentation."""
    set_up(development=True)
    environment = dict(os.environ)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return program("python", str(Path("scripts", "make_docs.py")), *arguments, env=environment)


def only_set_up(arguments):
    """Set up and stop."""
    set_up(development=True, window=has_display())
    print("Blueprice is set up in .venv.")
    return 0


def clean(arguments):
    """Remove what was built and written, and the virtual environment."""
    names = [".venv", "build", "dist", "output", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"]
    for name in [*names, ".import_linter_cache"]:
        shutil.rmtree(str(ROOT / name), ignore_errors=True)
    for folder in ("desktop", "pricing", "icons", "projects", "tests", "scripts", "benchmarks"):
        for cache in (ROOT / folder).rglob("__pycache__"):
            shutil.rmtree(str(cache), ignore_errors=True)
    return 0


TASKS = {
    "run": run,
    "headless": headless,
    "test": test,
    "lint": lint,
    "format": format_code,
    "benchmarks": benchmarks,
    "docs": docs,
    "setup": only_set_up,
    "clean": clean,
}


def program(name, *arguments, **options):
    """Run a program of the virtual environment and return its exit status."""
    print("$ " + " ".join([name, *list(arguments)]), flush=True)
    return subprocess.call([str(BIN / name), *list(arguments)], **options)


def has_display():
    """Whether a window can be opened here: a display is named and, where that can be told, answers."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return x_server_answers(os.environ.get("DISPLAY", ""))


def x_server_answers(display):
    """Whether an X server accepts connections; DISPLAY often outlives the server it names."""
    host, _, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    path = "/tmp/.X11-unix/X" + number
    tries = [(socket.AF_UNIX, path), (socket.AF_UNIX, "\0" + path)]
    if host not in ("", "unix"):
        tries = [(socket.AF_INET, (host, 6000 + int(number)))]
    for family, address in tries:
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            connection.settimeout(3)
            try:
                connection.connect(address)
                return True
            except OSError:
                continue
    return False


if __name__ == "__main__":
    sys.exit(main())
