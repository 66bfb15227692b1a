"""AWS services by name with their scope and containers: what is known of those that have no class yet."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from projects.service import Service, UnknownService


@dataclass(frozen=True, slots=True)
class KnownService:
    """One row of the service table."""

    name: str
    drawing: str
    """The service's id in the neutral drawing format."""
    scope: str
    """subnet, zone, vpc, region, global, edge, onprem or external."""
    inside: tuple[str, ...]
    """Names of the containers it may stand in; "canvas" for the free canvas."""


@cache
def known_services() -> dict[str, KnownService]:
    """Every service of the table by our name."""
    text = files("projects").joinpath("known_services.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = (KnownService(r["name"], r["drawing"], r["scope"], tuple(r["inside"].split())) for r in rows)
    return {service.name: service for service in found}


@cache
def drawing_names() -> dict[str, str]:
    """Our name of each service id of the neutral drawing format."""
    return {service.drawing: name for name, service in known_services().items()}


def stands_in(service: Service | type[Service]) -> tuple[str, ...]:
    """The containers a service may stand in; without a class, from the table; ("*",) if unheard of."""
    if isinstance(service, UnknownService):
        known = known_services().get(service.stored_name)
        return known.inside if known is not None else ("*",)
    return service.inside


def scope_of(service: Service) -> str:
    """The table's scope of a service (finer than the class's: edge, onprem, external); "" if unheard of."""
    return scope_named(type(service), service.stored_name)


def scope_named(service: type[Service], name: str) -> str:
    """As :func:`scope_of`, by class and stored name."""
    known = known_services().get(name)
    if known is not None:
        return known.scope
    return "" if service is UnknownService else str(service.scope)
