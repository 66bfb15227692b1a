"""Placing in one dimension: each thing as near to where it wants to be as order and gaps allow."""

from __future__ import annotations

from collections.abc import Sequence

from projects.geometry import GRID


def spaced(
    wanted: Sequence[float], lengths: Sequence[int], gaps: Sequence[int], weights: Sequence[float] = ()
) -> list[int]:
    """Starts on the grid, in this order and at least the gaps apart, least squares from what is wanted.

    ``gaps[n]`` is what has to be free between the n-th thing and the next; things of more weight yield less.
    """
    shifts: list[float] = []
    total = 0
    for number, length in enumerate(lengths):
        shifts.append(total)
        total += length + (gaps[number] if number < len(gaps) else 0)
    # Pool adjacent violators: what would overlap is moved as a block to the mean of its wishes.
    blocks: list[tuple[float, float, int]] = []
    for number, wish in enumerate(wanted):
        mean, weight, count = wish - shifts[number], weights[number] if weights else 1.0, 1
        while blocks and blocks[-1][0] > mean:
            other, heavy, members = blocks.pop()
            mean = (other * heavy + mean * weight) / (heavy + weight)
            weight, count = weight + heavy, count + members
        blocks.append((mean, weight, count))
    starts: list[int] = []
    for mean, _, count in blocks:
        for _ in range(count):
            start = round((mean + shifts[len(starts)]) / GRID) * GRID
            if starts:
                before = len(starts) - 1
                start = max(start, starts[-1] + lengths[before] + gaps[before])
            starts.append(-(-start // GRID) * GRID)
    return starts


def median(values: Sequence[float]) -> float:
    """The middle one, or the mean of the middle two."""
    found = sorted(values)
    middle = len(found) // 2
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2


def median_low(values: Sequence[float]) -> float:
    """The middle one, or the lesser of the middle two: a line to it runs straight."""
    return sorted(values)[(len(values) - 1) // 2]
