"""The shipped facts about Regions and EC2 instance types; part of building the price table."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from price_rows import Rates, Refused

INSTANCE_FIELDS = (
    "type",
    "family",
    "category",
    "vcpu",
    "memory_gib",
    "arch",
    "cpu_vendor",
    "current_generation",
    "network_text",
    "network_baseline_gbps",
    "network_peak_gbps",
    "max_enis",
    "ebs_baseline_mbps",
    "ebs_baseline_iops",
    "ebs_max_mbps",
    "ebs_max_iops",
    "storage_text",
    "source",
)
ON_DEMAND = ("ec2.instance.", ".linux.ondemand")

Records = list[dict[str, str]]


def fact_files(source: Path, rates: Rates) -> dict[str, str]:
    """The text of regions.tsv, instances.tsv and offerings.tsv; raises :class:`Refused`."""
    regions = read(source / "regions.csv")
    instances = read(source / "instances.csv")
    offerings = read(source / "instance_offerings.csv")
    problems = [
        *region_problems(regions, rates),
        *offering_problems(offerings, regions),
        *repeated(instances),
    ]
    if problems:
        raise Refused(problems)
    return {
        "regions.tsv": regions_text(regions, {region for region, _ in rates}),
        "instances.tsv": instances_text(instances),
        "offerings.tsv": offerings_text(offerings, rates),
    }


def read(path: Path) -> Records:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def region_problems(regions: Records, rates: Rates) -> list[str]:
    """Priced Regions without facts or zones, and zones that are not named after their Region."""
    known = {row["code"]: row["zones"] for row in regions}
    priced = {region for region, _ in rates if region != "global" and not region.startswith("edge-")}
    return [
        f"{region}: priced, but regions.csv has no zones for it" for region in priced if not known.get(region)
    ] + [
        f"{code}: the zone {zone} is named after another Region"
        for code, zones in known.items()
        for zone in zones.split(";")
        if zone and zone[:-1] != code
    ]


def offering_problems(offerings: Records, regions: Records) -> list[str]:
    """Offerings in zones the Region does not have."""
    letters = {row["code"]: {zone[-1] for zone in row["zones"].split(";") if zone} for row in regions}
    return [
        f"{row['region']} {row['type']}: offered in zones {row['zones']}, some of which do not exist"
        for row in offerings
        if not set(row["zones"]) <= letters.get(row["region"], set())
    ]


def repeated(instances: Records) -> list[str]:
    names = [row["type"] for row in instances]
    return sorted({f"{name}: two rows in instances.csv" for name in names if names.count(name) > 1})


def table(heading: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    return "".join("\t".join(line) + "\n" for line in [heading, *lines])


def regions_text(regions: Records, priced: set[str]) -> str:
    heading = ("code", "name", "location", "partition", "opt_in", "zones", "priced", "source")
    return table(
        heading,
        [
            (
                row["code"],
                row["display_name"],
                row["price_list_location"],
                row["partition"],
                row["opt_in"],
                row["zones"].replace(";", " "),
                "yes" if row["code"] in priced else "no",
                row["source"],
            )
            for row in sorted(regions, key=lambda row: row["code"])
        ],
    )


def instances_text(instances: Records) -> str:
    def by_size(row: dict[str, str]) -> tuple[str, Decimal, Decimal, str]:
        return row["family"], Decimal(row["vcpu"] or 0), Decimal(row["memory_gib"] or 0), row["type"]

    lines = [
        [row[field].replace(";", " ") for field in INSTANCE_FIELDS] for row in sorted(instances, key=by_size)
    ]
    return table(INSTANCE_FIELDS, lines)


def offerings_text(offerings: Records, rates: Rates) -> str:
    """A line for each type: letters=Regions; "?" where AWS prices a type that the source does not list."""
    covered = sorted({row["region"] for row in offerings})
    zones: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    listed: set[tuple[str, str]] = set()
    for row in offerings:
        zones[row["type"]][row["zones"]].add(row["region"])
        listed.add((row["region"], row["type"]))
    start, end = ON_DEMAND
    for region, key in rates:
        name = key.removeprefix(start).removesuffix(end)
        priced_only = key == start + name + end and region in covered and (region, name) not in listed
        if priced_only:
            zones[name]["?"].add(region)
    lines = [
        [name, *(f"{letters}={','.join(sorted(found))}" for letters, found in sorted(groups.items()))]
        for name, groups in sorted(zones.items())
    ]
    return table(("# covered", ",".join(covered)), lines)
