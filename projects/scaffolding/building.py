"""Drawing a planned VPC: zones as columns, tiers as rows, gateways on the edge, and the routes between."""

from __future__ import annotations

from ipaddress import IPv4Network

from projects import edits
from projects.containers import grow_to_hold, resize
from projects.document import Document, Draft
from projects.edges import put_on_edge
from projects.geometry import GRID, HEADER, PADDING, Rect, canvas_rect, origin, snapped
from projects.making_room import to_free_place
from projects.placement import refusal
from projects.records import Link, Node
from projects.scaffolding.captions import subnet_caption, vpc_caption
from projects.scaffolding.plans import Tier, VpcPlan
from projects.service import Service, make_service, service_class

SUBNET = (256, 168)
"""As wide as a new subnet, and as high as an icon with its label needs."""
ROW_GAP = PADDING
SIDE = 32
"""From the VPC's frame to the zones, where nothing sits on its edge."""
BESIDE_LABEL = 80
"""The same beside an icon on the edge with its label, on both sides of the frame."""
UNDER_LABEL = 88
STEP = 112
"""From one icon on an upright edge to the next, with room for its label."""
NAT_AT = (96, 48)


def build(draft: Draft, plan: VpcPlan, parent: str | None, x: float, y: float) -> str:
    """Draw a plan around a canvas point; gives the id of the VPC.

    ``parent`` is the container or page it was asked for: the VPC goes into the plan's Region there, or
    into a new one. Raises :class:`~projects.scaffolding.addresses.DoesNotFit` before anything is drawn.
    """
    blocks = plan.blocks()
    region = _region(draft, plan, parent, x, y)
    vpc = _vpc(draft, plan, region, x, y)
    subnets = _columns(draft, plan, blocks, vpc)
    _gateways(draft, plan, vpc, subnets)
    to_free_place(draft, [vpc.id])
    _room_around(draft, region, vpc)
    return vpc.id


# around it


def _region(draft: Draft, plan: VpcPlan, parent: str | None, x: float, y: float) -> str:
    """The Region that the VPC goes into: the one asked for, one of its code, or a new one."""
    found = region_for(draft.document, plan.region, parent)
    if found is not None:
        return found
    width, height = _extent(plan)
    left, _, right = _margins(plan)
    size = (left + width + right, height + HEADER + PADDING + SIDE)
    home = _cloud_for(draft.document, parent)
    service = make_service("region", {"code": plan.region})
    if draft.node(home) is None:
        cloud = _around(draft, home, x, y, size)
        return _put(draft, service, cloud.id, SIDE, HEADER + PADDING, *size).id
    assert home is not None
    region = _put(draft, service, home, *_local(draft, home, x, y, size), *size)
    to_free_place(draft, [region.id])
    grow_to_hold(draft, home)
    return region.id


def _around(draft: Draft, page: str | None, x: float, y: float, size: tuple[int, int]) -> Node:
    """A new AWS Cloud around a canvas point, for a Region of this size."""
    width, height = size[0] + 2 * SIDE, size[1] + HEADER + PADDING + SIDE
    at = snapped(x - width / 2), snapped(y - height / 2)
    cloud = _put(draft, make_service("aws_cloud"), page, *at, width, height)
    to_free_place(draft, [cloud.id])
    return cloud


def region_for(document: Document, code: str, parent: str | None) -> str | None:
    """The Region of this code that is meant: around or at ``parent`` first, else the only ones there are."""
    around = [parent, *(node.id for node in document.ancestors(parent))] if parent is not None else []
    page = document.page_of(parent) if document.node(parent) is not None else parent
    regions = [n for n in document.nodes() if n.service.name == "region" and document.page_of(n.id) == page]
    of_code = sorted((n for n in regions if getattr(n.service, "code", None) == code), key=lambda n: n.id)
    near = next((n.id for n in of_code if n.id in around), None)
    return near or (of_code[0].id if of_code else None)


