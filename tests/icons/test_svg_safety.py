"""Pictures from elsewhere keep their shapes and lose whatever reaches out of them."""

from __future__ import annotations

import pytest

from icons import UnsafeSvg, safe_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def cleaned(content: str) -> str:
    return safe_svg(f"{HEAD}{content}</svg>".encode()).decode()


@pytest.mark.parametrize(
    ("content", "gone"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<rect onclick="go()"/>', "onclick"),
        ('<foreignObject><a href="http://x"/></foreignObject>', "foreignObject"),
        ('<image xlink:href="file:///etc/passwd" width="9" height="9"/>', "passwd"),
        ('<image href="http://example.com/a.png"/>', "example"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "svg+xml"),
        ('<use xlink:href="other.svg#a"/>', "other.svg"),
        ('<rect fill="url(http://example.com/#a)"/>', "example"),
        ('<rect style="fill:url(file:///a)"/>', "file"),
        ("<style>@import 'http://example.com/a.css';</style>", "example"),
        ("<style>rect { fill: url(http://example.com) }</style>", "example"),
        (r"<style>rect { fill: u\72l(http://example.com) }</style>", "example"),
        ('<a xlink:href="javascript:x()"><rect/></a>', "javascript"),
        ('<animate attributeName="href" values="javascript:x"/>', "javascript"),
        ('<set attributeName="onload" to="x"/>', "onload"),
    ],
)
def test_what_reaches_out_is_taken_away(content, gone):
    assert gone not in cleaned(content)


@pytest.mark.parametrize(
    "content",
    [
        '<path d="M0 0h9" fill="#ED7100" />',
        '<rect fill="url(#a)" />',
        '<image href="data:image/png;base64,AAAA" />',
        "<style>.a { fill: url(#b) }</style>",
    ],
)
def test_what_a_picture_is_made_of_stays(content):
    assert content in cleaned(content)


def test_a_document_type_is_harmless_and_goes():
    head = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    )
    assert b"DOCTYPE" not in safe_svg(f"{head}{HEAD}<rect/></svg>".encode())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG", "UTF-8"),
        (b"<svg", "damaged"),
        (b"<html></html>", "no SVG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "how large"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + f"{HEAD}</svg>".encode(), "entities"),
        (f"{HEAD}<g id='a'><use href='#a'/></g></svg>".encode(), "itself"),
        (b" " * 5_000_000, "larger"),
        (f"{HEAD}{'<g>' * 200}{'</g>' * 200}</svg>".encode(), "deep"),
    ],
)
def test_what_is_no_picture_is_refused(data, why):
    with pytest.raises(UnsafeSvg, match=why):
        safe_svg(data)


def test_a_picture_that_multiplies_by_reference_is_refused():
    tenfold = "<use href='#g{}'/>" * 10
    uses = "".join(f"<g id='g{n}'>{tenfold.replace('{}', str(n - 1))}</g>" for n in range(1, 9))
    with pytest.raises(UnsafeSvg, match="too many"):
        safe_svg(f"{HEAD}<g id='g0'><rect/></g>{uses}</svg>".encode())
