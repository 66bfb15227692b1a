"""Pictures agreed on: the drawing looks as it did, whatever fonts this machine has.

Texts are left out and AWS's artwork is replaced by plain tiles (it is not ours to keep here); then both
pictures are shrunk, so that only what a person would see counts. ``--update-golden`` agrees to a change.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.canvas.primitives import Ellipse, Group, Picture, Primitive, Rectangle, Text
from desktop.export import Page
from desktop.export import pictures as export_pictures
from desktop.export.pictures import Wanted
from desktop.export.png import image
from desktop.export.sheet import Layer, Sheet
from desktop.theme import dark
from icons import icon
from projects.document import Document

GOLDEN = Path(__file__).parents[2] / "golden" / "pictures"
CHANNEL = 40
"""How much a channel may differ, of 255 ..."""
SHARE = 0.02
"""... on more than this share of the pixels."""
SHARE_FITTED = 0.03
"""On a page the scale follows the texts' widths, and so the machine's fonts: every line shifts a little."""

LOOKS: dict[str, Wanted] = {
    "light": {},
    "dark": {"background": "canvas", "theme": dark()},
    "selection": {"ids": ["zone0"]},
    "page": {"page": Page("A4", title="Web shop", footer="Example Ltd")},
}


def plain(items: tuple[Primitive, ...]) -> tuple[Primitive, ...]:
    """The shapes without texts, and with a tile instead of every icon that is not our own."""
    found: list[Primitive] = []
    for item in items:
        if isinstance(item, Group):
            found.append(Group(plain(item.items), item.dx, item.dy))
        elif isinstance(item, Picture) and not icon(item.name).ours:
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


def unlike(one: QImage, other: QImage) -> float:
    """The share of pixels that differ visibly; 1 for sizes that other fonts cannot explain."""
    if abs(one.width() - other.width()) > 8 or abs(one.height() - other.height()) > 8:
        return 1.0
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    differing = 0
    for y in range(height):
        first, second = (bytes(i.copy(0, y, width, 1).constBits())[: width * 3] for i in (one, other))
        if first != second:
            far = [abs(a - b) > CHANNEL for a, b in zip(first, second, strict=True)]
            differing += sum(any(far[x : x + 3]) for x in range(0, width * 3, 3))
    return differing / (width * height)


@pytest.mark.parametrize("look", LOOKS)
def test_the_drawing_looks_as_agreed(shop: Document, look: str, request: pytest.FixtureRequest) -> None:
    made = shrunk(export_pictures._sheet(shop, LOOKS[look]))
    path = GOLDEN / f"shop_{look}.png"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        assert made.save(str(path))
        return
    agreed = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert not agreed.isNull(), f"{path} is missing; make it with --update-golden and look at it"
    share = unlike(made, agreed)
    assert share <= (SHARE_FITTED if look == "page" else SHARE), (
        f"{share:.1%} of the pixels differ from {path.name}; if it is meant, --update-golden"
    )


def test_a_moved_frame_would_be_noticed(shop: Document) -> None:
    from projects.document import Draft
    from projects.edits import move

    before = shrunk(export_pictures._sheet(shop, {}))
    draft = Draft(shop)
    move(draft, ["zone1"], 40, 0)
    shop.apply(draft.change())
    assert unlike(before, shrunk(export_pictures._sheet(shop, {}))) > SHARE
