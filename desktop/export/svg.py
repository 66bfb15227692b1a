"""SVG as text: every icon embedded once, lines as paths, texts as text, and a title for each record."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import lru_cache

from desktop.canvas.colours import LINK_WIDTH
from desktop.canvas.lettering import FAMILIES, LETTERING
from desktop.canvas.primitives import Ellipse, Group, Picture, Polyline, Primitive, Rectangle, Text
from desktop.export.artwork import vector_content
from desktop.export.sheet import Layer, Sheet
from icons import icon

LINE = LINK_WIDTH
"""Width of lines that do not say another."""
SYMBOL = 64
"""Side of the square that embedded icons are drawn in before they are placed."""

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, not even escaped."""
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_.-]")
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}


def svg_text(sheet: Sheet) -> str:
    """A standalone SVG document; equal sheets give equal texts."""
    return _Writer(sheet).document()


class _Writer:
    """Collects the parts of one document and the definitions they need."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._symbols: dict[tuple[str, str], tuple[str, str]] = {}
        """Icon name and ink -> id and content of its definition."""
        self._ids: set[str] = set()
        self._writers: dict[type, Callable[..., str]] = {
            Rectangle: self._rectangle,
            Ellipse: self._ellipse,
            Text: self._text,
            Picture: self._picture,
            Group: self._group,
        }
        self._text_styles = {role: _text_style(role) for role in LETTERING}

    def document(self) -> str:
        sheet = self._sheet
        body = [self._layer(layer) for layer in sheet.layers if layer.items]
        width, height = _n(sheet.width), _n(sheet.height)
        # Without quotes, which not every reader takes away.
        families = ", ".join(FAMILIES)
        head = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'version="1.1" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="graphics-document document" font-family="{families}" '
            'fill="none" stroke-miterlimit="4">'
        )
        lines = [head]
        if sheet.title:
            lines.append(f"<title>{_escaped(sheet.title)}</title>")
        if sheet.description:
            lines.append(f"<desc>{_escaped(sheet.description)}</desc>")
        if self._symbols:
            lines += ["<defs>", *(content for _, content in self._symbols.values()), "</defs>"]
        if sheet.background:
            lines.append(f'<rect width="{width}" height="{height}"{_paint("fill", sheet.background)}/>')
        return "\n".join([*lines, *body, "</svg>", ""])

    def _layer(self, layer: Layer) -> str:
        move = f"translate({_n(layer.dx)} {_n(layer.dy)})"
        size = f" scale({layer.scale:.6g})" if layer.scale != 1 else ""
        return f'<g transform="{move}{size}" stroke-width="{LINE}">\n{self._items(layer.items)}\n</g>'

    def _items(self, items: Iterable[Primitive]) -> str:
        """One element a line; lines of one style that follow one another make one path."""
        writers = self._writers
        found: list[str] = []
        style, path = "", ""
        for item in items:
            if type(item) is Polyline:
                this = _style(item.fill, item.stroke, item.width, item.dash)
                if path and this != style:
                    found.append(f'<path d="{path}"{style}/>')
                    path = ""
                style, path = this, path + _path(item.points, item.closed)
                continue
            if path:
                found.append(f'<path d="{path}"{style}/>')
                path = ""
            found.append(writers[type(item)](item))
        if path:
            found.append(f'<path d="{path}"{style}/>')
        return "\n".join(found)

    def _group(self, group: Group) -> str:
        attributes = ""
        name = ""
        if group.record_id:
            attributes = f' id="{self._id(group.record_id)}"'
            title = (self._sheet.names or {}).get(group.record_id, "")
            name = f"<title>{_escaped(title)}</title>" if title else ""
        if group.dx or group.dy:
            attributes += f' transform="translate({_n(group.dx)} {_n(group.dy)})"'
        return f"<g{attributes}>{name}{self._items(group.items)}</g>"

    def _id(self, record_id: str) -> str:
        """An XML id that is not taken, as like the record's own as XML allows."""
        stem = f"record-{_UNSAFE_ID.sub('_', record_id)}"
        found, count = stem, 1
        while found in self._ids:
            count += 1
            found = f"{stem}.{count}"
        self._ids.add(found)
        return found

    def _rectangle(self, item: Rectangle) -> str:
        x, y, width, height = item.box
        radius = f' rx="{_n(item.radius)}"' if item.radius else ""
        corner = (f' x="{_n(x)}"' if x else "") + (f' y="{_n(y)}"' if y else "")
        size = f' width="{_n(width)}" height="{_n(height)}"'
        return f"<rect{corner}{size}{radius}{_style(item.fill, item.stroke, item.width, item.dash)}/>"

    def _ellipse(self, item: Ellipse) -> str:
        x, y = item.box.center
        radii = f'rx="{_n(item.box.width / 2)}" ry="{_n(item.box.height / 2)}"'
        return f'<ellipse cx="{_n(x)}" cy="{_n(y)}" {radii}{_style(item.fill, item.stroke, item.width)}/>'

    def _text(self, item: Text) -> str:
        style = self._text_styles[item.role] if item.size == 1 else _text_style(item.role, item.size)
        style += _ANCHORS[item.align]
        place = f'x="{_n(item.x)}" y="{_n(item.y)}"'
        return f"<text {place}{style}{_paint('fill', item.colour)}>{_escaped(item.text)}</text>"

    def _picture(self, item: Picture) -> str:
        symbol = self._symbol(item.name, item.ink)
        x, y, width, height = item.box
        # The picture keeps its proportions, in the middle of the box.
        side = min(width, height)
        x, y = x + (width - side) / 2, y + (height - side) / 2
        size = f"scale({side / SYMBOL:.6g})" if side != SYMBOL else ""
        move = f"translate({_n(x)} {_n(y)})" if x or y else ""
        transform = f' transform="{move}{size}"' if move or size else ""
        return f'<use xlink:href="#{symbol}"{transform}/>'

    def _symbol(self, name: str, ink: str) -> str:
        """The id of an icon's definition, made when it is first needed."""
        key = (name, ink)
        if key not in self._symbols:
            taken = sum(1 for other, _ in self._symbols if other == name)
            made = f"icon-{_UNSAFE_ID.sub('_', name)}" + (f".{taken + 1}" if taken else "")
            self._symbols[key] = (made, f'<g id="{made}">{_icon_content(name, ink)}</g>')
        return self._symbols[key][0]


