"""Commitments without a rate of their own: estimated from the Region's on-demand rate, or not priced."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from commitment_rows import ratio_file
from price_rows import Refused

from pricing.commitment_ratios import FILE, read_ratios
from pricing.costs import hourly
from pricing.data_files import DataError
from pricing.estimate import Owner, price_component
from pricing.offers.installed import UpdatedTable
from pricing.rates import RateNotFound
from pricing.table import PriceTable, price_table

M5 = "ec2.instance.m5.large.linux.reserved_standard.1yr.no_upfront"
M7G = "ec2.instance.m7g.large.linux.compute_sp.1yr.no_upfront"
HEADING = "family\tplan\tterm\tpayment\tregion\tratio\tlowest\thighest\tdate\tsource\n"
COLUMNS = (
    "family,plan,term,payment,region,ratio,ratio_min,ratio_max,types,effective_date,source\n"
    "m5,reserved_standard,1yr,no_upfront,eu-west-1,0.5,0.5,0.5,6,2026-01-01,elsewhere\n"
    "m5,reserved_standard,1yr,no_upfront,us-west-2,0.6386,0.6354,0.6406,6,2019-10-10,old\n"
)


def test_a_commitment_without_a_rate_is_the_regions_on_demand_rate_times_the_ratio() -> None:
    found = price_table().rate(M5, "eu-central-1")
    # 0.115 on demand in Frankfurt x 0.6386, the ratio of us-west-2.
    assert found.price == Decimal("0.0734390")
    assert found.confidence == "derived"
    said = "on-demand × 0.6386 (m5, 1 year, no upfront, ratio of us-west-2, 2019-10-10)"
    assert said in found.description and said in found.note
    assert found.effective_date == "2019-10-10"


def test_the_newer_ratio_of_us_east_1_comes_before_that_of_us_west_2() -> None:
    found = price_table().rate(M7G, "eu-central-1")
    on_demand = price_table().rate("ec2.instance.m7g.large.linux.ondemand", "eu-central-1").price
    assert found.price == on_demand * Decimal("0.7341") == Decimal("0.07179498")
    assert "ratio of us-east-1, 2026-09-24" in found.note


def test_a_rate_of_the_list_comes_before_an_estimate() -> None:
    found = price_table().rate(M5.replace("1yr.no", "3yr.all"), "eu-central-1")
    assert found.price == Decimal("0.043227")
    assert not found.note


@pytest.mark.parametrize(
    "key",
    [
        M5.replace("reserved_standard", "compute_sp"),  # no ratio of this plan
        M5.replace("linux", "windows"),
        M5.replace("linux", "linux.dedicated"),
        M5.replace("m5.large", "g7e.2xlarge"),
        M5.replace("m5.large", "m5.tiny"),
        M5.replace("1yr", "2yr"),
        "rds.instance.m5.large.mysql.single_az.reserved.1yr.no_upfront",
    ],
)
def test_what_has_no_ratio_or_no_on_demand_rate_has_no_price(key: str) -> None:
    with pytest.raises(RateNotFound):
        price_table().rate(key, "eu-central-1")


def test_another_regions_price_is_never_taken() -> None:
    table = price_table()
    offered = set(table.keys("ap-southeast-6", "ec2.instance."))
    for key in table.keys("us-east-1", "ec2.instance.m7g."):
        plain = key.rpartition(".linux.")[0] + ".linux.ondemand"
        if ".reserved_standard." in key and plain not in offered:
            with pytest.raises(RateNotFound):
                table.rate(key, "ap-southeast-6")


def test_the_line_says_how_the_estimate_was_made() -> None:
    owner = Owner("n", "Web", (), "ec2_instance", "Amazon EC2", "Compute", "eu-central-1")
    [line] = price_component(owner, hourly("Instance hours", M5, 2), price_table())
    assert line.monthly == 2 * 730 * Decimal("0.0734390")
    assert line.reason.startswith("Estimate: on-demand × 0.6386 (m5, 1 year, no upfront")


def test_estimates_are_not_among_the_keys_of_the_list() -> None:
    assert M5 not in set(price_table().keys("eu-central-1", "ec2.instance.m5."))
    assert price_table().find(M5, "eu-central-1") is None


def test_updated_prices_are_estimated_from_their_own_on_demand_rates() -> None:
    shipped = price_table()
    table = shipped if isinstance(shipped, PriceTable) else None
    assert table is not None
    assert UpdatedTable(table, table).rate(M5, "eu-central-1").price == Decimal("0.0734390")


def test_a_family_that_spreads_says_how_far(tmp_path: Path) -> None:
    row = "m5\treserved_standard\t1yr\tno_upfront\tus-east-1\t0.6\t0.55\t0.62\t2026-01-01\there\n"
    (tmp_path / FILE).write_text(HEADING + row)
    found = read_ratios(tmp_path).estimated(M5, lambda key: price_table().find(key, "us-east-1"))
    assert found is not None and "0.55 to 0.62 within the family" in found.note


@pytest.mark.parametrize("ratio", ["1.2", "0", "x", "0.7"])
def test_a_damaged_file_is_said_with_its_line(tmp_path: Path, ratio: str) -> None:
    row = f"m5\treserved_standard\t1yr\tno_upfront\tus-east-1\t{ratio}\t0.5\t0.65\t2026-01-01\there\n"
    (tmp_path / FILE).write_text(HEADING + row)
    with pytest.raises(DataError, match="line 2"):
        read_ratios(tmp_path)


def test_the_build_takes_us_east_1_before_us_west_2_and_nothing_else(tmp_path: Path) -> None:
    east = "m5,reserved_standard,1yr,no_upfront,us-east-1,0.6,0.6,0.6,6,2021-01-01,newer\n"
    source = tmp_path / "commitment_ratios.csv"
    source.write_text(COLUMNS)
    assert "us-west-2\t0.6386" in ratio_file(tmp_path)[FILE]
    source.write_text(COLUMNS + east)
    built = ratio_file(tmp_path)[FILE]
    assert "us-east-1\t0.6\t" in built and built.count("\n") == 2 and "elsewhere" not in built


@pytest.mark.parametrize("ratio", ["1.4", "-0.5", "six", ""])
def test_the_build_refuses_what_is_no_ratio(tmp_path: Path, ratio: str) -> None:
    line = f"c5,reserved_standard,1yr,no_upfront,us-east-1,{ratio},0.5,0.7,6,2021-01-01,x\n"
    (tmp_path / "commitment_ratios.csv").write_text(COLUMNS + line)
    with pytest.raises(Refused, match="line 4"):
        ratio_file(tmp_path)


def test_the_build_refuses_the_same_ratio_twice(tmp_path: Path) -> None:
    (tmp_path / "commitment_ratios.csv").write_text(COLUMNS + COLUMNS.splitlines()[-1] + "\n")
    with pytest.raises(Refused, match="twice"):
        ratio_file(tmp_path)
