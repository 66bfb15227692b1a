"""Where price files come from: AWS, a server or folder laid out alike, or offer files by themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import urljoin, urlsplit

from pricing.offers.download import Downloads, NotThere, Tick
from pricing.offers.mapping import OfferMapping
from pricing.offers.problems import DamagedOffer, UpdateFailed
from pricing.regions import region as region_of

AWS_PRICE_LIST = "https://pricing.us-east-1.amazonaws.com"
INDEX = "/offers/v1.0/aws/index.json"
_PLAN_CODE = re.compile(r"/savingsPlan/v1\.0/aws/(\w+)/")
_LARGEST_INDEX = 64 << 20


class OfferFile(NamedTuple):
    """One file to read."""

    name: str
    """As it is shown: an offer and a Region, or a path."""
    path: str
    """A path on the server, or on this machine."""


class Origin(Protocol):
    """Lists the files there are for some mappings and Regions, and brings each to this machine."""

    def files(self, mappings: Mapping[str, OfferMapping], regions: frozenset[str]) -> Iterator[OfferFile]:
        """What is to be read; raises :class:`UpdateFailed` or OSError."""

    def fetch(self, file: OfferFile, tick: Tick) -> tuple[Path, bool]:
        """A local file, and whether it is to be removed after use; raises like the above."""


def origin_of(place: str, downloads: Downloads) -> Origin:
    """What stands at an address or path; raises :class:`UpdateFailed` where there is nothing."""
    if place.lower().startswith(("http://", "https://")):
        if place.endswith((".csv", ".json")) and not place.endswith("/index.json"):
            return _OneAddress(place, downloads)
        return _Server(place.removesuffix(INDEX).rstrip("/"), downloads)
    path = Path(place)
    if path.is_dir():
        return _Mirror(path) if (path / INDEX[1:]).is_file() else _Folder(path)
    if path.is_file():
        return _Folder(path)
    remedy = "Name a folder or file that is there, or an address that begins with https://"
    raise UpdateFailed(place, "there is no such folder, file or address", remedy)


class _Indexed:
    """A place with a service index, and Region indexes behind it."""

    def _read(self, path: str) -> bytes:
        raise NotImplementedError

    def _name(self, path: str) -> str:
        return path

    def files(self, mappings: Mapping[str, OfferMapping], regions: frozenset[str]) -> Iterator[OfferFile]:
        offers = self._part(INDEX, "offers")
        plans = {
            found[1]: url
            for entry in offers.values()
            if isinstance(url := entry.get("currentSavingsPlanIndexUrl"), str)
            and (found := _PLAN_CODE.search(url))
        }
        for code, mapping in sorted(mappings.items()):
            entry = offers.get(code, {})
            whole, by_region = entry.get("currentVersionUrl"), entry.get("currentRegionIndexUrl")
            by_region = plans.get(code) or by_region
            if by_region and not mapping.everywhere:
                yield from self._of_regions(code, by_region, regions)
            elif whole:
                yield OfferFile(code, whole)

    def _of_regions(self, offer: str, index: str, regions: frozenset[str]) -> Iterator[OfferFile]:
        content = self._part(index, "regions")
        # A map for offers, a list for savings plans.
        entries = content.values() if isinstance(content, dict) else content
        for entry in sorted(entries, key=lambda entry: str(entry.get("regionCode"))):
            code = str(entry.get("regionCode"))
            path = entry.get("currentVersionUrl") or entry.get("versionUrl")
            known = region_of(code)
            if path and known and known.priced and (not regions or code in regions):
                yield OfferFile(f"{offer} {code}", path)

    def _part(self, path: str, name: str) -> Any:
        try:
            content = json.loads(self._read(path))[name]
            if isinstance(content, dict | list):
                return content
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedOffer(self._name(path), 0, f"this is no index of AWS's ({error})") from error
        raise DamagedOffer(self._name(path), 0, f"this is no index of AWS's ({name} is no list)")


class _Server(_Indexed):
    def __init__(self, base: str, downloads: Downloads) -> None:
        self._base, self._downloads = base, downloads

    def _name(self, path: str) -> str:
        return urljoin(self._base + "/", path) if "://" in path else self._base + path

    def _read(self, path: str) -> bytes:
        def small(there: int, _: int) -> None:
            if there > _LARGEST_INDEX:
                raise DamagedOffer(self._name(path), 0, "it is larger than 64 MB, so it is no index")

        file = self._downloads.fetch(self._name(path), small)
        try:
            return file.read_bytes()
        finally:
            file.unlink(missing_ok=True)

    def fetch(self, file: OfferFile, tick: Tick) -> tuple[Path, bool]:
        try:
            return self._downloads.fetch(self._name(_as_csv(file.path)), tick), True
        except NotThere:
            if _as_csv(file.path) == file.path:
                raise
            return self._downloads.fetch(self._name(file.path), tick), True


class _Mirror(_Indexed):
    """A folder with the same paths as AWS's server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _local(self, path: str) -> Path:
        return self._folder / urlsplit(path).path.lstrip("/")

    def _name(self, path: str) -> str:
        return str(self._local(path))

    def _read(self, path: str) -> bytes:
        return _there(self._local(path)).read_bytes()

    def fetch(self, file: OfferFile, tick: Tick) -> tuple[Path, bool]:
        table = self._local(_as_csv(file.path))
        return (table if table.is_file() else _there(self._local(file.path))), False


class _Folder:
    """Offer files under any names, or a single one; indexes among them are passed over."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def files(self, mappings: Mapping[str, OfferMapping], regions: frozenset[str]) -> Iterator[OfferFile]:
        if self._path.is_file():
            yield OfferFile(self._path.name, str(self._path))
            return
        found = sorted(path for path in self._path.rglob("*") if path.suffix.lower() in (".csv", ".json"))
        if not found:
            remedy = "Name a folder with offer files, CSV or JSON"
            raise UpdateFailed(str(self._path), "the folder holds no price files", remedy)
        for path in found:
            if not _is_index(path):
                yield OfferFile(str(path.relative_to(self._path)), str(path))

    def fetch(self, file: OfferFile, tick: Tick) -> tuple[Path, bool]:
        return Path(file.path), False


class _OneAddress:
    def __init__(self, url: str, downloads: Downloads) -> None:
        self._url, self._downloads = url, downloads

    def files(self, mappings: Mapping[str, OfferMapping], regions: frozenset[str]) -> Iterator[OfferFile]:
        yield OfferFile(self._url, self._url)

    def fetch(self, file: OfferFile, tick: Tick) -> tuple[Path, bool]:
        return self._downloads.fetch(file.path, tick), True


def _as_csv(path: str) -> str:
    """AWS has each offer in both forms; a row of the CSV is complete by itself, and the file is smaller."""
    return path.removesuffix(".json") + ".csv" if path.endswith(".json") else path


def _there(path: Path) -> Path:
    if not path.is_file():
        raise UpdateFailed(
            str(path), "the file is missing", "Copy the whole folder again, or leave its offer out"
        )
    return path


def _is_index(path: Path) -> bool:
    """A service or Region index, by what stands at its beginning."""
    with path.open("rb") as file:
        start = file.read(2_000)
    return path.suffix.lower() == ".json" and any(mark in start for mark in (b'"offers"', b'"regions"'))


Progress = Callable[["Step"], None]


class Step(NamedTuple):
    """How far an update is."""

    doing: str
    """ "listing", "fetching", "reading", "checking" or "installing"."""
    file: str
    number: int
    """Of this file, from 1."""
    files: int
    done: int = 0
    """Bytes of this file."""
    total: int = 0
    """0 where nobody knows."""
