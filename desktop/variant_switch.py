"""The button that says which variant the window shows, and what a person does with variants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.dialogs.variant_name import VariantNameDialog
from desktop.figures import counted
from desktop.line_icons import icon

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.window import MainWindow
    from projects.changes import Change

BASE_NAME = "Base design"
SHOWN_FOR = 10_000
_WHAT = "A variant changes properties only; what you add, move or delete is in every variant."


class VariantSwitch:
    """Owns the button in the status bar; its steps are the editor's, so that they can be undone."""

    def __init__(self, window: MainWindow, editor: Editor) -> None:
        self._window, self._editor = window, editor
        self._variants = editor.variants
        self.button = QToolButton()
        self.button.setObjectName("variant_switch")
        self.button.setAccessibleName("Variant")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setProperty("role", "status")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The caret stands behind the name, as in every field that opens a list.
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.button.setIconSize(QSize(12, 12))
        self._menu = QMenu(self.button)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._refill)
        self.button.setMenu(self._menu)
        # A permanent one: messages cover the others, and what is shown has to be seen at all times.
        bar, total = window.statusBar(), window.panels.status.total
        bar.removeWidget(total)
        for widget in (self.button, total):
            bar.addPermanentWidget(widget)
            widget.show()
        self._state: tuple[str | None, str] | None = None
        self._variants.shown_changed.connect(self.show_state)
        editor.changed.connect(lambda _change: self.show_state())
        self.show_state()

    # showing

    def show_state(self) -> None:
        """Name what is shown; a variant stands out, as edits go into it."""
        shown, theme = self._variants.shown, self._window.theme
        state = (shown.name if shown is not None else None, theme.name)
        if state == self._state:
            return
        self._state = state
        name = " ".join(shown.name.split()) if shown is not None else BASE_NAME
        text = f"{name[:31]}…" if len(name) > 32 else name
        self.button.setText(text if shown is None else f"Variant: {text}")
        self.button.setIcon(icon("caret-down", theme, 12, theme.secondary if shown is None else theme.accent))
        tip = f"The window shows the variant {name}. {_WHAT}"
        self.button.setToolTip(tip if shown is not None else "Variants of the design")
        self.button.setProperty("role", "status-strong" if shown is not None else "status")
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def _refill(self) -> None:
        self._menu.clear()
        self.fill_menu(self._menu)

    def fill_menu(self, menu: QMenu) -> None:
        """The base and every variant to show, and what can be done with the one shown."""
        shown, group = self._variants.shown, QActionGroup(menu)
        choices = [("", BASE_NAME, "The drawing itself")]
        choices += [(one.id, one.name, one.comment) for one in self._variants.all()]
        for variant_id, name, comment in choices:
            action = group.addAction(name[:60].replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(variant_id == (shown.id if shown is not None else ""))
            action.setToolTip(comment or name)
            action.triggered.connect(lambda _=False, one=variant_id: self.show(one))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("New variant…").triggered.connect(lambda: self.new())
        last = menu.addAction("Keep the last edit as a variant…")
        last.setEnabled(self._variants.last_edit() is not None)
        last.triggered.connect(lambda: self.new_of_last_edit())
        if shown is not None:
            menu.addSeparator()
            menu.addAction("Rename it…").triggered.connect(lambda: self.rename(shown.id))
            menu.addAction("Make it the base design…").triggered.connect(lambda: self.promote(shown.id))
            menu.addAction("Delete it").triggered.connect(lambda: self.delete(shown.id))
        menu.addSeparator()
        menu.addAction(self._window.actions_by_name["compare_variants"])

    # doing

    def show(self, variant_id: str = "") -> None:
        """Show a variant, or the base."""
        self._variants.show(variant_id)
        shown = self._variants.shown
        if shown is None:
            self._say("Showing the base design")
            return
        self._say(f"Showing {shown.name}. {_WHAT}")

    def new(self) -> bool:
        """Begin a variant of what is shown; edits from now on go into it."""
        text = f"It begins as what the window shows now, and your next edits go into it. {_WHAT}"
        name = self._ask("New variant", text, "", "Begin")
        if name is None:
            return False
        self._variants.new(name)
        self._say(f"{name}: edit away, the base design stays as it is")
        return True

    def new_of_last_edit(self) -> bool:
        """Take the last edit out of the base and into a variant."""
        last = self._editor.undo_stack.undoText()
        text = f"The last edit, “{last}”, goes out of the base design and into a variant."
        name = self._ask("Keep the last edit as a variant", text, last)
        if name is None:
            return False
        self._variants.new_of_last_edit(name)
        self._say(f"Showing {name}; the base design is as it was before")
        return True

    def keep(self, change: Change, proposed: str, parent: QWidget | None = None) -> bool:
        """Keep a change as a variant under a name that is asked for; the drawing stays as it is."""
        nodes = counted(len(change.ids), "node")
        text = f"Changes {nodes}. The drawing stays as it is; the switch in the status bar shows the variant."
        name = self._ask("Keep as a variant", text, proposed, parent=parent)
        if name is None:
            return False
        left_out = self._variants.new(name, change, show=False)
        self._say(" ".join((f"Kept as the variant {name}.", *left_out[:2])))
        return True

    def rename(self, variant_id: str, parent: QWidget | None = None) -> bool:
        variant = next(one for one in self._variants.all() if one.id == variant_id)
        name = self._ask("Rename the variant", "", variant.name, "Rename", parent, own=variant.name)
        if name is None:
            return False
        self._variants.rename(variant_id, name)
        return True

    def delete(self, variant_id: str) -> None:
        """It can be undone, so nobody is asked."""
        variant = next(one for one in self._variants.all() if one.id == variant_id)
        self._variants.delete(variant_id)
        self._say(f"Deleted the variant {variant.name}; undo brings it back")

    def promote(self, variant_id: str, parent: QWidget | None = None) -> bool:
        """Make a variant the base, keeping the base as a variant if that is wanted."""
        variant = next(one for one in self._variants.all() if one.id == variant_id)
        taken = [one.name for one in self._variants.all()]
        dialog = VariantNameDialog(
            parent or self._window,
            f"Make “{variant.name[:60]}” the base design?",
            "Its changes become part of the drawing. The base design as it is now can be kept as a variant"
            " of this name.",
            "Before",
            taken,
            "Make it the base",
            "Keep the present base as a variant",
        )
        dialog.option.setChecked(True)
        dialog.option.toggled.connect(dialog.name.setEnabled)
        dialog.exec()
        if dialog.answer != "accept":
            return False
        keep_as = dialog.name.text() if dialog.option.isChecked() else ""
        misfits = self._variants.promote(variant_id, keep_as)
        self._say(" ".join((f"{variant.name} is the base design now.", *misfits[:2])))
        return True

    def _ask(
        self,
        title: str,
        text: str,
        name: str,
        accept: str = "Keep",
        parent: QWidget | None = None,
        own: str = "",
    ) -> str | None:
        taken = [one.name for one in self._variants.all() if one.name != own]
        dialog = VariantNameDialog(parent or self._window, title, text, name, taken, accept)
        dialog.exec()
        return " ".join(dialog.name.text().split()) if dialog.answer == "accept" else None

    def _say(self, text: str) -> None:
        self._window.statusBar().showMessage(text, SHOWN_FOR)
