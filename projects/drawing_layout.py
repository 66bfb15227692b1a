"""A plain layout for drawings without positions: containers as nested grids."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, sqrt

from projects.records import Node

_MARGIN, _HEAD, _GAP, _LABEL, _INSET = 32, 48, 32, 48, 16


def lay_out(nodes: Iterable[Node]) -> list[Node]:
    """The nodes with positions and sizes: what a container holds stands in rows inside it.

    The parents must form a tree. An overlay is drawn around its members.
    """
    found = {node.id: node for node in nodes}
    around = [node.id for node in found.values() if _wraps(node, found)]
    children: dict[str | None, list[str]] = {}
    for node in found.values():
        if node.id in around:
            continue
        children.setdefault(node.parent, []).append(node.id)
    order: list[str] = []
    waiting = list(children.get(None, ()))
    while waiting:
        node_id = waiting.pop()
        order.append(node_id)
        waiting.extend(children.get(node_id, ()))
    for node_id in reversed(order):
        node = found[node_id]
        inside = [found[child] for child in children.get(node_id, ())]
        if inside or node.service.is_container():
            width, height = _grid(found, inside)
            size = {"width": max(width, 192), "height": max(height, 128)}
            found[node_id] = found[node_id].model_copy(update=size)
    _grid(found, [found[child] for child in children.get(None, ())])
    for overlay_id in sorted(around, key=lambda i: any(member in around for member in found[i].members)):
        _wrap(found, found[overlay_id])
    return list(found.values())


def _wraps(node: Node, found: dict[str, Node]) -> bool:
    return node.service.is_overlay() and any(member in found for member in node.members)


def _wrap(found: dict[str, Node], overlay: Node) -> None:
    """Draw an overlay around its members."""
    boxes = []
    for member in overlay.members:
        if member in found and member != overlay.id:
            (x, y), (width, height) = _corner(found, member), found[member].size
            boxes.append((x, y, x + width, y + height + _LABEL))
    if not boxes:
        return
    left, top = min(box[0] for box in boxes) - _INSET, min(box[1] for box in boxes) - _INSET
    right, bottom = max(box[2] for box in boxes) + _INSET, max(box[3] for box in boxes) + _INSET
    x, y = _corner(found, overlay.parent) if overlay.parent is not None else (0, 0)
    update = {"x": left - x, "y": top - y, "width": right - left, "height": bottom - top}
    found[overlay.id] = overlay.model_copy(update=update)


def _corner(found: dict[str, Node], node_id: str) -> tuple[int, int]:
    """Where a node's upper left corner is on the canvas."""
    x = y = 0
    at: str | None = node_id
    while at is not None:
        x, y = x + found[at].x, y + found[at].y
        at = found[at].parent
    return x, y


def _grid(found: dict[str, Node], inside: list[Node]) -> tuple[int, int]:
    """Place these in rows, wide ones last; gives the size of the container around them."""
    border = [node for node in inside if node.service.border]
    for number, node in enumerate(border, start=1):
        update = {"side": "top", "offset": number / (len(border) + 1)}
        found[node.id] = node.model_copy(update=update)
    rest = sorted(
        (n for n in inside if not n.service.border), key=lambda n: (n.service.is_container(), n.size[1])
    )
    small = [node for node in rest if not node.service.is_container()]
    large = [node for node in rest if node.service.is_container()]
    right, y = 0, _HEAD
    for group, columns in ((small, ceil(sqrt(len(small) or 1)) + 1), (large, ceil(sqrt(len(large) or 1)))):
        for start in range(0, len(group), columns):
            row = group[start : start + columns]
            x = _MARGIN
            for node in row:
                found[node.id] = node.model_copy(update={"x": x, "y": y})
                x += node.size[0] + _GAP + (0 if node.service.is_container() else _LABEL)
            right = max(right, x)
            below = 0 if row[0].service.is_container() else _LABEL
            y += max(node.size[1] for node in row) + below + _GAP
    return right + _MARGIN - _GAP, y + _MARGIN - _GAP
