"""How far along the flow each node of a drawing is: callers before what they call, circles or not."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from projects.records import Link, Node

_SIDEWAYS = frozenset({"associate", "attach", "encrypt", "peer", "route", "protect", "alarm"})
"""Kinds of links that say nothing of an order."""


def ranks(nodes: Iterable[Node], links: Iterable[Link]) -> dict[str, int]:
    """0 for what nothing calls, else one more than the farthest caller; circles are cut where they open.

    Nodes without a link that leads on are left out.
    """
    order = {node.id: number for number, node in enumerate(nodes)}
    targets: dict[str, set[str]] = {node_id: set() for node_id in order}
    waiting = dict.fromkeys(order, 0)
    for link in links:
        if link.kind in _SIDEWAYS or link.source == link.target:
            continue
        if link.source in order and link.target in order and link.target not in targets[link.source]:
            targets[link.source].add(link.target)
            waiting[link.target] += 1
    linked = {source for source, found in targets.items() if found}.union(*targets.values())
    found = {node_id: 0 for node_id in order if node_id in linked}
    queue = [(count, order[node_id], node_id) for node_id, count in waiting.items() if node_id in linked]
    queue.sort()
    done: set[str] = set()
    while queue:
        count, _, node_id = heappop(queue)
        if node_id in done or count != waiting[node_id]:
            continue
        done.add(node_id)
        for target in targets[node_id] - done:
            found[target] = max(found[target], found[node_id] + 1)
            waiting[target] -= 1
            heappush(queue, (waiting[target], order[target], target))
    return found
