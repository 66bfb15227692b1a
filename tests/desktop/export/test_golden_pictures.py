"""Pictures agreed on: the drawing looks as it did, whatever fonts this machine has.

Texts are left out and AWS's artwork is replaced by plain tiles (it is not ours to keep here); then both
pictures are shrunk, so that only what a person would see counts. ``--update-golden`` agrees to a change.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.canvas.layers import EXECUTIVE
from desktop.canvas.pictures import OWN
from desktop.canvas.primitives import Ellipse, Group, Primitive, Rectangle, Text
from desktop.canvas.primitives import Picture as Shown
from desktop.export import Page as Paper
from desktop.export import pictures as export_pictures
from desktop.export.pictures import Wanted
from desktop.export.png import image
from desktop.export.sheet import Layer, Sheet
from desktop.theme import dark
from icons import icon
from projects.document import Document
from projects.records import FIRST_PAGE, Link, Note, Page, Picture, Settings
from tests.desktop.export.conftest import node

GOLDEN = Path(__file__).parents[2] / "golden" / "pictures"
CHANNEL = 40
"""How much a channel may differ, of 255 ..."""
SHARE = 0.02
"""... on more than this share of the pixels."""
SHARE_OF_STORY = 0.0005
"""Of thin lines and small discs, which are few of all pixels."""
SHARE_FITTED = 0.03
"""On a page the scale follows the texts' widths, and so the machine's fonts: every line shifts a little."""

STAR = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="8"
fill="#7A3E9D"/>
<path d="M32 8 39 25 57 26 43 38 48 56 32 46 16 56 21 38 7 26 25 25Z" fill="#FFFFFF"/></svg>"""
"""A picture of a person's own."""

LOOKS: dict[str, Wanted] = {
    "light": {},
    "dark": {"background": "canvas", "theme": dark()},
    "selection": {"ids": ["zone0"]},
    "page": {"page": Paper("A4", title="Web shop", footer="Example Ltd")},
}


STORY_LOOKS: dict[str, Wanted] = {
    "light": {},
    "dark": {"background": "canvas", "theme": dark()},
    "executive": {"layers": EXECUTIVE},
    "second_page": {"drawing_page": "details"},
}


@pytest.fixture
def story() -> Document:
    """All that stands on a drawing beside boxes, and every way and style of a line.

    Its outermost shapes are no texts, so that no font moves the rest.
    """
    settings = Settings(
        name="Orders", client="Example Ltd", author="A. Architect", version="1.2", link_routing="curved"
    )
    kept = Picture(id="star", name="Partner", media_type="image/svg+xml", data=b64encode(STAR).decode())
    own, alone = {"picture": "star", "opens": "details"}, {"routing": "orthogonal"}
    return Document(
        [
            settings,
            kept,
            Page(id="details", name="Details"),
            node("cloud", "aws_cloud", None, 200, 120, width=560, height=400),
            node("region", "region", "cloud", 40, 56, width=480, height=304),
            node("group", "generic_group", "region", 248, 56, width=200, height=208),
            node("api", "api_gateway", "region", 48, 64),
            node("queue", "sqs_queue", "region", 48, 208),
            node("table", "dynamodb_table", "group", 72, 72),
            node("secret", "s3_bucket", "region", 160, 130, hidden=True),
            node("partner", "users", None, 40, 232, **own),
            Link(id="asked", source="partner", target="api", arrow="both"),
            Link(id="kept", source="api", target="table", routing="straight", line="dotted"),
            Link(id="queued", source="api", target="queue", line="dashed", **alone),
            Link(id="bent", source="queue", target="table", waypoints=((312, 456), (592, 456)), **alone),
            Link(id="unseen", source="api", target="secret"),
            Note(id="one", kind="step", text="1", details="A partner asks.", parent="partner", x=-8, y=-8),
            Note(id="two", kind="step", text="2", details="It waits.", anchor="queued", anchor_at=0.3),
            Note(id="three", kind="step", text="3", details="It is kept.", anchor="bent", anchor_at=0.6),
            Note(id="steps", kind="step_list", x=800, y=120, width=240, height=140),
            Note(id="legend", kind="legend", x=800, y=288, width=240, height=140),
            Note(id="title", kind="title_block", x=200, y=0, width=320, height=96, opens="details"),
            Note(id="remark", text="Ask the client.", x=0, y=-40, width=160, height=48),
            node("next", "users", "details", 40, 40, opens=FIRST_PAGE),
            node("there", "aws_cloud", "details", 240, 0, width=240, height=160),
            Link(id="onwards", source="next", target="there", routing="orthogonal"),
        ]
    )


