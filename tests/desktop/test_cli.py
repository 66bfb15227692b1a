"""The command line: what it prints, its exit codes, and that nobody sees a traceback."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from desktop import cli
from desktop.commands.errors import sentence
from projects.document import Document
from projects.files import load, save
from projects.records import Node, Settings
from projects.service import make_service

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "projects" / "samples").glob("*.blueprice"))

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two NAT gateways in a public subnet of Ireland; nobody knows what goes through the second."""
    data = {"data_processed_gb": Decimal("100.5")}
    chain = ("aws_cloud", "region", "vpc", "availability_zone", "subnet")
    facts: dict[str, dict[str, Any]] = {
        "region": {"code": "eu-west-1"},
        "vpc": {"cidr": "10.0.0.0/16"},
        "availability_zone": {"zone": "eu-west-1a"},
        "subnet": {"cidr": "10.0.0.0/24", "public": True},
    }
    nodes = [
        Node(id=name, service=make_service(name, facts.get(name)), parent=chain[depth - 1] if depth else None)
        for depth, name in enumerate(chain)
    ]
    nodes += [
        Node(id="nat-1", service=make_service("nat_gateway", data), parent="subnet", label="=Way out"),
        Node(id="nat-2", service=make_service("nat_gateway"), parent="subnet", label="Zweiter Übergang"),
    ]
    path = tmp_path / "ways out.blueprice"
    save(Document([Settings(name="Ways out", client="Example Ltd"), *nodes]), path)
    return path


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


# estimate


def test_estimate_prints_lines_and_totals(project: Path, capsys: Captured) -> None:
    assert run("estimate", project) == 0
    text = capsys.readouterr().out
    assert text.startswith("Ways out\nList prices of ")
    assert "Zweiter Übergang" in text and "needs input" in text
    assert "Monthly " in text and "First 12 months" in text
    assert "Incomplete: " in text


def test_estimate_json_adds_up_and_names_its_rates(project: Path, capsys: Captured) -> None:
    assert run("estimate", project, "--json") == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["format"], content["version"]) == ("blueprice-estimate", 1)
    lines = content["line_items"]
    known = [Decimal(line["monthly"]) for line in lines if line["monthly"] is not None]
    assert sum(known) == Decimal(content["totals"]["monthly"]) > 0
    assert content["totals"]["complete"] is False
    processed = next(
        line for line in lines if line["node_id"] == "nat-1" and line["component"] == "Data processed"
    )
    assert processed["quantity"] == "100.5"
    assert Decimal(processed["monthly"]) == Decimal("100.5") * Decimal(processed["unit_price"])
    assert processed["rate"]["key"] == "nat_gateway.data"
    assert processed["rate"]["region"] == "eu-west-1"
    assert all(processed["rate"][name] for name in ("source", "effective_date", "confidence"))
    assert processed["path"][-1] == "Public subnet 10.0.0.0/24"


NAT_HOUR = "nat_gateway.hour"


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    """A negotiated price of a NAT gateway's hour in every Region."""
    path = tmp_path / "acme.csv"
    path.write_text(f"region,sku_key,price_usd\n*,{NAT_HOUR},0.01\n", encoding="utf-8")
    return path


def test_own_prices_come_before_the_list_and_are_marked(
    project: Path, prices: Path, capsys: Captured
) -> None:
    assert run("estimate", project, "--prices", prices, "--json") == 0
    content = json.loads(capsys.readouterr().out)
    own = [line for line in content["line_items"] if line["rate"] and line["rate"]["key"] == NAT_HOUR]
    assert [(line["monthly"], line["rate"]["sheet"]) for line in own] == [("7.3", "acme.csv")] * 2
    assert content["price_sheets"] == ["acme.csv"]
    assert content["confidences"]["own"] == 2
    assert run("estimate", project, "--prices", prices) == 0
    text = capsys.readouterr().out
    assert "Own prices of acme.csv, list prices of 20" in text
    assert "2 own (acme.csv)" in text and text.count("own price\n") == 2


def test_a_file_is_written_with_own_prices(project: Path, prices: Path, tmp_path: Path) -> None:
    book = tmp_path / "quote.xlsx"
    assert run("export", project, "-o", book, "--prices", prices) == 0
    sheet = openpyxl.load_workbook(book, data_only=True)["Rates"]
    assert any("acme.csv, row 2" in str(cell.value) for cell in sheet["I"])
    assert run("headless", project, "-o", tmp_path / "out", "--prices", prices) == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / "ways out.xlsx", data_only=True)["Rates"]
    assert any("acme.csv, row 2" in str(cell.value) for cell in sheet["I"])


