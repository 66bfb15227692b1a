"""Where the ends of wires stand: what pricing their traffic depends on, for each end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from projects.document import Document
from projects.facts import value
from projects.location import Location, Locator
from projects.memory import Memory
from projects.records import Node
from projects.wires.network import Network, Out, Zone
from projects.wires.network_routes import zones_of
from projects.wires.networks import Networks
from projects.wires.roles import HUBS, OUTERMOST, ROLES, Role, is_hub, rank

_MOST_REMEMBERED = 16_384
_ADDRESSED = frozenset({"ec2_instance", "elastic_network_interface", "network_load_balancer"})
"""What an Elastic IP may be associated with."""
_GROUPS = frozenset({"auto_scaling_group", "security_group", "generic_group"})
_FLAT_RATE = "flat"
_LOCAL_ZONE = re.compile(r"-[a-z]{3}-\d")
"""In names of Local Zones and Wavelength Zones: us-east-1-bos-1a, us-east-1-wl1-bos-wlz-1."""


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """One end of a wire; equal stands are the same object while they are remembered."""

    id: str
    title: str
    service: str
    role: Role
    region: str = ""
    network: Network | None = None
    subnets: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    """Those it is spread over evenly; empty where the drawing does not say."""
    public: bool = False
    """Has an address of its own on the internet."""
    outs: tuple[Out, ...] = ()
    """The ways out of its subnets."""
    fed: bool = False
    """For a hub: a link on its inner side carries GB, and is where the traffic is priced."""
    facts: tuple[tuple[str, Decimal], ...] = ()
    """For CloudFront: the viewers' shares by geography."""
    note: str = ""
    """What else matters of a few services: CloudFront's flat rate, a balancer within its zones."""

    @property
    def flat_rate(self) -> bool:
        return self.note == _FLAT_RATE

    @property
    def vpc(self) -> str:
        return self.network.id if self.network is not None else ""


_stand = lru_cache(_MOST_REMEMBERED)(Stand)


class End(NamedTuple):
    """A node at the end of a link."""

    node: Node
    where: Location
    stand: Stand


_memory: Memory[End] = Memory(_MOST_REMEMBERED)
forget_stands = _memory.forget

Around = tuple[Location, "Node | None", "Network | None"]
"""Where something stands, with its subnet and its VPC's network."""


