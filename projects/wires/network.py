"""What a VPC's network is to traffic: its NAT gateways, endpoints, routes, and what it is joined with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

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
