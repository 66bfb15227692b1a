"""The PNG writer: what it writes is read back by Qt pixel for pixel."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from desktop.export.png_stream import SIGNATURE, PngStream, _joined


def written(image: QImage, portions: list[int], **options: object) -> bytes:
    file = io.BytesIO()
    pixels = memoryview(image.constBits())
    stride = image.bytesPerLine()
    with PngStream(file, image.width(), image.height(), alpha=image.hasAlphaChannel(), **options) as out:  # type: ignore[arg-type]
        row = 0
        for rows in portions:
            out.write(pixels[row * stride : (row + rows) * stride], stride, rows)
            row += rows
        out.close()
    return file.getvalue()


def pixels(image: QImage, size: int) -> bytes:
    """The rows without the padding at their ends."""
    data, stride = bytes(image.constBits()), image.bytesPerLine()
    starts = range(0, stride * image.height(), stride)
    return b"".join(data[start : start + image.width() * size] for start in starts)


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Every chunk, with its checksum verified."""
    assert data.startswith(SIGNATURE)
    found, at = [], len(SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert checksum == zlib.crc32(kind + content)
        found.append((kind, content))
        at += 12 + length
    return found


@given(st.data(), st.booleans())
def test_any_pixels_in_any_portions_come_back(data: st.DataObject, alpha: bool) -> None:
    width = data.draw(st.integers(1, 9))
    portions = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    size = 4 if alpha else 3
    kind = QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888
    length = width * size * sum(portions)
    rows = data.draw(st.binary(min_size=length, max_size=length))
    image = QImage(rows, width, sum(portions), width * size, kind).copy()
    read = QImage.fromData(written(image, portions)).convertToFormat(kind)
    assert read.size() == image.size()
    assert pixels(read, size) == rows


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_checksums_of_two_pieces_join(first: bytes, second: bytes) -> None:
    joined = _joined(zlib.adler32(first), zlib.adler32(second), len(second))
    assert joined == zlib.adler32(first + second)


def test_header_says_resolution_colours_and_texts() -> None:
    image = QImage(4, 2, QImage.Format.Format_RGB888)
    image.fill(0xFF336699)
    texts = {"Title": "Café", "Description": "漢字", "Software": ""}
    found = chunks(written(image, [2], dots_per_inch=192, text=texts))
    assert [kind for kind, _ in found] == [
        b"IHDR",
        b"sRGB",
        b"pHYs",
        b"tEXt",
        b"iTXt",
        b"IDAT",
        b"IDAT",
        b"IDAT",
        b"IEND",
    ]
    content = dict(found)
    assert content[b"pHYs"] == struct.pack(">IIB", 7559, 7559, 1)
    assert content[b"tEXt"] == b"Title\0Caf\xe9"
    assert content[b"iTXt"] == b"Description\0\0\0\0\0" + "漢字".encode()


def test_the_compressed_stream_is_whole_by_zlibs_own_judgement() -> None:
    image = QImage(50, 40, QImage.Format.Format_RGB888)
    image.fill(0xFFABCDEF)
    found = chunks(written(image, [7, 30, 3]))
    raw = zlib.decompress(b"".join(content for kind, content in found if kind == b"IDAT"))
    assert len(raw) == 40 * (1 + 50 * 3)


def test_missing_and_surplus_rows_are_refused() -> None:
    pixels = memoryview(bytes(30))
    with PngStream(io.BytesIO(), 2, 3) as out:
        out.write(pixels, 6, 2)
        with pytest.raises(ValueError, match="1 rows are missing"):
            out.close()
        with pytest.raises(ValueError, match="more rows"):
            out.write(pixels, 6, 2)


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (2**31, 1)])
def test_impossible_sizes_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        PngStream(io.BytesIO(), *size)
