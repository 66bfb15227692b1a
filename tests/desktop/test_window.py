"""The main window: commands, files, layout, themes, and what happens when something fails."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import COMMANDS, MENUS, TOOLBAR
from desktop.app import catch_errors
from desktop.dialogs.error import ErrorDialog
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.problems import ProblemsDialog
from desktop.dialogs.shortcuts import shortcuts
from desktop.editor import Editor
from desktop.figures import money
from desktop.menus import fill_insert
from desktop.preferences import Preferences
from desktop.theme import dark, light
from desktop.window import MainWindow
from projects import edits
from projects.document import Document
from projects.files import dumps, load
from projects.records import Note, Picture
from projects.service import catalogue


@pytest.fixture
def settings(tmp_path: Path) -> str:
    return str(tmp_path / "settings.ini")


def preferences_in(file: str) -> Preferences:
    return Preferences(QSettings(file, QSettings.Format.IniFormat))


@pytest.fixture
def window(settings: str, qtbot: QtBot):
    made = MainWindow(preferences_in(settings))
    made.attach(Editor(made))
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.editor.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person will answer to the next dialogs; the titles asked are appended to ``asked``."""
    waiting: list[str] = []

    def execute(dialog: MessageDialog) -> int:
        shown.append(dialog)
        dialog.answer = waiting.pop(0) if waiting else ""
        return 1

    shown: list[MessageDialog] = []
    monkeypatch.setattr(MessageDialog, "exec", execute)
    waiting_list = AnswerList(waiting)
    waiting_list.shown = shown
    return waiting_list


class AnswerList(list):
    """Answers to give, and the dialogs that were shown."""

    def __init__(self, waiting: list[str]) -> None:
        super().__init__()
        self._waiting = waiting
        self.shown: list[MessageDialog] = []

    def give(self, *answers: str) -> None:
        self._waiting.extend(answers)


def add_cloud(window: MainWindow, label: str = "Cloud") -> str:
    with window.editor.edit("Add AWS Cloud") as draft:
        return edits.place(draft, "aws_cloud", None, 400, 300, label=label).id


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    for method in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, method, lambda *_, **__: (str(path), ""))


# commands


def test_every_menu_and_toolbar_entry_is_a_command():
    named = [name for _, names in MENUS for name in names] + list(TOOLBAR)
    commands = {name for name in named if name and not name.endswith(">")}
    assert commands <= set(COMMANDS)


def test_no_two_commands_share_a_shortcut():
    keys = [k for c in COMMANDS.values() if c.shortcut for k in c.shortcut.split(", ")]
    assert len(keys) == len(set(keys))
    assert all(not QKeySequence(key).isEmpty() for key in keys)


def test_the_list_of_shortcuts_has_every_command_with_one():
    assert len(shortcuts()) == sum(1 for c in COMMANDS.values() if c.shortcut)


def test_undo_says_what_it_undoes(window):
    undo = window.actions_by_name["undo"]
    assert not undo.isEnabled()
    add_cloud(window)
    assert undo.isEnabled()
    assert undo.text() == "Undo Add AWS Cloud"
    undo.trigger()
    assert len(window.editor.document) == 1
    assert window.actions_by_name["redo"].text() == "Redo Add AWS Cloud"


def test_commands_that_need_a_selection_wait_for_one(window):
    node = add_cloud(window)
    window.editor.select(())
    assert not window.actions_by_name["delete"].isEnabled()
    window.editor.select((node,))
    window.actions_by_name["delete"].trigger()
    assert node not in window.editor.document


def test_an_empty_shell_shows_before_any_project(settings, qtbot):
    shell = MainWindow(preferences_in(settings))
    qtbot.addWidget(shell)
    shell.show()
    qtbot.waitExposed(shell)
    assert not shell.actions_by_name["save"].isEnabled()
    assert shell.actions_by_name["about"].isEnabled()


def test_the_palette_places_into_the_drawing(window, qtbot):
    window.actions_by_name["find_service"].trigger()
    qtbot.keyClicks(window.panels.palette.search_box, "aws cloud")
    qtbot.keyClick(window.panels.palette.search_box, Qt.Key.Key_Return)
    assert [node.service.name for node in window.editor.document.nodes()] == ["aws_cloud"]
    assert "aws_cloud" in window.preferences.recent_services


