"""A project's estimate: pooled tiers, no silent zero, and updates equal to pricing anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.allowances import account_lines
from pricing.estimate import Estimate, LineItem, Owner, component_quantity, price_component, total
from pricing.parts import Part
from pricing.rates import Rate, RateNotFound, Rates
from pricing.table import price_table
from pricing.tiers import Tier
from projects import edits
from projects.changes import Change
from projects.document import Document, Draft
from projects.estimate import Estimator, estimate
from projects.location import locate, place_of
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
        Node(id="queue", service=make_service("sqs_queue", {"monthly_requests": 700_000}), parent="region"),
        Node(id="table", service=make_service("dynamodb_table", {"storage_gb": 20}), parent="region"),
        Node(id="elsewhere", service=make_service("region", {"code": "sa-east-1"})),
        Node(id="far", service=make_service("s3_bucket", {"data_out_gb": 60}), parent="elsewhere"),
        Node(id="store", service=make_service("dynamodb_table", {"storage_gb": 90}), parent="elsewhere"),
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
    "traffic from another Region": ("far", "data_out_gb", [None, Decimal(0), Decimal(99)]),
    "requests of the queue": ("queue", "monthly_requests", [None, Decimal(0), Decimal(3_000_000)]),
    "size of the table": ("table", "storage_gb", [None, Decimal(0), Decimal(30)]),
    "other Region": ("elsewhere", "code", [None, "us-east-1", "eu-north-1"]),
    "Region": ("region", "code", [None, "eu-west-1", "us-east-1"]),
}


def buckets(*out: tuple[str, int]) -> Document:
    """A bucket for each Region and GB sent to the internet."""
    nodes = []
    for number, (code, size) in enumerate(out):
        bucket = make_service("s3_bucket", {"data_out_gb": size, "storage_gb": 1})
        nodes.append(Node(id=f"region-{number}", service=make_service("region", {"code": code})))
        nodes.append(Node(id=f"bucket-{number}", service=bucket, parent=f"region-{number}"))
    return Document(nodes)


def test_an_allowance_is_taken_off_once_for_all_nodes_and_regions() -> None:
    found = estimate(buckets(("us-east-1", 70), ("us-east-1", 10), ("sa-east-1", 90)), price_table())
    off = [(line.owner.region, line.quantity, line.unit_price) for line in found.account_lines]
    assert off == [("sa-east-1", -20, Decimal("0.15")), ("us-east-1", -80, Decimal("0.09"))]
    assert found.lines[-2:] == found.account_lines
    assert {line.owner.label for line in found.account_lines} == {"AWS account"}
    assert {line.owner.service_label for line in found.account_lines} == {"Data transfer"}


def test_nodes_stay_gross_and_the_total_is_net() -> None:
    document = buckets(("us-east-1", 70))
    net = estimate(document, price_table())
    document.apply(switched(document, False))
    gross = estimate(document, price_table())
    assert gross.node_totals == net.node_totals
    assert gross.account_lines == ()
    assert gross.totals.monthly - net.totals.monthly == 70 * Decimal("0.09")
    assert gross.totals.monthly == sum(one.monthly for one in gross.node_totals.values())


def reckoned_plainly(document: Document, rates: Rates) -> tuple[dict[str, list[Part]], Decimal]:
    """Parts by node and the total, component by component, with nothing remembered."""
    found: dict[str, list[Part]] = {}
    lines: list[LineItem] = []
    used: dict[tuple[str, str], Decimal] = {}
    for node in sorted(document.nodes(), key=lambda node: node.id):
        place = place_of(document, node)
        owner = Owner(node.id, "", (), "", "", "", place.region)
        for component in node.service.costs(place):
            pool = (component.region or place.region, component.rate_key)
            start = used.get(pool, Decimal(0))
            priced = price_component(owner, component, rates, place.hours_per_month, start)
            quantity = component_quantity(component, place.hours_per_month)
            if component.pooled and quantity is not None:
                used[pool] = start + quantity * component.count
            found.setdefault(node.id, []).extend(line.part for line in priced)
            lines += priced
    if document.settings.free_allowances:
        lines += account_lines(lines)
    return found, total(lines).monthly


def switched(document: Document, on: bool) -> Change:
    draft = Draft(document)
    draft.put(document.settings.model_copy(update={"free_allowances": on}))
    return draft.change()


def test_the_switch_is_followed() -> None:
    document = buckets(("us-east-1", 70))
    following = Estimator(document, price_table())
    first = following.estimate()
    for on in (False, True):
        change = switched(document, on)
        document.apply(change)
        assert following.update(change) == estimate(document, price_table())
    assert following.update(Change()) == first


def test_the_same_drawing_at_two_price_lists_keeps_its_own_figures() -> None:
    document = drawing(("us-east-1", 80), ("us-east-1", 80))
    ours = estimate(document, TwoRegions())
    shipped = estimate(document, price_table())
    assert ours != shipped
    assert estimate(document, TwoRegions()) == ours
    assert estimate(document, price_table()) == shipped


def test_a_price_list_that_may_change_is_asked_anew() -> None:
    document, rates = drawing(("us-east-1", 50)), TwoRegions()
    before = monthly(estimate(document, rates))
    rates._rates["nat_gateway.hour", "us-east-1"] = replace(
        rates.rate("nat_gateway.hour", "us-east-1"), tiers=(Tier(Decimal(0), None, Decimal(1)),)
    )
    assert monthly(estimate(document, rates)) == before + Decimal(730) * Decimal("0.95")


def test_a_node_in_a_ring_of_containers_is_priced_where_it_seems_to_stand() -> None:
    region = make_service("region", {"code": "us-east-1"})
    nodes = [
        Node(id="region", service=region, parent="vpc"),
        Node(id="vpc", service=make_service("vpc"), parent="region"),
        Node(id="bucket", service=make_service("s3_bucket", {"storage_gb": 1}), parent="vpc"),
    ]
    found = estimate(Document(nodes), price_table())
    places = {line.node_id: line.owner.container_ids for line in found.lines}
    assert places["bucket"] == ("region", "vpc")
    for node in nodes:
        where = locate(Document(nodes), node.id)
        assert where.region == "us-east-1"
        assert node.id not in where.container_ids


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*_CHANGES, "delete", "link", "leave", "undo", "rename", "allowances"]),
            st.integers(0, 2),
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
                draft,
                [
                    node_id
                    for node_id in (("web-1", "a", "alb")[which], ("queue", "far", "elsewhere")[which])
                    if node_id in document
                ],
            )
        elif step == "link" and "link" in document:
            draft.remove("link")
        elif step == "leave" and (node := document.node("group")) is not None:
            draft.put(node.model_copy(update={"members": node.members[which:]}))
        elif step == "allowances":
            draft.put(document.settings.model_copy(update={"free_allowances": bool(which)}))
        elif step == "rename":
            draft.put(document.settings.model_copy(update={"name": f"Project {which}"}))
            if (node := document.node("a")) is not None:
                draft.put(node.model_copy(update={"label": f"zone {which}"}))
        change = done[-1].inverse() if step == "undo" else draft.change()
        document.apply(change)
        done.append(change)
        found = following.update(change)
        assert found == estimate(document, rates)
        parts, monthly = reckoned_plainly(document, rates)
        assert all([line.part for line in found.of_node(node_id)] == parts[node_id] for node_id in parts)
        assert found.totals.monthly == monthly
        off = [line for line in found.lines if not line.node_id]
        assert bool(off) <= document.settings.free_allowances
        gross = sum((one.monthly for one in found.node_totals.values()), Decimal(0))
        assert found.totals.monthly == gross + sum((line.monthly or 0 for line in off), Decimal(0))
        assert found.totals.monthly >= 0


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
