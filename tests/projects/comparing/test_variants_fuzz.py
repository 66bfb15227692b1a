"""Variants of every sort in a file: they are read, seen, priced and taken over, or said not to fit."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.table import price_table
from projects.comparing.variant_costs import compare_variants
from projects.comparing.variants import applied, change_of, promote
from projects.document import Draft, records_by_id
from projects.files import dumps, loads
from tests.projects.comparing.test_variants import shop

RECORDS: list[dict[str, Any]] = json.loads(dumps(shop()))["records"]
IDS = [*(record["id"] for record in RECORDS), "gone"]
NAMES = ["instances", "instance_type", "purchase", "hours_per_month", "subnets", "code", "zone", "deployment"]
NAMES += [
    "storage_gib",
    "gb_per_month",
    "free_allowances",
    "discount_percent",
    "support_plan",
    "id",
    "wheels",
]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["m5.large", "reserved", "eu-west-1", "multi_az", "business", 0, 1, 3, -1])
)
values = scalars | st.lists(scalars | st.sampled_from(IDS), max_size=3) | st.dictionaries(st.text(), scalars)
changes = st.dictionaries(
    st.sampled_from(IDS) | st.text(max_size=5),
    st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), values, max_size=4) | values,
    max_size=4,
)


@settings(max_examples=150)
@given(changes | values, st.text(max_size=10) | values)
def test_any_variant_in_a_file_is_read_seen_and_priced_or_said_not_to_fit(content: Any, name: Any) -> None:
    record = {"type": "variant", "id": "v", "name": name, "changes": content}
    text = json.dumps({"format": "blueprice", "version": 3, "records": [*RECORDS, record]})
    loaded = loads(text, "some.blueprice")
    assert all(problem.what and str(problem).isprintable() for problem in loaded.problems)
    assert dumps(loads(dumps(loaded.document)).document) == dumps(loaded.document)
    assert {r["id"] for r in RECORDS} <= {r.id for r in loaded.document.records()}
    before = records_by_id(loaded.document)
    for variant in loaded.document.variants():
        seen = applied(loaded.document, variant)
        assert all(misfit.what for misfit in seen.misfits)
        change, misfits = change_of(loaded.document, variant)
        loaded.document.apply(change)
        loaded.document.apply(change.inverse())
        draft = Draft(loaded.document)
        assert promote(draft, variant.id, keep_as="Back") == misfits
        # What can be seen can be saved and read again.
        assert loads(dumps(seen.document)).document.settings == seen.document.settings
    assert records_by_id(loaded.document) == before
    compare_variants(loaded.document, price_table())
