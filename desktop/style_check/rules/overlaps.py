"""Icons, texts, steps and frames that stand in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.canvas.primitives import Box
from desktop.style_check.rule import StyleRule, tidying
from desktop.style_check.sheet import Part, Placed, Sheet
from projects.records import Node, Note
from projects.rules.rule import Finding

FAR = 1200.0
"""Further than this from everything else, a record is easily overlooked."""
HEADER = 22.0
"""Height of a frame's header band that no icon may enter."""


class FarOutside(StyleRule):
    id = "STYLE001"
    summary = "Everything stands on the page, not far outside the rest of the drawing."
    rationale = "What is far away makes the whole picture small, or is cut off where it is printed."

    def subjects(self, sheet: Sheet) -> Iterable[Node | Note]:
        records: list[Node | Note] = [*sheet.nodes, *sheet.notes]
        found = [record for record in records if record.parent == sheet.page]
        return found if len(found) > 1 else ()

    def check(self, subject: Node | Note, sheet: Sheet) -> Iterator[Finding]:
        box = _main_box(sheet, subject.id)
        if box is None:
            return
        for other in sheet.near(box.grown(FAR)):
            if other.id != subject.id and subject.id not in sheet.around.get(other.id, ()):
                return
        yield self.finding(
            f"{_start(sheet, subject.id)} stands far from the rest: move it closer.", subject.id
        )


class IconOnIcon(StyleRule):
    id = "STYLE002"
    remedy = "Tidy the container around it"
    summary = "Icons do not overlap."
    rationale = "Of two icons on top of each other neither can be read."

    def subjects(self, sheet: Sheet) -> Iterable[Placed]:
        return sheet.parts("icon")

    def check(self, subject: Placed, sheet: Sheet) -> Iterator[Finding]:
        for other in sheet.near(subject.box, "icon"):
            if other.id > subject.id:
                names = f"{_start(sheet, subject.id)} and {sheet.title(other.id)}"
                remedy = tidying(sheet, subject.id, other.id)
                text = f"{names} overlap: move them apart."
                yield self.finding(text, subject.id, other.id, fix=remedy)


class TextOverlap(StyleRule):
    id = "STYLE003"
    summary = "Texts overlap no other text, no icon and no frame's edge."
    rationale = "Words that something runs into are hard to read."

    def subjects(self, sheet: Sheet) -> Iterable[Placed]:
        return sheet.parts("label", "title", "link_label", "note")

    def check(self, subject: Placed, sheet: Sheet) -> Iterator[Finding]:
        for other in sheet.near(subject.box, "icon", "label", "title", "link_label", "note"):
            if other.id == subject.id or (other.is_text and other.id < subject.id):
                continue
            if other.part == "icon" and _rides_on_edge(sheet, other.id, subject):
                continue
            if _icons_overlap(sheet, subject.id, other.id):
                # That is told of their icons.
                continue
            text = f"{_text_of(sheet, subject)} overlaps {_named(sheet, other)}"
            yield self.finding(f"{text}: move one of them.", subject.id, other.id)
        for frame in sheet.near(subject.box, "frame"):
            if not _inside(subject.box, frame.box) and not _on_its_own_edge(sheet, subject, frame):
                text = f"{_text_of(sheet, subject)} crosses the edge of {sheet.title(frame.id)}"
                yield self.finding(f"{text}: move it inside or outside.", subject.id, frame.id)


class StepOnSomething(StyleRule):
    id = "STYLE006"
    summary = "Numbered steps stand on no icon and no text but their own."
    rationale = "A step belongs on its arrow, or at a corner of its icon, where both can be read."

    def subjects(self, sheet: Sheet) -> Iterable[Placed]:
        return sheet.parts("step")

    def check(self, subject: Placed, sheet: Sheet) -> Iterator[Finding]:
        note = sheet.document.get(subject.id)
        own = {subject.id, getattr(note, "parent", None), getattr(note, "anchor", "")}
        for other in sheet.near(subject.box, "icon", "label", "title", "link_label", "note", "step"):
            if other.part == "step" and other.id < subject.id:
                continue
            # At a corner of its own icon it is as it should be, but not on the words below it.
            if other.id not in own or (other.part == "label" and other.id == getattr(note, "parent", None)):
                text = f"{_start(sheet, subject.id)} covers {_named(sheet, other)}"
                yield self.finding(f"{text}: move it to a free place.", subject.id, other.id)


