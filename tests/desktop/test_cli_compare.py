"""blueprice compare: what it prints and writes, and what it says where nothing can be compared."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from desktop import cli
from projects import edits
from projects.comparing.variants import create
from projects.document import Draft
from projects.files import load, save
from tests.projects.wires.drawing import Drawing

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three servers in us-east-1, and a variant of the file with a type that nobody sells."""
    document = Drawing().server("web", "east-private-a", instances=3).document
    for name, kind in (("Larger", "m6i.xlarge"), ("Unknown", "z9.nano")):
        draft = Draft(document)
        edits.set_property(draft, ["web"], "instance_type", kind)
        change = draft.change()
        draft = Draft(document)
        create(draft, name, change)
        document.apply(draft.change())
    path = tmp_path / "shop.blueprice"
    save(document, path)
    return path


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def test_regions_are_listed_with_what_cannot_be_compared_last(project: Path, capsys: Captured) -> None:
    assert (
        run("compare", project, "--regions", "us-east", "sa-", "ap-southeast-6", "--moving", "us-east-1") == 0
    )
    said = capsys.readouterr().out
    order = [said.index(code) for code in ("us-east-2 ", "sa-east-1 ", "ap-southeast-6 ")]
    assert order == sorted(order)
    assert "present" in said
    assert "not comparable" in said[order[-1] :]
    assert "not comparable" not in said[: order[-1]]
    assert "Over the lines priced in both:" in said[order[-1] :]


def test_regions_as_csv_leave_the_difference_empty(project: Path, capsys: Captured) -> None:
    assert (
        run("compare", project, "--regions", "us-east-1", "ap-southeast-6", "--moving", "us-east-1", "--csv")
        == 0
    )
    rows = {row["region"]: row for row in csv.DictReader(StringIO(capsys.readouterr().out))}
    assert Decimal(rows["us-east-1"]["difference_first_12_months"]) == 0
    lost = rows["ap-southeast-6"]
    assert (lost["comparable"], lost["difference_first_12_months"], lost["difference_share"]) == (
        "no",
        "",
        "",
    )
    assert int(lost["not_priced"]) > 0


def test_every_comparison_at_once_as_json(project: Path, capsys: Captured) -> None:
    assert run("compare", project, "--regions", "Europe", "--purchase", "--variants", "--json") == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["format"], content["version"]) == ("blueprice-comparison", 1)
    assert all(row["geography"] == "Europe" for row in content["regions"]["rows"])
    unpriced = [row for row in content["purchase_options"]["rows"] if not row["comparable"]]
    assert unpriced
    for row in unpriced:
        assert row["saving_share"] is None and row["break_even_month"] is None
        assert row["open_lines"][0]["rate_key"]
    larger, unknown = content["variants"]["rows"]
    assert larger["comparable"] and Decimal(larger["difference"]["monthly"]) > 0
    assert [line["component"] for line in larger["lines"]] == ["Instance hours (m6i.xlarge, Linux)"]
    assert unknown["difference"] == dict.fromkeys(("monthly", "upfront", "first_12_months", "share"))
    assert unknown["open_lines"][0]["lost"] is True


def test_variants_as_a_table_and_as_csv(project: Path, capsys: Captured) -> None:
    assert run("compare", project, "--variants") == 0
    said = capsys.readouterr().out
    assert "Larger" in said and "not comparable" in said
    assert run("compare", project, "--variants", "--csv") == 0
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert [(row["variant"], row["component"]) for row in rows if row["component"] == "Total"] == [
        ("Larger", "Total"),
        ("Unknown", "Total"),
    ]
    assert [row["difference_monthly"] for row in rows if row["variant"] == "Unknown"] == ["", ""]


def test_purchase_options_as_a_table_and_as_csv(project: Path, capsys: Captured) -> None:
    assert run("compare", project, "--purchase") == 0
    assert "Compute Savings Plan, 3 years, all upfront" in capsys.readouterr().out
    assert run("compare", project, "--purchase", "--csv") == 0
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    whole = {row["option"]: row for row in rows if not row["node_id"]}
    alone = {row["option"]: row for row in rows if row["node_id"] == "web"}
    assert whole["Spot"]["comparable"] == "no" and whole["Spot"]["monthly"] == ""
    assert whole["On-Demand"]["monthly"] == alone["On-Demand"]["monthly"]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_files_are_written_by_suffix(project: Path, tmp_path: Path, capsys: Captured, suffix: str) -> None:
    path = tmp_path / f"compared{suffix}"
    assert run("compare", project, "--variants", "-o", path) == 0
    assert capsys.readouterr().out.strip() == str(path)
    if suffix == ".xlsx":
        assert "Variants" in openpyxl.load_workbook(path).sheetnames
    elif suffix == ".csv":
        assert path.read_text("utf-8-sig").startswith("variant_id,")
    else:
        assert json.loads(path.read_text())["variants"]


def test_the_exported_quote_has_the_variants_of_the_file(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "quote.xlsx"
    assert run("export", project, "-o", path) == 0
    cells = [row[0].value for row in openpyxl.load_workbook(path)["Variants"].iter_rows()]
    assert {"Base", "Larger", "Unknown"} <= set(cells)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what to compare"),
        (("--regions", "mars"), 'no Region begins with "mars"'),
        (("--regions", "--moving", "sa-east-1"), "the drawing has no Region sa-east-1"),
        (("--regions", "--variants", "--csv"), "holds one comparison"),
        (("--variants", "-o", "missing/folder/x.json"), "no such folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    project: Path, capsys: Captured, arguments: tuple[str, ...], said: str
) -> None:
    assert run("compare", project, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err and len(captured.err.splitlines()) == 1


def test_a_drawing_with_nothing_to_compare_says_what_is_missing(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "empty.blueprice"
    save(Drawing().put("users", "client").document, path)
    assert run("compare", path, "--variants") == 2
    assert "has no variants" in capsys.readouterr().err
    assert run("compare", path, "--purchase") == 2
    assert "can be bought in several ways" in capsys.readouterr().err


def test_the_project_itself_is_never_written_over(project: Path, capsys: Captured) -> None:
    before = project.read_bytes()
    linked = project.with_suffix(".json")
    linked.hardlink_to(project)
    assert run("compare", project, "--variants", "-o", linked) == 2
    assert "the project itself" in capsys.readouterr().err
    assert project.read_bytes() == before
    assert len(list(load(project).document.variants())) == 2
