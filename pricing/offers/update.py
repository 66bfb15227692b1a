"""One update from beginning to end; nothing is put in force before everything is read and checked."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pricing.data_files import shipped_data
from pricing.offers.building import Findings, NewRate, OldRate, judged, rates_of
from pricing.offers.collecting import Collector, Counts, NotMapped
from pricing.offers.csv_reader import read_csv
from pricing.offers.download import Downloads
from pricing.offers.installed import installed, prices_folder, put_in_force, with_updates
from pricing.offers.json_reader import read_json
from pricing.offers.lock import only_one
from pricing.offers.mapping import OfferMapping, mappings
from pricing.offers.origins import AWS_PRICE_LIST, OfferFile, Origin, Progress, Step, origin_of
from pricing.offers.problems import DamagedOffer, UpdateCancelled, UpdateFailed
from pricing.offers.rows import Header
from pricing.offers.writing import TableWriter
from pricing.regions import region as region_of
from pricing.table import PriceTable, price_table

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


@dataclass
class Report:
    """What an update read, took, left out and doubted."""

    digest: str = ""
    """Of the price table now in force; empty where nothing was to be changed."""
    files: list[tuple[str, Header, Counts]] = field(default_factory=list)
    not_mapped: list[tuple[str, str]] = field(default_factory=list)
    """Files of offers no mapping is for: file and offer."""
    findings: Findings = field(default_factory=Findings)
    regions: Counter[str] = field(default_factory=Counter)
    """Rates taken, by Region."""


@dataclass(frozen=True)
class Wanted:
    """What to update, and how much to doubt."""

    regions: frozenset[str] = frozenset()
    """Codes; empty for all."""
    services: frozenset[str] = frozenset()
    """Offer codes ("AmazonEC2") or first words of rate keys ("ec2"); empty for all that are mapped."""
    older: bool = False
    """Take prices too that are of an earlier date than those in force."""
    suspicious: bool = False
    """Take prices too that are far from those in force."""


def update(
    place: str = AWS_PRICE_LIST,
    wanted: Wanted | None = None,
    *,
    folder: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    pause: float = 1.0,
) -> Report:
    """Read the price files at ``place`` (an address, a folder or a file) and put their prices in force.

    Regions and services that are not wanted keep what they have, with its date. Raises
    :class:`UpdateFailed` (where, what, remedy) and :class:`UpdateCancelled`; the old prices are then in force
    as before. ``progress`` is called often, in this thread; ``pause`` is the wait in seconds before a lost
    connection is tried again.
    """
    wanted, folder = wanted or Wanted(), folder or prices_folder()
    chosen = _chosen(wanted)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with only_one(folder):
            origin = origin_of(place, Downloads(folder / "downloads", pause=pause))
            run = _Update(folder, wanted, chosen, origin, progress or (lambda step: None), cancelled)
            report = run.run()
    except OSError as error:
        raise _no_room(folder, error) from error
    price_table.cache_clear()
    return report


def _chosen(wanted: Wanted) -> dict[str, OfferMapping]:
    """The mappings to use; raises :class:`UpdateFailed` for names that are none."""
    known = mappings()
    services = frozenset().union(*(mapping.services for mapping in known.values()))
    for name in sorted(wanted.services - services - known.keys()):
        remedy = f"Name one of {', '.join(sorted(services))}"
        raise UpdateFailed(name, "Blueprice cannot update the prices of this service", remedy)
    for code in sorted(wanted.regions):
        found = region_of(code)
        if found is None or not found.priced:
            raise UpdateFailed(code, "this is no Region Blueprice has prices for", "Name it like eu-west-1")
    narrowed = {code: mapping.only(wanted.services) for code, mapping in known.items()}
    return {code: mapping for code, mapping in narrowed.items() if mapping.rules}


def _no_room(folder: Path, error: OSError) -> UpdateFailed:
    what = error.strerror or str(error)
    if error.errno in _NO_ROOM:
        remedy = "Make room there, or update fewer Regions and services at once"
        return UpdateFailed(str(error.filename or folder), "the disk is full", remedy)
    return UpdateFailed(str(error.filename or folder), what, "Check that the folder can be written to")


@dataclass
class _Update:
    folder: Path
    wanted: Wanted
    mappings: dict[str, OfferMapping]
    origin: Origin
    progress: Progress
    cancelled: Callable[[], bool]
    report: Report = field(default_factory=Report)

    def run(self) -> Report:
        self._tell("listing", "", 0, 0)
        work = Path(tempfile.mkdtemp(prefix=".update-", dir=self.folder))
        try:
            with Collector(work, self.mappings, self.wanted.regions) as collector:
                self._collect(collector)
                digest = self._write(collector, work / "table")
            if digest:
                self._tell("installing", "", 0, 0)
                self._put_in_force(work / "table", digest)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return self.report

    # reading

    def _collect(self, collector: Collector) -> None:
        files = list(self.origin.files(self.mappings, self.wanted.regions))
        for number, file in enumerate(files, 1):
            path, passing = self.origin.fetch(
                file,
                lambda there, total, n=number, f=file: self._tell(
                    "fetching", f.name, n, len(files), there, total
                ),  # type: ignore[misc]
            )
            try:
                self._read(collector, file, path, number, len(files))
            finally:
                if passing:
                    path.unlink(missing_ok=True)
        if not self.report.files:
            raise UpdateFailed(
                "price files",
                "none of them is of a service that was asked for",
                "Check the folder or address, and the names given",
            )

    def _read(self, collector: Collector, file: OfferFile, path: Path, number: int, files: int) -> None:
        total, done = path.stat().st_size, 0
        if not total:
            raise DamagedOffer(file.name, 0, "the file is empty")

        def tick(amount: int) -> None:
            nonlocal done
            done += amount
            self._tell("reading", file.name, number, files, done, total)

        read = read_json if _is_json(path) else read_csv
        try:
            header = read(path, file.name, collector, tick)
        except NotMapped as error:
            self.report.not_mapped.append((file.name, error.offer))
            return
        counts = collector.finish(file.name, header)
        _check_head(file.name, header, counts)
        self.report.files.append((file.name, header, counts))

    def _tell(self, doing: str, file: str, number: int, files: int, done: int = 0, total: int = 0) -> None:
        if self.cancelled():
            raise UpdateCancelled
        self.progress(Step(doing, file, number, files, done, total))

    # checking and writing

    def _write(self, collector: Collector, target: Path) -> str:
        """The new table's digest; empty where there is nothing to put in force."""
        writer = TableWriter(target, installed(self.folder).table)
        try:
            return self._write_regions(collector, writer)
        finally:
            writer.close()

    def _write_regions(self, collector: Collector, writer: TableWriter) -> str:
        regions = sorted({*collector.regions(), *writer.older_regions()})
        for number, region in enumerate(regions, 1):
            self._tell("checking", region, number, len(regions))
            writer.begin_region(region)
            writer.write_region(region, self._accepted(collector, writer, region), collector.files)
        self._check_whole()
        if not self.report.findings.accepted:
            return ""
        return writer.finish(PriceTable(shipped_data()).digest)

    def _accepted(self, collector: Collector, writer: TableWriter, region: str) -> Iterator[NewRate]:
        findings, wanted = self.report.findings, self.wanted
        # A table of its own for each Region, so that only one Region's rates are in memory.
        shipped = PriceTable(shipped_data())
        for rate in rates_of(collector.figures(region), region, findings):
            date = collector.files[rate.file][1].date
            old = writer.find(rate.key) or _shipped_rate(shipped, rate.key, region)
            if judged(rate, old, date, region, findings, older=wanted.older, suspicious=wanted.suspicious):
                self.report.regions[region] += 1
                yield rate

    def _check_whole(self) -> None:
        """A list most of which is doubtful is not taken in part."""
        findings = self.report.findings
        doubtful, known = len(findings.suspicious), findings.accepted - findings.new
        if doubtful >= 10 and doubtful > known and not self.wanted.suspicious:
            first = findings.suspicious[0]
            what = f"{doubtful:,} of {doubtful + known:,} prices are far from those in force ({first})"
            raise UpdateFailed("price files", what, "Check where the files come from")

    def _put_in_force(self, table: Path, digest: str) -> None:
        name = digest[:16]
        place = self.folder / "tables" / name
        place.parent.mkdir(exist_ok=True)
        if place.exists() and installed(self.folder).table != place:
            shutil.rmtree(place)
        if not place.exists():
            table.rename(place)
        if installed(self.folder).table != place:
            put_in_force(name, self.folder)
        found = installed(self.folder)
        if found.table != place:
            raise UpdateFailed(str(place), found.problem or "the new table cannot be read", "Update again")
        self.report.digest = with_updates(PriceTable(shipped_data()), self.folder).digest
        _remove_others(place.parent, {place, found.previous})


def _shipped_rate(shipped: PriceTable, key: str, region: str) -> OldRate | None:
    found = shipped.find(key, region)
    shipped.forget()
    if found is None:
        return None
    return OldRate(found.effective_date, found.unit, tuple((tier.start, tier.price) for tier in found.tiers))


def _remove_others(folder: Path, kept: Iterable[Path | None]) -> None:
    for path in folder.iterdir():
        if path not in kept:
            shutil.rmtree(path, ignore_errors=True)


def _is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")


def _check_head(name: str, header: Header, counts: Counts) -> None:
    if len(header.date) != 10 or header.date[4] != "-":
        raise DamagedOffer(name, 0, f"its publication date {header.published[:30]!r} is none")
    unmapped = counts.unmapped.total()
    if unmapped and not (counts.taken or counts.elsewhere or counts.terms):
        what = f"none of its {unmapped:,} rows has attributes that Blueprice knows"
        remedy = "If the file is whole, AWS may have changed its format: get a newer Blueprice"
        raise DamagedOffer(name, 0, what, remedy)
