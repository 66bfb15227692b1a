"""What holds for a page as a whole: sizes, steps, the legend and the icons in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import icons
from desktop.style_check.rule import StyleRule, fix
from desktop.style_check.sheet import Sheet
from projects.annotations.content import legend_rows
from projects.annotations.steps import renumber, step_order, steps
from projects.document import Draft
from projects.geometry import GRID
from projects.records import Node, Note
from projects.rules.rule import Finding

CLOSED = {"app_runner": "has been closed to new customers since 2026-04-30"}
"""Services that AWS offers to present customers only, after its own guides."""


class MixedSizes(StyleRule):
    id = "STYLE010"
    summary = "All icons of a drawing have one size."
    severity = "info"
    rationale = "A larger icon looks more important; AWS's drawings keep one size for all."
    remedy = "Give them the usual size"

    def check(self, subject: str | None, sheet: Sheet) -> Iterator[Finding]:
        icons_shown = [n for n in sheet.nodes if n.side is None and sheet.box("icon", n.id) is not None]
        odd = [n.id for n in icons_shown if n.size != n.service.size]
        usual = Counter(n.size for n in icons_shown).most_common(1)
        if odd and usual and usual[0][1] < len(icons_shown):
            names = "An icon has" if len(odd) == 1 else f"{len(odd):,} icons have"
            remedy = fix("Give them the usual size", lambda draft: self._reset(draft, odd))
            yield self.finding(f"{names} another size than the rest: use one size.", *odd, fix=remedy)

    @staticmethod
    def _reset(draft: Draft, node_ids: Iterable[str]) -> None:
        for node_id in node_ids:
            node = draft.node(node_id)
            if node is not None:
                draft.put(node.model_copy(update={"width": None, "height": None}))


class StepNumbers(StyleRule):
    id = "STYLE015"
    summary = "Steps are numbered 1, 2, 3 without gaps, and each number is there once."
    severity = "info"
    rationale = "A reader follows the numbers; one that is missing or doubled stops them."
    remedy = "Number them anew"

    def check(self, subject: str | None, sheet: Sheet) -> Iterator[Finding]:
        found = steps(sheet.document, sheet.page)
        texts = Counter(note.text.strip() for note in found)
        doubled = [note.id for note in found if texts[note.text.strip()] > 1]
        numbers = {step_order(note.text)[0] for note in found}
        gaps = bool(found) and numbers != set(range(1, len(numbers) + 1))
        remedy = fix("Number them anew", lambda draft: renumber(draft, sheet.page))
        if doubled:
            said = ", ".join(sorted({text for text, count in texts.items() if count > 1})[:5])
            yield self.finding(
                f"Step {said} is there more than once: number them anew.", *doubled, fix=remedy
            )
        elif gaps:
            ids = [note.id for note in found]
            yield self.finding("The steps are not numbered 1, 2, 3 throughout.", *ids, fix=remedy)


class StepWithoutText(StyleRule):
    id = "STYLE016"
    summary = "Every numbered step says what happens in it."
    severity = "info"
    rationale = "The list of steps beside the drawing explains each number."

    def subjects(self, sheet: Sheet) -> Iterable[Note]:
        return [note for note in sheet.notes if note.kind == "step"]

    def check(self, subject: Note, sheet: Sheet) -> Iterator[Finding]:
        if not subject.details.strip():
            yield self.finding(f"Step {subject.text} has no text: say what happens in it.", subject.id)


class NoLegend(StyleRule):
    id = "STYLE018"
    summary = "Where lines look different, a legend tells what each look means."
    rationale = "Dashes and heads carry meaning only for those who are told which."
    remedy = "Add a legend"
    WIDTH, HEADING, ROW = 232, 40, 22

    def check(self, subject: str | None, sheet: Sheet) -> Iterator[Finding]:
        looks = len(list(legend_rows(sheet.document, sheet.page)))
        if looks < 2 or any(note.kind == "legend" for note in sheet.notes):
            return
        remedy = fix("Add a legend", lambda draft: self._add(draft, sheet, looks))
        ids = [link.id for link in sheet.links]
        yield self.finding(
            f"Lines look different in {looks} ways and no legend says why: add one.", *ids[:1], fix=remedy
        )

    def _add(self, draft: Draft, sheet: Sheet, looks: int) -> None:
        """At the lower left, below everything else."""
        boxes = [item.box for item in sheet.placed.values()]
        left, bottom = min(box.x for box in boxes), max(box.bottom for box in boxes)
        x, y = (int(value // GRID) * GRID for value in (left, bottom + 4 * GRID))
        height = self.HEADING + looks * self.ROW
        made = Note(
            id=draft.new_id("note"),
            kind="legend",
            parent=sheet.page,
            x=x,
            y=y,
            width=self.WIDTH,
            height=height,
        )
        draft.put(made)


class RetiredService(StyleRule):
    id = "STYLE019"
    summary = "Icons are of AWS's present set, and stand for services that AWS still offers to everyone."
    severity = "info"
    rationale = "An icon of an older set, or of a service nobody can begin to use, makes a drawing look old."

    def check(self, subject: str | None, sheet: Sheet) -> Iterator[Finding]:
        for node in sheet.nodes:
            if node.service.name in CLOSED:
                said = f"{sheet.title(node.id)}: the service {CLOSED[node.service.name]}; take another."
                yield self.finding(said, node.id)
        older = [node.id for node in sheet.nodes if self._look(node) == "built in"]
        if older and any(self._look(node) == "packaged" for node in sheet.nodes):
            many = "An icon is" if len(older) == 1 else f"{len(older):,} icons are"
            text = f"{many} not in your AWS icon package and may be of an older set: pick pictures for them."
            yield self.finding(text, *older)

    @staticmethod
    def _look(node: Node) -> str:
        """Where AWS's artwork for a node comes from; empty where it is not AWS's."""
        if node.picture or not node.service.icon:
            return ""
        try:
            found = icons.icon(node.service.icon)
        except icons.IconNotFound:
            return ""
        return "" if found.ours else "packaged" if found.packaged else "built in"
