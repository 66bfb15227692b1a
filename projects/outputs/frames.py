"""The frames of containers and overlays, as AWS draws them, for the formats of other programs."""

from __future__ import annotations

from dataclasses import dataclass

from projects.records import Line, Node

INK = "#232F3E"
ARROW = "#545B64"
_TEAL, _PURPLE, _GREEN, _ORANGE = "#00A4A6", "#8C4FFF", "#7AA116", "#ED7100"
_PINK, _RED, _GREY = "#E7157B", "#DD344C", "#7D8998"


@dataclass(frozen=True)
class Frame:
    """How one kind of frame is drawn on white."""

    name: str
    colour: str
    line: Line = "solid"
    drawio: str = ""
    """draw.io's sign in the corner; empty for a frame with its title in the middle."""
    centred: bool = False
    """The sign stands in the middle, above the title."""
    fill: str = ""


_FRAMES = {
    frame.name: frame
    for frame in (
        Frame("aws_cloud", INK, drawio="group_aws_cloud_alt"),
        Frame("account", _PINK, drawio="group_account"),
        Frame("region", _TEAL, "dotted", "group_region"),
        Frame("availability_zone", _TEAL, "dashed"),
        Frame("vpc", _PURPLE, drawio="group_vpc"),
        Frame("security_group", _RED),
        Frame("auto_scaling_group", _ORANGE, "dashed", "group_auto_scaling_group", centred=True),
        Frame("on_premises", _GREY, drawio="group_corporate_data_center"),
    )
}
# draw.io draws the subnets' padlocks under the name of security groups.
_PUBLIC = Frame("public_subnet", _GREEN, drawio="group_security_group", fill="#F2F6E8")
_PRIVATE = Frame("private_subnet", _TEAL, drawio="group_security_group", fill="#E6F6F7")
_GROUP = Frame("group", _GREY, "dashed")


def frame_of(node: Node) -> Frame:
    """The frame of a container or overlay; one without its own gets the generic group's."""
    if node.service.name == "subnet":
        return _PUBLIC if getattr(node.service, "public", None) else _PRIVATE
    return _FRAMES.get(node.service.name, _GROUP)
