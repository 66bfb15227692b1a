"""Drawings written as text: a line per element under the container it stands in, a line per kind of link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.projects.rules.reference_architectures import Drawing, Item, drawing

CONTAINERS = frozenset(
    "aws_cloud account region vpc az local_zone subnet edge_location on_premises security_group asg".split()
)
FOLDER = Path(__file__).with_name("sound_drawings")


def drawings() -> Iterator[Drawing]:
    """Every drawing of the files beside, a title "== Name" before each."""
    for file in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"^== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, text = part.partition("\n")
            yield drawn(title.strip(), text)


def drawn(title: str, text: str) -> Drawing:
    """One drawing: "service a,b key=value" stands in the line above that is indented less; "a > b :kind"."""
    containers: list[Item] = []
    nodes: list[Item] = []
    edges: list[Item] = []
    open_boxes: list[tuple[int, str]] = []
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if ">" in words:
            edges.extend(_links(words, len(edges)))
            continue
        indent = len(line) - len(line.lstrip())
        while open_boxes and open_boxes[-1][0] >= indent:
            open_boxes.pop()
        parent = open_boxes[-1][1] if open_boxes else None
        props = _properties(words[2:])
        members = props.pop("members", None)
        for name in words[1].split(","):
            item: Item = {"id": name, "parent": parent, "props": dict(props)}
            if members is not None:
                item["members"] = members
            box = words[0] in CONTAINERS
            (containers if box else nodes).append({**item, "type" if box else "service": words[0]})
            if box:
                open_boxes.append((indent, name))
    return drawing(title, containers, nodes, edges)


def _links(words: list[str], number: int) -> list[Item]:
    kind = next((word[1:] for word in words if word.startswith(":")), "traffic")
    props = _properties([word for word in words if "=" in word])
    ends = [word.split(",") for word in words if word != ">" and "=" not in word and not word.startswith(":")]
    pairs = [
        (source, target)
        for left, right in zip(ends, ends[1:], strict=False)
        for source in left
        for target in right
    ]
    return [
        {
            "id": f"{source}-{kind}-{target}-{number + n}",
            "from": source,
            "to": target,
            "kind": kind,
            "props": props,
        }
        for n, (source, target) in enumerate(pairs)
    ]


def _properties(words: list[str]) -> dict[str, Any]:
    return {key: _value(text) for key, _, text in (word.partition("=") for word in words)}


def _value(text: str) -> Any:
    if text.startswith(("[{", "{")):
        return json.loads(text)
    if text.startswith("["):
        return [_value(part) for part in text[1:-1].split(",") if part]
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text.replace("_~", " ")
