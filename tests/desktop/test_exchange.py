"""Drawings for other programs and projects in pictures, from the command line and from the window."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop import cli
from desktop.canvas.colours import DASHED, DOTTED, frame_style
from desktop.dialogs.export import ExportDialog
from desktop.editor import Editor
from desktop.exporting import FORMATS, Job, export
from desktop.samples import samples
from desktop.window import MainWindow
from projects import files
from projects.embedding import NoProject, extract
from projects.outputs.frames import frame_of
from projects.records import Node
from projects.service import catalogue, make_service
from tests.projects.outputs.exchange_drawings import full_drawing


@pytest.fixture
def project(tmp_path: Path) -> Path:
    file = tmp_path / "shop.blueprice"
    files.save(full_drawing(), file)
    return file


def held(picture: Path) -> str:
    return extract(BytesIO(picture.read_bytes()))


def test_the_command_line_writes_every_exchange_format(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = [project.with_suffix(suffix) for suffix in (".drawio", ".py", ".mmd")]
    assert cli.main(["export", str(project), "-o", *map(str, outputs)]) == 0
    assert capsys.readouterr().out.split() == [str(path) for path in outputs]
    drawio, script, chart = (path.read_text(encoding="utf-8") for path in outputs)
    assert [d.get("name") for d in ElementTree.fromstring(drawio.encode()).iter("diagram")] == [
        "Overview", "Data",
    ]  # fmt: skip
    compile(script, "shop.py", "exec")
    assert "python shop.py" in script and chart.startswith("---\ntitle:")


def test_lines_in_draw_io_run_as_on_the_canvas(project: Path) -> None:
    output = project.with_suffix(".drawio")
    cli.main(["export", str(project), "-o", str(output)])
    lines = {c.get("id"): c.get("style", "") for c in ElementTree.parse(output).iter("mxCell")}
    assert "exitX=" in lines["l-4"] and "entryX=" in lines["l-4"]


def test_the_command_line_keeps_the_project_in_a_picture_unless_told_otherwise(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, bare, part = (project.with_name(f"{name}.png") for name in ("whole", "bare", "part"))
    assert cli.main(["export", str(project), "-o", str(whole)]) == 0
    assert cli.main(["export", str(project), "--no-project", "-o", str(bare)]) == 0
    assert cli.main(["export", str(project), "--only", "web-1", "-o", str(part)]) == 0
    assert held(whole) == project.read_text(encoding="utf-8")
    for picture in (bare, part):
        with pytest.raises(NoProject):
            held(picture)
    capsys.readouterr()
    assert cli.main(["estimate", str(whole), "--json"]) == 0
    assert cli.main(["estimate", str(bare)]) == 2
    assert "the picture holds no project" in capsys.readouterr().err


def test_an_empty_drawing_gives_no_exchange_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.blueprice"
    files.save(files.Document(), empty)
    output = tmp_path / "empty.drawio"
    assert cli.main(["export", str(empty), "-o", str(output)]) == 2
    assert "the drawing is empty" in capsys.readouterr().err and not output.exists()


def opened(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.attach(Editor(window))
    return window


def test_a_picture_opens_as_a_new_project_called_after_it(qtbot: QtBot, project: Path) -> None:
    picture = project.with_name("For Monday.png")
    cli.main(["export", str(project), "-o", str(picture)])
    before = picture.read_bytes()
    window = opened(qtbot)
    assert window.editor is not None and window.project_file.open(picture)
    assert window.editor.path is None and window.editor.title == "For Monday"
    assert window.editor.document.node("web-1") is not None
    saved = project.with_name("again.blueprice")
    window.editor.save(saved)
    assert window.editor.path == saved and window.editor.title == "again"
    assert picture.read_bytes() == before


def test_saving_a_project_under_a_pictures_name_is_refused(
    qtbot: QtBot, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = project.with_suffix(".png")
    cli.main(["export", str(project), "-o", str(picture)])
    before = picture.read_bytes()
    window = opened(qtbot)
    assert window.project_file.open(picture)
    told: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(picture), ""))
    monkeypatch.setattr("desktop.project_file.show_error", lambda _window, _title, text: told.append(text))
    assert not window.project_file.save()
    assert "It is a picture: a project needs a name ending in .blueprice" in told[0]
    assert picture.read_bytes() == before


def test_the_dialog_offers_every_format_with_icon_and_summary(qtbot: QtBot) -> None:
    window = opened(qtbot)
    assert window.editor is not None
    window.editor.replace_document(samples()[0].load().document)
    dialog = ExportDialog(window)
    qtbot.addWidget(dialog)
    names = [item.name for item in FORMATS]
    assert {"drawio", "py", "mmd"} < set(names)
    for row, item in enumerate(FORMATS):
        assert not dialog.formats.item(row).icon().isNull()
        assert dialog.formats.item(row).text() == item.title and item.summary


@pytest.mark.parametrize("name", ["drawio", "py", "mmd", "png"])
def test_the_window_exports_each(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    window = opened(qtbot)
    assert window.editor is not None
    window.editor.replace_document(full_drawing())
    path = tmp_path / f"shop.{name}"
    export(window.editor, Job(name, path), window.theme, lambda _: None, lambda: False)
    if name == "png":
        assert '"web-1"' in held(path)
        export(window.editor, Job(name, path, project=False), window.theme, lambda _: None, lambda: False)
        with pytest.raises(NoProject):
            held(path)
    else:
        assert path.stat().st_size > 1_000


FRAMES = [name for name, kind in catalogue().items() if kind.shape in ("container", "overlay")]


@pytest.mark.parametrize("name", FRAMES)
def test_frames_look_in_other_programs_as_on_the_canvas(name: str) -> None:
    made = Node(id="n", service=make_service(name))
    ours, canvas = frame_of(made), frame_style(made)
    assert ours.colour == canvas.colour
    assert ours.line == {(): "solid", DASHED: "dashed", DOTTED: "dotted"}[canvas.dash]
    assert bool(ours.drawio) == bool(canvas.glyph) and ours.centred == canvas.centred
