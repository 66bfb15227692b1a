"""Long lists found at run time: Regions, zones, instance types, and what the price list sells in a Region."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.figures import quantity, unit_price
from pricing.rates import RateNotFound, Rates


@dataclass(frozen=True)
class Option:
    """One entry of a long list; its detail is worked out only when it is seen."""

    value: str
    label: str
    detail: Callable[[], str] = field(compare=False)
    search: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What a long list depends on: the price list, the node's Region, and its other properties."""

    rates: Rates
    region: str
    values: Mapping[str, object]


def options(source: str, around: Surroundings) -> list[Option]:
    """The entries of a source as :class:`projects.properties.Property` names it; empty for an unknown one."""
    kind, _, rest = source.partition(":")
    if kind == "regions":
        return _regions()
    if kind == "zones":
        return _zones(around.region)
    if kind == "instance_types":
        return _instance_types(around)
    if kind == "rates":
        return _rates(rest, around)
    return []


def option(source: str, around: Surroundings, value: str) -> Option | None:
    """The entry of one value, without making the whole list; None if it is not offered here."""
    kind, _, rest = source.partition(":")
    if kind == "instance_types":
        key = f"ec2.instance.{value}.{around.values.get('operating_system') or 'linux'}.ondemand"
        return _priced_option(value, value, key, around) if hardware(value, value) else None
    shown, _, pattern = rest.partition("=")
    if kind == "rates" and pattern:
        before, _, after = shown.partition("*")
        name = value.removeprefix(before).removesuffix(after)
        exact = _exact(pattern, around)
        if name not in _sold(around.rates, around.region, exact):
            return None
        return _priced_option(value, name, exact.replace("*", name) if "{}" not in exact else "", around)
    return next((one for one in options(source, around) if one.value == value), None)


def _exact(pattern: str, around: Surroundings) -> str:
    """A key pattern with the service's own values filled in; "{}" stands for one that is not known."""
    return re.sub(r"{(\w+)}", lambda found: str(around.values.get(found[1]) or "{}"), pattern)


def _regions() -> list[Option]:
    from pricing.regions import regions

    return [Option(r.code, r.code, lambda r=r: r.name, r.name.lower()) for r in regions()]  # type: ignore[misc]


def _zones(region: str) -> list[Option]:
    from pricing.regions import region as region_of

    found = region_of(region)
    return [Option(zone, zone, lambda: "") for zone in (found.zones if found is not None else ())]


def _instance_types(around: Surroundings) -> list[Option]:
    """Types that the Region prices for the chosen operating system first, in AWS's order of families."""
    from pricing.instances import instance_types

    system = str(around.values.get("operating_system") or "linux")
    pattern = f"ec2.instance.*.{system}.ondemand"
    sold = _sold(around.rates, around.region, pattern)
    priced = dict.fromkeys(sold)
    known = dict.fromkeys(name for name in instance_types() if not priced or name in priced)
    known |= priced
    return [_priced_option(name, name, pattern.replace("*", name), around) for name in known]


def _rates(rest: str, around: Surroundings) -> list[Option]:
    """ "db.*=rds.instance.*.{engine}.ondemand": the names that fill the star in the Region's price list."""
    shown, _, pattern = rest.partition("=")
    if not pattern:
        return [_priced_option(key, key, key, around) for key in around.rates.keys(around.region, rest)]
    exact = _exact(pattern, around)
    names = _sold(around.rates, around.region, exact)
    priced = "{}" not in exact
    return [
        _priced_option(shown.replace("*", name), name, exact.replace("*", name) if priced else "", around)
        for name in sorted(names, key=size_order)
    ]


def _sold(rates: Rates, region: str, pattern: str) -> tuple[str, ...]:
    """What fills the star of a key pattern; "{}" stands for one part of the key that is not known yet."""
    known = _found.setdefault((rates.digest, region, pattern), ())
    if not known:
        known = _found[rates.digest, region, pattern] = tuple(_filling(rates, region, pattern))
    return known


_found: dict[tuple[str, str, str], tuple[str, ...]] = {}


def _filling(rates: Rates, region: str, pattern: str) -> dict[str, None]:
    fits = re.compile(re.escape(pattern).replace(r"\*", "(.+)").replace(r"\{\}", r"[^.]+"))
    prefix = pattern.partition("*")[0]
    found = (fits.fullmatch(key) for key in rates.keys(region, prefix))
    return dict.fromkeys(match[1] for match in found if match is not None)


def _priced_option(value: str, size: str, key: str, around: Surroundings) -> Option:
    return Option(value, value, lambda: described(value, size, key, around), value)


def described(value: str, size: str, key: str, around: Surroundings) -> str:
    """ "2 vCPU, 8 GiB, $0.096/hour", as far as it is known."""
    parts = hardware(value, size)
    if key:
        try:
            rate = around.rates.rate(key, around.region)
        except RateNotFound:
            parts.append(f"no price in {around.region}")
        else:
            own = " (own price)" if rate.sheet else ""
            parts.append(f"${unit_price(rate.price)}/{rate.unit.removeprefix('node-')}{own}")
    return ", ".join(parts)


def hardware(value: str, size: str) -> list[str]:
    """vCPU and memory of an instance type or of a database class that runs on it; empty where not known."""
    from pricing.instances import instance

    # Cache nodes have less memory than the instance types they are named after.
    found = instance(size) if value == size or value == f"db.{size}" else None
    if found is None:
        return []
    parts = [f"{found.vcpu} vCPU"] if found.vcpu is not None else []
    if found.memory_gib is not None:
        parts.append(f"{quantity(found.memory_gib)} GiB")
    return parts


_SIZES = ("nano", "micro", "small", "medium", "large", "xlarge")


def size_order(name: str) -> tuple[str, Decimal, str]:
    """Sorts types by family and then from small to large."""
    family, _, size = name.partition(".")
    base = size.partition(".")[0]
    if base in _SIZES:
        return family, Decimal(_SIZES.index(base)), name
    times = re.fullmatch(r"(\d+)xlarge", base)
    return family, Decimal(100 + int(times[1])) if times else Decimal(99), name
