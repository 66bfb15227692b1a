"""What to keep of a line that was led by hand, so that the router leads it the same way again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.canvas.ends import End
from desktop.canvas.legs import Led, alike, corners, held, is_level, side_at
from desktop.canvas.paths import Path, Route, tidy
from projects.records import Link, Waypoint

if TYPE_CHECKING:
    from desktop.canvas.routing import Router


def fitted(router: Router, link: Link, led: Led, source: End, target: End) -> tuple[Link, Route | None]:
    """The link with as little set by hand as brings its line where it was led, and the way it takes then."""
    base = link.model_copy(update={"bend": None})
    for end, anchor in (("source", led.source), ("target", led.target)):
        if anchor is not None:
            base = base.model_copy(update={f"{end}_side": anchor.side, f"{end}_offset": anchor.offset})
    wanted, best = tidy(led.stops), None
    for candidate in _candidates(base, led.stops, source, target):
        route = router.trial(candidate)
        best = (candidate, route)
        if route is not None and alike(route.points, wanted):
            break
    return best or (base, None)


def _candidates(base: Link, stops: Path, source: End, target: End) -> Iterator[Link]:
    """The link with ever more set by hand."""
    sides = {
        "source_side": side_at(source, stops[0], is_level(stops[0], stops[1])),
        "target_side": side_at(target, stops[-1], is_level(stops[-1], stops[-2])),
    }
    least, all_of_them = held(stops), corners(stops)
    tried: list[tuple[Waypoint, ...]] = [least, all_of_them]
    if not base.waypoints or not least:
        tried.insert(0, ())
    for waypoints in dict.fromkeys(tried):
        for fixed in ({}, sides):
            yield base.model_copy(update={"waypoints": waypoints, **fixed})
