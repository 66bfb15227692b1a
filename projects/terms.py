"""A project's own terms: discounts as they are typed, and what the estimate needs of the settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from pricing.project_lines import Terms
from projects.property_limits import number
from projects.records import Settings
from projects.service import catalogue

_LINE = re.compile(r"(?P<label>.+?)\s*[:=]\s*(?P<percent>[^:=]*?)\s*%?\s*")
_EXAMPLE = "Amazon EC2: 12"


def terms_of(settings: Settings) -> Terms:
    """What the lines of the project follow from."""
    return Terms(
        settings.discount_percent,
        settings.service_discounts,
        "" if settings.support_plan == "none" else settings.support_plan,
        settings.contingency_percent,
        settings.tax_name,
        settings.tax_percent,
    )


class DiscountError(ValueError):
    """Typed discounts that cannot be read; the message names the line and the remedy."""


def read_discounts(text: str) -> dict[str, Decimal]:
    """Discounts typed one a line, "Amazon EC2: 12", by service label. Raises :class:`DiscountError`."""
    found: dict[str, Decimal] = {}
    for position, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        typed = _LINE.fullmatch(line.strip())
        if typed is None:
            raise DiscountError(f"Line {position}: write a service and its percent, such as {_EXAMPLE}.")
        label = _label(typed["label"], position)
        percent = number(typed["percent"])
        if percent is None or not percent.is_finite():
            raise DiscountError(f"Line {position}: write a number of percent, such as {_EXAMPLE}.")
        if not 0 <= percent <= 100:
            raise DiscountError(f"Line {position}: a discount is between 0 and 100 %.")
        if label in found:
            raise DiscountError(f"Line {position}: {label} has a discount already.")
        found[label] = percent
    return dict(sorted(found.items()))


def written_discounts(discounts: Mapping[str, Decimal]) -> str:
    """The text that :func:`read_discounts` reads."""
    return "\n".join(f"{label}: {percent.normalize():f}" for label, percent in discounts.items())


def discounts_problem(text: str) -> str | None:
    """What is wrong with typed discounts, in one sentence; None if nothing is."""
    try:
        read_discounts(text)
    except DiscountError as error:
        return str(error)
    return None


def _label(typed: str, position: int) -> str:
    labels = service_labels()
    plain = " ".join(typed.split()).casefold()
    found = labels.get(plain)
    if found is not None:
        return found
    from difflib import get_close_matches

    near = _meant(plain, labels) or [labels[name] for name in get_close_matches(plain, labels, 3, 0.7)]
    hint = f" Did you mean {' or '.join(near)}?" if near else " Write it as the estimate lists it."
    raise DiscountError(f"Line {position}: no service is called “{typed[:60]}”.{hint}")


def _meant(plain: str, labels: Mapping[str, str]) -> list[str]:
    """Labels with these words in them: "ec2" may mean "Amazon EC2"."""
    words = [label for name, label in labels.items() if plain in name.split()]
    return words if len(words) <= 3 else []


@cache
def service_labels() -> Mapping[str, str]:
    """What an estimate lists lines under: by the label in small letters."""
    from projects.wires.wire import LABEL

    return {label.casefold(): label for label in sorted({LABEL, *_billed_as()})}


def _billed_as() -> Iterable[str]:
    from pricing.allowances import shipped_allowances

    for kind in catalogue().values():
        if kind.billed_as or kind.shape in ("service", "resource"):
            yield kind.billed_as or kind.official or kind.label
    for allowance in shipped_allowances():
        if allowance.service:
            yield allowance.service
