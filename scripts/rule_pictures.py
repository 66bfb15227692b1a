"""Pictures of the rule book's examples: plain frames and boxes with names, without anybody's artwork."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from projects.checking import check
from projects.document import Document
from projects.drawing_format import read_drawing
from projects.geometry import Rect, canvas_rect, footprint, origin, united
from projects.records import Link, Node
from projects.rules.rule import Finding, all_rules

EXAMPLES = {"bad": "bad_example", "good": "good_example"}

_STYLE = (
    "text{font:12px sans-serif;fill:#232f3e;paint-order:stroke;stroke:#fff;stroke-width:3px}"
    ".s{font-size:11px;fill:#5b6675}rect{fill:none;stroke:#7d8998}"
    ".o{stroke-dasharray:5 4}.n{fill:#fff;stroke:#414d5c}.b{stroke:#d13212;stroke-width:2.5}"
    "path{fill:none;stroke:#414d5c}path.b{stroke:#d13212}"
)
_ARROW = (
    '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" style="fill:#414d5c;stroke:none"/></marker></defs>'
)


def pictures(book: Path) -> dict[str, str]:
    """File name under docs/rules/pictures -> SVG, for each example of the book that has a rule here."""
    with book.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        for kind, column in EXAMPLES.items():
            if row["id"] in all_rules() and row[column]:
                found[f"{row['id']}_{kind}.svg"] = picture(row["id"], json.loads(row[column]))
    return found


def picture(rule_id: str, drawing: Mapping[str, Any]) -> str:
    """An example as SVG; what the rule blames is red, and its sentence and remedy are the description."""
    imported = read_drawing(drawing)
    document = imported.document
    findings = [f for f in (*imported.problems, *check(document)) if f.rule == rule_id]
    blamed = {node_id for finding in findings for node_id in finding.node_ids}
    parts = [*_frames(document, blamed), *_links(document, blamed), *_icons(document, blamed)]
    room = united([_extent(document, node) for node in document.nodes()]) or Rect(0, 0, 100, 60)
    room = room.grown(16, 16, 16, 16)
    view = f"{room.x} {room.y} {room.width} {room.height}"
    said = f"<desc>{escape(_told(findings))}</desc>" if findings else ""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{min(room.width, 960)}">'
    return f"{head}{said}<style>{_STYLE}</style>{_ARROW}\n" + "\n".join(parts) + "\n</svg>\n"


def _told(findings: list[Finding]) -> str:
    """The sentence of the first finding and, on a line of its own, its remedy."""
    fix = findings[0].fix
    return f"{findings[0].message}\n{fix.label}" if fix is not None else findings[0].message


def _extent(document: Document, node: Node) -> Rect:
    x, y = origin(document, node.parent)
    return footprint(node, document.node(node.parent)).moved(x, y)


def _is_frame(node: Node) -> bool:
    return node.service.is_container() or node.service.is_overlay()


def _frames(document: Document, blamed: set[str]) -> Iterator[str]:
    frames = [node for node in document.nodes() if _is_frame(node)]
    frames.sort(key=lambda node: (node.service.is_overlay(), sum(1 for _ in document.ancestors(node.id))))
    for node in frames:
        box = canvas_rect(document, node)
        names = ("o" if node.service.is_overlay() else "", "b" if node.id in blamed else "")
        words = " ".join(name for name in names if name)
        style = f' class="{words}"' if words else ""
        yield f'<rect{style} x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"/>'
        lift = -4 if node.service.is_overlay() else 18
        yield f'<text x="{box.x + 8}" y="{box.y + lift}">{escape(node.title)}</text>'


def _icons(document: Document, blamed: set[str]) -> Iterator[str]:
    for node in document.nodes():
        if _is_frame(node):
            continue
        box = canvas_rect(document, node)
        style = "n b" if node.id in blamed else "n"
        size = f'width="{box.width}" height="{box.height}" rx="6"'
        yield f'<rect class="{style}" x="{box.x}" y="{box.y}" {size}/>'
        middle = f'x="{box.x + box.width // 2}" text-anchor="middle"'
        kind = node.service.label if node.service.stored_name == node.service.name else node.service.title()
        yield f'<text {middle} y="{box.bottom + 15}">{escape(node.title)}</text>'
        if kind != node.title:
            yield f'<text class="s" {middle} y="{box.bottom + 30}">{escape(kind)}</text>'


def _links(document: Document, blamed: set[str]) -> Iterator[str]:
    for link in document.links():
        source, target = document.node(link.source), document.node(link.target)
        if source is None or target is None or source is target:
            continue
        style = ' class="b"' if link.id in blamed else ""
        yield f'<path{style} d="{_way(document, source, target)}" marker-end="url(#a)"/>'
        yield from _said_of(link, document, source, target)


def _said_of(link: Link, document: Document, source: Node, target: Node) -> Iterator[str]:
    one, other = canvas_rect(document, source).center, canvas_rect(document, target).center
    words = link.kind if link.port is None else f"{link.kind} {link.port}"
    x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2 - 4
    yield f'<text class="s" x="{x:.0f}" y="{y:.0f}" text-anchor="middle">{escape(words)}</text>'


def _way(document: Document, source: Node, target: Node) -> str:
    """A straight line from edge to edge."""
    one, other = canvas_rect(document, source), canvas_rect(document, target)
    x1, y1 = _edge(one, other)
    x2, y2 = _edge(other, one)
    return f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}"


def _edge(box: Rect, other: Rect) -> tuple[float, float]:
    """Where the line between two boxes' centres leaves the first."""
    (x, y), (to_x, to_y) = box.center, other.center
    dx, dy = to_x - x, to_y - y
    if not dx and not dy:
        return x, y
    across = box.width / 2 / abs(dx) if dx else float("inf")
    down = box.height / 2 / abs(dy) if dy else float("inf")
    share = min(across, down, 1)
    return x + dx * share, y + dy * share
