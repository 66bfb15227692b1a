"""A drawing moved to another Region: codes, zones and what names the Region elsewhere follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pricing.regions import region
from projects.changes import Change
from projects.document import Document
from projects.records import AnyRecord, Node
from projects.service import Service


@dataclass(frozen=True)
class Move:
    """The change that moves a Region, and what it cannot do."""

    change: Change
    notes: tuple[str, ...] = ()

    def document(self, document: Document) -> Document:
        """Another document with the change in it; the one given stays as it is."""
        after = self.change.after
        records = (after.get(record.id, record) for record in document.records())
        return Document(record for record in records if record is not None)


def drawn_regions(document: Document) -> tuple[str, ...]:
    """Codes of the Regions drawn, each once, sorted."""
    codes = (_value(node.service, "code") for node in document.nodes() if node.service.name == "region")
    return tuple(sorted({code for code in codes if code}))


def move_region(document: Document, moving: str, code: str) -> Move:
    """Move all that stands in the Region ``moving`` to another, with everything that names it.

    Zones keep their letter where the new Region has it, and never fall together: traffic between two
    zones is billed, within one it is not.
    """
    if moving == code:
        return Move(Change())
    notes: list[str] = []
    zones = _new_zones(document, moving, code, notes)
    before: dict[str, AnyRecord | None] = {}
    after: dict[str, AnyRecord | None] = {}
    for node in document.nodes():
        values = dict(_moved(node.service, moving, code, zones))
        if values:
            before[node.id] = node
            after[node.id] = node.model_copy(update={"service": node.service.set(**values)})
    if code in drawn_regions(document):
        notes.append(f"The drawing has a Region {code} already: traffic between the two stays in one Region.")
    if any(name.startswith(f"{moving}-") for name in _zone_names(document)):
        notes.append("Local Zones and Wavelength Zones stay where they are.")
    return Move(Change(before, after), tuple(notes))


def _moved(service: Service, moving: str, code: str, zones: dict[str, str]) -> Iterator[tuple[str, Any]]:
    regions, zone_names = _following(type(service))
    for name in regions:
        if _value(service, name) == moving:
            yield name, code
    for name in zone_names:
        zone = _value(service, name)
        if zone in zones:
            yield name, zones[zone]


@cache
def _following(kind: type[Service]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Properties that name a Region, and those that name a zone."""
    declared = kind.properties()
    return (
        tuple(item.name for item in declared if item.source == "regions"),
        tuple(item.name for item in declared if item.source == "zones"),
    )


def _zone_names(document: Document) -> set[str]:
    found = set()
    for node in document.nodes():
        for name in _following(type(node.service))[1]:
            zone = _value(node.service, name)
            if isinstance(zone, str):
                found.add(zone)
    return found


def _new_zones(document: Document, moving: str, code: str, notes: list[str]) -> dict[str, str]:
    """Zone -> zone of the new Region, no two alike."""
    drawn = sorted(name for name in _zone_names(document) if re.fullmatch(re.escape(moving) + "[a-z]", name))
    facts = region(code)
    offered: Sequence[str] = facts.zones if facts is not None else ()
    found = {zone: code + zone[-1] for zone in drawn if code + zone[-1] in offered}
    free = [zone for zone in offered if zone not in found.values()]
    for zone in drawn:
        if zone not in found:
            found[zone] = free.pop(0) if free else code + zone[-1]
    if len(drawn) > len(offered):
        notes.append(f"The drawing uses {len(drawn)} Availability Zones; {code} has {len(offered)}.")
    return found


def _value(service: Service, name: str) -> Any:
    return service.__dict__.get(name)


def instance_types(document: Document) -> dict[str, list[tuple[Node, str]]]:
    """What is sold by the type ("m5.large", "db.r6g.large") -> its nodes, with the type as keys have it."""
    found: dict[str, list[tuple[Node, str]]] = {}
    for node in document.nodes():
        for name, prefix in _types(type(node.service)):
            value = _value(node.service, name)
            if isinstance(value, str) and value:
                found.setdefault(value, []).append((node, value.removeprefix(prefix)))
    return found


@cache
def _types(kind: type[Service]) -> tuple[tuple[str, str], ...]:
    """Properties that hold a type, with what their values have before the part that is in the keys."""
    found = []
    for item in kind.properties():
        if item.source.startswith("instance_types:"):
            found.append((item.name, ""))
        elif item.source.startswith("rates:"):
            value, equals, _ = item.source.removeprefix("rates:").partition("=")
            found.append((item.name, value.partition("*")[0] if equals else ""))
    return tuple(found)
