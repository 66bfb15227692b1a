"""A variant that is shown: what edits made meanwhile leave in the base and in the variant."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from projects import edits
from projects.comparing.showing import change_between, settled
from projects.comparing.variants import applied, create, stated_changes
from projects.document import Document, Draft, records_by_id
from projects.records import Variant

TYPES = ("m5.large", "m6i.xlarge", "t4g.medium", "c7g.2xlarge")


def drawing() -> tuple[Document, list[str], str]:
    """Three servers and an empty variant: the document, the servers' ids and the variant's."""
    document = Document()
    draft = Draft(document)
    cloud = edits.place(draft, "aws_cloud", None, 500, 400)
    region = edits.place(draft, "region", cloud.id, 500, 400)
    vpc = edits.place(draft, "vpc", region.id, 500, 400)
    zone = edits.place(draft, "availability_zone", vpc.id, 500, 400)
    subnet = edits.place(draft, "subnet", zone.id, 500, 400)
    servers = [edits.place(draft, "ec2_instance", subnet.id, 400 + 100 * n, 400).id for n in range(3)]
    document.apply(draft.change())
    draft = Draft(document)
    variant, _ = create(draft, "What if", change_between(document, document))
    document.apply(draft.change())
    return document, servers, variant.id


def show(document: Document, variant_id: str) -> Document:
    variant = document.get(variant_id)
    assert isinstance(variant, Variant)
    return applied(document, variant).document


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(TYPES), st.integers(1, 9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(TYPES), st.integers(1, 9)), max_size=6),
)
@settings(max_examples=40, deadline=None)
def test_showing_again_shows_what_was_edited_and_the_base_is_untouched(first: list, second: list) -> None:
    base, servers, variant_id = drawing()
    known = records_by_id(base)
    kept = base
    for edited in (first, second):
        now = show(kept, variant_id)
        for number, kind, instances in edited:
            draft = Draft(now)
            edits.set_property(draft, [servers[number]], "instance_type", kind)
            edits.set_property(draft, [servers[number]], "instances", instances)
            now.apply(draft.change())
        kept = settled(records_by_id(kept), now, variant_id)
        changed = change_between(base, kept)
        assert changed.ids <= {variant_id}
        shown = show(kept, variant_id)
        assert change_between(now, shown).ids <= {variant_id}
    assert {one.id: one for one in kept.records() if one.id != variant_id} == {
        one: record for one, record in known.items() if one != variant_id
    }


def test_a_value_set_back_to_the_bases_is_no_change_of_the_variant_any_more() -> None:
    base, servers, variant_id = drawing()
    before = base.node(servers[0]).service.instances
    for value in (7, before):
        now = show(base, variant_id)
        draft = Draft(now)
        edits.set_property(draft, [servers[0]], "instances", value)
        now.apply(draft.change())
        base = settled(records_by_id(base), now, variant_id)
    assert base.get(variant_id).changes == {}


def test_what_a_variant_says_of_a_node_that_is_gone_stays_in_it() -> None:
    base, servers, variant_id = drawing()
    variant = base.get(variant_id)
    stale = Variant(**{**dict(variant), "changes": {"gone-1": {"instances": 3}}})
    base = Document(stale if one.id == variant_id else one for one in base.records())
    now = show(base, variant_id)
    draft = Draft(now)
    edits.set_property(draft, [servers[0]], "instances", 4)
    now.apply(draft.change())
    kept = settled(records_by_id(base), now, variant_id).get(variant_id)
    assert kept.changes == {"gone-1": {"instances": 3}, servers[0]: {"instances": 4}}


def test_a_node_deleted_while_a_variant_is_shown_is_gone_from_the_base() -> None:
    base, servers, variant_id = drawing()
    now = show(base, variant_id)
    draft = Draft(now)
    edits.delete(draft, [servers[1]])
    now.apply(draft.change())
    kept = settled(records_by_id(base), now, variant_id)
    assert kept.node(servers[1]) is None and kept.node(servers[0]) == base.node(servers[0])
    assert stated_changes(change_between(base, kept))[0] == {}
