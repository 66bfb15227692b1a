"""A planned VPC as it is drawn: sound, lined up, covering nothing, priced as it should be."""

from __future__ import annotations

from decimal import Decimal
from ipaddress import IPv4Network
from itertools import combinations, product

import pytest

from pricing.regions import region
from pricing.table import price_table
from projects.checking import check
from projects.document import Document, Draft, records_by_id
from projects.estimate import estimate
from projects.geometry import Rect, canvas_rect, footprint, local_rect, origin
from projects.records import Link, Node
from projects.scaffolding.building import build
from projects.scaffolding.plans import PRESETS, VpcPlan, problems

ZONES = tuple(f"us-east-1{letter}" for letter in "abcdef")
BLOCK = IPv4Network("10.0.0.0/16")


def drawn(plan: VpcPlan, document: Document | None = None, parent: str | None = None) -> Document:
    document = document or Document()
    draft = Draft(document)
    build(draft, plan, parent, 0, 0)
    document.apply(draft.change())
    return document


def of(document: Document, service: str) -> list[Node]:
    return [node for node in document.nodes() if node.service.name == service]


def overlapping(document: Document) -> list[tuple[str, str]]:
    """Pairs of neighbours that cover each other, labels and what sits on edges included."""
    found = []
    holders = {node.parent for node in document.nodes()}
    for holder in holders:
        children = [c for c in document.children(holder) if isinstance(c, Node)]
        node = document.node(holder)
        rects = [(c.id, footprint(c, node), c.side) for c in children]
        for (one, a, side), (other, b, beside) in combinations(rects, 2):
            if a.overlaps(b):
                found.append((one, other))
            del side, beside
    return found


PLANS = [
    VpcPlan(BLOCK, name, "us-east-1", ZONES[:zones], tiers, nat, gateway, free, private)
    for name, zones, tiers, nat, gateway, (free, private) in product(
        ("shop",),
        (1, 2, 3, 6),
        PRESETS.values(),
        ("none", "one", "each"),
        (True, False),
        (((), ()), (("s3", "dynamodb"), ()), (("s3",), ("ssm", "sqs", "kms", "logs", "ecr.api"))),
    )
]


def test_no_plan_has_an_error() -> None:
    for plan in PLANS:
        errors = [f.message for f in check(drawn(plan)) if f.severity == "error"]
        assert not errors, (plan, errors)


def test_with_a_nat_gateway_in_each_zone_only_their_idleness_is_warned_of() -> None:
    """RTE017 holds as long as nothing stands in the private subnets."""
    plan = VpcPlan(BLOCK, zones=ZONES[:3], nat="each")
    assert {f.rule for f in check(drawn(plan)) if f.severity != "info"} == {"RTE017"}


def test_nothing_covers_anything() -> None:
    for plan in PLANS:
        assert not overlapping(drawn(plan)), plan


def test_every_frame_holds_its_content() -> None:
    for plan in PLANS[::5]:
        document = drawn(plan)
        for node in document.nodes():
            holder = document.node(node.parent)
            if holder is not None and node.side is None:
                assert Rect(0, 0, *holder.size).contains(footprint(node, holder)), plan


def test_labels_on_the_edge_stay_inside_the_region() -> None:
    for plan in PLANS[::7]:
        document = drawn(plan)
        [home] = of(document, "region")
        for node in document.nodes():
            holder = document.node(node.parent)
            if node.side is not None and holder is not None:
                label = footprint(node, holder).moved(*origin(document, holder.id))
                assert canvas_rect(document, home).contains(label), (plan, node.service.name)


def test_zones_stand_in_columns_and_tiers_in_rows() -> None:
    document = drawn(VpcPlan(BLOCK, zones=ZONES[:3]))
    zones = of(document, "availability_zone")
    assert len({(zone.y, zone.size) for zone in zones}) == 1
    rows = {(canvas_rect(document, s).y, s.size[1]) for s in of(document, "subnet")}
    assert len(rows) == 3


def test_routes_lead_each_tier_out_its_own_way() -> None:
    document = drawn(VpcPlan(BLOCK, "shop", zones=ZONES[:2], nat="each"))
    routes = {}
    for link in document.links():
        assert link.kind == "route"
        source, target = document.node(link.source), document.node(link.target)
        assert source is not None and target is not None
        routes[source.label.split()[0]] = (target.service.name, target.parent)
    nats = {nat.parent: nat for nat in of(document, "nat_gateway")}
    public = {s.label.split()[0]: s for s in of(document, "subnet") if s.service.public}
    assert routes["shop-public-a"][0] == "internet_gateway"
    assert routes["shop-app-b"] == ("nat_gateway", public["shop-public-b"].id)
    assert len(nats) == 2
    assert not any(name.startswith("shop-data") for name in routes)


def test_a_vpc_without_an_internet_gateway_has_no_public_subnets_and_no_nat() -> None:
    document = drawn(VpcPlan(BLOCK, internet_gateway=False, nat="each"))
    assert not of(document, "nat_gateway")
    assert not any(subnet.service.public for subnet in of(document, "subnet"))