def test_the_search_is_reached_from_within_a_field(window, qtbot):
    name = window.panels.properties.form.fields["name"].line
    window.activateWindow()
    name.setFocus()
    qtbot.keyClicks(name, "Shop")
    name.setCursorPosition(0)
    qtbot.keyClick(name, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert name.text() == "Shop"
    assert window.panels.palette.search_box.hasFocus()


def test_the_connect_tool_is_shown_as_long_as_it_is_in_hand(window):
    window.actions_by_name["connect_tool"].trigger()
    assert window.actions_by_name["connect_tool"].isChecked()
    assert not window.actions_by_name["select_tool"].isChecked()
    window.actions_by_name["select_tool"].trigger()
    assert window.actions_by_name["select_tool"].isChecked()


def test_a_note_is_inserted_where_one_looks(window):
    window.insert_note("text")
    (note,) = window.editor.document.notes()
    assert isinstance(note, Note)
    assert window.editor.selection == (note.id,)


# the status bar and the docks


def test_the_status_bar_follows_every_edit(window, qtbot):
    window.editor.refresh()
    assert window.panels.status.total.text() == "– / month"
    sample = next(iter(samples()))
    window.project_file.open_sample(sample)
    window.editor.refresh()
    totals = window.editor.estimate.totals
    assert window.panels.status.total.text().startswith(f"{money(totals.monthly)} / month")
    assert f"{len(window.editor.document) - 1} items" in window.panels.status.selection.text()


def test_pages_and_pictures_are_no_items(window, qtbot):
    window.project_file.open_sample(next(iter(samples())))
    before = window.panels.status.selection.text()
    window.canvas.paging.add()
    with window.editor.edit("Add a picture") as draft:
        draft.put(Picture(id="star", data=""))
    assert window.panels.status.selection.text() == before


def samples():
    from desktop.samples import samples as shipped

    return shipped()


def test_an_incomplete_total_says_so(window):
    cloud = add_cloud(window)
    with window.editor.edit("Add") as draft:
        region = edits.place(draft, "region", cloud, 400, 300)
        edits.place(draft, "s3_bucket", region.id, 400, 300)
    window.editor.refresh()
    assert window.panels.status.total.text().endswith("(incomplete)")


def test_panels_can_be_closed_and_brought_back(window):
    window.palette_dock.close()
    assert not window.palette_dock.isVisible()
    window.actions_by_name["find_service"].trigger()
    assert window.palette_dock.isVisible()


def test_the_layout_is_remembered(window, settings, qtbot):
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, window.palette_dock)
    window.quote_dock.close()
    window.close()
    again = MainWindow(preferences_in(settings))
    qtbot.addWidget(again)
    again.show()
    assert again.dockWidgetArea(again.palette_dock) == Qt.DockWidgetArea.RightDockWidgetArea
    assert not again.quote_dock.isVisible()
    again.restore_default_layout()
    assert again.dockWidgetArea(again.palette_dock) == Qt.DockWidgetArea.LeftDockWidgetArea
    assert again.quote_dock.isVisible()


# themes


def test_the_theme_is_switched_while_running_and_remembered(window, settings):
    app = QApplication.instance()
    window.actions_by_name["theme_dark"].trigger()
    assert window.theme is dark()
    assert app.palette().window().color().name().upper() == dark().panel
    assert dark().hairline in app.styleSheet()
    assert preferences_in(settings).theme == "dark"
    window.actions_by_name["theme_light"].trigger()
    assert window.theme is light()
    assert window.canvas.theme is light()


@pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])
def test_text_can_be_read_in_both_themes(theme):
    for ground in (theme.window, theme.panel, theme.canvas, theme.field):
        for ink in (theme.ink, theme.secondary, theme.accent, theme.good, theme.caution, theme.fault):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(theme.accent_ink, theme.accent) >= 4.5
    assert contrast(theme.caution, theme.caution_fill) >= 4.5
    assert contrast(theme.ink, theme.accent_fill) >= 4.5


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# files


