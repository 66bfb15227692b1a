"""Where the installed diagrams package keeps the pictures of its classes, remembered from run to run.

Importing the package takes some 80 ms, which every start of the application would pay; so the answers are
kept in the user's cache folder until the package, its place or our table changes.
"""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from icons.catalogue import entries

_PACKAGE = "diagrams"


@cache
def version() -> str:
    """The installed version of the diagrams package; empty where it is not installed."""
    try:
        return metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError:
        return ""


@cache
def paths() -> Mapping[str, Path]:
    """The picture of each class in our table ("network.NATGateway"); the missing are left out."""
    base = _base()
    if base is None:
        return {}
    wanted = sorted({entry.diagrams for entry in entries().values() if entry.diagrams})
    cache_file = _cache_file(base, wanted)
    found = _read(cache_file)
    if found is None or not all((base / path).is_file() for path in found.values()):
        found = _ask(wanted)
        _write(cache_file, found)
    return {name: base / path for name, path in found.items() if (base / path).is_file()}


def _base() -> Path | None:
    """The folder that holds the package, and beside it its pictures; found without importing it."""
    spec = find_spec(_PACKAGE)
    return Path(spec.origin).resolve().parent.parent if spec and spec.origin else None


def _ask(classes: list[str]) -> dict[str, str]:
    """Path of each class's picture, relative to the package's folder, from the classes themselves."""
    found = {}
    for name in classes:
        module, _, class_name = name.rpartition(".")
        # A later version may rename a class: its icon falls back to a plain one, the rest still work.
        with suppress(ImportError, AttributeError, TypeError):
            kind = getattr(importlib.import_module(f"{_PACKAGE}.aws.{module}"), class_name)
            found[name] = f"{kind._icon_dir}/{kind._icon}"
    return found


def _cache_file(base: Path, wanted: list[str]) -> Path | None:
    """A file name that changes with all that the answers depend on; None where there is no cache folder."""
    from platformdirs import user_cache_path

    key = sha256("\n".join([version(), str(base), *wanted]).encode()).hexdigest()[:16]
    try:
        return user_cache_path("blueprice", appauthor=False) / f"icons-{key}.json"
    except (OSError, RuntimeError):
        return None


def _read(path: Path | None) -> dict[str, str] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path else None
    except (OSError, ValueError):
        return None
    sound = isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
    return found if sound else None


def _write(path: Path | None, found: Mapping[str, str]) -> None:
    """Keep the answers; a cache that cannot be written costs a little time and nothing else."""
    if path is None or not found:
        return
    partial = path.with_suffix(f".{os.getpid()}.part")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(found, indent=0, sort_keys=True), encoding="utf-8")
        partial.replace(path)
