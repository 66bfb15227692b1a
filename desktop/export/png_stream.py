"""A PNG file written a few rows at a time, so that a picture of any size takes little memory."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_SIDE = 2**31 - 1
_CHUNK = 1 << 18


class PngStream:
    """Writes rows of 8-bit pixels, RGB or RGBA, from top to bottom.

    Write all ``height`` rows, in any portions, then :meth:`close`. ``dots_per_inch`` and ``text``
    (keyword of Latin letters -> any text) go into the header.
    """

    def __init__(
        self,
        file: BinaryIO,
        width: int,
        height: int,
        *,
        alpha: bool = False,
        dots_per_inch: float = 96,
        text: Mapping[str, str] | None = None,
        level: int = 4,
    ) -> None:
        if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
            raise ValueError(f"a PNG picture cannot be {width} by {height} pixels")
        self._file = file
        self._row_bytes = width * (4 if alpha else 3)
        self._rows_left = height
        self._compressor = zlib.compressobj(level)
        self._waiting: list[bytes] = []
        self._waiting_size = 0
        file.write(SIGNATURE)
        colour_type = 6 if alpha else 2
        self._chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0))
        # The colours are sRGB, to be shown as they are.
        self._chunk(b"sRGB", b"\0")
        per_metre = round(dots_per_inch / 0.0254)
        self._chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
        for keyword, value in (text or {}).items():
            if value:
                self._chunk(*_text_chunk(keyword, value))

    def write(self, pixels: memoryview, stride: int, rows: int) -> None:
        """Take the next ``rows`` rows; ``stride`` is the distance between their starts in bytes."""
        if rows > self._rows_left:
            raise ValueError("more rows than the picture is high")
        size = self._row_bytes
        parts = []
        for start in range(0, rows * stride, stride):
            # Filter 0 (none): drawings are flat areas, on which the others gain little and cost time.
            parts.append(b"\0")
            parts.append(pixels[start : start + size])
        self._put(self._compressor.compress(b"".join(parts)))
        self._rows_left -= rows

    def close(self) -> None:
        """Write what remains and the end mark; the file itself stays open."""
        if self._rows_left:
            raise ValueError(f"{self._rows_left} rows are missing")
        self._put(self._compressor.flush(), last=True)
        self._chunk(b"IEND", b"")

    def _put(self, data: bytes, last: bool = False) -> None:
        self._waiting.append(data)
        self._waiting_size += len(data)
        if self._waiting_size >= _CHUNK or (last and self._waiting_size):
            self._chunk(b"IDAT", b"".join(self._waiting))
            self._waiting, self._waiting_size = [], 0

    def _chunk(self, kind: bytes, data: bytes) -> None:
        checksum = zlib.crc32(data, zlib.crc32(kind))
        self._file.write(struct.pack(">I", len(data)) + kind)
        self._file.write(data)
        self._file.write(struct.pack(">I", checksum))


def _text_chunk(keyword: str, value: str) -> tuple[bytes, bytes]:
    """Latin-1 text as it is, any other as UTF-8 in an international chunk."""
    name = keyword.encode("latin-1") + b"\0"
    try:
        return b"tEXt", name + value.replace("\0", "").encode("latin-1")
    except UnicodeEncodeError:
        return b"iTXt", name + b"\0\0\0\0" + value.replace("\0", "").encode("utf-8", "replace")
