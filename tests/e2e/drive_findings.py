"""Works through the findings of the real window with mouse and keyboard, then holds an outage drill.

Run by test_real_window.py on a virtual display: python drive_findings.py PROJECT.
"""

from __future__ import annotations

import time
from typing import Any

from drive_window import Drive, click, main, press, write, xdotool
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from desktop.docks.findings_model import FIX
from projects.files import dumps


class Findings(Drive):
    """Accept and reopen a finding, mend it, and switch a gateway off for a while."""

    @property
    def view(self) -> Any:
        return self.window.panels.quote.findings

    def run(self) -> None:
        press("ctrl+2")
        time.sleep(0.6)
        self.found["findings"] = len(self.ask(lambda: self.window.editor.judged.open))
        try:
            self.accept()
            self.mend()
            self.drill()
        finally:
            # So that leaving asks nothing.
            self.ask(self.window.editor.undo_stack.setClean)

    def first(self, column: int) -> QPoint:
        """A cell of the first finding, on the screen."""

        def spot() -> QPoint:
            model, tree = self.view.model, self.view.tree
            index = model.index(0, column, model.index(0, 0))
            return tree.viewport().mapToGlobal(tree.visualRect(index).center())

        return self.ask(spot)

    def accept(self) -> None:
        click(self.first(0))
        click(self.centre(self.view.card.accept))
        time.sleep(0.4)
        # Nobody manages the windows of a virtual display: a dialog has to be given the keyboard.
        xdotool("windowfocus", "--sync", int(self.ask(lambda: QApplication.activeModalWidget().winId())))
        write("A pilot")
        press("ctrl+Return")
        time.sleep(0.5)
        xdotool("windowfocus", "--sync", int(self.ask(self.window.winId)))
        accepted = self.ask(lambda: list(self.document.accepted_findings()))
        self.found["accepted"] = [record.reason for record in accepted]
        self.found["open_while_accepted"] = len(self.ask(lambda: self.window.editor.judged.open))
        finding = self.ask(lambda: self.window.editor.judged.accepted[0][0])
        self.ask(lambda: (self.view.select(finding), self.view.tree.setFocus()))
        press("Return")
        time.sleep(0.4)
        self.found["reopened"] = not self.ask(lambda: list(self.document.accepted_findings()))

    def mend(self) -> None:
        """Click on the first remedy of the list."""
        self.ask(self.window.editor.refresh)
        finding = self.ask(lambda: self.view.model.groups[0].rows[0].finding)
        self.ask(lambda: self.window.editor.previewing.fix_cost(finding))
        self.ask(self.window.editor.previewing.reckon_all)
        cost = self.ask(lambda: self.window.editor.previewing.fix_cost(finding)).monthly
        before = self.ask(lambda: self.window.editor.estimate.totals.monthly)
        click(self.first(FIX))
        time.sleep(0.4)
        after = self.ask(lambda: self.window.editor.estimate.totals.monthly)
        self.found["mended"] = finding not in self.ask(lambda: self.window.editor.findings)
        self.found["cost_came_true"] = after - before == cost
        press("ctrl+z")

    def drill(self) -> None:
        before = self.state()
        press("ctrl+shift+o")
        time.sleep(0.8)
        self.found["banner"] = self.ask(self.window.outage_drill.banner.isVisible)
        gateway = self.ask(
            lambda: next(node.id for node in self.document.nodes() if node.service.name == "nat_gateway")
        )
        click(self.of_node(gateway))
        self.found["off"] = list(self.ask(lambda: self.window.outage_drill.drilling.outage.off))
        press("Escape")
        time.sleep(0.3)
        self.found["drilling_after_escape"] = self.ask(lambda: self.window.outage_drill.active)
        self.found["untouched"] = self.state() == before

    def state(self) -> tuple[Any, ...]:
        """Everything that the drill must leave as it was."""
        canvas = self.window.canvas
        return self.ask(
            lambda: (
                dumps(self.document),
                self.window.editor.selection,
                self.window.editor.undo_stack.index(),
                canvas.zoom,
                canvas.horizontalScrollBar().value(),
                canvas.verticalScrollBar().value(),
            )
        )


if __name__ == "__main__":
    main(Findings)
