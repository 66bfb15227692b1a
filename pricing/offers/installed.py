"""Where updated prices live in the person's data folder, and the table that has them before the shipped ones.

Layout: ``current.json`` names a folder in ``tables``, which is laid out as pricing/data is. Setting the
environment variable BLUEPRICE_PRICES puts all of it elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from functools import cached_property
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pricing.atomic_file import write_atomically
from pricing.commitment_ratios import CommitmentRatios
from pricing.rates import Rate
from pricing.table import PriceTable, Source

FOLDER_VARIABLE = "BLUEPRICE_PRICES"
_POINTER = "current.json"
_REMEDY = "Run blueprice prices update again"


def prices_folder() -> Path:
    """Where this person's updated prices are, there or not."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("Blueprice", appauthor=False) / "prices"


class Installed(NamedTuple):
    """The updated prices that are in force, if any."""

    table: Path | None
    previous: Path | None = None
    """The ones before them, kept for comparing."""
    problem: str = ""
    """Why there are updated prices that are not used."""


def installed(folder: Path | None = None) -> Installed:
    """What ``current.json`` names, checked against its digests. Never raises: what is damaged is not used."""
    folder = folder or prices_folder()
    try:
        pointer = json.loads((folder / _POINTER).read_text(encoding="utf-8"))
        table = folder / "tables" / str(pointer["table"])
        previous = folder / "tables" / str(pointer.get("previous") or "-")
    except FileNotFoundError:
        return Installed(None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return Installed(None, None, f"{folder / _POINTER} cannot be read ({error}). {_REMEDY}.")
    problem = damage(table)
    if problem:
        return Installed(None, None, f"The updated prices in {table} are damaged ({problem}). {_REMEDY}.")
    return Installed(table, previous if previous.is_dir() else None)


def damage(table: Path) -> str:
    """What is wrong with a table's files; empty where they are as they were written."""
    try:
        facts = json.loads((table / "provenance.json").read_text(encoding="utf-8"))
        for name, digest in facts["files"].items():
            with (table / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    return f"{name} is not as it was written"
        return "" if facts["digest"] == digest_of(facts["files"]) else "provenance.json was changed"
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return str(error)


def digest_of(files: dict[str, str]) -> str:
    """The digest of a whole table from those of its files, as the build of the shipped one has it."""
    return hashlib.sha256(
        "".join(f"{name} {each}\n" for name, each in sorted(files.items())).encode()
    ).hexdigest()


def put_in_force(table: str, folder: Path) -> None:
    """Make ``tables/table`` the table in use, in one step. Raises OSError with the old one in use."""
    before = installed(folder).table
    pointer = {"table": table, "previous": before.name if before else ""}
    write_atomically(folder / _POINTER, json.dumps(pointer, indent=1).encode())


def with_updates(shipped: PriceTable, folder: Path | None = None) -> PriceTable:
    """The shipped table with this person's updated prices before it, where there are sound ones."""
    found = installed(folder).table
    return UpdatedTable(shipped, PriceTable(found)) if found else shipped


class UpdatedTable(PriceTable):
    """Two tables as one: an update's rates hold before shipped ones.

    Where the shipped table is another than the one the update was made beside, a later shipped rate holds.
    """

    def __init__(self, shipped: PriceTable, updates: PriceTable) -> None:
        self.shipped, self.updates = shipped, updates

    @cached_property
    def _same_shipped(self) -> bool:
        return bool(self.updates.fact("made_beside") == self.shipped.digest)

    @cached_property
    def _date(self) -> str:
        return max(self.shipped.date, self.updates.date)

    @property
    def date(self) -> str:
        return self._date

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(f"{self.shipped.digest} {self.updates.digest}".encode()).hexdigest()

    @property
    def digest(self) -> str:
        """Another whenever either of the two is another."""
        return self._digest

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        return tuple(sorted((*self.shipped.sources, *self.updates.sources), key=lambda source: source.code))

    def regions(self) -> tuple[str, ...]:
        return tuple(sorted({*self.shipped.regions(), *self.updates.regions()}))

    def find(self, key: str, region: str) -> Rate | None:
        fresh = self.updates.find(key, region)
        if fresh is None:
            return self.shipped.find(key, region)
        if self._same_shipped:
            return fresh
        old = self.shipped.find(key, region)
        return old if old is not None and old.effective_date > fresh.effective_date else fresh

    @cached_property
    def ratios(self) -> CommitmentRatios:
        """The shipped ones: AWS publishes none."""
        return self.shipped.ratios

    def fact(self, name: str) -> object:
        return self.updates.fact(name)

    def forget(self) -> None:
        self.shipped.forget()
        self.updates.forget()

    def keys(self, region: str, prefix: str = "") -> Iterator[str]:
        both = merge(self.updates.keys(region, prefix), self.shipped.keys(region, prefix))
        return (key for key, _ in groupby(both))
