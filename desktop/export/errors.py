"""What can go wrong while a picture is written, said so that a person can act on it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ExportFailed(Exception):
    """A picture could not be written; the text names the file, the reason and what to do.

    Nothing is left behind, and a file that was there before is as it was.
    """


class ExportCancelled(Exception):
    """The person called it off; nothing is left behind."""


class NothingToExport(ExportFailed):
    """The drawing, or the part of it that was asked for, is empty."""


_REMEDIES = {
    errno.ENOSPC: ("the disk is full", "Free some space or choose another folder."),
    errno.EDQUOT: ("your quota of disk space is used up", "Free some space or choose another folder."),
    errno.EACCES: ("writing there is not allowed", "Choose another folder or change its permissions."),
    errno.EPERM: ("writing there is not allowed", "Choose another folder or change its permissions."),
    errno.EROFS: ("the disk is read-only", "Choose another folder."),
    errno.EISDIR: ("it is a folder", "Choose a name for the file."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
    errno.EFBIG: ("the file would be larger than the disk allows", "Choose a smaller scale or another disk."),
}


@contextmanager
def explained(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the system says of writing ``path`` into :class:`ExportFailed`."""
    file = Path(path)
    try:
        yield
    except (OSError, ValueError) as error:
        reason, remedy = _reason(file, error)
        raise ExportFailed(f"{file} was not written: {reason}. {remedy}") from error
    except MemoryError as error:
        raise ExportFailed(
            f"{file} was not written: there is not enough memory. Choose a smaller scale."
        ) from error


def _reason(file: Path, error: OSError | ValueError) -> tuple[str, str]:
    if not isinstance(error, OSError):
        return str(error), "Choose another name or a smaller scale."
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"there is no folder {file.parent}", "Make the folder first or choose another."
    if error.errno in _REMEDIES:
        return _REMEDIES[error.errno]
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:], "Choose another folder."
