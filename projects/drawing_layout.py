"""A layout for drawings without positions: nested frames, zones as columns, subnets as rows, callers left."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, sqrt

from projects.drawing_ranks import ranks
from projects.facts import value
from projects.geometry import GRID, HEADER, LABEL_BAND, LABEL_WIDTH
from projects.records import Link, Node, Side

_PADDING, _GAP, _INSET = 32, 40, 16
_CELL_WIDTH, _CELL_HEIGHT = LABEL_WIDTH + 40, 64 + LABEL_BAND + 32
_BORDER_ROOM = 136
"""Length of a frame's edge that one icon on it takes."""
_LETTER = 8
_UNLINKED = 99
"""The rank of what no flow passes: it stands last."""
_MOST_ROWS = 5
_MOST_ACROSS = 3
_ZONES = ("availability_zone", "local_zone")
_LEFT = frozenset({"virtual_private_gateway", "customer_gateway"})
_RIGHT = frozenset({"gateway_endpoint", "interface_endpoint", "vpc_peering"})


def lay_out(nodes: Iterable[Node], links: Iterable[Link] = ()) -> list[Node]:
    """The nodes with positions and sizes; nothing covers anything but an overlay its members.

    The parents must form a tree. An overlay is drawn around its members.
    """
    return _Layout(list(nodes), list(links)).place()