class Stands:
    """The ends of a document that stands still, each looked at once."""

    def __init__(self, document: Document, locator: Locator, networks: Networks) -> None:
        self._document = document
        self._locator = locator
        self._networks = networks
        self._known: dict[str, End | None] = {}
        self._places: dict[int, Around] = {}

    def of(self, node_id: str) -> End | None:
        """Where this node stands; None if there is no such node."""
        if node_id in self._known:
            return self._known[node_id]
        node = self._document.node(node_id)
        end = self._known[node_id] = self._end(node) if node is not None else None
        return end

    def _end(self, node: Node) -> End:
        """As it was before, where only the node, its containers and its VPC's network matter."""
        name = node.service.name
        where = self._locator.locate(node)
        # Neighbours share the object; it is held here, so that no other gets its number.
        around = self._places.get(id(where))
        if around is None:
            around = self._places[id(where)] = self._around(where)
        if name in HUBS or node.members or node.service.__dict__.get("subnets"):
            return End(node, where, self._stand(node, where))
        elastic = name in _ADDRESSED and self._has_elastic_ip(node)
        found = _memory.get(node, *around, elastic)
        if found is None:
            end = End(node, where, self._stand(node, where))
            found = _memory.put(end, node, *around, elastic)
        return found

    def _around(self, where: Location) -> Around:
        subnet = self._document.node(where.subnet_id) if where.subnet_id else None
        network = self._networks.of(where.vpc_id, self._locator) if where.vpc_id else None
        return where, subnet, network

    def _stand(self, node: Node, where: Location) -> Stand:
        role = self.role(node, where)
        if role == "inside":
            return self._inside(node, where)
        name, title = node.service.name, node.title
        if role == "cdn":
            shares = tuple(node.service.shares().items())  # type: ignore[attr-defined]
            flat = value(node, "pricing_plan") not in (None, "pay_as_you_go")
            return _stand(node.id, title, name, role, facts=shares, note=_FLAT_RATE if flat else "")
        known = self._networks.of(where.vpc_id, self._locator) if where.vpc_id else None
        regional = role == "nat" and value(node, "availability_mode") == "regional"
        zones = () if regional else zones_of(self._document, where)
        fed = is_hub(role) and self._fed(node, role)
        note = "covered" if value(node, "behind_network_firewall") else "regional" if regional else ""
        if role == "internet_gateway" and self._before_cdn(node):
            note = "cdn"
        return _stand(
            *(node.id, title, name, role, where.region, known),
            zones=zones,
            public=value(node, "connectivity") != "private",
            fed=fed,
            note=note,
        )

    def role(self, node: Node, where: Location) -> Role:
        """What a node is to the network."""
        name = node.service.name
        known = ROLES.get(name)
        if known is not None and known != "internet":
            return known
        if known == "internet" or where.on_premises:
            return "on_premises" if where.on_premises else "internet"
        if node.service.scope == "global":
            return "nowhere" if node.service.is_container() else "global"
        if self._apart(node, where):
            return "apart"
        if where.vpc_id or self._document.node(where.subnet_id) is not None or value(node, "subnets"):
            return "inside"
        if name in _GROUPS:
            members = (self._document.node(member) for member in node.members)
            if any(m is not None and self._locator.locate(m).vpc_id for m in members):
                return "inside"
        return "regional" if where.region else "nowhere"

    def _apart(self, node: Node, where: Location) -> bool:
        """Whether it stands in a Local Zone or on an Outpost, which have prices of their own."""
        if value(node, "outpost") or value(self._document.node(where.subnet_id), "outpost"):
            return True
        return bool(where.local_zone or _LOCAL_ZONE.search(where.zone))

    def _inside(self, node: Node, where: Location) -> Stand:
        """Something with addresses in a VPC: in its own subnet, else in those it lists or its members'."""
        places = [where] if where.zone or where.zone_id or where.subnet_id else self._spread(node)
        if not places:
            places = [where]
        vpc_id = next((place.vpc_id for place in (where, *places) if place.vpc_id), None)
        region = next((place.region for place in (where, *places) if place.region), "")
        known = self._networks.of(vpc_id, self._locator) if vpc_id else None
        zones = [zone for place in places for zone in zones_of(self._document, place)]
        complete = all(place.zone or place.zone_id for place in places)
        subnets = tuple(dict.fromkeys(place.subnet_id for place in places if place.subnet_id))
        outs = tuple(dict.fromkeys(known.out(subnet) for subnet in subnets)) if known is not None else ()
        return _stand(
            *(node.id, node.title, node.service.name, "inside" if region else "nowhere", region, known),
            *(subnets, tuple(dict.fromkeys(zones)) if complete else (), self._public(node, outs), outs),
            note="zonal"
            if node.service.name == "network_load_balancer" and not value(node, "cross_zone")
            else "",
        )

    def _spread(self, node: Node) -> list[Location]:
        """The subnets it lists, else the places of its members."""
        ids: Iterable[str] = value(node, "subnets") or node.members
        found = (self._document.node(other) for other in sorted(set(ids)))
        return [self._locator.locate(other) for other in found if other is not None and other is not node]

    def _public(self, node: Node, outs: tuple[Out, ...]) -> bool:
        values = node.service.__dict__
        if "scheme" in values:
            return bool(values["scheme"] != "internal")
        said = values.get("public_ip")
        if said is None:
            said = values.get("publicly_accessible")
        if said:
            return True
        if node.service.name in _ADDRESSED and self._has_elastic_ip(node):
            return True
        return said is None and bool(outs) and all(out.kind == "public" for out in outs)

    def _has_elastic_ip(self, node: Node) -> bool:
        for link in self._document.links_of(node.id):
            other = self._document.node(link.target if link.source == node.id else link.source)
            if other is not None and other.service.name == "elastic_ip":
                return True
        return False

    def _fed(self, node: Node, role: Role) -> bool:
        """Whether a link from further inside carries GB to or from this hub."""
        for link in self._document.links_of(node.id):
            if link.gb_per_month is None and link.gb_back_per_month is None:
                continue
            other = self._document.node(link.target if link.source == node.id else link.source)
            if other is None or other.id == node.id:
                continue
            where = self._locator.locate(other)
            found = self.role(other, where)
            if role in ("nat", "interface_endpoint"):
                # Their inner side is what stands in the same VPC; all else is behind them.
                if found == "inside" and where.vpc_id == self._locator.locate(node).vpc_id:
                    return True
            elif rank(found) < rank(role):
                return True
        return False

    def _before_cdn(self, gateway: Node) -> bool:
        """Whether only CloudFront is drawn on the outer side of an internet gateway."""
        outer: set[Role] = set()
        for link in self._document.links_of(gateway.id):
            other = self._document.node(link.target if link.source == gateway.id else link.source)
            if other is not None:
                role = self.role(other, self._locator.locate(other))
                if rank(role) == OUTERMOST or role == "accelerator":
                    outer.add(role)
        return outer == {"cdn"}
