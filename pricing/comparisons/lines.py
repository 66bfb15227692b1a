"""Two estimates line by line: what changed, what is new, and what has a figure on one side only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from pricing.estimate import Estimate, LineItem, Owner, ProjectOwner, State, Totals
from pricing.parts import ZERO, Part
from pricing.tier_names import tier_suffix

Key = tuple[str, str, str]
"""Node id, what else tells lines of no node apart, and component without its tier."""

Kind = Literal["same", "changed", "added", "removed", "unpriced", "newly_priced", "open"]

_REGION = re.compile(r"\b[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d\b")
_OF_PROJECT = "project "
_WORST: Mapping[State, int] = {"included": 0, "priced": 1, "needs_input": 2, "not_priced": 3}


class Figures(NamedTuple):
    """All tiers of one component together."""

    component: str
    state: State
    """The worst of its tiers'."""
    monthly: Decimal | None
    """Unrounded USD; None while any part of it has no figure."""
    upfront: Decimal
    reason: str
    rate_key: str
    property_name: str
    """The property that holds the missing figure, for "needs input"."""
    rate_keys: tuple[str, ...]
    """What its parts were priced at."""

    @property
    def open(self) -> bool:
        """It has no figure."""
        return self.monthly is None

    @property
    def first_12_months(self) -> Decimal | None:
        return None if self.monthly is None else self.upfront + 12 * self.monthly


class PairedLine(NamedTuple):
    """One component of one node in both estimates; None where it is not billed at all."""

    key: Key
    """As in the estimate before, or after where it is new."""
    owner: Owner
    before: Figures | None
    after: Figures | None

    @property
    def component(self) -> str:
        """Its name after, or before where it is gone."""
        return (self.after or self.before or _NOTHING).component

    @property
    def open(self) -> bool:
        """A side has no figure, so that there is no difference to speak of."""
        return (self.before or _NOTHING).open or (self.after or _NOTHING).open

    @property
    def lost(self) -> bool:
        """It has no figure after, though it had one before or is new."""
        return self.after is not None and self.after.open and not (self.before or _NOTHING).open

    @property
    def gained(self) -> bool:
        """It had no figure before, and has one after or is gone."""
        return self.before is not None and self.before.open and not (self.after or _NOTHING).open

    @property
    def monthly(self) -> Decimal | None:
        """What it costs more after; None where a side has no figure."""
        before, after = (self.before or _NOTHING).monthly, (self.after or _NOTHING).monthly
        return None if before is None or after is None else after - before

    @property
    def upfront(self) -> Decimal | None:
        if self.open:
            return None
        return (self.after or _NOTHING).upfront - (self.before or _NOTHING).upfront

    @property
    def first_12_months(self) -> Decimal | None:
        monthly, upfront = self.monthly, self.upfront
        return None if monthly is None or upfront is None else upfront + 12 * monthly

    @property
    def kind(self) -> Kind:
        """What became of it; "unpriced" and "newly_priced" where a figure is on one side only."""
        if self.lost:
            return "unpriced"
        if self.gained:
            return "newly_priced"
        if self.open:
            return "open"
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        return "changed" if self.first_12_months or self.monthly else "same"


class Lines:
    """The lines of an estimate by what they are for."""

    def __init__(self, estimate: Estimate) -> None:
        self.totals = estimate.totals
        self.found: dict[Key, tuple[Owner, Figures]] = {}
        found = self.found
        for line in estimate.lines:
            owner, component = line.owner, _without_tier(line)
            key = owner.node_id, "" if owner.node_id else _apart(owner), component
            known = found.get(key)
            figures = _figures(component, line.part)
            found[key] = (owner, figures) if known is None else (known[0], _together(known[1], figures))

    def open(self) -> Iterator[tuple[Owner, Figures]]:
        """The components without a figure, in the order of the estimate."""
        return ((owner, figures) for owner, figures in self.found.values() if figures.open)


