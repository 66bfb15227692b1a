"""One open project: its document, undo stack, file, selection, estimate and findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from desktop.collector import lasting
from desktop.history import ChangeCommand
from desktop.previewing import Previewing
from desktop.variants import Variants
from pricing.estimate import Estimate
from pricing.rates import Rates
from pricing.table import price_table
from projects import files
from projects.acceptance import Judged, judged
from projects.changes import Change
from projects.checking import Checker
from projects.document import Document, Draft
from projects.estimate import Estimator, forget
from projects.quoted import pinned, quoted_with
from projects.records import Node
from projects.rules.rule import Finding


class Editor(QObject):
    """Everything about the open project that is not a widget.

    Edit in one way: ``with editor.edit("Move 3 nodes") as draft: ...``. An exception inside the block
    throws the draft away. Listeners get ``changed``; estimate and findings follow on the next turn of
    the event loop, once for any number of changes.
    """

    changed = Signal(object)
    """A projects.changes.Change was applied."""
    document_replaced = Signal()
    selection_changed = Signal(tuple)
    """Ids of the selected records, in the order they were selected."""
    estimate_changed = Signal(object)
    findings_changed = Signal(tuple)
    rates_changed = Signal()
    """Prices come from another list or sheet; the estimate is already priced with it."""
    file_changed = Signal()
    """The path or the unsaved state is another."""

    def __init__(self, parent: QObject | None = None, rates: Rates | None = None) -> None:
        super().__init__(parent)
        self.rates: Rates = rates if rates is not None else price_table()
        self.list_rates = self.rates
        """The price list alone, without the person's own sheet before it."""
        self.price_sheet = ""
        """Name of the person's own price sheet that is in the rates; empty where there is none."""
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self.file_changed)
        self.path: Path | None = None
        self.name = ""
        """What a project without a file is called, where that is known."""
        self.finishing: list[Callable[[Draft], None]] = []
        """Called with the draft at the end of each edit, to add what follows from it."""
        self.recovered = False
        """True if the file had problems: saving over it asks first."""
        self.selection: tuple[str, ...] = ()
        self.estimate: Estimate | None = None
        self.findings: tuple[Finding, ...] = ()
        """All of them, those that somebody accepted among them: see :attr:`judged`."""
        self.style_findings: tuple[Finding, ...] = ()
        """Those about the look of the drawing, if that is checked: listed with the others, never scored."""
        self._judged: tuple[tuple[Finding, ...], Judged] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)
        self._pending: Change | None = None
        self._unsubscribe = lambda: None
        self.document = Document()
        self.quoted = quoted_with(self.document)
        """The price list the file was last quoted with; saving quotes it with the one in use."""
        self._adopt(self.document)
        self.previewing = Previewing(self)
        self.variants = Variants(self)

    # the document

    def replace_document(
        self, document: Document, path: Path | None = None, recovered: bool = False, name: str = ""
    ) -> None:
        """Open another document; the undo history starts anew. ``name`` is for one without a file."""
        self._unsubscribe()
        self.path = path
        self.name = name
        self.recovered = recovered
        self.quoted = quoted_with(document)
        forget(self.rates)
        with lasting():
            self._adopt(document)
            self.variants.reset()
            self.select(())
            self.undo_stack.clear()
            self.document_replaced.emit()
            self.file_changed.emit()
        # A moment later: the drawing is painted first.
        QTimer.singleShot(20, self._timer.start)

    def _adopt(self, document: Document) -> None:
        self.document = document
        self._estimator = Estimator(document, self.rates)
        self._checker: Checker | None = None
        self._pending = None
        self._judged = None
        self.estimate, self.findings, self.style_findings = None, (), ()
        self._unsubscribe = document.subscribe(self._follow)

    def open(self, path: Path) -> tuple[files.Problem, ...]:
        """Load a file; raises files.UnreadableFile and leaves the open project as it was."""
        with lasting():
            loaded = files.load(path)
            # A project out of a picture is a new one: saving asks where, and the picture stays.
            file, name = (None, path.stem) if loaded.from_picture else (path, "")
            self.replace_document(loaded.document, file, recovered=bool(loaded.problems), name=name)
        return loaded.problems

    def save(self, path: Path) -> None:
        """Write the file and mark the project as saved; raises OSError and leaves the old file intact."""
        written = pinned(self.variants.base(), self.rates)
        files.save(written, path)
        self.quoted = quoted_with(written)
        self.path = path
        self.recovered = False
        self.undo_stack.setClean()
        self.file_changed.emit()

    @property
    def unsaved(self) -> bool:
        return not self.undo_stack.isClean()

    @property
    def title(self) -> str:
        """The file's name, else that of the picture it came from, else the project's, else "Untitled"."""
        if self.path is not None:
            return self.path.stem
        return self.name or self.document.settings.name or "Untitled"

    # prices

    def use_rates(self, rates: Rates, price_sheet: str = "") -> None:
        """Price everything anew with these rates; ``price_sheet`` names the person's own among them."""
        self.rates = rates
        self.price_sheet = price_sheet
        self._estimator = Estimator(self.document, rates)
        if self.estimate is not None:
            with lasting():
                self.estimate = self._estimator.estimate()
            self.estimate_changed.emit(self.estimate)
        self.rates_changed.emit()

    # editing

    @contextmanager
    def edit(self, text: str, merge_key: str = "") -> Iterator[Draft]:
        """A draft that becomes one undoable change; ``merge_key`` joins it to the one before (typing)."""
        draft = Draft(self.document)
        yield draft
        for finish in self.finishing:
            finish(draft)
        self.push(draft.change(), text, merge_key)

    def push(self, change: Change, text: str, merge_key: str = "") -> None:
        """Apply a change as one step of the history; an empty one is no step."""
        if change:
            self.undo_stack.push(ChangeCommand(self.document, change, text, merge_key))

    def _follow(self, change: Change) -> None:
        self._pending = change if self._pending is None else self._pending.then(change)
        self._judged = None
        gone = [record_id for record_id in self.selection if record_id not in self.document]
        if gone:
            self.select(record_id for record_id in self.selection if record_id not in gone)
        self.changed.emit(change)
        self._timer.start()

    def refresh(self) -> None:
        """Bring estimate and findings up to date now."""
        self._timer.stop()
        change, self._pending = self._pending, None
        if self._checker is None:
            with lasting():
                self.estimate = self._estimator.estimate()
                self._checker = Checker(self.document)
                self.findings = self._checker.findings
        elif change is not None:
            self.estimate = self._estimator.update(change)
            self.findings = self._checker.update(change)
        else:
            return
        self.estimate_changed.emit(self.estimate)
        self.findings_changed.emit(self.findings)

    @property
    def changing(self) -> bool:
        """Whether estimate and findings are still to follow a change."""
        return self._timer.isActive()

    @property
    def judged(self) -> Judged:
        """The findings parted into those that count and those that somebody accepted."""
        known = self._judged
        if known is None or known[0] is not self.findings:
            listed = self.findings
            if self.style_findings:
                listed = tuple(sorted((*listed, *self.style_findings), key=lambda finding: finding.order))
            self._judged = known = self.findings, judged(self.document, listed)
        return known[1]

    def show_style(self, findings: tuple[Finding, ...]) -> None:
        """Take the findings about the look of the drawing into the list."""
        if findings != self.style_findings:
            self.style_findings = findings
            self._judged = None
            self.findings_changed.emit(self.findings)

    # selection

    def select(self, ids: Iterable[str]) -> None:
        """Make these the selected records; unknown ids are left out."""
        wanted = tuple(dict.fromkeys(i for i in ids if i in self.document))
        if wanted != self.selection:
            self.selection = wanted
            self.selection_changed.emit(wanted)

    def selected_nodes(self) -> list[Node]:
        nodes = (self.document.node(record_id) for record_id in self.selection)
        return [node for node in nodes if node is not None]
