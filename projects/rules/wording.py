"""How findings name things: "the NAT gateway “nat-a”", "the public subnet 10.0.1.0/24"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from projects.graph import Graph
from projects.records import Node

_PLAIN = frozenset(
    {
        *("virtual", "internet", "gateway", "interface", "security", "user", "users", "server", "client"),
        *(
            "mobile",
            "subnet",
            "public",
            "private",
            "route",
            "customer",
            "corporate",
            "third-party",
            "generic",
        ),
        *("on-premises", "edge", "account", "transit", "peering"),
    }
)
"""First words of labels that are no names, so that they are small within a sentence."""

_NAMES = frozenset(
    {
        *("Route 53", "S3 Glacier", "AWS WAF", "Direct Connect", "Elastic Beanstalk", "API Gateway"),
        *("Step Functions", "Directory Service", "Amazon MQ", "Global Accelerator"),
    }
)
"""Products of two words; these and products of one word go without an article."""


def the(graph: Graph, node: Node, capital: bool = False) -> str:
    """The node as it is spoken of in a sentence."""
    label, title = node.service.label, graph.title(node)
    if node.service.stored_name != node.service.name:
        label = _spoken(node.service.stored_name)
    return _phrase(label, title, bool(node.label), node.service.shape == "service", capital)


@lru_cache(maxsize=16_384)
def _phrase(label: str, title: str, labelled: bool, is_service: bool, capital: bool) -> str:
    """How a thing of this kind and title is spoken of; the same few are said again and again."""
    if labelled and title.casefold() != label.casefold():
        text = f"{_small(label)} “{title}”"
    elif label.casefold() in title.casefold():
        text = _small(title.replace(": ", " "))
    else:
        text = f"{_small(label)} {title}"
    if not _is_product(label, is_service):
        text = f"the {text}"
    return text[0].upper() + text[1:] if capital else text


def with_block(graph: Graph, node: Node, block: str) -> str:
    """The start of a sentence about an address block of a node, which its title may show already."""
    name = The(graph, node)
    return name if block in name else f"{name} ({block})"


def _spoken(name: str) -> str:
    """The name of a service that has no class here: "MSK", "transit gateway"."""
    words = name.upper() if len(name) <= 3 else name.replace("_", " ")
    return words.replace("egress only", "egress-only")


def _small(text: str) -> str:
    """The text within a sentence: without the capital of a plain word."""
    plain = text.split(" ")[0].casefold() in _PLAIN or text.startswith(("Network ACL", "Network interface"))
    return text[0].lower() + text[1:] if plain else text


def _is_product(label: str, is_service: bool) -> bool:
    single = " " not in label and is_service and label.casefold() not in _PLAIN
    return label in _NAMES or (single and label[:1].isupper())


def The(graph: Graph, node: Node) -> str:
    """The same at the start of a sentence."""
    return the(graph, node, capital=True)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: "a, b and c"."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"
