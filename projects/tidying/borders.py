"""What sits on a frame's edge: gateways and endpoints, spread out and clear of the frame's title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from projects.geometry import HEADER, LABEL_BAND, border_point, united
from projects.records import Side
from projects.tidying.material import title_width
from projects.tidying.pieces import up
from projects.tidying.spacing import median, spaced

if TYPE_CHECKING:
    from projects.tidying.frames import Layout
    from projects.tidying.places import Places

_LEFT = frozenset({"virtual_private_gateway", "customer_gateway"})
_RIGHT = frozenset({"gateway_endpoint", "interface_endpoint", "vpc_peering"})
_COLUMNS = frozenset({"availability_zone", "local_zone", "subnet"})
_HALF_LABEL = 72
_CLEAR = 8
_PASSING = 8
"""How far beside a line that comes through an edge something may stand on it."""


class Margins(NamedTuple):
    """How far what sits on a frame's edge, with its labels, reaches out of the frame."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


_NONE = Margins()


def margins(layout: Places, frame: str) -> Margins:
    """The room beside a frame that what sits on its edge takes."""
    found = {"left": 0, "top": 0, "right": 0, "bottom": 0}
    reach = {"left": _HALF_LABEL, "right": _HALF_LABEL, "top": 24, "bottom": 24 + LABEL_BAND}
    for one in layout.material.inside.get(frame, ()):
        if one in layout.on_border:
            side = layout.on_border[one][0]
            found[side] = reach[side]
    return Margins(**found) if any(found.values()) else _NONE


def sides(layout: Layout, border: Iterable[str]) -> dict[Side, list[str]]:
    """Which edge each of a frame's gateways and endpoints belongs on; what is fixed keeps its own."""
    found: dict[Side, list[str]] = {"top": [], "right": [], "bottom": [], "left": []}
    for one in border:
        node = layout.material.nodes[one]
        name = node.service.stored_name
        side: Side = "left" if name in _LEFT else "right" if name in _RIGHT else "top"
        if node.side is not None and (one in layout.fixed or not node.service.border):
            side = node.side
        found[side].append(one)
    return found


def spread(layout: Layout, frame: str, on: Mapping[Side, list[str]], final: bool = False) -> tuple[int, int]:
    """Put what sits on the edges in its places; gives the least width and height the frame needs for it.

    Each stands as near as it can to what it is linked with.
    """
    if not any(on.values()):
        return 0, 0
    width, height = layout.size[frame]
    needed = [0, 0]
    for side, ids in on.items():
        if not ids:
            continue
        across = side in ("top", "bottom")
        start, end = _range(layout, frame, side, on)
        before, after = (_HALF_LABEL, _HALF_LABEL) if across else (24, 24 + LABEL_BAND)
        free = [i for i in ids if i not in layout.fixed]
        needed[not across] = max(needed[not across], up(start + len(ids) * (before + after + _CLEAR) + end))
        if final:
            length = width if across else height
            _along(layout, frame, side, free, (start, length - end), (before, after))
    return needed[0], needed[1]


def _range(layout: Layout, frame: str, side: Side, on: Mapping[Side, list[str]]) -> tuple[int, int]:
    """How much of an edge is taken at its beginning and its end."""
    if side == "top":
        # The title stands at the left of the top edge.
        return up(title_width(layout.material.nodes[frame])), _HALF_LABEL + _CLEAR if on["right"] else 8
    if side == "bottom":
        return (_HALF_LABEL + _CLEAR if on["left"] else 8), (_HALF_LABEL + _CLEAR if on["right"] else 8)
    return (HEADER + LABEL_BAND + 16 if on["top"] else HEADER + 8), 32 if on["bottom"] else 8


