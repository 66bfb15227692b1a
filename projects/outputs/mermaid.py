"""The drawing as a Mermaid flowchart: nested subgraphs, links, every label escaped; for texts and wikis."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from projects.document import Document
from projects.link_kinds import arrow_of, line_of
from projects.outputs.clusters import Branch, Clusters, clusters, stand_in
from projects.outputs.drawn import Drawn, folded, label_lines, note_lines, one_line
from projects.outputs.frames import ARROW, INK, Frame, frame_of
from projects.outputs.identifiers import Identifiers
from projects.records import Line, Link, Node, Note

LABEL_LETTERS = 24
_MARKS = re.compile(
    # Everything but letters, digits and signs that have no meaning in a label,
    r"[^\w .,/()?'-]"
    # and what makes a line a list, or the words between underscores lean.
    r"|^-|(?<![^\W_])_|_(?![^\W_])"
)
_NUMBERED = re.compile(r"^(\d+)([.)])(?= |$)")

_DASHES: dict[Line, str] = {
    "solid": "",
    "dashed": ",stroke-dasharray:5 3",
    "dotted": ",stroke-dasharray:1.5 3",
}


def mermaid_text(document: Document, only: Iterable[str] | None = None) -> str:
    """The text of an .mmd file. Raises NothingDrawn."""
    return _Chart(Drawn(document, only)).text()


class _Chart:
    """Writes one chart; several pages become a subgraph each."""

    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn
        # With a prefix no name is, or begins with, one of Mermaid's own words.
        self._names = Identifiers(prefix="n_")
        self._ids: dict[str, str] = {}
        self._lines: list[str] = []
        self._classes: dict[str, list[str]] = {}
        self._frames: dict[str, Frame] = {}
        self._around: dict[str, frozenset[str]] = {}
        """Record id -> the frames that it is in."""
        self._inner: dict[str, str] = {}
        """Frame -> a point within it, for links to what it holds."""

    def text(self) -> str:
        drawn = self._drawn
        title = one_line(drawn.document.settings.name)
        head = ["---", f"title: {json.dumps(title, ensure_ascii=False)}", "---"] if title else []
        self._lines = [*head, "flowchart LR"]
        pages = [page for page in drawn.pages if drawn.roots.get(page)]
        groups = {page: clusters(drawn, page) for page in pages}
        for found in groups.values():
            self._around.update(found.around())
        needed = self._frames_linked_with_content()
        for page in pages:
            if len(pages) > 1:
                name = self._names.new(f"page {drawn.pages[page]}", "page")
                self._lines.append(f'  subgraph {name}["{_quoted([drawn.pages[page]])}"]')
            self._branches(groups[page].roots, 2 if len(pages) > 1 else 1, needed)
            if len(pages) > 1:
                self._lines.append("  end")
        for page in pages:
            self._spanning(groups[page])
        links = [link for page in drawn.links for link in drawn.links[page]] + drawn.across
        self._lines += [line for link in links for line in self._link(link)]
        self._styles()
        return "\n".join(self._lines) + "\n"

    # nodes

    def _branches(self, roots: list[Branch], depth: int, needed: frozenset[str]) -> None:
        waiting: list[tuple[Branch | None, int]] = [(branch, depth) for branch in reversed(roots)]
        while waiting:
            branch, depth = waiting.pop()
            indent = "  " * depth
            if branch is None:
                self._lines.append(f"{indent}end")
                continue
            record = branch.item.record
            if isinstance(record, Note):
                self._note(record, indent)
                continue
            name = self._ids[record.id] = self._names.new(record.title, record.service.name)
            if not branch.item.frame:
                self._lines.append(f'{indent}{name}["{_quoted(self._label(record))}"]')
                waiting.extend((inner, depth) for inner in reversed(branch.inner))
                continue
            look = frame_of(record)
            self._frames[look.name] = look
            self._classes.setdefault(look.name, []).append(name)
            filled = branch.inner or record.id in needed
            self._lines.append(
                f'{indent}{"subgraph " if filled else ""}{name}["{_quoted(label_lines(record))}"]'
            )
            if not filled:
                # An empty subgraph is not drawn.
                continue
            if record.id in needed:
                point = self._inner[record.id] = self._names.new(f"{record.title} itself", "itself")
                self._lines.append(f'{indent}  {point}((" "))')
            waiting.append((None, depth))
            waiting.extend((inner, depth + 1) for inner in reversed(branch.inner))

    def _label(self, node: Node) -> list[str]:
        lines = [part for line in label_lines(node) for part in folded(line, LABEL_LETTERS)]
        steps = self._drawn.steps_on.get(node.id, ())
        return [*lines, f"({', '.join(steps)})"] if steps else lines

    def _note(self, note: Note, indent: str) -> None:
        """Texts that stand for themselves; a step is told at what it numbers, the title above the whole."""
        lines = note_lines(self._drawn.document, note)
        if note.kind in ("step", "title_block", "legend") or not any(lines):
            return
        name = self._names.new("note", "note")
        self._classes.setdefault("note", []).append(name)
        self._lines.append(f'{indent}{name}["{_quoted(lines)}"]')

    def _spanning(self, groups: Clusters) -> None:
        """Overlays across several containers, for which Mermaid has no form, as remarks."""
        for overlay in sorted(groups.spanning, key=lambda node: (node.title, node.id)):
            members = [self._ids[m] for m in self._drawn.members(overlay) if m in self._ids]
            title = _quoted([f"{overlay.service.label}, {one_line(overlay.title)}"])
            self._lines.append(f"  %% {title} spans {' '.join(members)}")

    # links

    def _frames_linked_with_content(self) -> frozenset[str]:
        """Frames with a link to something within them: Mermaid cannot draw such a link to the frame."""
        links = [link for links in self._drawn.links.values() for link in links]
        ends = ((self._stand_in(link.source), self._stand_in(link.target)) for link in links)
        return frozenset(
            frame
            for source, target in ends
            for frame, inner in ((source, target), (target, source))
            if frame in self._around.get(inner, ())
        )

    def _link(self, link: Link) -> list[str]:
        ends = self._stand_in(link.source), self._stand_in(link.target)
        source, target = self._end(ends[0], ends[1]), self._end(ends[1], ends[0])
        if source is None or target is None or (source == target and self._drawn.items[ends[0]].frame):
            return []
        numbers = "".join(f"({step}) " for step in self._drawn.steps_on.get(link.id, ()))
        label = f"{numbers}{one_line(link.label)}".strip()
        arrow = _arrow(link)
        if label:
            arrow += f'|"{_quoted(folded(label, LABEL_LETTERS))}"|'
        return [f"  {source} {arrow} {target}"]

    def _stand_in(self, item_id: str) -> str:
        return stand_in(self._drawn, self._around, item_id)

    def _end(self, item_id: str, other: str) -> str | None:
        if item_id in self._inner and item_id in self._around.get(other, ()):
            return self._inner[item_id]
        return self._ids.get(item_id)

    def _styles(self) -> None:
        for name, look in sorted(self._frames.items()):
            fill = look.fill or "none"
            dash = _DASHES[look.line]
            self._lines.append(f"  classDef {name} fill:{fill},stroke:{look.colour},color:{INK}{dash}")
        if "note" in self._classes:
            self._lines.append(f"  classDef note fill:#FFF9E3,stroke:#E7D9A4,color:{INK}")
        for name, members in sorted(self._classes.items()):
            self._lines.append(f"  class {','.join(members)} {name}")
        self._lines.append(f"  linkStyle default stroke:{ARROW}")


def _arrow(link: Link) -> str:
    ends = arrow_of(link)
    if line_of(link) == "solid":
        return {"target": "-->", "both": "<-->", "none": "---"}[ends]
    return {"target": "-.->", "both": "<-.->", "none": "-.-"}[ends]


def _quoted(lines: Iterable[str]) -> str:
    """The inside of a quoted label. What might be HTML, Markdown or Mermaid's own is written by number."""
    return "<br/>".join(_NUMBERED.sub(_numbered, _MARKS.sub(_by_number, line)) for line in lines)


def _by_number(sign: re.Match[str]) -> str:
    return f"#{ord(sign[0])};"


def _numbered(start: re.Match[str]) -> str:
    return f"{start[1]}#{ord(start[2])};"
