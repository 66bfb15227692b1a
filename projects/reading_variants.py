"""What a variant changes, from the content of a project file: values that nothing could have are left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from projects.property_limits import LARGEST, LONGEST_TEXT
from projects.records import Stated
from projects.stored_values import shown

MOST_LISTED = 10_000
_MOST_DIGITS = 40


def read_changes(content: Any) -> tuple[dict[str, dict[str, Stated]], list[str]]:
    """The changes by record and property, and a sentence for each that is left out.

    Whether there is such a record and such a property is found out when the variant is looked at.
    """
    wrong: list[str] = []
    found: dict[str, dict[str, Stated]] = {}
    if not isinstance(content, dict):
        return {}, ["They are not a list of changes; left out."]
    for record_id, values in content.items():
        if not isinstance(values, dict):
            wrong.append(f"What is said of {_short(record_id)} is no list of values; it is left out.")
            continue
        kept: dict[str, Stated] = {}
        for name, value in values.items():
            if _is_stated(value):
                kept[name] = tuple(value) if isinstance(value, list) else value
            else:
                wrong.append(f"{_short(record_id)}, {_short(name)}: {shown(value)} cannot be used; left out.")
        found[record_id] = kept
    return found, wrong


def _is_stated(value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return number.is_finite() and abs(number) < LARGEST and len(number.as_tuple().digits) <= _MOST_DIGITS
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    return (
        isinstance(value, list)
        and len(value) <= MOST_LISTED
        and all(isinstance(item, str) and len(item) <= LONGEST_TEXT for item in value)
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
