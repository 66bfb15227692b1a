"""Imports without PySide6's detour: it reads the source text of every module imported after itself.

PySide6 looks there for its own name, to switch spellings by ``from __feature__ import snake_case``, which
Blueprice does not use. The text of about 900 modules would stay in memory, and starting take longer.
"""

from __future__ import annotations

import builtins
import linecache

# Loading QtCore is what puts PySide6's own import in place.
import PySide6.QtCore  # noqa: F401


def restore() -> None:
    """Let Python import as it does without PySide6; nothing where PySide6 has left it alone."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()


restore()
