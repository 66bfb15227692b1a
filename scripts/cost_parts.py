"""What a service is billed for, found by asking it in every way it can be set up; part of making the docs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from math import prod
from typing import Any

from pricing.costs import CostComponent
from pricing.instances import instance_types
from pricing.table import price_table
from projects.place import Place
from projects.properties import Property
from projects.service import Service

MOST_SETTINGS = 15_000
"""Beyond this many combinations only three choices are changed at a time."""

PLACE = Place("us-east-1", "us-east-1a", in_vpc=True, in_subnet=True, subnet_is_public=True, subnets=2)
PLACES = (
    PLACE,
    Place("us-east-1"),
    PLACE._replace(subnet_is_public=False),
    PLACE._replace(members=2),
    PLACE._replace(attached=("ec2_instance", "elastic_ip", "nat_gateway")),
)

Settings = dict[str, Any]


@dataclass
class Part:
    """One billed part: its name without what varies, and the rate keys it may take."""

    name: str
    keys: set[str] = field(default_factory=set)
    geographies: set[str] = field(default_factory=set)
    """Where its prices are looked up: "" for the node's Region, "global", "edge-eu"."""
    included: set[str] = field(default_factory=set)
    """Why AWS does not bill it, where it is set up so."""
    not_priced: set[str] = field(default_factory=set)
    """What the price list lacks, where it is set up so."""
    with_unit: set[str] = field(default_factory=set)
    """Keys whose unit the service states, as the price list is known to lack them."""


@cache
def cost_parts(service: type[Service]) -> list[Part]:
    """Every part the service may be billed for, in the order it yields them.

    What a person types or picks from a long list stands in braces: ``ec2.instance.{instance_type}.linux``.
    """
    parts: dict[str, Part] = {}
    for component in _components(service):
        name = component.name.partition(" (")[0]
        part = parts.setdefault(re.sub(r"(es|s)$", "", name), Part(name))
        if component.kind in ("hourly", "usage"):
            if component.rate_key:
                part.keys.add(component.rate_key)
                part.geographies.add(component.region or "")
                if component.unit:
                    part.with_unit.add(component.rate_key)
        elif component.reason and "{" not in component.reason:
            (part.included if component.kind == "included" else part.not_priced).add(component.reason)
    return [part for part in parts.values() if part.keys or part.included or part.not_priced]


def _components(service: type[Service]) -> Iterator[CostComponent]:
    options = _options(service)
    first = {name: values[0] for name, values in options.items()}
    for amounts in (_amounts(service, most=True), _amounts(service, most=False), {}):
        for place in PLACES:
            for changes in _one_at_a_time(options):
                yield from _costs(service, {**amounts, **first, **changes}, place)
        for settings in _combinations(service, options, {**amounts, **first}):
            yield from _costs(service, {**amounts, **first, **settings}, PLACE)
    yield from _of_instance_families(service, options, {**_amounts(service, most=True), **first})


def _of_instance_families(
    service: type[Service], options: Mapping[str, list[Any]], base: Settings
) -> Iterator[CostComponent]:
    """What is billed for some families of instance types only, such as CPU credits."""
    one_each = {name.partition(".")[0]: name for name in instance_types()}
    for property in service.properties():
        if property.source == "instance_types:ec2":
            for name, changes in itertools.product(one_each.values(), _one_at_a_time(options)):
                for component in _costs(service, {**base, **changes, property.name: name}, PLACE):
                    if component.rate_key and name not in component.rate_key:
                        yield component


def _costs(service: type[Service], settings: Settings, place: Place) -> Sequence[CostComponent]:
    """What it costs set up like this; properties that the form does not show keep their default."""
    shown = dict(settings)
    for property in service.properties():
        for other, values in (property.when or {}).items():
            if property.name in shown and shown.get(other) not in values:
                del shown[property.name]
    return tuple(service(**shown).costs(place))


def _amounts(service: type[Service], most: bool) -> Settings:
    """Every number at its limit (or large), or at its least; lists from the price table by their name."""
    found: Settings = {}
    for property in service.properties():
        if property.kind in ("quantity", "count"):
            found[property.name] = _amount(property, most)
        elif property.kind == "nodes":
            found[property.name] = ("one", "two")
        elif property.kind == "choice" and not property.choices:
            found[property.name] = "{" + property.name + "}"
    return found


