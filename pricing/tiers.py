"""Graduated quantities: how an amount falls into first, next and over tiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tier:
    """One price step. ``start`` and ``end`` are counted in single units (requests, GB), ``end`` exclusive.

    ``end`` is None for the last, unbounded tier. ``price`` is USD per pricing unit of the rate
    ("1M requests"), never rounded.
    """

    start: Decimal
    end: Decimal | None
    price: Decimal


class TierShare(NamedTuple):
    """The part of a quantity that falls into one tier; ``quantity`` in single units."""

    tier: Tier | None
    """None for the free part below the first tier's start."""
    quantity: Decimal


def split(tiers: Sequence[Tier], quantity: Decimal, already_used: Decimal = ZERO) -> Iterator[TierShare]:
    """Spread ``quantity`` over ``tiers``, of which ``already_used`` units are taken by others.

    A first tier that starts above zero leaves a free part below it (AWS publishes such keys for
    allowances). A quantity beyond a bounded last tier has no published price: :class:`BeyondTiers`.
    """
    position = already_used
    left = quantity
    if tiers and position < tiers[0].start and left > 0:
        free = min(left, tiers[0].start - position)
        yield TierShare(None, free)
        position += free
        left -= free
    for tier in tiers:
        if left <= 0:
            return
        if tier.end is not None and position >= tier.end:
            continue
        room = left if tier.end is None else min(left, tier.end - position)
        yield TierShare(tier, room)
        position += room
        left -= room
    if left > 0:
        raise BeyondTiers(left)


class BeyondTiers(ValueError):
    """A quantity reaches past the last tier that AWS publishes a price for."""

    def __init__(self, quantity: Decimal) -> None:
        super().__init__(f"{quantity} units lie beyond the last published tier")
        self.quantity = quantity
