"""The script for the diagrams package: structure, names and texts, run against a stand-in and for real."""

from __future__ import annotations

import csv
import importlib
import os
import runpy
import shutil
import subprocess
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given

from projects.document import Document
from projects.outputs.diagrams_script import diagrams_script
from projects.outputs.native_shapes import diagrams_class
from projects.records import Node, Settings
from projects.service import catalogue, make_service
from tests.projects.outputs.exchange_drawings import documents, full_drawing, node

CALLS: list[Any] = []


class Recorded:
    """Everything the script makes: a diagram, a cluster, a node or an edge."""

    stack: ClassVar[list[Recorded]] = []

    def __init__(self, label: str = "", **fields: Any) -> None:
        self.label, self.fields = label, fields
        self.around = [outer.label for outer in Recorded.stack]
        self.kind = type(self).__name__
        CALLS.append(self)

    def __enter__(self) -> Recorded:
        Recorded.stack.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        assert Recorded.stack.pop() is self

    def _joined(self, sign: str, other: Recorded) -> Recorded:
        ends = getattr(self, "ends", [self])
        joined = Recorded.__new__(Recorded)
        joined.ends = [*ends, sign, other]  # type: ignore[attr-defined]
        joined.kind = "line"
        if other.kind != "Edge":
            CALLS.append(joined)
        return joined

    def __rshift__(self, other: Recorded) -> Recorded:
        return self._joined(">>", other)

    def __lshift__(self, other: Recorded) -> Recorded:
        return self._joined("<<", other)

    def __sub__(self, other: Recorded) -> Recorded:
        return self._joined("-", other)