def _amount(property: Property, most: bool) -> Decimal | int:
    low = property.low or Decimal(0)
    amount = (property.high if property.high is not None else max(low, Decimal(1_000_000))) if most else low
    if property.unit == "%":
        amount = Decimal(10)
    return int(amount) if property.kind == "count" else amount


def _options(service: type[Service]) -> Mapping[str, list[Any]]:
    """The values of every choice and flag; the first is the default."""
    options: dict[str, list[Any]] = {}
    for property in service.properties():
        if property.kind == "flag" or property.choices:
            values: list[Any] = [True, False] if property.kind == "flag" else list(property.choices or ())
            if property.default in values:
                values.remove(property.default)
            options[property.name] = [property.default, *values]
    return options


def _one_at_a_time(options: Mapping[str, list[Any]]) -> Iterator[Settings]:
    yield {}
    for name, values in options.items():
        yield from ({name: value} for value in values[1:])


def _changes(options: Mapping[str, list[Any]], together: int) -> Iterator[Settings]:
    """Every way to set up to ``together`` choices otherwise than by default."""
    for number in range(1, together + 1):
        for names in itertools.combinations(options, number):
            others = [options[name][1:] for name in names]
            yield from (dict(zip(names, values, strict=True)) for values in itertools.product(*others))


def _combinations(
    service: type[Service], options: Mapping[str, list[Any]], base: Settings
) -> Iterator[Settings]:
    """All combinations of the choices that matter to the cost, or three at a time where they are too many."""
    usual = _costs(service, base, PLACE)
    matters: set[str] = set()
    for changes in _changes(options, 2):
        if not changes.keys() <= matters and _costs(service, {**base, **changes}, PLACE) != usual:
            matters.update(name for name in changes if _differs(service, base, changes, name))
    chosen = {name: values for name, values in options.items() if name in matters}
    if prod(len(values) for values in chosen.values()) > MOST_SETTINGS:
        return _changes(chosen, 3)
    return (dict(zip(chosen, values, strict=True)) for values in itertools.product(*chosen.values()))


def _differs(service: type[Service], base: Settings, changes: Settings, name: str) -> bool:
    """Whether the cost would be another without this one of the changes."""
    without = {**base, **{other: value for other, value in changes.items() if other != name}}
    return _costs(service, {**base, **changes}, PLACE) != _costs(service, without, PLACE)


@cache
def in_price_list(key: str) -> bool:
    """Whether any Region has a rate of this key; ``{name}`` in it stands for anything."""
    words = re.split(r"\{\w+\}", key)
    if len(words) == 1:
        return key in _priced_keys()
    pattern = re.compile(".+".join(map(re.escape, words)))
    return any(pattern.fullmatch(known) for known in _priced_keys())


@cache
def _priced_keys() -> frozenset[str]:
    table = price_table()
    return frozenset(key for region in table.regions() for key in table.keys(region))


def short_keys(keys: set[str]) -> list[str]:
    """Keys that differ in one place written as one: ``ebs.[gp2, gp3].storage``. Exact: nothing is added."""
    patterns = {tuple(frozenset([word]) for word in _words(key)) for key in keys}
    for position in range(max((len(pattern) for pattern in patterns), default=0)):
        merged: dict[Any, set[str]] = {}
        for pattern in patterns:
            if position < len(pattern):
                rest = (pattern[:position], pattern[position + 1 :])
                merged.setdefault(rest, set()).update(pattern[position])
            else:
                merged.setdefault((pattern, None), set())
        patterns = {
            before if after is None else (*before, frozenset(words), *after)
            for (before, after), words in merged.items()
        }
    return sorted(".".join(_word(words) for words in pattern) for pattern in patterns)


def _words(key: str) -> list[str]:
    """The words of a key; the point of a decimal number ("6.1gb") does not part them."""
    return re.split(r"(?<!\d)\.|\.(?!\d)", key)


def _word(words: frozenset[str]) -> str:
    return next(iter(words)) if len(words) == 1 else "[" + ", ".join(sorted(words)) + "]"