def test_saving_asks_for_a_name_once_and_clears_the_mark(window, tmp_path, monkeypatch):
    add_cloud(window)
    assert window.isWindowModified()
    choose_file(monkeypatch, tmp_path / "shop")
    assert window.project_file.save()
    assert load(tmp_path / "shop.blueprice").problems == ()
    assert not window.isWindowModified()
    assert window.windowTitle() == "shop[*] – Blueprice"
    add_cloud(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked again"))
    assert window.project_file.save()
    assert len(load(tmp_path / "shop.blueprice").document) == 3
    assert window.preferences.recent_files == ((tmp_path / "shop.blueprice").resolve(),)


def test_a_failed_save_says_why_and_keeps_the_changes(window, tmp_path, answers):
    add_cloud(window)
    window.editor.path = tmp_path / "no such folder" / "shop.blueprice"
    assert not window.project_file.save()
    (dialog,) = answers.shown
    assert isinstance(dialog, ErrorDialog)
    assert "No such file" in dialog.text.text()
    assert window.editor.unsaved


@pytest.mark.parametrize(("answer", "left"), [("cancel", False), ("discard", True), ("", False)])
def test_unsaved_changes_are_asked_about_before_leaving(window, answers, answer, left):
    add_cloud(window)
    answers.give(answer)
    assert window.project_file.new() is left
    assert (len(window.editor.document) == 1) is left


def test_leaving_may_save_first(window, answers, tmp_path, monkeypatch):
    add_cloud(window)
    choose_file(monkeypatch, tmp_path / "kept.blueprice")
    answers.give("save")
    assert window.project_file.new()
    assert len(load(tmp_path / "kept.blueprice").document) == 2


def test_the_window_stays_open_if_one_does_not_want_to_leave(window, answers):
    add_cloud(window)
    answers.give("cancel")
    window.close()
    assert window.isVisible()


def test_a_file_that_is_no_project_leaves_the_open_one_alone(window, tmp_path, answers):
    add_cloud(window)
    window.editor.undo_stack.setClean()
    broken = tmp_path / "broken.blueprice"
    broken.write_text("no project", encoding="utf-8")
    assert not window.project_file.open(broken)
    (dialog,) = answers.shown
    assert str(broken) in dialog.text.text()
    assert len(window.editor.document) == 2
    assert broken.read_text(encoding="utf-8") == "no project"


def test_what_is_left_of_a_damaged_file_is_opened_on_wish_and_saved_elsewhere(
    window, tmp_path, answers, monkeypatch
):
    add_cloud(window)
    text = dumps(window.editor.document)
    window.editor.undo_stack.setClean()
    damaged = tmp_path / "damaged.blueprice"
    damaged.write_text(text[: text.rindex("]")], encoding="utf-8")
    answers.give("open")
    assert window.project_file.open(damaged)
    assert len(window.editor.document) == 2
    assert isinstance(answers.shown[-1], ProblemsDialog)
    choose_file(monkeypatch, tmp_path / "mended.blueprice")
    assert window.project_file.save()
    assert damaged.read_text(encoding="utf-8") == text[: text.rindex("]")]
    assert (tmp_path / "mended.blueprice").exists()


def test_problems_of_a_file_are_listed(window, tmp_path, answers):
    add_cloud(window)
    content = json.loads(dumps(window.editor.document))
    content["records"].append({"type": "link", "id": "link-1", "source": "nowhere", "target": "nobody"})
    window.editor.undo_stack.setClean()
    file = tmp_path / "odd.blueprice"
    file.write_text(json.dumps(content), encoding="utf-8")
    assert window.project_file.open(file)
    (dialog,) = answers.shown
    assert isinstance(dialog, ProblemsDialog)
    assert dialog.list.count() >= 1
    assert window.editor.recovered


def test_a_file_dropped_on_the_window_is_opened(window, tmp_path):
    add_cloud(window, label="Dropped")
    file = tmp_path / "dropped.blueprice"
    file.write_text(dumps(window.editor.document), encoding="utf-8")
    window.editor.replace_document(Document())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert window.editor.path == file
    assert [node.label for node in window.editor.document.nodes()] == ["Dropped"]


def test_samples_open_as_copies_without_a_file(window):
    for sample in samples():
        assert window.project_file.open_sample(sample)
        assert window.editor.path is None
        assert window.editor.title == sample.name
        assert not window.editor.unsaved


def test_the_welcome_page_offers_samples_with_pictures(window, qtbot):
    window.show_welcome()
    page = window.pages.currentWidget()
    assert [card.name.text() for card in page.cards] == [sample.name for sample in samples()]
    page.cards[0].draw()
    assert not page.cards[0].picture.pixmap().isNull()
    page.cards[0].chosen.emit()
    assert window.pages.currentWidget() is window.panels.pane
    assert window.editor.title == page.cards[0].name.text()


def test_unsaved_work_is_kept_for_a_bad_end(window):
    add_cloud(window, label="Precious")
    recovery = window.panels.recovery
    recovery.write()
    left = recovery.folder / "999999999.blueprice"
    left.write_bytes(recovery.file.read_bytes())
    ((file, _title),) = recovery.left_behind()
    assert file == left
    window.editor.replace_document(Document())
    assert not recovery.file.exists()
    assert recovery.restore(file)
    assert [node.label for node in window.editor.document.nodes()] == ["Precious"]
    assert window.editor.unsaved


# failures and exports


def test_a_fault_is_shown_with_details_and_work_goes_on(window, answers, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    catch_errors(window)
    try:
        raise LookupError("something odd")
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (dialog,) = answers.shown
    assert isinstance(dialog, ErrorDialog)
    assert "something odd" in dialog.details
    assert "Traceback" not in dialog.text.text()
    dialog.buttons["copy"].click()
    assert "something odd" in QGuiApplication.clipboard().text()
    add_cloud(window)
    assert len(window.editor.document) == 2


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "xlsx", "csv", "json"])
def test_every_format_is_written(window, tmp_path, kind):
    from desktop.dialogs.export import ExportDialog

    window.project_file.open_sample(samples()[0])
    dialog = ExportDialog(window, kind)
    path = tmp_path / f"shop.{kind}"
    assert dialog.format == kind
    assert dialog.write_to(path)
    starts = {
        "png": b"\x89PNG",
        "svg": b"<svg",
        "pdf": b"%PDF",
        "xlsx": b"PK",
        "csv": b"\xef\xbb\xbf",
        "json": b"{",
    }
    assert starts[kind] in path.read_bytes()[:200]


