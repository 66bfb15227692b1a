"""What a VPC's network is to traffic: its NAT gateways, endpoints, routes, and what it is joined with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from projects.changes import Change
from projects.document import Document
from projects.facts import link_value, value
from projects.location import Location, Locator
from projects.records import Link, Node
from projects.wires.roles import BETWEEN_NETWORKS, NETWORKING

_JOINING = frozenset({"peer", "attach", "associate", "traffic", "route", "vpn", "dx"})
_EVERYWHERE = ("0.0.0.0/0", "::/0")
_SITE_ENDS = frozenset({"virtual_private_gateway", "transit_gateway", *BETWEEN_NETWORKS} - {"vpc_peering"})


Zone = tuple[str, str]
"""What tells a zone from others, and how it is called."""


class Nat(NamedTuple):
    """A NAT gateway as a way out."""

    id: str
    title: str
    zones: tuple[Zone, ...]
    """Empty for a regional one, which is in every zone, and where the drawing does not say."""
    regional: bool
    covered: bool
    """Its data is covered by a network firewall."""


class Site(NamedTuple):
    """A private way from a VPC to a corporate network."""

    kind: Literal["direct_connect", "vpn"]
    nodes: tuple[str, ...]
    """Ids of the VPN connections or Direct Connect lines on it."""
    router: str
    """Id of the transit gateway that it leads through; empty for none."""


OutKind = Literal["public", "nat", "router", "none", "unknown"]


class Out(NamedTuple):
    """How a subnet's packets leave its VPC."""

    kind: OutKind
    nat: Nat | None = None
    router: str = ""
    drawn: bool = False
    """False: no route is drawn; taken from what stands in the VPC."""


