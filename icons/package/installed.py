"""The pictures taken from an icon package, kept in the cache folder for a quick start."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from icons.catalogue import entries
from icons.package.matching import How, Match, Matcher
from icons.package.names import PackageFile
from icons.package.problems import IconPackageError
from icons.package.reading import IconPackage, nothing_recognised

_VERSION = 1
_FOLDER = "icon-packages"


@dataclass(frozen=True, slots=True)
class Taken:
    """One of our icons and the pictures that now stand for it."""

    icon: str
    path: Path
    """A safe copy in the cache folder."""
    dark: Path | None
    file: str
    """Where in the package it came from."""
    how: How


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What a package gave: which of our icons were matched, and which were not."""

    path: Path
    taken: Mapping[str, Taken]
    refused: Mapping[str, str]
    """Our icon -> why its picture could not be read; the installed one is used for it."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Our icons that AWS's package usually has a picture for, but this one has none."""
        wanted = (name for name, entry in entries().items() if entry.aws_name)
        return tuple(name for name in wanted if name not in self.taken)

    @property
    def forms(self) -> tuple[int, int]:
        """How many of the pictures are vector ones, and how many are not."""
        vectors = sum(taken.path.suffix == ".svg" for taken in self.taken.values())
        return vectors, len(self.taken) - vectors


def installed(path: Path, choices: Mapping[str, str] | None = None) -> PackageReport | None:
    """What was kept of a package that was read before and is unchanged since; None where it is to be read."""
    path = path.expanduser().absolute()
    try:
        return _read(_cache_folder() / _key(path, choices or {}), path)
    except (IconPackageError, OSError, RuntimeError):
        return None


def install(path: Path, choices: Mapping[str, str] | None = None) -> PackageReport:
    """Match a package with our icons and keep safe copies of the pictures.

    A package that was read before, and is unchanged since, is not read again.

    Raises:
        IconPackageError: it is not there, cannot be read, or nothing in it was recognised.
    """
    path = path.expanduser().absolute()
    choices = dict(choices or {})
    folder = _cache_folder() / _key(path, choices)
    known = _read(folder, path)
    if known is not None:
        return known
    with IconPackage(path) as package:
        matches = Matcher(package.files).matches(choices)
        if not matches:
            raise nothing_recognised(path)
        partial = folder.with_name(f"{folder.name}.{os.getpid()}.part")
        report = _copy(package, matches, partial)
    if not report.taken:
        shutil.rmtree(partial, ignore_errors=True)
        raise IconPackageError(next(iter(report.refused.values())))
    return _settle(report, partial, folder)


def _copy(package: IconPackage, matches: Mapping[str, Match], folder: Path) -> PackageReport:
    taken: dict[str, Taken] = {}
    refused: dict[str, str] = {}
    copies: dict[str, Path] = {}
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, match in matches.items():
        try:
            light = _copied(package, match.file, folder, copies)
        except IconPackageError as error:
            refused[name] = str(error)
            continue
        dark = None
        with suppress(IconPackageError):
            dark = _copied(package, match.dark, folder, copies) if match.dark is not None else None
        taken[name] = Taken(name, light, dark, match.file.path, match.how)
    return PackageReport(package.path, taken, refused)


def _copied(package: IconPackage, file: PackageFile, folder: Path, copies: dict[str, Path]) -> Path:
    """The safe copy of a picture, made once even where several of our icons share it."""
    if file.path not in copies:
        data = package.read(file)
        # Only the plain name is taken over: no path in an archive leads anywhere.
        name = file.path.rpartition("/")[2].rpartition("\\")[2]
        used = {path.name.lower() for path in copies.values()}
        target = folder / (f"{len(copies)}-{name}" if name.lower() in used else name)
        with _writing(target):
            target.write_bytes(data)
        copies[file.path] = target
    return copies[file.path]


def _settle(report: PackageReport, partial: Path, folder: Path) -> PackageReport:
    """Write the list of what was taken, and put the whole folder in its place."""
    moved = {
        name: Taken(
            name, folder / one.path.name, folder / one.dark.name if one.dark else None, one.file, one.how
        )
        for name, one in report.taken.items()
    }
    rows = {
        name: [one.path.name, one.dark.name if one.dark else "", one.file, one.how]
        for name, one in moved.items()
    }
    with _writing(folder):
        listing = {"taken": rows, "refused": dict(report.refused)}
        (partial / "taken.json").write_text(json.dumps(listing, indent=0), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        partial.replace(folder)
    _drop_older(folder)
    return PackageReport(report.path, moved, report.refused)


def _read(folder: Path, path: Path) -> PackageReport | None:
    try:
        content = json.loads((folder / "taken.json").read_text(encoding="utf-8"))
        taken = {
            name: Taken(name, folder / light, folder / dark if dark else None, file, how)
            for name, (light, dark, file, how) in content["taken"].items()
            if name in entries()
        }
        refused = {str(name): str(why) for name, why in content["refused"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    whole = taken and all(one.path.is_file() for one in taken.values())
    return PackageReport(path, taken, refused) if whole else None


def _key(path: Path, choices: Mapping[str, str]) -> str:
    """Changes with all that the copies depend on; a folder counts as changed when its upper levels do."""
    try:
        stamps = [path, *sorted(path.iterdir())] if path.is_dir() else [path]
        states = [f"{one.name} {one.stat().st_mtime_ns} {one.stat().st_size}" for one in stamps]
    except OSError:
        states = []
    if not states:
        raise IconPackageError(f"There is no file or folder {path}.")
    tables = [
        files("icons").joinpath("catalogue.csv").read_text(encoding="utf-8"),
        files("icons.package").joinpath("renamed.csv").read_text(encoding="utf-8"),
    ]
    parts = [str(_VERSION), str(path), *states, json.dumps(choices, sort_keys=True), *tables]
    return sha256("\n".join(parts).encode()).hexdigest()[:20]


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("blueprice", appauthor=False) / _FOLDER


def _drop_older(folder: Path) -> None:
    """Only the package in use and the one before it are kept."""
    with suppress(OSError):
        others = [one for one in folder.parent.iterdir() if one.is_dir() and one != folder]
        for old in sorted(others, key=lambda one: one.stat().st_mtime, reverse=True)[1:]:
            shutil.rmtree(old, ignore_errors=True)


class _writing:
    """Says plainly that the cache folder cannot be written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            said = error.strerror or str(error)
            raise IconPackageError(f"The icons cannot be kept in {self._path.parent}: {said}.") from error
