"""Compare Regions: the drawing priced in each of them, one at a time, with what is missing where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from pricing.comparisons.lines import Lines, compare
from pricing.comparisons.regions import (
    OpenLine,
    RegionComparison,
    RegionRow,
    geography,
    in_order,
    open_lines,
)
from pricing.estimate import Estimate
from pricing.instances import zones_offering
from pricing.rates import Rates
from pricing.regions import Region, region, regions
from projects.collector import collector_paused
from projects.comparing.moving import drawn_regions, instance_types, move_region
from projects.document import Document
from projects.estimate import estimate
from projects.records import Node

Progress = Callable[[int, int], None]
"""Called with how many Regions are done, and how many there are."""


class NothingToCompare(ValueError):
    """What was asked for cannot be compared; the text says why and what to do."""


class Cancelled(Exception):
    """The person does not want the rest any more."""


def costs_by_region(document: Document, base: Estimate) -> dict[str, Decimal]:
    """Code of each Region drawn -> what stands in it costs over the first 12 months, most first."""
    found = dict.fromkeys(drawn_regions(document), Decimal(0))
    for owner, part in base.lines:
        if owner.region in found and part.monthly is not None:
            found[owner.region] += part.upfront + 12 * part.monthly
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def chosen_regions(wanted: Iterable[str] = ()) -> tuple[Region, ...]:
    """The priced Regions whose code, name or geography begins with one of these words; all for none.

    Raises :class:`NothingToCompare` for a word that fits no Region.
    """
    known = regions()
    words = [word.strip().casefold() for word in wanted if word.strip()]
    if not words:
        return known
    for word in words:
        if not any(_fits(found, word) for found in known):
            raise NothingToCompare(
                f'No Region begins with "{word}": give the beginning of a code, such as eu- or us-east,'
                " or a geography, such as Europe."
            )
    return tuple(found for found in known if any(_fits(found, word) for word in words))


def _fits(found: Region, word: str) -> bool:
    return any(text.casefold().startswith(word) for text in (found.code, found.name, geography(found.code)))


class RegionPricing:
    """Prices a drawing as it is now in one Region after another; iterating gives a row a Region.

    Prices are shared between estimates of one price list, so go through it in the thread that
    estimates the drawing (a step takes some milliseconds). Raises :class:`NothingToCompare` where no
    Region is drawn, or not the one that is to move; :class:`pricing.data_files.DataError` on damage.
    """

    def __init__(
        self,
        document: Document,
        rates: Rates,
        wanted: Iterable[Region] | None = None,
        moving: str = "",
        base: Estimate | None = None,
    ) -> None:
        self._document = Document(document.records())
        self._rates = rates
        self._base = base if base is not None else estimate(self._document, rates)
        self._lines = Lines(self._base)
        costs = costs_by_region(self._document, self._base)
        if not costs:
            raise NothingToCompare("There is no Region in the drawing: draw one around what stands in it.")
        if moving and moving not in costs:
            raise NothingToCompare(f"The drawing has no Region {moving}: choose one of {', '.join(costs)}.")
        self.moving = moving or next(iter(costs))
        self.wanted = regions() if wanted is None else tuple(wanted)

    def __len__(self) -> int:
        return len(self.wanted)

    def __iter__(self) -> Iterator[RegionRow]:
        for found in self.wanted:
            yield self.row(found)

    def row(self, found: Region) -> RegionRow:
        """The drawing in one Region."""
        with collector_paused():
            return self._row(found)

    def _row(self, found: Region) -> RegionRow:
        move = move_region(self._document, self.moving, found.code)
        moved = move.document(self._document) if move.change else self._document
        lines = Lines(estimate(moved, self._rates)) if move.change else self._lines
        difference = compare(self._lines, lines)
        missing = open_lines(lines, difference)
        return RegionRow(
            found.code,
            found.name,
            geography(found.code),
            found.partition,
            found.code == self.moving,
            difference,
            missing,
            _not_offered(moved, found.code, missing, self._rates),
            (*_of_partition(found, self.moving), *move.notes),
        )

    def comparison(self, rows: Iterable[RegionRow]) -> RegionComparison:
        """These rows in order, with what they are compared with."""
        return RegionComparison(self.moving, self._base.totals, in_order(rows), self._base.price_date)


def compare_regions(
    document: Document,
    rates: Rates,
    *,
    wanted: Iterable[Region] | None = None,
    moving: str = "",
    base: Estimate | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RegionComparison:
    """The drawing in each Region, all with prices unless some are ``wanted``; raises as RegionPricing does.

    ``moving`` is the code of the Region that moves, the one that costs most if not said; ``base`` is the
    estimate of the drawing, where there is one. Raises :class:`Cancelled` once ``cancelled()`` is true.
    """
    pricing = RegionPricing(document, rates, wanted, moving, base)
    rows: list[RegionRow] = []
    for found in pricing.wanted:
        if cancelled is not None and cancelled():
            raise Cancelled
        rows.append(pricing.row(found))
        if progress is not None:
            progress(len(rows), len(pricing))
    return pricing.comparison(rows)


def _of_partition(found: Region, moving: str) -> tuple[str, ...]:
    present = region(moving)
    if present is None or present.partition == found.partition:
        return ()
    return (f"An account of another partition ({found.partition}) is needed there.",)


def _not_offered(document: Document, code: str, missing: Iterable[OpenLine], rates: Rates) -> tuple[str, ...]:
    """Types that a source says are not offered there, and those that have no price there in any form."""
    keys: dict[str, list[str]] = {}
    for line in missing:
        if line.lost and line.rate_key:
            keys.setdefault(line.node_id, []).append(line.rate_key)
    found = []
    for name, uses in instance_types(document).items():
        inside = [use for use in uses if _stands_in(document, use[0], code)]
        gone = any(_unknown(key, part, code, rates) for node, part in inside for key in keys.get(node.id, ()))
        if inside and (gone or zones_offering(name, code) == ()):
            found.append(name)
    return tuple(sorted(found))


def _unknown(key: str, part: str, code: str, rates: Rates) -> bool:
    """The key is one of this type, and the Region has no key that begins so, whatever follows."""
    before, there, _ = f"{key}.".partition(f".{part}.")
    return bool(there) and next(iter(rates.keys(code, f"{before}.{part}.")), None) is None


def _stands_in(document: Document, node: Node, code: str) -> bool:
    around = (outer for outer in document.ancestors(node.id) if outer.service.name == "region")
    return any(outer.service.__dict__.get("code") == code for outer in around)
