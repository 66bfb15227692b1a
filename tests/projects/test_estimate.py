"""A project's estimate: pooled tiers, no silent zero, and updates equal to pricing anew."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.estimate import Estimate
from pricing.rates import Rate, RateNotFound
from pricing.table import price_table
from pricing.tiers import Tier
from projects import edits
from projects.changes import Change
from projects.document import Document, Draft
from projects.estimate import Estimator, estimate
from projects.records import Link, Node
from projects.service import Service, make_service


class TwoRegions:
    """A price list of a few rates, so that the sums can be done in the head."""

    date = "2026-01-01"
    digest = "0" * 64

    def __init__(self) -> None:
        flat = {"nat_gateway.hour": "0.05", "nat_gateway.data": "0.04", "vpc.public_ipv4.in_use": "0.005"}
        self._rates = {
            (key, region): Rate(
                key,
                region,
                "vpc",
                key,
                "GB",
                (Tier(Decimal(0), None, Decimal(price)),),
                "test",
                "2026-01-01",
                "exact",
            )
            for key, price in flat.items()
            for region in ("us-east-1", "eu-west-1")
        }
        for region in ("us-east-1", "eu-west-1"):
            tiers = (
                Tier(Decimal(0), Decimal(100), Decimal("0.04")),
                Tier(Decimal(100), None, Decimal("0.01")),
            )
            self._rates["nat_gateway.data", region] = Rate(
                "nat_gateway.data", region, "vpc", "data", "GB", tiers, "test", "2026-01-01", "exact"
            )

    def rate(self, key: str, region: str) -> Rate:
        if (key, region) not in self._rates:
            raise RateNotFound(key, region)
        return self._rates[key, region]

    def keys(self, region: str, prefix: str = "") -> Iterator[str]:
        return iter(sorted(key for key, where in self._rates if where == region and key.startswith(prefix)))


def drawing(*gateways: tuple[str, int | None]) -> Document:
    """NAT gateways by Region and GB in a subnet of each Region."""
    records = [
        Node(id="cloud", service=make_service("aws_cloud")),
        *(
            record
            for region in ("us-east-1", "eu-west-1", "xx-none-1")
            for record in (
                Node(id=region, service=make_service("region", {"code": region}), parent="cloud"),
                Node(id=f"{region}-vpc", service=make_service("vpc", {"cidr": "10.0.0.0/16"}), parent=region),
                Node(
                    id=f"{region}-subnet",
                    service=make_service("subnet", {"public": True}),
                    parent=f"{region}-vpc",
                ),
            )
        ),
        *(
            Node(
                id=f"nat-{number}",
                service=make_service("nat_gateway", {"data_processed_gb": size}),
                parent=f"{region}-subnet",
            )
            for number, (region, size) in enumerate(gateways)
        ),
    ]
    return Document(records)


def monthly(found: Estimate) -> Decimal:
    return found.totals.monthly


HOURS = Decimal(730) * (Decimal("0.05") + Decimal("0.005"))


def test_hours_and_data_add_up() -> None:
    found = estimate(drawing(("us-east-1", 50)), TwoRegions())
    assert monthly(found) == HOURS + 50 * Decimal("0.04")
    assert not found.totals.incomplete


def test_tiers_are_pooled_over_the_nodes_of_a_region() -> None:
    found = estimate(drawing(("us-east-1", 80), ("us-east-1", 80)), TwoRegions())
    assert monthly(found) == 2 * HOURS + 100 * Decimal("0.04") + 60 * Decimal("0.01")


def test_tiers_are_not_pooled_across_regions() -> None:
    found = estimate(drawing(("us-east-1", 80), ("eu-west-1", 80)), TwoRegions())
    assert monthly(found) == 2 * HOURS + 160 * Decimal("0.04")


def test_unknown_usage_is_not_zero() -> None:
    found = estimate(drawing(("us-east-1", None)), TwoRegions())
    [line] = [line for line in found.lines if line.state == "needs_input"]
    assert line.monthly is None
    assert line.unit_price == Decimal("0.04")
    assert line.property_name == "data_processed_gb"
    assert found.totals.incomplete


def test_stated_zero_is_priced() -> None:
    found = estimate(drawing(("us-east-1", 0)), TwoRegions())
    assert monthly(found) == HOURS
    assert not found.totals.incomplete


def test_a_region_without_prices_is_said_and_counted_and_never_borrowed() -> None:
    found = estimate(drawing(("xx-none-1", 10)), TwoRegions())
    assert found.totals.not_priced == 3
    assert monthly(found) == 0
    assert all("xx-none-1" in line.reason for line in found.lines)


def test_outside_every_region_nothing_is_priced() -> None:
    document = Document([Node(id="nat", service=make_service("nat_gateway"))])
    found = estimate(document, TwoRegions())
    assert {line.state for line in found.lines} == {"not_priced"}


def test_a_service_that_costs_nothing_says_included_and_why() -> None:
    document = drawing()
    draft = Draft(document)
    edits.place(draft, "internet_gateway", "us-east-1-vpc", 0, 0)
    document.apply(draft.change())
    [line] = estimate(document, TwoRegions()).lines
    assert line.state == "included"
    assert line.reason


def test_an_unknown_service_is_counted_as_not_priced() -> None:
    document = Document([Node(id="new", service=make_service("service_of_2031"))])
    assert estimate(document, TwoRegions()).totals.not_priced == 1


@pytest.mark.parametrize(
    ("zone", "subnet", "instance"),
    [
        (make_service("local_zone"), {}, {}),
        (make_service("availability_zone", {"zone": "us-east-1-bos-1a"}), {}, {}),
        (make_service("generic_group"), {"zone": "us-east-1-wl1-bos-wlz-1"}, {}),
        (make_service("availability_zone", {"zone": "us-east-1a"}), {"outpost": True}, {}),
        (make_service("availability_zone", {"zone": "us-east-1a"}), {}, {"outpost": True}),
    ],
)
def test_the_region_s_prices_do_not_hold_in_a_local_zone_or_on_an_outpost(
    zone: Service, subnet: dict[str, Any], instance: dict[str, Any]
) -> None:
    web = {"instance_type": "m5.large", "root_volume_size_gib": 8, "public_ip": False, **instance}
    nodes = [
        Node(id="region", service=make_service("region", {"code": "us-east-1"})),
        Node(id="vpc", service=make_service("vpc"), parent="region"),
        Node(id="zone", service=zone, parent="vpc"),
        Node(id="subnet", service=make_service("subnet", subnet), parent="zone"),
        Node(id="web", service=make_service("ec2_instance", web), parent="subnet"),
    ]
    found = estimate(Document(nodes), price_table())
    assert {line.state for line in found.lines} == {"not_priced"}
    assert all("not in the price list" in line.reason for line in found.lines)
    draft = Draft(Document(nodes))
    draft.put(
        Node(id="zone", service=make_service("availability_zone", {"zone": "us-east-1a"}), parent="vpc")
    )
    draft.put(Node(id="subnet", service=make_service("subnet"), parent="zone"))
    draft.put(Node(id="web", service=nodes[-1].service.set(outpost=None), parent="subnet"))
    following = Estimator(draft.document, price_table())
    following.estimate()
    change = draft.change()
    draft.document.apply(change)
    assert {line.state for line in following.update(change).lines} == {"priced"}


def test_a_group_s_instances_are_shared_out_by_what_its_icons_stand_for() -> None:
    document = group(average=6, instances=(2, 1))
    found = estimate(document, price_table())
    hours = {line.node_id: line.quantity for line in found.lines if line.component.startswith("Instance")}
    assert hours == {"web-0": 4 * 730, "web-1": 2 * 730}


def group(average: int, instances: tuple[int, ...]) -> Document:
    """An Auto Scaling group with one icon for each number of instances, a balancer and an address."""
    nodes = [
        Node(id="region", service=make_service("region", {"code": "us-east-1"})),
        Node(id="vpc", service=make_service("vpc"), parent="region"),
        Node(id="a", service=make_service("subnet", {"public": True}), parent="vpc"),
        Node(id="b", service=make_service("subnet", {"public": True}), parent="vpc"),
        *(
            Node(
                id=f"web-{number}",
                service=make_service("ec2_instance", {"instance_type": "m6i.large", "instances": count}),
                parent="a",
            )
            for number, count in enumerate(instances)
        ),
        Node(
            id="group",
            service=make_service("auto_scaling_group", {"average_instances": average}),
            parent="vpc",
            members=tuple(f"web-{number}" for number in range(len(instances))),
        ),
        Node(
            id="alb",
            service=make_service("application_load_balancer", {"subnets": ("a", "b"), "data_out_gb": 9000}),
            parent="vpc",
        ),
        Node(id="bucket", service=make_service("s3_bucket", {"data_out_gb": 9000}), parent="region"),
        Node(id="eip", service=make_service("elastic_ip"), parent="region"),
    ]
    return Document([*nodes, Link(id="link", source="eip", target="web-0", kind="associate")])


_CHANGES: dict[str, tuple[str, str, list[Any]]] = {
    "size of the group": ("group", "average_instances", [None, Decimal(0), Decimal(5)]),
    "instances of an icon": ("web-0", "instances", [None, 0, 3]),
    "public subnet": ("a", "public", [None, True, False]),
    "subnets of the balancer": ("alb", "subnets", [(), ("a",), ("b", "a")]),
    "traffic of the balancer": ("alb", "data_out_gb", [None, Decimal(0), Decimal(20_000)]),
    "traffic of the bucket": ("bucket", "data_out_gb", [None, Decimal(0), Decimal(20_000)]),
    "traffic of an instance": ("web-1", "data_out_gb", [None, Decimal(0), Decimal(20_000)]),
    "Region": ("region", "code", [None, "eu-west-1", "us-east-1"]),
}


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*_CHANGES, "delete", "link", "leave", "undo", "rename"]), st.integers(0, 2)
        ),
        max_size=10,
    )
)
def test_following_changes_of_what_depends_on_others_equals_pricing_anew(
    steps: list[tuple[str, int]],
) -> None:
    rates = price_table()
    document = group(average=6, instances=(2, 1))
    following = Estimator(document, rates)
    following.estimate()
    done = [Change()]
    for step, which in steps:
        draft = Draft(document)
        if step in _CHANGES:
            node_id, name, values = _CHANGES[step]
            if node_id in document:
                edits.set_property(draft, [node_id], name, values[which])
        elif step == "delete":
            edits.delete(
                draft, [node_id for node_id in (("web-1", "a", "alb")[which],) if node_id in document]
            )
        elif step == "link" and "link" in document:
            draft.remove("link")
        elif step == "leave" and (node := document.node("group")) is not None:
            draft.put(node.model_copy(update={"members": node.members[which:]}))
        elif step == "rename":
            draft.put(document.settings)
            if (node := document.node("a")) is not None:
                draft.put(node.model_copy(update={"label": f"zone {which}"}))
        change = done[-1].inverse() if step == "undo" else draft.change()
        document.apply(change)
        done.append(change)
        assert following.update(change) == estimate(document, rates)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "delete", "size", "region", "hours", "move"]),
            st.integers(0, 5),
            st.integers(0, 200),
        ),
        max_size=12,
    )
)
def test_following_changes_equals_pricing_anew(steps: list[tuple[str, int, int]]) -> None:
    rates = TwoRegions()
    document = drawing(("us-east-1", 80), ("us-east-1", 40), ("eu-west-1", 10))
    following = Estimator(document, rates)
    following.estimate()
    for step, which, size in steps:
        draft = Draft(document)
        gateways = [node for node in document.nodes() if node.service.name == "nat_gateway"]
        node = gateways[which % len(gateways)] if gateways else None
        if step == "add":
            edits.place(
                draft, make_service("nat_gateway", {"data_processed_gb": size}), "us-east-1-subnet", 9, 9
            )
        elif step == "hours":
            draft.put(document.settings.model_copy(update={"hours_per_month": Decimal(700 + which)}))
        elif step == "region":
            edits.set_property(draft, ["us-east-1"], "code", "eu-west-1" if which % 2 else "us-east-1")
        elif node is not None and step == "delete":
            edits.delete(draft, [node.id])
        elif node is not None and step == "size":
            edits.set_property(draft, [node.id], "data_processed_gb", size)
        elif node is not None:
            edits.reparent(draft, node.id, "eu-west-1-subnet" if which % 2 else "us-east-1-subnet")
        change = draft.change()
        document.apply(change)
        assert following.update(change) == estimate(document, rates)
