"""Take the shapes of one SVG document into another: safe, self-contained, with ids of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from desktop.export.style_sheet import StyleSheet, declarations, style_sheet

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Box = tuple[float, float, float, float]

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_GROUPS = {"g": "g", "a": "g", "switch": "g", "svg": "g", "symbol": "g"}
_PAINTS = frozenset({"linearGradient", "radialGradient", "clipPath", "mask", "pattern"})
_FONTS = frozenset(
    {"font-family", "font-size", "font-weight", "font-style", "text-anchor", "letter-spacing", "dy", "dx"}
)
_INLINE_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif);base64,[A-Za-z0-9+/=\s]+")
_PAINTED = frozenset(
    {
        *("fill", "fill-rule", "fill-opacity", "clip-rule", "opacity", "color", "display", "visibility"),
        *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "clip-path", "mask"),
        *("stop-color", "stop-opacity"),
    }
)
_PLACED = frozenset(
    {
        *("d", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "points"),
        *("transform", "fx", "fy", "fr", "offset", "gradientUnits", "gradientTransform", "spreadMethod"),
        *("clipPathUnits", "maskUnits", "maskContentUnits", "preserveAspectRatio"),
        *("patternUnits", "patternContentUnits", "patternTransform"),
    }
)
_LOCAL = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_.-]")
_LENGTH = re.compile(r"([0-9.]+)\s*(?:px)?")
MOST_ELEMENTS = 20_000
DEEPEST = 60
MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class Inlined:
    """Shapes as text, the attributes of the group around them, and the box they are drawn in."""

    content: str
    attributes: str
    box: Box


class _TooMuch(Exception):
    """The picture is larger or deeper than any icon."""


def inlined(data: bytes, prefix: str, pixels: bool = False) -> Inlined | None:
    """The shapes of an SVG picture, every id beginning with ``prefix``; None if nothing can be taken.

    With ``pixels``, embedded pictures are taken along.
    """
    root = _parsed(data)
    box = _view_box(root) if root is not None else None
    if root is None or box is None:
        return None
    try:
        return _Taking(root, prefix, pixels).taken(box)
    except _TooMuch:
        return None


def _parsed(data: bytes) -> Element | None:
    from xml.etree import ElementTree

    if len(data) > MOST_BYTES or b"<!ENTITY" in data.upper():
        return None
    # A document type without entities of its own is harmless: drawing programs like to write one.
    data = re.sub(rb"<!DOCTYPE[^>\[]*(\[[^\]]*\]\s*)?>", b"", data, count=1, flags=re.IGNORECASE)
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return root if root.tag == f"{_SVG}svg" else None


def _view_box(root: Element) -> Box | None:
    text = root.get("viewBox")
    if text is None:
        width, height = (_LENGTH.fullmatch(root.get(name, "").strip()) for name in ("width", "height"))
        text = f"0 0 {width[1]} {height[1]}" if width and height else ""
    try:
        x, y, width_, height_ = (float(part) for part in text.replace(",", " ").split())
    except ValueError:
        return None
    usable = 0 < width_ < 1e6 and 0 < height_ < 1e6 and abs(x) < 1e6 and abs(y) < 1e6
    return (x, y, width_, height_) if usable else None


class _Taking:
    """Writes what may be taken of one document."""

    def __init__(self, root: Element, prefix: str, pixels: bool) -> None:
        self._root, self._prefix, self._pixels = root, prefix, pixels
        self._left = MOST_ELEMENTS
        self._by_id = {element.get("id", ""): element for element in root.iter() if element.get("id")}
        texts = [element.text or "" for element in root.iter(f"{_SVG}style")]
        self._sheet: StyleSheet = style_sheet("\n".join(texts))
        self._numbers: dict[str, int] = {}
        self._wanted: dict[str, None] = {}
        """Ids of gradients, clips and masks that are referred to."""
        self._drawn = 0

    def taken(self, box: Box) -> Inlined | None:
        # What the document around it sets for its own lines and areas must not reach into the artwork.
        own = {"fill": "#000000", "stroke": "none", "stroke-width": "1"}
        own.update(self._paint(self._root))
        body = self._children(self._root, 0, ())
        definitions: dict[str, str] = {}
        while waiting := [i for i in self._wanted if i not in definitions]:
            for record_id in waiting:
                definitions[record_id] = self._definition(record_id)
        if not self._drawn:
            return None
        defs = "".join(definitions.values())
        return Inlined(f"<defs>{defs}</defs>{body}" if defs else body, _written(own), box)

    def _children(self, element: Element, depth: int, through: tuple[str, ...]) -> str:
        if depth > DEEPEST:
            raise _TooMuch
        return "".join(self._element(child, depth + 1, through) for child in element)

    def _element(self, element: Element, depth: int, through: tuple[str, ...]) -> str:
        """One element with what is in it; ``through`` are the ids that are being drawn by reference."""
        name = str(element.tag).removeprefix(_SVG)
        self._left -= 1
        if self._left < 0:
            raise _TooMuch
        if name in _SHAPES:
            self._drawn += 1
            return f"<{name}{self._attributes(element)}/>"
        if name in ("text", "tspan"):
            self._drawn += bool((element.text or "").strip())
            return self._text(element, depth)
        if name == "image":
            return self._image(element)
        if name == "use":
            return self._used(element, depth, through)
        if name in _GROUPS and name != "symbol":
            move = _moved(element) if name == "svg" else ""
            inner = self._children(element, depth, through)
            if not inner:
                return ""
            return f"<g{move}{self._attributes(element, placed=name == 'g')}>{inner}</g>"
        return ""

    def _text(self, element: Element, depth: int) -> str:
        """A text with its parts, whose fonts stay as they are named."""
        name = str(element.tag).removeprefix(_SVG)
        inner = escape(element.text or "", quote=False)
        for child in element:
            if child.tag == f"{_SVG}tspan":
                inner += self._element(child, depth + 1, ())
            inner += escape(child.tail or "", quote=False)
        fonts = {key: value for key, value in self._stated(element).items() if key in _FONTS}
        fonts = {key: value for key, value in fonts.items() if "(" not in value}
        return f"<{name}{self._attributes(element)}{_written(fonts)}>{inner}</{name}>"

    def _image(self, element: Element) -> str:
        href = _href(element)
        if not self._pixels or not _INLINE_PICTURE.fullmatch(href):
            return ""
        self._drawn += 1
        return f'<image xlink:href="{href}"{self._attributes(element)}/>'

    def _used(self, element: Element, depth: int, through: tuple[str, ...]) -> str:
        """What a reference shows, written out in its place."""
        target_id = _href(element)
        target = self._by_id.get(target_id[1:]) if target_id.startswith("#") else None
        if target is None or target_id in through:
            return ""
        through = (*through, target_id)
        if str(target.tag) == f"{_SVG}symbol":
            inner = f"<g{self._attributes(target, placed=False)}>{self._children(target, depth, through)}</g>"
        else:
            inner = self._element(target, depth + 1, through)
        # The element's own transform comes first, then the shift.
        attributes = _written({**self._paint(element), **_only(element, "transform")})
        return f"<g{attributes}><g{_moved(element)}>{inner}</g></g>"

    def _definition(self, record_id: str) -> str:
        element = self._by_id[record_id]
        name = str(element.tag).removeprefix(_SVG)
        made = f' id="{self._id(record_id)}"'
        if name in ("clipPath", "mask", "pattern"):
            return f"<{name}{made}{self._attributes(element)}>{self._children(element, 0, ())}</{name}>"
        return f"<{name}{made}{self._attributes(element)}>{self._stops(element)}</{name}>"

    def _stops(self, element: Element) -> str:
        """A gradient's colours, which may be those of another that it refers to."""
        seen: set[str] = set()
        while True:
            stops = element.findall(f"{_SVG}stop")
            href = _href(element)
            other = self._by_id.get(href[1:]) if href.startswith("#") and href not in seen else None
            if stops or other is None:
                return "".join(f"<stop{self._attributes(stop)}/>" for stop in stops)
            seen.add(href)
            element = other

    # attributes

    def _attributes(self, element: Element, placed: bool = True) -> str:
        found = {}
        if placed:
            found = {name: value for name, value in element.attrib.items() if name in _PLACED}
            if str(element.tag).endswith("Gradient"):
                found = {**self._inherited(element), **found}
        return _written({**found, **self._paint(element)})

    def _inherited(self, element: Element) -> dict[str, str]:
        """What a gradient takes over from another one of its kind that it refers to."""
        href = _href(element)
        other = self._by_id.get(href[1:]) if href.startswith("#") else None
        if other is None or other is element:
            return {}
        return {name: value for name, value in other.attrib.items() if name in _PLACED}

    def _paint(self, element: Element) -> dict[str, str]:
        """How an element is painted: its attributes, then the style sheet's rules, then its own style."""
        found = {}
        for name, value in self._stated(element).items():
            if name in _PAINTED:
                usable = self._usable(value)
                if usable is not None:
                    found[name] = usable
                elif name in ("fill", "stroke"):
                    # Rather nothing than black, which is what it would be without a colour.
                    found[name] = "none"
        return found

    def _stated(self, element: Element) -> dict[str, str]:
        kind, classes = str(element.tag).removeprefix(_SVG), element.get("class", "").split()
        return {
            **element.attrib,
            **self._sheet.of(kind, element.get("id", ""), classes),
            **declarations(element.get("style", "")),
        }

    def _usable(self, value: str) -> str | None:
        """The value with references to this document's own ids; None for a reference to elsewhere."""
        value = value.strip()
        if "(" not in value or re.match(r"(rgba?|hsla?)\(", value, re.IGNORECASE):
            return None if "url" in value.lower() else value
        match = _LOCAL.match(value)
        target = self._by_id.get(match[1]) if match else None
        if match is None or target is None or str(target.tag).removeprefix(_SVG) not in _PAINTS:
            return None
        self._wanted[match[1]] = None
        return f"url(#{self._id(match[1])})"

    def _id(self, record_id: str) -> str:
        number = self._numbers.setdefault(record_id, len(self._numbers))
        return f"{self._prefix}-{number}-{_UNSAFE_ID.sub('_', record_id)[:40]}"


def _moved(element: Element) -> str:
    try:
        x, y = float(element.get("x") or 0), float(element.get("y") or 0)
    except ValueError:
        return ""
    return f' transform="translate({x:g} {y:g})"' if x or y else ""


def _href(element: Element) -> str:
    return next((element.get(name, "") for name in _HREF if element.get(name)), "")


def _only(element: Element, name: str) -> dict[str, str]:
    value = element.get(name)
    return {} if value is None else {name: value}


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
