"""The drawing as a script for the Python package diagrams: one function a page, nested clusters, links."""

from __future__ import annotations

import builtins
import json
import re
from collections.abc import Iterable
from keyword import kwlist, softkwlist
from shlex import quote
from textwrap import wrap

from projects.document import Document
from projects.link_kinds import arrow_of, line_of
from projects.outputs.clusters import Branch, Clusters, clusters, stand_in
from projects.outputs.drawn import (
    Drawn,
    Item,
    folded,
    label_lines,
    note_lines,
    one_line,
)
from projects.outputs.frames import ARROW, INK, frame_of
from projects.outputs.identifiers import Identifiers
from projects.outputs.native_shapes import diagrams_class
from projects.records import Link, Node, Note

NODE_WIDTH = 20
"""Letters a line under an icon: the package leaves little more room between two."""
DEEPEST = 14
"""Python takes some twenty blocks within one another; clusters below this depth are opened without."""

_RESERVED = frozenset({*kwlist, *softkwlist, *dir(builtins), "main", "sys", "shutil", "frame", "picture"})
_ENTITY = re.compile(r"&(?=#?\w+;)")

_HEAD = '''"""{title}.

Run it with:  python {file}
It draws {pictures} with the Python package diagrams (pip install diagrams) and
Graphviz (https://graphviz.org/download/). Name another form to get that: python {file} svg
"""

import shutil
import sys


def frame(label, colour, style="solid", fill="transparent", justified="l"):
    """A container as AWS draws it."""
    return {{
        "label": label, "pencolor": colour, "style": style, "bgcolor": fill, "labeljust": justified,
        "penwidth": "1.25", "margin": "18", "fontname": "Arial", "fontsize": "12", "fontcolor": "{ink}",
    }}


def picture(form, lines):
    """What all pages have in common."""
    return {{
        "show": False, "outformat": form, "direction": "LR",
        "graph_attr": {{
            "splines": lines, "compound": "true", "bgcolor": "white",
            "fontname": "Arial", "fontcolor": "{ink}",
        }},
        "node_attr": {{"fontname": "Arial", "fontsize": "12", "fontcolor": "{ink}"}},
        "edge_attr": {{"color": "{arrow}", "arrowhead": "vee", "arrowtail": "vee"}},
    }}
'''

_TAIL = """

def main():
    try:
        import diagrams  # noqa: F401
    except ImportError:
        sys.exit("The Python package diagrams is missing. Install it: pip install diagrams")
    if shutil.which("dot") is None:
        sys.exit("Graphviz is missing: there is no program dot. See https://graphviz.org/download/")
    form = sys.argv[1] if len(sys.argv) > 1 else "png"
{calls}


if __name__ == "__main__":
    main()
"""


def diagrams_script(document: Document, only: Iterable[str] | None = None, file: str = "drawing.py") -> str:
    """A script that needs diagrams and Graphviz only when it is run. Raises NothingDrawn."""
    drawn = Drawn(document, only)
    title = one_line(document.settings.name) or "AWS architecture"
    pages = [page for page in drawn.pages if drawn.roots.get(page)]
    files = Identifiers()
    parts, calls, pictures = [], [], []
    for number, page in enumerate(pages, 1):
        name = title if len(pages) == 1 else f"{title}: {one_line(drawn.pages[page])}"
        stem = files.new(name, "drawing")
        pictures.append(f"{stem}.png")
        calls.append(f"    page_{number}(form)")
        parts.append(_Page(drawn, page, name).function(f"page_{number}", stem))
    shown = pictures[0] if len(pictures) == 1 else f"{pictures[0]} and {len(pictures) - 1} more"
    command = _in_docstring(quote(one_line(file)))
    head = _HEAD.format(title=_in_docstring(title), file=command, pictures=shown, ink=INK, arrow=ARROW)
    return "\n\n".join([head, *parts]) + _TAIL.format(calls="\n".join(calls))


