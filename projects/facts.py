"""What a node or a link says of itself; None where it does not say."""

from __future__ import annotations

import re
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


def zone_names(text: object) -> tuple[str, ...]:
    """The zones a text names: "us-east-1a, us-east-1b" two, "Zone A" one."""
    parts = [part.strip() for part in re.split(r"[,;\n]+", str(text or ""))]
    found: list[str] = []
    for part in filter(None, parts):
        words = part.split()
        found.extend(words if all(map(ZONE_NAME.fullmatch, words)) else [part])
    return tuple(dict.fromkeys(found))


def zones_differ(one: str, other: str) -> bool:
    """Whether two names mean different zones for sure: a name, a zone id and a label may mean the same."""
    forms = [[bool(form.fullmatch(name)) for form in (ZONE_NAME, _ZONE_ID)] for name in (one, other)]
    return one != other and forms[0] == forms[1]


ZONE_NAME = re.compile(r"[a-z]{2,4}(-[a-z]+)+-[1-9](-[a-z]{3}-[0-9])?[a-z]")
_ZONE_ID = re.compile(r"[a-z]{3,5}[0-9](-[a-z]{3}[0-9])?-az[0-9]")
