"""Damaged project files of every sort: they open with problems or are refused, and nothing else happens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.table import price_table
from projects.checking import check
from projects.document import Document
from projects.estimate import estimate
from projects.files import Loaded, UnreadableFile, dumps, loads
from projects.properties import Property
from projects.service import catalogue

TEXT = (Path(__file__).parents[1] / "files" / "format_1.blueprice").read_text(encoding="utf-8")
RECORDS: list[dict[str, Any]] = [
    *json.loads(TEXT)["records"],
    {"type": "page", "id": "page-2", "name": "Details"},
    {"type": "picture", "id": "picture-1", "data": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"},
    {"type": "node", "id": "users-2", "service": "users", "parent": "page-2", "picture": "picture-1"},
    {"type": "note", "id": "step-1", "kind": "step", "text": "1", "anchor": "link-1", "opens": "page-2"},
]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["nat-1", "vpc-1", "link-1", "project", "page-2", "gone"])
)
values = st.recursive(
    scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=8), v), max_leaves=6
)
MORE_FIELDS = {
    *("members", "side", "z", "details", "bend", "kind", "heading", "pinned", "locked", "hidden"),
    *("waypoints", "routing", "line", "label_at", "source_offset", "anchor", "anchor_at"),
    *("opens", "picture", "data", "media_type", "position", "link_routing"),
}
fields = st.sampled_from(sorted({name for record in RECORDS for name in record} | MORE_FIELDS))


def opens_or_is_refused(text: str) -> Document | None:
    try:
        loaded: Loaded | None = loads(text, "some.blueprice")
    except UnreadableFile as error:
        assert error.what and error.remedy and str(error).isprintable()
        loaded = error.recovered
    if loaded is None:
        return None
    assert all(problem.what and str(problem).isprintable() for problem in loaded.problems)
    again = loads(dumps(loaded.document))
    assert all(problem.harmless for problem in again.problems), again.problems
    assert dumps(again.document) == dumps(loaded.document)
    return loaded.document


@given(st.integers(0, len(TEXT)), st.integers(0, 200), st.text(max_size=5))
def test_text_cut_or_changed_anywhere(start: int, length: int, inserted: str) -> None:
    opens_or_is_refused(TEXT[:start] + inserted + TEXT[start + length :])


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda data: data.decode("latin-1")))
def test_any_text_at_all(text: str) -> None:
    opens_or_is_refused(text)
    opens_or_is_refused('{"format": "blueprice", "version": 1, "records": [' + text + "]}")


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(RECORDS) - 1), fields, values), min_size=1, max_size=5))
def test_any_value_in_any_field(edits: list[tuple[int, str, Any]]) -> None:
    records = [dict(record) for record in RECORDS]
    for position, field, value in edits:
        records[position][field] = value
    document = opens_or_is_refused(json.dumps({"format": "blueprice", "version": 1, "records": records}))
    assert document is not None
    # What could be opened can be worked with.
    check(document)
    for record in document.records():
        assert len(list(document.ancestors(record.id))) < len(document)


@given(st.lists(values, max_size=6))
def test_anything_for_records(records: list[Any]) -> None:
    opens_or_is_refused(json.dumps({"format": "blueprice", "version": 1, "records": records}))


PLACES = (None, "region-1", "vpc-1", "subnet-1")
amounts = st.integers(-5, 10**19) | st.decimals(-5, 10**12, places=2).map(float)


def property_values(item: Property) -> st.SearchStrategy[Any]:
    """Mostly what the property takes, so that more than one gets through."""
    if item.kind == "choice":
        return st.sampled_from([*(item.choices or ("m6i.large", "db.m6g.large", "eu-west-1a"))]) | scalars
    if item.kind == "flag":
        return st.booleans() | scalars
    if item.kind == "nodes":
        return st.lists(st.sampled_from(["subnet-1", "nat-1", "gone"]), max_size=3) | scalars
    return (amounts if item.kind in ("quantity", "count") else st.text(max_size=5)) | scalars


@pytest.mark.parametrize("name", sorted(catalogue()))
@settings(max_examples=30)
@given(data=st.data())
def test_any_properties_of_any_service_can_be_priced_and_checked(name: str, data: st.DataObject) -> None:
    chosen = data.draw(
        st.fixed_dictionaries(
            {}, optional={item.name: property_values(item) for item in catalogue()[name].properties()}
        )
    )
    added = {"type": "node", "id": "added", "service": name, "properties": chosen}
    added["parent"] = data.draw(st.sampled_from(PLACES))
    text = json.dumps({"format": "blueprice", "version": 1, "records": [*RECORDS, added]})
    document = opens_or_is_refused(text)
    assert document is not None
    found = estimate(document, price_table())
    # Only what is free once per account is taken off; no allowance is more than what is used.
    assert all(line.monthly is None or line.monthly >= 0 for line in found.lines if line.node_id)
    assert found.totals.monthly >= 0
    check(document)
