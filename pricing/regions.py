"""AWS Regions: codes, names and the names of their Availability Zones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pricing.data_files import DataError, read_text, records, shipped_data

_FILE = "regions.tsv"
_OPT_IN = {"opt-in": True, "not-required": False, "separate-partition": False}


@dataclass(frozen=True, slots=True)
class Region:
    """One AWS Region."""

    code: str
    """ "eu-west-1"."""
    name: str
    """ "Europe (Ireland)"."""
    zones: tuple[str, ...]
    """Names of its Availability Zones, "eu-west-1a"; AWS maps the letters differently for each account."""
    opt_in: bool
    """An account must enable it before use."""
    partition: str
    """ "aws", "aws-us-gov", "aws-cn", ...: accounts of one cannot use another."""
    location: str = ""
    """Its name in AWS's price lists, "EU (Ireland)"; empty where none is known."""
    priced: bool = True
    """The price table has rates for it."""
    source: str = ""
    """Where these facts come from; says so where the zone names are from memory."""


@cache
def _all() -> dict[str, Region]:
    found: dict[str, Region] = {}
    for number, fields in records(_FILE, read_text(shipped_data(), _FILE), 8):
        code, name, location, partition, opt_in, zones, priced, source = fields
        if opt_in not in _OPT_IN or priced not in ("yes", "no"):
            raise DataError(_FILE, number, f"{opt_in!r} or {priced!r} is unknown")
        found[code] = Region(
            code,
            name,
            tuple(zones.split()),
            _OPT_IN[opt_in],
            partition,
            location,
            priced == "yes",
            source,
        )
    return found


def regions() -> tuple[Region, ...]:
    """Every Region the price table has rates for, by code: commercial and GovCloud."""
    return tuple(found for found in _all().values() if found.priced)


def region(code: str) -> Region | None:
    """The Region of this code, with or without prices; None where AWS has none so named."""
    return _all().get(code)
