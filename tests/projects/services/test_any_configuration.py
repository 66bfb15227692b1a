"""However a service is set up: lines can be told apart, none is below zero, each asks for what is open."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.place import Place
from projects.properties import Property
from projects.service import Service, catalogue, make_service

PLACES = (
    Place("us-east-1", "us-east-1a", in_vpc=True, in_subnet=True, subnet_is_public=True, subnets=2),
    Place("us-east-1"),
    Place(),
)
SWITCHES = ("flag", "choice")
"""Kinds of properties that may be asked for although they say something: "no" is an answer too."""


def values(item: Property) -> st.SearchStrategy[Any]:
    """What a person may enter, or nothing."""
    if item.kind == "flag":
        return st.sampled_from([None, True, False])
    if item.kind == "choice":
        return (
            st.sampled_from([item.default, *item.choices])
            if item.choices
            else st.sampled_from([None, "m5.large"])
        )
    if item.kind not in ("quantity", "count"):
        return st.just(item.default)
    low = item.low or Decimal(0)
    high = item.high if item.high is not None else low + 5000
    amounts = [low, high, (low + high) / 2, *(item.typical or ())]
    return st.sampled_from([None, *(int(each) if item.kind == "count" else each for each in amounts)])


def set_up(kind: type[Service], drawn: dict[str, Any]) -> Service:
    """The service as the form would leave it: what it does not show keeps its default."""
    for item in kind.properties():
        if any(drawn[other] not in allowed for other, allowed in (item.when or {}).items()):
            drawn[item.name] = item.default
    return make_service(kind.name, drawn)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_line_is_sound_and_what_is_open_can_be_answered(name: str) -> None:
    kind = catalogue()[name]
    declared = {item.name: item for item in kind.properties()}

    @settings(max_examples=25)
    @given(st.fixed_dictionaries({item.name: values(item) for item in kind.properties()}))
    def examine(drawn: dict[str, Any]) -> None:
        service = set_up(kind, drawn)
        for place in PLACES:
            parts = list(service.costs(place))
            twice = [part for part, times in Counter(part.name for part in parts).items() if times > 1]
            assert not twice, "two lines of one name cannot be told apart"
            for part in parts:
                assert part.count >= 0 and (part.quantity is None or part.quantity >= 0), part
                if part.kind not in ("hourly", "usage") or part.quantity is not None or not place.region:
                    continue
                asked = declared.get(part.property)
                assert asked is not None, f"{part.name} is not known, and no property of {name} would tell"
                said = getattr(service, asked.name)
                assert said in (None, ()) or asked.kind in SWITCHES, (
                    f"{part.name} asks for what is given: {asked.name}"
                )

    examine()