def _along(
    layout: Layout,
    frame: str,
    side: Side,
    ids: list[str],
    within: tuple[int, int],
    reach: tuple[int, int],
) -> None:
    across = side in ("top", "bottom")
    width, height = layout.size[frame]
    length = width if across else height
    taken = _taken(layout, frame, side, reach)
    if side == "top":
        taken = sorted([*taken, *_passed(layout, frame, ids)])
    wished = {i: _wish(layout, frame, i, across) for i in ids}
    middle = _middle_of_zones(layout, frame) if across else length / 2
    wishes = {i: middle if wish is None else wish for i, wish in wished.items()}
    ordered = sorted(ids, key=lambda i: (wishes[i], ids.index(i)))
    room = sum(reach)
    starts = [wishes[i] - reach[0] for i in ordered]
    lowest, highest = within[0], max(within[0], within[1] - room)
    starts = [min(max(s, lowest), highest) for s in starts]
    found = _fitted(starts, room, lowest, within[1], taken)
    for one, start in zip(ordered, found, strict=True):
        offset = round(min(max((start + reach[0]) / length, 0.0), 1.0), 4)
        layout.on_border[one] = (side, offset)
        x, y = border_point((width, height), side, offset)
        w, h = layout.size[one]
        layout.at[one] = (round(x - w / 2), round(y - h / 2))


def _fitted(
    starts: list[float], room: int, lowest: int, highest: int, taken: list[tuple[float, float]]
) -> list[float]:
    """Starts without overlap, between the bounds and clear of what is taken, where there is room."""
    placed = [float(s) for s in spaced(starts, [room] * len(starts), [_CLEAR] * (len(starts) - 1))]
    overhang = placed[-1] + room - highest if placed else 0
    if overhang > 0:
        limit = float(highest)
        for number in range(len(placed) - 1, -1, -1):
            placed[number] = min(placed[number], limit - room)
            limit = placed[number] - _CLEAR
    if placed and placed[0] < lowest:
        limit = float(lowest)
        for number in range(len(placed)):
            placed[number] = max(placed[number], limit)
            limit = placed[number] + room + _CLEAR
    at = float(lowest)
    for number, start in enumerate(placed):
        start = max(start, at) if taken else start
        for one, other in taken:
            if start < other and one < start + room:
                start = other + _CLEAR
        placed[number] = start
        at = start + room + _CLEAR
    return placed


def _taken(layout: Layout, frame: str, side: Side, reach: tuple[int, int]) -> list[tuple[float, float]]:
    """Stretches of an edge where something fixed sits."""
    width, height = layout.size[frame]
    length = width if side in ("top", "bottom") else height
    found = []
    for one in layout.material.inside.get(frame, ()):
        if one in layout.fixed and one in layout.on_border and layout.on_border[one][0] == side:
            middle = layout.on_border[one][1] * length
            found.append((middle - reach[0], middle + reach[1]))
    return sorted(found)


def _passed(layout: Layout, frame: str, ids: Iterable[str]) -> Iterable[tuple[float, float]]:
    """Stretches of the upper edge through which lines come straight down to what stands in the frame.

    What sits on the edge stands aside, unless it is joined to the same.
    """
    own = {other for one in ids for other, _ in layout.links.neighbours.get(one, ())}
    for one in layout.material.inside.get(frame, ()):
        if one in own or layout.material.is_box(one) or layout.sits_on_edge(one):
            continue
        callers = (other for other, leads in layout.links.neighbours.get(one, ()) if not leads)
        if any(_comes_from_far(layout, frame, other) for other in callers):
            x = layout.at[one][0] + layout.size[one][0] / 2
            yield x - _PASSING, x + _PASSING


def _comes_from_far(layout: Layout, frame: str, node_id: str) -> bool:
    """Whether a node stands outside of what the frame stands in."""
    around = layout.material.nodes[frame].parent
    return around is not None and around not in layout.material.path(node_id)


def _middle_of_zones(layout: Layout, frame: str) -> float:
    """Where a gateway stands over its zones; the middle of the edge where there are none."""
    inside = [i for i in layout.material.inside.get(frame, ()) if layout.material.name(i) in _COLUMNS]
    room = united(layout.rect(i) for i in inside)
    return layout.size[frame][0] / 2 if room is None else room.center[0]


def _wish(layout: Layout, frame: str, one: str, across: bool) -> float | None:
    """Where along the edge a straight line from what it is linked with in the frame would meet it."""
    ends = layout.links.partners(layout, frame, one)
    return median([x if across else y for x, y in ends]) if ends else None
