"""What a person probably adds next: services that usually stand after another on a line."""

from __future__ import annotations

from collections import Counter

from projects.document import Document
from projects.service import Service, catalogue


def likely_next(document: Document, node_id: str | None, most: int = 8) -> list[type[Service]]:
    """Services that go well with a node, the likeliest first; empty for no node.

    First what this drawing already links to nodes of its kind, the most frequent first; then what its
    service declares links to; then what declares links to its service.
    """
    node = document.node(node_id)
    if node is None:
        return []
    kind = type(node.service)
    known = catalogue()
    names = [name for name, _ in _drawn(document, kind).most_common()]
    names += [name for targets in kind.links.values() for name in targets]
    names += [
        name for name, other in known.items() if any(kind.name in targets for targets in other.links.values())
    ]
    found = (known[name] for name in dict.fromkeys(names) if name in known)
    return [service for service in found if service.category][:most]


def _drawn(document: Document, kind: type[Service]) -> Counter[str]:
    """How often links of this drawing join a node of this kind with which other services."""
    count: Counter[str] = Counter()
    for link in document.links():
        first, second = document.node(link.source), document.node(link.target)
        if first is None or second is None:
            continue
        if type(first.service) is kind:
            count[second.service.name] += 1
        elif type(second.service) is kind:
            count[first.service.name] += 1
    return count
