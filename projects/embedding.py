"""A project inside a PNG picture: a compressed text chunk that picture viewers pass over."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = "Blueprice project"
LARGEST_TEXT = 256 * 1024 * 1024
"""Bytes of the longest project that is read: a small chunk can unpack to any length."""

_LONGEST_CHUNK = 2**31 - 1
_NAME = KEYWORD.encode("ascii") + b"\0"


class NoProject(ValueError):
    """There is no project to be read in the picture: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy


def is_png(start: bytes) -> bool:
    """Whether a file that begins so is a PNG picture."""
    return start.startswith(SIGNATURE)


def project_chunk(text: str) -> tuple[bytes, bytes]:
    """Type and content of the chunk that holds a project, for who writes a picture piece by piece.

    Raises ValueError for a project that no chunk can hold.
    """
    # Keyword, compressed, by deflate, no language, no translated keyword, the text itself.
    content = text.encode("utf-8")
    if len(content) > LARGEST_TEXT:
        raise ValueError("the project is too large to be kept in a picture")
    return b"iTXt", _NAME + b"\1\0\0\0" + zlib.compress(content, 6)


def embed(png: bytes, text: str) -> bytes:
    """The picture with a project inside, in place of one that was there. Raises :class:`NoProject`."""
    out = BytesIO()
    out.write(SIGNATURE)
    for position, (kind, data) in enumerate(_chunks(BytesIO(png))):
        if kind == b"iTXt" and data.startswith(_NAME):
            continue
        out.write(_packed(kind, data))
        if position == 0:
            # Before the pixels, so that it is found without reading them.
            out.write(_packed(*project_chunk(text)))
    return out.getvalue()


def extract(png: BinaryIO) -> str:
    """The text of the project inside a picture. Raises :class:`NoProject` with what to do, or OSError.

    The pixels are passed over unread.
    """
    for kind, data in _chunks(png, b"iTXt"):
        if kind == b"iTXt" and data.startswith(_NAME):
            return _text(data)
    raise NoProject(
        "The picture holds no project: it was exported without one, or another program saved it "
        "and left it out.",
        "Open the .blueprice file, or the picture as Blueprice wrote it.",
    )


def _chunks(png: BinaryIO, only: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
    """Type and content of each chunk up to the end mark; of one type where ``only`` names it."""
    if png.read(len(SIGNATURE)) != SIGNATURE:
        raise NoProject("It is not a PNG picture.", "Choose a picture that Blueprice exported.")
    while True:
        head = png.read(8)
        if len(head) < 8:
            raise _damaged("it ends too early")
        length, kind = struct.unpack(">I4s", head)
        if length > _LONGEST_CHUNK:
            raise _damaged("a part of it claims an impossible length")
        if only and kind not in (only, b"IEND"):
            png.seek(length + 4, 1)
            continue
        if only and length > LARGEST_TEXT:
            raise _too_large()
        data = png.read(length)
        check = png.read(4)
        if len(data) < length or len(check) < 4:
            raise _damaged("it ends too early")
        if struct.unpack(">I", check)[0] != zlib.crc32(data, zlib.crc32(kind)):
            raise _damaged("a checksum is wrong")
        yield kind, data
        if kind == b"IEND":
            return


def _text(data: bytes) -> str:
    # The language and the translated keyword, both ended by a zero, stand before the text.
    flags, parts = data[len(_NAME) : len(_NAME) + 2], data[len(_NAME) + 2 :].split(b"\0", 2)
    if len(parts) < 3 or flags not in (b"\0\0", b"\1\0"):
        raise _damaged("the project in it cannot be read")
    try:
        return (_inflated(parts[2]) if flags == b"\1\0" else parts[2]).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _damaged("the project in it cannot be read") from error


def _inflated(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, LARGEST_TEXT)
    except zlib.error as error:
        raise _damaged("the project in it cannot be unpacked") from error
    if unpacker.unconsumed_tail:
        raise _too_large()
    if not unpacker.eof:
        raise _damaged("the project in it ends too early")
    return found


def _packed(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def _damaged(how: str) -> NoProject:
    return NoProject(f"The picture is damaged: {how}.", "Get an earlier copy, or export it again.")


def _too_large() -> NoProject:
    what = "The project in the picture is larger than any that Blueprice writes."
    return NoProject(what, "Choose a picture that Blueprice exported.")
