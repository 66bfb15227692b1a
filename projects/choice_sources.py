"""Choices that are looked up in the price list: instance types and classes sold in a node's Region."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pricing.rates import Rates
from projects.properties import Property
from projects.service import Service

_RATES = "rates:"
_INSTANCE_TYPES = "instance_types:ec2"
_EC2_KEYS = "ec2.instance.*.{operating_system}.ondemand"


def is_priced_choice(property: Property) -> bool:
    """True for choices that :func:`priced_choices` lists."""
    return property.source == _INSTANCE_TYPES or property.source.startswith(_RATES)


def priced_choices(service: Service, property: Property, rates: Rates, region: str) -> Mapping[str, str]:
    """Value -> rate key of everything sold in ``region`` for this property, as the service is configured.

    Empty while an attribute that the keys depend on is not chosen (the engine of a database), or for a
    property whose choices do not come from the price list. :mod:`projects.properties` has the grammar.
    """
    if not is_priced_choice(property):
        return {}
    values, keys = _patterns(property.source)
    filled = _fill(keys, service)
    if filled is None:
        return {}
    key_start, _, key_end = filled.partition("*")
    value_start, _, value_end = values.partition("*")
    found = {}
    for key in rates.keys(region, key_start):
        if key.endswith(key_end) and len(key) > len(key_start) + len(key_end):
            part = key[len(key_start) : len(key) - len(key_end)]
            found[value_start + part + value_end] = key
    return found


def _patterns(source: str) -> tuple[str, str]:
    if source == _INSTANCE_TYPES:
        return "*", _EC2_KEYS
    values, equals, keys = source.removeprefix(_RATES).partition("=")
    return (values, keys) if equals else ("*", values)


def _fill(keys: str, service: Service) -> str | None:
    names = re.findall(r"\{(\w+)\}", keys)
    attributes = {name: getattr(service, name) for name in names}
    if not all(attributes.values()):
        return None
    return keys.format(**attributes)
