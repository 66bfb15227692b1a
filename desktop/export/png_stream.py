"""A PNG file written a few rows at a time, so that a picture of any size takes little memory."""

from __future__ import annotations

import os
import struct
import zlib
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO

from projects.embedding import project_chunk

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_SIDE = 2**31 - 1
LEVEL = 4
"""From 4 on files are a third smaller than at 1, in hardly more time; above it they take much more."""
WORKERS = max(1, min(4, os.cpu_count() or 1))

_Portion = tuple[bytes, int, int]
"""Compressed rows, and the checksum and length of what they were."""


class PngStream:
    """Writes rows of 8-bit pixels, RGB or RGBA, from top to bottom; portions are compressed side by side.

    Used in a ``with`` block: write all ``height`` rows, in any portions, then :meth:`close`.
    ``dots_per_inch`` and ``text`` (keyword of Latin letters -> any text) go into the header, and so does
    the text of a ``project`` that can be opened again.
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
        project: str = "",
    ) -> None:
        if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
            raise ValueError(f"a PNG picture cannot be {width} by {height} pixels")
        self._file = file
        self._row_bytes = width * (4 if alpha else 3)
        self._rows_left = height
        self._workers = ThreadPoolExecutor(WORKERS, "png")
        self._waiting: deque[tuple[Future[_Portion], object]] = deque()
        self._checksum = 1
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
        if project:
            self._chunk(*project_chunk(project))
        self._chunk(b"IDAT", b"\x78\x9c")

    def __enter__(self) -> PngStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.shutdown(cancel_futures=True)

    def write(self, pixels: memoryview, stride: int, rows: int, owner: object = None) -> None:
        """Take the next ``rows`` rows; ``stride`` is the distance between their starts in bytes.

        The pixels are read later, and must not change; ``owner`` is kept for as long, where the view
        alone does not keep them in memory (as with a QImage's).
        """
        if rows > self._rows_left:
            raise ValueError("more rows than the picture is high")
        self._rows_left -= rows
        work = self._workers.submit(_compressed, pixels, self._row_bytes, stride, rows)
        self._waiting.append((work, owner))
        while len(self._waiting) > WORKERS:
            self._take()

    def close(self) -> None:
        """Write what remains and the end mark; the file itself stays open."""
        if self._rows_left:
            raise ValueError(f"{self._rows_left} rows are missing")
        while self._waiting:
            self._take()
        # An empty last block and the checksum of all rows.
        self._chunk(b"IDAT", b"\x03\x00" + struct.pack(">I", self._checksum))
        self._chunk(b"IEND", b"")

    def _take(self) -> None:
        work, _ = self._waiting.popleft()
        data, checksum, length = work.result()
        self._checksum = _joined(self._checksum, checksum, length)
        self._chunk(b"IDAT", data)

    def _chunk(self, kind: bytes, data: bytes) -> None:
        checksum = zlib.crc32(data, zlib.crc32(kind))
        self._file.write(struct.pack(">I", len(data)) + kind)
        self._file.write(data)
        self._file.write(struct.pack(">I", checksum))


def _compressed(pixels: memoryview, size: int, stride: int, rows: int) -> _Portion:
    """Rows as deflate blocks that end on a whole byte and need nothing of what came before."""
    parts: list[bytes | memoryview] = []
    for start in range(0, rows * stride, stride):
        # Filter 0 (none): drawings are flat areas, on which the others gain little and cost time.
        parts.append(b"\0")
        parts.append(pixels[start : start + size])
    data = b"".join(parts)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return packed, zlib.adler32(data), len(data)


def _joined(first: int, second: int, length: int) -> int:
    """The Adler-32 checksum of two pieces in a row, the second being ``length`` bytes long."""
    low = first & 0xFFFF
    sums = (low + (second & 0xFFFF) - 1) % 65521
    weighted = ((first >> 16) + (second >> 16) + length * (low - 1)) % 65521
    return weighted << 16 | sums


def _text_chunk(keyword: str, value: str) -> tuple[bytes, bytes]:
    """Latin-1 text as it is, any other as UTF-8 in an international chunk."""
    name = keyword.encode("latin-1") + b"\0"
    value = value.replace("\0", "")
    try:
        return b"tEXt", name + value.encode("latin-1")
    except UnicodeEncodeError:
        return b"iTXt", name + b"\0\0\0\0" + value.encode("utf-8", "replace")