def _icon_content(name: str, ink: str) -> str:
    """An icon in a square of SYMBOL units: plain vector artwork as shapes, other pictures as data."""
    artwork = icon(name)
    data = artwork.data(ink)
    if artwork.format == "svg":
        content = vector_content(data, SYMBOL)
        if content is not None:
            return content
    kind = "svg+xml" if artwork.format == "svg" else "png"
    source = f"data:image/{kind};base64,{b64encode(data).decode()}"
    return f'<image width="{SYMBOL}" height="{SYMBOL}" xlink:href="{source}"/>'


def _text_style(role: str, size: float = 1.0) -> str:
    lettering = LETTERING[role]  # type: ignore[index]
    weight = ' font-weight="bold"' if lettering.bold else ""
    slope = ' font-style="italic"' if lettering.italic else ""
    return f' font-size="{_n(size * lettering.size)}"{weight}{slope}'


def _style(fill: str | None, stroke: str | None, width: float, dash: tuple[float, ...] = ()) -> str:
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


def _path(points: tuple[tuple[float, float], ...], closed: bool) -> str:
    parts: list[str] = []
    last_x = last_y = None
    for x, y in points:
        if last_x is None:
            parts.append(f"M{_n(x)} {_n(y)}")
        elif y == last_y:
            parts.append(f"H{_n(x)}")
        elif x == last_x:
            parts.append(f"V{_n(y)}")
        else:
            parts.append(f"L{_n(x)} {_n(y)}")
        last_x, last_y = x, y
    return "".join(parts) + ("Z" if closed else "")


@lru_cache(maxsize=100_000)
def _n(value: float) -> str:
    """A length in its shortest form, to a hundredth of a unit."""
    if value == int(value):
        return str(int(value))
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    text = _FORBIDDEN.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
