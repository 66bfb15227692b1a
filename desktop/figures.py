"""Figures as people read them: money, quantities and rates; what is not known is a dash, never a zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

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
