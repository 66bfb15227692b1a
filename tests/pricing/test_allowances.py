"""Free allowances: once per account, never more than what is used, the cheapest units first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pricing.allowances import ACCOUNT, account_lines, shipped_allowances
from pricing.costs import CostComponent, usage
from pricing.estimate import LineItem, Owner, cents, price_component, total
from pricing.rates import Rate, Rates
from pricing.table import price_table

OWNER = Owner("n1", "Shop", ("us-east-1",), "thing", "Thing", "Compute", "us-east-1")


def lines(*parts: tuple[str, CostComponent], rates: Rates | None = None) -> list[LineItem]:
    found = []
    for region, part in parts:
        found += price_component(replace(OWNER, region=region), part, rates or price_table())
    return found


def taken(*parts: tuple[str, str, int]) -> list[tuple[str, str, Decimal]]:
    """Key, Region and single units taken off, of usage of (Region, key, quantity)."""
    found = account_lines(lines(*((region, usage("Part", key, amount)) for region, key, amount in parts)))
    units = []
    for line in found:
        assert line.rate is not None
        assert line.quantity is not None
        units.append((line.rate.key, line.rate.region, -line.quantity * line.rate.per))
    return units


@pytest.mark.parametrize(
    ("dollars", "parts"),
    [
        ("346.47", [("lambda.requests.x86", 100_000_000), ("lambda.duration.x86", 20_000_000)]),
        ("1.50", [("sns.requests", 4_000_000)]),
        ("199.90", [("stepfunctions.standard.transitions", 8_000_000)]),
    ],
)
def test_the_bill_is_that_of_aws_s_calculator(dollars: str, parts: list[tuple[str, int]]) -> None:
    found = lines(*(("us-east-1", usage("Part", key, amount)) for key, amount in parts))
    assert cents(total(found + account_lines(found)).monthly) == Decimal(dollars)


def test_the_line_says_what_it_is_and_where_the_figure_comes_from() -> None:
    [line] = account_lines(lines(("eu-west-1", usage("Requests", "sqs.requests.fifo", 5_000_000))))
    assert (line.node_id, line.owner.label, line.owner.service_label) == ("", ACCOUNT, "Thing")
    assert line.owner.region == "eu-west-1"
    assert line.component == "Free allowance: first 1 million requests (standard and FIFO)"
    assert (line.state, line.quantity, line.unit) == ("priced", -1, "1M requests")
    assert line.unit_price == Decimal("0.5")
    assert line.monthly == Decimal("-0.5")
    assert line.rate == price_table().rate("sqs.requests.fifo", "eu-west-1")
    assert "once per account" in line.reason
    assert "from memory" in line.reason


def test_a_verified_allowance_names_its_source() -> None:
    [line] = account_lines(lines(("us-east-1", usage("Requests", "lambda.requests.arm", 5_000_000))))
    assert "346.47" in line.reason
    assert "from memory" not in line.reason


def test_no_more_is_taken_off_than_is_used() -> None:
    assert taken(("us-east-1", "lambda.requests.x86", 300_000)) == [
        ("lambda.requests.x86", "us-east-1", 300_000)
    ]
    assert taken(("us-east-1", "lambda.requests.x86", 0)) == []


def test_unknown_usage_uses_up_nothing() -> None:
    assert account_lines(lines(("us-east-1", usage("Requests", "lambda.requests.x86", None)))) == []


def test_two_architectures_share_one_allowance() -> None:
    found = taken(
        ("us-east-1", "lambda.duration.x86", 5_000_000), ("us-east-1", "lambda.duration.arm", 300_000)
    )
    assert found == [
        ("lambda.duration.arm", "us-east-1", 300_000),
        ("lambda.duration.x86", "us-east-1", 100_000),
    ]


def test_an_allowance_is_once_per_account_and_goes_to_the_cheapest_region_first() -> None:
    found = taken(
        ("sa-east-1", "data_transfer.out.internet", 5000), ("us-east-1", "data_transfer.out.internet", 60)
    )
    assert found == [
        ("data_transfer.out.internet", "sa-east-1", 40),
        ("data_transfer.out.internet", "us-east-1", 60),
    ]


def test_geographies_share_one_allowance() -> None:
    parts = [
        usage("Out", "cloudfront.data_out.internet", 1000, region=f"edge-{code}") for code in ("in", "us")
    ]
    found = account_lines(lines(*(("", part) for part in parts)))
    assert {(line.rate.region, line.quantity) for line in found if line.rate} == {
        ("edge-us", -1000),
        ("edge-in", -24),
    }
    assert {line.owner.region for line in found} == {""}


def test_a_free_tier_of_the_list_is_once_per_account_too() -> None:
    found = taken(("us-east-1", "dynamodb.storage", 20), ("eu-west-1", "dynamodb.storage", 30))
    assert sum(units for _, _, units in found) == 25
    assert found[-1] == ("dynamodb.storage", "us-east-1", 20)


def test_what_each_resource_has_included_is_no_allowance_of_the_account() -> None:
    part = usage("Records", "route53.rrsets", 12_000, region="global", pooled=False)
    found = lines(("", part))
    assert [line.state for line in found] == ["included", "priced"]
    assert account_lines(found) == []


def test_only_units_of_the_first_tier_are_taken_off(
    make_rate: Callable[..., Rate], price_list: Callable[..., Rates]
) -> None:
    rate = make_rate("GB", ("0", "40", "2"), ("40", None, "1"), key="data_transfer.out.internet")
    part = usage("Out", "data_transfer.out.internet", 500)
    [line] = account_lines(lines(("eu-west-1", part), rates=price_list(rate)))
    assert (line.quantity, line.unit_price, line.monthly) == (-40, 2, -80)


def test_what_is_paid_at_a_share_of_the_price_uses_up_nothing() -> None:
    part = replace(usage("Requests", "lambda.requests.x86", 5_000_000), share=Decimal("0.5"))
    assert account_lines(lines(("us-east-1", part))) == []


def test_govcloud_has_only_the_allowances_of_its_own() -> None:
    assert taken(("us-gov-west-1", "data_transfer.out.internet", 500)) == []
    assert taken(("us-gov-west-1", "kms.requests.symmetric", 50_000)) == [
        ("kms.requests.symmetric", "us-gov-west-1", 20_000)
    ]


def test_no_two_allowances_cover_the_same_rate() -> None:
    keys = [key for allowance in shipped_allowances() for key in allowance.keys]
    assert len(keys) == len(set(keys))


def test_every_allowance_says_how_much_and_how_sure_it_is() -> None:
    for allowance in shipped_allowances():
        assert allowance.name.startswith("first ")
        assert allowance.amount > 0
        assert allowance.source or allowance.confidence == "memory"