def plain(items: tuple[Primitive, ...]) -> tuple[Primitive, ...]:
    """The shapes without texts, and with a tile instead of every icon that is not our own."""
    found: list[Primitive] = []
    for item in items:
        if isinstance(item, Group):
            found.append(Group(plain(item.items), item.dx, item.dy))
        elif isinstance(item, Shown) and not item.name.startswith(OWN) and not icon(item.name).ours:
            found += [
                Rectangle(item.box, fill="#7D8998", radius=6),
                Ellipse(item.box.grown(-12), fill="#FFFFFF"),
            ]
        elif not isinstance(item, Text):
            found.append(item)
    return tuple(found)


def shrunk(sheet: Sheet) -> QImage:
    layers = tuple(Layer(plain(layer.items), layer.scale, layer.dx, layer.dy) for layer in sheet.layers)
    whole = image(Sheet(sheet.width, sheet.height, sheet.background, layers), 1)
    smooth = Qt.TransformationMode.SmoothTransformation
    half = whole.scaled(whole.width() // 2, whole.height() // 2, mode=smooth)
    return half.convertToFormat(QImage.Format.Format_RGB888)


def line_of(picture: QImage, y: int, width: int) -> bytes:
    """The first pixels of a line, three bytes each."""
    # Kept by name: the bytes are gone with the picture.
    line = picture.copy(0, y, width, 1)
    return bytes(line.constBits())[: width * 3]


def unlike(one: QImage, other: QImage) -> float:
    """The share of pixels that differ visibly; 1 for sizes that other fonts cannot explain."""
    if abs(one.width() - other.width()) > 8 or abs(one.height() - other.height()) > 8:
        return 1.0
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    differing = 0
    for y in range(height):
        first, second = (line_of(picture, y, width) for picture in (one, other))
        if first != second:
            far = [abs(a - b) > CHANNEL for a, b in zip(first, second, strict=True)]
            differing += sum(any(far[x : x + 3]) for x in range(0, width * 3, 3))
    return differing / (width * height)


@pytest.mark.parametrize("look", LOOKS)
def test_the_drawing_looks_as_agreed(shop: Document, look: str, request: pytest.FixtureRequest) -> None:
    most = SHARE_FITTED if look == "page" else SHARE
    agreed(shop, LOOKS[look], f"shop_{look}.png", request, most)


@pytest.mark.parametrize("look", STORY_LOOKS)
def test_what_stands_beside_the_boxes_looks_as_agreed(
    story: Document, look: str, request: pytest.FixtureRequest
) -> None:
    agreed(story, STORY_LOOKS[look], f"story_{look}.png", request, SHARE_OF_STORY)


def agreed(
    document: Document, wanted: Wanted, name: str, request: pytest.FixtureRequest, most: float = SHARE
) -> None:
    """Compare with the picture of this name, or agree to a new one."""
    made = shrunk(export_pictures._sheet(document, wanted))
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        assert made.save(str(path))
        return
    known = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert not known.isNull(), f"{path} is missing; make it with --update-golden and look at it"
    share = unlike(made, known)
    assert share <= most, (
        f"{share:.1%} of the pixels differ from {path.name}; if it is meant, --update-golden"
    )


@pytest.mark.parametrize(
    ("record_id", "values"),
    [
        ("kept", {"routing": "orthogonal"}),
        ("bent", {"waypoints": ()}),
        ("one", {"hidden": True}),
        ("partner", {"picture": ""}),
        ("legend", {"hidden": True}),
    ],
)
def test_another_way_step_picture_or_legend_would_be_noticed(
    story: Document, record_id: str, values: dict[str, Any]
) -> None:
    before = shrunk(export_pictures._sheet(story, {}))
    changed = [r.model_copy(update=values) if r.id == record_id else r for r in story.records()]
    assert unlike(before, shrunk(export_pictures._sheet(Document(changed), {}))) > SHARE_OF_STORY


def test_a_moved_frame_would_be_noticed(shop: Document) -> None:
    from projects.document import Draft
    from projects.edits import move

    before = shrunk(export_pictures._sheet(shop, {}))
    draft = Draft(shop)
    move(draft, ["zone1"], 40, 0)
    shop.apply(draft.change())
    assert unlike(before, shrunk(export_pictures._sheet(shop, {}))) > SHARE
