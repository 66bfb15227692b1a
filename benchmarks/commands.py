"""What a person asks of a large drawing besides moving about in it: each command until it is painted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from time import perf_counter

from benchmarks.canvas import Stage
from benchmarks.measuring import Result, Samples, timed
from desktop.canvas.layers import LayerName
from desktop.canvas.layout import Layout
from desktop.canvas.minimap import Map
from desktop.canvas.routing import Router
from desktop.style_check.checker import check_page
from projects import pages
from projects.edits import move
from projects.records import Node

WORDS = ("web", "data", "queue", "e")
"""The last is in almost every name."""


def measure(nodes: int, rounds: int) -> list[Result]:
    """Finding, layers, pages, the map, the style check, a dropped node, and lines led anew at rest."""
    stage = Stage(nodes)
    stage.frame(stage.open)
    stage.rest()
    stage.look("mid")
    works: dict[str, Callable[[Stage, int], Samples]] = {
        "find: another word": find,
        "layer: findings": lambda on, count: layer(on, count, "findings"),
        "layer: labels of links": lambda on, count: layer(on, count, "link_labels"),
        "executive view": executive,
        "map: drawn anew": minimap,
        "drop a node: lines led, painted": drop,
        "style check: whole page": style,
        "at rest: all lines led with care": reroute,
        "at rest: longest wait": waits,
        "page: back to the large one": page,
    }
    found = []
    for name, work in works.items():
        samples = work(stage, rounds)
        found.append(Result("commands", name, nodes, samples.median, worst=samples.worst))
    return found


def find(stage: Stage, rounds: int) -> Samples:
    """Type one word after another into the bar."""
    finding = stage.view.finding
    finding.open()
    assert finding.bar is not None
    words, field = cycle(WORDS), finding.bar.field
    samples = Samples([stage.frame(lambda: field.setText(next(words))) for _ in range(rounds * len(WORDS))])
    finding.close()
    stage.rest()
    return samples


def layer(stage: Stage, rounds: int, name: LayerName) -> Samples:
    """Switch a layer off and on."""
    samples = Samples([stage.frame(lambda: stage.window.layering.toggle(name)) for _ in range(rounds * 2)])
    stage.rest()
    return samples


def executive(stage: Stage, rounds: int) -> Samples:
    """Switch the view without details on and off."""
    samples = Samples([stage.frame(stage.window.layering.toggle_executive) for _ in range(rounds * 2)])
    stage.rest()
    return samples


def minimap(stage: Stage, rounds: int) -> Samples:
    """The picture in the map, made anew after a change."""
    small = Map(stage.view)
    content = stage.view.mirror.content_rect()
    samples = Samples([timed(lambda: small.draw(content)) for _ in range(rounds * 2)])
    small.deleteLater()
    return samples


def drop(stage: Stage, rounds: int) -> Samples:
    """A node comes to stand elsewhere: the document, its lines and the canvas follow."""
    editor, steps = stage.window.editor, cycle((16, -16))
    ids = [node.id for node in editor.document.nodes() if _has_links(stage, node)][: rounds * 2]

    def work(node_id: str) -> None:
        with editor.edit("Move") as draft:
            move(draft, [node_id], next(steps), 0)

    samples = Samples()
    for node_id in ids:
        stage.view.reveal(node_id)
        stage.rest()
        samples.values.append(stage.frame(lambda node_id=node_id: work(node_id)))
    stage.rest()
    return samples


def _has_links(stage: Stage, node: Node) -> bool:
    plain = not node.service.is_container() and node.side is None and not node.locked
    return plain and bool(stage.window.editor.document.links_of(node.id))


def style(stage: Stage, rounds: int) -> Samples:
    """The look of the page judged as a whole; the window does it a little at a time."""
    mirror, document = stage.view.mirror, stage.window.editor.document

    def work() -> None:
        check_page(document, None, mirror.layout, mirror.router.routes)

    work()
    return Samples([timed(work) for _ in range(rounds)])


def reroute(stage: Stage, rounds: int) -> Samples:
    """All lines led as on opening; at rest this happens in slices."""
    document = stage.window.editor.document
    return Samples([timed(lambda: Router(Layout(document))) for _ in range(min(rounds, 3))])


def waits(stage: Stage, _rounds: int) -> Samples:
    """How long each slice of that keeps a person waiting; the 95th percentile counts."""
    mirror, samples = stage.view.mirror, Samples()
    mirror.refinement.plan(mirror.router)
    while mirror.refinement.left:
        start = perf_counter()
        mirror.refine()
        samples.values.append((perf_counter() - start) * 1000)
    return samples


def page(stage: Stage, rounds: int) -> Samples:
    """From an empty second page to the first, where everything is."""
    with stage.window.editor.edit("Add a page") as draft:
        made = pages.add_page(draft)
    samples = Samples()
    for _ in range(rounds):
        stage.view.paging.show(made.id)
        stage.rest()
        samples.values.append(stage.frame(lambda: stage.view.paging.show(None)))
        stage.rest()
    return samples
