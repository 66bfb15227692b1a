"""Timing that stands up to a busy machine: medians of interleaved rounds, and a process's memory."""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Result:
    """One thing measured: its median, what it is compared with and what was aimed at.

    ``limit`` is the same work with nothing of ours in it, measured in the same run. A goal is either
    an absolute one or a multiple of the limit.
    """

    area: str
    name: str
    nodes: int | None
    value: float
    unit: str = "ms"
    worst: float | None = None
    """The 95th percentile, where single frames count."""
    limit: float | None = None
    limit_name: str = ""
    goal: float | None = None
    goal_ratio: float | None = None
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.limit if self.limit else None

    @property
    def met(self) -> bool | None:
        """None where nothing was aimed at."""
        verdicts = []
        if self.goal is not None:
            verdicts.append(self.value <= self.goal)
        if self.goal_ratio is not None and self.ratio is not None:
            verdicts.append(self.ratio <= self.goal_ratio)
        return all(verdicts) if verdicts else None

    def stored(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


@dataclass
class Samples:
    """Milliseconds of single runs of one thing."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def worst(self) -> float:
        """The 95th percentile."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run; the collector stands still meanwhile."""
    gc.collect()
    gc.disable()
    try:
        start = perf_counter()
        work()
        return (perf_counter() - start) * 1000
    finally:
        gc.enable()


def interleaved(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Samples]:
    """Each work once per round, in turn, so that all meet the same disturbances."""
    found = {name: Samples() for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].values.append(timed(work))
    return found


def process(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None
) -> tuple[float, float, str]:
    """Milliseconds and peak megabytes of a fresh process, and what it printed; RuntimeError if it fails."""
    start = perf_counter()
    child = subprocess.Popen(
        arguments,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None and child.stderr is not None
    out, errors = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    took = (perf_counter() - start) * 1000
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    child.stderr.close()
    if child.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{errors[-2000:]}")
    return took, usage.ru_maxrss * _RSS_UNIT, out


def peak_memory() -> float:
    """Megabytes this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT


_RSS_UNIT = 1 / 2**20 if sys.platform == "darwin" else 1 / 1024
