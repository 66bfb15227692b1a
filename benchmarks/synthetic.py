"""Synthetic projects of any size: Regions, VPCs, zones and subnets full of nodes, with 1.5 links a node.

The same number of nodes and seed give the same project as long as the catalogue stays the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from random import Random
from typing import Any

from projects.document import Document
from projects.link_kinds import likely_kinds
from projects.records import AnyRecord, Link, Node, Settings
from projects.service import CANVAS, Service, catalogue

LINKS_PER_NODE = 1.5
ZONES = 3
SUBNETS_PER_ZONE = 2
NODES_PER_SUBNET = 6
REGIONAL_PER_VPC = 6
NODES_PER_VPC = ZONES * SUBNETS_PER_ZONE * NODES_PER_SUBNET + REGIONAL_PER_VPC
"""42 nodes for each VPC's ten frames: 0.24 containers a node."""
VPCS_PER_REGION = 6

COLUMN, ROW = 160, 144
"""Distance from one icon to the next."""
PADDING, HEADER = 24, 40

REGIONS = (
    "us-east-1",
    "eu-west-1",
    "us-west-2",
    "eu-central-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "us-east-2",
    "ca-central-1",
    "eu-north-1",
    "ap-south-1",
)
INSTANCE_TYPES = {
    "ec2_instance": ("m6i.large", "c6i.xlarge", "r6i.large", "t3.medium"),
    "elastic_beanstalk": ("t3.medium", "m6i.large"),
    "rds_instance": ("db.m6g.large", "db.r6g.large"),
    "aurora_cluster": ("db.r6g.large", "db.r6g.xlarge"),
    "elasticache_cluster": ("cache.t4g.small", "cache.m6g.large"),
    "redshift_cluster": ("ra3.xlplus", "ra3.4xlarge"),
}
PREFERRED = {
    "subnet": ("ec2_instance", "rds_instance", "elasticache_cluster", "nat_gateway", "ebs_volume"),
    "region": ("s3_bucket", "sqs_queue", "sns_topic", "dynamodb_table", "lambda_function", "cloudwatch"),
    "aws_cloud": ("cloudfront", "route53", "iam"),
    CANVAS: ("users", "internet", "client"),
}
"""What real drawings hold most of; the rest of the catalogue fills the other half."""

ROLES = ("orders", "billing", "catalogue", "search", "login", "reports", "media", "checkout", "stock", "mail")
VERBS = (
    "HTTPS",
    "reads",
    "writes",
    "events",
    "SQL 5432",
    "gRPC",
    "queue",
    "cache",
    "nightly copy",
    "metrics",
)


