"""Values as a project file holds them: those that no property could have, and how messages quote them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from projects.properties import Property
from projects.property_limits import LARGEST, LONGEST_TEXT


def wrong_value(declared: Property, value: Any) -> str | None:
    """Values that no typed property could have; what is merely unusual is the rules' matter."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        if not number.is_finite() or abs(number) >= LARGEST or len(number.as_tuple().digits) > 40:
            return f"{shown(value)} is not a number that can be priced"
        if number < 0 and declared.low is not None and declared.low >= 0:
            return f"{shown(value)} is negative"
    elif isinstance(value, str):
        if declared.choices is not None and value not in declared.choices:
            return f"{shown(value)} is not one of its choices"
        if len(value) > LONGEST_TEXT:
            return f"The text has {len(value):,} characters, more than {LONGEST_TEXT:,}"
    return None


def is_finite(value: object) -> bool:
    """False for what a file may say in place of a number: NaN and Infinity."""
    return not isinstance(value, Decimal) or value.is_finite()


def shown(value: Any) -> str:
    """A value as a message quotes it: short, on one line."""
    if isinstance(value, Decimal):
        text = str(value)
    elif isinstance(value, str | int | bool) or value is None:
        text = json.dumps(value, ensure_ascii=False)[:80] if not isinstance(value, int) else _digits(value)
    else:
        text = "a list" if isinstance(value, list | tuple) else "an object"
    return text if len(text) <= 40 else text[:37] + "..."


def _digits(value: int) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def depth(value: Any) -> int:
    """How deeply lists and objects stand inside one another; 1 for a plain value."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        content, level = waiting.pop()
        deepest = max(deepest, level)
        if isinstance(content, dict | list):
            inner = content.values() if isinstance(content, dict) else content
            waiting.extend((item, level + 1) for item in inner)
    return deepest


def json_value(value: Any) -> Any:
    """The value with binary numbers in place of decimals."""
    if isinstance(value, dict):
        return {name: json_value(item) for name, item in value.items()}
    if isinstance(value, list):
        return [json_value(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def all_finite(value: Any) -> bool:
    """True unless NaN or Infinity stands anywhere inside."""
    if isinstance(value, dict):
        return all(all_finite(item) for item in value.values())
    if isinstance(value, list):
        return all(all_finite(item) for item in value)
    return is_finite(value)


def printable(text: str) -> str:
    """The text for a message: what a terminal would act upon or cannot show becomes a question mark."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)
