"""Regions and their zones."""

from __future__ import annotations

import csv
from pathlib import Path

from pricing.regions import region, regions
from pricing.table import price_table


def test_zones_have_their_real_names() -> None:
    tokyo = region("ap-northeast-1")
    assert tokyo is not None
    assert tokyo.zones == ("ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d")
    assert tokyo.name == "Asia Pacific (Tokyo)"


def test_an_unknown_code_is_no_region() -> None:
    assert region("mars-1") is None
    assert region("") is None
    assert region("us-east-1a") is None


def test_every_region_offered_has_prices_and_at_least_two_zones() -> None:
    priced = {code for code in price_table().regions() if code != "global" and not code.startswith("edge-")}
    assert {each.code for each in regions()} == priced
    assert len(regions()) == 36
    for each in regions():
        assert len(each.zones) >= 2
        assert all(zone[:-1] == each.code for zone in each.zones)


def test_regions_of_other_partitions_are_known_without_prices() -> None:
    beijing = region("cn-north-1")
    assert beijing is not None
    assert (beijing.priced, beijing.partition, beijing.zones) == (False, "aws-cn", ())
    assert beijing not in regions()


def test_newer_regions_must_be_opted_into() -> None:
    opted = {each.code for each in regions() if each.opt_in}
    assert "af-south-1" in opted
    assert not opted & {"us-east-1", "eu-west-1", "us-gov-west-1"}


def test_zone_names_from_memory_say_so() -> None:
    unsure = region("ap-east-2")
    assert unsure is not None
    assert "from memory" in unsure.source


def test_regions_are_the_source_rows_exactly(shared_folder: Path) -> None:
    with (shared_folder / "prices" / "regions.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found = region(row["code"])
            assert found is not None
            assert (found.name, found.location) == (row["display_name"], row["price_list_location"])
            assert (found.partition, found.source) == (row["partition"], row["source"])
            assert ";".join(found.zones) == row["zones"]
            assert found.opt_in == (row["opt_in"] == "opt-in")
