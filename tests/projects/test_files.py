"""Project files: what is written can be read, bad input is said and never loses the file there was."""

from __future__ import annotations

import json
import os
import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pricing import atomic_file
from projects import files
from projects.document import Document, Draft, records_by_id
from projects.files import UnreadableFile, dumps, load, loads, save
from projects.records import Link, Node, Note, Page, Settings
from projects.service import UnknownService, make_service
from projects.upgrades import FORMAT_VERSION
from projects.writing import shortest

HERE = Path(__file__).parent


def node(node_id: str, **fields: Any) -> dict[str, Any]:
    return {"type": "node", "id": node_id, "service": "nat_gateway", **fields}


def project(*records: object, version: object = 1) -> str:
    lines = ",\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)
    return f'{{\n"format": "blueprice",\n"version": {json.dumps(version)},\n"records": [\n{lines}\n]\n}}\n'


def drawing() -> Document:
    return Document(
        [
            Settings(name="Größe", hours_per_month=Decimal("730.5")),
            Node(id="region-1", service=make_service("region", {"code": "eu-west-1"}), width=800),
            Node(
                id="nat-1",
                service=make_service("nat_gateway", {"data_processed_gb": Decimal("0.1")}),
                parent="region-1",
                x=16,
                offset=0.25,
            ),
            Node(id="nat-2", service=make_service("nat_gateway")),
            Link(
                id="link-1",
                source="nat-1",
                target="nat-2",
                gb_per_month=Decimal("1E+3"),
                details={"via": "vpn"},
            ),
            Note(id="note-1", text="line one\nline two \u2028 “quoted” \\ \x07"),
        ]
    )


def whats(text: str) -> list[str]:
    return [f"{problem.place}: {problem.what}" for problem in loads(text).problems]


# what a file holds


def test_a_project_reads_back_as_it_was_written() -> None:
    loaded = loads(dumps(drawing()))
    assert loaded.problems == ()
    assert records_by_id(loaded.document) == records_by_id(drawing())


def test_each_record_stands_on_one_line_settings_first_then_by_id() -> None:
    lines = dumps(drawing()).split("\n")
    ids = [json.loads(line.rstrip(","))["id"] for line in lines if line.startswith('{"')]
    assert ids == ["project", "link-1", "nat-1", "nat-2", "note-1", "region-1"]
    assert dumps(drawing()).endswith("]\n}\n")


def test_only_what_differs_from_a_default_is_written() -> None:
    text = dumps(Document([Node(id="nat-1", service=make_service("nat_gateway"))]))
    assert '\n{"type": "node", "id": "nat-1", "service": "nat_gateway"}\n' in text


def test_the_order_of_edits_does_not_show_in_the_file() -> None:
    there = drawing()
    draft = Draft(there)
    draft.remove("nat-2")
    first = draft.change()
    there.apply(first)
    there.apply(first.inverse())
    assert dumps(there) == dumps(drawing())


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0.1", "0.1"),
        ("730.00", "730"),
        ("1E+3", "1000"),
        ("0E-7", "0"),
        ("123456789012345678.123456789", "123456789012345678.123456789"),
        ("-2.50", "-2.5"),
        ("1E-12", "1E-12"),
    ],
)
def test_decimals_are_written_as_exact_json_numbers(amount: str, written: str) -> None:
    assert str(shortest(Decimal(amount))) == written
    assert shortest(Decimal(amount)) == Decimal(amount)
    link = Link(id="l", source="a", target="b", gb_per_month=Decimal(amount))
    assert f'"gb_per_month": {written}' in dumps(Document([link]))


def test_a_decimal_is_not_damaged_by_binary_numbers() -> None:
    exact = "0.1000000000000000055511151231257"
    text = project(node("a", properties={"data_processed_gb": 0})).replace(": 0}", f": {exact}}}")
    service: Any = loads(text).document.node("a").service  # type: ignore[union-attr]
    assert service.data_processed_gb == Decimal(exact)
    assert f'"data_processed_gb": {exact}' in dumps(loads(text).document)


def test_a_project_of_format_1_opens_without_a_problem() -> None:
    loaded = load(HERE.parent / "files" / "format_1.blueprice")
    assert loaded.problems == ()
    assert loaded.version == 1
    assert len(list(loaded.document.nodes())) == 7


