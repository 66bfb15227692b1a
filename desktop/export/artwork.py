"""Vector artwork of icons, taken into another SVG document where that is safe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree import ElementTree

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_SILENT = frozenset({"title", "desc", "metadata"})
_ATTRIBUTES = frozenset(
    {
        *("d", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "points"),
        *("fill", "fill-rule", "fill-opacity", "clip-rule", "opacity", "transform"),
        *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-opacity"),
    }
)
_IGNORED = frozenset({"id", "class", "version", "viewBox", "preserveAspectRatio", "width", "height"})
_REFERENCE = re.compile(r"url\s*\(", re.IGNORECASE)


def vector_content(data: bytes, size: float) -> str | None:
    """The shapes of an SVG picture, fitted into a square of ``size`` units at the origin.

    None if it holds anything but plain shapes (gradients, styles, references, scripts, texts), so
    that it has to be embedded as a picture of its own.
    """
    from xml.etree import ElementTree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return None
    box = _view_box(root)
    if root.tag != f"{_NAMESPACE}svg" or box is None:
        return None
    content = _shapes(root, outermost=True)
    if content is None:
        return None
    x, y, width, height = box
    scale = min(size / width, size / height)
    dx = (size - width * scale) / 2 - x * scale
    dy = (size - height * scale) / 2 - y * scale
    move = f"translate({dx:.6g} {dy:.6g}) " if dx or dy else ""
    # What the document around it sets for its own lines and areas must not reach into the artwork.
    own = {"fill": "#000000", "stroke": "none", "stroke-width": "1", **dict(_kept(root, outermost=True))}
    style = "".join(f' {name}="{value}"' for name, value in own.items())
    return f'<g transform="{move}scale({scale:.6g})"{style}>{content}</g>'


def _view_box(root: ElementTree.Element) -> tuple[float, float, float, float] | None:
    text = root.get("viewBox") or f"0 0 {root.get('width', '')} {root.get('height', '')}"
    try:
        x, y, width, height = (float(part) for part in text.replace(",", " ").replace("px", "").split())
    except ValueError:
        return None
    return (x, y, width, height) if width > 0 and height > 0 else None


def _shapes(element: ElementTree.Element, outermost: bool = False) -> str | None:
    parts = []
    for child in element:
        name = str(child.tag).removeprefix(_NAMESPACE)
        if name in _SILENT or (name == "defs" and not len(child)):
            continue
        inner = _shapes(child) if name in _SHAPES else None
        if inner is None or not _plain(child):
            return None
        attributes = "".join(f' {key}="{value}"' for key, value in _kept(child))
        parts.append(f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>")
    return "".join(parts)


def _plain(element: ElementTree.Element) -> bool:
    return all(
        (name in _ATTRIBUTES or name in _IGNORED) and not _REFERENCE.search(value)
        for name, value in element.attrib.items()
    )


def _kept(element: ElementTree.Element, outermost: bool = False) -> list[tuple[str, str]]:
    left_out = _IGNORED if outermost else _IGNORED - _ATTRIBUTES
    return [
        (name, _quoted(value))
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and name not in left_out
    ]


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
