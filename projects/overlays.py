"""Overlays follow their members: a frame holds them wherever they go, and takes them along when dragged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projects.document import Document, Draft
from projects.geometry import GRID, LABEL_WIDTH, PADDING, Rect, canvas_rect, footprint, origin, united
from projects.placement import refusal
from projects.records import Node, Note
from projects.shifting import with_content

OVERLAY_PADDING = 16
"""Distance from a fitted frame to its members with their labels."""
OVERLAY_HEADER = 40
"""The same at the top, where the frame's icon and title are in the middle."""
OVERLAY_TOP = 16
"""The same at the top where no member stands under the title: clear of the titles of the subnets around."""
_FITTED = PADDING + GRID
"""Up to this much more than the padding counts as fitted."""


# members


def may_hold(overlay: Node, node: Node) -> bool:
    """Whether a node may be a member of an overlay."""
    allowed = "*" in overlay.service.members or node.service.name in overlay.service.members
    return allowed and node.id != overlay.id


def members_inside(draft: Draft, overlay: str) -> list[str]:
    """Ids of nodes that an overlay may hold and whose icon's centre lies in its frame."""
    node = draft.node(overlay)
    if node is None:
        return []
    frame = canvas_rect(draft, node)
    page = _page(draft, node)
    found = []
    for other in draft.document.nodes():
        present = draft.node(other.id)
        if present is None or not may_hold(node, present) or _page(draft, present) != page:
            continue
        if frame.holds_point(*canvas_rect(draft, present).center):
            found.append(other.id)
    return found


def standing_members(source: Document | Draft, overlay: Node) -> list[Node]:
    """The members that stand in the overlay's frame; others are listed without being there."""
    frame = canvas_rect(source, overlay)
    members = (source.node(member) for member in overlay.members)
    return [m for m in members if m is not None and frame.holds_point(*canvas_rect(source, m).center)]


def carried(draft: Draft, ids: Iterable[str]) -> list[str]:
    """Members that go along with the overlays among these, unless they move with a container anyway."""
    wanted = list(dict.fromkeys(ids))
    overlays = [node for i in wanted if (node := draft.node(i)) is not None and node.service.is_overlay()]
    if not overlays:
        return []
    moved = set(with_content(draft, wanted))
    found: dict[str, None] = {}
    for overlay in overlays:
        standing = standing_members(draft, overlay)
        found.update({m.id: None for m in standing if m.id not in moved and not m.locked})
    inner = {i for member in found for i in with_content(draft, (member,)) if i != member}
    return [i for i in found if i not in inner]


# frames


def fit_overlay(draft: Draft, overlay_id: str) -> None:
    """Make an overlay's frame just as large as the members that stand in it need."""
    overlay = draft.node(overlay_id)
    members = standing_members(draft, overlay) if overlay is not None else []
    around = _room(draft, members)
    if overlay is None or around is None:
        return
    middle = around.center[0]
    below = (canvas_rect(draft, member) for member in members)
    under_title = any(icon.x - LABEL_WIDTH / 2 < middle < icon.right + LABEL_WIDTH / 2 for icon in below)
    _set_frame(draft, overlay, _padded(around, OVERLAY_HEADER if under_title else OVERLAY_TOP))


def _room(source: Document | Draft, members: Iterable[Node]) -> Rect | None:
    rects = []
    for member in members:
        holder = source.node(member.parent)
        rects.append(footprint(member, holder).moved(*origin(source, member.parent)))
    return united(rects)


