"""Lines: where they run, what they say, and where they go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.canvas.primitives import Box
from desktop.style_check.rule import StyleRule, fix
from desktop.style_check.sheet import Part, Sheet, crosses, segment_box
from projects.document import Draft
from projects.link_kinds import LINK_KINDS, arrow_of
from projects.records import Link
from projects.rules.rule import Finding

_INSET = 3.0
"""So far a line may run into a box and still only touch it."""


def _met(sheet: Sheet, link: Link, *parts: Part) -> Iterator[tuple[str, Box]]:
    """What of these parts a line runs through: whose it is, and the inner part of its box."""
    for segment in sheet.segments(link.id):
        for placed in sheet.near(segment_box(segment), *parts):
            inner = placed.box.grown(-_INSET)
            if inner.width > 0 and inner.height > 0 and crosses(segment, inner):
                yield placed.id, inner


class LineThroughIcon(StyleRule):
    id = "STYLE004"
    summary = "A line crosses no icon that it does not join."
    rationale = "A line through an icon reads as if it ended there."

    def subjects(self, sheet: Sheet) -> Iterable[Link]:
        return sheet.links

    def check(self, subject: Link, sheet: Sheet) -> Iterator[Finding]:
        ends = (subject.source, subject.target)
        met = dict.fromkeys(i for i, _ in _met(sheet, subject, "icon") if i not in ends)
        if met:
            text = f"{_start(sheet, subject)} runs through {_listed(sheet, met)}"
            yield self.finding(f"{text}: lead it round, or move what is in its way.", subject.id, *met)


class LineThroughText(StyleRule):
    id = "STYLE005"
    summary = "No line runs through a text."
    rationale = "Words with a line through them look crossed out."

    def subjects(self, sheet: Sheet) -> Iterable[Link]:
        return sheet.links

    def check(self, subject: Link, sheet: Sheet) -> Iterator[Finding]:
        # Where the line is broken for a text, it does not run through it.
        gaps = sheet.routes[subject.id].gaps
        found = _met(sheet, subject, "label", "title", "link_label", "note")
        met = dict.fromkeys(
            i for i, inner in found if i != subject.id and not any(gap.overlaps(inner) for gap in gaps)
        )
        if met:
            said = f"{_start(sheet, subject)} runs through the text of {_listed(sheet, met)}"
            yield self.finding(f"{said}: lead it round, or move the text.", subject.id, *met)


class DanglingLink(StyleRule):
    id = "STYLE012"
    summary = "Both ends of a line are joined to something."
    rationale = "An arrow that ends nowhere leaves open what it means."
    remedy = "Delete the line"

    def subjects(self, sheet: Sheet) -> Iterable[Link]:
        document = sheet.document
        ends = ((link, document.node(link.source), document.node(link.target)) for link in document.links())
        # A link without any end is on no page; it is told of once, with the first.
        return [
            link
            for link, source, target in ends
            if (source is None or target is None)
            and document.page_of((source or target or link).id) == sheet.page
        ]

    def check(self, subject: Link, sheet: Sheet) -> Iterator[Finding]:
        known = sheet.document.node(subject.source) or sheet.document.node(subject.target)
        where = f" at {sheet.title(known.id)}" if known is not None else ""
        remedy = fix("Delete the line", lambda draft: draft.remove(subject.id))
        yield self.finding(f"A line{where} ends at nothing: join it, or delete it.", subject.id, fix=remedy)


class UnlabelledArrow(StyleRule):
    id = "STYLE013"
    summary = "An arrow whose meaning its ends and its look do not tell has a few words on it."
    severity = "info"
    rationale = (
        "Two arrows between the same two icons, or one of an unknown kind, need words to be told apart."
    )

    def subjects(self, sheet: Sheet) -> Iterable[Link]:
        return [link for link in sheet.links if not link.label.strip()]

    def check(self, subject: Link, sheet: Sheet) -> Iterator[Finding]:
        ends = {subject.source, subject.target}
        beside = [
            other.id
            for other in sheet.document.links_of(subject.source)
            if other.id != subject.id and {other.source, other.target} == ends and not other.label.strip()
        ]
        first = not any(other < subject.id for other in beside)
        if (beside and first) or subject.kind not in LINK_KINDS:
            text = f"{_start(sheet, subject)} has no text that tells what it means"
            yield self.finding(f"{text}: write a word or two on it.", subject.id, *beside)


class DiagonalLine(StyleRule):
    id = "STYLE014"
    summary = "Lines run at right angles."
    severity = "info"
    rationale = "AWS draws diagonal lines only where right angles are impossible."
    remedy = "Lead them at right angles"

    def check(self, subject: str | None, sheet: Sheet) -> Iterator[Finding]:
        slanted = [link.id for link in sheet.links if self._is_slanted(sheet, link)]
        if slanted:
            many = "A line runs" if len(slanted) == 1 else f"{len(slanted):,} lines run"
            remedy = fix("Lead them at right angles", lambda draft: self._straighten(draft, slanted))
            yield self.finding(f"{many} diagonally: lead lines at right angles.", *slanted, fix=remedy)

    @staticmethod
    def _is_slanted(sheet: Sheet, link: Link) -> bool:
        if sheet.routes[link.id].curve:
            return True
        return any(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in sheet.segments(link.id))

    @staticmethod
    def _straighten(draft: Draft, link_ids: Iterable[str]) -> None:
        for link_id in link_ids:
            link = draft.get(link_id)
            if isinstance(link, Link):
                draft.put(link.model_copy(update={"routing": "orthogonal", "waypoints": ()}))


class SeveralDirections(StyleRule):
    id = "STYLE017"
    summary = "The flow goes one way: from the left or the top to the right or the bottom."
    severity = "info"
    rationale = "Readers follow a drawing in one direction; arrows against it make them look for the way."
    FEW, SHARE = 3, 0.35

    def check(self, subject: str | None, sheet: Sheet) -> Iterator[Finding]:
        onwards, back = 0, []
        for link in sheet.links:
            a, b = sheet.box("icon", link.source), sheet.box("icon", link.target)
            if arrow_of(link) != "target" or a is None or b is None:
                continue
            dx, dy = b.center[0] - a.center[0], b.center[1] - a.center[1]
            along = dx if abs(dx) >= abs(dy) else dy
            if along < 0:
                back.append(link.id)
            else:
                onwards += 1
        if len(back) >= self.FEW and len(back) >= self.SHARE * (onwards + len(back)):
            text = f"{len(back):,} of {onwards + len(back):,} arrows lead to the left or upwards"
            yield self.finding(f"{text}: let the flow go one way, to the right or down.", *back)


def _start(sheet: Sheet, link: Link) -> str:
    title = sheet.title(link.id)
    return title[:1].upper() + title[1:]


def _listed(sheet: Sheet, ids: Iterable[str]) -> str:
    """ "Web 1, Web 2 and 3 more"."""
    names = [sheet.title(record_id) for record_id in ids]
    if len(names) == 1:
        return names[0]
    if len(names) <= 3:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{names[0]}, {names[1]} and {len(names) - 2:,} more"
