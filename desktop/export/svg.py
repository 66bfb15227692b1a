"""SVG as text: every icon embedded once, lines as paths, texts as text, and words for each record.

Groups that were written before are not put into text again: see :class:`Written`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from desktop.canvas.colours import LINK_WIDTH
from desktop.canvas.lettering import FAMILIES, LETTERING
from desktop.canvas.primitives import (
    Box,
    Curve,
    Dash,
    Ellipse,
    Group,
    Picture,
    Point,
    Polyline,
    Primitive,
    Rectangle,
    Role,
    Text,
)
from desktop.export.artwork import SYMBOL, ink_of, symbol_content
from desktop.export.names import Name
from desktop.export.sheet import Layer, Sheet
from icons.library import INK

LINE = LINK_WIDTH
"""Width of lines that do not say another."""

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, not even escaped."""
_SPECIAL = re.compile("[^\t\n\r -%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""That, and what has to be escaped."""
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_.-]")
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_NAMELESS = Name("")

Icon = tuple[str, str]
"""Name and ink."""


class Fragment(NamedTuple):
    """One record's group as it was written."""

    group: Group
    xml_id: str
    name: Name
    text: str
    icons: tuple[Icon, ...]


Written = dict[int, Fragment]
"""Fragments by the identity of their group, of the document that was written last time."""


def svg_text(sheet: Sheet, written: Written | None = None) -> str:
    """A standalone SVG document; equal sheets give equal texts.

    ``written`` holds what was written before and may be taken over, and afterwards what is written now.
    """
    return _Writer(sheet, {} if written is None else written).document()


class _Writer:
    """Collects the parts of one document and the definitions they need."""

    def __init__(self, sheet: Sheet, written: Written) -> None:
        self._sheet = sheet
        self._before, self._written = dict(written), written
        self._icons: dict[Icon, None] = {}
        self._ids: set[str] = set()

    def document(self) -> str:
        sheet = self._sheet
        self._written.clear()
        body = [self._layer(layer) for layer in sheet.layers if layer.items]
        lines = [self._head()]
        if sheet.title:
            lines.append(f'<title id="title">{_escaped(sheet.title)}</title>')
        if sheet.description:
            lines.append(f'<desc id="description">{_escaped(sheet.description)}</desc>')
        if self._icons:
            lines += ["<defs>", *(_symbol(*icon) for icon in self._icons), "</defs>"]
        if sheet.background:
            size = f'width="{_n(sheet.width)}" height="{_n(sheet.height)}"'
            lines.append(f"<rect {size}{_paint('fill', sheet.background)}/>")
        return "\n".join([*lines, *body, "</svg>", ""])

    def _head(self) -> str:
        sheet = self._sheet
        width, height = _n(sheet.width), _n(sheet.height)
        labels = " ".join(
            [name for name, text in (("title", sheet.title), ("description", sheet.description)) if text]
        )
        named = f'aria-labelledby="{labels}" ' if labels else ""
        # Without quotes, which not every reader takes away.
        families = ", ".join(FAMILIES)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'version="1.1" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="graphics-document document" {named}font-family="{families}" '
            'fill="none" stroke-miterlimit="4">'
        )

    def _layer(self, layer: Layer) -> str:
        move = f"translate({_n(layer.dx)} {_n(layer.dy)})"
        size = f" scale({layer.scale:.6g})" if layer.scale != 1 else ""
        parts: list[str] = []
        loose: list[Primitive] = []
        for item in layer.items:
            if type(item) is Group and item.record_id:
                parts.append(self._record(item))
            else:
                loose.append(item)
        if loose:
            icons: dict[Icon, None] = {}
            parts.append(_items(loose, icons))
            self._icons.update(icons)
        content = "\n".join(parts)
        return f'<g transform="{move}{size}" stroke-width="{LINE}">\n{content}\n</g>'

    def _record(self, group: Group) -> str:
        """One record's group: as it was written before, if that says the same."""
        key, xml_id = id(group), self._id(group.record_id)
        name = (self._sheet.names or {}).get(group.record_id, _NAMELESS)
        found = self._before.get(key)
        if found is None or found.group is not group or found.xml_id != xml_id or found.name != name:
            found = _fragment(group, xml_id, name)
        self._written[key] = found
        if found.icons:
            self._icons.update(dict.fromkeys(found.icons))
        return found.text

    def _id(self, record_id: str) -> str:
        """An XML id that is not taken, as like the record's own as XML allows."""
        stem = _xml_id(record_id)
        found, count = stem, 1
        while found in self._ids:
            count += 1
            found = f"{stem}.{count}"
        self._ids.add(found)
        return found


def _fragment(group: Group, xml_id: str, name: Name) -> Fragment:
    """A record's group with what it is in words; what it is made of is not read out piece by piece."""
    words = f"<title>{_escaped(name.title)}</title>" if name.title else ""
    if name.description:
        words += f"<desc>{_escaped(name.description)}</desc>"
    role = ' role="img"' if words else ""
    icons: dict[Icon, None] = {}
    content = _items(group.items, icons)
    text = f'<g id="{xml_id}"{role}{_moved(group)}>{words}{content}</g>'
    return Fragment(group, xml_id, name, text, tuple(icons))


def _moved(group: Group) -> str:
    if not (group.dx or group.dy):
        return ""
    return f' transform="translate({_n(group.dx)} {_n(group.dy)})"'