def test_a_selection_is_exported_alone_and_larger(window, tmp_path):
    from PySide6.QtGui import QImage

    from desktop.dialogs.export import ExportDialog

    window.project_file.open_sample(samples()[0])
    whole = ExportDialog(window, "png")
    whole.scale.choose("1")
    assert whole.write_to(tmp_path / "whole.png")
    node = next(node for node in window.editor.document.nodes() if node.service.name == "nat_gateway")
    window.editor.select((node.id,))
    dialog = ExportDialog(window, "png")
    dialog.area.choose("selection")
    dialog.scale.choose("1")
    assert dialog.write_to(tmp_path / "part.png")
    assert QImage(str(tmp_path / "part.png")).width() < QImage(str(tmp_path / "whole.png")).width() / 2


def test_a_picture_can_be_fitted_to_a_page_and_each_format_keeps_its_own(window, tmp_path):
    from PySide6.QtGui import QImage

    from desktop.dialogs.export import ExportDialog
    from desktop.exporting import FORMATS

    window.project_file.open_sample(samples()[0])
    dialog = ExportDialog(window, "png")
    assert dialog.job(tmp_path).paper == ""
    dialog.paper.buttons["A4"].click()
    dialog.scale.choose("1")
    dialog.formats.setCurrentRow([f.name for f in FORMATS].index("pdf"))
    dialog.paper.buttons["A3"].click()
    dialog.formats.setCurrentRow([f.name for f in FORMATS].index("png"))
    assert dialog.write_to(tmp_path / "page.png")
    made = QImage(str(tmp_path / "page.png"))
    assert made.width() / made.height() == pytest.approx(297 / 210, rel=0.01)


def test_an_export_that_is_called_off_leaves_nothing(window, tmp_path):
    from desktop.dialogs.export import ExportDialog

    window.project_file.open_sample(samples()[0])
    dialog = ExportDialog(window, "png")
    dialog.scale.choose("4")
    dialog._show = lambda share: dialog._cancel()
    assert not dialog.write_to(tmp_path / "shop.png")
    assert list(tmp_path.glob("shop*")) == []


def test_an_export_into_a_missing_folder_says_why(window, tmp_path, answers):
    from desktop.dialogs.export import ExportDialog

    window.project_file.open_sample(samples()[0])
    dialog = ExportDialog(window, "csv")
    assert not dialog.write_to(tmp_path / "nowhere" / "shop.csv")
    assert "nowhere" in answers.shown[-1].text.text()


def test_copy_as_picture_fills_the_clipboard(window):
    window.project_file.open_sample(samples()[0])
    window.actions_by_name["copy_picture"].trigger()
    assert QGuiApplication.clipboard().image().width() > 500


def test_the_about_dialog_names_versions_prices_and_terms(window):
    from desktop.dialogs.about import AboutDialog

    text = AboutDialog(window).text.text()
    assert window.editor.rates.date in text
    assert "list prices" in text


