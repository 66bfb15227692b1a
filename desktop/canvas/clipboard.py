"""Copy and paste: records as a project's own text, and as pictures for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from desktop.canvas.paths import Route
from projects import files
from projects.copying import copied
from projects.document import Document
from projects.geometry import canvas_rect
from projects.records import AnyRecord, Link, Node, Note, Picture
from projects.writing import dumps

RECORDS_MIME = "application/x-blueprice+json"
HOME_MIME = "application/x-blueprice-home"
"""Which container the records stood in, for pasting in place."""
SVG_MIMES = ("image/svg+xml", "image/x-inkscape-svg")
PNG_MIME, IMAGE_MIME = "image/png", "application/x-qt-image"
"""As other programs ask for it, and as Qt does, which makes every other kind of picture of it."""
WIDEST = 4000
"""Pixels of the picture that other programs get."""


class CopiedRecords(QMimeData):
    """What was copied. Text and pictures are made only when somebody asks for them.

    There is no plain text: other programs would paste that in place of the picture.
    """

    def __init__(self, document: Document, home: str | None, routes: Mapping[str, Route]) -> None:
        super().__init__()
        self._document = document
        self._routes = routes
        self.home = home
        """Id of the one container that all outermost records stood in; None for the canvas or several."""
        self._made: dict[str, QByteArray] = {}

    def formats(self) -> list[str]:
        return [RECORDS_MIME, HOME_MIME, *SVG_MIMES, PNG_MIME, IMAGE_MIME]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferred: object) -> object:
        """The bytes of one format, made when it is first asked for; None for one that is not offered."""
        kind = SVG_MIMES[0] if mimetype in SVG_MIMES else mimetype
        if kind == IMAGE_MIME:
            return QImage.fromData(self.data(PNG_MIME))
        if kind not in self.formats():
            return None
        if kind not in self._made:
            self._made[kind] = QByteArray(self._make(kind))
        return self._made[kind]

    def _make(self, kind: str) -> bytes:
        if kind == RECORDS_MIME:
            return dumps(self._document).encode()
        if kind == HOME_MIME:
            return (self.home or "").encode()
        from desktop.export import NothingToExport, png_bytes, svg

        try:
            if kind in SVG_MIMES:
                return svg(self._document, routes=self._routes).encode()
            return png_bytes(self._document, max_width=WIDEST, routes=self._routes)
        except NothingToExport:
            return b""


def put(document: Document, ids: Iterable[str], routes: Mapping[str, Route] | None = None) -> int:
    """Put these records, with their content and the links among them, on the clipboard; gives how many.

    ``routes`` are the canvas's own, for the pictures.
    """
    records = copied(document, ids)
    if not records:
        return 0
    inside = {record.id for record in records}
    loose = [_without_outside(document, record, inside) for record in records]
    homes = {r.parent for r in records if isinstance(r, Node | Note) and r.parent not in inside}
    home = next(iter(homes)) if len(homes) == 1 else None
    kept = {i: route for i, route in (routes or {}).items() if i in inside}
    QGuiApplication.clipboard().setMimeData(CopiedRecords(Document(loose), home, kept))
    _settle_at_the_end()
    return len(records)


def _without_outside(document: Document, record: AnyRecord, inside: set[str]) -> AnyRecord:
    """A record whose parent is not copied stands on the free canvas of the copy, where it stood before."""
    if not isinstance(record, Node | Note) or record.parent in inside:
        return record
    rect = canvas_rect(document, record)
    return record.model_copy(update={"parent": None, "x": rect.x, "y": rect.y})


def take() -> list[AnyRecord]:
    """The records on the clipboard; none if it holds something else."""
    text = _records_text()
    if not text:
        return []
    try:
        loaded = files.loads(text)
    except files.UnreadableFile:
        return []
    wanted = Node | Note | Link | Picture
    return [record for record in loaded.document.records() if isinstance(record, wanted)]


def taken_from() -> str | None:
    """Id of the container that the records on the clipboard were copied from, where it was one."""
    data = QGuiApplication.clipboard().mimeData()
    return bytes(data.data(HOME_MIME).data()).decode(errors="replace") or None if data is not None else None


def take_text() -> str:
    """Plain text of another program on the clipboard; empty for none, and for a project's own."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None or not data.hasText() or _records_text():
        return ""
    return str(data.text()).replace("\x00", "").strip()


def _records_text() -> str:
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return ""
    if data.hasFormat(RECORDS_MIME):
        return bytes(data.data(RECORDS_MIME).data()).decode(errors="replace")
    return str(data.text()) if data.hasText() and '"records"' in data.text()[:400] else ""


@cache
def _settle_at_the_end() -> None:
    """Before the program ends, what Qt would ask Python for becomes mere bytes."""
    app = QGuiApplication.instance()
    if app is not None:
        app.aboutToQuit.connect(settle)


def settle() -> None:
    """Put what was copied on the clipboard as bytes, which a desktop that keeps such things can keep."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if isinstance(held, CopiedRecords):
        plain = QMimeData()
        for name in (RECORDS_MIME, HOME_MIME):
            plain.setData(name, held.data(name))
        clipboard.setMimeData(plain)
