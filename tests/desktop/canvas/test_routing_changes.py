"""Lines follow changes that move nothing: longer names, and another style for the whole project."""

from __future__ import annotations

import pytest

from desktop.canvas.items import LinkItem
from desktop.canvas.layout import Layout
from desktop.canvas.routing import Router
from projects.document import Document, Draft
from projects.records import Link
from tests.desktop.canvas.conftest import node
from tests.desktop.canvas.test_coming_to_rest import shown


def put(document: Document, record) -> None:
    draft = Draft(document)
    draft.put(record)
    document.apply(draft.change())


def chain(count: int) -> Document:
    nodes = [node(f"n{i:02}", "sqs_queue", None, 0, i * 200) for i in range(count)]
    links = [Link(id=f"l{i:02}", source=f"n{i:02}", target=f"n{i + 1:02}") for i in range(count - 1)]
    return Document([*nodes, *links])


@pytest.mark.parametrize("count", [3, 60])
def test_a_line_begins_below_a_name_that_became_longer(count):
    document = chain(count)
    scene = shown(document)
    scene.settle()
    before = scene.router.routes["l00"].points[0]
    name = "A name that takes two lines below its icon"
    put(document, document.node("n00").model_copy(update={"label": name}))
    assert scene.router.routes["l00"].points[0][1] > before[1] + 8
    scene.settle()
    assert scene.router.routes == Router(Layout(document)).routes


@pytest.mark.parametrize("count", [3, 60])
def test_another_style_for_the_project_is_shown_at_once(count):
    document = chain(count)
    scene = shown(document)
    scene.settle()
    own = document.get("l01").model_copy(update={"routing": "orthogonal"})
    put(document, own)
    put(document, document.settings.model_copy(update={"link_routing": "curved"}))
    curves = {i for i, item in scene.items_by_id.items() if isinstance(item, LinkItem) and item.route.curve}
    assert curves == {link.id for link in document.links()} - {"l01"}
