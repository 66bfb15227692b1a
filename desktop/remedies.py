"""What a person can do about a finding: mend it, mend all of its kind, accept it with a reason, reopen it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from desktop.figures import counted, difference

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from desktop.editor import Editor
    from projects.rules.rule import Finding

LONGEST = 90
"""Characters of a finding's message in a menu."""


def fix_text(editor: Editor, finding: Finding) -> str:
    """What the remedy does and what it costs or saves: "Make it Multi-AZ, + $132.13/month"."""
    if finding.fix is None:
        return ""
    cost = editor.previewing.fix_cost(finding)
    return f"{finding.fix.label}, {difference(cost)}" if cost is not None else finding.fix.label


def apply_fix(editor: Editor, finding: Finding) -> None:
    """Mend the finding, as one step of the history."""
    if finding.fix is not None:
        editor.push(finding.fix.change(editor.document), finding.fix.label)


def of_this_kind(editor: Editor, finding: Finding) -> tuple[Finding, ...]:
    """The open findings of the same rule that have a remedy."""
    if finding.fix is None:
        return ()
    return tuple(f for f in editor.judged.open if f.rule == finding.rule and f.fix is not None)


def fix_all_text(editor: Editor, finding: Finding) -> str:
    """ "Fix all of this kind (4)…"; empty where there is no other."""
    count = len(of_this_kind(editor, finding))
    return f"Fix all of this kind ({count:,})…" if count > 1 else ""


def fix_all_of_kind(parent: QWidget, editor: Editor, finding: Finding) -> None:
    """Say what mending all findings of a rule would do and cost, and do it in one step if wanted."""
    from desktop.dialogs.message import MessageDialog
    from projects.fix_costs import fix_all

    found = of_this_kind(editor, finding)
    change = fix_all(editor.document, found, finding.rule)
    cost = editor.previewing.cost(change)
    if not change or cost is None:
        text = "Applied together they would make another error. Fix them one by one."
        MessageDialog(parent, "They cannot be fixed together", text, icon="warning").exec()
        return
    words = f"{difference(cost)[:1].upper()}{difference(cost)[1:]}."
    labels = list(dict.fromkeys(f.fix.label for f in found if f.fix is not None))
    listed = [f"• {label}" for label in labels[:6]]
    listed += [f"• and {len(labels) - 6:,} more"] if len(labels) > 6 else []
    text = "\n".join([*listed, "", words, "A remedy that would make another error is left out."])
    dialog = MessageDialog(
        parent,
        f"Fix {counted(len(found), 'finding')} of rule {finding.rule}?",
        text,
        (("cancel", "Cancel"), ("fix", "Fix all")),
        icon="wrench",
    )
    dialog.exec()
    if dialog.answer == "fix":
        editor.push(change, f"Fix all of {finding.rule}")


def accept(parent: QWidget, editor: Editor, finding: Finding) -> None:
    """Ask for the reason, and take the finding as it is."""
    from desktop.dialogs.accept_finding import AcceptDialog
    from projects import acceptance

    dialog = AcceptDialog(parent, finding.message)
    dialog.exec()
    if dialog.answer == "accept":
        with editor.edit("Accept a finding") as draft:
            reason, by = dialog.reason.toPlainText(), dialog.by.text()
            acceptance.accept(draft, finding, reason, by, date.today().isoformat())


def reopen(editor: Editor, finding: Finding) -> None:
    """Let an accepted finding count again."""
    from projects import acceptance

    with editor.edit("Reopen a finding") as draft:
        acceptance.reopen(draft, finding)


def fill_menu(menu: QMenu, parent: QWidget, editor: Editor, finding: Finding, accepted: bool = False) -> None:
    """Everything that can be done about one finding, as entries of a menu."""
    if accepted:
        menu.addAction("Reopen").triggered.connect(lambda: reopen(editor, finding))
        return
    if finding.fix is not None:
        editor.previewing.fix_cost(finding)
        editor.previewing.reckon_all()
        menu.addAction(fix_text(editor, finding)).triggered.connect(lambda: apply_fix(editor, finding))
        if text := fix_all_text(editor, finding):
            menu.addAction(text).triggered.connect(lambda: fix_all_of_kind(parent, editor, finding))
        menu.addSeparator()
    menu.addAction("Accept…").triggered.connect(lambda: accept(parent, editor, finding))


def fill_with_fixes(menu: QMenu, editor: Editor, found: Iterable[Finding]) -> None:
    """The remedies of these findings, each with what it costs and what it is for."""
    mended = [finding for finding in found if finding.fix is not None][:20]
    for finding in mended:
        editor.previewing.fix_cost(finding)
    editor.previewing.reckon_all()
    for finding in mended:
        action = menu.addAction(fix_text(editor, finding))
        action.setToolTip(finding.message)
        action.triggered.connect(lambda _=False, finding=finding: apply_fix(editor, finding))
    if not mended:
        menu.addAction("Nothing to fix").setEnabled(False)