def test_a_price_sheet_with_faults_stops_the_command_and_names_every_row(
    project: Path, prices: Path, tmp_path: Path, capsys: Captured
) -> None:
    prices.write_text(
        f"region,sku_key,price_usd\n*,{NAT_HOUR},cheap\nmars-1,{NAT_HOUR},1\n", encoding="utf-8"
    )
    out = tmp_path / "quote.csv"
    assert run("export", project, "-o", out, "--prices", prices) == 2
    said = capsys.readouterr().err.splitlines()
    assert [f"acme.csv: row {row}" in line for row, line in zip((2, 3), said, strict=True)] == [True, True]
    assert not out.exists()
    assert run("estimate", project, "--prices", tmp_path / "none.csv") == 2
    assert "none.csv" in capsys.readouterr().err


def test_the_window_takes_a_price_sheet_before_or_after_the_project(
    project: Path, prices: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    opened: list[tuple[str | None, str | None]] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("desktop.app.run", lambda path, sheet=None: opened.append((path, sheet)) or 0)
    for arguments in (("--prices", prices, project), (project, "--prices", prices), (f"--prices={prices}",)):
        assert run(*arguments) == 0
    assert opened == [(str(project), str(prices))] * 2 + [(None, str(prices))]
    assert run("--prices", project.with_suffix(".csv"), project) == 2
    assert "no such price sheet" in capsys.readouterr().err
    assert run("--prices", prices, "estimate", project) == 2
    assert "blueprice estimate --prices" in capsys.readouterr().err


def test_what_is_free_once_per_account_is_told_apart(capsys: Captured) -> None:
    sample = next(path for path in SAMPLES if "serverless" in path.name)
    run("estimate", sample, "--json")
    content = json.loads(capsys.readouterr().out)
    free = [line for line in content["line_items"] if line["of_account"]]
    assert free and all(Decimal(line["monthly"]) < 0 and line["node_id"] == "" for line in free)
    assert content["free_allowances"]["applied"] is True
    assert Decimal(content["free_allowances"]["monthly"]) == sum(Decimal(line["monthly"]) for line in free)
    run("estimate", sample)
    assert "Free allowances, once per account" in capsys.readouterr().out


def test_every_output_counts_prices_by_their_source_and_tells_the_hours(
    project: Path, capsys: Captured
) -> None:
    run("estimate", project, "--json")
    content = json.loads(capsys.readouterr().out)
    priced = [line for line in content["line_items"] if line["state"] == "priced"]
    assert sum(content["confidences"].values()) == len(priced)
    run("estimate", project)
    text = capsys.readouterr().out
    assert f"Prices: {len(priced)} published" in text and "730 hours a month" in text
    assert len([line for line in text.splitlines() if line.endswith("(incomplete)")]) >= 3
    run("estimate", project, "--csv")
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert {(row["hours_per_month"], row["estimate_complete"]) for row in rows} == {("730", "no")}


def test_unknown_figures_are_null_in_json_and_empty_in_csv(project: Path, capsys: Captured) -> None:
    run("estimate", project, "--json")
    lines = json.loads(capsys.readouterr().out)["line_items"]
    unknown = [line for line in lines if line["state"] == "needs_input"]
    assert unknown
    assert {line["monthly"] for line in unknown} == {line["first_12_months"] for line in unknown} == {None}
    assert unknown[0]["missing_property"] == "data_processed_gb"
    run("estimate", project, "--csv")
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert len(rows) == len(lines)
    assert {row["monthly"] for row in rows if row["state"] == "needs_input"} == {""}


def test_text_like_a_formula_is_harmless_in_csv(project: Path, capsys: Captured) -> None:
    run("estimate", project, "--csv")
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert {row["label"] for row in rows if row["node_id"] == "nat-1"} == {"'=Way out"}


# check


def test_check_gives_1_when_there_are_errors(project: Path, capsys: Captured) -> None:
    run("check", project, "--json")
    content = json.loads(capsys.readouterr().out)
    assert (content["format"], content["version"]) == ("blueprice-findings", 1)
    errors = [finding for finding in content["findings"] if finding["severity"] == "error"]
    assert content["counts"]["error"] == len(errors)
    assert run("check", project) == (1 if errors else 0)
    assert f"{len(errors)} error" in capsys.readouterr().out


def test_check_finds_a_nat_gateway_outside_every_subnet(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "p.blueprice"
    save(Document([Node(id="nat-1", service=make_service("nat_gateway"))]), path)
    assert run("check", path, "--json") == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert any("nat-1" in finding["node_ids"] for finding in findings)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_free_of_errors(sample: Path, capsys: Captured) -> None:
    assert run("check", sample) == 0


# services


def test_services_lists_the_whole_catalogue(capsys: Captured) -> None:
    assert run("services") == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert run("services", "--json") == 0
    content = json.loads(capsys.readouterr().out)
    assert [service["name"] for service in content["services"]] == names
    assert (content["format"], content["version"]) == ("blueprice-services", 1)
    gateway = next(service for service in content["services"] if service["name"] == "nat_gateway")
    assert "subnet" in gateway["inside"]
    assert "nat_gateway.hour" in {component["rate_key"] for component in gateway["cost_components"]}


def test_each_schema_takes_what_the_samples_hold_and_nothing_else(capsys: Captured) -> None:
    run("services", "--json")
    schemas = {s["name"]: s["properties"] for s in json.loads(capsys.readouterr().out)["services"]}
    checked = 0
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"no_such_property": 1}, schema)
    for sample in SAMPLES:
        for record in json.loads(sample.read_text(encoding="utf-8"))["records"]:
            if record["type"] == "node":
                jsonschema.validate(record.get("properties", {}), schemas[record["service"]])
                checked += 1
    assert checked > 20
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"data_processed_gb": "much"}, schemas["nat_gateway"])