def test_a_project_of_format_2_opens_with_its_accepted_finding() -> None:
    loaded = load(HERE.parent / "files" / "format_2.blueprice")
    assert loaded.problems == ()
    assert loaded.version == 2
    [accepted] = loaded.document.accepted_findings()
    assert accepted.reason == "Agreed with the client"
    assert list(loaded.document.variants()) == []


def test_a_project_of_format_3_opens_with_its_variant() -> None:
    loaded = load(HERE.parent / "files" / "format_3.blueprice")
    assert loaded.problems == ()
    assert loaded.version == 3
    [variant] = loaded.document.variants()
    assert variant.name == "Larger database"
    assert loaded.document.pages() == []


def test_what_stands_on_a_page_is_read_back_there() -> None:
    page = Page(id="details", name="Details")
    node = Node(id="a", service=make_service("users"), parent="details")
    note = Note(id="b", parent="details", text="more")
    loaded = loads(dumps(Document([page, node, note])))
    assert loaded.problems == ()
    assert [record.id for record in loaded.document.children("details")] == ["a", "b"]
    assert loaded.document.page_of("a") == "details"


def test_what_stood_on_a_page_that_is_gone_comes_to_the_first() -> None:
    loaded = loads(dumps(Document([Note(id="b", parent="details", text="more")])))
    assert [problem.what for problem in loaded.problems] == [
        "Its container details is not in the drawing; it is moved to the canvas."
    ]
    assert loaded.document.page_of("b") is None


def test_corners_set_by_hand_survive_a_file() -> None:
    ends = [Node(id=i, service=make_service("users")) for i in "ab"]
    link = Link(
        id="l", source="a", target="b", waypoints=((10, -20), (30, 40)), routing="curved", label_at=0.25
    )
    loaded = loads(dumps(Document([*ends, link])))
    assert loaded.problems == ()
    assert loaded.document.get("l") == link


# an unknown service


def test_an_unknown_service_is_kept_whole_and_said() -> None:
    record = (
        '{"type": "node", "id": "u", "service": "quantum_ledger", "properties": '
        '{"z": 1.50, "a": [1E400, {"deep": null}], "text": "\\ud800"}, "label": "Ledger"}'
    )
    loaded = loads(project(node("a"), record))
    kept = loaded.document.node("u")
    assert kept is not None and isinstance(kept.service, UnknownService)
    assert [problem.harmless for problem in loaded.problems] == [True]
    assert "quantum_ledger" in loaded.problems[0].what
    line = next(line for line in dumps(loaded.document).split("\n") if "quantum_ledger" in line)
    assert json.loads(line, parse_float=Decimal) == json.loads(record, parse_float=Decimal)


