"""Numbered steps that bring the content of older project files to today's format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

FORMAT = "blueprice"
FORMAT_VERSION = 4
"""Goes up whenever an older Blueprice could not read, or would misread, what this one writes."""

Content = dict[str, Any]


def _without_accepted_findings(content: Content) -> Content:
    """Format 2 adds records of accepted findings; before there were none."""
    return content


def _without_variants(content: Content) -> Content:
    """Format 3 adds records of variants; before there were none."""
    return content


def _without_pages(content: Content) -> Content:
    """Format 4 adds pages, pictures, and how links and notes are drawn; before there was one page."""
    return content


STEPS: Mapping[int, Callable[[Content], Content]] = {
    1: _without_accepted_findings,
    2: _without_variants,
    3: _without_pages,
}
"""Format number -> the step from it to the next. A step gets and gives the parsed JSON of a whole file.

When the format changes: raise FORMAT_VERSION, add the step from the number before, and keep a real
project of the old format in tests/files.
"""


def upgrade(content: Content, version: int) -> Content:
    """The content as today's format has it; raises KeyError for a number that no step starts from."""
    for number in range(version, FORMAT_VERSION):
        content = STEPS[number](content)
    return content
