"""EC2 instance types and the zones that offer them."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from pricing.instances import instance, instance_types, zones_offering
from pricing.regions import region
from pricing.table import price_table


def test_an_instance_type_has_its_size_and_processor() -> None:
    found = instance("m5.large")
    assert found is not None
    assert (found.vcpu, found.memory_gib, found.arch) == (2, Decimal(8), "x86_64")
    assert (found.family, found.size, found.category) == ("m5", "large", "General purpose")
    assert found.network_text == "Up to 10 Gigabit"
    assert found.storage_text == "EBS only"


def test_an_unknown_type_is_none() -> None:
    assert instance("m5.enormous") is None
    assert instance("") is None


def test_the_main_architecture_is_the_64_bit_one() -> None:
    old = instance("t2.micro")
    assert old is not None
    assert old.architectures == ("i386", "x86_64")
    assert old.arch == "x86_64"
    graviton = instance("m7g.large")
    assert graviton is not None
    assert graviton.arch == "arm64"


def test_what_no_source_says_is_none_and_not_zero() -> None:
    old = instance("i3p.16xlarge")
    assert old is not None
    assert old.arch == ""
    assert old.current_generation is None
    assert old.max_network_interfaces is None
    assert old.network_text == ""


def test_network_speed_is_said_from_figures_where_aws_gives_no_text() -> None:
    metal = instance("z1d.metal")
    assert metal is not None
    assert metal.listed_network == ""
    assert metal.network_text == "25 Gigabit"


def test_types_are_ordered_by_family_and_size() -> None:
    names = instance_types()
    assert len(set(names)) == len(names) > 1300
    sizes = [name for name in names if name.startswith("m5.")]
    assert sizes[:3] == ["m5.large", "m5.xlarge", "m5.2xlarge"]


def test_every_type_can_be_read() -> None:
    for name in instance_types():
        found = instance(name)
        assert found is not None
        assert found.name == name
        assert found.vcpu is None or found.vcpu > 0


def test_every_priced_type_has_facts() -> None:
    table = price_table()
    known = set(instance_types())
    for code in ("us-east-1", "eu-west-1", "us-gov-west-1"):
        priced = {
            ".".join(key.split(".")[2:4])
            for key in table.keys(code, "ec2.instance.")
            if key.endswith(".linux.ondemand")
        }
        assert priced <= known


def test_zones_that_offer_a_type_are_real_zones() -> None:
    zones = zones_offering("m5.large", "ap-northeast-1")
    tokyo = region("ap-northeast-1")
    assert zones
    assert tokyo is not None
    assert set(zones) <= set(tokyo.zones)


def test_a_type_may_be_missing_in_one_zone() -> None:
    assert "us-east-1e" not in (zones_offering("m5.large", "us-east-1") or ())


def test_a_region_that_does_not_offer_a_type_has_no_zones_for_it() -> None:
    assert zones_offering("m9g.large", "us-west-1") == ()


def test_unknown_offerings_are_none_and_not_empty() -> None:
    assert zones_offering("m5.large", "us-gov-west-1") is None
    assert zones_offering("m5.large", "mars-1") is None
    assert zones_offering("m5.enormous", "us-east-1") is None
    assert zones_offering("# covered", "us-east-1") is None


def test_a_type_that_is_sold_in_a_region_is_never_said_to_be_missing_there() -> None:
    table = price_table()
    for code in ("us-east-1", "us-west-2", "eu-west-1"):
        for key in table.keys(code, "ec2.instance."):
            if key.endswith(".linux.ondemand"):
                assert zones_offering(".".join(key.split(".")[2:4]), code) != ()


def test_offerings_are_the_source_rows_exactly(shared_folder: Path) -> None:
    with (shared_folder / "prices" / "instance_offerings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            expected = tuple(row["region"] + letter for letter in row["zones"])
            assert zones_offering(row["type"], row["region"]) == expected


def test_instance_facts_are_the_source_rows_exactly(shared_folder: Path) -> None:
    def text(value: object) -> str:
        return "" if value is None else str(value)

    with (shared_folder / "prices" / "instances.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["type"] for row in rows} == set(instance_types())
    for row in rows:
        found = instance(row["type"])
        assert found is not None
        assert (found.family, found.category, found.source) == (row["family"], row["category"], row["source"])
        assert (text(found.vcpu), text(found.memory_gib)) == (row["vcpu"], row["memory_gib"])
        assert ";".join(found.architectures) == row["arch"]
        assert found.current_generation == {"yes": True, "no": False, "": None}[row["current_generation"]]
        assert (found.listed_network, found.storage_text) == (row["network_text"], row["storage_text"])
        assert text(found.network_peak_gbps) == row["network_peak_gbps"]
        assert text(found.max_network_interfaces) == row["max_enis"]
        assert text(found.ebs_baseline_iops) == row["ebs_baseline_iops"]
        assert text(found.ebs_peak_mbps) == row["ebs_max_mbps"]
