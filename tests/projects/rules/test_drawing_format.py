"""Importing neutral drawings: nothing crashes, faults become findings, everything can be looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.checking import check
from projects.document import Document
from projects.drawing_format import read_drawing
from projects.geometry import canvas_rect
from projects.records import Node
from projects.service import UnknownService
from tests.rule_cases.__main__ import main
from tests.rule_cases.cases import Case, judge

REGION = [
    {"id": "aws", "type": "aws_cloud"},
    {"id": "R", "type": "region", "parent": "aws", "props": {"code": "us-east-1"}},
]


def drawing(containers: list[Any] = [], nodes: list[Any] = [], edges: list[Any] = []) -> dict[str, Any]:  # noqa: B006
    return {"containers": [*REGION, *containers], "nodes": nodes, "edges": edges}


def test_double_ids_missing_parents_and_links_to_nothing_are_findings() -> None:
    imported = read_drawing(
        drawing(
            nodes=[
                {"id": "b", "service": "s3", "parent": "R"},
                {"id": "b", "service": "sqs", "parent": "R"},
                {"id": "q", "service": "sqs", "parent": "nowhere"},
            ],
            edges=[{"id": "e", "from": "b", "to": "ghost", "kind": "event"}],
        )
    )
    assert [(finding.rule, finding.node_ids) for finding in imported.problems] == [
        ("STR010", ("b",)),
        ("STR010", ("q",)),
        ("STR010", ("e",)),
    ]
    assert imported.document.node("q") is not None


def test_a_ring_is_broken_and_told() -> None:
    imported = read_drawing(
        drawing(
            containers=[
                {"id": "x", "type": "vpc", "parent": "y"},
                {"id": "y", "type": "subnet", "parent": "x"},
            ]
        )
    )
    assert imported.problems[0].node_ids == ("x", "y")
    assert list(imported.document.descendants("x"))


def test_what_a_drawing_does_not_say_is_unknown() -> None:
    document = read_drawing(drawing(nodes=[{"id": "t", "service": "dynamodb", "parent": "R"}])).document
    table = document.node("t")
    assert table is not None and getattr(table.service, "capacity_mode") is None  # noqa: B009
    assert not [finding for finding in check(document) if finding.rule == "DDB001"]


def test_unknown_services_are_kept_whole() -> None:
    props = {"attachments": 3}
    document = read_drawing(drawing(nodes=[{"id": "t", "service": "quantum_db", "props": props}])).document
    kept = document.node("t")
    assert kept is not None and isinstance(kept.service, UnknownService)
    assert (kept.service.original_name, kept.service.original) == ("quantum_db", props)


def test_properties_that_nobody_takes_are_reported() -> None:
    node = {"id": "b", "service": "s3", "parent": "R", "props": {"colour": "red", "versioning": "perhaps"}}
    assert set(read_drawing(drawing(nodes=[node])).ignored) == {"b.colour", "b.versioning"}


def overlapping(document: Document) -> list[tuple[str, str]]:
    pairs = []
    for parent in [None, *(node.id for node in document.nodes())]:
        inside = [n for n in document.children(parent) if isinstance(n, Node) and not n.service.border]
        for number, one in enumerate(inside):
            for other in inside[number + 1 :]:
                apart = (
                    one.x + one.size[0] <= other.x
                    or other.x + other.size[0] <= one.x
                    or one.y + one.size[1] <= other.y
                    or other.y + other.size[1] <= one.y
                )
                if not apart:
                    pairs.append((one.id, other.id))
    return pairs


def test_nothing_lies_on_anything_and_all_lies_in_its_container() -> None:
    containers = [{"id": "V", "type": "vpc", "parent": "R"}]
    containers += [{"id": z, "type": "az", "parent": "V"} for z in "ab"]
    containers += [{"id": z + s, "type": "subnet", "parent": z} for z in "ab" for s in "xy"]
    nodes = [{"id": f"w{n}", "service": "ec2", "parent": "abab"[n % 4] + "xyyx"[n % 4]} for n in range(23)]
    document = read_drawing(drawing(containers, nodes)).document
    assert overlapping(document) == []
    for node in document.nodes():
        parent = document.node(node.parent)
        if parent is not None and not node.service.border:
            assert node.x + node.size[0] <= parent.size[0] and node.y + node.size[1] <= parent.size[1]


def test_an_overlay_is_drawn_around_its_members() -> None:
    containers = [{"id": "V", "type": "vpc", "parent": "R"}, {"id": "a", "type": "az", "parent": "V"}]
    containers += [{"id": "s", "type": "subnet", "parent": "a"}]
    containers += [{"id": "sg", "type": "security_group", "parent": "V", "members": ["group", "ghost"]}]
    containers += [{"id": "group", "type": "asg", "parent": "V", "members": ["w", "x"]}]
    nodes = [{"id": node_id, "service": "ec2", "parent": "s"} for node_id in "wxyz"]
    document = read_drawing(drawing(containers, nodes)).document
    for overlay_id, member in (("group", "w"), ("group", "x"), ("sg", "group")):
        overlay, inside = document.node(overlay_id), document.node(member)
        assert overlay is not None and inside is not None
        assert canvas_rect(document, overlay).contains(canvas_rect(document, inside))


_ids = st.sampled_from(["aws", "R", "a", "b", "c", "project"])
_props = st.dictionaries(
    st.sampled_from(["cidr", "subnets", "rules", "listeners", "azs", "multi_az", "iops", "name", "members"]),
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=5),
        st.lists(st.text(max_size=3), max_size=3),
    ),
    max_size=3,
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": _ids, "type": st.sampled_from(["vpc", "subnet", "az", "asg", "odd"])},
            optional={"parent": _ids, "props": _props, "members": st.lists(_ids, max_size=2)},
        ),
        max_size=4,
    ),
    st.lists(
        st.fixed_dictionaries(
            {"id": _ids, "service": st.sampled_from(["ec2", "rds", "elb_alb", "odd"])},
            optional={"parent": _ids, "props": _props},
        ),
        max_size=4,
    ),
    st.lists(
        st.fixed_dictionaries({"id": _ids, "from": _ids, "to": _ids}, optional={"props": _props}), max_size=3
    ),
)
def test_no_drawing_crashes_the_import_or_the_check(
    containers: list[Any], nodes: list[Any], edges: list[Any]
) -> None:
    imported = read_drawing({"containers": containers, "nodes": nodes, "edges": edges})
    check(imported.document)


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="another/2"):
        read_drawing({"format": "another/2"})


def expecting(**expect: Any) -> Case:
    nodes = [{"id": "b", "service": "s3", "parent": "aws"}]
    return Case("case", drawing(nodes=nodes), expect)


def test_the_runner_tells_missed_wrong_and_misplaced() -> None:
    assert judge(expecting(must_fire=[{"rule": "STR005", "on": ["b"]}], exact_errors=["STR005"])).agrees
    assert judge(expecting(must_fire=[{"rule": "STR002", "on": []}])).missed == ("STR002",)
    assert judge(expecting(must_not_fire=["*:ERROR"])).wrongly == ("STR005",)
    assert judge(expecting(exact_errors=[])).wrongly == ("STR005",)
    assert judge(expecting(must_fire=[{"rule": "STR005", "on": ["R"]}])).misplaced == ("STR005",)


def test_the_runner_reads_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = {**drawing(), "id": "good", "format": "aws-drawing-neutral/1", "expect": {"no_errors": True}}
    bad = {**expecting().drawing, "id": "bad", "expect": {"no_errors": True}}
    (tmp_path / "good.json").write_text(json.dumps(good))
    assert main([str(tmp_path)]) == 0
    (tmp_path / "bad.json").write_text(json.dumps(bad))
    assert main([str(tmp_path)]) == 1
    assert "bad: reported wrongly STR005" in capsys.readouterr().out
    assert main([str(tmp_path / "none")]) == 2