@dataclass
class _Drawing:
    """The records made so far, and who stands where, for the links."""

    random: Random
    records: list[AnyRecord] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    groups: list[list[Node]] = field(default_factory=list)
    """Nodes by VPC, in the order they were made; neighbours stand together."""
    by_place: dict[str, list[type[Service]]] = field(default_factory=dict)

    def add(self, service: Service, parent: str | None, x: int, y: int, **values: Any) -> Node:
        self.counts[service.name] += 1
        made = Node(
            id=f"{service.name}-{self.counts[service.name]:05d}",
            service=service,
            parent=parent,
            x=x,
            y=y,
            **values,
        )
        self.records.append(made)
        return made

    def leaf(self, place: str, parent: str | None, x: int, y: int) -> Node:
        """A service that may stand in this kind of container, half of the time one that is common there."""
        kinds = self.by_place[place]
        common = [kind for kind in kinds if kind.name in PREFERRED[place]]
        kind = self.random.choice(common if common and self.random.random() < 0.5 else kinds)
        label = ""
        if self.random.random() < 0.5:
            label = f"{self.random.choice(ROLES)} {self.counts[kind.name] + 1}"
        width, height = kind.size
        service = configured(kind, self.random)
        return self.add(service, parent, x + (64 - width) // 2, y + (64 - height) // 2, label=label)


def synthetic_document(nodes: int, seed: int = 7) -> Document:
    """A project with this many nodes, about 0.24 as many containers and 1.5 as many links, half labelled.

    It takes about 1,800 by 6,400 canvas units with 200 nodes, 7,200 by 6,900 with 1,000 and 14,400 by
    20,700 with 5,000.
    """
    drawing = _Drawing(Random(seed))
    drawing.by_place = {place: kinds_for(place) for place in PREFERRED}
    drawing.records.append(Settings(name=f"Synthetic project of {nodes:,} nodes", client="Benchmark"))
    outside, globals_ = ceil(nodes / 100), nodes // 50
    left = nodes - outside - globals_
    vpcs = [NODES_PER_VPC] * (left // NODES_PER_VPC)
    if left % NODES_PER_VPC or not vpcs:
        vpcs.append(left % NODES_PER_VPC)
    _fill(drawing, vpcs, globals_, outside)
    drawing.records += _links(drawing, round(nodes * LINKS_PER_NODE))
    return Document(drawing.records)


def kinds_for(place: str) -> list[type[Service]]:
    """The services of the catalogue that are drawn as icons in this kind of container, sorted by name."""
    icons = [
        kind
        for kind in catalogue().values()
        if kind.shape in ("service", "resource", "actor") and not kind.border
    ]
    return [kind for kind in icons if place in kind.inside[:2]] or icons


def configured(kind: type[Service], random: Random) -> Service:
    """A node's properties: instance types and usage filled in, most of the rest left as it comes."""
    values: dict[str, Any] = {}
    for declared in kind.properties():
        if declared.kind == "quantity" and declared.default is None and random.random() < 0.8:
            low, high = declared.low or Decimal(0), declared.high or Decimal(2000)
            values[declared.name] = low + Decimal(random.randrange(1, 100)) * (min(high, 2000) - low) // 100
        elif declared.name in ("instance_type", "instance_class", "node_type"):
            values[declared.name] = random.choice(INSTANCE_TYPES.get(kind.name, (declared.default,)))
        elif declared.kind == "choice" and declared.choices and declared.default is None:
            values[declared.name] = random.choice(list(declared.choices))
    return kind(**values)


# where things stand


def _fill(drawing: _Drawing, vpcs: list[int], globals_: int, outside: int) -> None:
    frames = catalogue()
    subnet = (3 * COLUMN + 2 * PADDING, HEADER + 2 * ROW + PADDING)
    zone = (subnet[0] + 2 * PADDING, HEADER + SUBNETS_PER_ZONE * (subnet[1] + PADDING))
    vpc = (ZONES * (zone[0] + PADDING) + PADDING, HEADER + PADDING + zone[1] + PADDING)
    slot = ROW + vpc[1] + 2 * PADDING
    regions = [vpcs[i : i + VPCS_PER_REGION] for i in range(0, len(vpcs), VPCS_PER_REGION)]
    tallest = HEADER + slot * min(len(vpcs), VPCS_PER_REGION) + PADDING
    width = vpc[0] + 2 * PADDING
    columns = min(len(regions), ceil((len(regions) * tallest / width * 0.7) ** 0.5))
    rows = ceil(len(regions) / columns)
    top = HEADER + PADDING + ROW * ceil(globals_ / (columns * 10))
    inner = columns * (width + PADDING) + PADDING
    cloud = drawing.add(
        frames["aws_cloud"](), None, 240, 0, width=inner, height=top + rows * (tallest + PADDING) + PADDING
    )
    for index in range(outside):
        drawing.groups.append([drawing.leaf(CANVAS, None, 40, 64 + ROW * index)])
    for index in range(globals_):
        x, y = index % (columns * 10), index // (columns * 10)
        drawing.groups.append([drawing.leaf("aws_cloud", cloud.id, 72 + COLUMN * x, HEADER + 24 + ROW * y)])
    for index, held in enumerate(regions):
        code = REGIONS[index % len(REGIONS)]
        x = PADDING + index % columns * (width + PADDING)
        y = top + index // columns * (tallest + PADDING)
        height = HEADER + slot * len(held) + PADDING
        region = drawing.add(frames["region"](code=code), cloud.id, x, y, width=width, height=height)
        for number, count in enumerate(held):
            place = (PADDING, HEADER + ROW + number * slot)
            sizes = {"vpc": vpc, "zone": zone, "subnet": subnet}
            _vpc(drawing, region, code, index * VPCS_PER_REGION + number, place, sizes, count)


def _vpc(
    drawing: _Drawing,
    region: Node,
    code: str,
    number: int,
    place: tuple[int, int],
    sizes: dict[str, tuple[int, int]],
    count: int,
) -> None:
    """One VPC with an internet gateway, its zones and subnets, and a row of regional services above it."""
    frames = catalogue()
    group: list[Node] = []
    drawing.groups.append(group)
    x, y = place
    block = f"10.{number % 256}"
    frame = drawing.add(
        frames["vpc"](cidr=f"{block}.0.0/16"), region.id, x, y, width=sizes["vpc"][0], height=sizes["vpc"][1]
    )
    if count and (gateway := frames.get("internet_gateway")):
        group.append(drawing.add(gateway(), frame.id, 0, 0, side="top", offset=0.5))
    regional = min(REGIONAL_PER_VPC, max(0, count - len(group)))
    for column in range(regional):
        group.append(drawing.leaf("region", region.id, x + 96 + column * 280, y - ROW + PADDING))
    left = count - len(group)
    for zone_number in range(ZONES):
        zone = drawing.add(
            frames["availability_zone"](zone=code + "abc"[zone_number]),
            frame.id,
            PADDING + zone_number * (sizes["zone"][0] + PADDING),
            HEADER + PADDING,
            width=sizes["zone"][0],
            height=sizes["zone"][1],
        )
        for subnet_number in range(SUBNETS_PER_ZONE):
            cidr = f"{block}.{zone_number * SUBNETS_PER_ZONE + subnet_number}.0/24"
            subnet = drawing.add(
                frames["subnet"](cidr=cidr, public=subnet_number == 0),
                zone.id,
                PADDING,
                HEADER + subnet_number * (sizes["subnet"][1] + PADDING),
                width=sizes["subnet"][0],
                height=sizes["subnet"][1],
            )
            held = min(NODES_PER_SUBNET, left)
            left -= held
            for slot in range(held):
                at = (PADDING + 48 + slot % 3 * COLUMN, HEADER + 8 + slot // 3 * ROW)
                group.append(drawing.leaf("subnet", subnet.id, *at))


# links


def _links(drawing: _Drawing, wanted: int) -> list[AnyRecord]:
    """Most links join neighbours, one in six goes elsewhere in the VPC, one in ten to another group."""
    random = drawing.random
    everyone = [node for group in drawing.groups for node in group]
    large = [group for group in drawing.groups if len(group) > 1]
    made: list[AnyRecord] = []
    seen: set[tuple[str, str]] = set()
    while len(made) < wanted and large:
        group = random.choice(large)
        start = random.randrange(len(group))
        chance = random.random()
        if chance < 0.1:
            target = random.choice(everyone)
        elif chance < 0.27:
            target = random.choice(group)
        else:
            target = group[(start + random.randint(1, 4)) % len(group)]
        source = group[start]
        if source is target or (source.id, target.id) in seen:
            continue
        seen.add((source.id, target.id))
        kind = random.choice(likely_kinds(type(source.service), type(target.service)))
        label = random.choice(VERBS) if len(made) % 2 else ""
        made.append(
            Link(id=f"link-{len(made):05d}", source=source.id, target=target.id, kind=kind, label=label)
        )
    return made
