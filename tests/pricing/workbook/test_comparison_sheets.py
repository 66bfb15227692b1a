"""The sheets Comparison and Variants: words in the place of savings nobody can know, formulas elsewhere."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pricing.comparisons.purchases import Option
from pricing.table import price_table
from pricing.workbook import Quote, workbook_bytes
from projects import edits
from projects.comparing.moving import move_region
from projects.comparing.purchases import compare_purchases
from projects.comparing.regions import chosen_regions, compare_regions
from projects.comparing.variant_costs import compare_variants
from projects.comparing.variants import create
from projects.document import Document, Draft
from projects.estimate import estimate
from projects.records import Variant
from tests.projects.wires.drawing import Drawing

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def servers() -> Document:
    """Two servers in two zones, one of a type that only one of the two Regions prices."""
    drawing = Drawing(nat=True).server("web", "east-private-a", instances=3)
    drawing.server("odd", "east-private-b", instance_type="z9.nano", purchase="spot")
    drawing.server("kept", "east-private-b", purchase="reserved", term_years="3", payment="all_upfront")
    drawing.put("data", "nat_gateway", "east-private-a", data_processed_gb=100)
    return drawing.link("web", "kept", 1500, 20).document


def variants(document: Document) -> list[Variant]:
    found = []
    for name, values in (
        ("=Larger", {"web": ("instance_type", "m6i.xlarge")}),
        ("Unpriced", {"web": ("instance_type", "z8.nano")}),
        ("Reserved", {"web": ("purchase", "reserved")}),
    ):
        draft = Draft(document)
        for node_id, (prop, value) in values.items():
            edits.set_property(draft, [node_id], prop, value)
        found.append(create(Draft(document), name, draft.change())[0])
    move = move_region(document, "us-east-1", "eu-central-1")
    found.append(create(Draft(document), "Frankfurt", move.change)[0])
    gone = {"gone": {"instances": 2}, "web": {"instances": 4}}
    return [*found, Variant(id="v-gone", name="Gone", comment="Old", changes=gone)]  # type: ignore[dict-item]


@cache
def quote() -> Quote:
    document, rates = servers(), price_table()
    return Quote(
        estimate(document, rates),
        name="Compared",
        date="2026-11-22",
        regions_compared=compare_regions(
            document, rates, wanted=chosen_regions(["us-", "eu-", "ap-southeast-6"]), moving="us-east-1"
        ),
        purchases_compared=compare_purchases(document, rates),
        variants_compared=compare_variants(document, rates, variants(document)),
    )


def opened(values: bool = True) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook_bytes(quote())), data_only=values)


def rows(sheet: Any, head: str) -> dict[str, list[Any]]:
    """The rows under the column head that begins with ``head``, up to a blank one, by their first cell."""
    found: dict[str, list[Any]] = {}
    begun = False
    for cells in sheet.iter_rows(values_only=True):
        if begun and cells[0] is None:
            break
        if begun:
            found[str(cells[0])] = list(cells)
        begun = begun or cells[0] == head
    return found


def test_a_quote_without_comparisons_has_no_such_sheets() -> None:
    plain = replace(quote(), regions_compared=None, purchases_compared=None, variants_compared=None)
    names = openpyxl.load_workbook(BytesIO(workbook_bytes(plain))).sheetnames
    assert "Comparison" not in names and "Variants" not in names
    assert opened().sheetnames[-2:] == ["Comparison", "Variants"]


def test_a_region_with_unpriced_lines_shows_words_and_no_saving() -> None:
    compared = quote().regions_compared
    assert compared is not None
    shown = rows(opened()["Comparison"], "Region")
    assert list(shown) == ["As drawn", *(f"{row.code} – {row.name}" for row in compared.rows)]
    told = 0
    for row in compared.rows:
        cells = shown[f"{row.code} – {row.name}"]
        assert cells[1] == pytest.approx(float(row.totals.monthly))
        if row.comparable:
            assert cells[4] == pytest.approx(float(row.difference.first_12_months or 0), abs=1e-6)
        else:
            told += 1
            assert cells[4:6] == ["Not comparable", "–"]
            assert "Not comparable" in cells[9]
    assert told and told < len(compared.rows) - 1


def test_an_option_without_a_rate_shows_words_and_no_saving() -> None:
    compared = quote().purchases_compared
    assert compared is not None
    shown = rows(opened()["Comparison"], "Option")
    for row in compared.rows:
        cells = shown[row.label]
        assert (cells[6] == "Not comparable") == (not row.comparable)
        assert (cells[2] == "No rate") == row.unpriced
    assert any(row.unpriced for row in compared.rows)
    three = shown[Option("reserved", 3, "all_upfront").label]
    assert three[1] == 3


def test_the_variants_stand_with_their_differences_and_tie_out() -> None:
    compared = quote().variants_compared
    assert compared is not None
    sheet = opened()["Variants"]
    totals, lines = rows(sheet, "Variant"), rows(sheet, "Service")
    assert list(totals) == ["Base", "=Larger", "Unpriced", "Reserved", "Frankfurt", "Gone"]
    assert totals["Unpriced"][6:8] == ["Not comparable", "–"]
    assert totals["Gone"][1] == "Old gone is not in the drawing any more."
    last = lines["Total of what has a figure"]
    assert last[3] == pytest.approx(totals["Base"][5])
    for number, column in enumerate(compared.columns):
        assert last[4 + 2 * number] == pytest.approx(totals[column.name][5])
        assert last[5 + 2 * number] == totals[column.name][6] or last[5 + 2 * number] == pytest.approx(
            totals[column.name][6]
        )


@pytest.mark.libreoffice
def test_libreoffice_works_out_the_same_comparisons(tmp_path: Path) -> None:
    ours, formulas = opened(), opened(values=False)
    theirs = _recalculated(workbook_bytes(quote()), tmp_path)
    checked = 0
    for name in ("Comparison", "Variants"):
        for cell in (cell for row in formulas[name].iter_rows() for cell in row if cell.data_type == "f"):
            expected, found = ours[name][cell.coordinate].value, theirs[name][cell.coordinate].value
            where = f"{name}!{cell.coordinate} {cell.value}"
            if isinstance(expected, int | float):
                assert found == pytest.approx(expected, abs=0.0049), where
            else:
                assert found == expected, where
            checked += 1
    assert checked > 100


def _recalculated(content: bytes, folder: Path) -> Any:
    """The workbook as LibreOffice saves it, having been given no value of any formula."""
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            target.writestr(name, part)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/out", str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / "out" / "bare.xlsx", data_only=True)
