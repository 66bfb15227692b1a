"""Random drawings for the tests of tidying, and what must not be found in a tidied one."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import strategies as st

from projects.document import Document, Draft
from projects.geometry import HEADER, LABEL_BAND, LABEL_WIDTH, Rect, footprint, local_rect
from projects.records import AnyRecord, Link, Node, Note
from projects.service import make_service
from projects.tidying import tidy

IN_SUBNET = ("ec2_instance", "nat_gateway", "rds_instance", "lambda_function", "elasticache_cluster")
IN_VPC = ("application_load_balancer", "elasticache_cluster", "lambda_function", "route_table")
IN_REGION = ("s3_bucket", "sqs_queue", "lambda_function", "cloudwatch", "kms_key", "api_gateway")
IN_CLOUD = ("cloudfront", "route53", "waf_web_acl")
OUTSIDE = ("users", "internet", "third_party_service")
ON_EDGE = ("internet_gateway", "gateway_endpoint", "virtual_private_gateway", "interface_endpoint")
KINDS = ("traffic", "event", "associate", "alarm", "replicate", "attach")
NOTES = ("text", "text", "step", "title_block", "legend", "step_list")


class Maker:
    """Makes a drawing of nested containers with everything that a layout has to deal with."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.nodes: list[Node] = []
        self.notes: list[Note] = []

    def node(self, service: str, parent: str | None, **more: object) -> str:
        name = f"{service}-{len(self.nodes)}"
        place = {axis: self.random.randrange(0, 900) for axis in ("x", "y")}
        made = Node(id=name, service=make_service(service), parent=parent, **place, **more)  # type: ignore[arg-type]
        self.nodes.append(made)
        return name

    def some(self, services: tuple[str, ...], parent: str | None, most: int) -> None:
        for _ in range(self.random.randrange(most + 1)):
            self.node(self.random.choice(services), parent)

    def remarks(self, parent: str | None, most: int) -> None:
        for _ in range(self.random.randrange(most + 1)):
            self.notes.append(
                Note(
                    id=f"note-{len(self.notes)}",
                    kind=self.random.choice(NOTES),  # type: ignore[arg-type]
                    parent=parent,
                    x=self.random.randrange(-300, 1200),
                    y=self.random.randrange(-300, 1200),
                    width=self.random.choice((24, 96, 160, 333)),
                    height=self.random.choice((24, 48, 101)),
                )
            )

    def vpc(self, region: str) -> None:
        random = self.random
        vpc = self.node("vpc", region)
        self.some(IN_VPC, vpc, 3)
        for _ in range(random.randrange(4)):
            self.node(random.choice(ON_EDGE), vpc, side=random.choice(("top", "left", "right", "bottom")))
        self.remarks(vpc, 1)
        zoned = random.random() < 0.7
        for _ in range(random.randrange(4)):
            zone = self.node("availability_zone", vpc) if zoned else vpc
            for _ in range(random.randrange(4)):
                subnet = self.node("subnet", zone)
                self.some(IN_SUBNET, subnet, 4)
                self.remarks(subnet, random.random() < 0.2)
                if random.random() < 0.2:
                    self.node("interface_endpoint", subnet, side="right")
            self.some(("ebs_volume",), zone, 1)
        if random.random() < 0.3:
            group = self.node("generic_group", vpc)
            self.some(IN_VPC, group, 3)
        self.overlays(vpc)

    def overlays(self, vpc: str) -> None:
        instances = [n.id for n in self.nodes if n.service.name == "ec2_instance"]
        for service in ("auto_scaling_group", "security_group"):
            if instances and self.random.random() < 0.4:
                members = tuple(self.random.sample(instances, min(len(instances), 3)))
                self.node(service, vpc, members=members)
            elif self.random.random() < 0.1:
                self.node(service, vpc)

    def made(self) -> list[AnyRecord]:
        random = self.random
        self.some(OUTSIDE, None, 3)
        self.remarks(None, 3)
        if random.random() < 0.3:
            site = self.node("on_premises", None)
            self.some(("server", "users"), site, 3)
        cloud = self.node("aws_cloud", None)
        self.some(IN_CLOUD, cloud, 3)
        for _ in range(random.randrange(3)):
            region = self.node("region", cloud)
            self.some(IN_REGION, region, 8)
            self.remarks(region, 2)
            for _ in range(random.randrange(3)):
                self.vpc(region)
        return [*self.nodes, *self.notes, *self.links()]

    def links(self) -> list[Link]:
        ids = [node.id for node in self.nodes]
        pairs = (
            [self.random.sample(ids, 2) for _ in range(self.random.randrange(len(ids)))]
            if len(ids) > 1
            else []
        )
        return [
            Link(id=f"link-{n}", source=one, target=other, kind=self.random.choice(KINDS), bend=0.3)
            for n, (one, other) in enumerate(pairs)
        ]


