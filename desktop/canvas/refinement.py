"""Routing a drawing with all care while nothing else happens, a few links at a time."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from desktop.canvas.routing import Router

SLICE = 0.008
"""Seconds of work between two looks at what the person does."""


class Refinement:
    """What is left to do until every link runs as it would in the same drawing opened anew.

    Opening a large drawing only sketches its lines, and a change to one leads only the nearest anew.
    """

    def __init__(self) -> None:
        self._steps: Iterator[str] | None = None
        self.begun = False
        """The router is halfway, or holds a sketch: it can only go on, or start over."""

    def plan(self, router: Router, sketch: bool = False) -> None:
        """Everything is to be routed anew when there is time."""
        self._steps, self.begun = router.rebuilding(), sketch

    def drop(self) -> None:
        """Everything has been routed."""
        self._steps, self.begun = None, False

    def go_on(self) -> Iterator[str]:
        """The links that could be routed in a moment; afterwards :attr:`left` says if that was all."""
        self.begun = self.begun or self._steps is not None
        end = perf_counter() + SLICE
        for link_id in self._steps or ():
            if link_id:
                yield link_id
            if perf_counter() > end:
                return
        self.drop()

    @property
    def left(self) -> bool:
        return self._steps is not None
