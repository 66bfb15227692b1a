"""Each rule of style finds the drawing that breaks it, and leaves the one that nearly does alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.canvas.layout import Layout
from desktop.canvas.paths import Route
from desktop.canvas.primitives import Box
from desktop.style_check.checker import check_page, check_style
from desktop.style_check.rule import style_rules
from projects import files
from projects.checking import check
from projects.document import Document
from projects.records import Link, Node, Note, Page
from projects.rules.rule import Finding
from projects.scores import scores
from projects.service import make_service

SAMPLES = sorted((Path(__file__).parents[3] / "projects" / "samples").glob("*.blueprice"))


def node(node_id: str, x: int, y: int, service: str = "ec2_instance", **more: object) -> Node:
    return Node(id=node_id, service=make_service(service), x=x, y=y, **more)  # type: ignore[arg-type]


def frame(node_id: str, x: int, y: int, w: int, h: int, service: str = "vpc", **more: object) -> Node:
    return node(node_id, x, y, service, width=w, height=h, **more)


def link(source: str, target: str, **more: object) -> Link:
    return Link(id=f"{source}-{target}", source=source, target=target, **more)  # type: ignore[arg-type]


def step(text: str, x: int = 0, y: int = 0, details: str = "Something happens", **more: object) -> Note:
    return Note(
        id=f"step {text} {x}", kind="step", text=text, details=details, x=x, y=y, width=24, height=24, **more
    )  # type: ignore[arg-type]


def found(rule: str, *records: object, lines: dict[str, Route] | None = None) -> list[Finding]:
    document = Document(records)  # type: ignore[arg-type]
    routes = None if lines is None else lines
    return [f for f in check_page(document, None, Layout(document), routes) if f.rule == rule]


A, B = node("a", 0, 0, label="A"), node("b", 400, 0, label="B")
BETWEEN = node("c", 200, 0, label="C")
STRAIGHT = {"a-b": Route(((64.0, 32.0), (400.0, 32.0)))}
ROUND = {
    "a-b": Route(((64.0, 32.0), (120.0, 32.0), (120.0, -40.0), (360.0, -40.0), (360.0, 32.0), (400.0, 32.0)))
}
ROW = tuple(node(f"n{i}", i * 200, 0) for i in range(4))
VPC = frame("v", 0, 0, 400, 400)


@pytest.mark.parametrize(
    ("rule", "records", "lines"),
    [
        ("STYLE001", (A, node("far", 5000, 0)), None),
        ("STYLE002", (A, node("b", 40, 0)), None),
        ("STYLE003", (A, node("b", 0, 70)), None),
        ("STYLE003", (VPC, node("a", 370, 200, parent="v", label="A name wider than its icon")), None),
        ("STYLE003", (A, Note(id="n", text="Remark", x=0, y=50)), None),
        ("STYLE004", (A, BETWEEN, B, link("a", "b")), STRAIGHT),
        ("STYLE005", (A, node("c", 200, -40, label="Between"), B, link("a", "b")), STRAIGHT),
        ("STYLE006", (A, step("1", 20, 20)), None),
        ("STYLE006", (A, step("1", 20, 66, parent="a")), None),
        ("STYLE007", (VPC, frame("w", 300, 300, 400, 400)), None),
        ("STYLE007", (VPC, frame("s", 300, 100, 200, 200, "subnet", parent="v")), None),
        ("STYLE008", (node("a", 0, 0, label="A name that goes on and on and never ends and goes on"),), None),
        ("STYLE008", (frame("v", 0, 0, 200, 200, label="A very long name for such a little frame"),), None),
        ("STYLE009", (VPC, node("a", 160, 8, parent="v")), None),
        ("STYLE010", (A, node("b", 400, 0, width=96, height=96)), None),
        ("STYLE011", (frame("g", 0, 0, 200, 200, "generic_group"),), None),
        ("STYLE012", (A, link("a", "gone")), {}),
        ("STYLE013", (A, B, link("a", "b"), link("b", "a")), None),
        ("STYLE013", (A, B, link("a", "b", kind="no_such_kind")), None),
        ("STYLE014", (A, B, link("a", "b")), {"a-b": Route(((64.0, 32.0), (400.0, 90.0)))}),
        ("STYLE015", (step("1"), step("3", 100)), None),
        ("STYLE015", (step("1"), step("1", 100)), None),
        ("STYLE016", (step("1", details=" "),), None),
        ("STYLE017", (*ROW, *(link(f"n{i + 1}", f"n{i}") for i in range(3))), None),
        ("STYLE018", (A, B, BETWEEN, link("a", "b"), link("a", "c", kind="event")), None),
        ("STYLE019", (node("a", 0, 0, "app_runner"),), None),
        ("STYLE020", (node("a", 0, 0, "cloudfront", label="CloudFront"),), None),
        ("STYLE021", (frame("s", 0, 0, 200, 200, "auto_scaling_group", label="Auto scaling Group"),), None),
    ],
)  # fmt: skip
def test_a_drawing_that_breaks_a_rule_is_found(rule, records, lines):
    assert found(rule, *records, lines=lines), rule


@pytest.mark.parametrize(
    ("rule", "records", "lines"),
    [
        ("STYLE001", (A, node("far", 1000, 0)), None),
        ("STYLE001", (A,), None),
        ("STYLE001", (frame("v", 0, 0, 4000, 400), node("a", 3900, 99, parent="v"), node("b", 0, 500)), None),
        ("STYLE002", (A, node("b", 64, 0)), None),
        ("STYLE003", (A, node("b", 0, 120)), None),
        ("STYLE003", (VPC, node("g", 0, 0, "internet_gateway", parent="v", side="left", offset=0.5)), None),
        ("STYLE003", (frame("g", 0, 0, 300, 200, "auto_scaling_group"),), None),
        ("STYLE004", (A, BETWEEN, B, link("a", "b")), ROUND),
        ("STYLE005", (A, node("c", 200, -40, label="Between"), B, link("a", "b")),
         {"a-b": STRAIGHT["a-b"]._replace(gaps=(Box(190, 24, 84, 20),))}),
        ("STYLE006", (A, step("1", -12, -12, parent="a")), None),
        ("STYLE006", (A, B, link("a", "b"), step("1", anchor="a-b")), STRAIGHT),
        ("STYLE007", (VPC, frame("g", 300, 100, 200, 200, "auto_scaling_group")), None),
        ("STYLE007", (VPC, frame("w", 400, 0, 400, 400)), None),
        ("STYLE007", (VPC, frame("s", 100, 100, 200, 200, "subnet", parent="v")), None),
        ("STYLE008", (node("a", 0, 0, label="A name in two lines of words"),), None),
        ("STYLE009", (VPC, node("a", 160, 24, parent="v")), None),
        ("STYLE009", (VPC, node("g", 0, 0, "internet_gateway", parent="v", side="top", offset=0.5)), None),
        ("STYLE010", (A, B), None),
        ("STYLE010", (node("a", 0, 0, width=96, height=96), node("b", 400, 0, width=96, height=96)), None),
        ("STYLE011", (frame("g", 0, 0, 200, 200, "generic_group", label="Payment"),), None),
        ("STYLE012", (A, B, link("a", "b")), None),
        ("STYLE013", (A, B, link("a", "b", label="Ask"), link("b", "a")), None),
        ("STYLE014", (A, B, link("a", "b")), ROUND),
        ("STYLE015", (step("1"), step("2", 100), step("2a", 200)), None),
        ("STYLE016", (step("1"),), None),
        ("STYLE017", (*ROW, *(link(f"n{i}", f"n{i + 1}") for i in range(3))), None),
        ("STYLE018", (A, B, BETWEEN, link("a", "b"), link("a", "c")), None),
        ("STYLE018", (A, B, BETWEEN, link("a", "b"), link("a", "c", kind="event"),
                      Note(id="n", kind="legend", x=0, y=300)), None),
        ("STYLE019", (node("a", 0, 0, "lambda_function"),), None),
        ("STYLE020", (node("a", 0, 0, "cloudfront", label="Amazon CloudFront"),
                      node("b", 200, 0, "cloudfront", label="CloudFront")), None),
        ("STYLE020", (node("a", 0, 0, "cloudfront", label="Shop front"),), None),
        ("STYLE021", (frame("s", 0, 0, 200, 200, "auto_scaling_group", label="Auto Scaling group"),), None),
        ("STYLE021", (node("a", 0, 0, label="Web Server One"),), None),
    ],
)  # fmt: skip
def test_a_drawing_that_nearly_breaks_it_is_left_alone(rule, records, lines):
    assert found(rule, *records, lines=lines) == []


def test_every_rule_has_a_drawing_that_breaks_it_and_one_that_does_not():
    for test in (
        test_a_drawing_that_breaks_a_rule_is_found,
        test_a_drawing_that_nearly_breaks_it_is_left_alone,
    ):
        (mark,) = [mark for mark in test.pytestmark if mark.name == "parametrize"]
        assert {row[0] for row in mark.args[1]} == set(style_rules())


@pytest.mark.parametrize(
    ("rule", "records", "lines"),
    [
        ("STYLE002", (A, node("b", 40, 0)), None),
        ("STYLE002", (VPC, node("a", 100, 100, parent="v"), node("b", 120, 110, parent="v")), None),
        ("STYLE007", (VPC, frame("w", 300, 300, 400, 400)), None),
        ("STYLE009", (VPC, node("a", 160, 8, parent="v")), None),
        ("STYLE010", (A, node("b", 400, 0, width=96, height=96)), None),
        ("STYLE012", (A, link("a", "gone")), {}),
        ("STYLE014", (A, node("b", 400, 200), link("a", "b", routing="straight")), None),
        ("STYLE015", (step("2"), step("5", 100)), None),
        ("STYLE018", (A, B, BETWEEN, link("a", "b"), link("a", "c", kind="event")), None),
        ("STYLE020", (node("a", 0, 0, "cloudfront", label="CloudFront"),), None),
        ("STYLE021", (node("a", 0, 0, "cloudfront", label="Amazon Cloudfront"),), None),
    ],
)  # fmt: skip
def test_a_remedy_mends_what_was_found_and_can_be_undone(rule, records, lines):
    document = Document(records)
    (finding,) = [f for f in check_page(document, None, Layout(document), lines) if f.rule == rule]
    change = finding.fix.change(document)
    document.apply(change)
    assert [f for f in check_style(document) if f.rule == rule] == []
    document.apply(change.inverse())
    assert all(document.get(record.id) == record for record in records)


def test_a_finding_says_what_and_where_and_leads_there():
    (finding,) = found("STYLE004", A, BETWEEN, B, link("a", "b"), lines=STRAIGHT)
    assert finding.message.startswith("The link from A to B runs through C")
    assert finding.node_ids == ("a-b", "c") and finding.category == "style"


def test_pages_do_not_stand_in_each_other_s_way():
    document = Document([A, Page(id="p"), node("b", 0, 0, parent="p")])
    assert [f for f in check_style(document) if f.rule == "STYLE002"] == []


def test_what_is_hidden_is_not_judged():
    assert found("STYLE002", A, node("b", 10, 10, hidden=True)) == []


def test_style_is_neither_an_error_nor_part_of_a_score():
    document = Document([A, node("b", 10, 10)])
    judged = check_style(document)
    assert judged and all(finding.severity != "error" for finding in judged)
    assert scores(document, (*check(document), *judged)) == scores(document, check(document))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_nothing_overlaps_in_the_samples(path):
    document = files.load(path).document
    assert {f.rule for f in check_style(document)} <= {"STYLE018", "STYLE020"}


def test_an_empty_project_has_no_findings():
    assert check_style(Document()) == ()


def test_the_list_of_rules_in_the_documentation_is_current(monkeypatch):
    root = Path(__file__).parents[3]
    monkeypatch.syspath_prepend(str(root / "scripts"))
    import style_page

    written = (root / "docs" / "style_check.md").read_text(encoding="utf-8")
    assert written == style_page.page(), "out of date: run `make docs ARGS=style`"


def test_what_the_list_calls_a_remedy_is_one():
    document = Document([A, B, BETWEEN, link("a", "b"), link("a", "c", kind="event")])
    mended = {f.rule for f in check_style(document) if f.fix is not None}
    assert mended <= {rule.id for rule in style_rules().values() if rule.remedy}
