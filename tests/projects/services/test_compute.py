"""EC2 and what runs on it, reckoned by hand from the list's figures; and what is said where one lacks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from pricing.costs import CostComponent
from pricing.estimate import LineItem, Owner, Totals, price_component, total
from pricing.table import price_table
from projects.billing.mixed_instances import MIXED_TYPES, first_type, shares
from projects.drawing_properties import service_properties
from projects.place import Place
from projects.properties import Property
from projects.service import catalogue, make_service

US = Place(region="us-east-1")
EU = Place(region="eu-west-1")


def parts(name: str, place: Place = US, **properties: Any) -> dict[str, CostComponent]:
    found = list(make_service(name, properties).costs(place))
    named = {part.name: part for part in found}
    assert len(named) == len(found), "two lines of one name"
    return named


def lines(name: str, place: Place = US, **properties: Any) -> dict[str, LineItem]:
    service = make_service(name, properties)
    owner = Owner("n", "", (), name, service.billed_as, service.category, place.region)
    return {
        line.component: line
        for part in service.costs(place)
        for line in price_component(owner, part, price_table(), place.hours_per_month)
    }


def totals(name: str, place: Place = US, **properties: Any) -> Totals:
    return total(lines(name, place, **properties).values())


BARE: Mapping[str, Any] = {"root_volume_size_gib": 0, "public_ip": False}


@pytest.mark.parametrize(
    ("name", "place", "properties", "monthly"),
    [
        # us-east-1 ec2.instance.m6i.large.linux.reserved_standard.1yr.no_upfront 0.0635
        (
            "ec2_instance",
            US,
            {"instance_type": "m6i.large", "instances": 2, "purchase": "reserved", "hours_per_month": 100},
            "92.71",  # 2 x 730 x 0.0635
        ),
        # us-east-1 ec2.instance.m6i.large.linux.compute_sp.3yr.partial_upfront 0.04508
        (
            "ec2_instance",
            US,
            {
                "instance_type": "m6i.large",
                "purchase": "compute_savings_plan",
                "term_years": "3",
                "payment": "partial_upfront",
            },
            "16.4542",  # 730 x 0.02254
        ),
        # eu-west-1 ec2.instance.t3.large.windows.ondemand 0.1188, ec2.cpu_credits.t3.windows 0.096
        (
            "ec2_instance",
            EU,
            {
                "instance_type": "t3.large",
                "operating_system": "windows",
                "cpu_credits": "unlimited",
                "surplus_vcpu_hours": 50,
            },
            "91.524",  # 730 x 0.1188 + 50 x 0.096
        ),
        # eu-west-1 vpc.traffic_mirroring 0.018
        ("ec2_instance", EU, {"instances": 0, "traffic_mirroring_sessions": 2}, "26.28"),
        # us-east-1 vpc.public_ipv4.idle 0.005, in_use 0.005
        ("elastic_ip", US, {"addresses": 2}, "7.3"),
        ("elastic_ip", US, {"in_use": True, "hours_per_month": 100}, "0.5"),
    ],
)
def test_a_configuration_costs_what_was_reckoned_by_hand(
    name: str, place: Place, properties: dict[str, Any], monthly: str
) -> None:
    bare = BARE if name == "ec2_instance" else {}
    found = totals(name, place, **{**bare, **properties})
    assert found.monthly == Decimal(monthly)
    assert not found.incomplete


def test_what_is_paid_once_stands_apart_from_the_month() -> None:
    # us-east-1 ec2.instance.m6i.large.linux.reserved_standard.3yr.all_upfront 0.0378995
    chosen = {"instance_type": "m6i.large", "purchase": "reserved", "term_years": "3"}
    found = totals("ec2_instance", **BARE, **chosen, payment="all_upfront")
    assert (found.monthly, found.upfront) == (0, Decimal("995.99886"))  # 26,280 x 0.0378995
    assert found.first_12_months == found.upfront


def test_half_upfront_is_as_much_at_once_as_over_the_term() -> None:
    chosen = {"instance_type": "m6i.large", "purchase": "reserved", "term_years": "3"}
    found = totals("ec2_instance", **BARE, **chosen, payment="partial_upfront")
    assert found.upfront == 36 * found.monthly > 0  # a term of 36 months of 730 hours


def test_a_commitment_that_the_list_lacks_is_not_priced_and_takes_no_other_rate() -> None:
    # Nor is there a ratio of the family for this plan.
    found = lines("ec2_instance", **BARE, instance_type="m5.large", purchase="compute_savings_plan")
    (line,) = (line for name, line in found.items() if name.startswith("Instance hours"))
    assert line.state == "not_priced" and line.monthly is None
    assert "ec2.instance.m5.large.linux.compute_sp.1yr.no_upfront" in line.reason


def test_a_commitment_by_ratio_is_marked_as_an_estimate() -> None:
    # us-east-1 m5.large 0.096 on demand x 0.6386 x 730 hours
    found = lines("ec2_instance", **BARE, instance_type="m5.large", purchase="reserved")
    (line,) = (line for name, line in found.items() if name.startswith("Instance hours"))
    assert line.monthly == Decimal("44.7530880")
    assert "Estimate: on-demand × 0.6386" in line.reason and line.rate is not None
    assert line.rate.confidence == "derived"


@pytest.mark.parametrize(
    ("properties", "key"),
    [
        ({"purchase": "spot"}, "ec2.instance.m5.large.linux.spot"),
        ({"tenancy": "dedicated"}, "ec2.instance.m5.large.linux.dedicated.ondemand"),
        (
            {"tenancy": "dedicated", "purchase": "reserved", "payment": "all_upfront"},
            "ec2.instance.m5.large.linux.dedicated.reserved_standard.1yr.all_upfront",
        ),
    ],
)
def test_spot_and_dedicated_capacity_wait_for_a_price_sheet(properties: dict[str, Any], key: str) -> None:
    found = parts("ec2_instance", **BARE, instance_type="m5.large", **properties)
    assert key in {part.rate_key for part in found.values()}
    assert price_table().find(key, "us-east-1") is None


def test_instances_on_a_dedicated_host_cost_nothing_but_their_disks() -> None:
    found = parts("ec2_instance", instance_type="mac1.metal", tenancy="host", root_volume_size_gib=100)
    assert found["Instance hours"].kind == "included"
    assert found["Root volume storage (gp3)"].quantity == 100


@pytest.mark.parametrize(("borne", "kind"), [(None, "usage"), (True, "hourly"), (False, None)])
def test_the_fee_of_dedicated_instances_is_asked_for_and_billed_on_one_icon(
    borne: bool | None, kind: str | None
) -> None:
    # eu-west-1 ec2.dedicated.region_fee 2
    fee = parts(
        "ec2_instance", EU, instance_type="m5.large", tenancy="dedicated", dedicated_region_fee=borne
    ).get("Dedicated Instances in the Region")
    assert (fee.kind if fee else None) == kind
    if borne:
        assert fee is not None and fee.quantity == 1
    elif fee is not None:
        assert (fee.quantity, fee.property) == (None, "dedicated_region_fee")


@pytest.mark.parametrize(
    ("kind", "billed"), [("r3.xlarge", True), ("m3.large", False), ("m5.large", False), ("c3.large", False)]
)
def test_only_some_old_types_pay_for_ebs_optimization(kind: str, billed: bool) -> None:
    found = parts("ec2_instance", **BARE, instance_type=kind, ebs_optimized=True, instances=2)
    assert (f"EBS optimization ({kind})" in found) == billed


@pytest.mark.parametrize(
    ("kind", "system", "key"),
    [
        ("t2.micro", "windows", "ec2.cpu_credits.t2.windows"),
        ("t4g.small", "linux", "ec2.cpu_credits.t4g.linux"),
        ("t3.large", "rhel", "ec2.cpu_credits.t3.linux"),
    ],
)
def test_surplus_credits_are_priced_by_family_and_system(kind: str, system: str, key: str) -> None:
    found = parts(
        "ec2_instance",
        instance_type=kind,
        operating_system=system,
        cpu_credits="unlimited",
        surplus_vcpu_hours=5,
    )
    assert found["Surplus CPU credits"].rate_key == key
    standard = parts("ec2_instance", instance_type=kind, cpu_credits="standard", surplus_vcpu_hours=5)
    assert "Surplus CPU credits" not in standard


@pytest.mark.parametrize(
    ("capacity", "average", "weight", "base", "percent", "expected"),
    [
        (4, None, 1, None, None, (4, 0)),
        (4, None, 1, 1, 0, (1, 3)),
        (10, None, 2, 2, 50, (3, 2)),  # 2 + half of 8 units on demand, 4 units as Spot
        (3, None, 2, 1, 50, (1, 1)),  # 1 + 1 units on demand, 1 unit as Spot: whole instances
        (2, None, 1, 5, 0, (2, 0)),
        (None, "2.5", 1, 1, 50, ("1.75", "0.75")),
        (None, None, 1, 1, 50, None),
    ],
)
def test_a_group_buys_its_base_on_demand_and_the_rest_by_its_share(
    capacity: int | None,
    average: str | None,
    weight: int,
    base: int | None,
    percent: int | None,
    expected: tuple[Any, Any] | None,
) -> None:
    mean = None if average is None else Decimal(average)
    share = None if percent is None else Decimal(percent)
    found = shares(capacity, mean, Decimal(weight), base, share)
    assert found == (None if expected is None else tuple(map(Decimal, expected)))


def test_mixed_types_are_read_in_order_with_their_weights() -> None:
    assert first_type("t3.large=2, t3.xlarge=4") == ("t3.large", 2)
    assert first_type("c7g.large, c6g.large") == ("c7g.large", 1)
    assert first_type(None) == first_type("several") == ("", 1)
    declared = next(p for p in catalogue()["auto_scaling_group"].properties() if p.name == "mixed_types")
    assert declared.pattern == MIXED_TYPES
    assert declared.problem("t3.large=2, t3.xlarge=4") is None
    assert declared.problem("t3.large=two") is not None


def test_a_mixed_group_has_a_line_for_spot_and_disks_for_all() -> None:
    found = parts(
        "auto_scaling_group",
        mixed_types="t3.large=2, t3.xlarge=4",
        desired=10,
        on_demand_base=2,
        on_demand_percent_above_base=50,
        root_volume_size_gib=8,
    )
    assert found["Instance hours (t3.large, Linux)"].quantity == 3
    assert found["Instance hours (t3.large, Linux, spot)"].quantity == 2
    assert found["Root volume storage (gp3)"].count == 5


def test_a_group_without_a_desired_number_starts_with_its_minimum() -> None:
    found = parts("auto_scaling_group", instance_type="t3.large", min=2, root_volume_size_gib=0)
    assert found["Instance hours (t3.large, Linux)"].quantity == 2
    unknown = parts("auto_scaling_group", instance_type="t3.large", root_volume_size_gib=0)
    assert unknown["Instance hours (t3.large, Linux)"].quantity is None


@pytest.mark.parametrize(
    ("family", "purchase", "hours", "key", "billed"),
    [
        ("c5", {}, 100, "ec2.dedicated_host.c5.ondemand", 100),
        ("mac1", {}, 3, "ec2.dedicated_host.mac1.ondemand", 24),
        ("m5", {"purchase": "reserved"}, 3, "ec2.dedicated_host.m5.reserved_standard.1yr.no_upfront", None),
    ],
)
def test_a_host_is_billed_by_its_family_a_mac_for_a_day_at_least(
    family: str, purchase: dict[str, str], hours: int, key: str, billed: int | None
) -> None:
    (line,) = parts("dedicated_host", host_family=family, hours_per_month=hours, **purchase).values()
    assert (line.rate_key, line.hours, line.quantity) == (key, billed, 1)


def test_a_host_of_no_family_needs_input() -> None:
    (line,) = parts("dedicated_host").values()
    assert (line.quantity, line.property) == (None, "host_family")


def test_a_function_on_managed_instances_pays_for_them_and_not_for_its_duration() -> None:
    found = parts(
        "lambda_function",
        managed_instances=True,
        instance_type="m7g.large",
        managed_instances_running=3,
        monthly_requests=1_000_000,
        duration_ms=100,
    )
    assert found["Instance hours (m7g.large, Linux)"].quantity == 3
    assert found["Lambda Managed Instances (m7g.large)"].quantity == 3
    assert not [name for name in found if name.startswith("Duration")]


def test_an_edge_function_is_priced_where_it_lives_wherever_it_is_drawn() -> None:
    # us-east-1 lambda_edge.requests 0.6 per million, lambda_edge.duration 0.00005001
    for place in (US, Place()):
        found = totals(
            "lambda_function", place, edge=True, memory_mb=128, monthly_requests=2_000_000, duration_ms=40
        )
        assert found.monthly == Decimal("1.2") + 10_000 * Decimal("0.00005001")


@pytest.mark.parametrize(
    ("source", "monthly"),
    [("amazon", "3.65"), ("contiguous", "5.84"), ("byoip", "0")],  # 730 x 0.005 and 0.008
)
def test_an_address_costs_by_where_it_comes_from(source: str, monthly: str) -> None:
    assert totals("elastic_ip", address_source=source).monthly == Decimal(monthly)


def test_provisioned_concurrency_holds_memory_all_month_and_runs_cheaper() -> None:
    # us-east-1 lambda.requests.arm 0.2 per million, lambda.provisioned.concurrency.arm 0.0000033334,
    # lambda.provisioned.duration.arm 0.0000077778
    found = totals(
        "lambda_function",
        architecture="arm64",
        memory_mb=2048,
        provisioned_concurrency=10,
        provisioned_hours=100,
        monthly_requests=1_000_000,
        duration_ms=1000,
    )
    # 0.2 + 10 x 2 GB x 360,000 s x 0.0000033334 + 2,000,000 GB-s x 0.0000077778
    assert found.monthly == Decimal("0.2") + Decimal("24.00048") + Decimal("15.5556")


def test_lightsail_is_billed_by_its_bundle_and_has_no_figure_in_the_list() -> None:
    found = lines("lightsail", bundle="small_win_2_0", operating_system="windows", disk_gb=32, instances=2)
    hours = found["Virtual server hours (small_win_2_0, Windows)"]
    assert (hours.state, hours.quantity) == ("not_priced", 1460)
    assert found["Additional disk"].quantity == 64
    assert parts("lightsail")["Bundle"].property == "bundle"


@pytest.mark.parametrize(
    ("payment", "names"),
    [
        ("no_upfront", ["Capacity for three years (OR-X)"]),
        ("all_upfront", ["Upfront payment (OR-X)"]),
        ("partial_upfront", ["Capacity for three years (OR-X)", "Upfront payment (OR-X)"]),
        (None, ["Capacity for three years"]),
    ],
)
def test_an_outpost_is_paid_by_the_month_at_once_or_both(payment: str | None, names: list[str]) -> None:
    assert list(parts("outposts", configuration="OR-X", payment=payment)) == names


def test_beanstalk_instances_can_be_reserved() -> None:
    found = parts("elastic_beanstalk", instance_type="m6i.large", instances=2, purchase="reserved")
    hours = found["Instance hours (m6i.large, Linux, reserved, 1 year)"]
    assert (hours.rate_key, hours.quantity) == (
        "ec2.instance.m6i.large.linux.reserved_standard.1yr.no_upfront",
        2,
    )


def test_the_neutral_format_s_words_become_ours() -> None:
    given = {
        "os": "windows",
        "count": 7,
        "purchase": "savings_plan",
        "placement_group": {"name": "p", "strategy": "spread"},
        "credentials": "access_keys",
        "tenancy": "host",
    }
    wanted, left = service_properties("ec2_instance", given)
    assert left == []
    assert wanted["purchase"] == "compute_savings_plan"
    assert (wanted["placement_group"], wanted["placement_strategy"]) == ("p", "spread")
    assert (wanted["instances"], wanted["credentials"], wanted["tenancy"]) == (7, "access_keys", "host")


FAMILY = (
    *("ec2_instance", "auto_scaling_group", "elastic_beanstalk", "lambda_function", "elastic_ip"),
    *("ecs", "fargate", "eks", "ecr", "batch", "lightsail", "app_runner", "outposts", "dedicated_host"),
)


def _asked(name: str) -> set[str]:
    """Amounts that a line of the service may ask for: with nothing said, and with one choice made."""
    kind = catalogue()[name]
    found = {part.property for part in make_service(name).costs(US) if part.quantity is None}
    for item in kind.properties():
        values = (True,) if item.kind == "flag" else tuple(item.choices or ())
        for value in values:
            service = make_service(name, {item.name: value})
            found |= {part.property for part in service.costs(US) if part.quantity is None}
    return found


@pytest.mark.parametrize("name", FAMILY)
def test_every_amount_that_is_asked_for_has_typical_figures(name: str) -> None:
    declared: dict[str, Property] = {item.name: item for item in catalogue()[name].properties()}
    amounts = [declared[field] for field in _asked(name) if field]
    without = {item.name for item in amounts if item.kind in ("quantity", "count") and item.typical is None}
    assert without == set()
