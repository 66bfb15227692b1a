"""Layers along the flow: callers before what they call, circles cut, and few lines crossing."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

_SWEEPS = 8

Weights = Mapping[tuple[str, str], float]


def acyclic(order: Sequence[str], arcs: Weights) -> list[str]:
    """The ids in a line along which few arcs lead back; earlier ids win where that is equal.

    Sinks are taken from the end and sources from the front; in a circle what sends most leads.
    """
    after: dict[str, dict[str, float]] = {i: {} for i in order}
    before: dict[str, dict[str, float]] = {i: {} for i in order}
    for (source, target), weight in arcs.items():
        after[source][target] = before[target][source] = weight
    left = dict.fromkeys(order)
    outgoing = {i: sum(after[i].values()) for i in order}
    incoming = {i: sum(before[i].values()) for i in order}
    head: list[str] = []
    tail: list[str] = []

    def take(one: str) -> None:
        del left[one]
        for other, weight in after[one].items():
            incoming[other] -= weight
        for other, weight in before[one].items():
            outgoing[other] -= weight

    while left:
        sinks = [i for i in left if outgoing[i] <= 0]
        sources = [i for i in left if incoming[i] <= 0 and outgoing[i] > 0]
        if sinks:
            tail += reversed(sinks)
            chosen = sinks
        elif sources:
            head += sources
            chosen = sources
        else:
            chosen = [max(left, key=lambda i: outgoing[i] - incoming[i])]
            head += chosen
        for one in chosen:
            take(one)
    return head + tail[::-1]


def ranks(order: Sequence[str], arcs: Weights) -> dict[str, int]:
    """How far along the flow each linked id is; sources stand right before what they call first."""
    place = {one: number for number, one in enumerate(acyclic(order, arcs))}
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for source, target in arcs:
        if place[source] > place[target]:
            source, target = target, source
        after.setdefault(source, []).append(target)
        before.setdefault(target, []).append(source)
    found: dict[str, int] = {}
    for one in sorted(place, key=place.__getitem__):
        if one in after or one in before:
            found[one] = max((found[i] + 1 for i in before.get(one, ())), default=0)
    for one in sorted(found, key=place.__getitem__, reverse=True):
        if one not in before:
            found[one] = max(0, min(found[i] for i in after[one]) - 1)
    return found


def untangled(layers: Sequence[Sequence[str]], arcs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The layers, each in an order with few crossings; arcs join neighbouring layers."""
    level = {one: number for number, layer in enumerate(layers) for one in layer}
    right: dict[str, list[str]] = {}
    left: dict[str, list[str]] = {}
    for one, other in arcs:
        if level[one] > level[other]:
            one, other = other, one
        right.setdefault(one, []).append(other)
        left.setdefault(other, []).append(one)
    present = [list(layer) for layer in layers]
    best, fewest = present, _crossings(present, right)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        numbers = range(1, len(present)) if forward else range(len(present) - 2, -1, -1)
        present = [list(layer) for layer in present]
        for number in numbers:
            beside = present[number - 1 if forward else number + 1]
            present[number] = _by_barycentre(present[number], beside, left if forward else right)
        crossings = _crossings(present, right)
        if crossings < fewest:
            best, fewest = present, crossings
    return best


def _by_barycentre(layer: list[str], beside: list[str], links: Mapping[str, list[str]]) -> list[str]:
    at = {one: number for number, one in enumerate(beside)}
    means: dict[str, float] = {}
    for number, one in enumerate(layer):
        linked = [at[i] for i in links.get(one, ()) if i in at]
        # What has no link on this side keeps its share of the way down.
        share = (number + 0.5) / len(layer) * len(beside) - 0.5
        means[one] = sum(linked) / len(linked) if linked else share
    return sorted(layer, key=means.__getitem__)


def _crossings(layers: Sequence[Sequence[str]], right: Mapping[str, list[str]]) -> int:
    total = 0
    for layer, following in pairwise(layers):
        at = {one: number for number, one in enumerate(following)}
        seen: list[int] = []
        for one in layer:
            ends = sorted(at[i] for i in right.get(one, ()) if i in at)
            for end in ends:
                total += len(seen) - bisect_left(seen, end + 1)
            for end in ends:
                insort(seen, end)
    return total
