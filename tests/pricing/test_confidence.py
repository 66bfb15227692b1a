"""How sure a line is: its rate decides, own sheets before the list, and of allowances the weaker figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pricing.allowances import account_lines, allowance_of
from pricing.confidence import confidence_word, counts, counts_text, kind_of, rate_word, sheets, unsure
from pricing.costs import usage
from pricing.estimate import Estimate, LineItem, Owner, price_component, total
from pricing.rates import Confidence, Rate
from pricing.table import price_table

OWNER = Owner("queue", "Queue", (), "sqs_queue", "Amazon SQS", "Application integration", "us-east-1")
QUEUE, FUNCTION = "sqs.requests.standard", "lambda.requests.x86"


class Doubted:
    """The shipped list with one key of another confidence, or from the person's own sheet."""

    def __init__(self, key: str, confidence: Confidence = "exact", sheet: str = "") -> None:
        self._key, self._confidence, self._sheet = key, confidence, sheet
        self.date, self.digest, self.keys = "", "", price_table().keys

    def rate(self, key: str, region: str) -> Rate:
        found = price_table().rate(key, region)
        return replace(found, confidence=self._confidence, sheet=self._sheet) if key == self._key else found


def priced(key: str, confidence: Confidence = "exact", sheet: str = "") -> list[LineItem]:
    rates = Doubted(key, confidence, sheet)
    lines = price_component(OWNER, usage("Requests", key, Decimal(5_000_000)), rates)
    return [*lines, *account_lines(lines)]


@pytest.mark.parametrize(
    ("confidence", "sheet", "kind", "word"),
    [
        ("exact", "", "exact", "Published"),
        ("derived", "", "derived", "Computed"),
        ("memory", "", "memory", "From memory"),
        ("memory", "acme.csv", "own", "Own price"),
    ],
)
def test_a_node_s_line_is_as_sure_as_its_rate(
    confidence: Confidence, sheet: str, kind: str, word: str
) -> None:
    line = priced(FUNCTION, confidence, sheet)[0]
    assert (kind_of(line), confidence_word(line)) == (kind, word)
    assert line.rate is not None and rate_word(line.rate) == word
    assert unsure(line) == (kind == "memory")


def test_an_allowance_from_memory_is_told_although_its_rate_is_published() -> None:
    node_line, free = priced(QUEUE)
    assert free.rate is not None
    allowance = allowance_of(free.rate)
    assert allowance is not None and allowance.confidence == "memory"
    assert (kind_of(node_line), kind_of(free)) == ("exact", "memory")
    assert unsure(free)


def test_a_published_allowance_is_as_sure_as_its_rate() -> None:
    assert [kind_of(line) for line in priced(FUNCTION, "memory")] == ["memory", "memory"]
    assert [kind_of(line) for line in priced(FUNCTION)] == ["exact", "exact"]


def test_priced_lines_are_counted_by_kind_and_sheets_named_once() -> None:
    lines = (*priced(QUEUE), *priced(FUNCTION, sheet="acme.csv"))
    estimate = Estimate(lines, total(lines), Decimal(730), "", "")
    assert counts(estimate) == {"exact": 1, "derived": 0, "memory": 1, "own": 2}
    assert counts_text(counts(estimate)) == "1 published, 1 from memory, 2 own"
    assert sheets(estimate) == ("acme.csv",)
    assert counts_text(counts(Estimate((), total(()), Decimal(730), "", ""))) == ""
