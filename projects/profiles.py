"""Usage profiles: typical figures for the inputs that an estimate still needs, to be seen and edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import ValidationError

from projects.document import Draft
from projects.location import place_of
from projects.place import Place
from projects.records import Node
from projects.service import Service

Profile = Literal["small", "medium", "large"]

PROFILES: Mapping[Profile, str] = {
    "small": "A pilot or an internal application.",
    "medium": "A production application of a mid-sized company.",
    "large": "A busy application with millions of users.",
}
"""Profile -> what kind of workload its figures are typical of."""

_MOST_ROUNDS = 8
"""A figure may bring up another that is needed: a safety net, services need two or three rounds."""


def fill(draft: Draft, profile: Profile, node_ids: Iterable[str]) -> int:
    """Give the inputs that these nodes need their typical figures; what is set stays. Gives how many."""
    filled = 0
    for node_id in dict.fromkeys(node_ids):
        node = draft.node(node_id)
        if node is None:
            continue
        service, figures = filled_in(node, profile, place_of(draft.document, node))
        if figures:
            draft.put(node.model_copy(update={"service": service}))
            filled += figures
    return filled


def filled_in(node: Node, profile: Profile, place: Place) -> tuple[Service, int]:
    """The node's service with typical figures where its costs need some, and how many were set."""
    service, figures = node.service, 0
    for _ in range(_MOST_ROUNDS):
        wanted = typical_figures(service, profile, place)
        if not wanted:
            break
        try:
            service = service.set(**wanted)
        except ValidationError:
            break
        figures += len(wanted)
    return service, figures


def typical_figures(service: Service, profile: Profile, place: Place) -> dict[str, object]:
    """Property -> figure, for what the costs ask for at present; empty if nothing can be filled in."""
    index = tuple(PROFILES).index(profile)
    declared = {item.name: item for item in service.properties()}
    found: dict[str, object] = {}
    for part in service.costs(place):
        asked = declared.get(part.property)
        if part.kind not in ("hourly", "usage") or part.quantity is not None or asked is None:
            continue
        if asked.typical is not None and getattr(service, asked.name) is None:
            figure = asked.typical[index]
            found[asked.name] = int(figure) if asked.kind == "count" else figure
    return found
