"""Zones as columns and subnets as rows: where new ones go, and bringing all of them into line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from statistics import median

from projects.containers import allowed, content_rect, grow_to_hold, resize
from projects.document import Draft
from projects.edges import keep_on_edge
from projects.geometry import GRID, HEADER, PADDING, Rect, footprint
from projects.making_room import GAP, make_room, takes_room, to_free_place
from projects.records import Node
from projects.rows import is_subnet, is_zone, side_by_side, zones_beside
from projects.shifting import shift

_ENDING = re.compile(
    r"[\s_\-/.]*(\b(az|zone)?[\s_-]*([a-f]|\d)|([a-z]{2}(-[a-z]+)+-\d[a-f]))$", re.IGNORECASE
)
"""What tells a subnet from its likes in other zones: "shop-app-b", "Data 2", "web us-east-1a"."""
_ADDRESS = re.compile(r"\s*\(?\b\d{1,3}(\.\d{1,3}){3}/\d{1,2}\)?")

Tier = tuple[str, str, int]
"""What a subnet is for: public or private, its name without its zone's, and which of these it is."""


def tiers(subnets: Iterable[Node]) -> dict[str, Tier]:
    """The tier of each subnet of one zone, by its id; counted from the top where names do not tell."""
    found: dict[str, Tier] = {}
    seen: dict[tuple[str, str], int] = {}
    for subnet in sorted(subnets, key=lambda one: (one.y, one.x, one.id)):
        public = getattr(subnet.service, "public", None)
        kind = {True: "public", False: "private", None: ""}[public]
        name = _ENDING.sub("", _ADDRESS.sub("", subnet.label).strip()).strip().casefold()
        seen[kind, name] = seen.get((kind, name), -1) + 1
        found[subnet.id] = (kind, name, seen[kind, name])
    return found


def subnets_of(draft: Draft, zone: str) -> list[Node]:
    """The subnets that stand in a zone."""
    return [child for child in draft.children(zone) if isinstance(child, Node) and is_subnet(child)]


# a place in the row or column


def column_for(draft: Draft, zone: Node) -> None:
    """Put a new zone, or one that has come from elsewhere, beside the others as a column as high as they are.

    Where it was put tells between which; one that was put below the others stays there.
    """
    zones = [z for z in draft.children(zone.parent) if isinstance(z, Node) and is_zone(z) and z.id != zone.id]
    zones.sort(key=lambda one: (one.x, one.id))
    if not zones or (len(zones) > 1 and not side_by_side(footprint(zones[0]), footprint(zones[1]))):
        return
    middle, (_, y) = footprint(zone).center[0], footprint(zone).center
    if not zones[0].y <= y <= max(z.y + z.size[1] for z in zones):
        return
    after = [z for z in zones if footprint(z).center[0] <= middle]
    beside = after[-1] if after else zones[0]
    gap = _usual_gap(zones)
    least = allowed(draft, zone, Rect(zone.x, zone.y, *beside.size))
    height = max(least.height, beside.size[1])
    width = max(least.width, beside.size[0]) if content_rect(draft, zone) is None else zone.size[0]
    x = beside.x + beside.size[0] + gap if after else beside.x - gap - width
    resized = zone.model_copy(update={"width": width, "height": height})
    draft.put(resized)
    shift(draft, [zone.id], x - zone.x, beside.y - zone.y)
    placed = draft.node(zone.id)
    assert placed is not None
    # As if it had grown from beside the zone before it.
    start = Rect(placed.x - gap, placed.y, 0, height) if after else Rect(x + width + gap, placed.y, 0, height)
    for parent in dict.fromkeys((placed.parent, *make_room(draft, {placed.id: start}, gap))):
        grow_to_hold(draft, parent)


def _usual_gap(zones: list[Node]) -> int:
    gaps = [b.x - a.x - a.size[0] for a, b in zip(zones, zones[1:], strict=False)]
    usual = int(median(gaps)) if gaps else PADDING
    return min(max(usual, GAP), 6 * PADDING)