# files that cannot be opened


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\0\0\0\0", "empty"),
        (b"hello", "not a Blueprice project"),
        (b"[1, 2]", "not a Blueprice project"),
        (b'{"format": "something else"}', "not a Blueprice project"),
        (b'{"format": "blueprice", "version": 1}', "no list of records"),
        (b'{"format": "blueprice", "version": 1, "records": {}}', "no list of records"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\xc0\x80", "The picture is damaged"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x80\xfe", "not a text file"),
        (b'{"format": "blueprice", "name": "\xe9t\xe9"}', "UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (project(node("a"), version=FORMAT_VERSION + 1).encode(), "Update Blueprice"),
        (project(node("a"), version=0).encode(), "format number"),
        (project(node("a"), version="one").encode(), "format number"),
        (project(node("a"), version=None).encode(), "format number"),
        (project(node("a")).encode()[:70], "ends too early"),
        (project(node("a")).replace('"service":', "service:").encode(), "not valid JSON"),
        (b"<<<<<<< HEAD\n" + project(node("a")).encode(), "merge conflict"),
    ],
)
def test_what_is_no_project_is_refused_with_reason_and_remedy(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "bad.blueprice"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        load(path)
    error = caught.value
    assert words in f"{error.what} {error.remedy}"
    assert error.file == str(path) and error.what and error.remedy
    assert path.read_bytes() == content


def test_a_fault_in_the_text_is_located() -> None:
    with pytest.raises(UnreadableFile) as caught:
        loads(project(node("a"), node("b")).replace('"id": "b"', '"id": b'))
    assert caught.value.place == "line 6, column 24"


def test_a_missing_file_and_a_folder_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        load(tmp_path / "none.blueprice")
    with pytest.raises(UnreadableFile, match="folder"):
        load(tmp_path)
    with pytest.raises(UnreadableFile):
        load("a\0b")


def test_a_damaged_file_offers_its_whole_records() -> None:
    text = project(node("a"), node("b", label="x"), node("c"))
    with pytest.raises(UnreadableFile) as caught:
        loads(text[: text.index('"c"')])
    recovered = caught.value.recovered
    assert recovered is not None
    assert [n.id for n in recovered.document.nodes()] == ["a", "b"]
    assert "damaged" in recovered.problems[-1].what or "damaged" in recovered.problems[0].what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_any_unicode_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "project.blueprice"
    path.write_bytes(dumps(drawing()).encode(encoding))
    assert records_by_id(load(path).document) == records_by_id(drawing())


# files with faults, of which the rest is kept


def test_a_wrong_field_costs_only_that_field() -> None:
    text = project(
        node("a", label="NAT", properties={"data_processed_gb": "much", "connectivity": "private"}, colour=3)
    )
    kept: Any = loads(text).document.node("a")
    assert (kept.label, kept.service.data_processed_gb, kept.service.connectivity) == ("NAT", None, "private")
    assert whats(text) == [
        'line 5, a, data_processed_gb: "much" is not a number; it is left out.',
        "line 5, a, colour: There is no such field; it is left out.",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("x", "1.5"),
        ("x", "1" + "0" * 30),
        ("y", "NaN"),
        ("width", "0"),
        ("offset", "Infinity"),
        ("offset", "7"),
        ("label", "5"),
        ("members", '"a"'),
        ("parent", "[]"),
        ("side", '"middle"'),
        ("comment", "null"),
        ("properties", "[]"),
        ("properties", '{"data_processed_gb": -1}'),
        ("properties", '{"data_processed_gb": NaN}'),
        ("properties", '{"data_processed_gb": ' + "9" * 5000 + "}"),
    ],
)
def test_a_value_that_cannot_be_is_left_out_and_said(field: str, value: str) -> None:
    text = project(f'{{"type": "node", "id": "a", "service": "nat_gateway", "{field}": {value}}}')
    loaded = loads(text)
    assert loaded.document.node("a") == Node(id="a", service=make_service("nat_gateway"))
    assert len(loaded.problems) == 1 and loaded.problems[0].place.startswith("line 5, a, ")


@pytest.mark.parametrize("value", ["publik", {"a": 1}])
def test_a_wrong_value_counts_as_not_known_and_never_as_the_default(value: object) -> None:
    loaded = loads(project(node("a", properties={"connectivity": value})))
    assert loaded.document.node("a").service.connectivity is None
    assert loaded.problems[0].what.endswith("it counts as not known.")


def test_a_figure_that_is_none_is_not_priced_as_the_default() -> None:
    text = project(
        {"type": "node", "id": "a", "service": "lambda_function", "properties": {"memory_mb": "lots"}}
    )
    assert loads(text).document.node("a").service.memory_mb is None


def test_a_link_to_nothing_is_dropped() -> None:
    text = project(
        node("a"), {"type": "link", "id": "l", "source": "a", "target": "gone"}, {"type": "link", "id": "m"}
    )
    loaded = loads(text)
    assert list(loaded.document.links()) == []
    assert any("gone" in what for what in whats(text)) and len(loaded.problems) == 2


def test_a_missing_container_leaves_its_content_on_the_canvas() -> None:
    text = project(node("a", parent="gone"), {"type": "note", "id": "n", "parent": "gone"})
    loaded = loads(text)
    assert {record.id for record in loaded.document.children(None)} == {"a", "n"}
    assert len(loaded.problems) == 2


def test_a_circle_of_containers_is_broken_once() -> None:
    text = project(node("a", parent="c"), node("b", parent="a"), node("c", parent="b"), node("d", parent="c"))
    document = loads(text).document
    assert [n.parent for n in document.nodes()].count(None) == 1
    assert len(whats(text)) == 1
    assert loads(project(node("a", parent="a"))).document.children(None)


