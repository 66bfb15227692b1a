"""What a form says while a person types."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from projects.properties import Property, PropertyKind
from projects.property_limits import cidr_problem, number


def said(kind: PropertyKind, value: object, **facts: Any) -> str | None:
    return Property(name="p", label="P", kind=kind, **facts).problem(value)


@pytest.mark.parametrize("kind", ["quantity", "count", "choice", "flag", "text", "nodes"])
def test_not_known_is_always_fine(kind: PropertyKind) -> None:
    assert said(kind, None, low=Decimal(1), choices={"a": "A"}) is None
    assert said(kind, "", low=Decimal(1), choices={"a": "A"}) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12"),
        (" 12.50 ", "12.50"),
        ("1,234,567.8", "1234567.8"),
        ("1 234", "1234"),
        (".5", "0.5"),
        ("1e3", "1000"),
        ("-3", "-3"),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, amount: str) -> None:
    assert number(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["many", "1,2", "1.2.3", "0x10", "NaN", "inf", "--1", "1e9999", "١٢x"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None
    assert said("quantity", text) == "Type a number."


def test_limits_are_named_with_their_unit() -> None:
    facts = {"low": Decimal(1), "high": Decimal(16384), "unit": "GB"}
    assert said("quantity", "0", **facts) == "Must be between 1 and 16,384 GB."
    assert said("quantity", Decimal(20000), **facts) == "Must be between 1 and 16,384 GB."
    assert said("quantity", "16,384", **facts) is None
    assert said("quantity", -1, low=Decimal(0)) == "Cannot be negative."
    assert said("quantity", 1, low=Decimal("2.5")) == "Must be 2.5 or more."
    assert said("quantity", 11, high=Decimal(10)) == "Must be 10 or less."
    assert said("quantity", "1" + "0" * 20) == "The number is too large."


def test_steps_propose_their_neighbours() -> None:
    facts = {"low": Decimal(128), "step": Decimal(64)}
    assert said("quantity", "200", **facts) == "Goes in steps of 64: try 192 or 256."
    assert said("quantity", "256", **facts) is None


def test_a_count_is_whole() -> None:
    assert said("count", "1.5") == "Type a whole number."
    assert said("count", "many") == "Type a whole number."
    assert said("count", "2.0") is None


def test_choices_are_named_while_there_are_few() -> None:
    assert said("choice", "c", choices={"a": "A", "b": "B"}) == "Choose a or b."
    assert said("choice", "a", choices={"a": "A"}) is None
    assert said("choice", "x", choices={str(i): "" for i in range(20)}) == "“x” is not in the list."
    assert said("choice", "t3.micro", source="instance_types:ec2") is None


def test_flags_lists_and_texts_have_their_kind() -> None:
    assert said("flag", "yes") == "Choose yes, no or not known."
    assert said("flag", False) is None
    assert said("nodes", "a") == "Choose from the drawing."
    assert said("text", 5) == "Type text."
    assert said("text", "abc", pattern=r"[a-c]+") is None
    assert said("text", "abd", pattern=r"[a-c]+") == "“abd” does not have the form of this field."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10.0.0.0", "prefix length"),
        ("10.0.0.0/", "prefix length"),
        ("10.0.0.0/33", "not an address block"),
        ("10.0.0/8", "not an address block"),
        ("hello/8", "not an address block"),
        ("10.0.0.5/16", "write 10.0.0.0/16"),
        ("2001:db8::1/56", "write 2001:db8::/56"),
    ],
)
def test_an_address_block_is_explained(text: str, words: str) -> None:
    assert words in (cidr_problem(text) or "")
    assert said("text", text, pattern="cidr") == cidr_problem(text)


@pytest.mark.parametrize("text", ["10.0.0.0/16", "0.0.0.0/0", "2001:db8::/56", " 10.1.2.0/24 "])
def test_a_right_address_block_is_right(text: str) -> None:
    assert cidr_problem(text) is None
