"""Judges one case: drawn, priced by the product's own estimate, held line by line against the case's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from pydantic import ValidationError

from pricing.estimate import Estimate, LineItem
from pricing.rates import Rates
from pricing.table import price_table
from projects.document import Document
from projects.estimate import estimate
from projects.location import place_of
from tests.cost_cases.adapters import adapters
from tests.cost_cases.cases import Case, CaseLine
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts
from tests.cost_cases.pairing import OurLine, Pair, left_over, pair
from tests.cost_cases.prices import STAND_IN, CasePrices, Recorded

Score = Literal["model", "price"]
Outcome = Literal["matched", "differs", "cannot express"]

HALF_A_CENT = Decimal("0.005")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Verdict:
    """What came out for one case; amounts in USD a month."""

    case: Case
    score: Score
    outcome: Outcome
    ours: Decimal | None = None
    reasons: tuple[str, ...] = ()
    older: bool = False
    """The case's figures are older than the rates they were held against."""
    pairs: tuple[Pair, ...] = field(default=(), compare=False)

    def line(self) -> str:
        """The verdict in one line."""
        remarks = [text for text, holds in self._remarks() if holds]
        head = f"{self.case.file}/{self.case.id}: {self.outcome}"
        if remarks:
            head += f" [{', '.join(remarks)}]"
        return f"{head}: {'; '.join(self.reasons)}" if self.reasons else head

    def _remarks(self) -> Iterable[tuple[str, bool]]:
        yield "legacy", self.case.legacy
        yield self.case.grading, self.case.grading != "exact"
        yield "older figures", self.older and self.outcome == "differs"


def judge(case: Case, score: Score) -> Verdict:
    """Draw, price and compare; a fault in the adapter's input is a "cannot express" that says why."""
    try:
        document = draw(case)
    except CannotExpress as problem:
        return Verdict(case, score, "cannot express", reasons=(str(problem),))
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        return Verdict(case, score, "cannot express", reasons=tuple(wrong))
    found = estimate(document, Recorded(price_table(), units_of(document)))
    needed = [line for line in found.lines if line.state in ("needs_input", "not_priced")]
    if needed:
        reasons = tuple(f"{line.component}: {line.reason or line.state}" for line in needed)
        return Verdict(case, score, "cannot express", reasons=reasons)
    verdict = _judged(case, score, document, found, our_lines)
    if verdict.outcome == "matched":
        return verdict
    # A case may sum up what several nodes of ours are billed for at one rate.
    # It may also give an hour and its surcharge as one price.
    for lines in (summed_lines, bundled_lines):
        other = _judged(case, score, document, found, lines)
        if other.outcome == "matched":
            return other
    return verdict


def _judged(case: Case, score: Score, document: Document, found: Estimate, lines: LinesOf) -> Verdict:
    pairs = pair(lines(found), case.lines, found.hours_per_month)
    if score == "model":
        return _model(case, document, pairs, lines)
    return _price(case, found, pairs, lines)


def draw(case: Case) -> Document:
    """The project of a case; raises :class:`CannotExpress`, also for what the adapter did not look at."""
    adapter = adapters().get(case.file) or adapters().get(case.service.lower().replace(" ", "_"))
    if adapter is None:
        raise CannotExpress(f"no adapter for {case.service}")
    region = "us-east-1" if case.region in ("global", "not stated") else case.region
    drawing, config, usage = Drawing(region), Facts(case.config), Facts(case.usage)
    adapter(drawing, config, usage)
    unread = [*config.unread(), *usage.unread()]
    if unread:
        raise CannotExpress(f"not understood: {', '.join(unread)}")
    return drawing.document(free_allowances=case.allowances)


def units_of(document: Document) -> dict[str, str]:
    """Rate key -> what it counts, where the services of the drawing state it."""
    return {
        part.rate_key: part.unit
        for node in document.nodes()
        for part in node.service.costs(place_of(document, node))
        if part.unit
    }


def our_lines(found: Estimate) -> list[OurLine]:
    """Our monthly lines with what allowances leave of them."""
    allowed: dict[tuple[str, str, int], Decimal] = defaultdict(Decimal)
    for line in found.lines:
        if not line.node_id and line.rate is not None:
            allowed[_where(line)] += _units(line)
    ours = []
    for line in found.lines:
        if line.state != "priced" or line.rate is None or not line.node_id or line.upfront:
            continue
        units = _units(line)
        taken = min(units, -allowed[_where(line)])
        allowed[_where(line)] += taken
        price = line.rate.tiers[line.tier].price
        share = (line.unit_price or ZERO) / price if price else Decimal(1)
        monthly = (units - taken) / line.rate.per * (line.unit_price or ZERO)
        known = line.rate.source != STAND_IN
        if units - taken:
            made = OurLine(line.component, units - taken, line.rate, line.tier, share, monthly, known)
            ours.append(replace(made, node_id=line.node_id))
    return ours


def summed_lines(found: Estimate) -> list[OurLine]:
    """As :func:`our_lines`, with one line for all nodes' lines of one name at one rate."""
    summed: dict[tuple[object, ...], OurLine] = {}
    for line in our_lines(found):
        key = (line.name, line.rate.key, line.rate.region, line.tier, line.share)
        so_far = summed.get(key)
        if so_far is not None:
            line = replace(line, units=so_far.units + line.units, monthly=so_far.monthly + line.monthly)
        summed[key] = line
    return list(summed.values())