def test_nesting_beyond_reason_is_cut() -> None:
    chain = [node(f"n{i:03}", **({"parent": f"n{i - 1:03}"} if i else {})) for i in range(200)]
    document = loads(project(*chain)).document
    assert max(sum(1 for _ in document.ancestors(n.id)) for n in document.nodes()) < 64


def test_a_second_record_of_one_id_gets_another() -> None:
    loaded = loads(
        project(node("a", label="first"), node("a", label="second"), node("a-2"), node("b", parent="a"))
    )
    labels = {n.id: n.label for n in loaded.document.nodes()}
    assert labels == {"a": "first", "a-3": "second", "a-2": "", "b": ""}
    assert loaded.problems[0].place == "line 6, a" and "a-3" in loaded.problems[0].remedy


def test_records_without_an_id_get_one() -> None:
    loaded = loads(
        project(node(""), {"type": "node", "service": "nat_gateway"}, node("project"), node("x" * 300))
    )
    assert len(list(loaded.document.nodes())) == 4
    assert len(loaded.problems) == 4


def test_a_label_of_a_million_characters_is_cut() -> None:
    loaded = loads(project(node("a", label="x" * 1_000_000)))
    kept = loaded.document.node("a")
    assert kept is not None and len(kept.label) == 2000
    assert "1,000,000" in loaded.problems[0].what


def test_members_and_listed_nodes_that_are_not_there_are_left_out() -> None:
    text = project(node("g", service="security_group", members=["a", "gone"]), node("a"))
    kept = loads(text).document.node("g")
    assert kept is not None and kept.members == ("a",)


def test_what_is_no_record_is_passed_over() -> None:
    loaded = loads(project(3, None, [], {"type": "cloud", "id": "c"}, node("a")))
    assert [n.id for n in loaded.document.nodes()] == ["a"]
    assert len(loaded.problems) == 4


def test_a_field_that_stands_twice_is_said() -> None:
    text = project('{"type": "node", "id": "a", "service": "nat_gateway", "x": 1, "x": 2}')
    assert whats(text) == ["line 5, a: A field stands twice in this record; the later one is used."]


def test_messages_hold_nothing_a_terminal_acts_on() -> None:
    loaded = loads(project(node("a\u001b[31m"), '{"type": "node", "id": "b", "service": "\\ud800\\u0007"}'))
    for problem in loaded.problems:
        assert str(problem).isprintable() and str(problem).encode()


def test_what_was_mended_is_then_without_a_problem() -> None:
    text = project(
        node("a", parent="b", x="no"), node("b", parent="a"), node("a"), {"type": "link", "id": "l"}
    )
    assert loads(text).problems
    assert loads(dumps(loads(text).document)).problems == ()


# saving


def test_saving_replaces_the_file_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "p.blueprice"
    path.write_text("old")
    path.chmod(0o640)
    save(drawing(), path)
    assert path.read_text(encoding="utf-8") == dumps(drawing())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["p.blueprice"]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("")
    save(drawing(), tmp_path / "p.blueprice")
    assert (tmp_path / "p.blueprice").stat().st_mode == plain.stat().st_mode


def test_saving_through_a_symbolic_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.blueprice").write_text("old")
    (tmp_path / "link.blueprice").symlink_to("real.blueprice")
    save(drawing(), tmp_path / "link.blueprice")
    assert (tmp_path / "link.blueprice").is_symlink()
    assert load(tmp_path / "real.blueprice").problems == ()


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_failure_while_saving_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "p.blueprice"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_file.os, step, full)
    with pytest.raises(OSError, match="No space left"):
        save(drawing(), path)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["p.blueprice"]


def test_a_read_only_file_or_folder_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.blueprice"
    path.write_text("old")
    monkeypatch.setattr(atomic_file.os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        save(drawing(), path)
    assert path.read_text() == "old"
    with pytest.raises(OSError):
        save(drawing(), tmp_path / "no such folder" / "p.blueprice")
    with pytest.raises(IsADirectoryError):
        save(drawing(), tmp_path)


def test_files_module_names_what_it_offers() -> None:
    assert all(hasattr(files, name) for name in files.__all__)
