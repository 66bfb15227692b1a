"""The commands check, rules and import: filters, exit codes, SARIF, accepted findings, damaged drawings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop import cli
from projects.acceptance import accept
from projects.checking import check
from projects.document import Document, Draft
from projects.drawing_format import FORMAT
from projects.files import load, save
from projects.rules.rule import all_rules
from tests.projects.rules.drawings import link, node, two_zones

Captured = pytest.CaptureFixture[str]

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

DRAWING = {
    "format": FORMAT,
    "title": "Web",
    "containers": [
        {"id": "aws", "type": "aws_cloud"},
        {"id": "R", "type": "region", "parent": "aws", "props": {"code": "us-east-1"}},
        {"id": "V", "type": "vpc", "parent": "R", "props": {"cidr": "10.0.0.0/16"}},
        {"id": "A", "type": "az", "parent": "V", "props": {"name": "us-east-1a"}},
        {"id": "S", "type": "subnet", "parent": "A", "props": {"cidr": "10.0.0.0/24", "public": False}},
    ],
    "nodes": [
        {"id": "web", "service": "ec2", "parent": "S", "props": {"wings": 2}},
        {"id": "db", "service": "rds", "parent": "V"},
    ],
    "edges": [{"id": "e", "from": "web", "to": "db", "kind": "traffic"}],
}


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def document() -> Document:
    """An error (a database in no subnet) and warnings (a bucket and a group that are open)."""
    return two_zones(
        node("db", "rds_instance", "vpc"),
        node("bucket", "s3_bucket", "region", block_public_access=False),
        node("group", "security_group", "vpc", ("web",), inbound="tcp 22 0.0.0.0/0"),
        node("web", "ec2_instance", "public-a"),
        node("users", "users"),
        link("users", "bucket"),
        link("web", "db"),
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "shop.blueprice"
    save(document(), path)
    return path


def accept_all(path: Path, severity: str, reason: str = "Agreed with the client") -> None:
    loaded = load(path).document
    draft = Draft(loaded)
    for finding in check(loaded):
        if finding.severity == severity:
            accept(draft, finding, reason, "Ada", "2026-09-30")
    loaded.apply(draft.change())
    save(loaded, path)


def as_json(capsys: Captured) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    return content


# filters


def test_severity_leaves_out_what_is_less_severe(project: Path, capsys: Captured) -> None:
    seen = []
    for severity in ("error", "warning", "info"):
        run("check", project, "--json", "--severity", severity)
        seen.append({finding["severity"] for finding in as_json(capsys)["findings"]})
    assert seen == [{"error"}, {"error", "warning"}, {"error", "warning", "info"}]


def test_rule_and_category_choose_and_the_exit_code_is_of_what_is_chosen(
    project: Path, capsys: Captured
) -> None:
    assert run("check", project, "--json", "--rule", "s3s003") == 0
    assert {f["rule"] for f in as_json(capsys)["findings"]} == {"S3S003"}
    assert run("check", project, "--json", "--category", "security") == 0
    assert {f["category"] for f in as_json(capsys)["findings"]} == {"security"}
    assert run("check", project, "--rule", "STR004", "S3S003") == 1


def test_a_rule_that_is_none_is_refused_with_what_may_be_meant(project: Path, capsys: Captured) -> None:
    assert run("check", project, "--rule", "S3S0003") == 2
    assert "S3S003" in capsys.readouterr().err


def test_scores_are_of_the_whole_drawing_whatever_is_chosen(project: Path, capsys: Captured) -> None:
    run("check", project, "--json")
    whole = as_json(capsys)["scores"]
    run("check", project, "--json", "--rule", "S3S003")
    assert as_json(capsys)["scores"] == whole
    assert {score["category"] for score in whole} == {rule.category for rule in all_rules().values()}


def test_the_text_has_a_line_for_each_category(project: Path, capsys: Captured) -> None:
    run("check", project)
    lines = capsys.readouterr().out.splitlines()
    security = next(line for line in lines if line.startswith("Security"))
    assert re.match(r"Security +\d{1,2}  \d+ of \d+ checks passed; ", security)


# accepted findings


def test_accepted_errors_do_not_fail_the_check_but_are_listed(project: Path, capsys: Captured) -> None:
    assert run("check", project) == 1
    accept_all(project, "error")
    capsys.readouterr()
    assert run("check", project) == 0
    text = capsys.readouterr().out
    assert "0 errors" in text
    assert "Agreed with the client (Ada, 2026-09-30)" in text
    assert run("check", project, "--json") == 0
    content = as_json(capsys)
    assert content["counts"]["error"] == 0
    assert content["counts"]["accepted"] == len(content["accepted"]) > 0
    assert {item["reason"] for item in content["accepted"]} == {"Agreed with the client"}
    assert not {"STR004"} & {item["rule"] for item in content["findings"]}


def test_the_quote_lists_accepted_findings_with_their_reasons(project: Path, tmp_path: Path) -> None:
    accept_all(project, "error")
    book = tmp_path / "quote.xlsx"
    assert run("export", project, "-o", book) == 0
    sheet = openpyxl.load_workbook(book)["Assumptions"]
    cells = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]
    title = cells.index("Accepted findings")
    assert any("Agreed with the client (Ada, 2026-09-30)" in cell for cell in cells[title:])
    assert not any("(STR004)" in cell for cell in cells[:title])


# SARIF


def sarif_of(path: Path, tmp_path: Path, *arguments: object) -> dict[str, Any]:
    out = tmp_path / "found.sarif"
    run("check", path, "--sarif", out, *arguments)
    content: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return content


def demand(content: dict[str, Any]) -> None:
    """What the schema of SARIF 2.1.0 demands of the parts that we write."""
    assert set(content) == {"$schema", "version", "runs"}
    assert content["version"] == "2.1.0"
    for run_ in content["runs"]:
        driver = run_["tool"]["driver"]
        assert driver["name"]
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(set(ids)) == len(ids)
        for rule in driver["rules"]:
            for words in ("shortDescription", "fullDescription", "help"):
                assert rule[words]["text"]
            assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        for invocation in run_["invocations"]:
            assert isinstance(invocation["executionSuccessful"], bool)
        assert run_["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        for result in run_["results"]:
            _demand_result(result, ids, run_.get("artifacts", []))


def _demand_result(result: dict[str, Any], ids: list[str], artifacts: list[Any]) -> None:
    known = {"ruleId", "ruleIndex", "kind", "level", "message", "locations", "relatedLocations"}
    assert set(result) <= known | {"partialFingerprints", "suppressions", "properties"}
    assert result["message"]["text"]
    assert ids[result["ruleIndex"]] == result["ruleId"]
    assert result["kind"] == "fail"
    assert result["level"] in ("note", "warning", "error")
    assert all(isinstance(text, str) for text in result["partialFingerprints"].values())
    for place in (*result["locations"], *result.get("relatedLocations", ())):
        assert set(place) <= {"id", "physicalLocation", "logicalLocations"}
        assert isinstance(place.get("id", 0), int)
        artifact = place["physicalLocation"]["artifactLocation"]
        assert artifacts[artifact["index"]]["location"]["uri"] == artifact["uri"]
        assert " " not in artifact["uri"]
        assert place["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
        for logical in place["logicalLocations"]:
            assert logical["name"] and logical["fullyQualifiedName"] and logical["kind"]
    for suppression in result.get("suppressions", ()):
        assert suppression["kind"] in ("inSource", "external")
        assert suppression["status"] in ("accepted", "underReview", "rejected")


def test_sarif_is_as_the_schema_demands(project: Path, tmp_path: Path) -> None:
    accept_all(project, "warning")
    content = sarif_of(project, tmp_path)
    demand(content)
    assert len(content["runs"][0]["results"]) > 3


def test_sarif_says_where_what_and_how_to_mend_it(project: Path, tmp_path: Path) -> None:
    results = sarif_of(project, tmp_path)["runs"][0]["results"]
    result = next(r for r in results if r["ruleId"] == "STR004")
    (place,) = result["locations"]
    assert place["logicalLocations"][0]["properties"]["id"] == "db"
    assert place["logicalLocations"][0]["fullyQualifiedName"].endswith("/db")
    line = place["physicalLocation"]["region"]["startLine"]
    assert '"id": "db"' in project.read_text(encoding="utf-8").splitlines()[line - 1]
    finding = next(f for f in check(document()) if f.rule == "STR004")
    assert finding.fix is not None
    assert result["properties"]["fixes"] == [{"description": {"text": finding.fix.label}}]
    assert finding.fix.label in result["message"]["text"]


def test_sarif_suppresses_what_is_accepted_and_nothing_else(project: Path, tmp_path: Path) -> None:
    accept_all(project, "error")
    results = sarif_of(project, tmp_path)["runs"][0]["results"]
    suppressed = [r for r in results if "suppressions" in r]
    assert {r["level"] for r in suppressed} == {"error"}
    assert {r["level"] for r in results if "suppressions" not in r} == {"warning", "note"}
    assert {r["suppressions"][0]["justification"] for r in suppressed} == {"Agreed with the client"}


def test_sarif_is_the_same_at_each_run_and_fingerprints_outlive_a_new_name(
    project: Path, tmp_path: Path
) -> None:
    first = sarif_of(project, tmp_path)
    assert sarif_of(project, tmp_path) == first
    loaded = load(project).document
    draft = Draft(loaded)
    database = loaded.node("db")
    assert database is not None
    draft.put(database.model_copy(update={"label": "Orders"}))
    loaded.apply(draft.change())
    save(loaded, project)
    prints = [
        {r["partialFingerprints"]["ruleAndElements/v1"] for r in run_["runs"][0]["results"]}
        for run_ in (first, sarif_of(project, tmp_path))
    ]
    assert prints[0] == prints[1]


def test_sarif_of_a_chosen_rule_has_only_that_rule(project: Path, tmp_path: Path) -> None:
    (run_,) = sarif_of(project, tmp_path, "--rule", "S3S003")["runs"]
    assert [rule["id"] for rule in run_["tool"]["driver"]["rules"]] == ["S3S003"]
    demand({"$schema": "", "version": "2.1.0", "runs": [run_]})


def test_sarif_never_replaces_what_was_checked(project: Path, capsys: Captured) -> None:
    before = project.read_bytes()
    assert run("check", project, "--sarif", project) == 2
    assert project.read_bytes() == before


def test_sarif_into_no_folder_is_said_in_one_line(project: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("check", project, "--sarif", tmp_path / "none" / "x.sarif") == 2
    assert "no such folder" in capsys.readouterr().err


# rules


def test_rules_lists_the_whole_book(capsys: Captured) -> None:
    assert run("rules") == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(all_rules())
    assert last == f"{len(all_rules())} rules"
    assert run("rules", "--json") == 0
    content = as_json(capsys)
    assert (content["format"], content["version"]) == ("blueprice-rules", 1)
    assert [rule["id"] for rule in content["rules"]] == list(all_rules())
    assert {rule["source_read_again"] for rule in content["rules"]} == {True, False}
    assert not [rule["id"] for rule in content["rules"] if "not re-read" in rule["source"]]


def test_rules_can_be_chosen(capsys: Captured) -> None:
    run("rules", "--json", "--severity", "warning", "--category", "performance", "cost_optimization")
    rules = as_json(capsys)["rules"]
    assert {rule["severity"] for rule in rules} == {"warning"}
    assert {rule["category"] for rule in rules} == {"performance", "cost_optimization"}


def test_the_command_line_names_the_categories_that_rules_have() -> None:
    from typing import get_args

    from desktop.commands.checks import CATEGORIES, SEVERITIES
    from projects.rules import rule

    assert get_args(rule.Category) == CATEGORIES
    assert rule.SEVERITIES == SEVERITIES


# import, and checking a drawing as it is


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "web.json"
    path.write_text(json.dumps(DRAWING, indent=1), encoding="utf-8")
    return path


def test_a_drawing_is_checked_as_the_project_made_of_it(drawing: Path, capsys: Captured) -> None:
    assert run("check", drawing, "--json") == 1
    of_drawing = as_json(capsys)["findings"]
    project = drawing.with_suffix(".blueprice")
    assert run("import", drawing) == 0
    capsys.readouterr()
    assert run("check", project, "--json") == 1
    assert as_json(capsys)["findings"] == of_drawing


def test_import_says_what_was_ignored_and_where_the_project_is(drawing: Path, capsys: Captured) -> None:
    assert run("import", drawing, "-o", drawing.parent / "p.blueprice") == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(drawing.parent / "p.blueprice")
    assert "web.wings" in said.err
    loaded = load(drawing.parent / "p.blueprice")
    assert not loaded.problems
    assert {n.id for n in loaded.document.nodes()} == {"aws", "R", "V", "A", "S", "web", "db"}


def test_import_never_writes_over_another_file_unasked(drawing: Path, capsys: Captured) -> None:
    drawing.with_suffix(".blueprice").write_text("mine", encoding="utf-8")
    assert run("import", drawing) == 2
    assert drawing.with_suffix(".blueprice").read_text(encoding="utf-8") == "mine"
    assert run("import", drawing, "-o", drawing) == 2
    assert json.loads(drawing.read_text(encoding="utf-8")) == DRAWING


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ('{"containers": [\n{"id": "a"', "line 2, column 11: the file ends too early"),
        ('{"containers": [\n{"id" "a"}]}', "line 2, column 7: the text is not valid JSON"),
        ("[1, 2]", "not a drawing"),
        ('{"nodes": 3}', "not a list"),
        ('{"format": "aws-drawing-neutral/9", "nodes": []}', "aws-drawing-neutral/1"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_damaged_drawing_is_one_line_with_place_and_remedy(
    tmp_path: Path, capsys: Captured, text: str, words: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    assert run("import", path) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert line.startswith(f"blueprice: {path}: ")
    assert not path.with_suffix(".blueprice").exists()


def test_faults_of_a_drawing_itself_are_findings(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "bad.json"
    edge = {"id": "e", "from": "web", "to": "nowhere", "kind": "traffic"}
    path.write_text(json.dumps({**DRAWING, "edges": [edge]}), encoding="utf-8")
    assert run("check", path, "--json", "--rule", "STR010") == 1
    (finding,) = as_json(capsys)["findings"]
    assert finding["node_ids"] == ["e"]
    demand(sarif_of(path, tmp_path))
