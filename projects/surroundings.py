"""What is around a node: the containers it stands in, by their kind."""

from __future__ import annotations

from typing import Any, NamedTuple

from projects.records import Node
from projects.service import CANVAS

SLOTS = {
    "account": "account",
    "region": "region",
    "vpc": "vpc",
    "availability_zone": "zone",
    "local_zone": "zone",
    "subnet": "subnet",
    "on_premises": "on_premises",
    "corporate_data_center": "on_premises",
    "edge_location": "edge_location",
}
"""Container -> the field of :class:`Surroundings` that it fills."""


class Surroundings(NamedTuple):
    """The containers around something, by id; a container counts as around itself."""

    account: str | None = None
    region: str | None = None
    vpc: str | None = None
    zone: str | None = None
    subnet: str | None = None
    on_premises: str | None = None
    edge_location: str | None = None
    nearest: str = CANVAS
    """Service name of the innermost container that is not a mere group, not counting itself."""
    chain: tuple[str, ...] = ()
    """Ids of all containers around it, innermost first, not counting itself."""
    cyclic: bool = False


NOWHERE = Surroundings()
IN_A_RING = Surroundings(cyclic=True)


def within(frame: Surroundings, container: Node | None) -> Surroundings:
    """What is around the children of a container whose own frame this is."""
    if container is None:
        return frame
    name = container.service.stored_name
    nearest = frame.nearest if name == "generic_group" else name
    return frame._replace(nearest=nearest, chain=(container.id, *frame.chain))


def framed(around: Surroundings, container: Node) -> Surroundings:
    slot = SLOTS.get(container.service.stored_name)
    if slot is None:
        return around
    own: dict[str, Any] = {slot: container.id}
    return around._replace(**own)
