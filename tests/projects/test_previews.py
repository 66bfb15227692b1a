"""Previews tell what a change would do without doing it, and always what doing it would show."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from pricing.table import price_table
from projects import edits
from projects.changes import Change
from projects.checking import check
from projects.document import Document, Draft, StaleChange, records_by_id
from projects.estimate import estimate
from projects.placement import refusal
from projects.previews import Previews, cost_change, differences, refused_by
from projects.service import catalogue, make_service
from tests.projects.rules.drawings import link, node, put, two_zones

NAT_HOURS = (Decimal("0.045") + Decimal("0.005")) * 730
"""With its public address."""


def drawing() -> Document:
    return two_zones(
        node("db", "rds_instance", "private-a", instance_class="db.m6g.large", storage_gib=Decimal(100)),
        node("users", "users"),
    )


@pytest.fixture
def document() -> Document:
    return drawing()


@pytest.fixture
def previews(document: Document) -> Iterator[Previews]:
    made = Previews(document, price_table())
    yield made
    made.close()


def placed(document: Document, service: str, parent: str) -> Change:
    draft = Draft(document)
    edits.place(draft, service, parent, 100, 100)
    return draft.change()


def connected(document: Document, source: str, target: str) -> Change:
    draft = Draft(document)
    edits.connect(draft, source, target, "traffic")
    return draft.change()


def moved(document: Document, node_id: str, parent: str) -> Change:
    draft = Draft(document)
    edits.reparent(draft, node_id, parent)
    return draft.change()


def test_a_placed_gateway_costs_its_hours_and_what_it_handles_is_not_known(
    document: Document, previews: Previews
) -> None:
    cost = previews.ask(placed(document, "nat_gateway", "public-a")).cost
    assert cost.monthly == NAT_HOURS
    assert cost.incomplete


def test_a_move_that_makes_an_error_names_the_rule(document: Document, previews: Previews) -> None:
    preview = previews.ask(moved(document, "db", "vpc"))
    assert preview.error is not None
    assert preview.error.rule == "STR004"


def test_a_link_from_users_to_a_database_warns_before_it_is_drawn(
    document: Document, previews: Previews
) -> None:
    preview = previews.ask(connected(document, "users", "db"))
    assert "CON001" in {finding.rule for finding in preview.new}
    assert preview.cost.monthly == 0
    assert not preview.cost.incomplete


def test_a_warning_that_a_change_mends_is_gone(document: Document, previews: Previews) -> None:
    preview = previews.ask(connected(document, "users", "db"))
    assert "STR014" in {finding.rule for finding in preview.gone}


def test_asking_touches_nothing(document: Document, previews: Previews) -> None:
    before = records_by_id(document)
    previews.ask(placed(document, "nat_gateway", "public-a"))
    previews.ask(moved(document, "db", "vpc"))
    assert records_by_id(document) == before


def test_each_answer_is_what_a_full_check_and_estimate_would_say() -> None:
    document, rates = drawing(), price_table()
    previews = Previews(document, rates)
    changes = [
        placed(document, "nat_gateway", "public-a"),
        placed(document, "ec2_instance", "private-a"),
        moved(document, "db", "public-a"),
        connected(document, "users", "db"),
        Change(),
        moved(document, "db", "region"),
    ]
    for change in [*changes, *reversed(changes)]:
        after = Document(document.records())
        after.apply(change)
        preview = previews.ask(change)
        assert (preview.new, preview.gone) == differences(check(document), check(after))
        assert preview.cost == cost_change(estimate(document, rates), estimate(after, rates))


def test_previews_follow_the_document(document: Document, previews: Previews) -> None:
    previews.ask(placed(document, "nat_gateway", "public-a"))
    put(document, node("nat", "nat_gateway", "public-a", data_processed_gb=Decimal(0)))
    db = document.node("db")
    assert db is not None
    draft = Draft(document)
    edits.delete(draft, ["nat"])
    assert previews.ask(draft.change()).cost.monthly == -NAT_HOURS


def test_a_change_for_another_state_is_refused_and_does_no_harm(
    document: Document, previews: Previews
) -> None:
    change = moved(document, "db", "public-a")
    put(document, node("db", "rds_instance", "private-b"))
    with pytest.raises(StaleChange):
        previews.ask(change)
    assert previews.ask(Change()).new == ()


def test_closed_previews_are_let_go(document: Document) -> None:
    previews = Previews(document, price_table())
    previews.close()
    put(document, node("late", "users"))
    assert not previews._pending


def test_a_change_that_only_brings_unknown_figures_is_not_free(
    document: Document, previews: Previews
) -> None:
    cost = previews.ask(placed(document, "ec2_instance", "private-a")).cost
    assert cost.monthly is None or cost.monthly > 0


@pytest.mark.parametrize(
    ("service", "parent", "rule"),
    [
        ("region", "vpc", "STR001"),
        ("route53", "vpc", "STR002"),
        ("sqs_queue", "vpc", "STR003"),
        ("nat_gateway", "region", "STR004"),
        ("sqs_queue", None, "STR005"),
        ("internet_gateway", "public-a", "STR009"),
    ],
)
def test_a_refusal_has_its_rule(document: Document, service: str, parent: str | None, rule: str) -> None:
    kind = catalogue()[service]
    assert refusal(document, kind, parent) is not None
    found = refused_by(document, make_service(service), parent)
    assert found is not None
    assert found.rule == rule


def test_what_may_stand_somewhere_is_refused_by_no_rule(document: Document) -> None:
    for service, parent in (("nat_gateway", "public-a"), ("sqs_queue", "region"), ("vpc", "region")):
        assert refused_by(document, make_service(service), parent) is None


def test_two_findings_of_other_words_are_the_same(document: Document) -> None:
    put(document, link("users", "db"))
    before = check(document)
    db = document.node("db")
    assert db is not None
    put(document, db.model_copy(update={"label": "Orders"}))
    assert differences(before, check(document)) == ((), ())