def test_the_next_missing_figure_is_asked_for_in_its_field(window, qtbot):
    cloud = add_cloud(window)
    with window.editor.edit("Add") as draft:
        region = edits.place(draft, "region", cloud, 400, 300)
        bucket = edits.place(draft, "s3_bucket", region.id, 400, 300)
    window.editor.refresh()
    window.actions_by_name.refresh()
    window.actions_by_name["next_missing"].trigger()
    assert window.editor.selection == (bucket.id,)
    focused = [f for f in window.panels.properties.form.fields.values() if f.control.hasFocus()]
    assert len(focused) == 1


def test_every_service_has_a_form(window):
    from desktop.docks.forms.form import Form

    for service in catalogue().values():
        form = Form(service.properties(), window.panels.properties)
        form.show_values({p.name: p.default for p in service.properties()}, frozenset())
        assert set(form.fields) == {p.name for p in service.properties()}
        form.deleteLater()


# the keyboard


def walked(window: MainWindow, start: QWidget, steps: int) -> list[QWidget]:
    """What has the focus after each press of Tab."""
    start.setFocus()
    found = []
    for _ in range(steps):
        window.focusNextPrevChild(True)
        found.append(QApplication.focusWidget())
    return found


def test_tab_leads_from_the_palette_over_the_canvas_to_the_properties(window, qtbot):
    window.activateWindow()
    sample = next(s for s in samples() if "Three-tier" in s.name).load().document
    window.editor.replace_document(sample)
    node = next(n for n in sample.nodes() if n.service.name == "rds_instance")
    window.editor.select((node.id,))
    qtbot.wait(50)
    last = [section.grid for section in window.panels.palette.sections.values() if section.isVisible()][-1]
    canvas, *fields = walked(window, last, 6)
    assert canvas is window.canvas
    assert all(window.panels.properties.isAncestorOf(field) for field in fields)
    assert not any(isinstance(field, QScrollArea) for field in fields)


def test_every_command_says_what_it_does_in_the_status_bar(window):
    silent = [name for name in COMMANDS if not window.actions_by_name[name].statusTip()]
    assert silent == []


def test_the_insert_menu_offers_the_tools_for_text_and_steps(window):
    menu = QMenu(window)
    fill_insert(window, menu)
    texts = [action.text() for action in menu.actions()]
    assert {"Text", "Step", "Title block", "Legend"} <= set(texts)
    next(action for action in menu.actions() if action.text() == "Legend").trigger()
    assert [note.kind for note in window.editor.document.notes()] == ["legend"]


def test_a_category_of_the_insert_menu_places_its_services(window):
    menu = QMenu(window)
    fill_insert(window, menu)
    submenu = next(action.menu() for action in menu.actions() if action.text() == "Groups")
    submenu.aboutToShow.emit()
    submenu.aboutToShow.emit()
    clouds = [action for action in submenu.actions() if action.text() == "AWS Cloud"]
    assert len(clouds) == 1
    clouds[0].trigger()
    assert [node.service.name for node in window.editor.document.nodes()] == ["aws_cloud"]


def test_escape_leads_from_any_panel_back_to_the_drawing(window, qtbot):
    with window.editor.edit("Add") as draft:
        made = edits.place(draft, "sqs_queue", None, 100, 100)
    window.show_canvas()
    window.activateWindow()
    window.editor.select((made.id,))
    window.panels.properties.refresh()
    for field in (window.panels.properties.header.name, window.panels.palette.search_box):
        field.setFocus()
        assert QApplication.focusWidget() is field
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is window.canvas
        assert window.editor.selection == (made.id,)


def test_what_is_hidden_is_counted_beside_a_message_and_not_over_it(window):
    with window.editor.edit("Add") as draft:
        made = edits.place(draft, "sqs_queue", None, 100, 100)
    window.statusBar().showMessage("Hidden.")
    window.editor.select((made.id,))
    window.actions_by_name["hide"].trigger()
    assert not window.panels.status.hidden.isVisible()
    window.statusBar().clearMessage()
    assert window.panels.status.hidden.isVisible() and window.panels.status.hidden.text() == "1 hidden"
    window.statusBar().showMessage("Shown.")
    window.actions_by_name["show_hidden"].trigger()
    window.statusBar().clearMessage()
    assert not window.panels.status.hidden.isVisible()