# export and headless


def test_export_writes_every_kind_of_file(project: Path, tmp_path: Path, capsys: Captured) -> None:
    outputs = [tmp_path / f"out.{kind}" for kind in ("png", "svg", "pdf", "xlsx", "csv", "json")]
    assert run("export", project, "-o", *outputs) == 0
    begins = [b"\x89PNG", b"<?xml", b"%PDF", b"PK", b"\xef\xbb\xbfnode_id", b"{"]
    for path, start in zip(outputs, begins, strict=True):
        assert path.read_bytes().startswith(start), path
    assert capsys.readouterr().out.split("\n")[:-1] == [str(path) for path in outputs]
    assert openpyxl.load_workbook(outputs[3])["Summary"]["A1"].value == "Ways out"


def test_the_scale_doubles_the_picture(project: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1.png", tmp_path / "2.png"
    run("export", project, "-o", one, "--scale", 1)
    run("export", project, "-o", two, "--scale", 2, "--transparent", "--no-costs")
    sizes = [int.from_bytes(path.read_bytes()[16:20], "big") for path in (one, two)]
    assert abs(sizes[1] - 2 * sizes[0]) <= 2


def test_an_export_that_fails_leaves_the_others_and_says_so(
    project: Path, tmp_path: Path, capsys: Captured
) -> None:
    good, bad = tmp_path / "a.csv", tmp_path / "none" / "a.json"
    assert run("export", project, "-o", bad, good) == 2
    said = capsys.readouterr()
    assert good.is_file() and said.out == f"{good}\n"
    assert said.err == f"blueprice: {bad}: there is no such folder; make it first or choose another\n"


def test_an_export_never_replaces_the_project(project: Path, capsys: Captured) -> None:
    same = project.with_suffix(".json")
    project.rename(same)
    before = same.read_bytes()
    assert run("export", same, "-o", same) == 2
    assert same.read_bytes() == before
    assert "the project itself" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [("-o", "a.doc"), ("-o", "a.png", "--scale", "5"), ()])
def test_wrong_arguments_are_refused_before_anything_is_written(
    project: Path, wrong: tuple[str, ...], capsys: Captured
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("export", project, *wrong)
    assert stopped.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_headless_prices_checks_and_writes_four_files(
    project: Path, tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "new" / "output"
    assert run("headless", project, "-o", folder) == 0
    kinds = {".pdf", ".png", ".svg", ".xlsx"}
    assert {path.suffix for path in folder.iterdir()} == kinds
    text = capsys.readouterr().out
    assert "Monthly" in text and "errors" in text
    assert all(str(path) in text for path in folder.iterdir())


# bad input


@pytest.mark.parametrize("command", ["estimate", "check", "export"])
@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b'{"format": "blueprice"}'])
def test_an_unreadable_file_is_one_line_and_exit_2(
    tmp_path: Path, command: str, content: bytes, capsys: Captured
) -> None:
    path = tmp_path / "bad.blueprice"
    path.write_bytes(content)
    more = ["-o", tmp_path / "out.json"] if command == "export" else []
    assert run(command, path, *more) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert said.err.startswith(f"blueprice: {path}: ") and ";" in said.err
    assert not (tmp_path / "out.json").exists()