class FrameAcrossFrame(StyleRule):
    id = "STYLE007"
    remedy = "Tidy the container around it"
    summary = "A frame crosses no other, unless it is a group that spans them."
    rationale = "What crosses a container's edge stands neither in it nor outside it."

    def subjects(self, sheet: Sheet) -> Iterable[Placed]:
        return [item for item in sheet.parts("frame") if not _spans(sheet, item.id)]

    def check(self, subject: Placed, sheet: Sheet) -> Iterator[Finding]:
        around = sheet.around[subject.id]
        for other in sheet.near(subject.box, "frame"):
            if other.id <= subject.id or _spans(sheet, other.id):
                continue
            related = other.id in around or subject.id in sheet.around[other.id]
            if related and (_inside(subject.box, other.box) or _inside(other.box, subject.box)):
                continue
            names = f"{_start(sheet, subject.id)} and {sheet.title(other.id)}"
            remedy = tidying(sheet, subject.id, other.id)
            text = f"The frames of {names} cross: move or resize one."
            yield self.finding(text, subject.id, other.id, fix=remedy)


class IconInHeader(StyleRule):
    id = "STYLE009"
    remedy = "Tidy the container around it"
    summary = "No icon stands in the band at a frame's top that its title takes."
    severity = "info"
    rationale = "A frame's title has its own band; an icon there looks like a part of it."

    def subjects(self, sheet: Sheet) -> Iterable[Node]:
        return [node for node in sheet.nodes if node.side is None and sheet.box("icon", node.id) is not None]

    def check(self, subject: Node, sheet: Sheet) -> Iterator[Finding]:
        frame_id = subject.parent or ""
        icon, frame = sheet.box("icon", subject.id), sheet.box("frame", frame_id)
        if icon is not None and frame is not None and frame.y - icon.height < icon.y < frame.y + HEADER:
            text = f"{_start(sheet, subject.id)} stands in the title band of {sheet.title(frame_id)}"
            remedy = tidying(sheet, subject.id)
            yield self.finding(f"{text}: move it down.", subject.id, frame_id, fix=remedy)


def _main_box(sheet: Sheet, record_id: str) -> Box | None:
    parts: tuple[Part, ...] = ("icon", "frame", "note", "step")
    for part in parts:
        box = sheet.box(part, record_id)
        if box is not None:
            return box
    return None


def _spans(sheet: Sheet, record_id: str) -> bool:
    node = sheet.document.node(record_id)
    return node is not None and node.service.is_overlay()


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - 1
        and inner.y >= outer.y - 1
        and inner.right <= outer.right + 1
        and inner.bottom <= outer.bottom + 1
    )


def _on_its_own_edge(sheet: Sheet, text: Placed, frame: Placed) -> bool:
    """What rides on a frame's edge has its label there too, on a plate; and a frame has its own title."""
    if text.id == frame.id:
        return True
    node = sheet.document.node(text.id)
    return node is not None and node.side is not None and node.parent == frame.id


def _icons_overlap(sheet: Sheet, one: str, other: str) -> bool:
    first, second = sheet.box("icon", one), sheet.box("icon", other)
    return first is not None and second is not None and first.grown(-1).overlaps(second)


def _rides_on_edge(sheet: Sheet, icon: str, text: Placed) -> bool:
    """A gateway's icon on the edge of a frame may cover the corner of the frame's own title band."""
    node = sheet.document.node(icon)
    return node is not None and node.side is not None and text.part == "title" and node.parent == text.id


def _named(sheet: Sheet, item: Placed) -> str:
    return _text_of(sheet, item).replace("The ", "the ", 1) if item.is_text else sheet.title(item.id)


def _text_of(sheet: Sheet, item: Placed) -> str:
    """How a sentence calls a text."""
    if item.part == "note":
        return _start(sheet, item.id)
    what = {"label": "name", "title": "title", "link_label": "text"}[item.part]
    return f"The {what} of {sheet.title(item.id)}"


def _start(sheet: Sheet, record_id: str) -> str:
    """A record's title at the beginning of a sentence."""
    title = sheet.title(record_id)
    known = isinstance(sheet.document.get(record_id), Node)
    return title if known else title[:1].upper() + title[1:]