class _Layout:
    """Frames are filled from the inside out, so that each knows its size when its parent is filled."""

    def __init__(self, nodes: list[Node], links: list[Link]) -> None:
        self.found = {node.id: node for node in nodes}
        self.rank = dict.fromkeys(self.found, _UNLINKED) | ranks(nodes, links)
        self.around = [node.id for node in nodes if self._wraps(node)]
        self.children: dict[str | None, list[str]] = {}
        for node in nodes:
            if node.id not in self.around:
                self.children.setdefault(node.parent, []).append(node.id)

    def _wraps(self, node: Node) -> bool:
        return node.service.is_overlay() and any(member in self.found for member in node.members)

    def place(self) -> list[Node]:
        """Fill every frame, then draw the overlays around their members."""
        order: list[str] = []
        waiting = list(self.children.get(None, ()))
        while waiting:
            node_id = waiting.pop()
            order.append(node_id)
            waiting.extend(self.children.get(node_id, ()))
        for node_id in reversed(order):
            inside = self.children.get(node_id, [])
            if inside:
                nearest = min(self.rank[i] for i in inside)
                if self.found[node_id].service.is_container():
                    self.rank[node_id] = nearest
            if inside or self.found[node_id].service.is_container():
                self._fill(node_id, inside)
        self._fill(None, self.children.get(None, []))
        drawn: dict[tuple[int, int, int, int], int] = {}
        outer = sorted(self.around, key=lambda i: any(m in self.around for m in self.found[i].members))
        for overlay_id in outer:
            self._wrap(self.found[overlay_id], drawn)
        return list(self.found.values())

    # one frame

    def _fill(self, node_id: str | None, inside: list[str]) -> None:
        holder = self.found[node_id] if node_id is not None else None
        name = holder.service.stored_name if holder is not None else ""
        border = [i for i in inside if self.found[i].service.border and holder is not None]
        rest = [i for i in inside if i not in border]
        boxes = [i for i in rest if self._is_box(i)]
        icons = sorted((i for i in rest if i not in boxes), key=lambda i: self.rank[i])
        if name == "vpc":
            width, height = self._vpc(icons, boxes)
        elif name in _ZONES:
            width, height = self._stack(sorted(boxes, key=self._tier), icons)
        elif name == "subnet" or not boxes:
            width, height = self._flow(icons, _PADDING, HEADER + _PADDING, name == "subnet")
            if boxes:
                width, below = self._rows(boxes, _PADDING, height + _GAP, max(width, 1))
                height = below
        else:
            width, height = self._beside(icons, boxes, holder is None)
        if holder is not None:
            self._size(holder, width + _PADDING, height + _PADDING, border)

    def _is_box(self, node_id: str) -> bool:
        node = self.found[node_id]
        return node.service.is_container() or node.service.is_overlay() or bool(self.children.get(node_id))

    def _size(self, holder: Node, width: int, height: int, border: list[str]) -> None:
        sides: dict[Side, list[str]] = {"top": [], "left": [], "right": []}
        for node_id in border:
            name = self.found[node_id].service.stored_name
            sides["left" if name in _LEFT else "right" if name in _RIGHT else "top"].append(node_id)
        title = _LETTER * len(holder.title) + 64
        across = _BORDER_ROOM * len(sides["top"]) + title * bool(sides["top"])
        along = _BORDER_ROOM * max(len(sides["left"]), len(sides["right"])) + 2 * HEADER
        size = {
            "width": _up(max(width, title, 192, across)),
            "height": _up(max(height, 128, along if sides["left"] or sides["right"] else 0)),
        }
        self.found[holder.id] = holder.model_copy(update=size)
        for side, ids in sides.items():
            for number, node_id in enumerate(ids, start=1):
                # The title stands at the left of the top edge: icons keep off it.
                free = title / size["width"] if side == "top" else 0
                offset = round(free + (1 - free) * number / (len(ids) + 1), 4)
                self._put(node_id, side=side, offset=offset)

    def _put(self, node_id: str, **values: object) -> None:
        self.found[node_id] = self.found[node_id].model_copy(update=values)

    def _margins(self, node_id: str) -> tuple[int, int]:
        """The room that icons on a frame's left and right edge, with their labels, need beside it."""
        found = [0, 0]
        for child in self.children.get(node_id, ()):
            side = self.found[child].side
            if side in ("left", "right"):
                found[side == "right"] = 96
        return found[0], found[1]

    # kinds of frames

    def _vpc(self, icons: list[str], boxes: list[str]) -> tuple[int, int]:
        """What callers meet first above the zones, the zones side by side, what they call below."""
        zones = [i for i in boxes if self.found[i].service.stored_name in _ZONES]
        flat = [i for i in boxes if self.found[i].service.stored_name == "subnet"]
        others = [i for i in boxes if i not in zones and i not in flat]
        nearest = min((self.rank[i] for i in (*zones, *flat)), default=0)
        first = [i for i in icons if self.rank[i] <= nearest or not (zones or flat)]
        last = [i for i in icons if i not in first]
        self._align(zones)
        columns: list[list[str]] = [[zone] for zone in sorted(zones, key=self._zone_name)]
        by_zone: dict[str, list[str]] = {}
        for subnet in sorted(flat, key=self._tier):
            by_zone.setdefault(self._zone_name(subnet), []).append(subnet)
        columns += [by_zone[zone] for zone in sorted(by_zone)]
        for row in zip(*by_zone.values(), strict=False):
            tallest = max(self.found[i].size[1] for i in row)
            for subnet in row:
                self._put(subnet, height=tallest)
        wide = sum(max(self.found[i].size[0] for i in column) + _GAP for column in columns)
        across = max(4, wide // _CELL_WIDTH)
        right, y = self._grid(first, _PADDING, HEADER + _PADDING, across)
        y = y + _GAP if first else y
        x, bottom = _PADDING, y
        for column in columns:
            at = y
            for node_id in column:
                self._put(node_id, x=x, y=at)
                at += self.found[node_id].size[1] + _GAP
            bottom = max(bottom, at - _GAP)
            x += max(self.found[i].size[0] for i in column) + _GAP
        right = max(right, x - _GAP)
        if others:
            more, bottom = self._rows(others, _PADDING, bottom + _GAP * bool(columns), right)
            right = max(right, more)
        more, bottom = self._grid(last, _PADDING, bottom + _GAP, across) if last else (0, bottom)
        return max(right, more), bottom

    def _zone_name(self, node_id: str) -> str:
        return str(value(self.found[node_id], "zone") or "")

    def _tier(self, node_id: str) -> tuple[bool, int]:
        node = self.found[node_id]
        return not value(node, "public"), self.rank[node_id]

    def _align(self, zones: list[str]) -> None:
        """Give the subnets of one tier the same height in every zone, and a zone's subnets one width."""
        stacks = []
        for zone in zones:
            inside = [i for i in self.children.get(zone, ()) if self._is_box(i)]
            stacks.append(sorted(inside, key=self._tier))
        for level in range(max(map(len, stacks), default=0)):
            row = [stack[level] for stack in stacks if level < len(stack)]
            tallest = max(self.found[i].size[1] for i in row)
            for node_id in row:
                self._put(node_id, height=tallest)
        for zone, stack in zip(zones, stacks, strict=True):
            widest = max((self.found[i].size[0] for i in stack), default=0)
            widest = max(widest, self.found[zone].size[0] - 2 * _PADDING) if stack else widest
            for node_id in stack:
                self._put(node_id, width=widest)
            rest = [i for i in self.children.get(zone, ()) if i not in stack]
            icons = [i for i in rest if not self.found[i].service.border]
            width, height = self._stack(stack, icons)
            size = self.found[zone].size
            self._put(zone, width=max(size[0], _up(width + _PADDING)), height=_up(height + _PADDING))
        tallest = max((self.found[zone].size[1] for zone in zones), default=0)
        for zone in zones:
            self._put(zone, height=tallest)

    def _stack(self, boxes: list[str], icons: list[str]) -> tuple[int, int]:
        right, y = _PADDING, HEADER + _PADDING // 2
        for node_id in boxes:
            self._put(node_id, x=_PADDING, y=y)
            right = max(right, _PADDING + self.found[node_id].size[0])
            y += self.found[node_id].size[1] + _GAP
        if not icons:
            return right, y - _GAP if boxes else y
        more, bottom = self._grid(icons, _PADDING, y, 2)
        return max(right, more), bottom

    def _beside(self, icons: list[str], boxes: list[str], on_canvas: bool) -> tuple[int, int]:
        """Callers left of the frames, what is called right of them; corporate networks are callers."""
        sites = [i for i in boxes if on_canvas and self.found[i].service.stored_name == "on_premises"]
        frames = [i for i in boxes if i not in sites] or sites
        sites = [] if frames == sites else sites
        nearest = min(self.rank[i] for i in frames)
        left = [i for i in icons if self.rank[i] <= nearest]
        right = [i for i in icons if self.rank[i] > nearest]
        top = HEADER + _PADDING
        x, bottom = _PADDING, top
        if left:
            x, bottom = self._flow(left, x, top)
        if sites:
            edge, bottom = self._rows(sites, _PADDING, bottom + _GAP * bool(left), 1)
            x = max(x, edge)
        x = x + 2 * _GAP if left or sites else x
        x, lowest = self._rows(frames, x, top, 0)
        if right:
            x, more = self._flow(right, x + 2 * _GAP, top)
            lowest = max(lowest, more)
        return x, max(bottom, lowest)

    # rows and columns; each gives the right and the lower edge of what it has placed

    def _flow(self, icons: list[str], x: int, y: int, compact: bool = False) -> tuple[int, int]:
        """Columns along the flow; few icons, or a subnet's, stand in a plain grid."""
        steps = sorted({self.rank[i] for i in icons})
        if compact or len(steps) < 2:
            across = min(_MOST_ACROSS, len(icons)) if compact else ceil(len(icons) / _MOST_ROWS)
            return self._grid(icons, x, y, max(1, across if compact or len(icons) > 2 else 1))
        columns: list[list[str]] = []
        for step in steps:
            column = [i for i in icons if self.rank[i] == step]
            columns += [column[n : n + _MOST_ROWS] for n in range(0, len(column), _MOST_ROWS)]
        tallest = max(map(len, columns)) * _CELL_HEIGHT
        for number, column in enumerate(columns):
            start = y + _down((tallest - len(column) * _CELL_HEIGHT) // 2)
            for row, node_id in enumerate(column):
                self._icon(node_id, x + number * _CELL_WIDTH, start + row * _CELL_HEIGHT)
        return x + len(columns) * _CELL_WIDTH - _GAP, y + tallest - 32

    def _grid(self, icons: list[str], x: int, y: int, across: int) -> tuple[int, int]:
        for number, node_id in enumerate(icons):
            row, column = divmod(number, across)
            self._icon(node_id, x + column * _CELL_WIDTH, y + row * _CELL_HEIGHT)
        used = min(across, len(icons))
        return x + used * _CELL_WIDTH - _GAP, y + ceil(len(icons) / across) * _CELL_HEIGHT - 32 * bool(icons)

    def _icon(self, node_id: str, x: int, y: int) -> None:
        width, _ = self.found[node_id].size
        self._put(node_id, x=x + _down((LABEL_WIDTH - width) // 2), y=y)

    def _rows(self, boxes: list[str], x: int, y: int, wide: int) -> tuple[int, int]:
        """Frames in rows about as wide as ``wide``, or as wide as they are high where that is 0."""
        boxes = sorted(boxes, key=lambda i: self.rank[i])
        sizes = {i: self.found[i].size for i in boxes}
        if not wide:
            area = sum((width + _GAP) * (height + _GAP) for width, height in sizes.values())
            wide = max(int(sqrt(area) * 1.4), max(width for width, _ in sizes.values()))
        right, at, below = x, x, y
        for node_id in boxes:
            width, height = sizes[node_id]
            before, after = self._margins(node_id)
            if at > x and at + before + width - x > wide:
                at, y = x, below + _GAP + HEADER
            self._put(node_id, x=at + before, y=y)
            at += before + width + after + 2 * _GAP
            right, below = max(right, at - 2 * _GAP), max(below, y + height)
        return right, below

    # overlays

    def _wrap(self, overlay: Node, drawn: dict[tuple[int, int, int, int], int]) -> None:
        """Draw an overlay around its members; of two around the same the later one is wider."""
        boxes = []
        for member in overlay.members:
            if member in self.found and member != overlay.id:
                (x, y), (width, height) = self._corner(member), self.found[member].size
                side = 0 if self._is_box(member) else max(0, (LABEL_WIDTH - width) // 4)
                label = 0 if self._is_box(member) else LABEL_BAND
                boxes.append((x - side, y, x + width + side, y + height + label))
        if not boxes:
            return
        around = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        inset = _INSET + 6 * drawn.get(around, 0)
        drawn[around] = drawn.get(around, 0) + 1
        x, y = self._corner(overlay.parent) if overlay.parent is not None else (0, 0)
        update = {"x": around[0] - inset - x, "y": around[1] - inset - y}
        size = {"width": around[2] - around[0] + 2 * inset, "height": around[3] - around[1] + 2 * inset}
        self._put(overlay.id, **update, **size)

    def _corner(self, node_id: str) -> tuple[int, int]:
        """Where a node's upper left corner is on the canvas."""
        x = y = 0
        at: str | None = node_id
        while at is not None:
            x, y = x + self.found[at].x, y + self.found[at].y
            at = self.found[at].parent
        return x, y


def _up(length: int) -> int:
    return -(-length // GRID) * GRID


def _down(length: int) -> int:
    return length // GRID * GRID
