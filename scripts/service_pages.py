"""docs/services: a page for each service: its place, its properties, what it is billed for, its rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from cost_parts import Part, cost_parts, in_price_list, short_keys
from markdown import table
from rate_tables import rates_by_region

from projects.known_services import stands_in
from projects.link_kinds import LINK_KINDS
from projects.placement import belongs_in
from projects.properties import Property
from projects.service import Service, catalogue, service_class

OPENING = """A part's rate keys are exact keys of the price list. `[a, b]` is one of several words; `{name}`
is filled in from the property of that name. An amount that is not known leaves its line at "needs input",
never at zero.
"""

LONG_LISTS = {
    "regions": "The Regions of the price list.",
    "zones": "The zones of its Region.",
    "instance_types:ec2": "The EC2 instance types of the price list, with vCPU, memory and hourly price.",
}
KINDS = {"count": "whole number", "quantity": "number", "flag": "yes or no", "text": "text"}


def pages() -> dict[str, str]:
    """Every page by its name under docs/."""
    return {f"services/{name}.md": page(service) for name, service in catalogue().items()}


def page(service: type[Service]) -> str:
    """The page of one service."""
    return "\n".join(_page(service)).rstrip() + "\n"


def _page(service: type[Service]) -> Iterator[str]:
    yield f"# {service.label}\n"
    yield f"{service.summary}\n"
    yield from _facts(service)
    yield ""
    if service.properties():
        yield "## Properties\n"
        yield from _properties(service)
    yield "## Costs\n"
    parts = cost_parts(service)
    yield from _costs(service, parts)
    if any(part.keys for part in parts):
        yield OPENING
        yield from rates_by_region(parts)
    origin = f"Written by `make docs` from `projects/services/{service.name}.py`; do not edit."
    yield f"{origin} [All services](../catalogue.md)"


def _facts(service: type[Service]) -> Iterator[str]:
    names = [f"`{service.name}`", service.official if service.official != service.label else ""]
    names.append(f"`{service.cloudformation}`" if service.cloudformation else "")
    yield f"- Name: {', '.join(name for name in names if name)}"
    edge = "the edge of " if service.border else ""
    yield f"- Stands in: {edge}{belongs_in(service)}" if stands_in(service) else "- Stands anywhere"
    if service.members:
        yield f"- Holds as members: {_labels(service.members)}"
    for kind, targets in service.links.items():
        if kind in LINK_KINDS and targets:
            yield f"- {LINK_KINDS[kind].label} to: {_labels(targets)}"
    yield f"- Icon: `{service.icon}`"


def _labels(names: Iterable[str]) -> str:
    known = catalogue()
    return ", ".join(
        "anything" if name == "*" else service_class(name).label if name in known else name.replace("_", " ")
        for name in names
    )


def _properties(service: type[Service]) -> Iterator[str]:
    if not service.properties():
        return
    rows = [
        (
            property.label,
            f"`{property.name}`",
            _values(property),
            _default(property),
            " / ".join(map(_number, property.typical or ())),
            property.help,
        )
        for property in service.properties()
    ]
    yield from table(
        ("Property", "In files", "Values", "At first", "Typical: small / medium / large", "Note"), rows
    )


def _values(property: Property) -> str:
    if property.kind == "choice":
        if property.choices:
            text = "<br>".join(
                f"`{value}`: {says.rstrip('.')}" if says else f"`{value}`"
                for value, says in property.choices.items()
            )
        else:
            text = LONG_LISTS.get(property.source, "What the price list has rates for.")
    elif property.kind == "nodes":
        text = f"nodes: {_labels(property.of)}"
    else:
        text = KINDS[property.kind]
        if property.pattern == "cidr":
            text = "address block"
        if property.pattern == "schedule":
            text = "schedule in words"
        text = " ".join(part for part in (text, _limits(property)) if part)
    return text + _condition(property)


def _limits(property: Property) -> str:
    unit = f" {property.unit}" if property.unit else ""
    if property.low is not None and property.high is not None:
        return f"from {_number(property.low)} to {_number(property.high)}{unit}"
    if property.low:
        return f"from {_number(property.low)}{unit}"
    return f"in {property.unit}" if property.unit else ""


def _condition(property: Property) -> str:
    if not property.when:
        return ""
    if not all(property.when.values()):
        return " (never asked for; a drawing made elsewhere may give it)"
    parts = [f"`{name}` is {' or '.join(map(str, values))}" for name, values in property.when.items()]
    return f" (when {' and '.join(parts)})"


def _default(property: Property) -> str:
    if property.default is None or property.default == ():
        return ""
    if isinstance(property.default, bool):
        return "yes" if property.default else "no"
    if isinstance(property.default, int | Decimal):
        return _number(Decimal(property.default))
    return f"`{property.default}`"


def _number(amount: Decimal) -> str:
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _costs(service: type[Service], parts: Sequence[Part]) -> Iterator[str]:
    if not parts:
        free = service.needs_no_price or "Not billed."
        yield f"{free}\n"
        return
    yield from table(("Billed for", "Rate keys", "Note"), [_part(part) for part in parts])


def _part(part: Part) -> tuple[str, str, str]:
    sold = {key for key in part.keys if in_price_list(key)}
    keys = _code(sold) or ("included" if part.included and not part.keys else "not priced")
    notes = [*_where(part.geographies), *_few(part.included), *_few(part.not_priced)]
    if absent := part.keys - sold:
        notes.append(f"Not in the price list: {_code(absent, ', ')}.")
    return part.name, keys, " ".join(notes)


def _code(keys: set[str], between: str = "<br>") -> str:
    return between.join(f"`{key}`" for key in short_keys(keys))


def _where(geographies: set[str]) -> Iterator[str]:
    if "global" in geographies:
        yield "One price worldwide."
    if any(name.startswith("edge-") for name in geographies):
        yield "Priced by the viewers' geography."


def _few(reasons: set[str], most: int = 2) -> list[str]:
    """The reasons, unless they are a long list of the same kind."""
    return sorted(reasons) if len(reasons) <= most else []
