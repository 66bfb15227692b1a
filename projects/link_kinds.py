"""What links mean: their kinds, how each is drawn, and which kind two services suggest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from projects.records import Line, Link
from projects.service import Service

Arrow = Literal["target", "both", "none"]


@dataclass(frozen=True, slots=True)
class LinkKind:
    """One kind of link: its name in files, its label, what it means, and how it is drawn."""

    name: str
    label: str
    summary: str
    arrow: Arrow = "target"
    dashed: bool = False


_KINDS = (
    LinkKind("traffic", "Traffic", "Requests or data flow, from the caller to the service."),
    LinkKind("target", "Target", "A load balancer sends requests to a member of its target group."),
    LinkKind("event", "Event", "A trigger: the source invokes or feeds the target.", dashed=True),
    LinkKind("subscribe", "Subscription", "A topic delivers to a subscriber.", dashed=True),
    LinkKind("deliver", "Delivery", "Records, logs or findings are written to the target.", dashed=True),
    LinkKind("origin", "Origin", "The distribution fetches content from here."),
    LinkKind("alias", "Alias", "A DNS alias record points here."),
    LinkKind("record", "DNS record", "A DNS record points here."),
    LinkKind("attach", "Attachment", "Attached to it, such as a volume or a gateway.", "none"),
    LinkKind(
        "associate", "Association", "Associated with it, such as a certificate or a web ACL.", "none", True
    ),
    LinkKind("mount", "Mount", "A client mounts the file system.", "none"),
    LinkKind("route", "Route", "A route-table entry sends packets here."),
    LinkKind("peer", "Peering", "A peering connection.", "none"),
    LinkKind("vpn", "VPN", "A Site-to-Site VPN connection.", "none"),
    LinkKind("dx", "Direct Connect", "A Direct Connect virtual interface.", "none"),
    LinkKind("replicate", "Replication", "Data is replicated to the target.", dashed=True),
    LinkKind("dlq", "Dead-letter queue", "Messages that fail end up here.", dashed=True),
    LinkKind("encrypt", "Encryption", "The key encrypts the target.", "none", True),
    LinkKind("alarm", "Alarm", "An alarm acts on the target.", dashed=True),
    LinkKind("protect", "Protection", "A web ACL protects the target.", "none", True),
)

LINK_KINDS: Mapping[str, LinkKind] = {kind.name: kind for kind in _KINDS}


def link_kind(name: str) -> LinkKind:
    """The kind of this name; an unknown name is drawn as a plain arrow."""
    return LINK_KINDS.get(name) or LinkKind(name, name.replace("_", " ").capitalize(), "")


def line_of(link: Link) -> Line:
    """The style of a link's line: as it says itself, else as its kind is usually drawn."""
    return link.line or ("dashed" if link_kind(link.kind).dashed else "solid")


def arrow_of(link: Link) -> Arrow:
    """Where a link has heads: as it says itself, else as its kind is usually drawn."""
    return link.arrow or link_kind(link.kind).arrow


@cache
def likely_kinds(source: type[Service], target: type[Service]) -> tuple[str, ...]:
    """Kinds that fit the two services, likeliest first; "traffic" where nothing else is declared."""
    found = [kind for kind, targets in source.links.items() if target.name in targets or "*" in targets]
    return tuple(found) or ("traffic",)


def runs_backwards(source: type[Service], target: type[Service]) -> bool:
    """True if only the opposite direction is declared, so that the link should be turned round."""
    forward = any(target.name in targets for targets in source.links.values())
    backward = any(source.name in targets for targets in target.links.values())
    return backward and not forward
