"""How nodes, frames, links and notes look in draw.io: styles of its AWS library."""

from __future__ import annotations

import re

from projects.document import Document
from projects.link_kinds import arrow_of, line_of
from projects.outputs.frames import ARROW, INK, Frame, frame_of
from projects.outputs.native_shapes import native_shape
from projects.records import Line, Link, Node, Note, Picture

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}\Z")
_SIDES = (0, 0.25, 0.5, 0.75, 1)
_EDGE_POINTS = [
    *((x, 0) for x in _SIDES),
    *((x, 1) for x in _SIDES),
    *((0, y) for y in _SIDES[1:4]),
    *((1, y) for y in _SIDES[1:4]),
]
_POINTS = f"points=[{','.join(f'[{x},{y},0]' for x, y in _EDGE_POINTS)}];"
"""Where lines may be fixed: sixteen points round the edge, as on draw.io's own AWS shapes."""

_DASHES: dict[Line, str] = {
    "solid": "dashed=0;",
    "dashed": "dashed=1;dashPattern=5 3;",
    "dotted": "dashed=1;dashPattern=1 3;",
}
_BELOW = (
    f"fontColor={INK};verticalLabelPosition=bottom;verticalAlign=top;align=center;html=1;"
    "fontSize=12;fontStyle=0;aspect=fixed;"
)
_AROUND = "container=1;pointerEvents=0;collapsible=0;recursiveResize=0;"
_UPON = "container=0;connectable=1;pointerEvents=0;"
_PANEL = (
    f"text;html=1;whiteSpace=wrap;align=left;verticalAlign=top;spacing=8;fontColor={INK};overflow=hidden;"
)


def node_style(document: Document, node: Node) -> str:
    """The style of an icon: of draw.io's AWS library, the person's own picture, or a plain square."""
    picture = document.get(node.picture) if node.picture else None
    if isinstance(picture, Picture) and _BASE64.match(picture.data):
        # A value of a style ends at the next semicolon, so that draw.io leaves out ";base64".
        source = f"data:{picture.media_type},{picture.data}"
        return f"shape=image;imageAspect=1;image={source};{_BELOW}{_lock(node)}"
    shape = native_shape(node)
    common = f"sketch=0;outlineConnect=0;gradientColor=none;dashed=0;{_BELOW}{_lock(node)}"
    if shape.form == "tile":
        look = f"shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.{shape.drawio};strokeColor=#FFFFFF;"
        return f"{_POINTS}{common}{look}fillColor={shape.colour};"
    if shape.form == "shape":
        look = f"shape=mxgraph.aws4.{shape.drawio};strokeColor=none;"
        return f"{common}{look}fillColor={shape.colour};pointerEvents=1;"
    square = f"rounded=1;arcSize=8;fillColor=#FFFFFF;strokeColor={shape.colour};strokeWidth=2;"
    return f"{square}{_BELOW}{_lock(node)}"


def frame_style(node: Node) -> str:
    """The style of a container, or of an overlay, which is drawn upon others and holds nothing."""
    look = frame_of(node)
    overlay = node.service.is_overlay()
    fill = look.fill if look.fill and not overlay else "none"
    return (
        f"{_frame_shape(look)}{_DASHES[look.line]}strokeColor={look.colour};fillColor={fill};"
        f"fontColor={INK};html=1;whiteSpace=wrap;fontSize=12;fontStyle=0;"
        f"{_UPON if overlay else _AROUND}{_lock(node)}"
    )


def _frame_shape(look: Frame) -> str:
    if not look.drawio:
        return "rounded=0;verticalAlign=top;align=center;"
    sign = f"outlineConnect=0;gradientColor=none;grIcon=mxgraph.aws4.{look.drawio};"
    if look.centred:
        return (
            f"shape=mxgraph.aws4.groupCenter;{sign}grStroke=1;verticalAlign=top;align=center;spacingTop=25;"
        )
    stroke = "grStroke=0;" if look.drawio == "group_security_group" else ""
    return f"shape=mxgraph.aws4.group;{sign}{stroke}verticalAlign=top;align=left;spacingLeft=30;"


def note_style(note: Note) -> str:
    """The style of a remark, a step, a title block, a list of steps or a legend."""
    match note.kind:
        case "step":
            size = "fontSize=12;fontStyle=1;fontColor=#FFFFFF;"
            return f"ellipse;html=1;aspect=fixed;fillColor={INK};strokeColor=none;{size}{_lock(note)}"
        case "title_block":
            return f"{_PANEL}fillColor=none;strokeColor=none;fontSize=12;{_lock(note)}"
        case "legend" | "step_list":
            return f"{_PANEL}fillColor=#FFFFFF;strokeColor=#C5CED6;fontSize=12;{_lock(note)}"
    if note.heading:
        return f"{_PANEL}fillColor=none;strokeColor=none;fontSize=20;fontStyle=1;{_lock(note)}"
    return f"{_PANEL}fillColor=#FFF9E3;strokeColor=#E7D9A4;rounded=1;arcSize=4;fontSize=12;{_lock(note)}"


def link_style(document: Document, link: Link) -> str:
    """The style of a line, without the points where it begins and ends."""
    ways = {
        "orthogonal": "edgeStyle=orthogonalEdgeStyle;rounded=0;orthogonalLoop=1;jettySize=auto;",
        "straight": "edgeStyle=none;rounded=0;",
        "curved": "edgeStyle=orthogonalEdgeStyle;curved=1;orthogonalLoop=1;jettySize=auto;",
    }
    ends = arrow_of(link)
    start = "open" if ends == "both" else "none"
    end = "none" if ends == "none" else "open"
    return (
        f"{ways[link.routing or document.settings.link_routing]}html=1;{_DASHES[line_of(link)]}"
        f"strokeColor={ARROW};strokeWidth=1.25;endArrow={end};endFill=0;startArrow={start};startFill=0;"
        f"endSize=6;startSize=6;fontSize=11;fontColor={INK};labelBackgroundColor=#FFFFFF;"
    )


def _lock(record: Node | Note) -> str:
    return "locked=1;" if record.locked else ""