@pytest.mark.parametrize(("nat", "count"), [("none", 0), ("one", 1), ("each", 3)])
def test_the_estimate_holds_each_nat_gateway_by_the_hour(nat: str, count: int) -> None:
    document = drawn(VpcPlan(BLOCK, zones=ZONES[:3], nat=nat))  # type: ignore[arg-type]
    priced = estimate(document, price_table())
    # 730 hours of a NAT gateway at $0.045 and of its public IPv4 address at $0.005.
    assert priced.totals.monthly == count * (Decimal("32.85") + Decimal("3.65"))
    assert priced.totals.needs_input == count  # the data processed


def test_interface_endpoints_are_billed_in_each_zone() -> None:
    plan = VpcPlan(BLOCK, zones=ZONES[:3], nat="none", interface_endpoints=("ssm", "kms"))
    priced = estimate(drawn(plan), price_table())
    assert priced.totals.monthly == Decimal("0.01") * 730 * 3 * 2


def test_without_a_name_the_captions_are_the_subnets_own() -> None:
    document = drawn(VpcPlan(BLOCK, tiers=PRESETS["Public and private"]))
    titles = sorted(subnet.title for subnet in of(document, "subnet"))
    assert titles[:2] == ["Private subnet 10.0.64.0/20", "Private subnet 10.0.80.0/20"]
    assert all(not subnet.label for subnet in of(document, "subnet"))


def test_a_second_vpc_goes_beside_the_first_in_the_same_region() -> None:
    document = drawn(VpcPlan(BLOCK))
    drawn(VpcPlan(IPv4Network("10.1.0.0/16")), document)
    assert len(of(document, "aws_cloud")) == len(of(document, "region")) == 1
    assert len(of(document, "vpc")) == 2
    assert not overlapping(document)


def test_another_region_goes_beside_the_first_in_the_same_cloud() -> None:
    document = drawn(VpcPlan(BLOCK))
    facts = region("eu-west-1")
    assert facts is not None
    drawn(VpcPlan(IPv4Network("10.1.0.0/16"), region="eu-west-1", zones=facts.zones[:2]), document)
    assert len(of(document, "aws_cloud")) == 1
    assert sorted(str(r.service.code) for r in of(document, "region")) == ["eu-west-1", "us-east-1"]
    assert not overlapping(document)


def test_the_region_that_is_selected_takes_the_vpc() -> None:
    document = drawn(VpcPlan(BLOCK))
    [first] = of(document, "region")
    copy = first.model_copy(update={"id": "second", "x": first.x, "y": first.y + 2000})
    document = Document([*document.records(), copy])
    drawn(VpcPlan(IPv4Network("10.1.0.0/16")), document, "second")
    assert [vpc.parent for vpc in of(document, "vpc")].count("second") == 1


def test_building_is_one_change_that_can_be_undone() -> None:
    document = drawn(VpcPlan(BLOCK))
    before = records_by_id(document)
    draft = Draft(document)
    build(draft, VpcPlan(IPv4Network("10.1.0.0/16")), None, 300, 300)
    change = draft.change()
    document.apply(change)
    document.apply(change.inverse())
    assert records_by_id(document) == before


def test_a_plan_that_does_not_fit_draws_nothing() -> None:
    draft = Draft(Document())
    with pytest.raises(ValueError, match="take a /25"):
        build(draft, VpcPlan(IPv4Network("10.0.0.0/28")), None, 0, 0)
    assert not draft.change()


def test_edges_hold_every_endpoint_apart() -> None:
    many = ("ssm", "sqs", "kms", "logs", "ecr.api", "ecr.dkr", "sts", "sns", "events", "monitoring")
    for zones in (1, 2):
        plan = VpcPlan(BLOCK, zones=ZONES[:zones], tiers=PRESETS["Public only"], interface_endpoints=many)
        document = drawn(plan)
        [vpc] = of(document, "vpc")
        icons = [local_rect(c, vpc) for c in document.children(vpc.id) if isinstance(c, Node) and c.side]
        assert len(icons) == len(many) + 3
        assert not any(one.overlaps(other) for one, other in combinations(icons, 2))


def test_names_of_tiers_are_asked_for_once_each() -> None:
    from projects.scaffolding.plans import Tier

    assert problems(VpcPlan(BLOCK, tiers=())) == ["Add a tier of subnets."]
    assert problems(VpcPlan(BLOCK, tiers=(Tier("App"), Tier("app ")))) == [
        "Two tiers are called “App”: give each a name of its own."
    ]
    assert problems(VpcPlan(BLOCK, tiers=(Tier(" "),))) == ["Give each tier a name."]
    assert not problems(VpcPlan(BLOCK))


def test_links_of_a_scaffold_join_what_is_there() -> None:
    document = drawn(VpcPlan(BLOCK))
    for link in document.links():
        assert isinstance(link, Link)
        assert document.node(link.source) is not None and document.node(link.target) is not None