def row_for(draft: Draft, subnet: Node) -> None:
    """Give a subnet that is new, or comes from another zone, the row of its tier, if that is free here."""
    zone = draft.node(subnet.parent)
    if zone is None or not is_zone(zone):
        return
    rows = _rows_beside(draft, zone, subnet)
    here = [footprint(c) for c in draft.children(zone.id) if c.id != subnet.id]
    own = tiers([*subnets_of(draft, zone.id)])[subnet.id]
    choices: list[tuple[int, int, Rect]] = []
    for mate, tier in rows:
        width = max(mate.size[0], subnet.size[0]) if mate.size[0] < zone.size[0] else subnet.size[0]
        rect = Rect(mate.x, mate.y, width, mate.size[1])
        if any(rect.overlaps(other) for other in here):
            continue
        fits = 0 if tier == own else 1 if tier[:2] == own[:2] else 2 if tier[0] == own[0] else 3
        choices.append((fits, abs(rect.y - subnet.y), rect))
    fits, _, rect = min(choices, default=(3, 0, Rect(0, 0, 0, 0)))
    if not choices or (fits == 3 and own[0]):
        _into_column(draft, zone.id, subnet)
        return
    room = content_rect(draft, subnet)
    height = max(rect.height, room.bottom if room is not None else 0)
    draft.put(subnet.model_copy(update={"width": rect.width, "height": height}))
    shift(draft, [subnet.id], rect.x - subnet.x, rect.y - subnet.y)
    grow_to_hold(draft, zone.id)


def _into_column(draft: Draft, zone: str, subnet: Node) -> None:
    """Put a subnet that no row is free for in line with those of its zone, below them if it covers one.

    What is put beside them stays there.
    """
    others = [one for one in subnets_of(draft, zone) if one.id != subnet.id]
    mate = min(others, key=lambda one: (abs(one.x - subnet.x), one.y, one.id), default=None)
    if mate is None or subnet.x >= mate.x + mate.size[0] or mate.x >= subnet.x + subnet.size[0]:
        return
    room = content_rect(draft, subnet)
    width = max(mate.size[0], room.right if room is not None else 0)
    rect = Rect(mate.x, subnet.y, width, subnet.size[1])
    if any(rect.grown(0, GAP, 0, GAP).overlaps(footprint(other)) for other in others):
        rect = rect.moved(0, max(footprint(other).bottom for other in others) + 2 * GAP - rect.y)
    draft.put(subnet.model_copy(update={"width": rect.width}))
    shift(draft, [subnet.id], rect.x - subnet.x, rect.y - subnet.y)
    grow_to_hold(draft, zone)


def _rows_beside(draft: Draft, zone: Node, subnet: Node) -> list[tuple[Node, Tier]]:
    """The subnets of the zones beside one, as they would stand in it, with their tiers."""
    found: list[tuple[Node, Tier]] = []
    for other in zones_beside(draft, zone):
        inside = [one for one in subnets_of(draft, other.id) if one.id != subnet.id]
        named = tiers(inside)
        down = other.y - zone.y
        found += [(one.model_copy(update={"y": one.y + down}), named[one.id]) for one in inside]
    return found


# lining all up


def line_up(draft: Draft, around: str) -> bool:
    """Bring the zones of a VPC, and the rows of subnets across them, into line.

    Zones that stand side by side get one top and one height, the subnets of one tier one row: as high
    as the highest needs, in the order most zones have them. False if there is nothing to line up.
    """
    changed = False
    for columns in _columns(draft, around):
        if any(zone.locked for zone in columns):
            columns = [zone for zone in columns if not zone.locked]
        if len(columns) > 1:
            _line_up(draft, columns)
            changed = True
    grow_to_hold(draft, around)
    return changed


