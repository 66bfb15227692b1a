"""The containment graph: which service may stand in which container, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from projects.document import Document, Draft
from projects.geometry import BORDER_SIZE, canvas_rect
from projects.known_services import stands_in
from projects.records import Node, Page
from projects.service import CANVAS, Service, service_class

SCAFFOLD = ("aws_cloud", "region", "vpc", "availability_zone", "subnet")
"""The usual nesting, outermost first: what is made when a drop needs containers that are not there."""

_GROUPS = frozenset({"generic_group"})

_EXCEPTIONS = {
    "s3_bucket": ("storage_class", ("EXPRESS_ONEZONE",), ("availability_zone", "local_zone")),
    "lambda_function": ("edge", (True,), ("edge_location", "aws_cloud")),
    "ecs": ("launch_type", ("EXTERNAL",), ("on_premises",)),
    "eks": ("anywhere", (True,), ("on_premises",)),
}
"""Service -> property, its values, and the containers that they allow besides the usual ones."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a service may not stand somewhere, in one sentence, and where it may."""

    reason: str
    allowed: tuple[str, ...]


def container_name(document: Document | Draft, parent: str | None) -> str:
    """The name that placement goes by: the nearest container that is not a mere group, or the canvas."""
    node = document.node(parent)
    seen: set[str] = set()
    while node is not None and node.id not in seen:
        seen.add(node.id)
        if node.service.is_container() and node.service.name not in _GROUPS:
            return node.service.name
        node = document.node(node.parent)
    return CANVAS


def may_stand(service: Service | type[Service], container: str) -> bool:
    """Whether a service may stand in a container of this service name, or on :data:`CANVAS`.

    Given an instance, its properties count too: a directory bucket of S3 stands in a zone.
    """
    inside = stands_in(service)
    if "*" in inside or container in inside:
        return True
    if container == "local_zone" and "availability_zone" in inside:
        return True
    name, values, containers = _EXCEPTIONS.get(service.name, ("", (), ()))
    if isinstance(service, type):
        return False
    on_outpost = container == "on_premises" and bool(getattr(service, "outpost", None))
    return on_outpost or (container in containers and getattr(service, name, None) in values)


def refusal(document: Document | Draft, service: type[Service], parent: str | None) -> Refusal | None:
    """None if a node of this service may stand in ``parent``, a container, a page or None, else why not."""
    holder = document.get(parent)
    on_canvas = parent is None or isinstance(holder, Page)
    if not on_canvas and not (isinstance(holder, Node) and holder.service.is_container()):
        return Refusal("Only containers can hold other things.", service.inside)
    name = container_name(document, parent)
    if may_stand(service, name):
        return None
    where = "on the free canvas" if name == CANVAS else f"in {article(service_class(name).label)}"
    return Refusal(
        f"{article(service.label, capital=True)} cannot stand {where}: it belongs in {belongs_in(service)}.",
        service.inside,
    )


def may_contain(document: Document | Draft, service: type[Service]) -> Iterator[str | None]:
    """Ids of all containers that may take the service; None and the pages' ids if the free canvas may."""
    if refusal(document, service, None) is None:
        yield None
        source = document if isinstance(document, Document) else document.document
        yield from (page.id for page in source.pages())
    nodes = document.nodes() if isinstance(document, Document) else document.document.nodes()
    for node in nodes:
        if node.service.is_container() and refusal(document, service, node.id) is None:
            yield node.id


def container_at(
    document: Document,
    x: float,
    y: float,
    ignore: frozenset[str] = frozenset(),
    page: str | None = None,
) -> str | None:
    """The innermost container under a point of a page; containers in ``ignore`` and theirs are passed over.

    Where there is none it is the page: its id, or None for the first.
    """
    found = page
    candidates = [node for node in document.children(page) if _is_frame(node, ignore)]
    while candidates:
        hits = [n for n in candidates if isinstance(n, Node) and canvas_rect(document, n).holds_point(x, y)]
        if not hits:
            break
        top = max(hits, key=lambda node: node.z)
        found = top.id
        candidates = [node for node in document.children(top.id) if _is_frame(node, ignore)]
    return found


