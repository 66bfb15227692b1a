"""What a change would do to findings and costs, asked before it is made; the cost of each remedy, in turn."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.collector import lasting
from projects.acceptance import Key, key_of

if TYPE_CHECKING:
    from desktop.editor import Editor
    from projects.changes import Change
    from projects.previews import CostChange, Preview, Previews
    from projects.rules.rule import Finding

SLICE = 0.006
"""Seconds at most that reckoning the costs of remedies takes at a time."""
WARM_MS = 400
"""After this rest the copy on which changes are tried is made, so that the first drag finds it ready."""


class Previewing(QObject):
    """Tries changes on a copy of the editor's document, which follows it."""

    costs_known = Signal()
    """Costs of remedies that were asked for are known now."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._previews: Previews | None = None
        self._costs: dict[Key, CostChange | None] = {}
        self._wanted: dict[Key, Finding] = {}
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._go_on)
        self._warming = QTimer(self, singleShot=True, interval=WARM_MS)
        self._warming.timeout.connect(self.warm)
        editor.document_replaced.connect(self.reset)
        editor.rates_changed.connect(self.reset)
        editor.changed.connect(lambda _change: self._forget_costs())
        editor.findings_changed.connect(lambda _findings: self._follow())

    def reset(self) -> None:
        """Begin anew, for another document or other prices."""
        if self._previews is not None:
            self._previews.close()
        self._previews = None
        self._forget_costs()

    def _forget_costs(self) -> None:
        self._costs.clear()
        self._wanted.clear()

    def _follow(self) -> None:
        if self._previews is None:
            self._warming.start()

    def warm(self) -> None:
        """Make the copy now: the first question takes as long as opening the project took."""
        from projects.changes import Change

        if self._previews is None:
            with lasting():
                self._there().cost(Change())

    def _there(self) -> Previews:
        if self._previews is None:
            from projects.previews import Previews

            self._previews = Previews(self._editor.document, self._editor.rates)
        return self._previews

    def ask(self, change: Change) -> Preview | None:
        """What a change of the document as it is now would do; None for one that changes nothing."""
        return self._there().ask(change) if change else None

    def cost(self, change: Change) -> CostChange | None:
        """The monthly difference that a change would make; None for one that changes nothing."""
        return self._there().cost(change) if change else None

    # remedies

    def fix_cost(self, finding: Finding) -> CostChange | None:
        """What the finding's remedy costs or saves each month, if known; otherwise it is reckoned soon.

        None as well where the remedy no longer applies, or changes nothing but the look of the drawing.
        """
        if finding.category == "style":
            return None
        key = key_of(finding)
        if key not in self._costs and finding.fix is not None:
            self._wanted[key] = finding
            self._slices.start()
        return self._costs.get(key)

    def reckon_all(self) -> None:
        """Reckon everything that was asked for, now."""
        while self._wanted:
            self._reckon()

    def _go_on(self) -> None:
        if self._editor.changing:
            # The findings are about to be others.
            self._slices.start()
        else:
            self._reckon()

    def _reckon(self) -> None:
        end = perf_counter() + SLICE
        while self._wanted and perf_counter() < end:
            key = next(iter(self._wanted))
            finding = self._wanted.pop(key)
            change = finding.fix.change(self._editor.document) if finding.fix is not None else None
            self._costs[key] = self.cost(change) if change else None
        if self._wanted:
            self._slices.start()
        self.costs_known.emit()
