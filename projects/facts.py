"""What a node or a link says of itself; None where it does not say."""

from __future__ import annotations

from typing import Any

from projects.records import Link, Node
from projects.service import UnknownService


def value(node: Node | None, name: str) -> Any:
    """A property of a node; None where it is not known or the service has no such property."""
    if node is None:
        return None
    fields = node.service.__dict__  # a model's fields; asking for one it lacks would be slow otherwise
    if type(node.service) is UnknownService:
        fields = fields["original"]
    return fields.get(name)


def link_value(link: Link, name: str) -> Any:
    """A fact that only some kinds of link have, such as a route's destination; None where it is not given."""
    return link.details.get(name)


def listed_ids(node: Node) -> tuple[str, ...]:
    """Ids in a node's ``subnets`` property, whatever they name."""
    listed = value(node, "subnets") or ()
    return tuple(str(item) for item in listed) if isinstance(listed, tuple | list) else ()
