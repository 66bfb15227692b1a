"""A project inside a PNG: there and back, and every picture that holds none or a damaged one."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects import embedding, files
from projects.embedding import NoProject, embed, extract, project_chunk
from projects.files import UnreadableFile
from tests.projects.outputs.exchange_drawings import full_drawing


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(*chunks: tuple[bytes, bytes]) -> bytes:
    """One grey pixel, with more chunks before it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\x80"))
    return embedding.SIGNATURE + head + b"".join(chunk(*c) for c in chunks) + pixels + chunk(b"IEND", b"")


def held(png: bytes) -> str:
    return extract(BytesIO(png))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_comes_back(text: str) -> None:
    assert held(embed(picture(), text)) == text


def test_the_pixels_and_other_texts_stay() -> None:
    from PIL import Image

    before = picture((b"tEXt", b"Title\0Shop"))
    after = embed(before, "{}")
    with Image.open(BytesIO(after)) as image:
        image.load()
        assert image.getpixel((0, 0)) == 0x80
        assert image.text["Title"] == "Shop"  # type: ignore[attr-defined]
        assert image.text[embedding.KEYWORD] == "{}"  # type: ignore[attr-defined]


def test_a_second_project_takes_the_place_of_the_first() -> None:
    twice = embed(embed(picture(), "one"), "two")
    assert held(twice) == "two" and len(twice) == len(embed(picture(), "two"))


def test_a_text_that_is_not_compressed_is_read_too() -> None:
    data = embedding.KEYWORD.encode() + b"\0\0\0en\0Projekt\0" + "grün".encode()
    assert held(picture((b"iTXt", data))) == "grün"


def test_a_picture_without_a_project_says_why_that_may_be() -> None:
    other = (b"iTXt", b"Comment\0\0\0\0\0a picture")
    with pytest.raises(NoProject, match="holds no project: .*another program saved it") as error:
        held(picture(other))
    assert "exported" in error.value.what and error.value.remedy


@pytest.mark.parametrize("content", [b"", b"\x89PNG", b"GIF89a", b'{"format": "blueprice"}'])
def test_what_is_no_picture_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NoProject, match="not a PNG"):
        held(content)


def test_a_changed_byte_is_noticed() -> None:
    whole = bytearray(embed(picture(), "a project"))
    at = whole.index(embedding.KEYWORD.encode()) + 30
    whole[at] ^= 1
    with pytest.raises(NoProject, match="damaged: a checksum is wrong"):
        held(bytes(whole))


@given(st.integers(0, 120))
def test_a_picture_that_ends_too_early_is_refused_or_read(length: int) -> None:
    whole = embed(picture(), "a project")
    try:
        assert held(whole[:length]) == "a project"
    except NoProject as error:
        assert error.what and error.remedy


@given(st.binary(max_size=80))
def test_any_content_of_the_chunk_is_read_or_refused(data: bytes) -> None:
    try:
        held(picture((b"iTXt", embedding.KEYWORD.encode() + b"\0" + data)))
    except NoProject as error:
        assert "damaged" in error.what


def test_a_small_chunk_that_unpacks_to_an_immense_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "LARGEST_TEXT", 1_000_000)
    bomb = embedding.KEYWORD.encode() + b"\0\1\0\0\0" + zlib.compress(b"0" * 1_000_001, 9)
    assert len(bomb) < 2_000
    with pytest.raises(NoProject, match="larger than any"):
        held(picture((b"iTXt", bomb)))
    with pytest.raises(ValueError, match="too large"):
        project_chunk("0" * 1_000_001)


def test_a_project_opens_out_of_a_picture(tmp_path: Path) -> None:
    file = tmp_path / "shop.png"
    document = full_drawing()
    file.write_bytes(embed(picture(), files.dumps(document)))
    loaded = files.load(file)
    assert loaded.from_picture and not loaded.problems
    assert files.dumps(loaded.document) == files.dumps(document)


def test_a_picture_without_a_project_is_an_unreadable_file(tmp_path: Path) -> None:
    file = tmp_path / "holiday.png"
    file.write_bytes(picture())
    with pytest.raises(UnreadableFile, match=r"holiday\.png: The picture holds no project"):
        files.load(file)


def test_a_project_is_never_written_over_a_picture(tmp_path: Path) -> None:
    named, disguised = tmp_path / "new.PNG", tmp_path / "old.blueprice"
    disguised.write_bytes(picture())
    for file in (named, disguised):
        with pytest.raises(OSError, match="It is a picture"):
            files.save(full_drawing(), file)
    assert not named.exists() and disguised.read_bytes() == picture()