class Facts(NamedTuple):
    """All that prices depend on; equal facts make the same network."""

    id: str
    title: str
    region: str
    nats: tuple[Nat, ...] = ()
    gateways: tuple[tuple[str, frozenset[str] | None], ...] = ()
    """Service of a gateway endpoint, and the subnets it serves (None: all)."""
    endpoints: tuple[tuple[str, frozenset[str]], ...] = ()
    """Interface endpoints, and the names of the services they lead to."""
    outs: tuple[tuple[str, Out], ...] = ()
    """Subnet -> its way out."""
    peers: tuple[tuple[str, str], ...] = ()
    """Peered VPC -> the peering connection's node; empty for a plain link."""
    routers: frozenset[str] = frozenset()
    """Transit gateways that it is on, with those peered with them."""
    router: str = ""
    """The one it is attached to."""
    sites: tuple[Site, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A VPC's network; one object for equal facts, so that it is compared by what it is."""

    facts: Facts
    outs: dict[str, Out]
    peers: dict[str, str]
    gateways: dict[str, frozenset[str] | None]

    @property
    def id(self) -> str:
        return self.facts.id

    def out(self, subnet: str) -> Out:
        return self.outs.get(subnet) or Out("unknown")

    def gateway(self, service: str, subnets: Iterable[str]) -> bool:
        """Whether a gateway endpoint leads from all these subnets to S3 or DynamoDB."""
        if service not in self.gateways:
            return False
        served = self.gateways[service]
        return served is None or served.issuperset(subnets)

    def endpoint(self, names: Iterable[str]) -> str:
        """The interface endpoint that leads to a service with one of these names; empty for none."""
        wanted = frozenset(names)
        return next((node_id for node_id, to in self.facts.endpoints if to & wanted), "")

    def joined(self, other: Network) -> Literal["peering", "router", ""]:
        """The private path between two VPCs."""
        if other.id in self.peers:
            return "peering"
        return "router" if self.facts.routers & other.facts.routers else ""


@lru_cache(1024)
def network(facts: Facts) -> Network:
    """The network of these facts: the same object while it is remembered."""
    return Network(facts, dict(facts.outs), dict(facts.peers), dict(facts.gateways))


class Networks:
    """The networks of a document, each read when it is asked for, and kept until it is said to be stale."""

    def __init__(self, document: Document) -> None:
        self.is_read = False
        self._document = document
        self._known: dict[str, Network] = {}
        self._members: dict[str, dict[str, None]] = {}
        """VPC -> what its network is made of."""
        self._vpc_of: dict[str, str] = {}

    def forget(self) -> None:
        """Nothing is asked for any more until all is read again."""
        self.is_read = False
        self._known.clear()
        self._members.clear()
        self._vpc_of.clear()

    def read(self, nodes: Iterable[Node], locator: Locator) -> None:
        """Note what stands where; these are all nodes of the document."""
        self.forget()
        self.is_read = True
        for node in nodes:
            if node.service.name in NETWORKING:
                self._enter(node, locator)

    def of(self, vpc_id: str, locator: Locator) -> Network | None:
        """The network of a VPC; None if there is no such VPC."""
        known = self._known.get(vpc_id)
        if known is None:
            vpc = self._document.node(vpc_id)
            if vpc is None:
                return None
            members = (self._document.node(i) for i in sorted(self._members.get(vpc_id, ())))
            known = _read(self._document, vpc, [m for m in members if m is not None], locator)
            self._known[vpc_id] = known
        return known

    def follow(self, node_ids: Iterable[str], change: Change, locator: Locator) -> set[str]:
        """Follow a change that concerns these nodes; gives the VPCs whose network differs now."""
        if not self.is_read:
            self.read(self._document.nodes(), locator)
            return set()
        stale, everything = self._stale_by(change)
        for node_id in node_ids:
            if node_id in self._vpc_of:
                stale.add(self._leave(node_id))
            node = self._document.node(node_id)
            if node is None:
                continue
            if node.service.name in NETWORKING:
                self._enter(node, locator)
                stale.add(self._vpc_of.get(node_id, ""))
            others = _others(self._document, node_id)
            everything = everything or any(other.service.name in BETWEEN_NETWORKS for other in others)
        stale = set(self._known) if everything else stale & self._known.keys()
        old = {vpc_id: self._known.pop(vpc_id) for vpc_id in stale}
        return {vpc_id for vpc_id, was in old.items() if self.of(vpc_id, locator) is not was}

    def _stale_by(self, change: Change) -> tuple[set[str], bool]:
        """VPCs that the changed links lead to, and whether all networks may be joined otherwise now."""
        stale: set[str] = set()
        everything = False
        for _, before, after in change.items():
            names = [r.service.name if isinstance(r, Node) else "" for r in (before, after)]
            swapped = all(names) and names[0] != names[1]
            everything = everything or swapped or any(name in BETWEEN_NETWORKS for name in names)
            for link in (before, after):
                for end in (link.source, link.target) if isinstance(link, Link) else ():
                    node = self._document.node(end)
                    if node is not None and node.service.name in BETWEEN_NETWORKS:
                        everything = True
                    if end in self._vpc_of:
                        stale.add(self._vpc_of[end])
        return stale, everything

    def _enter(self, node: Node, locator: Locator) -> None:
        vpc_id = locator.locate(node).vpc_id
        if vpc_id is not None:
            self._vpc_of[node.id] = vpc_id
            self._members.setdefault(vpc_id, {})[node.id] = None

    def _leave(self, node_id: str) -> str:
        vpc_id = self._vpc_of.pop(node_id)
        self._members[vpc_id].pop(node_id, None)
        return vpc_id


# reading one


def _read(document: Document, vpc: Node, members: list[Node], locator: Locator) -> Network:
    nats = tuple(
        _nat(document, node, locator)
        for node in members
        if node.service.name == "nat_gateway" and value(node, "connectivity") != "private"
    )
    beside = list(_beside(document, vpc, members))
    routers, router = _routers(document, beside)
    facts = Facts(
        vpc.id,
        vpc.title,
        locator.locate(vpc).region,
        nats,
        tuple(_gateways(document, members)),
        tuple(_endpoints(document, members)),
        tuple(
            (node.id, _out(document, node, nats, locator))
            for node in members
            if node.service.name == "subnet"
        ),
        tuple(sorted(_peers(document, vpc, beside, locator).items())),
        routers,
        router,
        tuple(_sites(document, members, beside, router)),
    )
    return network(facts)


def zones_of(document: Document, where: Location) -> tuple[Zone, ...]:
    """The zone around something; empty where the drawing does not say."""
    if where.zone:
        return ((where.zone, where.zone),)
    zone = document.node(where.zone_id)
    return ((zone.id, zone.title),) if zone is not None else ()


def _nat(document: Document, node: Node, locator: Locator) -> Nat:
    where = locator.locate(node)
    regional = value(node, "availability_mode") == "regional"
    return Nat(
        node.id,
        node.title,
        () if regional else zones_of(document, where),
        regional,
        bool(value(node, "behind_network_firewall")),
    )


def _others(document: Document, node_id: str, *kinds: str) -> Iterator[Node]:
    for link in document.links_of(node_id):
        if not kinds or link.kind in kinds:
            other = document.node(link.target if link.source == node_id else link.source)
            if other is not None:
                yield other


def _out(document: Document, subnet: Node, nats: tuple[Nat, ...], locator: Locator) -> Out:
    """As its default route says, else as it says of itself and as the VPC has NAT gateways."""
    targets, drawn = _default_routes(document, subnet)
    by_id = {nat.id: nat for nat in nats}
    for target in targets:
        name = target.service.name
        if name == "nat_gateway":
            if target.id in by_id:
                return Out("nat", by_id[target.id], drawn=True)
            continue
        if name == "transit_gateway":
            return Out("router", router=target.id, drawn=True)
        if name not in ("virtual_private_gateway", "vpc_peering"):
            return Out("public", drawn=True)
    if drawn:
        return Out("none", drawn=True)
    public = value(subnet, "public")
    if public is None:
        return Out("unknown")
    if public:
        return Out("public")
    if not nats:
        return Out("none")
    zones = zones_of(document, locator.locate(subnet))
    return Out("nat", min(nats, key=lambda nat: (not nat.regional and nat.zones != zones, nat.id)))


def _default_routes(document: Document, subnet: Node) -> tuple[list[Node], bool]:
    tables = [
        node.id for node in _others(document, subnet.id, "associate") if node.service.name == "route_table"
    ]
    drawn = False
    found: list[Node] = []
    for holder in (subnet.id, *sorted(tables)):
        for link in sorted(document.links_of(holder), key=_by_id):
            if link.kind != "route" or link.source != holder:
                continue
            target = document.node(link.target)
            if target is None or target.service.name == "gateway_endpoint":
                continue
            drawn = True
            if str(link_value(link, "destination") or _EVERYWHERE[0]) in _EVERYWHERE:
                found.append(target)
    return found, drawn


def _gateways(document: Document, members: list[Node]) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Gateway endpoints by service; those that name routes serve the subnets of these only."""
    found: dict[str, frozenset[str] | None] = {}
    for node in members:
        if node.service.name != "gateway_endpoint":
            continue
        service = str(value(node, "service") or "s3")
        served: frozenset[str] | None = _served(document, node)
        if service in found:
            before = found[service]
            served = None if before is None or served is None else before | served
        found[service] = served
    yield from sorted(found.items())


def _served(document: Document, endpoint: Node) -> frozenset[str] | None:
    holders = [
        node
        for node in _others(document, endpoint.id, "route", "associate", "attach")
        if node.service.name in ("subnet", "route_table")
    ]
    if not holders:
        return None
    found = {node.id for node in holders if node.service.name == "subnet"}
    for table in holders:
        if table.service.name == "route_table":
            found |= {n.id for n in _others(document, table.id, "associate") if n.service.name == "subnet"}
    return frozenset(found)


def _endpoints(document: Document, members: list[Node]) -> Iterator[tuple[str, frozenset[str]]]:
    """Interface endpoints with the names they are given and the services they are linked with."""
    for node in members:
        if node.service.name != "interface_endpoint" or value(node, "kind") == "gateway_load_balancer":
            continue
        text = str(value(node, "service") or "").lower()
        names = {_endpoint_name(word) for word in text.replace(",", " ").replace(";", " ").split()}
        linked = {
            document_node.service.name
            for link in document.links_of(node.id)
            if link.source == node.id and (document_node := document.node(link.target)) is not None
        }
        yield node.id, frozenset(names | linked)


def _endpoint_name(word: str) -> str:
    """ "com.amazonaws.us-east-1.ecr.api" is called "ecr.api"."""
    parts = word.split(".")
    return ".".join(parts[3:]) if parts[:2] == ["com", "amazonaws"] and len(parts) > 3 else word


def _beside(document: Document, vpc: Node, members: list[Node]) -> Iterator[Node]:
    """What is linked with the VPC, its subnets, route tables and VPN gateways, in order of the ids."""
    found: dict[str, Node] = {}
    for holder in (vpc, *members):
        if holder.service.name in ("vpc", "subnet", "route_table"):
            found.update((node.id, node) for node in _others(document, holder.id, *_JOINING))
    yield from (found[node_id] for node_id in sorted(found))


def _peers(document: Document, vpc: Node, beside: list[Node], locator: Locator) -> dict[str, str]:
    found = {n.id: "" for n in _others(document, vpc.id, "peer") if n.service.name == "vpc"}
    for hub in beside:
        if hub.service.name == "vpc_peering":
            for other in _others(document, hub.id):
                other_vpc = locator.locate(other).vpc_id
                if other_vpc is not None and other_vpc != vpc.id:
                    found[other_vpc] = hub.id
    return found


def _routers(document: Document, beside: list[Node]) -> tuple[frozenset[str], str]:
    own = [node.id for node in beside if node.service.name == "transit_gateway"]
    found = set(own)
    waiting = list(own)
    while waiting:
        for other in _others(document, waiting.pop()):
            if other.service.name == "transit_gateway" and other.id not in found:
                found.add(other.id)
                waiting.append(other.id)
    return frozenset(found), own[0] if own else ""


def _sites(document: Document, members: list[Node], beside: list[Node], router: str) -> Iterator[Site]:
    """Ways to corporate networks, Direct Connect first, as AWS prefers it."""
    gateways = {n.id for n in (*members, *beside) if n.service.name == "virtual_private_gateway"}
    found: list[Site] = []
    for start, through in (*((i, "") for i in sorted(gateways)), *([(router, router)] if router else [])):
        lines, connections = _lines(document, start)
        if lines:
            found.append(Site("direct_connect", tuple(sorted(lines)), through))
        if connections is not None:
            found.append(Site("vpn", tuple(sorted(connections)), through))
    yield from sorted(found, key=lambda site: (site.kind != "direct_connect", bool(site.router), site.nodes))


def _lines(document: Document, start: str) -> tuple[set[str], set[str] | None]:
    """Direct Connect lines, and VPN connections (None: no VPN), that lead on from a gateway or router."""
    lines: set[str] = set()
    vpn: set[str] | None = None
    seen = {start}
    waiting = [start]
    while waiting:
        node_id = waiting.pop()
        for link in document.links_of(node_id):
            other = document.node(link.target if link.source == node_id else link.source)
            if other is None or other.id in seen or other.service.name not in _SITE_ENDS:
                continue
            name = other.service.name
            if name in ("direct_connect", "direct_connect_gateway"):
                lines.add(other.id)
            elif name == "site_to_site_vpn":
                vpn = (vpn or set()) | {other.id}
            elif name in ("customer_gateway", "corporate_data_center") and link.kind == "vpn":
                vpn = vpn or set()
            if name in ("direct_connect", "direct_connect_gateway", "site_to_site_vpn"):
                seen.add(other.id)
                waiting.append(other.id)
    return lines, vpn


def _by_id(link: Link) -> str:
    return link.id
