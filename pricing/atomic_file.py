"""Writing a file whole or not at all: the old content stays until the new one is safely on disk."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def write_atomically(path: str | os.PathLike[str], content: bytes) -> None:
    """Replace the file at ``path`` by ``content``, keeping its permissions; a link is followed.

    The content is written beside the file and moved over it in one step. Raises OSError (full disk,
    read-only folder or file, a directory of that name) with the old file intact and nothing left over.
    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """The same for content that comes in pieces: a file to write to, which takes the old one's place at
    the end of the block. If the block raises anything, the old file stays and the new one goes.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(21, "it is a folder", os.fspath(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only", os.fspath(path))
    handle, name = tempfile.mkstemp(prefix=".blueprice-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _permissions(target))
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _permissions(target: Path) -> int:
    """Those of the file there is, else those that the person's mask gives to new files."""
    with suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the move itself last through a power cut, where the system can open folders."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