class AnyClass(types.ModuleType):
    """A module in which every class exists."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Recorded,), {})


def module_and_class(service: str) -> tuple[str, str]:
    module, _, name = diagrams_class(Node(id="n", service=make_service(service))).rpartition(".")
    return module, name


@contextmanager
def stand_in() -> Iterator[None]:
    names = {"diagrams", "diagrams.generic", "diagrams.generic.blank", "diagrams.aws"}
    names |= {
        diagrams_class(Node(id="n", service=make_service(name))).rpartition(".")[0] for name in catalogue()
    }
    before = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "diagrams"}
    for name in before:
        del sys.modules[name]
    sys.modules.update({name: AnyClass(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(before)


def run(document: Document, only: tuple[str, ...] | None = None) -> list[Any]:
    """What the script makes when its pages are drawn."""
    script = diagrams_script(document, only)
    CALLS.clear()
    Recorded.stack.clear()
    space: dict[str, Any] = {"__name__": "drawing"}
    with stand_in():
        exec(compile(script, "drawing.py", "exec"), space)
        for name in [name for name in space if name.startswith("page_")]:
            space[name]("png")
    assert not Recorded.stack
    return list(CALLS)


def lines(made: list[Any]) -> list[tuple[str, str, str, str]]:
    found = []
    for call in made:
        if call.kind == "line":
            source, before, *_, after, target = [*call.ends[:2], *call.ends[-2:]]
            ends = [end.label.split("\n")[0] for end in (source, target)]
            found.append((ends[0], before, after, ends[1]))
    return found


def test_clusters_are_nested_as_the_containers_are() -> None:
    made = run(full_drawing())
    servers = [call for call in made if call.kind == "EC2Instance"]
    assert [call.label for call in servers] == ["Web\n(2)", "Web", "Web"]
    assert servers[0].around == ["Shop: Overview", "aws_cloud", "region", "vpc", "zone",
                                 "subnet", "web_servers"]  # fmt: skip
    gateway = next(call for call in made if call.kind == "InternetGateway")
    assert gateway.around == ["Shop: Overview", "aws_cloud", "region", "vpc"]


def test_every_page_is_a_diagram_with_a_file_of_its_own() -> None:
    diagrams = [call for call in run(full_drawing()) if call.kind == "Diagram"]
    assert [(d.label, d.fields["filename"]) for d in diagrams] == [
        ("Shop: Overview", "shop_overview"),
        ("Shop: Data", "shop_data"),
    ]
    assert all(d.fields["show"] is False for d in diagrams)


def test_frames_have_their_colours_and_lines() -> None:
    looks = {c.label: c.fields["graph_attr"] for c in run(full_drawing()) if c.kind == "Cluster"}
    assert looks["vpc"]["pencolor"] == "#8C4FFF" and looks["vpc"]["style"] == "solid"
    assert looks["region"]["style"] == "dotted"
    assert looks["zone"]["style"] == "dashed"
    assert looks["web_servers"]["pencolor"] == "#DD344C"


def test_two_clusters_of_one_label_stay_two() -> None:
    clusters = [call for call in run(full_drawing()) if call.kind == "Cluster"]
    names = [call.label for call in clusters]
    assert len(set(names)) == len(names)
    labels = [call.fields["graph_attr"]["label"] for call in clusters]
    assert labels.count("Zone") == 2


def test_links_keep_direction_line_and_label() -> None:
    made = run(full_drawing())
    drawn = lines(made)
    assert ("Users", ">>", ">>", "Internet gateway") in drawn
    assert ("Web", "<<", ">>", "Web") in drawn
    dashed = [call.fields for call in made if call.kind == "Edge" and call.fields.get("style") == "dashed"]
    assert len(dashed) == 2
    assert any(call.label == "(1) HTTPS" for call in made if call.kind == "Edge")
    assert any(call.fields.get("style") == "dotted" for call in made if call.kind == "Edge")


def test_a_link_to_a_container_is_cut_at_its_cluster() -> None:
    edges = [call.fields for call in run(full_drawing()) if call.kind == "Edge"]
    assert [edge["lhead"] for edge in edges if "lhead" in edge] == ["cluster_vpc"]


def test_a_link_from_a_container_into_it_is_not_cut() -> None:
    inner = next(c for c in run(full_drawing()) if c.kind == "Edge" and c.label == "inside")
    assert "ltail" not in inner.fields


def test_an_overlay_across_subnets_is_told_in_a_remark() -> None:
    script = diagrams_script(full_drawing())
    assert '# Auto Scaling group "Auto Scaling group" spans web, web_3.' in script


def test_a_link_to_another_page_is_told_in_a_remark() -> None:
    assert "# Web to Orders on the page Data" in diagrams_script(full_drawing())


def test_hidden_things_are_left_out() -> None:
    assert not any(call.kind.startswith("SimpleStorage") for call in run(full_drawing()))


def test_a_selection_holds_only_what_was_selected() -> None:
    made = run(full_drawing(), ("web-1", "web-2"))
    kinds = [call.kind for call in made if call.kind not in ("Diagram", "Edge", "line")]
    assert kinds == ["EC2Instance", "EC2Instance"]
    assert lines(made) == [("Web", "<<", ">>", "Web")]


def test_containers_deeper_than_python_nests_blocks() -> None:
    deep = [node("g0", "generic_group")]
    deep += [node(f"g{level}", "generic_group", f"g{level - 1}", label=f"L{level}") for level in range(1, 40)]
    made = run(Document([*deep, node("web", "ec2_instance", "g39")]))
    server = next(call for call in made if call.kind == "EC2Instance")
    assert len(server.around) == 41


def test_an_empty_container_is_drawn() -> None:
    made = run(Document([node("vpc", "vpc", label="Empty"), node("web", "ec2_instance")]))
    # Graphviz leaves out a cluster in which nothing stands.
    inner = [call for call in made if call.around[1:] == ["empty"]]
    assert [(call.kind, call.fields["style"]) for call in inner] == [("Node", "invis")]


@given(documents())
def test_any_drawing_gives_a_script_that_runs(document: Document) -> None:
    made = run(document)
    nodes = sum(1 for n in document.nodes() if not n.service.is_container() and not n.service.is_overlay())
    icons = [c for c in made if c.kind not in ("Diagram", "Cluster", "Edge", "Node", "line")]
    assert len(icons) == nodes
    names = [(call.around[0], call.label) for call in made if call.kind == "Cluster"]
    assert len(set(names)) == len(names)
    containers = sum(1 for n in document.nodes() if n.service.is_container())
    assert len(names) >= containers


def test_a_script_says_what_is_missing_when_it_is_run_without_it(tmp_path: Path) -> None:
    script = tmp_path / "drawing.py"
    script.write_text(diagrams_script(full_drawing()), encoding="utf-8")
    bare = subprocess.run(
        [sys.executable, "-I", "-S", str(script)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert bare.returncode == 1
    assert bare.stderr.strip() == ("The Python package diagrams is missing. Install it: pip install diagrams")
    without_dot = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True, text=True, cwd=tmp_path, check=False, env={**os.environ, "PATH": str(tmp_path)},
    )  # fmt: skip
    assert without_dot.returncode == 1 and without_dot.stderr.startswith("Graphviz is missing")
    assert [path.name for path in tmp_path.iterdir()] == ["drawing.py"]


def test_every_class_that_can_be_named_exists() -> None:
    pytest.importorskip("diagrams")
    missing = []
    for name in catalogue():
        module, found = module_and_class(name)
        if not hasattr(importlib.import_module(module), found):
            missing.append(f"{module}.{found}")
    assert missing == []


def test_the_table_knows_every_service_with_an_icon() -> None:
    text = files("projects.outputs").joinpath("native_shapes.csv").read_text(encoding="utf-8")
    rows = {row["service"]: row for row in csv.DictReader(text.splitlines())}
    icons = {name for name, kind in catalogue().items() if not kind.is_container() and not kind.is_overlay()}
    assert set(rows) == icons
    assert {row["form"] for row in rows.values() if row["drawio"]} <= {"tile", "shape"}


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_the_script_draws_with_graphviz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("diagrams")
    document = full_drawing()
    records = [r for r in document.records() if not isinstance(r, Settings)]
    odd = [node(f"odd-{i}", "ec2_instance", label=text) for i, text in enumerate(
        ('<b>"x"</b>', "a\\N\\", "R&amp;D", "日本", "<", '"')
    )]  # fmt: skip
    script = tmp_path / "drawing.py"
    script.write_text(
        diagrams_script(Document([*records, *odd, Settings(name='A "shop" <x>')])), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["drawing.py", "svg"])
    runpy.run_path(str(script), run_name="__main__")
    pictures = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert pictures == ["a_shop_x_data.svg", "a_shop_x_page_1.svg"]
    drawn = (tmp_path / "a_shop_x_page_1.svg").read_text(encoding="utf-8")
    for shown in ("&lt;b&gt;&quot;x&quot;&lt;/b&gt;", "a\\N\\", "R&amp;amp;D", "日本"):
        assert f">{shown}<" in drawn