class _Page:
    """Writes the function of one page."""

    def __init__(self, drawn: Drawn, page: str | None, title: str) -> None:
        self._drawn = drawn
        self._page = page
        self._title = title
        self._groups: Clusters = clusters(drawn, page)
        self._around = self._groups.around()
        self._names = Identifiers(_RESERVED)
        self._ids: dict[str, str] = {}
        """Record id -> name of its variable, or of its cluster."""
        self._branches: dict[str, Branch] = {}
        self._classes: dict[str, str] = {}
        """Import path -> name in the script."""
        self._class_names: set[str] = {"Cluster", "Diagram", "Edge", "Node"}
        self._compound = False
        self._labelled = False

    def function(self, name: str, stem: str) -> str:
        body = self._nodes()
        body += self._spanning()
        body += self._links()
        curve = "spline" if self._compound or self._labelled else "ortho"
        lines = [f"def {name}(form):", *self._imports("\n".join(body)), ""]
        if curve == "spline":
            lines.append("    # Graphviz draws right-angled lines without labels and not to clusters.")
        start = f"{_text([self._title])}, filename={_quoted(stem)}, **picture(form, {_quoted(curve)})"
        return "\n".join([*lines, f"    with Diagram({start}):", *body, ""])

    # nodes

    def _nodes(self) -> list[str]:
        lines: list[str] = []
        # What closes a cluster that is too deep for a block comes back as a line of its own.
        waiting: list[tuple[Branch | str, int]] = [(branch, 0) for branch in reversed(self._groups.roots)]
        while waiting:
            branch, depth = waiting.pop()
            indent = "    " * (min(depth, DEEPEST) + 2)
            if isinstance(branch, str):
                lines.append(indent + branch)
                continue
            item = branch.item
            if not item.frame:
                lines += [indent + line for line in self._leaf(item)]
                # A step that goes with a node stands beside it.
                waiting.extend((inner, depth) for inner in reversed(branch.inner))
                continue
            opened = self._cluster(branch)
            variable = self._ids[item.id]
            if depth < DEEPEST:
                lines.append(f"{indent}with {opened}:")
            else:
                lines += [f"{indent}{variable} = {opened}", f"{indent}{variable}.__enter__()"]
                waiting.append((f"{variable}.__exit__(None, None, None)", depth))
            inside = "    " * (min(depth + 1, DEEPEST) + 2)
            if not any(True for _ in branch.nodes()):
                point = self._names.new(f"inside {variable}", "inside")
                lines.append(f'{inside}{point} = Node("", shape="point", style="invis")')
                self._ids[f"{item.id}\0inside"] = point
            waiting.extend((inner, depth + 1) for inner in reversed(branch.inner))
        return lines

    def _cluster(self, branch: Branch) -> str:
        node = branch.item.record
        assert isinstance(node, Node)
        self._branches[node.id] = branch
        name = self._ids[node.id] = self._names.new(node.title, node.service.name)
        look = frame_of(node)
        wanted = [_text(label_lines(node)), _quoted(look.colour)]
        if look.line != "solid":
            wanted.append(f"style={_quoted(look.line)}")
        if look.fill:
            wanted.append(f"fill={_quoted(look.fill)}")
        if not look.drawio or look.centred:
            wanted.append('justified="c"')
        # The package takes clusters of one name for one cluster: the label is given apart.
        return f"Cluster({_quoted(name)}, graph_attr=frame({', '.join(wanted)}))"

    def _leaf(self, item: Item) -> list[str]:
        record = item.record
        if isinstance(record, Note):
            return self._note(record)
        name = self._ids[record.id] = self._names.new(record.title, record.service.name)
        lines = [part for line in label_lines(record) for part in folded(line, NODE_WIDTH)]
        steps = self._drawn.steps_on.get(record.id, ())
        if steps:
            lines.append(f"({', '.join(steps)})")
        return [f"{name} = {self._class(record)}({_text(lines)})"]

    def _note(self, note: Note) -> list[str]:
        """Texts that stand for themselves; a step is told at what it numbers, the title above the whole."""
        if note.kind in ("step", "title_block", "legend"):
            return []
        lines = [part for line in note_lines(self._drawn.document, note) for part in folded(line, 40)]
        if not any(lines):
            return []
        # Every line ends with Graphviz's sign for "to the left".
        text = _quoted("".join(f"{_escaped(line)}\\l" for line in lines))
        return [f'Node({text}, shape="note", fixedsize="false", fontsize="11")']

    def _class(self, node: Node) -> str:
        path = diagrams_class(node)
        if path not in self._classes:
            module, _, name = path.rpartition(".")
            if name in self._class_names:
                name = module.rpartition(".")[2].title().replace("_", "") + name
            self._class_names.add(name)
            self._classes[path] = name
        return self._classes[path]

    def _imports(self, body: str) -> list[str]:
        modules: dict[str, list[str]] = {}
        for path, name in self._classes.items():
            module, _, original = path.rpartition(".")
            modules.setdefault(module, []).append(original if original == name else f"{original} as {name}")
        own = [
            name for name in ("Cluster", "Diagram", "Edge", "Node") if name == "Diagram" or f"{name}(" in body
        ]
        lines = [f"    from diagrams import {', '.join(own)}"]
        return lines + [
            f"    from {module} import {', '.join(sorted(modules[module]))}" for module in sorted(modules)
        ]

    # what is between them

    def _spanning(self) -> list[str]:
        """Overlays across several containers, which Graphviz cannot draw, as remarks."""
        lines = []
        for overlay in sorted(self._groups.spanning, key=lambda node: (node.title, node.id)):
            members = [self._ids[m] for m in self._drawn.members(overlay) if m in self._ids]
            named = f"{overlay.service.label} {json.dumps(one_line(overlay.title), ensure_ascii=False)}"
            for line in wrap(f"{named} spans {', '.join(members)}.", 96):
                lines.append(f"        # {line}")
        return ["", *lines] if lines else []

    def _links(self) -> list[str]:
        lines = [self._link(link) for link in self._drawn.links.get(self._page, ())]
        for link in self._drawn.across:
            source, target = self._drawn.items[link.source], self._drawn.items[link.target]
            if source.page == self._page:
                other = one_line(self._drawn.pages[target.page])
                ends = " to ".join(label_lines(_node(end))[0] for end in (source, target))
                lines.append(f"        # {ends} on the page {other}")
        return ["", *lines] if lines else []

    def _link(self, link: Link) -> str:
        ends = [stand_in(self._drawn, self._around, end) for end in (link.source, link.target)]
        source, target = self._end(ends[0], ends[1]), self._end(ends[1], ends[0])
        looped = ends[0] == ends[1] and not self._drawn.items[ends[0]].frame
        if not source or not target or (source[0] == target[0] and not looped):
            items = (self._drawn.items[end] for end in (link.source, link.target))
            titles = " to ".join(label_lines(_node(item))[0] for item in items)
            return f"        # {titles}: a cluster cannot be linked with what it is or holds."
        wanted = []
        if label := self._label(link):
            self._labelled = True
            wanted.append(f"label={_text(folded(label, 24))}")
        if (line := line_of(link)) != "solid":
            wanted.append(f"style={_quoted(line)}")
        for attribute, cluster in (("ltail", source[1]), ("lhead", target[1])):
            if cluster:
                self._compound = True
                wanted.append(f"{attribute}={_quoted(f'cluster_{cluster}')}")
        before, after = {"target": (">>", ">>"), "both": ("<<", ">>"), "none": ("-", "-")}[arrow_of(link)]
        if before == after and not wanted:
            return f"        {source[0]} {before} {target[0]}"
        return f"        {source[0]} {before} Edge({', '.join(wanted)}) {after} {target[0]}"

    def _label(self, link: Link) -> str:
        steps = "".join(f"({step}) " for step in self._drawn.steps_on.get(link.id, ()))
        return f"{steps}{one_line(link.label)}".strip()

    def _end(self, item_id: str, other: str) -> tuple[str, str] | None:
        """The variable that a link is drawn to, and the cluster that it stands for where there is one.

        A link to a cluster goes to a node in it and is cut at the cluster's edge (lhead and ltail).
        """
        item = self._drawn.items[item_id]
        if not item.frame:
            return (self._ids[item_id], "") if item_id in self._ids else None
        branch = self._branches.get(item_id)
        if branch is None:
            return None
        inside = [node.id for node in branch.nodes() if node.id != other]
        if item_id in self._around.get(other, ()):
            # Graphviz does not cut a line at a cluster that both its ends are in.
            return (self._ids[inside[0]], "") if inside else None
        name = self._ids[inside[0]] if inside else self._ids[f"{item_id}\0inside"]
        return name, self._ids[item_id]


def _node(item: Item) -> Node:
    assert isinstance(item.record, Node)
    return item.record


def _text(lines: Iterable[str]) -> str:
    """A label as a Python string that Graphviz shows letter by letter."""
    return _quoted("\n".join(_escaped(line) for line in lines))


def _escaped(line: str) -> str:
    """Neither one of Graphviz's escapes, nor a name of a character, nor a text in angle brackets."""
    line = _ENTITY.sub("&amp;", line.replace("\\", "\\\\"))
    return "&lt;" + line[1:] if line.startswith("<") else line


def _quoted(text: str) -> str:
    """A Python string; what it holds has passed :func:`one_line`."""
    return json.dumps(text, ensure_ascii=False)


def _in_docstring(text: str) -> str:
    return text.replace("\\", "/").replace('"', "'").removesuffix(".")
