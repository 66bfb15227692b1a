"""All commands by typing, panels by keys, and shortcuts that no two commands share."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.actions import COMMANDS
from desktop.dialogs.command_palette import CommandPalette, menu_paths
from desktop.dialogs.shortcuts import ShortcutsDialog
from desktop.editor import Editor
from desktop.fuzzy import fit
from desktop.preferences import Preferences
from desktop.window import MainWindow
from desktop.window_parts import areas, go_to_area
from projects import edits

Key = Qt.Key


@pytest.fixture
def window(tmp_path, qtbot):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = MainWindow(Preferences(settings))
    made.attach(Editor(made))
    made.resize(1400, 900)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    with made.editor.edit("Add") as draft:
        cloud = edits.place(draft, "aws_cloud", None, 400, 300, label="Shop")
        edits.place(draft, "route53_zone", cloud.id, 300, 300, label="Names")
    made.canvas.setFocus()
    yield made
    made.editor.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def palette(window):
    window.actions_by_name["command_palette"].trigger()
    return window.findChild(CommandPalette)


def rows(palette) -> list[str]:
    return [palette.list.choice(i).text for i in range(palette.list.count())]


# shortcuts


def test_no_keys_lead_to_two_commands():
    """Compared as Qt does: the same keys written differently are the same keys."""
    keys = Counter(
        QKeySequence(text).toString()
        for command in COMMANDS.values()
        if command.shortcut
        for text in command.shortcut.split(", ")
    )
    assert "" not in keys
    assert {k: n for k, n in keys.items() if n > 1} == {}


def test_no_command_takes_a_key_that_walks_through_the_drawing():
    walking = {"Tab", "Shift+Tab", "Left", "Right", "Up", "Down", "Return", "Enter", "Esc", "Space", "L"}
    walking |= {
        f"{held}+{way}" for held in ("Ctrl", "Alt", "Shift") for way in ("Left", "Right", "Up", "Down")
    }
    walking |= {"Home", "End", "Shift+L", "Shift+Esc"}
    given = {k for c in COMMANDS.values() if c.shortcut for k in c.shortcut.split(", ")}
    assert not given & walking


def test_no_command_takes_the_key_that_opens_a_menu(window):
    letters = {
        text[text.index("&") + 1].upper()
        for action in window.menuBar().actions()
        if "&" in (text := action.text())
    }
    assert len(letters) == len(window.menuBar().actions())
    given = {k for c in COMMANDS.values() if c.shortcut for k in c.shortcut.split(", ")}
    assert not given & {f"Alt+{letter}" for letter in letters}


def test_the_shortcuts_are_listed_by_menu_and_can_be_searched(window):
    dialog = ShortcutsDialog(window)
    texts = [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]
    for command in COMMANDS.values():
        if command.shortcut:
            assert command.text.rstrip("…") in texts
    assert {"File", "Edit", "View", "Arrange", "Drawing by keys"} <= set(texts)
    dialog.filter.setText("neighbour")
    assert dialog.table.rowCount() == 2
    dialog.deleteLater()


# fuzzy


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("undo", "Undo", "Undo all"),
        ("align", "Align left edges", "Left aligned"),
        ("al le", "Align left edges", "Align right edges"),
        ("btf", "Bring to front", "Bring forward"),
        ("zoom sel", "Zoom to the selection", "Select all"),
    ],
)
def test_what_is_really_called_so_fits_better(typed, better, worse):
    first, second = fit(typed, better), fit(typed, worse)
    assert first is not None
    assert second is None or first < second


def test_scattered_letters_fit_in_their_order_only():
    assert fit("expqt", "Export quote") is not None
    assert fit("tqpxe", "Export quote") is None


# the palette of commands


def test_every_command_is_offered_with_its_keys_and_its_menu(window, palette):
    assert len(rows(palette)) == len(COMMANDS) - 1
    palette.field.setText("bring to front")
    choice = palette.list.choice(0)
    assert choice.text == "Bring to front"
    assert choice.detail == "Arrange > Order"
    assert choice.right == window.actions_by_name["to_front"].shortcut().toString(
        QKeySequence.SequenceFormat.NativeText
    )


def test_every_command_stands_in_a_menu(window):
    paths = menu_paths(window)
    assert sorted(name for name in COMMANDS if not paths.get(name)) == []


def test_enter_gives_the_command_and_remembers_it(window, palette):
    QTest.keyClicks(palette.field, "undo")
    QTest.keyClick(palette.field, Key.Key_Return)
    assert not window.editor.undo_stack.canUndo()
    assert window.preferences.recent_commands[0] == "undo"
    again = CommandPalette(window)
    again.appear()
    assert rows(again)[0] == window.actions_by_name["undo"].text()


def test_a_command_that_cannot_be_given_is_grey_and_not_given(window, palette):
    QTest.keyClicks(palette.field, "bring to front")
    assert not palette.list.choice(0).enabled
    before = window.editor.undo_stack.count()
    palette.list.setCurrentRow(0)
    QTest.keyClick(palette.field, Key.Key_Return)
    assert window.editor.undo_stack.count() == before
    assert palette.isVisible()
    assert "cannot be done now" in window.statusBar().currentMessage()


def test_a_service_is_inserted(window, palette):
    QTest.keyClicks(palette.field, "insert s3")
    assert rows(palette)[0] == "Insert S3 bucket"
    before = len(list(window.editor.document.nodes()))
    QTest.keyClick(palette.field, Key.Key_Return)
    offered = window.canvas.placing.open_offer
    assert offered is not None or len(list(window.editor.document.nodes())) > before


def test_a_node_is_gone_to(window, palette):
    QTest.keyClicks(palette.field, "names")
    assert "Go to Names" in rows(palette)
    palette.list.setCurrentRow(rows(palette).index("Go to Names"))
    QTest.keyClick(palette.field, Key.Key_Return)
    (selected,) = window.editor.selected_nodes()
    assert selected.label == "Names"
    assert window.canvas.hasFocus()


def test_escape_leaves_with_nothing_done(window, palette):
    before = window.editor.undo_stack.index()
    QTest.keyClick(palette.field, Key.Key_Escape)
    assert not palette.isVisible()
    assert window.editor.undo_stack.index() == before


# panels


def test_panels_are_gone_through_and_come_round_to_the_canvas(window):
    window.canvas.setFocus()
    seen = []
    for _ in areas(window):
        go_to_area(window, 1)
        focused = QApplication.focusWidget()
        seen.append(
            next(i for i, part in enumerate(areas(window)) if part is focused or part.isAncestorOf(focused))
        )
    assert sorted(seen) == list(range(len(areas(window))))
    assert seen[-1] == 0
    assert window.canvas.hasFocus()
    go_to_area(window, -1)
    go_to_area(window, 1)
    assert window.canvas.hasFocus()


def test_enter_on_an_icon_leads_to_its_form(window):
    node = next(n for n in window.editor.document.nodes() if n.label == "Names")
    window.editor.select((node.id,))
    QTest.keyClick(window.canvas, Key.Key_Return)
    focused = QApplication.focusWidget()
    assert window.properties_dock.isAncestorOf(focused)


# what is hidden, and menus by the keyboard


def test_the_status_bar_counts_what_is_hidden_and_brings_it_back(window):
    button = window.panels.status.hidden
    assert not button.isVisible()
    node = next(n for n in window.editor.document.nodes() if n.label == "Names")
    window.editor.select((node.id,))
    window.actions_by_name["hide"].trigger()
    assert "1 item hidden" in window.statusBar().currentMessage()
    window.statusBar().clearMessage()
    assert button.isVisible()
    assert button.text() == "1 hidden"
    button.click()
    assert not button.isVisible()
    window.editor.undo_stack.undo()
    assert button.text() == "1 hidden"


def test_the_menu_key_opens_the_menu_of_what_has_the_focus(window, qtbot):
    node = next(n for n in window.editor.document.nodes() if n.label == "Names")
    window.editor.select((node.id,))
    window.panels.canvas.context_menu_wanted.disconnect()
    point = window.canvas.viewport().rect().topLeft()
    with qtbot.waitSignal(window.canvas.context_menu_wanted) as wanted:
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(
            window.canvas, QContextMenuEvent(reason, point, window.canvas.mapToGlobal(point))
        )
    assert wanted.args[0] == node.id
    port = window.canvas.viewport()
    assert port.rect().contains(port.mapFromGlobal(wanted.args[1]))


def test_the_lock_command_says_what_it_will_do(window):
    node = next(n for n in window.editor.document.nodes() if n.label == "Names")
    window.editor.select((node.id,))
    action = window.actions_by_name["lock"]
    assert action.text() == "Lock"
    action.trigger()
    assert action.text() == "Unlock"
