"""Remedies are priced before they are applied, and all of one kind are applied without a new error."""

from __future__ import annotations

from decimal import Decimal

from pricing.table import price_table
from projects.changes import Change
from projects.checking import check
from projects.document import Document, Draft, records_by_id
from projects.fix_costs import fix_all, fix_cost
from projects.previews import CostChange, Previews
from projects.rules.fixes import add_node, remove_node, set_properties
from projects.rules.rule import Finding, Fix
from tests.projects.rules.drawings import found, node, two_zones


def finding(fix: Fix | None, *ids: str, rule: str = "SGR003") -> Finding:
    return Finding(rule, "warning", "security", "Something.", ids, fix)


def nothing(document: Document) -> Change:
    return Change()


def drawing() -> Document:
    database = {"engine": "postgres", "instance_class": "db.m6g.large", "deployment": "single_az"}
    return two_zones(node("db", "rds_instance", "private-a", **database))


def test_a_remedy_that_adds_a_gateway_costs_its_hours() -> None:
    document = drawing()
    before = records_by_id(document)
    fix = add_node("Add a NAT gateway", "nat_gateway", "public-a", data_processed_gb=Decimal(0))
    cost = fix_cost(document, price_table(), finding(fix, "vpc"))
    assert cost is not None
    assert (cost.monthly, cost.incomplete) == (Decimal("0.05") * 730, False)
    assert records_by_id(document) == before


def test_a_standby_doubles_the_instance_and_taking_the_database_out_saves_it() -> None:
    document, rates = drawing(), price_table()
    more = fix_cost(document, rates, finding(set_properties("Use", "db", deployment="multi_az"), "db"))
    less = fix_cost(document, rates, finding(remove_node("Remove", "db"), "db"))
    assert more is not None and less is not None
    assert more.monthly is not None and less.monthly is not None
    assert more.monthly == -less.monthly > 0


def test_a_remedy_whose_cost_is_not_known_does_not_cost_nothing() -> None:
    document = two_zones(node("db", "rds_instance", "private-a", deployment="single_az"))
    fix = set_properties("Use Multi-AZ", "db", deployment="multi_az")
    cost = fix_cost(document, price_table(), finding(fix, "db"))
    assert cost is not None
    assert (cost.monthly, cost.incomplete) == (None, True)


def test_what_stays_unknown_does_not_make_a_difference_unknown() -> None:
    document = drawing()
    fix = set_properties("Take a larger one", "db", instance_class="db.m6g.xlarge")
    cost = fix_cost(document, price_table(), finding(fix, "db"))
    assert cost is not None and cost.monthly is not None
    assert cost.monthly > 0
    assert not cost.incomplete


def test_a_new_name_costs_nothing_even_where_little_is_known() -> None:
    document = two_zones(node("db", "rds_instance", "private-a"))
    database = document.node("db")
    assert database is not None
    draft = Draft(document)
    draft.put(database.model_copy(update={"label": "Orders"}))
    assert Previews(document, price_table()).cost(draft.change()) == CostChange(Decimal(0))


def test_no_remedy_and_one_that_does_nothing_have_no_cost() -> None:
    document, rates = drawing(), price_table()
    assert fix_cost(document, rates, finding(None, "db")) is None
    assert fix_cost(document, rates, finding(Fix("Nothing", nothing), "db")) is None


def test_one_copy_serves_many_remedies() -> None:
    document, rates = drawing(), price_table()
    previews = Previews(document, rates)
    for one in check(document):
        assert fix_cost(document, rates, one, previews) == fix_cost(document, rates, one)


def test_all_of_one_kind_are_mended_as_one_change() -> None:
    document = two_zones(
        *(node(f"b-{n}", "s3_bucket", "region", block_public_access=False) for n in range(3))
    )
    findings = [f for f in check(document) if f.rule == "S3S003"]
    assert len(findings) == 3
    before = records_by_id(document)
    change = fix_all(document, check(document), "S3S003")
    assert records_by_id(document) == before
    document.apply(change)
    assert not found(document, "S3S003")
    document.apply(change.inverse())
    assert records_by_id(document) == before


def test_other_kinds_stay_as_they_are() -> None:
    document = two_zones(node("b", "s3_bucket", "region", block_public_access=False, encryption=None))
    others = [f for f in check(document) if f.rule != "S3S003"]
    document.apply(fix_all(document, check(document), "S3S003"))
    assert [f for f in check(document) if f.rule != "S3S003"] == others


def breaking(document: Document) -> Change:
    """Mends the bucket, but puts the database where none may stand."""
    draft = Draft(document)
    bucket, database = draft.node("b-0"), draft.node("db")
    assert bucket is not None and database is not None
    draft.put(bucket.model_copy(update={"service": bucket.service.set(block_public_access=True)}))
    draft.put(database.model_copy(update={"parent": "region"}))
    return draft.change()


def test_a_remedy_that_would_make_an_error_is_left_out(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from projects.rules.rule import all_rules

    buckets = [node(f"b-{n}", "s3_bucket", "region", block_public_access=False) for n in range(2)]
    document = two_zones(*buckets, node("db", "rds_instance", "private-a"))
    rule = type(all_rules()["S3S003"])
    made = rule.finding

    def with_breaking_fix(self, message, *blamed, fix=None):  # type: ignore[no-untyped-def]
        bad = blamed[0].id == "b-0"
        return made(self, message, *blamed, fix=Fix("Break", breaking) if bad else fix)

    monkeypatch.setattr(rule, "finding", with_breaking_fix)
    change = fix_all(document, check(document), "S3S003")
    document.apply(change)
    assert [f.node_ids[0] for f in found(document, "S3S003")] == ["b-0"]
    assert not [f for f in check(document) if f.severity == "error" and "db" in f.node_ids]


def test_a_remedy_that_leaves_its_finding_is_left_out() -> None:
    document = two_zones(node("b", "s3_bucket", "region", block_public_access=False))
    idle = set_properties("Something else", "b", versioning=True)
    stale = [finding(idle, "b", rule="S3S003")]
    # The remedy is asked from the finding as it is found now, not from a stale one.
    change = fix_all(document, stale, "S3S003")
    document.apply(change)
    assert not found(document, "S3S003")


def test_findings_that_are_gone_are_passed_over() -> None:
    document = two_zones(node("b", "s3_bucket", "region", block_public_access=True))
    gone = [finding(remove_node("Remove", "b"), "b", rule="S3S003")]
    assert not fix_all(document, gone, "S3S003")