def bundled_lines(found: Estimate) -> list[OurLine]:
    """As :func:`our_lines`, with one line for the parts of a node that are billed for the same units."""
    bundles: dict[tuple[object, ...], list[OurLine]] = defaultdict(list)
    for line in our_lines(found):
        bundles[line.node_id, line.units, line.rate.unit].append(line)
    return [lines[0] if len(lines) == 1 else _bundle(lines) for lines in bundles.values()]


def _bundle(lines: list[OurLine]) -> OurLine:
    monthly = sum((line.monthly for line in lines), ZERO)
    return replace(lines[0], monthly=monthly, parts=tuple(lines), known=all(line.known for line in lines))


LinesOf = Callable[[Estimate], list[OurLine]]


def _where(line: LineItem) -> tuple[str, str, int]:
    assert line.rate is not None
    return line.rate.key, line.rate.region, line.tier


def _units(line: LineItem) -> Decimal:
    assert line.rate is not None
    return (line.quantity or ZERO) * line.rate.per


def _model(case: Case, document: Document, pairs: Sequence[Pair], lines: LinesOf) -> Verdict:
    """The case's unit prices go in; quantities, units, tiers and rounding are ours."""
    # Of two lines at one rate the larger tells its price more exactly.
    told = sorted((p for p in pairs if p.theirs.price), key=lambda p: p.theirs.monthly)
    prices = {}
    for made in told:
        for line in made.ours.parts or (made.ours,):
            # The parts of a bundle share its price as the list's own prices do.
            part = line.monthly / made.ours.monthly if made.ours.parts else Decimal(1)
            prices[line.rate.key, line.rate.region, line.tier] = made.price * part
    rates: Rates = CasePrices(price_table(), units_of(document), prices)
    found = estimate(document, rates)
    ours = lines(found)
    again = pair(ours, case.lines, found.hours_per_month)
    return _verdict(case, "model", found, ours, again, older=False)


def _price(case: Case, found: Estimate, pairs: Sequence[Pair], lines: LinesOf) -> Verdict:
    missing = sorted({f"{p.key} in {p.region}" for p in _stand_ins(found)})
    if missing:
        reasons = (f"the price list has no {', '.join(missing)}",)
        return Verdict(case, "price", "cannot express", reasons=reasons)
    dates = [p.ours.rate.effective_date for p in pairs if not _agree(p)]
    older = bool(case.date) and any(case.date < date for date in dates)
    return _verdict(case, "price", found, lines(found), pairs, older)


def _stand_ins(found: Estimate) -> Iterable[_Key]:
    for line in found.lines:
        if line.rate is not None and line.rate.source == STAND_IN and line.quantity:
            yield _Key(line.rate.key, line.rate.region)


@dataclass(frozen=True, order=True)
class _Key:
    key: str
    region: str


def _verdict(
    case: Case,
    score: Score,
    found: Estimate,
    ours: Sequence[OurLine],
    pairs: Sequence[Pair],
    older: bool,
) -> Verdict:
    total = found.totals.monthly
    reasons = [_difference(made) for made in pairs if not _agree(made)]
    reasons += [
        f"no line for “{line.name}” ({line.quantity} {line.unit}, {line.monthly} USD)"
        for line in left_over(pairs, case.lines)
        if abs(line.monthly) > HALF_A_CENT
    ]
    reasons += [
        f"a line “{line.name}” too many ({_plain(line.units)} units, {_plain(line.monthly)} USD)"
        for line in _unpaired(ours, pairs)
        if abs(line.monthly) > HALF_A_CENT
    ]
    if abs(total - case.total) > case.tolerance + HALF_A_CENT:
        reasons.append(f"total {_plain(total)} instead of {case.total}")
    return Verdict(
        case, score, "differs" if reasons else "matched", total, tuple(reasons), older, tuple(pairs)
    )


def _unpaired(ours: Sequence[OurLine], pairs: Sequence[Pair]) -> list[OurLine]:
    taken = [made.ours for made in pairs]
    left = []
    for line in ours:
        if line in taken:
            taken.remove(line)
        else:
            left.append(line)
    return left


def _agree(made: Pair) -> bool:
    """Equal to the cent, as each line of a case is rounded to cents."""
    return abs(made.ours.monthly - made.theirs.monthly) <= HALF_A_CENT + _rounding(made.theirs)


def _rounding(line: CaseLine) -> Decimal:
    """What the source's own rounding of the line's figures may be off: half a unit of its last place."""
    return HALF_A_CENT if line.monthly.as_tuple().exponent >= -2 else ZERO  # type: ignore[operator]


def _difference(made: Pair) -> str:
    ours, theirs = made.ours, made.theirs
    parts = []
    units = theirs.quantity * theirs.per * made.factor
    if units != ours.units:
        parts.append(f"{_plain(ours.units)} units instead of {_plain(units)}")
    price = ours.rate.tiers[ours.tier].price * ours.share
    asked = made.price * ours.share
    if abs(price - asked) > asked * Decimal("0.000001"):
        dated = f" of {ours.rate.effective_date}" if ours.rate.effective_date else ""
        parts.append(f"{_plain(price)} a unit{dated} instead of {_plain(asked)}")
    off = ours.monthly - theirs.monthly
    return f"“{ours.name}” is off by {_plain(off)} USD ({', '.join(parts) or 'rounding'})"


def _plain(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.000001')).normalize():f}"
