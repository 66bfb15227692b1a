"""A layout for drawings without positions: as tidying lays out a whole page."""

from __future__ import annotations

from collections.abc import Iterable

from projects.records import Link, Node
from projects.tidying.material import Material
from projects.tidying.page import laid_out

_CORNER = (32, 64)


def lay_out(nodes: Iterable[Node], links: Iterable[Link] = ()) -> list[Node]:
    """The nodes with positions and sizes; nothing covers anything but an overlay its members.

    The parents must form a tree. An overlay is drawn around its members.
    """
    given = list(nodes)
    found = laid_out(Material(given, (), links), None, _CORNER)
    return [found[node.id] for node in given]
