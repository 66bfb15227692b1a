"""Vector artwork of others: taken in as shapes, safely, with ids that meet no others."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop.export.artwork import vector_content, vector_picture
from desktop.export.style_sheet import style_sheet

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {0}">'
    "{1}</svg>"
)
SHAPE = '<rect width="32" height="32" fill="#FF0000"/>'


def taken(content: str, box: str = "32 32", prefix: str = "a") -> ElementTree.Element:
    text = vector_content(PLAIN.format(box, content).encode(), 64, prefix)
    assert text is not None
    wrapped = f'<svg xmlns="{SVG[1:-1]}" xmlns:xlink="http://www.w3.org/1999/xlink">{text}</svg>'
    return ElementTree.fromstring(wrapped)


def colour_at(content: str, x: int, y: int) -> str:
    """What Qt paints of the artwork at a place."""
    data = vector_picture(PLAIN.format("32 32", content).encode())
    assert data is not None
    made = QImage(32, 32, QImage.Format.Format_ARGB32)
    made.fill(0)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(data)).render(painter)
    painter.end()
    return made.pixelColor(x, y).name().upper()


def test_plain_artwork_is_fitted_into_the_square() -> None:
    found = vector_content(PLAIN.format("32 16", '<path d="M0 0H4" stroke="#FFF"/>').encode(), 64)
    assert found is not None
    assert 'transform="translate(0 16) scale(2)"' in found
    assert '<path d="M0 0H4" stroke="#FFF"/>' in found


HOSTILE = [
    "<script>alert(1)</script>",
    '<image href="http://example.com/a.png" width="9" height="9"/>',
    '<image xlink:href="file:///etc/passwd" width="9" height="9"/>',
    '<image href="data:image/png;base64,AAAA" width="9" height="9"/>',
    '<use href="http://example.com/a.svg#a"/>',
    '<rect width="9" height="9" onclick="x()" onload="y()"/>',
    '<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml">a</body></foreignObject>',
    '<style>@import url("http://example.com/a.css"); .a{fill:url(http://example.com/#a)}</style>',
    '<rect class="a" width="9" height="9" style="fill:url(http://example.com/b#c)"/>',
    '<a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a>',
    '<rect width="9" height="9"><animate attributeName="href" to="javascript:x()"/><set/></rect>',
    '<rect width="9" height="9" filter="url(#f)"/><filter id="f"><feImage href="http://example.com"/></filter>',
    "<metadata>abc</metadata><unknown><rect/></unknown><title>abc</title>",
    '<g xmlns:e="urn:e" e:href="http://example.com"><e:pwn/></g>',
]


@pytest.mark.parametrize("content", HOSTILE)
def test_nothing_but_shapes_comes_through(content: str) -> None:
    found = taken(content + SHAPE)
    allowed = {"svg", "g", "defs", "path", "rect", "linearGradient", "stop"}
    for element in found.iter():
        assert element.tag.removeprefix(SVG) in allowed
        for name, value in element.attrib.items():
            assert not name.startswith("on") and "href" not in name and name not in ("style", "class")
            assert "http" not in value and "javascript" not in value and "file:" not in value
    assert any(element.get("fill") == "#FF0000" for element in found.iter())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<html/>",
        b"\xff\xfe\x00",
        PLAIN.format("32 32", "").encode(),
        PLAIN.format("32 32", "<text> </text>").encode(),
        PLAIN.format("0 0", SHAPE).encode(),
        PLAIN.format("nan nan", SHAPE).encode(),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + PLAIN.format("32 32", SHAPE).encode(),
        PLAIN.format("32 32", "<g>" * 200 + SHAPE + "</g>" * 200).encode(),
    ],
)
def test_what_cannot_be_drawn_is_not_taken_in(data: bytes) -> None:
    assert vector_content(data, 64) is None


def test_references_that_multiply_are_given_up() -> None:
    levels = ""
    for n in range(1, 12):
        again = f'<use href="#l{n - 1}"/>' * 10
        levels += f'<g id="l{n}">{again}</g>'
    data = PLAIN.format("32 32", f'<defs><g id="l0">{SHAPE}</g>{levels}</defs><use href="#l11"/>').encode()
    assert vector_content(data, 64) is None


def test_a_reference_to_itself_ends() -> None:
    content = f'<g id="a">{SHAPE}<use href="#a"/><use href="#b"/></g><g id="b"><use href="#a"/></g>'
    assert len(list(taken(content).iter(f"{SVG}rect"))) >= 1


def test_ids_have_the_prefix_and_are_referred_to_by_it() -> None:
    content = (
        '<defs><linearGradient id="paint &amp; 1"><stop offset="0" stop-color="#00FF00"/></linearGradient>'
        '<clipPath id="c"><rect width="16" height="32"/></clipPath></defs>'
        '<rect width="32" height="32" fill="url(#paint &amp; 1)"/>'
        '<rect width="32" height="32" clip-path="url(#c)"/>'
    )
    found = taken(content, prefix="icon-ec2")
    ids = [element.get("id") for element in found.iter() if element.get("id")]
    used = re.findall(r"url\(#([^)]+)\)", ElementTree.tostring(found, "unicode"))
    assert ids and all(re.fullmatch(r"icon-ec2-[A-Za-z0-9_.-]+", i or "") for i in ids)
    assert set(used) <= set(ids)


def test_classes_ids_elements_and_styles_paint_as_css_says() -> None:
    style = "<style>rect{fill:#111111} .a, .b.c{fill:#00ff00;} #x{fill:#0000FF !important} /* .a{} */</style>"
    whole = 'width="32" height="32"'
    assert colour_at(f"{style}<rect {whole}/>", 9, 9) == "#111111"
    assert colour_at(f'{style}<rect {whole} fill="#FFFFFF" class="a"/>', 9, 9) == "#00FF00"
    assert colour_at(f'{style}<rect {whole} class="b"/>', 9, 9) == "#111111"
    assert colour_at(f'{style}<rect {whole} class="c b"/>', 9, 9) == "#00FF00"
    assert colour_at(f'{style}<rect {whole} id="x" class="a"/>', 9, 9) == "#0000FF"
    assert colour_at(f'{style}<rect {whole} class="a" style="fill:#FF00FF"/>', 9, 9) == "#FF00FF"


def test_gradients_of_gradients_symbols_and_references_are_drawn() -> None:
    content = (
        '<defs><linearGradient id="colours"><stop offset="0" style="stop-color:#00FF00"/>'
        '<stop offset="1" stop-color="#00FF00"/></linearGradient>'
        '<linearGradient id="g" xlink:href="#colours" x1="0" x2="1"/>'
        '<symbol id="s"><rect width="8" height="8" fill="url(#g)"/></symbol></defs>'
        '<use xlink:href="#s" x="16" y="16"/>'
    )
    assert colour_at(content, 20, 20) == "#00FF00"
    assert colour_at(content, 4, 4) == "#000000"


def test_two_pictures_with_the_same_ids_keep_their_own_colours() -> None:
    def gradient(colour: str) -> str:
        return (
            f'<linearGradient id="g"><stop stop-color="{colour}"/></linearGradient>'
            '<rect width="32" height="32" fill="url(#g)"/>'
        )

    one, other = (taken(gradient(c), prefix=p) for c, p in (("#FF0000", "a"), ("#0000FF", "b")))
    ids = [{e.get("id") for e in tree.iter() if e.get("id")} for tree in (one, other)]
    assert ids[0] and ids[1] and not ids[0] & ids[1]


def test_rules_that_cannot_be_told_are_left_out() -> None:
    sheet = style_sheet("g > .a{fill:red} .a:hover{fill:red} @media print{.a{fill:red}} .a{fill:blue}")
    assert sheet.of("g", "", ["a"]) == {"fill": "blue"}


def test_pixels_and_texts_of_a_persons_own_picture_stay() -> None:
    content = (
        '<image href="data:image/png;base64,AAAA" width="9" height="9"/>'
        '<image href="http://example.com/a.png" width="9" height="9"/>'
        '<text x="1" y="9" font-size="8">A &lt;b&gt; <tspan>c</tspan> d</text>'
    )
    text = vector_content(PLAIN.format("32 32", content).encode(), 64, "a", pixels=True) or ""
    assert text.count("<image") == 1 and "example.com" not in text
    assert "A &lt;b&gt; <tspan>c</tspan> d</text>" in text
    assert "<image" not in (vector_content(PLAIN.format("32 32", content).encode(), 64) or "")


def test_a_fill_that_cannot_be_followed_leaves_the_shape_empty() -> None:
    assert 'fill="none"' in (
        vector_content(PLAIN.format("32 32", '<rect fill="url(#gone)"/>').encode(), 64) or ""
    )
