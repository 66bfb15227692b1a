"""Committed EC2 rates that no list has, estimated: the Region's on-demand rate times the family's ratio."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib.resources.abc import Traversable

from pricing.data_files import DataError, read_text, records
from pricing.rates import Rate
from pricing.tiers import Tier

FILE = "commitment_ratios.tsv"

_KEY = re.compile(
    r"ec2\.instance\.(?P<type>(?P<family>[a-z0-9-]+)\.[a-z0-9-]+)\.linux"
    r"\.(?P<plan>[a-z_]+)\.(?P<term>[13])yr\.(?P<payment>[a-z_]+)"
)
"""Linux on shared hardware: the discount is on the machine and not on licences."""

_PLANS = {
    "reserved_standard": "Standard Reserved Instance",
    "reserved_convertible": "Convertible Reserved Instance",
    "compute_sp": "Compute Savings Plan",
}
_WIDE = Decimal("0.01")
"""From this spread on, a family's sizes differ enough to say so."""

Commitment = tuple[str, str, str, str]
"""Family, plan, term ("1yr") and payment."""


@dataclass(frozen=True, slots=True)
class CommitmentRatio:
    """A family's committed rate over its on-demand rate, in the Region where both are known."""

    ratio: Decimal
    lowest: Decimal
    highest: Decimal
    region: str
    date: str
    """ISO date of the source."""
    source: str


class CommitmentRatios:
    """The ratios of a price table; families that are not among them get no estimate."""

    def __init__(self, ratios: Mapping[Commitment, CommitmentRatio]) -> None:
        self._ratios = ratios

    def estimated(self, key: str, find: Callable[[str], Rate | None]) -> Rate | None:
        """An estimate of a committed rate; None for other keys, unknown families and without on-demand rate.

        ``find`` gives the rate of a key in the Region that is asked about, and of no other.
        """
        named = _KEY.fullmatch(key)
        if named is None:
            return None
        found = self._ratios.get((named["family"], named["plan"], f"{named['term']}yr", named["payment"]))
        full = find(f"ec2.instance.{named['type']}.linux.ondemand") if found is not None else None
        if found is None or full is None:
            return None
        note = _note(found, named)
        plan = _PLANS.get(named["plan"], named["plan"])
        return Rate(
            key=key,
            region=full.region,
            service=full.service,
            description=f"{named['type']} Linux, {plan}, {_lower(note)}",
            unit=full.unit,
            tiers=tuple(Tier(tier.start, tier.end, tier.price * found.ratio) for tier in full.tiers),
            source=f"{full.source}; ratio: {found.source}",
            effective_date=min(full.effective_date, found.date),
            confidence="memory" if full.confidence == "memory" else "derived",
            note=f"{note}.",
        )


def _note(found: CommitmentRatio, named: re.Match[str]) -> str:
    term = "1 year" if named["term"] == "1" else f"{named['term']} years"
    spread = ""
    if found.highest - found.lowest >= _WIDE:
        spread = f", {_plain(found.lowest)} to {_plain(found.highest)} within the family"
    payment = named["payment"].replace("_", " ")
    return (
        f"Estimate: on-demand × {_plain(found.ratio)} ({named['family']}, {term}, {payment},"
        f" ratio of {found.region}, {found.date}{spread})"
    )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def read_ratios(folder: Traversable) -> CommitmentRatios:
    """The ratios in ``folder``; raises :class:`DataError` where the file is missing or damaged."""
    ratios: dict[Commitment, CommitmentRatio] = {}
    for number, fields in records(FILE, read_text(folder, FILE), 10):
        family, plan, term, payment, region, *numbers, date, source = fields
        try:
            ratio, lowest, highest = (Decimal(text) for text in numbers)
        except InvalidOperation:
            raise DataError(FILE, number, f"{' '.join(numbers)!r} are no ratios") from None
        if not 0 < lowest <= ratio <= highest <= 1:
            raise DataError(FILE, number, f"{ratio} is no ratio between 0 and 1 within its range")
        name = family, plan, term, payment
        if name in ratios:
            raise DataError(FILE, number, f"{' '.join(name)} is there twice")
        ratios[name] = CommitmentRatio(ratio, lowest, highest, region, date, source)
    return CommitmentRatios(ratios)
