"""Makes an SVG picture from elsewhere safe to draw: shapes stay; scripts, links and files of others go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MOST_BYTES = 4_000_000
_MOST_SHAPES = 50_000
"""Shapes drawn, those that are drawn again by reference counted each time."""
_DEEPEST = 100
_ALLOWED = frozenset(
    """svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop clipPath mask pattern marker image title desc style""".split()
)
_LOCAL_URL = re.compile(r"url\(\s*['\"]?#[\w.:-]+['\"]?\s*\)", re.IGNORECASE)
_INLINE_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif);base64,[A-Za-z0-9+/=\s]+\Z")


class UnsafeSvg(ValueError):
    """The picture cannot be used; the text says why."""


def safe_svg(data: bytes) -> bytes:
    """The picture with nothing in it but shapes, texts, gradients and pictures of its own.

    Raises:
        UnsafeSvg: it is no SVG, is damaged or too large, or is made to take memory.
    """
    from xml.etree import ElementTree

    root = _parsed(data)
    _clean(root, 0)
    if not root.get("viewBox") and not (_length(root.get("width")) and _length(root.get("height"))):
        raise UnsafeSvg("The picture does not say how large it is.")
    if _drawn(root) > _MOST_SHAPES:
        raise UnsafeSvg("The picture has too many shapes.")
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    return bytes(ElementTree.tostring(root, encoding="utf-8"))


def _parsed(data: bytes) -> Element:
    from xml.etree import ElementTree

    if len(data) > MOST_BYTES:
        raise UnsafeSvg(f"The picture is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnsafeSvg("The picture is not written in UTF-8.") from None
    # Drawing programs write a harmless document type; one that declares entities is another matter.
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise UnsafeSvg("The picture declares entities, which pictures do not need.")
    text = re.sub(r"<!DOCTYPE[^>\[]*(\[[^\]]*\]\s*)?>", "", text, count=1, flags=re.IGNORECASE)
    try:
        root = ElementTree.fromstring(text.encode())
    except (ElementTree.ParseError, RecursionError, ValueError) as error:
        raise UnsafeSvg(f"The picture is damaged: {error}.") from None
    if root.tag == "svg":
        for element in root.iter():
            if "}" not in str(element.tag):
                element.tag = f"{{{SVG}}}{element.tag}"
    if root.tag != f"{{{SVG}}}svg":
        raise UnsafeSvg("The file is no SVG picture.")
    return root


def _clean(element: Element, depth: int) -> None:
    if depth > _DEEPEST:
        raise UnsafeSvg("The picture is nested too deeply.")
    for name in list(element.attrib):
        if not _is_safe(element, name, element.attrib[name]):
            del element.attrib[name]
    for child in list(element):
        if not _is_allowed(child):
            element.remove(child)
        else:
            _clean(child, depth + 1)


def _is_allowed(child: Element) -> bool:
    name = str(child.tag).removeprefix(f"{{{SVG}}}")
    if name not in _ALLOWED:
        return False
    if name == "style":
        return (
            "@" not in (child.text or "") and "\\" not in (child.text or "") and _urls_local(child.text or "")
        )
    if name in ("image", "use"):
        href = child.get(f"{{{XLINK}}}href") or child.get("href") or ""
        return bool(_INLINE_PICTURE.match(href)) if name == "image" else href.startswith("#")
    return True


def _is_safe(element: Element, name: str, value: str) -> bool:
    plain = name.rpartition("}")[2].lower()
    space = name[1:].rpartition("}")[0] if name.startswith("{") else ""
    if plain.startswith("on") or space not in ("", XLINK, "http://www.w3.org/XML/1998/namespace"):
        return False
    if plain == "base":
        return False
    if plain == "href":
        picture = str(element.tag).endswith("}image")
        return value.startswith("#") or (picture and bool(_INLINE_PICTURE.match(value)))
    return "\\" not in value and _urls_local(value)


def _urls_local(text: str) -> bool:
    rest = _LOCAL_URL.sub("", text).lower()
    return "url" not in rest or not re.search(r"url\s*\(", rest)


def _drawn(root: Element) -> int:
    """How many shapes are drawn in all; a reference counts for all that it shows."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[int, int] = {}
    open_now: set[int] = set()

    def count(element: Element) -> int:
        key = id(element)
        if key in known:
            return known[key]
        if key in open_now:
            raise UnsafeSvg("The picture refers to itself.")
        open_now.add(key)
        total = 1 + sum(count(child) for child in element)
        if str(element.tag).endswith("}use"):
            href = element.get(f"{{{XLINK}}}href") or element.get("href") or ""
            target = by_id.get(href[1:])
            total += count(target) if target is not None else 0
        open_now.discard(key)
        known[key] = min(total, _MOST_SHAPES + 1)
        return known[key]

    return count(root)


def _length(text: str | None) -> float:
    found = re.match(r"\s*([0-9.]+)\s*(px|pt|mm|cm|in|em|ex)?\s*\Z", text or "")
    try:
        return float(found[1]) if found else 0.0
    except ValueError:
        return 0.0
