"""What each record of a drawing is, in words: for people who have a picture read to them."""

from __future__ import annotations

from projects.document import Document
from projects.link_kinds import link_kind
from projects.records import AnyRecord, Link, Node, Note

_LONGEST = 300


def names(document: Document) -> dict[str, str]:
    """Record id -> "Web 1, EC2 instance, m6i.large" or "CloudFront to Web 1: HTTPS (Traffic)"."""
    return {record.id: _name(document, record) for record in document.records()}


def summary(document: Document) -> str:
    """The drawing in one sentence: how many things and links it shows."""
    icons = sum(1 for node in document.nodes() if not node.service.is_container())
    frames = sum(1 for node in document.nodes()) - icons
    links = sum(1 for _ in document.links())
    counts = (_counted(icons, "service"), _counted(frames, "frame"), _counted(links, "link"))
    return f"AWS architecture: {', '.join(counts)}."


def _name(document: Document, record: AnyRecord) -> str:
    match record:
        case Node():
            parts = [record.title, record.service.label, record.service.fact()]
            return _shortened(", ".join(dict.fromkeys(part for part in parts if part)))
        case Link():
            ends = (document.node(record.source), document.node(record.target))
            between = " to ".join(end.title if end is not None else "nothing" for end in ends)
            label = f": {record.label}" if record.label else ""
            return _shortened(f"{between}{label} ({link_kind(record.kind).label.lower()})")
        case Note():
            return _shortened(record.text)
        case _:
            return ""


def _shortened(text: str) -> str:
    text = " ".join(text[: _LONGEST * 2].split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"