def _cloud_for(document: Document, parent: str | None) -> str | None:
    """The AWS Cloud or account that takes a new Region; the page, or None for the first, if there is none."""
    around = [parent, *(node.id for node in document.ancestors(parent))] if parent is not None else []
    kind = service_class("region")
    for candidate in around:
        if document.node(candidate) is not None and refusal(document, kind, candidate) is None:
            return candidate
    page = document.page_of(parent) if document.node(parent) is not None else parent
    clouds = [n for n in document.nodes() if n.service.name == "aws_cloud" and document.page_of(n.id) == page]
    accounts = [n for n in document.nodes() if n.service.name == "account"]
    inside = [n for n in accounts if clouds and n.parent == clouds[0].id]
    found = sorted((inside or clouds), key=lambda node: node.id)
    return found[0].id if found else page


def _local(
    draft: Draft, holder: str, x: float, y: float, size: tuple[int, int], least: int = SIDE
) -> tuple[int, int]:
    """The corner of what stands around a canvas point, in a container, clear of its header and left edge."""
    left, top = origin(draft, holder)
    at = (snapped(x - left - size[0] / 2), snapped(y - top - size[1] / 2))
    return max(least, at[0]), max(HEADER + PADDING, at[1])


def _room_around(draft: Draft, region: str, vpc: Node) -> None:
    """The Region holds the VPC with the labels of what sits on its edge."""
    grow_to_hold(draft, region)
    placed, holder = draft.node(vpc.id), draft.node(region)
    assert placed is not None and holder is not None
    sides = {c.side for c in draft.children(vpc.id) if isinstance(c, Node) and c.side is not None}
    right = placed.x + placed.size[0] + (BESIDE_LABEL if "right" in sides else SIDE)
    bottom = placed.y + placed.size[1] + (BESIDE_LABEL if "bottom" in sides else SIDE)
    left = min(0, placed.x - (BESIDE_LABEL if "left" in sides else SIDE))
    width, height = max(holder.size[0], right) - left, max(holder.size[1], bottom)
    resize(draft, region, Rect(holder.x + left, holder.y, width, height))
    grow_to_hold(draft, holder.parent)


# the network itself


def _extent(plan: VpcPlan) -> tuple[int, int]:
    """Width and height of the VPC's frame."""
    left, top, right = _margins(plan)
    zones, tiers = len(plan.zones), len(plan.tiers)
    width = left + zones * (SUBNET[0] + 2 * PADDING) + (zones - 1) * SIDE + right
    height = top + _zone_height(tiers) + SIDE
    endpoints = len(plan.gateway_endpoints) + len(plan.interface_endpoints)
    return width, max(height, UNDER_LABEL + (min(endpoints, 3)) * STEP)


def _margins(plan: VpcPlan) -> tuple[int, int, int]:
    """Room at the left, top and right of the zones; the frame itself leaves as much outside."""
    on_edge = len(plan.gateway_endpoints) + len(plan.interface_endpoints)
    left = BESIDE_LABEL if on_edge > _rows(plan) else SIDE
    return left, UNDER_LABEL if plan.internet_gateway else HEADER + PADDING, BESIDE_LABEL if on_edge else SIDE


