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
    Everything is routed beside the router in use, which takes it over when all is done: whatever a
    person does in between finds whole lines.
    """

    def __init__(self) -> None:
        self._router: Router | None = None
        self._steps: Iterator[None] | None = None
        self._fresh: Router | None = None
        self._owed: dict[str, None] = {}
        """Links that run elsewhere since the last take-over and have not been shown there yet."""
        self.begun = False
        """The router is halfway: never, as it takes over only what is whole."""

    def plan(self, router: Router, sketch: bool = False) -> None:
        """Everything is to be routed anew when there is time."""
        self._router, self._steps, self._fresh = router, None, None

    def drop(self) -> None:
        """Everything has been routed, and shown."""
        self._router = self._steps = self._fresh = None
        self._owed.clear()

    def go_on(self) -> Iterator[str]:
        """The links to be shown elsewhere; afterwards :attr:`left` says if that was all for now."""
        end = perf_counter() + SLICE
        for link_id in self._found():
            if link_id:
                yield link_id
            if perf_counter() > end:
                return
        self.drop()

    def _found(self) -> Iterator[str]:
        """Ids of links to be shown, and "" for a step towards them."""
        yield from self._showing()
        if self._router is None:
            return
        if self._steps is None:
            self._fresh = Router(self._router.layout, at_once=False)
            self._steps = self._fresh.rebuilding()
        for _ in self._steps:
            yield ""
        assert self._fresh is not None
        self._owed.update(dict.fromkeys(self._router.adopt(self._fresh)))
        self._router = self._steps = self._fresh = None
        yield from self._showing()

    def _showing(self) -> Iterator[str]:
        while self._owed:
            link_id = next(iter(self._owed))
            del self._owed[link_id]
            yield link_id

    @property
    def left(self) -> bool:
        return self._router is not None or bool(self._owed)
