"""Figures as people read them: money, quantities and rates; what is not known is a dash, never a zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects.previews import CostChange

DASH = "–"
_CENT = Decimal("0.01")
_SMALLEST = Decimal("0.005")


def money(amount: Decimal | None) -> str:
    """US dollars with cents ("$1,204.50"); an amount below half a cent reads "< $0.01", of what is taken
    off "> -$0.01"."""
    if amount is None:
        return DASH
    if 0 < amount < _SMALLEST:
        return "< $0.01"
    if -_SMALLEST < amount < 0:
        return "> -$0.01"
    sign = "-" if amount < 0 else ""
    return f"{sign}${abs(amount).quantize(_CENT, rounding=ROUND_HALF_UP):,f}"


def unit_price(amount: Decimal | None) -> str:
    """A rate with every published digit and at least two decimals: "0.318", "0.0000002", "12.00"."""
    if amount is None:
        return DASH
    plain = amount.normalize()
    exponent = plain.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -2:
        plain = amount.quantize(_CENT)
    return f"{plain:,f}"


def quantity(amount: Decimal | None, places: int = 4) -> str:
    """A quantity without trailing zeros, rounded to a few places: "1,460", "0.25"."""
    if amount is None:
        return ""
    limit = Decimal(1).scaleb(-places)
    if amount and abs(amount) < limit:
        return f"{amount:.2g}"
    rounded = amount.quantize(limit, rounding=ROUND_HALF_UP) if amount != amount.to_integral() else amount
    return f"{rounded.normalize():,f}"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 node", "3 nodes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def difference(cost: CostChange) -> str:
    """What a change adds to the month or saves: "+ $132.13/month", "saves $4.00/month"; what is not known
    is said."""
    if cost.monthly is None:
        text = "cost not known yet"
    elif not cost.monthly:
        text = "" if cost.incomplete or cost.upfront else "no extra cost"
    elif cost.monthly < 0:
        text = f"saves {money(-cost.monthly)}/month"
    else:
        text = f"+ {money(cost.monthly)}/month"
    parts = [text] if text else []
    if cost.upfront:
        parts.append(f"{'+ ' if cost.upfront > 0 else ''}{money(cost.upfront)} upfront")
    if cost.incomplete and cost.monthly is not None:
        parts.append("part not known yet")
    return ", ".join(parts)
