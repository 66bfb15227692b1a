"""Variants: kept in the file, seen without touching the drawing, taken over in one step that undoes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects import edits, files
from projects.changes import Change
from projects.comparing.moving import move_region
from projects.comparing.variants import (
    amend,
    applied,
    change_of,
    create,
    delete,
    promote,
    rename,
    stated_changes,
    variants_of,
)
from projects.document import Document, Draft, records_by_id
from projects.records import PROJECT_ID, Link, Variant
from tests.projects.comparing.prices import drawn, link, node, server

D = Decimal


def shop() -> Document:
    return drawn(
        node("cloud", "aws_cloud"),
        node("here", "region", "cloud", code="us-east-1"),
        node("vpc", "vpc", "here"),
        node("a", "availability_zone", "vpc", zone="us-east-1a"),
        node("inner", "subnet", "a", public=False),
        server("web", "inner"),
        node("db", "rds_instance", "inner", engine="mysql", instance_class="db.m5.large", storage_gib=D(20)),
        link("web", "db", 100),
    )


def edit(document: Document, **values: Any) -> Change:
    """An edit that sets properties: ``web__instances=3``."""
    draft = Draft(document)
    for name, value in values.items():
        record_id, _, prop = name.partition("__")
        edits.set_property(draft, [record_id], prop, value)
    return draft.change()


def kept(document: Document, name: str = "Larger", **values: Any) -> Variant:
    draft = Draft(document)
    variant, left_out = create(draft, name, edit(document, **values))
    assert not left_out
    document.apply(draft.change())
    return variant


def service(document: Document, node_id: str) -> Any:
    found = document.node(node_id)
    assert found is not None
    return found.service


# making and seeing


def test_an_edit_becomes_a_variant_and_the_drawing_stays() -> None:
    document = shop()
    variant = kept(document, web__instances=3, db__deployment="multi_az")
    assert variant.changes == {"db": {"deployment": "multi_az"}, "web": {"instances": 3}}
    assert service(document, "web").instances == 1
    seen = applied(document, variant)
    assert not seen.misfits
    assert service(seen.document, "web").instances == 3
    assert service(seen.document, "db").deployment == "multi_az"
    assert service(document, "web").instances == 1


def test_another_region_is_a_variant() -> None:
    document = shop()
    move = move_region(document, "us-east-1", "eu-west-1")
    draft = Draft(document)
    variant, left_out = create(draft, "Ireland", move.change)
    assert not left_out
    assert variant.changes == {"a": {"zone": "eu-west-1a"}, "here": {"code": "eu-west-1"}}
    assert records_by_id(applied(document, variant).document) == records_by_id(move.document(document))


def test_hours_of_the_project_and_traffic_are_changes_too() -> None:
    document = shop()
    draft = Draft(document)
    draft.put(document.settings.model_copy(update={"hours_per_month": D(220), "name": "Shop"}))
    wire = document.get("web>db")
    assert isinstance(wire, Link)
    draft.put(wire.model_copy(update={"gb_per_month": D("2.5")}))
    changes, left_out = stated_changes(draft.change())
    assert changes == {PROJECT_ID: {"hours_per_month": D(220)}, "web>db": {"gb_per_month": D("2.5")}}
    assert not left_out
    seen = applied(document, Variant(id="v", name="Nights off", changes=changes)).document
    assert seen.settings.hours_per_month == 220
    assert seen.settings.name == ""


def test_what_a_variant_cannot_hold_is_said() -> None:
    document = shop()
    draft = Draft(document)
    edits.set_property(draft, ["web"], "instances", 2)
    edits.delete(draft, ["db"])
    edits.place(draft, "nat_gateway", "inner", 0, 0, label="Way out")
    edits.rename(draft, "web", "Front")
    variant, left_out = create(Draft(document), "Smaller", draft.change())
    assert variant.changes == {"web": {"instances": 2}}
    said = " ".join(left_out)
    assert "db is taken out" in said
    assert "Way out is added" in said
    assert "Front: a variant changes properties only." in said


def test_moving_an_icon_is_nothing_to_speak_of() -> None:
    document = shop()
    draft = Draft(document)
    edits.move(draft, ["web"], 16, 16)
    assert stated_changes(draft.change()) == ({}, ())


# what does not apply any more


def test_a_variant_of_a_node_that_is_gone_says_so_and_applies_the_rest() -> None:
    document = shop()
    variant = kept(document, web__instances=3, db__deployment="multi_az")
    draft = Draft(document)
    edits.delete(draft, ["db"])
    document.apply(draft.change())
    seen = applied(document, variant)
    assert [(one.record_id, one.what) for one in seen.misfits] == [
        ("db", "db is not in the drawing any more.")
    ]
    assert service(seen.document, "web").instances == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"web": {"wheels": 4}}, "EC2 instance has no such property"),
        ({"web": {"instances": "many"}}, '"many" does not fit'),
        ({"web": {"instances": -1}}, "-1 is negative"),
        ({"web": {"purchase": "stolen"}}, "is not one of its choices"),
        ({"db": {"subnets": ("inner", "gone")}}, "not in the drawing any more"),
        ({"web>db": {"gb_per_month": D(-5)}}, "-5 is no traffic"),
        ({"web>db": {"kind": "event"}}, "cannot change it"),
        ({PROJECT_ID: {"hours_per_month": D(9000)}}, "9000 does not fit"),
        ({PROJECT_ID: {"client": "Somebody"}}, "cannot change it"),
    ],
)
def test_a_change_that_fits_nothing_is_said_and_the_rest_applies(changes: Any, said: str) -> None:
    document = shop()
    changes.setdefault("web", {})["detailed_monitoring"] = True
    seen = applied(document, Variant(id="v", name="Odd", changes=changes))
    [misfit] = seen.misfits
    assert said in misfit.what
    assert service(seen.document, "web").detailed_monitoring is True


# names, taking over


def test_names_are_there_and_not_taken_twice() -> None:
    document = shop()
    first = kept(document, "Larger", web__instances=3)
    draft = Draft(document)
    with pytest.raises(ValueError, match="already"):
        create(draft, " larger ", Change())
    with pytest.raises(ValueError, match="name"):
        create(draft, "  ", Change())
    rename(draft, first.id, "LARGER")
    rename(draft, first.id, "Three")
    create(draft, "Larger", Change())
    assert [one.name for one in variants_of(draft)] == ["Larger", "Three"]
    delete(draft, first.id)
    assert [one.name for one in variants_of(draft)] == ["Larger"]


def test_taking_over_is_one_change_that_undoes_and_may_keep_the_way_back() -> None:
    document = shop()
    variant = kept(document, web__instances=3)
    before = records_by_id(document)
    draft = Draft(document)
    assert promote(draft, variant.id, keep_as="As it was") == ()
    change = draft.change()
    document.apply(change)
    assert service(document, "web").instances == 3
    [back] = document.variants()
    assert (back.name, back.changes) == ("As it was", {"web": {"instances": 1}})
    document.apply(change.inverse())
    assert records_by_id(document) == before


def test_an_edit_of_a_seen_variant_is_added_to_it() -> None:
    document = shop()
    variant = kept(document, web__instances=3)
    seen = applied(document, variant).document
    draft = Draft(document)
    amend(draft, variant.id, edit(seen, web__instances=1, db__deployment="multi_az"))
    document.apply(draft.change())
    [now] = document.variants()
    assert now.changes == {"db": {"deployment": "multi_az"}}
    assert service(document, "db").deployment == "single_az"


values = st.fixed_dictionaries(
    {},
    optional={
        "web__instances": st.integers(0, 50) | st.none(),
        "web__purchase": st.sampled_from(["reserved", "spot", "on_demand"]) | st.none(),
        "web__hours_per_month": st.decimals(0, 744, places=2) | st.none(),
        "db__storage_gib": st.decimals(5, 65536, places=3) | st.none(),
        "db__encrypted": st.booleans() | st.none(),
        "db__subnets": st.sampled_from([(), ("inner",)]),
        "here__code": st.sampled_from(["us-east-1", "eu-west-1", "sa-east-1"]),
    },
)


@given(values)
def test_applying_and_leaving_a_variant_restores_the_document(wanted: dict[str, Any]) -> None:
    document = shop()
    before = records_by_id(document)
    edited = edit(document, **wanted)
    variant, left_out = create(Draft(document), "Any", edited)
    assert not left_out
    change, misfits = change_of(document, variant)
    assert not misfits
    assert change == edited
    document.apply(change)
    document.apply(change.inverse())
    assert records_by_id(document) == before


@given(values, values)
def test_taking_over_and_undoing_restores_the_document(one: dict[str, Any], other: dict[str, Any]) -> None:
    document = shop()
    variant = kept(document, "One", **one)
    kept(document, "Other", **other)
    before = records_by_id(document)
    draft = Draft(document)
    promote(draft, variant.id)
    change = draft.change()
    document.apply(change)
    assert [found.name for found in document.variants()] == ["Other"]
    document.apply(change.inverse())
    assert records_by_id(document) == before


# files


@given(values)
def test_a_variant_comes_back_from_a_file(wanted: dict[str, Any]) -> None:
    document = shop()
    variant = kept(document, "Größer", **wanted)
    loaded = files.loads(files.dumps(document))
    assert loaded.problems == ()
    assert list(loaded.document.variants()) == [variant]
    assert files.dumps(loaded.document) == files.dumps(document)


def test_equal_variants_are_written_alike() -> None:
    one = Variant(id="v", name="V", changes={"b": {"y": D("1.50"), "x": 2}, "a": {"z": True}, "empty": {}})
    other = Variant(id="v", name="V", changes={"a": {"z": True}, "b": {"x": 2, "y": D("1.5")}})
    assert files.dumps(drawn(one)) == files.dumps(drawn(other))
    assert '"changes": {"a": {"z": true}, "b": {"x": 2, "y": 1.5}}' in files.dumps(drawn(one))


@pytest.mark.parametrize(
    ("changes", "kept_of_it", "said"),
    [
        ('"all"', {}, "not a list of changes"),
        ('{"web": 3, "db": {"iops": 5}}', {"db": {"iops": 5}}, "web is no list of values"),
        ('{"web": {"instances": {"a": 1}, "role": "x"}}', {"web": {"role": "x"}}, "cannot be used"),
        ('{"web": {"instances": NaN, "role": "x"}}', {"web": {"role": "x"}}, "cannot be used"),
        ('{"web": {"instances": 1e400, "role": "x"}}', {"web": {"role": "x"}}, "cannot be used"),
        ('{"web": {"subnets": ["a", 3]}}', {}, "cannot be used"),
    ],
)
def test_what_is_wrong_with_a_variant_in_a_file_is_said(changes: str, kept_of_it: Any, said: str) -> None:
    record = f'{{"type": "variant", "id": "v", "name": "Odd", "changes": {changes}}}'
    loaded = files.loads(f'{{"format": "blueprice", "version": 3, "records": [\n{record}\n]}}')
    [variant] = loaded.document.variants()
    assert variant.changes == kept_of_it
    assert any(said in str(problem) and "v, changes" in str(problem) for problem in loaded.problems)


def test_a_variant_without_a_name_in_a_file_is_left_out_and_said() -> None:
    loaded = files.loads(
        '{"format": "blueprice", "version": 3, "records": [\n{"type": "variant", "id": "v"}\n]}'
    )
    assert not list(loaded.document.variants())
    assert loaded.problems
