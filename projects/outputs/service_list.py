"""The catalogue as JSON: what each service is, where it stands, what it takes, what it is billed for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from pricing.costs import CostComponent
from projects.place import Place
from projects.properties import Property
from projects.service import Service, catalogue
from projects.version import app_version

FORMAT = "blueprice-services"
VERSION = 1

_TYPES = {
    "quantity": "number",
    "count": "integer",
    "choice": "string",
    "flag": "boolean",
    "text": "string",
    "nodes": "array",
}
_ANYWHERE = Place(region="us-east-1", zone="us-east-1a", in_vpc=True, in_subnet=True, subnets=1)


def services_content() -> dict[str, Any]:
    """Every service for ``json.dumps``; the shape is in docs/json.md."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "written_by": f"Blueprice {app_version()}",
        "services": [_service(kind) for kind in catalogue().values()],
    }


def _service(kind: type[Service]) -> dict[str, Any]:
    return {
        "name": kind.name,
        "label": kind.label,
        "official": kind.official or kind.label,
        "summary": kind.summary,
        "category": kind.category,
        "synonyms": list(kind.synonyms),
        "cloudformation": kind.cloudformation,
        "icon": kind.icon,
        "shape": kind.shape,
        "scope": kind.scope,
        "inside": list(kind.inside),
        "border": kind.border,
        "members": list(kind.members),
        "links": {name: list(targets) for name, targets in kind.links.items()},
        "properties": property_schema(kind),
        "cost_components": list(_components(kind)),
        "needs_no_price": kind.needs_no_price,
    }


def property_schema(kind: type[Service]) -> dict[str, Any]:
    """JSON Schema (2020-12) of a service's properties, as project files hold them; null is not known."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.label,
        "type": "object",
        "properties": {item.name: _schema(item) for item in kind.properties()},
        "additionalProperties": False,
    }


def _schema(item: Property) -> dict[str, Any]:
    found: dict[str, Any] = {"title": item.label, "type": [_TYPES[item.kind], "null"]}
    if item.kind == "nodes":
        found |= {"type": "array", "items": {"type": "string"}, "x-services": list(item.of)}
    if item.help:
        found["description"] = item.help
    if item.unit:
        found["x-unit"] = item.unit
    if item.source:
        found["x-choices-from"] = item.source
    if item.choices is not None:
        found["enum"] = [*item.choices, None]
        found["x-choices"] = dict(item.choices)
    found |= {
        name: _number(limit)
        for name, limit in (("minimum", item.low), ("maximum", item.high))
        if limit is not None
    }
    if item.default not in (None, ()):
        found["default"] = _number(item.default) if isinstance(item.default, Decimal) else item.default
    return found


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _components(kind: type[Service]) -> Iterator[dict[str, str]]:
    """What the service may be billed for: the components of every value that a choice or flag may have."""
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for service in _variants(kind):
        for component in service.costs(_ANYWHERE):
            seen.setdefault((component.name, component.rate_key), _component(component))
    yield from seen.values()


def _component(component: CostComponent) -> dict[str, str]:
    return {
        "component": component.name,
        "kind": component.kind,
        "rate_key": component.rate_key,
        "property": component.property,
        "reason": component.reason,
    }


def _variants(kind: type[Service]) -> Iterator[Service]:
    """The service as placed, and once more for each other value of each choice and flag."""
    plain = kind()
    yield plain
    for item in kind.properties():
        values = list(item.choices or ()) if item.kind == "choice" else [True, False] * (item.kind == "flag")
        for value in values:
            if value == getattr(plain, item.name):
                continue
            try:
                yield plain.set(**{item.name: value})
            except ValidationError:
                continue