class Known(NamedTuple):
    """Both sides over the lines that have a figure in both, and the difference of these."""

    before_monthly: Decimal
    before_upfront: Decimal
    after_monthly: Decimal
    after_upfront: Decimal

    @property
    def monthly(self) -> Decimal:
        return self.after_monthly - self.before_monthly

    @property
    def upfront(self) -> Decimal:
        return self.after_upfront - self.before_upfront

    @property
    def first_12_months(self) -> Decimal:
        return self.upfront + 12 * self.monthly

    @property
    def share(self) -> Decimal | None:
        """Of the first 12 months before, 0.1 for 10 % more; None where they cost nothing."""
        return share_of(self.first_12_months, self.before_upfront + 12 * self.before_monthly)


@dataclass(frozen=True)
class Difference:
    """What one estimate costs more than another.

    The difference of the totals is given only where ``comparable``: a line that has a figure on one
    side only would pass for a saving. ``known`` compares the lines that have a figure in both.
    """

    before: Totals
    after: Totals
    lines: tuple[PairedLine, ...]

    @cached_property
    def lost(self) -> tuple[PairedLine, ...]:
        """Without a figure after, though priced before, or new."""
        return tuple(line for line in self.lines if line.lost)

    @cached_property
    def gained(self) -> tuple[PairedLine, ...]:
        """Without a figure before, though priced after, or gone."""
        return tuple(line for line in self.lines if line.gained)

    @property
    def comparable(self) -> bool:
        """The same lines have a figure on both sides."""
        return not self.lost and not self.gained

    @property
    def complete(self) -> bool:
        """Every line has a figure on both sides."""
        return not self.before.incomplete and not self.after.incomplete

    @property
    def monthly(self) -> Decimal | None:
        return self.after.monthly - self.before.monthly if self.comparable else None

    @property
    def upfront(self) -> Decimal | None:
        return self.after.upfront - self.before.upfront if self.comparable else None

    @property
    def first_12_months(self) -> Decimal | None:
        return self.after.first_12_months - self.before.first_12_months if self.comparable else None

    @property
    def share(self) -> Decimal | None:
        """Of the first 12 months before, 0.1 for 10 % more; None where it cannot be told."""
        difference = self.first_12_months
        return None if difference is None else share_of(difference, self.before.first_12_months)

    @cached_property
    def known(self) -> Known:
        """Over the lines that have a figure in both; an allowance goes with the lines it is taken off.

        Unless all lines are, it is before discounts, support, contingency and tax, which are shares of sums.
        """
        hidden = {
            key
            for line in self.lines
            if line.open
            for side in (line.before, line.after)
            if side is not None
            for key in (*side.rate_keys, side.rate_key)
        }
        sums = [ZERO, ZERO, ZERO, ZERO]
        for line in self.lines:
            if line.open or (not line.owner.node_id and _rests_on(line, hidden)):
                continue
            if isinstance(line.owner, ProjectOwner) and not self.comparable:
                continue
            for position, side in enumerate((line.before, line.after)):
                if side is not None and side.monthly is not None:
                    sums[2 * position] += side.monthly
                    sums[2 * position + 1] += side.upfront
        return Known(*sums)

    @cached_property
    def changed(self) -> tuple[PairedLine, ...]:
        """All lines but those that cost the same, or have a figure on neither side."""
        return tuple(line for line in self.lines if line.kind not in ("same", "open"))


def compare(before: Lines | Estimate, after: Lines | Estimate) -> Difference:
    """Each component of each node in both estimates, in the order of the second.

    Components whose name says a size, a purchase option or a Region are found by the rest of the name.
    """
    first = before if isinstance(before, Lines) else Lines(before)
    second = after if isinstance(after, Lines) else Lines(after)
    matched = _matched(first, second)
    pairs: list[PairedLine] = []
    for key, (owner, figures) in second.found.items():
        known = matched.pop(key, key)
        same = first.found.get(known)
        pairs.append(PairedLine(known, owner, same[1] if same is not None else None, figures))
    paired = {pair.key for pair in pairs}
    pairs += [
        PairedLine(key, owner, figures, None)
        for key, (owner, figures) in first.found.items()
        if key not in paired
    ]
    return Difference(first.totals, second.totals, tuple(pairs))


