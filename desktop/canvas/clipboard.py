"""Copy and paste: records as a project's own text, so that they can go from one window to another."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from projects import files
from projects.copying import copied, loosened
from projects.document import Document
from projects.records import AnyRecord, Link, Node, Note, Picture
from projects.writing import dumps

RECORDS_MIME = "application/x-blueprice+json"


def put(document: Document, ids: Iterable[str]) -> int:
    """Put these records, with their content and the links among them, on the clipboard; gives how many."""
    records = copied(document, ids)
    if not records:
        return 0
    text = dumps(Document(loosened(document, records)))
    data = QMimeData()
    data.setData(RECORDS_MIME, text.encode())
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    return len(records)


def take() -> list[AnyRecord]:
    """The records on the clipboard; none if it holds something else."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return []
    if data.hasFormat(RECORDS_MIME):
        text = bytes(data.data(RECORDS_MIME).data()).decode(errors="replace")
    elif data.hasText() and '"records"' in data.text()[:400]:
        text = data.text()
    else:
        return []
    try:
        loaded = files.loads(text)
    except files.UnreadableFile:
        return []
    kinds = Node | Note | Link | Picture
    return [record for record in loaded.document.records() if isinstance(record, kinds)]
