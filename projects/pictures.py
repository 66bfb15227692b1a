"""People's own pictures in a project: given to nodes, shared where they are equal, dropped when unused."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from struct import unpack
from typing import Literal

from projects.document import Document, Draft
from projects.records import AnyRecord, Node, Picture

MOST_BYTES = 400_000
"""Of one picture as it is kept in the file."""
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_PIXELS = 16_000_000
"""Of a picture that is read from a file: few bytes can unpack to any number of pixels."""


def picture_fault(media_type: str, data: str) -> str:
    """What keeps the data of a picture from being drawn, as a sentence; empty for nothing.

    ``data`` is what a :class:`Picture` holds: the file's bytes in base64.
    """
    try:
        content = b64decode(data, validate=True)
    except ValueError:
        return "Its data is not written in base64."
    if media_type == "image/svg+xml":
        from icons import UnsafeSvg, safe_svg

        try:
            safe_svg(content)
        except UnsafeSvg as error:
            return str(error)
        return ""
    if not content.startswith(_PNG) or len(content) < 24:
        return "Its data is no PNG picture."
    width, height = unpack(">II", content[16:24])
    return "" if 0 < width * height <= _MOST_PIXELS else "The picture has too many pixels, or none."


def set_picture(
    draft: Draft,
    node_ids: Iterable[str],
    data: bytes | None,
    media_type: Literal["image/png", "image/svg+xml"] = "image/png",
    name: str = "",
) -> Picture | None:
    """Draw these nodes with a picture in place of their service's icon; None goes back to the icon.

    A picture that the project holds already is shared. One that no node shows any more is dropped.

    Raises:
        ValueError: the picture is larger than a project keeps.
    """
    picture = _kept(draft, data, media_type, name) if data is not None else None
    for node_id in node_ids:
        node = draft.node(node_id)
        if node is not None:
            draft.put(node.model_copy(update={"picture": picture.id if picture is not None else ""}))
    drop_unused_pictures(draft)
    return picture


def _kept(draft: Draft, data: bytes, media_type: Literal["image/png", "image/svg+xml"], name: str) -> Picture:
    if len(data) > MOST_BYTES:
        raise ValueError(f"The picture is larger than {MOST_BYTES // 1000} kB. Use a smaller one.")
    return _put(draft, media_type, b64encode(data).decode(), name)


def _put(draft: Draft, media_type: Literal["image/png", "image/svg+xml"], data: str, name: str) -> Picture:
    """The project's record of a picture, made if there is none yet."""
    for known in _present(draft):
        if (known.media_type, known.data) == (media_type, data):
            return known
    # Named after its content, so that the same picture has the same id in every project.
    wanted = f"picture-{sha256(data.encode()).hexdigest()[:16]}"
    free = wanted if draft.get(wanted) is None else draft.new_id("picture")
    made = Picture(id=free, name=name[:200], media_type=media_type, data=data)
    draft.put(made)
    return made


def drop_unused_pictures(draft: Draft) -> None:
    """Take out the pictures that no node shows any more."""
    pictures = list(_present(draft))
    if not pictures:
        return
    shown = {node.picture for node in draft.document.nodes() if draft.get(node.id) is node}
    shown |= {node.picture for i in draft.put_ids() if (node := draft.node(i)) is not None}
    for picture in pictures:
        if picture.id not in shown:
            draft.remove(picture.id)


def pictures_of(document: Document, records: Iterable[AnyRecord]) -> list[Picture]:
    """The pictures that some records are drawn with."""
    wanted = dict.fromkeys(r.picture for r in records if isinstance(r, Node) and r.picture)
    return [found for i in wanted if isinstance(found := document.get(i), Picture)]


def paste_pictures(draft: Draft, records: Iterable[AnyRecord]) -> dict[str, str]:
    """Take up the pictures among pasted records; gives each one's id in this project by its old id."""
    pasted = list(records)
    found = {r.id: _put(draft, r.media_type, r.data, r.name).id for r in pasted if isinstance(r, Picture)}
    known = {picture.id for picture in _present(draft)}
    named = {r.picture for r in pasted if isinstance(r, Node) and r.picture}
    # A picture that did not come along is no picture here, whatever else has its id.
    return {i: found.get(i, i if i in known else "") for i in named}


def _present(draft: Draft) -> Iterator[Picture]:
    """Pictures as the draft has them."""
    ids = dict.fromkeys([*(picture.id for picture in draft.document.pictures()), *draft.put_ids()])
    for picture_id in ids:
        found = draft.get(picture_id)
        if isinstance(found, Picture):
            yield found