def _items(items: Iterable[Primitive], icons: dict[Icon, None]) -> str:
    """The elements one after another; lines of one style that follow one another make one path."""
    found: list[str] = []
    style, path = "", ""
    for item in items:
        kind = type(item)
        if kind is Polyline:
            assert isinstance(item, Polyline)
            this = _style(item.fill, item.stroke, item.width, item.dash)
            if path and this != style:
                found.append(f'<path d="{path}"{style}/>')
                path = ""
            style, path = this, path + _path(item.points, item.closed)
            continue
        if path:
            found.append(f'<path d="{path}"{style}/>')
            path = ""
        found.append(_element(item, icons))
    if path:
        found.append(f'<path d="{path}"{style}/>')
    return "".join(found)


def _element(item: Primitive, icons: dict[Icon, None]) -> str:
    if isinstance(item, Text):
        style = _text_style(item.role, item.size, item.align, item.colour)
        return f'<text x="{_n(item.x)}" y="{_n(item.y)}"{style}>{_escaped(item.text)}</text>'
    if isinstance(item, Rectangle):
        x, y, width, height = item.box
        radius = f' rx="{_n(item.radius)}"' if item.radius else ""
        corner = (f' x="{_n(x)}"' if x else "") + (f' y="{_n(y)}"' if y else "")
        size = f' width="{_n(width)}" height="{_n(height)}"'
        return f"<rect{corner}{size}{radius}{_style(item.fill, item.stroke, item.width, item.dash)}/>"
    if isinstance(item, Picture):
        name, ink = item.name, ink_of(item.name, item.ink)
        icons[name, ink] = None
        return _use(name, ink, item.box)
    if isinstance(item, Group):
        return f"<g{_moved(item)}>{_items(item.items, icons)}</g>"
    if isinstance(item, Ellipse):
        x, y = item.box.center
        radii = f'rx="{_n(item.box.width / 2)}" ry="{_n(item.box.height / 2)}"'
        return f'<ellipse cx="{_n(x)}" cy="{_n(y)}" {radii}{_style(item.fill, item.stroke, item.width)}/>'
    if isinstance(item, Curve):
        return f'<path d="{_curve(item.points)}"{_style(None, item.stroke, item.width, item.dash)}/>'
    raise TypeError(f"there is no SVG element for {item!r}")


@lru_cache(maxsize=2048)
def _use(name: str, ink: str, box: Box) -> str:
    x, y, width, height = box
    # The picture keeps its proportions, in the middle of the box.
    side = min(width, height)
    x, y = x + (width - side) / 2, y + (height - side) / 2
    size = f"scale({side / SYMBOL:.6g})" if side != SYMBOL else ""
    move = f"translate({_n(x)} {_n(y)})" if x or y else ""
    transform = f' transform="{move}{size}"' if move or size else ""
    return f'<use xlink:href="#{symbol_id(name, ink)}"{transform}/>'


@lru_cache(maxsize=1024)
def symbol_id(name: str, ink: str) -> str:
    """The id of an icon's definition, the same in every document."""
    plain = _UNSAFE_ID.sub("_", name)
    told_apart = "" if plain == name else f".{crc32(name.encode()):08x}"
    return f"icon-{plain}{told_apart}" + ("" if ink == INK else f".{_UNSAFE_ID.sub('', ink)}")


def _symbol(name: str, ink: str) -> str:
    made = symbol_id(name, ink)
    return f'<g id="{made}">{symbol_content(name, ink, made)}</g>'


@lru_cache(maxsize=50_000)
def _xml_id(record_id: str) -> str:
    return f"record-{_UNSAFE_ID.sub('_', record_id)}"


@lru_cache(maxsize=1024)
def _text_style(role: Role, size: float, align: str, colour: str) -> str:
    lettering = LETTERING[role]
    weight = ' font-weight="bold"' if lettering.bold else ""
    slope = ' font-style="italic"' if lettering.italic else ""
    paint = _paint("fill", colour)
    return f' font-size="{_n(size * lettering.size)}"{weight}{slope}{_ANCHORS[align]}{paint}'


@lru_cache(maxsize=1024)
def _style(fill: str | None, stroke: str | None, width: float, dash: Dash = ()) -> str:
    found = _paint("fill", fill) if fill else ""
    if stroke:
        found += _paint("stroke", stroke)
        if width != LINE:
            found += f' stroke-width="{_n(width)}"'
        if dash:
            found += f' stroke-dasharray="{" ".join(map(_n, dash))}"'
    return found


def _paint(attribute: str, colour: str) -> str:
    """A colour as an attribute; Qt's "#AARRGGBB" becomes a colour and an opacity."""
    if len(colour) == 9:
        opacity = int(colour[1:3], 16) / 255
        return f' {attribute}="#{colour[3:]}" {attribute}-opacity="{opacity:.3g}"'
    return f' {attribute}="{colour}"'


def _path(points: tuple[Point, ...], closed: bool) -> str:
    last_x, last_y = points[0]
    parts = [f"M{_n(last_x)} {_n(last_y)}"]
    for x, y in points[1:]:
        if y == last_y:
            parts.append(f"H{_n(x)}")
        elif x == last_x:
            parts.append(f"V{_n(y)}")
        else:
            parts.append(f"L{_n(x)} {_n(y)}")
        last_x, last_y = x, y
    if closed:
        parts.append("Z")
    return "".join(parts)


def _curve(points: tuple[Point, ...]) -> str:
    numbers = [f"{_n(x)} {_n(y)}" for x, y in points]
    return f"M{numbers[0]}C{' '.join(numbers[1:])}"


@lru_cache(maxsize=100_000)
def _n(value: float) -> str:
    """A length in its shortest form, to a hundredth of a unit."""
    if value == int(value):
        return str(int(value))
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return text
    text = _FORBIDDEN.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
