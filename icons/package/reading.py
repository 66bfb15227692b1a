"""Opens AWS's icon package, a folder or a zip file, and reads single pictures of it with care."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from icons.package.names import PackageFile, file_of
from icons.package.problems import IconPackageError
from icons.svg_safety import MOST_BYTES, UnsafeSvg, safe_svg

# A person may point at a whole disk by mistake: the package has some 8,000 files.
_MOST_FILES = 100_000
_ENCRYPTED = 0x1
_PNG = b"\x89PNG\r\n\x1a\n"
_EXAMPLE = "with files such as Arch_Amazon-EC2_64.svg"


class _Source(Protocol):
    def paths(self) -> Iterator[str]: ...
    def read(self, path: str) -> bytes: ...
    def close(self) -> None: ...


class IconPackage:
    """The pictures of a package by what they show. Close it after use, or use it in a ``with``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._source: _Source = _source(path)
        try:
            with _plainly(path):
                self.files = tuple(found for p in self._source.paths() if (found := file_of(p)) is not None)
        except IconPackageError:
            self.close()
            raise
        self._by_path = {file.path: file for file in self.files}

    def get(self, path: str) -> PackageFile | None:
        """The picture at a path within the package."""
        return self._by_path.get(path)

    def read(self, file: PackageFile) -> bytes:
        """A picture's bytes; vector ones without anything but shapes.

        Raises:
            IconPackageError: it is damaged, too large, locked, or gone.
        """
        with _plainly(self.path, file.path):
            data = self._source.read(file.path)
        if file.form == "png":
            if not data.startswith(_PNG):
                raise IconPackageError(f"{file.path} is no PNG picture.")
            return data
        try:
            return safe_svg(data)
        except UnsafeSvg as error:
            raise IconPackageError(f"{file.path}: {error}") from error

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _source(path: Path) -> _Source:
    if path.is_dir():
        return _Folder(path)
    if not path.exists():
        raise IconPackageError(f"There is no file or folder {path}.")
    if not zipfile.is_zipfile(path):
        raise IconPackageError(
            f"{path.name} is no zip file. Choose the zip file from AWS, or the folder it was unpacked to."
        )
    with _plainly(path):
        return _Archive(zipfile.ZipFile(path))


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def paths(self) -> Iterator[str]:
        seen = 0
        for place, folders, names in os.walk(self._root):
            folders[:] = sorted(name for name in folders if name != "__MACOSX" and not name.startswith("."))
            for name in names:
                yield Path(place, name).relative_to(self._root).as_posix()
            seen += len(names)
            if seen > _MOST_FILES:
                return

    def read(self, path: str) -> bytes:
        with (self._root / path).open("rb") as file:
            return _whole(file.read(MOST_BYTES + 1), path)

    def close(self) -> None:
        pass


class _Archive:
    """Nothing is unpacked: single members are read, and never more of one than a picture may have."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def paths(self) -> Iterator[str]:
        for member in self._archive.infolist()[:_MOST_FILES]:
            if not member.is_dir():
                yield member.filename

    def read(self, path: str) -> bytes:
        member = self._archive.getinfo(path)
        if member.flag_bits & _ENCRYPTED:
            raise IconPackageError(
                "The zip file is protected by a password. Unpack it and choose the folder."
            )
        with closing(self._archive.open(member)) as file:
            return _whole(file.read(MOST_BYTES + 1), path)

    def close(self) -> None:
        self._archive.close()


def _whole(data: bytes, path: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise IconPackageError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB, which no icon is.")
    return data


class _plainly:
    """Turns what files and archives complain of into one sentence."""

    def __init__(self, path: Path, member: str = "") -> None:
        self._name = f"{member} in {path.name}" if member else path.name

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, zipfile.BadZipFile | EOFError | NotImplementedError | KeyError):
            raise IconPackageError(f"{self._name} is damaged. Download the package again.") from error
        if isinstance(error, OSError):
            said = error.strerror or str(error)
            raise IconPackageError(f"{self._name} cannot be read: {said}.") from error
        # zlib's own error has no class that could be named without importing it.
        if kind is not None and kind.__module__ == "zlib":
            raise IconPackageError(f"{self._name} is damaged. Download the package again.") from error


def nothing_recognised(path: Path) -> IconPackageError:
    """There is a package, but none of AWS's icons are in it."""
    return IconPackageError(
        f"No AWS icons were recognised in {path}: choose AWS's icon package or the folder it was unpacked "
        f"to, {_EXAMPLE}."
    )
