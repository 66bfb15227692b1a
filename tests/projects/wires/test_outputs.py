"""Lines of links in what leaves the application: JSON, CSV and the workbook, and in project files."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest

from pricing.table import price_table
from pricing.workbook import workbook_bytes
from projects import files
from projects.estimate import estimate
from projects.outputs.estimates import estimate_content, estimate_csv
from projects.outputs.quotes import quote
from projects.records import Link
from tests.projects.wires.drawing import Drawing

WHY = "500 GB × 2 directions, us-east-1a to us-east-1b."


@pytest.fixture
def drawing() -> Drawing:
    return Drawing().server("web", "east-private-a").server("db", "east-private-b").link("web", "db", 500, 0)


def test_json_and_csv_hold_the_lines_of_links(drawing: Drawing) -> None:
    found = estimate(drawing.document, price_table())
    [item] = [
        one for one in estimate_content(drawing.document, found)["line_items"] if one["label"] == "web → db"
    ]
    assert (item["node_id"], item["service"], item["region"]) == ("web>db", "data_transfer", "us-east-1")
    assert (item["quantity"], item["unit"], item["monthly"], item["reason"]) == ("1000", "GB", "10", WHY)
    [row] = [row for row in csv.DictReader(StringIO(estimate_csv(found))) if row["label"] == "web → db"]
    assert (row["monthly"], row["rate_key"], row["reason"]) == ("10", "data_transfer.inter_az", WHY)


def test_the_workbook_holds_the_lines_of_links(drawing: Drawing) -> None:
    document = drawing.document
    content = workbook_bytes(quote(document, estimate(document, price_table())))
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True)["Estimate"]
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    [row] = [row for row in rows if "web>db" in row]
    assert "web → db" in row
    assert any(WHY in cell for cell in row)


def test_a_file_keeps_both_directions(drawing: Drawing) -> None:
    drawing.link("db", "web", None, "12.5")
    loaded = files.loads(files.dumps(drawing.document))
    assert not loaded.problems
    link = loaded.document.get("db>web")
    assert isinstance(link, Link)
    assert (link.gb_per_month, link.gb_back_per_month) == (None, Decimal("12.5"))


@pytest.mark.parametrize("wrong", ['"much"', "-3", "1e30", "[]"])
def test_wrong_gigabytes_in_a_file_are_said_and_left_out(drawing: Drawing, wrong: str) -> None:
    drawing.link("db", "web", 7, 8)
    text = files.dumps(drawing.document).replace('"gb_back_per_month": 8', f'"gb_back_per_month": {wrong}')
    loaded = files.loads(text)
    [problem] = loaded.problems
    assert "gb_back_per_month" in problem.place
    link = loaded.document.get("db>web")
    assert isinstance(link, Link)
    assert (link.gb_per_month, link.gb_back_per_month) == (7, None)
