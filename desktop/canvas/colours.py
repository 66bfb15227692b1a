"""Colours and line styles of the drawing: AWS's frame colours, and ours for what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.canvas.primitives import Dash
from desktop.theme import Theme
from projects.records import Line, Node

FRAME_WIDTH = 1.25
LINK_WIDTH = 1.25
DASHED: Dash = (5.0, 3.0)
DOTTED: Dash = (1.5, 3.0)
DASHES: Mapping[Line, Dash] = {"solid": (), "dashed": DASHED, "dotted": DOTTED}
"""How the styles of links' lines are drawn."""

INK = "#232F3E"
"""AWS's own ink, for the AWS Cloud tile and the drawing's outlines on light ground."""
TEAL, PURPLE, GREEN, ORANGE = "#00A4A6", "#8C4FFF", "#7AA116", "#ED7100"
PINK, RED, GREY = "#E7157B", "#DD344C", "#7D8998"


@dataclass(frozen=True, slots=True)
class Colours:
    """What a drawing is painted with on one ground; all "#RRGGBB"."""

    ground: str
    """Behind everything: also the plates behind labels that stand on a line."""
    ink: str
    secondary: str
    arrow: str
    cloud: str
    """The AWS Cloud's frame."""
    public_tint: str
    private_tint: str
    pill: str
    pill_edge: str
    accent: str
    good: str
    caution: str
    fault: str
    badge_ink: str
    note: str
    note_edge: str


@lru_cache(maxsize=8)
def colours(theme: Theme, ground: str | None = None) -> Colours:
    """The drawing's colours in a theme; ``ground`` where it is not the theme's own canvas."""
    dark = theme.name == "dark"
    return Colours(
        ground=ground or theme.canvas,
        ink=theme.ink,
        secondary=theme.secondary,
        arrow="#9BA7B6" if dark else "#545B64",
        cloud="#E6EBF0" if dark else INK,
        public_tint="#191F12" if dark else "#F2F6E8",
        private_tint="#0F2226" if dark else "#E6F6F7",
        pill=theme.panel,
        pill_edge=theme.input_border,
        accent=theme.accent,
        good=theme.good,
        caution=theme.caution,
        fault=theme.fault,
        badge_ink="#14181D" if dark else "#FFFFFF",
        note="#2A2617" if dark else "#FFF9E3",
        note_edge="#5C5230" if dark else "#E7D9A4",
    )


@dataclass(frozen=True, slots=True)
class FrameStyle:
    """How one kind of container or overlay is framed."""

    colour: str
    dash: Dash = ()
    glyph: str = ""
    """Name of the icon in the header square; empty for a title without icon, top centre."""
    centred: bool = False
    """An icon in the middle of the upper edge, with the title below it."""
    tint: str = ""


_FRAMES = {
    "aws_cloud": FrameStyle(INK, glyph="aws_cloud"),
    "account": FrameStyle(PINK, glyph="account"),
    "region": FrameStyle(TEAL, DOTTED, "region"),
    "availability_zone": FrameStyle(TEAL, DASHED),
    "vpc": FrameStyle(PURPLE, glyph="vpc"),
    "security_group": FrameStyle(RED),
    "auto_scaling_group": FrameStyle(ORANGE, DASHED, "auto_scaling_group", centred=True),
    "spot_fleet": FrameStyle(ORANGE, glyph="spot_fleet"),
    "ec2_instance_contents": FrameStyle(ORANGE, glyph="ec2_instance_contents"),
    "elastic_beanstalk": FrameStyle(ORANGE, glyph="elastic_beanstalk"),
    "step_functions_workflow": FrameStyle(PINK, glyph="step_functions_workflow"),
    "on_premises": FrameStyle(GREY, glyph="on_premises"),
    "corporate_data_center": FrameStyle(GREY, glyph="corporate_data_center"),
    "server_contents": FrameStyle(GREY, glyph="server_contents"),
}
_PUBLIC_SUBNET = FrameStyle(GREEN, glyph="public_subnet", tint="public")
_PRIVATE_SUBNET = FrameStyle(TEAL, glyph="private_subnet", tint="private")
_GROUP = FrameStyle(GREY, DASHED)


def frame_style(node: Node) -> FrameStyle:
    """The frame of a container or overlay; services without one of their own get the generic group's."""
    name = node.service.name
    if name == "subnet":
        return _PUBLIC_SUBNET if getattr(node.service, "public", None) else _PRIVATE_SUBNET
    return _FRAMES.get(name, _GROUP)


def frame_colour(style: FrameStyle, ground: Colours) -> str:
    """The frame's line on this ground: only the AWS Cloud's ink changes with it."""
    return ground.cloud if style.colour == INK else style.colour


def frame_fill(style: FrameStyle, ground: Colours) -> str | None:
    """The pale ground of a subnet; None for every other frame."""
    return {"public": ground.public_tint, "private": ground.private_tint}.get(style.tint)