def accepting_container_at(
    document: Document,
    service: type[Service],
    x: float,
    y: float,
    ignore: frozenset[str] = frozenset(),
    page: str | None = None,
) -> tuple[str | None, Refusal | None]:
    """The innermost container under the point that may hold the service, walking outwards.

    What sits on edges also goes to a frame that the point is just outside of. Gives (container, None),
    or (innermost container, why it is refused) if none under the point may.
    """
    innermost = container_at(document, x, y, ignore, page)
    first = refusal(document, service, innermost)
    if first is None:
        return innermost, None
    node = document.node(innermost)
    while node is not None:
        outer = node.parent
        if refusal(document, service, outer) is None:
            return outer, None
        node = document.node(outer)
    beside = _frame_beside(document, service, x, y, ignore, page) if service.border else None
    return (innermost, first) if beside is None else (beside, None)


def _frame_beside(
    document: Document, service: type[Service], x: float, y: float, ignore: frozenset[str], page: str | None
) -> str | None:
    """The frame that may have the service on its edge, with the point just outside it."""
    found: list[tuple[float, str]] = []
    for node in document.nodes():
        if not _is_frame(node, ignore) or ignore.intersection(n.id for n in document.ancestors(node.id)):
            continue
        rect = canvas_rect(document, node)
        off = max(rect.x - x, x - rect.right, rect.y - y, y - rect.bottom)
        near = off <= BORDER_SIZE / 2 and document.page_of(node.id) == page
        if near and refusal(document, service, node.id) is None:
            found.append((off, node.id))
    return min(found, default=(0.0, None))[1]


def missing_containers(document: Document, service: type[Service], parent: str | None) -> tuple[str, ...]:
    """The chain of containers to make inside ``parent`` so that the service may stand there, outermost first.

    Empty if it may stand there already, or if no chain from here would help.
    """
    if refusal(document, service, parent) is None:
        return ()
    here = container_name(document, parent)
    start = SCAFFOLD.index(here) + 1 if here in SCAFFOLD else 0
    if here not in SCAFFOLD and here != CANVAS:
        return ()
    for name in service.inside:
        if name in SCAFFOLD[start:]:
            return SCAFFOLD[start : SCAFFOLD.index(name) + 1]
    return ()


def belongs_in(service: Service | type[Service]) -> str:
    """The containers a service may stand in, in words: "a subnet or a VPC"."""
    names = [_container_in_words(name) for name in stands_in(service)]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def _container_in_words(name: str) -> str:
    if name == CANVAS:
        return "the free canvas"
    if name == "aws_cloud":
        return "the AWS Cloud"
    return "any container" if name == "*" else article(service_class(name).label)


_COMMON_NOUNS = frozenset(
    "Client Corporate Customer Edge Gateway Group Interface Internet Mobile Network Route Security Server "
    "Subnet Third-party User Users Virtual".split()
)
_SPOKEN_AS_WORDS = frozenset({"NAT", "WAF", "VPC"})


def in_sentence(label: str) -> str:
    """A label inside a sentence: "subnet", "internet gateway", but "Region" and "NAT gateway"."""
    is_name = label.split()[0] not in _COMMON_NOUNS or label.endswith("Load Balancer")
    return label if is_name else label[0].lower() + label[1:]


def article(label: str, capital: bool = False) -> str:
    """The label with "a" or "an" before it, as it is spoken ("an EC2 instance", "a NAT gateway")."""
    first = label.split()[0]
    spelled = (first.isupper() or first[:2].isupper()) and first not in _SPOKEN_AS_WORDS
    vowel = first[0] in "AEFHILMNORSX" if spelled else first[0].lower() in "aeio"
    named = in_sentence(label)
    text = named if first == "Users" else ("an " if vowel else "a ") + named
    return text[0].upper() + text[1:] if capital else text


def _is_frame(record: object, ignore: frozenset[str]) -> bool:
    return isinstance(record, Node) and record.service.is_container() and record.id not in ignore
