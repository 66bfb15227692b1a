"""Where a node stands, as far as its cost depends on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple


class Place(NamedTuple):
    """The surroundings that a service's costs may depend on. Equal places give equal costs.

    ``region`` is empty outside every Region. ``instances_each`` is how many instances one drawn
    instance stands for inside an Auto Scaling group (average instances over the instances drawn).
    """

    region: str = ""
    zone: str = ""
    priced_apart: Literal["", "local_zone", "outpost"] = ""
    """Where the Region's own prices do not hold, although it stands in the Region."""
    in_vpc: bool = False
    in_subnet: bool = False
    subnet_is_public: bool | None = None
    """None where the drawing does not say."""
    subnets: int = 0
    """How many subnets it lists or stands in."""
    members: int = 0
    """For an overlay: how many nodes it holds."""
    instances_each: Decimal = Decimal(1)
    attached: tuple[str, ...] = ()
    """Service names linked to this node by an attach, associate, mount or target link, sorted."""
    hours_per_month: Decimal = Decimal(730)
    on_links: tuple[str, ...] = ()
    """Properties whose figures the node's links state."""