def _padded(room: Rect, top_band: int) -> Rect:
    wide = room.grown(OVERLAY_PADDING, top_band, OVERLAY_PADDING, OVERLAY_PADDING)
    left, top = wide.x // GRID * GRID, wide.y // GRID * GRID
    return Rect(left, top, -(-wide.right // GRID) * GRID - left, -(-wide.bottom // GRID) * GRID - top)


def _set_frame(draft: Draft, overlay: Node, frame: Rect) -> None:
    if frame != canvas_rect(draft, overlay):
        left, top = origin(draft, overlay.parent)
        values = {"x": frame.x - left, "y": frame.y - top, "width": frame.width, "height": frame.height}
        draft.put(overlay.model_copy(update=values))


# following


def follow_overlays(draft: Draft, moved: Iterable[str]) -> None:
    """Bring overlays in line with what the draft has moved; ``moved`` is what was moved by hand.

    A node dropped into a frame joins it, one dragged out leaves it. Where members go along with their
    container, or are pushed aside, the frame follows them. A member listed without standing in the
    frame stays listed.
    """
    ids = set(moved)
    overlays = {node.id for node in draft.document.nodes() if node.service.is_overlay()}
    overlays |= {i for i in draft.put_ids() if (node := draft.node(i)) and node.service.is_overlay()}
    by_hand = _outermost(draft, ids)
    for overlay_id in sorted(overlays):
        overlay = draft.node(overlay_id)
        if overlay is not None:
            _follow(draft, overlay, ids, by_hand)


def _outermost(draft: Draft, ids: set[str]) -> list[Node]:
    """The nodes that were moved themselves, not with a container around them."""
    found = []
    for record_id in sorted(ids):
        node = draft.node(record_id)
        if node is None:
            continue
        parent, seen = node.parent, {node.id}
        while parent is not None and parent not in ids and parent not in seen:
            seen.add(parent)
            holder = draft.get(parent)
            parent = holder.parent if isinstance(holder, Node | Note) else None
        if parent is None or parent in seen:
            found.append(node)
    return found


def _follow(draft: Draft, overlay: Node, ids: set[str], by_hand: list[Node]) -> None:
    before = draft.document.node(overlay.id)
    stood = standing_members(draft.document, before) if before is not None else []
    if overlay.id in ids or before is None:
        _after_own_move(draft, overlay, before, stood)
        return
    hands = {node.id for node in by_hand}
    together = bool(stood) and len(stood) > 1 and all(member.id in hands for member in stood)
    out = {m.id for m in stood if m.id in hands} if not together else set()
    margins = _margins(draft.document, before, stood)
    fitted = margins is not None and max(margins) <= _FITTED
    frame = canvas_rect(draft, overlay)
    staying = [m for s in stood if (m := draft.node(s.id)) is not None and m.id in overlay.members]
    staying = [m for m in staying if m.id not in out or frame.holds_point(*canvas_rect(draft, m).center)]
    left = {m.id for m in stood} - {m.id for m in staying}
    page = _page(draft, overlay)
    joining = [
        node
        for node in by_hand
        if node.id not in overlay.members and may_hold(overlay, node) and _page(draft, node) == page
        if frame.holds_point(*canvas_rect(draft, node).center)
    ]
    members = [m for m in overlay.members if m not in left] + [node.id for node in joining]
    if tuple(members) != overlay.members:
        overlay = overlay.model_copy(update={"members": tuple(members)})
        draft.put(overlay)
    if _changed(draft, [*stood, *joining]) or left:
        _set_frame(draft, overlay, _following(draft, frame, staying, joining, margins, fitted, out))


def _following(
    draft: Draft,
    frame: Rect,
    staying: list[Node],
    joining: list[Node],
    margins: tuple[int, int, int, int] | None,
    fitted: bool,
    by_hand: set[str],
) -> Rect:
    """Where an overlay's frame has to be now that its members have moved."""
    inside = _room(draft, [*staying, *joining])
    if inside is None:
        return frame
    if margins is None or not staying:
        return _around(frame, inside)
    if by_hand.isdisjoint(member.id for member in staying):
        room = _room(draft, staying) or inside
        follows = room.grown(*margins)
        return _around(follows, inside) if joining else follows
    return inside.grown(*margins) if fitted else _around(frame, inside)


def _around(frame: Rect, inside: Rect) -> Rect:
    """The frame, grown where it does not hold what is inside."""
    around = united((frame, inside.grown(GRID, GRID, GRID, GRID)))
    return frame if around is None or frame.contains(inside) else around


def _margins(source: Document, overlay: Node | None, stood: list[Node]) -> tuple[int, int, int, int] | None:
    """How far the frame stood from its members on each side: left, top, right, bottom."""
    room = _room(source, stood)
    if overlay is None or room is None:
        return None
    frame = canvas_rect(source, overlay)
    found = (room.x - frame.x, room.y - frame.y, frame.right - room.right, frame.bottom - room.bottom)
    return (max(found[0], GRID), max(found[1], GRID), max(found[2], GRID), max(found[3], GRID))


def _changed(draft: Draft, members: Iterable[Node]) -> bool:
    for member in members:
        before, after = draft.document.node(member.id), draft.node(member.id)
        if before is None or after is None:
            return True
        if canvas_rect(draft.document, before) != canvas_rect(draft, after):
            return True
    return False


def _after_own_move(draft: Draft, overlay: Node, before: Node | None, stood: list[Node]) -> None:
    """The frame itself was placed, moved or resized: it takes in what it has come to lie over.

    A frame that carries members already takes in more only when it was resized, not when it was moved.
    """
    resized = before is not None and before.size != overlay.size
    if before is not None and stood and not resized:
        return
    _take_in(draft, overlay)
    hang_outward(draft, overlay.id)


def _take_in(draft: Draft, overlay: Node) -> None:
    """Make what stands in an overlay's frame its members."""
    members = tuple(dict.fromkeys((*overlay.members, *members_inside(draft, overlay.id))))
    if members != overlay.members:
        draft.put(overlay.model_copy(update={"members": members}))


# its container


def fit_placed(draft: Draft, overlay_id: str) -> None:
    """Fit a new overlay to what it was put over, in a container that is wide enough for it."""
    overlay = draft.node(overlay_id)
    if overlay is not None:
        _take_in(draft, overlay)
        fit_overlay(draft, overlay_id)
        hang_outward(draft, overlay_id)


def hang_outward(draft: Draft, overlay_id: str) -> None:
    """Move an overlay that sticks out of its container into the one around that holds its frame.

    Otherwise whatever stands beside that container would be painted over it.
    """
    overlay = draft.node(overlay_id)
    if overlay is None or not overlay.service.is_overlay():
        return
    frame = canvas_rect(draft, overlay)
    for holder in _around_it(draft, overlay):
        if canvas_rect(draft, holder).contains(frame):
            break
    else:
        return
    if holder.id != overlay.parent:
        left, top = origin(draft, holder.id)
        z = max((record.z for record in draft.children(holder.id)), default=-1) + 1
        values = {"parent": holder.id, "x": frame.x - left, "y": frame.y - top, "z": z}
        draft.put(overlay.model_copy(update=values))


def _around_it(draft: Draft, overlay: Node) -> Iterator[Node]:
    """The containers around an overlay that it may stand in, the innermost first."""
    holder, seen = draft.node(overlay.parent), {overlay.id}
    while holder is not None and holder.id not in seen:
        seen.add(holder.id)
        if refusal(draft, type(overlay.service), holder.id) is None:
            yield holder
        holder = draft.node(holder.parent)


def _page(source: Document | Draft, node: Node) -> str | None:
    """The page, or None for the first: what is outermost above a node but no node itself."""
    parent, seen = node.parent, {node.id}
    while parent is not None and parent not in seen:
        seen.add(parent)
        holder = source.get(parent)
        if not isinstance(holder, Node | Note):
            return parent if holder is not None else None
        parent = holder.parent
    return None
