"""From the command to the painted window, each time in a fresh process."""

from __future__ import annotations

import sys
from statistics import median

from benchmarks.measuring import Result, process

KINDS = ("pass", "bare", "eager", "first", "ready")


def measure(rounds: int) -> list[Result]:
    """Wall time and memory of starts, interleaved, with warm files."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    memory: dict[str, float] = {}
    for turn in range(rounds + 1):
        for kind in KINDS:
            arguments = ["-c", "pass"] if kind == "pass" else ["-m", "benchmarks.shells", kind]
            took, peak, _ = process([sys.executable, *arguments])
            # The first turn only warms the files.
            if turn:
                times[kind].append(took)
                memory[kind] = peak
    found = {kind: median(values) for kind, values in times.items()}
    return [
        Result("start", "python -c pass", None, found["pass"]),
        Result("start", "bare Qt window", None, found["bare"]),
        Result(
            "start",
            "first window painted",
            None,
            found["first"],
            limit=found["bare"],
            limit_name="bare window",
        ),
        Result(
            "start",
            "against eager imports",
            None,
            found["first"],
            limit=found["eager"],
            limit_name="bare window, eager imports",
        ),
        Result("start", "welcome page, palette and docks ready", None, found["ready"]),
        Result(
            "start", "memory", None, memory["first"], "MB", limit=memory["bare"], limit_name="bare window"
        ),
        Result("start", "memory, ready", None, memory["ready"], "MB"),
    ]