def _matched(first: Lines, second: Lines) -> dict[Key, Key]:
    """The key in ``first`` of what has another name in ``second``.

    Where one side has more lines of a name, one with a figure goes with one without: what has become of
    the others is not known, so that nothing may pass for a saving.
    """
    gone: dict[Key, list[Key]] = {}
    for key in first.found:
        if key not in second.found:
            gone.setdefault(_stem(key), []).append(key)
    new: dict[Key, list[Key]] = {}
    if gone:
        for key in second.found:
            if key not in first.found:
                new.setdefault(_stem(key), []).append(key)
    found: dict[Key, Key] = {}
    for stem, keys in new.items():
        olds = gone.get(stem, [])
        if len(olds) == len(keys):
            found.update(zip(keys, olds, strict=True))
        elif len(olds) > len(keys):
            found.update((key, _unlike(key, second, olds, first)) for key in keys)
        else:
            found.update((_unlike(old, first, keys, second), old) for old in olds)
    return found


def _unlike(key: Key, here: Lines, others: list[Key], there: Lines) -> Key:
    """Take out the first of the others with a figure where this has none, or the reverse; else the first."""
    is_open = here.found[key][1].open
    chosen = next((other for other in others if there.found[other][1].open != is_open), others[0])
    others.remove(chosen)
    return chosen


def share_of(difference: Decimal, whole: Decimal) -> Decimal | None:
    """A part of a whole; None where the whole is nothing."""
    return difference / whole if whole else None


def _apart(owner: Owner) -> str:
    """What tells lines of the account and of the project apart."""
    if isinstance(owner, ProjectOwner):
        return f"{_OF_PROJECT}{owner.step} {owner.of_upfront}"
    return owner.service


def _rests_on(line: PairedLine, keys: set[str]) -> bool:
    return any(side is not None and not keys.isdisjoint(side.rate_keys) for side in (line.before, line.after))


def _without_tier(line: LineItem) -> str:
    rate, name = line.part.rate, line.part.component
    if rate is None or len(rate.tiers) < 2:
        return name
    return name.removesuffix(tier_suffix(rate, rate.tiers[line.part.tier]))


def _figures(component: str, part: Part) -> Figures:
    rate = part.rate
    keys = (rate.key,) if rate is not None else ()
    key = rate.key if rate is not None else part.rate_key
    return Figures(
        component, part.state, part.monthly, part.upfront, part.reason, key, part.property_name, keys
    )


def _together(one: Figures, other: Figures) -> Figures:
    """Two tiers, or two parts of one name, as one; what it says is that of the worse."""
    worse = other if _WORST[other.state] > _WORST[one.state] else one
    monthly = None if one.monthly is None or other.monthly is None else one.monthly + other.monthly
    keys = tuple(dict.fromkeys((*one.rate_keys, *other.rate_keys)))
    return worse._replace(monthly=monthly, upfront=one.upfront + other.upfront, rate_keys=keys)


def _stem(key: Key) -> Key:
    # What follows from the settings says its percentage in its name, so that the step has to do.
    return key[0], key[1], "" if key[1].startswith(_OF_PROJECT) else _stem_of(key[2])


@lru_cache(8192)
def _stem_of(component: str) -> str:
    """ "Instance hours" of "Instance hours (m5.large, Linux)"; Regions count as one another."""
    return _REGION.sub("*", component.partition(" (")[0])


_NOTHING = Figures("", "included", ZERO, ZERO, "", "", "", ())
