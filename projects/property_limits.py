"""What is wrong with a typed property value, said in one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from ipaddress import ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects.properties import Property

LARGEST = Decimal(10) ** 18
"""No quantity of a real estimate comes near; beyond it figures lose their cents."""
LONGEST_TEXT = 20_000


def problem(property: Property, value: object) -> str | None:
    """What is wrong with ``value`` (typed text, or of the property's own type); None if nothing is.

    None and empty text mean not known, which is always fine.
    """
    if value is None or value == "":
        return None
    if property.kind in ("quantity", "count"):
        return _number_problem(property, value)
    if property.kind == "choice":
        return _choice_problem(property, value)
    if property.kind == "flag":
        return None if isinstance(value, bool) else "Choose yes, no or not known."
    if property.kind == "nodes":
        return None if isinstance(value, tuple | list) else "Choose from the drawing."
    return _text_problem(property, value)


def number(value: object) -> Decimal | None:
    """A typed or stored number, thousands separators passed over; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal | int):
        return Decimal(value)
    text = str(value).strip()
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    text = re.sub(r"(?<=\d)[ _\u00a0\u202f](?=\d)", "", text)
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _number_problem(property: Property, value: object) -> str | None:
    found = number(value)
    if found is None or not found.is_finite():
        return "Type a whole number." if property.kind == "count" else "Type a number."
    if abs(found) >= LARGEST:
        return "The number is too large."
    if property.kind == "count" and found != found.to_integral_value():
        return "Type a whole number."
    if outside := _outside(property, found):
        return outside
    step = property.step
    if step and (found - (property.low or 0)) % step:
        below = found - (found - (property.low or 0)) % step
        return f"Goes in steps of {_shown(step)}: try {_shown(below)} or {_shown(below + step)}."
    return None


def _outside(property: Property, found: Decimal) -> str | None:
    low, high = property.low, property.high
    unit = f" {property.unit.split('/')[0]}" if property.unit else ""
    if (low is None or found >= low) and (high is None or found <= high):
        return None
    if low is not None and high is not None:
        return f"Must be between {_shown(low)} and {_shown(high)}{unit}."
    if low is not None:
        return "Cannot be negative." if not low else f"Must be {_shown(low)}{unit} or more."
    return f"Must be {_shown(high)}{unit} or less." if high is not None else None


def _choice_problem(property: Property, value: object) -> str | None:
    if property.choices is None or value in property.choices:
        return None
    names = list(property.choices)
    if len(names) > 8:
        return f"“{str(value)[:40]}” is not in the list."
    return f"Choose {', '.join(names[:-1])} or {names[-1]}." if len(names) > 1 else f"Choose {names[0]}."


def _text_problem(property: Property, value: object) -> str | None:
    if not isinstance(value, str):
        return "Type text."
    if len(value) > LONGEST_TEXT:
        return f"The text is too long: at most {LONGEST_TEXT:,} characters."
    if property.pattern in _NAMED_PATTERNS:
        return _NAMED_PATTERNS[property.pattern](value)
    if property.pattern and not re.fullmatch(property.pattern, value):
        return f"“{value[:40]}” does not have the form of this field."
    return None


def _discounts_problem(text: str) -> str | None:
    from projects.terms import discounts_problem

    return discounts_problem(text)


def _schedule_problem(text: str) -> str | None:
    from projects.billing.schedules import schedule_problem

    return schedule_problem(text)


def cidr_problem(text: str) -> str | None:
    """What is wrong with an address block, IPv4 or IPv6; None if nothing is."""
    text = text.strip()
    if not text.partition("/")[2].isdigit():
        return "Write an address and a prefix length, such as 10.0.0.0/16."
    try:
        ip_network(text)
    except ValueError:
        return _misplaced(text)
    return None


def _misplaced(text: str) -> str:
    try:
        block = ip_network(text, strict=False)
    except ValueError:
        return f"“{text[:45]}” is not an address block; write one such as 10.0.0.0/16."
    return f"{text} does not begin where a block of this size does: write {block}."


def _shown(amount: Decimal) -> str:
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_NAMED_PATTERNS: Mapping[str, Callable[[str], str | None]] = {
    "cidr": cidr_problem,
    "discounts": _discounts_problem,
    "schedule": _schedule_problem,
}
"""What typed text is checked with where no regular expression says it; others are expressions."""