def _rows(plan: VpcPlan) -> int:
    """How many icons an upright edge takes."""
    return max(3, (_zone_height(len(plan.tiers)) + SIDE) // STEP)


def _zone_height(tiers: int) -> int:
    return HEADER + GRID + tiers * SUBNET[1] + (tiers - 1) * ROW_GAP + PADDING


def _put(
    draft: Draft, service: Service, parent: str | None, x: int, y: int, *size: int, label: str = ""
) -> Node:
    width, height = size or (None, None)
    made_id, z = draft.new_id(service.stored_name), edits.top_z(draft, parent)
    node = Node(
        id=made_id, service=service, label=label, parent=parent, x=x, y=y, width=width, height=height, z=z
    )
    draft.put(node)
    return node


def _vpc(draft: Draft, plan: VpcPlan, region: str, x: float, y: float) -> Node:
    size = _extent(plan)
    left, top = _local(draft, region, x, y, size, _margins(plan)[0])
    facts = {"cidr": str(plan.block), "dns_support": True, "dns_hostnames": True}
    return _put(draft, make_service("vpc", facts), region, left, top, *size, label=vpc_caption(plan))


def _columns(draft: Draft, plan: VpcPlan, blocks: list[list[IPv4Network]], vpc: Node) -> list[list[Node]]:
    """The zones with their subnets; gives the subnets of each tier, zone by zone."""
    left, top, _ = _margins(plan)
    wide, high = SUBNET[0] + 2 * PADDING, _zone_height(len(plan.tiers))
    rows: list[list[Node]] = [[] for _ in plan.tiers]
    for column, zone in enumerate(plan.zones):
        x = left + column * (wide + SIDE)
        service = make_service("availability_zone", {"zone": zone or None})
        frame = _put(draft, service, vpc.id, x, top, wide, high)
        y = HEADER + GRID
        for row, tier in enumerate(plan.tiers):
            block = blocks[row][column]
            public = tier.kind == "public" and plan.internet_gateway
            subnet = make_service("subnet", {"cidr": str(block), "public": public})
            caption = subnet_caption(plan, tier, zone or str(column + 1), block)
            rows[row].append(_put(draft, subnet, frame.id, PADDING, y, *SUBNET, label=caption))
            y += SUBNET[1] + ROW_GAP
    return rows


# gateways, endpoints and routes


def _gateways(draft: Draft, plan: VpcPlan, vpc: Node, subnets: list[list[Node]]) -> None:
    gateway = None
    if plan.internet_gateway:
        left, _, right = _margins(plan)
        middle = (left + vpc.size[0] - right) / 2
        gateway = _on_edge(draft, vpc, make_service("internet_gateway"), middle, 0)
    public = next((row for tier, row in zip(plan.tiers, subnets, strict=True) if tier.kind == "public"), None)
    nats: list[Node] = []
    for zone in plan.nat_zones if public is not None else ():
        assert public is not None
        nats.append(_put(draft, make_service("nat_gateway"), public[zone].id, *NAT_AT))
    for tier, row in zip(plan.tiers, subnets, strict=True):
        for zone, subnet in enumerate(row):
            _route(draft, tier, subnet, gateway, nats, zone)
    _endpoints(draft, plan, vpc, subnets)


def _route(draft: Draft, tier: Tier, subnet: Node, gateway: Node | None, nats: list[Node], zone: int) -> None:
    """The subnet's default route: to the internet gateway, to the NAT gateway of its zone, or none."""
    target = gateway if tier.kind == "public" else None
    if tier.kind == "private" and nats:
        target = nats[zone] if zone < len(nats) else nats[0]
    if target is None:
        return
    link = Link(id=draft.new_id("link"), source=subnet.id, target=target.id, kind="route")
    if target is gateway:
        # From below, as the frame's own line runs to the gateway from both sides, and past the zone's title.
        left = canvas_rect(draft, subnet).center[0] <= canvas_rect(draft, target).center[0]
        way = {"source_side": "top", "target_side": "bottom", "source_offset": 0.88 if left else 0.12}
        link = link.model_copy(update=way)
    draft.put(link)


def _endpoints(draft: Draft, plan: VpcPlan, vpc: Node, subnets: list[list[Node]]) -> None:
    """Endpoints down the right edge, and down the left one where those are too many."""
    home = next((i for i, tier in enumerate(plan.tiers) if tier.kind == "private"), len(plan.tiers) - 1)
    wanted = [make_service("gateway_endpoint", {"service": one}) for one in plan.gateway_endpoints]
    listed = tuple(one.id for one in subnets[home])
    for one in plan.interface_endpoints:
        facts = {"service": one, "subnets": listed, "private_dns": True}
        wanted.append(make_service("interface_endpoint", facts))
    rows = _rows(plan)
    for number, service in enumerate(wanted):
        x, place = (vpc.size[0], number) if number < rows else (0, number - rows)
        _on_edge(draft, vpc, service, x, min(UNDER_LABEL + PADDING + place * STEP, vpc.size[1] - STEP / 2))


def _on_edge(draft: Draft, vpc: Node, service: Service, x: float, y: float) -> Node:
    placed = put_on_edge(draft, _put(draft, service, vpc.id, 0, 0), vpc, x, y)
    draft.put(placed)
    return placed
