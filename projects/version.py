"""The application's version, as installed."""

from __future__ import annotations

from importlib import metadata


def app_version() -> str:
    """The version of the installed distribution; "(not installed)" in a bare checkout."""
    try:
        return metadata.version("blueprice")
    except metadata.PackageNotFoundError:
        return "(not installed)"