@st.composite
def records(draw: st.DrawFn) -> list[AnyRecord]:
    """A random drawing, wherever its parts stand."""
    return Maker(draw(st.integers(0, 10**6))).made()


@st.composite
def with_pins(draw: st.DrawFn) -> tuple[list[AnyRecord], set[str]]:
    """A tidied drawing in which some things were moved, pinned or locked, and nothing overlaps."""
    return pinned(draw(st.integers(0, 10**6)))


def pinned(seed: int) -> tuple[list[AnyRecord], set[str]]:
    """As :func:`with_pins`, with the ids of what must stay."""
    document = tidied(Maker(seed).made())
    random = Random(seed)
    found = {record.id: record for record in document.records()}
    stays: set[str] = set()
    for parent in (None, *(n.id for n in document.nodes() if n.service.is_container())):
        around = {parent, *(node.id for node in document.ancestors(parent))} if parent else set()
        # What stands in a pinned frame stays as it is with it.
        inside = [c for c in document.children(parent) if not _floats(c) and not around & stays]
        for child in random.sample(inside, min(len(inside), random.randrange(3))):
            moved = {"x": child.x + random.randrange(120), "y": child.y + random.randrange(120)}
            stay = {"pinned": True} if isinstance(child, Node) and random.random() < 0.6 else {"locked": True}
            others = [_reach(document, found[i]) for i in stays if getattr(found[i], "parent", "") == parent]
            for at in (moved, {}):
                made = child.model_copy(update={**at, **stay})
                room, holder = _reach(document, made), document.node(parent)
                fits = holder is None or Rect(0, 0, *holder.size).contains(_room(document, made))
                if fits and not any(room.overlaps(other) for other in others):
                    found[child.id] = made
                    stays.add(child.id)
                    break
    return list(found.values()), stays


def tidied(given: list[AnyRecord], *scope: str) -> Document:
    """A document of these records, tidied."""
    document = Document(given)
    draft = Draft(document)
    tidy(draft, scope)
    document.apply(draft.change())
    return document


def _floats(child: Node | Note) -> bool:
    return isinstance(child, Node) and (child.side is not None or bool(child.members))


def _room(document: Document, child: Node | Note) -> Rect:
    if isinstance(child, Note):
        return Rect(child.x, child.y, child.width, child.height)
    return footprint(child, document.node(child.parent))


def _reach(document: Document, child: AnyRecord) -> Rect:
    """A record's room, with what may sit on its edge."""
    assert isinstance(child, Node | Note)
    room = _room(document, child)
    return room.grown(80, 80, 80, 80) if isinstance(child, Node) and child.service.is_container() else room


def clashes(document: Document, stays: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """What covers something, sticks out of its frame or stands in its title."""
    found = []
    for parent in (None, *(n.id for n in document.nodes() if n.service.is_container())):
        holder = document.node(parent)
        children = [c for c in document.children(parent) if not (isinstance(c, Node) and c.members)]
        rooms = [(c.id, _room(document, c)) for c in children]
        if holder is not None:
            rooms += _on_frames(document, children)
        for (one, room), (other, rect) in combinations(rooms, 2):
            if room.overlaps(rect) and not {one, other} <= stays:
                found.append(f"{one} covers {other}")
        for child, (one, room) in zip(children, rooms, strict=False):
            if holder is None or (isinstance(child, Node) and child.side is not None):
                continue
            if not Rect(0, HEADER, holder.size[0], holder.size[1] - HEADER).contains(room):
                found.append(f"{one} sticks out of {parent}")
        found += _over_title(document, holder, children)
    return found


def _on_frames(document: Document, children: list[Node | Note]) -> list[tuple[str, Rect]]:
    """What sits on the edges of frames, as far as it reaches out of them."""
    found = []
    for frame in children:
        for child in document.children(frame.id) if isinstance(frame, Node) else ():
            if isinstance(child, Node) and child.side in ("left", "right"):
                rect = local_rect(child, frame)  # type: ignore[arg-type]
                reach = (LABEL_WIDTH - rect.width) // 2
                x = -reach - rect.width // 2 if child.side == "left" else frame.size[0]
                out = Rect(x, rect.y, reach + rect.width // 2, rect.height + LABEL_BAND)
                found.append((child.id, out.moved(frame.x, frame.y)))
    return found


def _over_title(document: Document, holder: Node | None, children: list[Node | Note]) -> list[str]:
    if holder is None:
        return []
    title = Rect(0, 0, 30 + 6 * len(holder.title[:40]), 24)
    border = [c for c in children if isinstance(c, Node) and c.side == "top"]
    return [
        f"{c.id} covers the title of {holder.id}" for c in border if local_rect(c, holder).overlaps(title)
    ]