def test_a_file_with_faults_is_priced_and_the_faults_are_said(project: Path, capsys: Captured) -> None:
    project.write_text(project.read_text(encoding="utf-8").replace("100.5", '"much"'), encoding="utf-8")
    assert load(project).problems
    assert run("estimate", project, "--json") == 0
    said = capsys.readouterr()
    assert "nat-1, data_processed_gb" in said.err
    assert json.loads(said.out)["problems"][0]["place"].endswith("nat-1, data_processed_gb")


def test_a_fault_of_ours_is_one_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a\nb")

    monkeypatch.setattr("projects.estimate.estimate", broken)
    assert run("estimate", project) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "KeyError" in said and "report" in said


def test_one_sentence_holds_file_place_fault_and_remedy() -> None:
    assert (
        sentence("a.blueprice", "The file is cut.", "Get a copy.", "line 3")
        == "a.blueprice: line 3: the file is cut; get a copy"
    )
    assert sentence("a", "AWS said no.") == "a: AWS said no"


# starting


def test_a_file_or_nothing_opens_the_window(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    opened: list[str | None] = []

    def window(path: str | None = None, prices: str | None = None) -> int:
        opened.append(path)
        return 7

    monkeypatch.setattr("desktop.app.run", window)
    assert (run(), run(project)) == (7, 7)
    assert opened == [None, str(project)]
    assert run(project, project) == 2


def test_the_version_tells_the_price_date(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("--version")
    assert stopped.value.code == 0
    assert "AWS list prices of 20" in capsys.readouterr().out


def without_qt(*arguments: object) -> subprocess.CompletedProcess[str]:
    block = "import sys; sys.modules.update(dict.fromkeys(['PySide6', 'shiboken6', 'qtpy', 'qtawesome']))"
    code = f"{block}\nfrom desktop.cli import main\nsys.exit(main({[str(a) for a in arguments]!r}))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize("arguments", [("estimate",), ("estimate", "--json"), ("check",), ("services",)])
def test_what_draws_nothing_works_without_qt(project: Path, arguments: tuple[str, ...]) -> None:
    files = [] if arguments == ("services",) else [project]
    done = without_qt(*arguments, *files)
    assert done.returncode in (0, 1) and done.stderr == "" and done.stdout


def test_without_qt_the_workbook_says_that_the_picture_is_left_out(project: Path, tmp_path: Path) -> None:
    done = without_qt("export", project, "-o", tmp_path / "q.xlsx", tmp_path / "q.csv", tmp_path / "q.png")
    assert done.returncode == 2
    assert (tmp_path / "q.csv").is_file() and not (tmp_path / "q.png").exists()
    assert "picture is left out" in openpyxl.load_workbook(tmp_path / "q.xlsx")["Diagram"]["A3"].value
    assert "q.png" in done.stderr and "Traceback" not in done.stderr


def test_a_window_without_a_display_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, project: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(cli.sys, "platform", "linux")
    assert run(project) == 2
    assert "no display" in capsys.readouterr().err


def test_a_word_that_is_neither_file_nor_command_is_said_so(capsys: Captured) -> None:
    assert run("estimat") == 2
    assert "no such file or command" in capsys.readouterr().err


def test_terms_of_the_project_are_in_every_output(tmp_path: Path, capsys: Captured) -> None:
    sample = next(path for path in SAMPLES if "three" in path.name)
    text = sample.read_text(encoding="utf-8")
    start = text.index('{"type": "settings", "id": "project"') + len('{"type": "settings", "id": "project"')
    terms = ', "discount_percent": 10, "support_plan": "business", "tax_name": "VAT", "tax_percent": 19'
    project = tmp_path / "terms.blueprice"
    project.write_text(text[:start] + terms + text[start:], encoding="utf-8")
    run("estimate", project, "--json")
    content = json.loads(capsys.readouterr().out)
    lines = [line for line in content["line_items"] if line["step"]]
    assert [line["step"] for line in lines] == ["discounts", "support", "tax"]
    assert not any(line["of_account"] or line["node_id"] for line in lines)
    steps = {name: Decimal(found["monthly"]) for name, found in content["subtotals"].items()}
    assert steps["charges"] == steps["list_prices"] + steps["free_allowances"] + steps["discounts"]
    parts = (steps["charges"], steps["support"], steps["contingency"], steps["tax"])
    assert sum(parts) == Decimal(content["totals"]["monthly"])
    assert steps["tax"] == (steps["charges"] + steps["support"]) * Decimal("0.19")
    assert content["terms"]["tax_name"] == "VAT"
    run("estimate", project, "--csv")
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert [row["step"] for row in rows if row["step"]] == ["discounts", "support", "tax"]
    run("estimate", project)
    said = capsys.readouterr().out
    assert "Discount: 10 % on all services" in said and "tax in a line of its own" in said
    assert "Charges          USD" in said
