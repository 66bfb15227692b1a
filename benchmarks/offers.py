"""The importer of AWS's price files: EC2 offers of 300 MB CSV and 365 MB JSON, beside the usual readers.

Every run is a process of its own, for its peak of memory: ``python -m benchmarks.offers WORK FILE``.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.measuring import Result, process
from benchmarks.offer_files import CSV_FILE, JSON_FILE


def measure(rounds: int) -> list[Result]:
    """Milliseconds and peak megabytes of each reader; the usual ones take turns with ours."""
    with tempfile.TemporaryDirectory() as folder:
        # Another process writes the files: a child's peak of memory counts what its parent has.
        process([sys.executable, "-m", "benchmarks.offer_files", folder])
        table, text = Path(folder) / CSV_FILE, Path(folder) / JSON_FILE
        works = [
            ("read CSV", table),
            ("csv.DictReader", table),
            ("CSV", table),
            ("json.load", text),
            ("JSON", text),
        ]
        if find_spec("ijson"):
            works.append(("ijson", text))
        works.append(("update", table))
        times: dict[str, list[float]] = {name: [] for name, _ in works}
        peaks: dict[str, float] = {}
        prices: dict[str, int] = {}
        for _ in range(rounds):
            for name, file in works:
                _, peak, out = process([sys.executable, "-m", "benchmarks.offers", name, str(file)])
                taken, prices[name] = json.loads(out)
                times[name].append(taken * 1000)
                peaks[name] = max(peak, peaks.get(name, 0))
        sizes = {"CSV": table.stat().st_size, "JSON": text.stat().st_size}
    took = {name: median(found) for name, found in times.items()}
    return list(_results(took, peaks, prices, sizes))


def _results(
    took: dict[str, float], peaks: dict[str, float], prices: dict[str, int], sizes: dict[str, int]
) -> list[Result]:
    found = []
    for name, usual in (("CSV", "csv.DictReader"), ("JSON", "json.load")):
        seconds = took[name] / 1000
        remark = f"{sizes[name] / 1e6 / seconds:,.0f} MB/s, {prices[usual] / seconds:,.0f} prices/s"
        found.append(
            Result(
                "importer",
                f"offer as {name}",
                None,
                took[name],
                limit=took[usual],
                limit_name=usual,
                remark=remark,
            )
        )
        found.append(
            Result(
                "importer",
                f"offer as {name}, memory",
                None,
                peaks[name],
                "MB",
                limit=peaks[usual],
                limit_name=usual,
            )
        )
    found.append(
        Result(
            "importer",
            "whole update",
            None,
            took["update"],
            limit=took["read CSV"],
            limit_name="reading alone",
        )
    )
    found.append(Result("importer", "whole update, memory", None, peaks["update"], "MB"))
    if "ijson" in took:
        found.append(Result("importer", "offer by ijson", None, took["ijson"]))
    return found


# what runs in a process of its own: each gives the number of prices or products it met


def _read(file: Path) -> int:
    amount = 0
    with file.open("rb", buffering=0) as content:
        while block := content.read(1 << 20):
            amount += len(block)
    return amount


def _dict_reader(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as lines:
        for _ in range(5):
            next(lines)
        return sum(1 for _ in csv.DictReader(lines))


def _json_load(file: Path) -> int:
    with file.open(encoding="utf-8") as text:
        terms = json.load(text)["terms"]
    return sum(
        len(term["priceDimensions"])
        for kind in terms.values()
        for sku in kind.values()
        for term in sku.values()
    )


def _ijson(file: Path) -> int:
    import ijson  # type: ignore[import-not-found]

    amount = 0
    for part in ("products", "terms.OnDemand", "terms.Reserved"):
        with file.open("rb") as content:
            amount += sum(1 for _ in ijson.kvitems(content, part))
    return amount


def _ours(file: Path) -> int:
    from pricing.offers.collecting import Collector
    from pricing.offers.csv_reader import read_csv
    from pricing.offers.json_reader import read_json
    from pricing.offers.mapping import mappings

    read = read_csv if file.suffix == ".csv" else read_json
    with Collector(file.parent, mappings()) as collector:
        return collector.finish(file.name, read(file, file.name, collector, lambda amount: None)).taken


def _update(file: Path) -> int:
    from pricing.offers.update import Wanted, update

    with tempfile.TemporaryDirectory() as folder:
        return update(str(file), Wanted(suspicious=True), folder=Path(folder)).findings.accepted


WORKS: dict[str, Callable[[Path], int]] = {
    "read CSV": _read,
    "csv.DictReader": _dict_reader,
    "CSV": _ours,
    "json.load": _json_load,
    "JSON": _ours,
    "ijson": _ijson,
    "update": _update,
}


def _main(name: str, file: Path) -> None:
    start = perf_counter()
    amount = WORKS[name](file)
    print(json.dumps([perf_counter() - start, amount]))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
