"""Names: how long they are, how they are written, and whether they are there at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.canvas.lettering import one_line, width
from desktop.canvas.links import link_label_lines
from desktop.canvas.shapes import GLYPH, LABEL_LIMIT, label_lines
from desktop.style_check.rule import StyleRule, fix
from desktop.style_check.sheet import Sheet
from projects.document import Draft
from projects.edits import rename
from projects.records import Link, Node
from projects.rules.rule import Finding, Fix
from projects.service import UnknownService

_OWNERS = ("Amazon ", "AWS ")


class LongName(StyleRule):
    id = "STYLE008"
    summary = "A name takes two lines at most, and is written out."
    severity = "info"
    rationale = "AWS's drawings give a name two lines; what is longer is cut off, or belongs into a note."

    def subjects(self, sheet: Sheet) -> Iterable[Node | Link]:
        return (*sheet.nodes, *(link for link in sheet.links if link.label.strip()))

    def check(self, subject: Node | Link, sheet: Sheet) -> Iterator[Finding]:
        if self._is_cut(subject, sheet):
            title = sheet.title(subject.id)
            what = "The text of" if isinstance(subject, Link) else "The name of"
            yield self.finding(f"{what} {title} is too long to be shown whole: shorten it.", subject.id)

    @staticmethod
    def _is_cut(subject: Node | Link, sheet: Sheet) -> bool:
        if isinstance(subject, Link):
            limit = sheet.routes[subject.id].label_width
            shown, whole = link_label_lines(subject, limit), one_line(subject.label)
        elif (frame := sheet.box("frame", subject.id)) is not None:
            return width(one_line(subject.title), "frame") > max(frame.width - GLYPH - 14, 16)
        else:
            lines = [text for text, role in label_lines(subject) if role == "label"]
            shown, whole = tuple(lines), one_line(subject.title)
            if len(lines) == 1 and len(label_lines(subject)) == 2:
                return width(whole, "label") > LABEL_LIMIT
        return " ".join(shown) != whole


class UnlabelledFrame(StyleRule):
    id = "STYLE011"
    summary = "Every frame says what it is around."
    rationale = "A boundary without a name leaves open what stands inside it together, and why."

    def subjects(self, sheet: Sheet) -> Iterable[Node]:
        return [node for node in sheet.nodes if node.service.name == "generic_group"]

    def check(self, subject: Node, sheet: Sheet) -> Iterator[Finding]:
        if not subject.label.strip():
            yield self.finding("A group has no name: say what it holds together.", subject.id)


class NameWithoutOwner(StyleRule):
    id = "STYLE020"
    summary = "A service has its full name, with Amazon or AWS, where it is named first."
    severity = "info"
    rationale = "AWS's drawings name a service in full the first time, and in short after that."
    remedy = "Write the full name"

    def check(self, subject: str | None, sheet: Sheet) -> Iterator[Finding]:
        seen: set[str] = set()
        for node in sorted(sheet.nodes, key=lambda node: _reading_order(sheet, node)):
            official = node.service.official
            if not official.startswith(_OWNERS) or official in seen:
                continue
            seen.add(official)
            short = official.partition(" ")[2]
            if " ".join(node.title.split()).casefold() == short.casefold():
                text = f"{sheet.title(node.id)} is named here first: write {official}."
                yield self.finding(text, node.id, fix=_renaming(node.id, official))


class WrongCase(StyleRule):
    id = "STYLE021"
    remedy = "Write it as AWS does"
    summary = "The names of AWS's things are written as AWS writes them, in sentence case."
    severity = "info"
    rationale = (
        'It is "Public subnet" and "Auto Scaling group": capitals only where the name itself has them.'
    )

    def subjects(self, sheet: Sheet) -> Iterable[Node]:
        return [n for n in sheet.nodes if n.label.strip() and not isinstance(n.service, UnknownService)]

    def check(self, subject: Node, sheet: Sheet) -> Iterator[Finding]:
        written = " ".join(subject.label.split())
        service = subject.service
        for right in (service.label, service.title(), service.official, service.official.partition(" ")[2]):
            if right and written == right:
                return
        for right in (service.label, service.title(), service.official, service.official.partition(" ")[2]):
            if right and written.casefold() == right.casefold():
                text = f"“{written}” is written “{right}” by AWS."
                yield self.finding(text, subject.id, fix=_renaming(subject.id, right))
                return


def _reading_order(sheet: Sheet, node: Node) -> tuple[float, float, str]:
    box = sheet.box("icon", node.id) or sheet.box("frame", node.id)
    return (box.y, box.x, node.id) if box is not None else (0.0, 0.0, node.id)


def _renaming(node_id: str, name: str) -> Fix:
    def edit(draft: Draft) -> None:
        rename(draft, node_id, name)

    return fix(f"Name it {name}", edit)
