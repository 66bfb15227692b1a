"""Cost components as services yield them."""

from __future__ import annotations

from decimal import Decimal

from pricing.costs import hourly, included, needs, not_priced, storage, usage


def test_unknown_usage_is_not_zero() -> None:
    assert usage("Requests", "thing.unit", None).quantity is None
    assert usage("Requests", "thing.unit", 0).quantity == 0


def test_an_unknown_count_leaves_the_part_unknown() -> None:
    assert usage("Volumes", "thing.unit", 100, count=None).quantity is None
    assert hourly("Instances", "thing.unit", None).quantity is None


def test_a_count_of_none_at_all_is_zero_and_known() -> None:
    component = usage("Volumes", "thing.unit", 100, count=0)
    assert component.quantity == 100
    assert component.count == 0


def test_hours_left_open_mean_the_whole_month() -> None:
    assert hourly("Instances", "thing.unit").hours is None
    assert hourly("Instances", "thing.unit", hours=160).hours == 160


def test_amounts_become_decimals() -> None:
    assert isinstance(usage("Requests", "thing.unit", 3).quantity, Decimal)
    assert isinstance(hourly("Instances", "thing.unit", 3).quantity, Decimal)


def test_what_is_free_and_what_has_no_price_say_why() -> None:
    assert included("Route table", "Route tables are free.").reason == "Route tables are free."
    assert not_priced("Plan", "No price is published.").kind == "not_priced"


def test_a_part_that_needs_a_figure_names_the_property() -> None:
    component = needs("Instance hours", "", "instance_type")
    assert component.property == "instance_type"
    assert component.quantity is None


def test_storage_is_usage() -> None:
    assert storage("Storage", "thing.unit", 8) == usage("Storage", "thing.unit", 8)
