"""The shape of the code: who may import whom, how large a room may be, what loads when."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("desktop", "pricing", "icons", "projects")
SCRIPTS = ("scripts", "benchmarks")

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
# Larger rooms and why; take a line out as soon as it is not needed.
LARGE_MODULES: dict[str, str] = {}
LARGE_FUNCTIONS: dict[str, str] = {}

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "resources"}


def _modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_the_import_contracts_hold():
    # A process of its own: the linter reads the code from the folder it stands in.
    code = "import sys; from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    checked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_module_says_what_it_is():
    silent = [_name(p) for p in _modules(*PACKAGES, *SCRIPTS, "tests") if not ast.get_docstring(_parse(p))]
    assert silent == []


def test_modules_are_small_rooms():
    large = {}
    for path in _modules(*PACKAGES, *SCRIPTS):
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length >= LONGEST_MODULE:
            large[_name(path)] = length
    assert {name: n for name, n in large.items() if name not in LARGE_MODULES} == {}
    assert [name for name in LARGE_MODULES if name not in large] == [], "exceptions no longer needed"


def _functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function, its docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node, clean=False) is not None
            said = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - said


def test_functions_are_small_rooms():
    large = {
        f"{_name(path)}:{name}": length
        for path in _modules(*PACKAGES, *SCRIPTS)
        for name, length in _functions(_parse(path))
        if length >= LONGEST_FUNCTION
    }
    assert {name: n for name, n in large.items() if name not in LARGE_FUNCTIONS} == {}
    assert [name for name in LARGE_FUNCTIONS if name not in large] == [], "exceptions no longer needed"


SERVICES_OF_AWS = ("SecretsManager", "SystemsManager")
"""Called so by AWS."""


def test_names_say_what_a_thing_is():
    parts = [(part, _name(path)) for path in _modules(*PACKAGES, *SCRIPTS) for part in _words(path)]
    assert [where for part, where in parts if part in FORBIDDEN_NAMES] == []
    vague = [
        f"{_name(path)}:{node.name}"
        for path in _modules(*PACKAGES)
        for node in ast.walk(_parse(path))
        if isinstance(node, ast.ClassDef) and (node.name.endswith("Manager") or node.name.startswith("Base"))
        if node.name not in SERVICES_OF_AWS
    ]
    assert vague == []


def _words(path: Path) -> list[str]:
    return [*path.relative_to(ROOT).parent.parts, path.stem]


def test_every_package_lies_in_a_folder_that_ships():
    # A folder without __init__.py is left out by some tools: each must say that it is a package.
    folders = {path.parent for path in _modules(*PACKAGES)}
    assert [_name(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


# What loads when: a fresh process each, as loading once in this one would hide the rest.

SLOW = ("networkx", "openpyxl", "xlsxwriter", "diagrams", "jinja2", "qtawesome")


def _loaded_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["desktop.cli", "projects", "projects.document", "pricing", "icons"])
def test_importing_loads_neither_qt_nor_slow_packages(module):
    assert _loaded_after(f"import {module}") & {"PySide6", "shiboken6", "qtpy", *SLOW} == set()


def test_the_whole_catalogue_loads_without_qt_or_slow_packages():
    statement = "from projects.service import catalogue; assert catalogue()"
    assert _loaded_after(statement) & {"PySide6", "shiboken6", "qtpy", *SLOW} == set()


def test_the_window_loads_the_catalogue_and_the_records_after_its_first_paint():
    loaded = _loaded_after("import desktop.app")
    assert "PySide6" in loaded
    assert loaded & {"pydantic", "projects", "pricing", "icons", *SLOW} == set()


@pytest.mark.parametrize("module", ["desktop.app", "desktop.export.qt"])
def test_no_source_text_is_read_for_what_is_imported(module):
    check = "import linecache, projects.records as new; assert new.__file__ not in linecache.cache"
    assert "projects" in _loaded_after(f"import {module}; {check}")


def _without_qt(statement: str) -> subprocess.CompletedProcess[str]:
    """Run where Qt cannot be imported, as where its system libraries are missing."""
    block = "import sys; sys.modules.update(dict.fromkeys(['PySide6', 'shiboken6', 'qtpy', 'qtawesome']))"
    return subprocess.run(
        [sys.executable, "-c", f"{block}\n{statement}"], cwd=ROOT, capture_output=True, text=True
    )


def test_every_module_outside_desktop_works_without_qt():
    names = [_module_name(path) for path in _modules("pricing", "icons", "projects")]
    done = _without_qt("import importlib\nfor n in " + repr(names) + ": importlib.import_module(n)")
    assert done.returncode == 0, done.stderr


def _module_name(path: Path) -> str:
    return _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


CALLS = """
import sys
from PySide6.QtWidgets import QApplication, QGraphicsRectItem
application = QApplication([])
item = QGraphicsRectItem()
before = sys.getrefcount(None)
for step in range(20_000):
    item.setPos(step, step)
print(before - sys.getrefcount(None))
"""


def test_twenty_thousand_void_calls_of_qt_keep_the_references_to_none():
    # Some releases of PySide6 lose one at each call under CPython 3.11, until the process dies.
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 1_000
