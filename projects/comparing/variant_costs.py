"""Compare variants: each priced over the base drawing, with what of it does not apply any more."""

from __future__ import annotations

from collections.abc import Iterable

from pricing.comparisons.lines import Lines, compare
from pricing.comparisons.regions import open_lines
from pricing.comparisons.variants import VariantColumn, VariantComparison, line_up
from pricing.estimate import Estimate
from pricing.rates import Rates
from projects.collector import collector_paused
from projects.comparing.variants import applied, variants_of
from projects.document import Document
from projects.estimate import estimate
from projects.records import Variant


def compare_variants(
    document: Document,
    rates: Rates,
    variants: Iterable[Variant] | None = None,
    base: Estimate | None = None,
) -> VariantComparison:
    """The base and each of these variants, all by name if none are given; ``base`` is its estimate."""
    chosen = variants_of(document) if variants is None else list(variants)
    with collector_paused():
        own = base if base is not None else estimate(document, rates)
        lines = Lines(own)
        columns = tuple(_column(document, rates, lines, variant) for variant in chosen)
        return VariantComparison(own.totals, columns, line_up(lines, columns), own.price_date)


def _column(document: Document, rates: Rates, base: Lines, variant: Variant) -> VariantColumn:
    seen = applied(document, variant)
    lines = Lines(estimate(seen.document, rates))
    difference = compare(base, lines)
    return VariantColumn(
        variant.id,
        variant.name,
        variant.comment,
        difference,
        open_lines(lines, difference),
        tuple(misfit.what for misfit in seen.misfits),
    )
