"""Metering in steps: a payload counts as one unit for each step that it starts."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

ONE = Decimal(1)


def steps(size: Decimal | int | None, step: Decimal | int) -> Decimal | None:
    """How many steps a payload of ``size`` takes, at least one; None if the size is not known."""
    if size is None:
        return None
    return max(ONE, (Decimal(size) / step).to_integral_value(ROUND_CEILING))


def metered(count: Decimal | None, size: Decimal | int | None, step: Decimal | int) -> Decimal | None:
    """Billed units of ``count`` payloads of one size; None while either is not known."""
    each = steps(size, step)
    return None if count is None or each is None else count * each
