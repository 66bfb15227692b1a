"""How findings name things: "the NAT gateway “nat-a”", "the public subnet 10.0.1.0/24"."""

from __future__ import annotations

from collections.abc import Iterable

from projects.graph import Graph
from projects.records import Node


def the(graph: Graph, node: Node, capital: bool = False) -> str:
    """The node as it is spoken of, with its article."""
    label, title = node.service.label, graph.title(node)
    if node.service.stored_name != node.service.name:
        label = node.service.stored_name.replace("_", " ")
    if node.label and title.lower() != label.lower():
        text = f"the {label} “{title}”"
    elif title.lower().startswith(label.split()[0].lower()) or title.lower().endswith(label.lower()):
        text = f"the {title.replace(': ', ' ')}"
    else:
        text = f"the {label} {title}"
    if (
        title[:1].isupper()
        and text.startswith(f"the {title[:1]}")
        and not title[1:2].isupper()
        and "ubnet" in title
    ):
        text = "the " + text[4].lower() + text[5:]
    return "T" + text[1:] if capital else text


def The(graph: Graph, node: Node) -> str:
    """The same at the start of a sentence."""
    return the(graph, node, capital=True)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: "a, b and c"."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"
