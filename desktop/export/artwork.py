"""The artwork of icons for vector files: shapes that can be taken into another document safely.

Only shapes, gradients, clips and masks are taken; scripts, texts, styles, references to anything outside
and pictures of pixels are not. Style sheets become attributes and ids get a prefix of their own.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache

from desktop.canvas import pictures
from desktop.export.inlining import inlined
from icons import icon
from icons.library import INK

SYMBOL = 64
"""Side of the square that embedded icons are drawn in before they are placed."""


def symbol_content(name: str, ink: str, prefix: str) -> str:
    """An icon in a square of SYMBOL units: vector artwork as shapes, other pictures as data.

    ``prefix`` keeps the ids in it apart from all others in the document.
    """
    return _symbol_content(name, ink, prefix, pictures.generation())


@lru_cache(maxsize=512)
def _symbol_content(name: str, ink: str, prefix: str, generation: int) -> str:
    kind, data = pictures.artwork(name, ink)
    if kind == "svg":
        # A person's own picture may hold pixels; AWS's icons come as vectors only.
        found = vector_content(data, SYMBOL, prefix, pixels=is_own(name))
        # Artwork that holds no shape we may take: the plain tile stands for it, as vectors too.
        return found or vector_content(plain_tile(ink), SYMBOL, prefix) or ""
    source = f"data:image/{kind};base64,{b64encode(data).decode()}"
    return f'<image width="{SYMBOL}" height="{SYMBOL}" xlink:href="{source}"/>'


def vector_content(data: bytes, size: float, prefix: str = "a", *, pixels: bool = False) -> str | None:
    """The shapes of an SVG picture, fitted into a square of ``size`` units at the origin.

    None if it is none, or nothing in it can be drawn. With ``pixels``, pictures that it embeds as well.
    """
    found = inlined(data, prefix, pixels)
    if found is None:
        return None
    x, y, width, height = found.box
    scale = min(size / width, size / height)
    dx = (size - width * scale) / 2 - x * scale
    dy = (size - height * scale) / 2 - y * scale
    move = f"translate({dx:.6g} {dy:.6g}) " if dx or dy else ""
    return f'<g transform="{move}scale({scale:.6g})"{found.attributes}>{found.content}</g>'


def vector_picture(data: bytes, *, pixels: bool = False) -> bytes | None:
    """The same as an SVG document of its own, for painting."""
    found = inlined(data, "a", pixels)
    if found is None:
        return None
    box = " ".join(f"{value:.6g}" for value in found.box)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{box}"><g{found.attributes}>{found.content}</g></svg>'
    ).encode()


def ink_of(name: str, ink: str) -> str:
    """The ink that a picture is drawn in: our own line drawings in any, all others as they are."""
    return ink if _is_inked(name, pictures.generation()) else INK


@lru_cache(maxsize=1024)
def _is_inked(name: str, generation: int) -> bool:
    return not is_own(name) and icon(pictures.known_icon(name)[0]).ours


def is_own(name: str) -> bool:
    """Whether a picture is a person's own rather than one of the icons."""
    return name.startswith("picture:")


def plain_tile(ink: str) -> bytes:
    """Our own picture for what is not known."""
    return icon("unknown_service").data(ink)
