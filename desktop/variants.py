"""The variants of the open project: which one the window shows, and every step that makes or changes one."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from desktop.history import ChangeCommand
from projects.changes import Change
from projects.comparing import variants as kept
from projects.comparing.showing import Records, change_between, settled
from projects.document import Document, Draft, records_by_id
from projects.records import Variant

if TYPE_CHECKING:
    from desktop.editor import Editor


class Shown(NamedTuple):
    """What the window shows; without a variant it is the base drawing."""

    variant_id: str = ""
    base: Records = MappingProxyType({})
    """The base drawing when the variant began to be shown."""


BASE = Shown()


class _Step(QUndoCommand):
    """A change of the document together with what is shown; undoing brings both back."""

    def __init__(self, owner: Variants, change: Change, text: str, before: Shown, after: Shown) -> None:
        super().__init__(text)
        self._owner, self._change = owner, change
        self._before, self._after = before, after

    def redo(self) -> None:
        self._owner.take(self._change, self._after)

    def undo(self) -> None:
        self._owner.take(self._change.inverse(), self._before)


class Variants(QObject):
    """Shows one variant at a time over the base; while it is shown, edits of properties are its own.

    What is added, moved or deleted meanwhile is done to the base. Files hold the base and the variants,
    whatever is shown.
    """

    shown_changed = Signal()
    """Another variant is shown, or one has another name."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._shown = BASE

    # reading

    @property
    def shown(self) -> Variant | None:
        """The variant that the window shows; None for the base."""
        found = self._editor.document.get(self._shown.variant_id)
        return found if isinstance(found, Variant) else None

    def all(self) -> list[Variant]:
        """By name."""
        return kept.variants_of(self._editor.document)

    def base(self) -> Document:
        """The base drawing with all variants in it, as files hold it. To be read, not changed."""
        if self.shown is None:
            return self._editor.document
        return settled(self._shown.base, self._editor.document, self._shown.variant_id)

    def last_edit(self) -> Change | None:
        """The last step of the history, if a variant can keep it and the base is shown."""
        stack = self._editor.undo_stack
        command = stack.command(stack.index() - 1) if stack.index() else None
        if self.shown is not None or not isinstance(command, ChangeCommand):
            return None
        changes, left_out = kept.stated_changes(command.change)
        return command.change if changes and not left_out else None

    def reset(self) -> None:
        """Another document is open: its base is shown."""
        self._shown = BASE
        self.shown_changed.emit()

    # steps

    def show(self, variant_id: str = "") -> None:
        """Show a variant, or the base."""
        if variant_id == self._shown.variant_id:
            return
        found = self._editor.document.get(variant_id)
        name = found.name if isinstance(found, Variant) else "the base design"
        self._step(f"Show {name}", lambda draft: None, variant_id)

    def new(self, name: str, change: Change | None = None, show: bool = True) -> tuple[str, ...]:
        """A variant of what is shown, with a change on top; gives what of it a variant cannot hold.

        Raises ValueError for a name that is empty or taken.
        """
        base = self.base()
        after = Document(self._editor.document.records())
        after.apply(change or Change())
        left_out: tuple[str, ...] = ()
        made = ""

        def edit(draft: Draft) -> None:
            nonlocal left_out, made
            variant, left_out = kept.create(draft, name, change_between(base, after))
            made = variant.id

        self._step(f"New variant {name.strip()}", edit, lambda: made if show else self._shown.variant_id)
        return left_out

    def new_of_last_edit(self, name: str) -> None:
        """Take the last edit out of the base and keep it as a variant, which is then shown.

        Raises ValueError for a name that is empty or taken.
        """
        change = self.last_edit()
        if change is None:
            return
        made = ""

        def edit(draft: Draft) -> None:
            nonlocal made
            made = kept.create(draft, name, change)[0].id
            for record_id, before in change.before.items():
                if before is not None:
                    draft.put(before)
                else:
                    draft.remove(record_id)

        self._step(f"New variant {name.strip()}", edit, lambda: made)

    def rename(self, variant_id: str, name: str) -> None:
        """Raises ValueError for a name that is empty or taken."""
        self._step("Rename a variant", lambda draft: kept.rename(draft, variant_id, name))

    def delete(self, variant_id: str) -> None:
        shown = self._shown.variant_id
        self._step(
            "Delete a variant",
            lambda draft: kept.delete(draft, variant_id),
            "" if shown == variant_id else shown,
        )

    def promote(self, variant_id: str, keep_as: str = "") -> tuple[str, ...]:
        """Make it the base; ``keep_as`` names a variant for the base as it was. Gives what did not apply.

        Raises ValueError for a name that is taken.
        """
        found: tuple[kept.Misfit, ...] = ()

        def edit(draft: Draft) -> None:
            nonlocal found
            found = kept.promote(draft, variant_id, keep_as)

        self._step("Make a variant the base", edit, "")
        return tuple(misfit.what for misfit in found)

    def _step(
        self, text: str, edit: Callable[[Draft], None], show: str | Callable[[], str] | None = None
    ) -> None:
        """One step of the history: edit the base, then show a variant over it (as now for None)."""
        base = Document(self.base().records())
        draft = Draft(base)
        edit(draft)
        base.apply(draft.change())
        wanted = self._shown.variant_id if show is None else show if isinstance(show, str) else show()
        variant = base.get(wanted)
        after, target = BASE, base
        if isinstance(variant, Variant):
            after = Shown(variant.id, records_by_id(base))
            target = kept.applied(base, variant).document
        change = change_between(self._editor.document, target)
        if change or after.variant_id != self._shown.variant_id:
            self._editor.undo_stack.push(_Step(self, change, text, self._shown, after))

    def take(self, change: Change, shown: Shown) -> None:
        """Apply a step or its inverse."""
        self._shown = shown
        if change:
            self._editor.document.apply(change)
        self.shown_changed.emit()