def _columns(draft: Draft, around: str) -> list[list[Node]]:
    """The zones of a container in groups that stand side by side."""
    zones = [z for z in draft.children(around) if isinstance(z, Node) and is_zone(z)]
    groups: list[list[Node]] = []
    for zone in sorted(zones, key=lambda one: (one.y, one.x, one.id)):
        rect = footprint(zone)
        group = next((g for g in groups if all(side_by_side(rect, footprint(z)) for z in g)), None)
        if group is None:
            groups.append([zone])
        else:
            group.append(zone)
    return [sorted(group, key=lambda one: (one.x, one.id)) for group in groups]


def _line_up(draft: Draft, zones: list[Node]) -> None:
    top = min(zone.y for zone in zones)
    for zone in zones:
        shift(draft, [zone.id], 0, top - zone.y)
    by_zone = {zone.id: subnets_of(draft, zone.id) for zone in zones}
    named = {zone_id: tiers(inside) for zone_id, inside in by_zone.items()}
    y = max(_first_row(by_zone), HEADER + GRID)
    for tier in _order(by_zone, named):
        row = [one for z, inside in by_zone.items() for one in inside if named[z][one.id] == tier]
        row = [found for one in row if (found := draft.node(one.id)) is not None and not found.locked]
        height = max((_height_needed(draft, one) for one in row), default=0)
        for one in row:
            _put_in_row(draft, one, y, height)
        y += height + _usual_row_gap(by_zone)
    for zone in zones:
        _clear_rows(draft, zone)
        grow_to_hold(draft, zone.id)
    present = [found for zone in zones if (found := draft.node(zone.id)) is not None]
    bottom = max(zone.y + zone.size[1] for zone in present)
    for zone in present:
        resize(draft, zone.id, Rect(zone.x, zone.y, zone.size[0], bottom - zone.y), alone=True)


def _first_row(by_zone: Mapping[str, list[Node]]) -> int:
    return min((one.y for inside in by_zone.values() for one in inside), default=HEADER + GRID)


def _usual_row_gap(by_zone: Mapping[str, list[Node]]) -> int:
    gaps: list[int] = []
    for inside in by_zone.values():
        rows = sorted(inside, key=lambda one: one.y)
        gaps += [b.y - a.y - a.size[1] for a, b in zip(rows, rows[1:], strict=False)]
    usual = [gap for gap in gaps if gap >= 0]
    return min(max(int(median(usual)) // GRID * GRID, GAP), 4 * PADDING) if usual else PADDING


def _order(by_zone: Mapping[str, list[Node]], named: Mapping[str, Mapping[str, Tier]]) -> list[Tier]:
    """The tiers from top to bottom, by where they stand among those of their zone."""
    places: dict[Tier, list[float]] = {}
    for zone_id, inside in by_zone.items():
        rows = sorted(inside, key=lambda one: (one.y, one.x, one.id))
        for place, one in enumerate(rows):
            # Of a zone that lacks tiers the places are spread over the height of the others.
            share = (place + 0.5) / len(rows)
            places.setdefault(named[zone_id][one.id], []).append(share)
    kinds = {"public": 0, "": 1, "private": 2}
    return sorted(places, key=lambda tier: (round(median(places[tier]), 3), kinds[tier[0]], tier))


def _height_needed(draft: Draft, subnet: Node) -> int:
    room = content_rect(draft, subnet)
    return max(subnet.size[1], room.bottom if room is not None else 0)


def _put_in_row(draft: Draft, subnet: Node, y: int, height: int) -> None:
    resized = subnet.model_copy(update={"height": height})
    draft.put(resized)
    keep_on_edge(draft, subnet, resized)
    shift(draft, [subnet.id], 0, y - subnet.y)


def _clear_rows(draft: Draft, zone: Node) -> None:
    """What else stands in a zone leaves the rows."""
    rows = [footprint(one) for one in subnets_of(draft, zone.id)]
    for child in draft.children(zone.id):
        in_a_row = any(footprint(child).overlaps(row) for row in rows)
        if in_a_row and takes_room(child) and not is_subnet(child):
            to_free_place(draft, [child.id])
