"""The workbook: formulas with values, text that stays text, and figures that LibreOffice works out alike."""

from __future__ import annotations

import re
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

import openpyxl
import pytest

from pricing.allowances import account_lines
from pricing.costs import CostComponent, hourly, included, needs, not_priced, usage
from pricing.estimate import Estimate, LineItem, Owner, price_component, total
from pricing.project_lines import subtotals
from pricing.rates import Rate, RateNotFound
from pricing.table import price_table
from pricing.tiers import Tier
from pricing.workbook import Quote, workbook_bytes, write_workbook
from pricing.workbook.diagram_sheet import png_size
from pricing.workbook.heights import lines_of
from pricing.workbook.texts import clean, footer
from projects.document import Draft
from projects.estimate import estimate as project_estimate
from projects.files import load

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

HOURS = Decimal(730)
SAMPLE = Path(__file__).resolve().parents[3] / "projects/samples/three_tier_web_application.blueprice"


def rate(key: str, unit: str, *tiers: tuple[str, str | None, str], region: str = "eu-west-1") -> Rate:
    steps = tuple(
        Tier(Decimal(start), None if end is None else Decimal(end), Decimal(price))
        for start, end, price in tiers
    )
    return Rate(key, region, "svc", f"About {key}", unit, steps, "AWS price list", "2025-10-22", "exact")


class FewRates:
    date = "2026-09-24"
    digest = "0f" * 32
    known: ClassVar = {
        "machine.hour": rate("machine.hour", "hour", ("0", None, "0.0416")),
        "store.gb": rate(
            "store.gb",
            "GB-month",
            ("0", "51200", "0.023"),
            ("51200", "512000", "0.022"),
            ("512000", None, "0.021"),
        ),
        "calls": rate("calls", "1M requests", ("1000000", None, "0.20")),
        "fee": rate("fee", "fee", ("0", None, "1234.5678")),
        "tiny": rate("tiny", "GB-second", ("0", None, "0.0000166667")),
        "guess.hour": replace(rate("guess.hour", "hour", ("0", None, "1.5")), confidence="memory", source=""),
        "own.hour": replace(
            rate("own.hour", "hour", ("0", None, "0.9")), sheet="acme.csv", source="acme.csv, row 12"
        ),
    }

    def rate(self, key: str, region: str) -> Rate:
        if key not in self.known or region != "eu-west-1":
            raise RateNotFound(key, region)
        return self.known[key]

    def keys(self, region: str, prefix: str = "") -> Iterable[str]:
        return iter(self.known)


def owner(number: int = 1, label: str = "Machine", service: str = "Amazon EC2", **facts: Any) -> Owner:
    path = facts.pop("path", ("Ireland", "VPC", "Private subnet"))
    return Owner(f"node-{number}", label, path, "svc", service, "Compute", facts.pop("region", "eu-west-1"))


def estimate(*parts: tuple[Owner, CostComponent]) -> Estimate:
    lines: list[LineItem] = []
    for whose, component in parts:
        lines += price_component(whose, component, FewRates(), HOURS)
    lines += account_lines(lines)
    return Estimate(tuple(lines), total(lines), HOURS, FewRates.date, FewRates.digest)


def everything() -> Estimate:
    """Each state, each kind of quantity, tiers, an allowance, payments in advance, each kind of price."""
    odd = owner(9, "=1+1", "*Third~party?", path=("<b>", "a*b"), region="eu-west-1")
    return estimate(
        (owner(1), hourly("Hours", "machine.hour", 3)),
        (owner(2, "Half"), hourly("Hours", "machine.hour", 1, hours=Decimal("365.5"))),
        (owner(3, "Bucket", "Amazon S3"), usage("Storage", "store.gb", 700_000)),
        (owner(4, "Queue", "Amazon SQS"), usage("Requests", "calls", 12_345_678)),
        (owner(5, "Plan"), replace(usage("Fee", "fee", 2), upfront=True)),
        (owner(6, "Function", "AWS Lambda"), usage("Duration", "tiny", Decimal("1234567.891"))),
        (owner(7, "VPC", "Amazon VPC"), included("VPC", "Not billed.")),
        (owner(8, "Later"), needs("Storage", "store.gb", "size_gb")),
        (odd, usage("Data", "tiny", 10_000_000)),
        (replace(odd, service_label="*third~party?"), usage("Data", "tiny", 20_000_000)),
        (owner(10, "Elsewhere", region="mars-1"), hourly("Hours", "machine.hour")),
        (owner(11, "Global", region="", path=()), not_priced("Support", "There is no figure.")),
        (owner(12, "Idle", "Amazon S3"), usage("Storage", "store.gb", 0)),
        (owner(13, "Own free part", "Amazon SQS"), usage("Requests", "calls", 3_000_000, pooled=False)),
        (owner(14, "Guessed"), hourly("Hours", "guess.hour", 2)),
        (owner(15, "Negotiated"), hourly("Hours", "own.hour", 2)),
        (owner(16, "Half paid"), replace(hourly("Hours", "machine.hour"), share=Decimal("0.5"))),
    )


def opened(quote: Quote, values: bool = True) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook_bytes(quote)), data_only=values)


def table(sheet: Any, header_row: int) -> list[dict[str, Any]]:
    names = [cell.value for cell in sheet[header_row]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(header_row + 1, values_only=True)]


def lines_of_sheet(book: Any) -> list[dict[str, Any]]:
    return table(book["Estimate"], 5)


def test_a_quote_has_five_sheets_in_reading_order() -> None:
    book = opened(Quote(everything()))
    assert book.sheetnames == ["Summary", "Estimate", "Rates", "Assumptions", "Diagram"]


def test_every_line_stands_in_one_row_with_its_state() -> None:
    quoted = everything()
    rows = lines_of_sheet(opened(Quote(quoted)))
    assert len(rows) == len(quoted.lines)
    for row, line in zip(rows, quoted.lines, strict=True):
        assert row["ID"] == (line.owner.node_id or "account")
        assert row["Component"] == line.component
        assert (
            row["State"]
            == {
                "priced": "Priced",
                "included": "Included",
                "needs_input": "Needs input",
                "not_priced": "Not priced",
            }[line.state]
        )


def test_a_tiered_quantity_takes_a_row_a_tier() -> None:
    rows = [row for row in lines_of_sheet(opened(Quote(everything()))) if row["Label"] == "Bucket"]
    assert [(row["Quantity"], row["Unit price"]) for row in rows] == [
        (51200, 0.023),
        (460800, 0.022),
        (188000, 0.021),
    ]
    # 51,200 x 0.023 + 460,800 x 0.022 + 188,000 x 0.021
    assert sum(row["Monthly"] for row in rows) == pytest.approx(1177.60 + 10137.60 + 3948.00)


def test_unknown_figures_are_blank_and_not_zero() -> None:
    for row in lines_of_sheet(opened(Quote(everything()))):
        unknown = row["State"] in ("Needs input", "Not priced")
        assert (row["Monthly"] is None) == unknown
        assert (row["First 12 months"] is None) == unknown


def test_unit_prices_refer_to_the_rates_and_costs_are_formulas() -> None:
    formulas = lines_of_sheet(opened(Quote(everything()), values=False))
    values = lines_of_sheet(opened(Quote(everything())))
    rates = opened(Quote(everything()))["Rates"]
    for shown, value in zip(formulas, values, strict=True):
        if value["State"] == "Priced":
            reference = re.fullmatch(r"=Rates!\$F\$(\d+)(\*0\.5)?", shown["Unit price"])
            assert reference is not None
            share = 0.5 if reference[2] else 1
            assert rates[f"F{reference[1]}"].value * share == value["Unit price"]
            assert bool(reference[2]) == (value["Label"] == "Half paid")
            assert rates[f"A{reference[1]}"].value == value["Rate key"]
            cost = shown["Upfront"] if value["Upfront"] else shown["Monthly"]
            assert re.fullmatch(r"=G(\d+)\*I\1", cost)
    assert formulas[0]["Quantity"] == "=3*HoursPerMonth"
    assert values[1]["Quantity"] == 365.5 and formulas[1]["Quantity"] == 365.5


def test_each_rate_is_listed_once_with_its_source() -> None:
    rows = table(opened(Quote(everything()))["Rates"], 4)
    keys = [(row["Rate key"], row["Region"], row["Tier"]) for row in rows]
    # One key is used with its free tier and without.
    assert len(keys) == len(set(keys)) == 10
    for row in rows:
        source, confidence = {
            "guess.hour": ("From memory, check before use.", "From memory"),
            "own.hour": ("acme.csv, row 12", "Own price"),
        }.get(row["Rate key"], ("AWS price list", "Published"))
        assert (row["Source"], row["Confidence"]) == (source, confidence)
        assert row["Source date"].isoformat()[:10] == "2025-10-22"


def test_what_is_free_once_per_account_is_a_line_below_zero_of_the_account() -> None:
    quoted = everything()
    rows = lines_of_sheet(opened(Quote(quoted)))
    (free,) = [row for row in rows if row["ID"] == "account"]
    # 1,000,000 requests at 0.20 USD a million
    assert (free["Quantity"], free["Unit price"], free["Monthly"]) == (-1, 0.2, -0.2)
    assert free["Path"] == free["Region"] == "AWS account: free allowances"
    book = opened(Quote(quoted))
    names = {cell.value: book["Summary"].cell(cell.row, 2).value for cell in book["Summary"]["A"]}
    assert names["AWS account: free allowances"] == -0.2
    assert sum(row["Monthly"] or 0 for row in rows) == pytest.approx(float(quoted.totals.monthly))


def test_prices_from_memory_and_own_ones_are_marked_and_counted() -> None:
    book = opened(Quote(everything()))
    rows = {row["Label"]: row for row in lines_of_sheet(book)}
    assert rows["Guessed"]["Confidence"] == "From memory"
    assert rows["Guessed"]["Note"].startswith("Price from memory: check it before use.")
    assert rows["Negotiated"]["Confidence"] == "Own price"
    assert "acme.csv, row 12" in rows["Negotiated"]["Note"]
    counted = {cell.value: book["Assumptions"].cell(cell.row, 2).value for cell in book["Assumptions"]["A"]}
    published = sum(row["State"] == "Priced" for row in rows.values()) - 2
    assert (counted["Computed"], counted["From memory"], counted["Own price"]) == (0, 1, 1)
    assert counted["Published"] >= published > 5
    assert str(book["Summary"]["A7"].value).endswith("1 from memory, 1 own (acme.csv)")


def test_the_allowance_switch_and_the_hours_are_told() -> None:
    def said(quote: Quote) -> str:
        sheet = opened(quote)["Assumptions"]
        return " ".join(str(cell.value) for cell in sheet["A"])

    assert "always leaves free is taken off once per account" in said(Quote(everything()))
    assert "always leaves free is not taken off" in said(Quote(everything(), free_allowances=False))
    assert opened(Quote(everything()))["Summary"]["E7"].value == 730


def test_every_total_and_every_page_of_an_incomplete_estimate_says_so() -> None:
    open_book, whole = (
        opened(Quote(everything())),
        opened(Quote(estimate((owner(), hourly("Hours", "machine.hour"))))),
    )
    for book, incomplete in ((open_book, True), (whole, False)):
        totals = [
            str(cell.value)
            for name in ("Summary", "Estimate")
            for cell in book[name]["A"]
            if str(cell.value).startswith("Total")
        ]
        assert totals == ["Total, incomplete" if incomplete else "Total"] * 4
        assert str(book["Summary"]["A9"].value).endswith("incomplete") == incomplete
        for sheet in book:
            said = sheet.oddHeader.right.text or ""
            assert ("Incomplete estimate: 3 lines are without a figure" in said) == incomplete


def test_every_formula_cell_holds_its_value() -> None:
    quote = Quote(everything(), findings=("A finding.",), notes="A note.\nAnother.")
    formulas, values = opened(quote, values=False), opened(quote)
    found = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            found += 1
            assert values[sheet.title][cell.coordinate].value is not None, (sheet.title, cell.coordinate)
    assert found > 100


def test_an_incomplete_total_says_so_on_the_first_page() -> None:
    texts = [cell.value for row in opened(Quote(everything()))["Summary"].iter_rows() for cell in row]
    assert any(str(text).startswith("Incomplete: 1 need input and 2 are not priced.") for text in texts)
    whole = Quote(estimate((owner(), hourly("Hours", "machine.hour"))))
    texts = [cell.value for row in opened(whole)["Summary"].iter_rows() for cell in row]
    assert "Complete: every line has a figure." in texts


def test_open_lines_are_listed_with_the_reason() -> None:
    texts = [cell.value for row in opened(Quote(everything()))["Assumptions"].iter_rows() for cell in row]
    assert "3 lines without a figure" in texts
    assert "There is no figure." in texts
    assert any("mars-1" in str(text) for text in texts)


def test_the_price_list_s_date_and_the_hours_are_stated() -> None:
    book = opened(Quote(everything()))
    assert book["Assumptions"]["B5"].value == 730
    assert book.defined_names["HoursPerMonth"].attr_text == "Assumptions!$B$5"
    dates = [
        cell.value for row in book["Summary"].iter_rows() for cell in row if getattr(cell, "is_date", False)
    ]
    assert any(value is not None and value.isoformat().startswith("2026-09-24") for value in dates)


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30 1234", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=A1}"]
)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    quoted = estimate((owner(1, text, text, path=(text,)), hourly(text, "machine.hour")))
    quote = Quote(quoted, name=text, client=text, author=text, notes=text, findings=(text,), regions=(text,))
    book = opened(quote, values=False)
    row = lines_of_sheet(book)[0]
    assert (row["Label"], row["Path"], row["Service"], row["Component"]) == (text, text, text, text)
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert text not in formulas
    assert all(cell.hyperlink is None for sheet in book for row in sheet.iter_rows() for cell in row)


def test_text_that_xml_or_excel_cannot_hold_is_made_to_fit() -> None:
    nasty = "a\x00b\x1b[31m\ud800\uffff_x0041_ & <b>]]> " + "x" * 1_000_000
    quoted = estimate((owner(1, nasty, nasty, path=(nasty,)), hourly(nasty, "machine.hour")))
    quote = Quote(quoted, name=nasty, client=nasty, author=nasty, notes=nasty, findings=(nasty,))
    label = lines_of_sheet(opened(quote))[0]["Label"]
    assert label.startswith("a�b�[31m��_x0041_ & <b>]]>")
    assert len(label) <= 32_767
    assert clean("a\r\nb") == "a\nb"
    marked = "<r><t>a</r>"
    quoted = estimate((owner(1, marked), hourly(marked, "machine.hour")))
    assert lines_of_sheet(opened(Quote(quoted, name=marked)))[0]["Label"].strip() == marked
    assert footer("A & B\nLtd") == "A && B Ltd"


def test_an_estimate_without_lines_is_still_a_workbook() -> None:
    book = opened(Quote(estimate()))
    assert book["Summary"]["A10"].value == 0


def test_the_same_quote_gives_the_same_bytes() -> None:
    quote = Quote(everything(), date="2026-11-22")
    assert workbook_bytes(quote) == workbook_bytes(quote)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    dots = chunk(b"pHYs", struct.pack(">IIB", 5669, 5669, 1))
    return start + dots + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(2000, 400), (300, 900), (10, 10)])
def test_the_picture_fits_its_page(width: int, height: int) -> None:
    assert png_size(png(width, height)) == (width, height, pytest.approx(144, abs=0.1))
    content = workbook_bytes(Quote(everything(), diagram=png(width, height)))
    drawing = zipfile.ZipFile(BytesIO(content)).read("xl/drawings/drawing1.xml").decode()
    extent = re.search(r'<a:ext cx="(\d+)" cy="(\d+)"', drawing)
    assert extent is not None
    across, down = (int(amount) / 9525 for amount in extent.groups())
    assert across <= 1041 and down <= 621 and (across > 1000 or down > 600)
    assert across / down == pytest.approx(width / height, rel=0.02)


def test_a_missing_picture_is_explained() -> None:
    book = opened(Quote(everything(), diagram_note="Qt is not installed."))
    assert book["Diagram"]["A3"].value == "Qt is not installed."
    assert opened(Quote(everything(), diagram=b"no picture"))["Diagram"]["A3"].value


def test_pages_print_in_landscape_with_the_header_repeated() -> None:
    sheet = opened(Quote(everything(), client="A & B", name="1st"))["Estimate"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "C6"
    assert sheet.oddFooter.left.text.endswith("A && B – 1st")


def test_writing_fails_without_touching_the_file_there_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "quote.xlsx"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pricing.atomic_file.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_workbook(path, Quote(everything()))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_long_text_takes_as_many_lines_as_it_needs() -> None:
    assert lines_of("short", 10) == 1
    assert lines_of("word " * 20, 20) == 5
    assert lines_of("x" * 10_000, 20) == 20


def many_containers() -> Estimate:
    parts = []
    for number in range(45):
        path = ("Ireland", f"VPC {number}")
        parts.append((owner(number, path=path), hourly("Hours", "machine.hour", number + 1)))
    return estimate(*parts)


def commitments() -> Estimate:
    """The three-tier sample with half of its servers' and the whole of its database's price paid upfront."""
    document = load(SAMPLE).document
    draft = Draft(document)
    for node in document.nodes():
        payment = {"ec2_instance": "partial_upfront", "rds_instance": "all_upfront"}.get(node.service.name)
        if payment is not None:
            bought = node.service.set(purchase="reserved", term_years="1", payment=payment)
            draft.put(node.model_copy(update={"service": bought}))
    document.apply(draft.change())
    made = project_estimate(document, price_table())
    assert made.totals.upfront and made.totals.monthly and made.account_lines
    return made


def test_a_single_payment_stands_beside_the_monthly_one() -> None:
    quoted = commitments()
    rows = lines_of_sheet(opened(Quote(quoted)))
    once = [row for row in rows if row["Upfront"]]
    assert once and all(row["Monthly"] == 0 for row in once)
    assert sum(row["Upfront"] for row in once) == pytest.approx(float(quoted.totals.upfront))
    for row in once:
        assert row["First 12 months"] == pytest.approx(row["Upfront"])
        monthly = [r["Monthly"] for r in rows if r["ID"] == row["ID"] and r["Rate key"] == row["Rate key"]]
        half_by_the_month = "partial_upfront" in row["Rate key"]
        assert (sum(monthly) > 0) == half_by_the_month


def terms() -> Estimate:
    """The same with every step after list prices, services with discounts of their own among them."""
    document = load(SAMPLE).document
    draft = Draft(document)
    for node in document.nodes():
        if node.service.name == "ec2_instance":
            bought = node.service.set(purchase="reserved", term_years="1", payment="partial_upfront")
            draft.put(node.model_copy(update={"service": bought}))
    own = {"Amazon EC2": Decimal("12.5"), "Data transfer": Decimal(0), "Amazon VPC": Decimal(3)}
    settings = document.settings.model_copy(
        update={
            "discount_percent": Decimal(7),
            "service_discounts": own,
            "support_plan": "business",
            "contingency_percent": Decimal(10),
            "tax_name": "VAT *",
            "tax_percent": Decimal(19),
        }
    )
    draft.put(settings)
    document.apply(draft.change())
    made = project_estimate(document, price_table())
    assert made.totals.upfront and len(made.project_lines) >= 7
    return made


def test_the_steps_from_list_prices_to_the_total_are_on_the_summary() -> None:
    quoted = terms()
    found = subtotals(quoted)
    summary = opened(Quote(quoted))["Summary"]
    rows = {row[0]: row[1:4] for row in summary.iter_rows(15, 22, values_only=True)}
    names = ["List prices", "Free allowances", "Discounts", "Charges", "AWS Support", "Contingency", "Tax"]
    assert list(rows)[:-1] == names
    for name, amounts in (("List prices", found.gross), ("Charges", found.charges), ("Tax", found.tax)):
        assert rows[name][:2] == pytest.approx((float(amounts.monthly), float(amounts.upfront)))
    assert list(rows)[-1].startswith("Total")
    assert rows[list(rows)[-1]][0] == pytest.approx(float(quoted.totals.monthly))
    assert summary["E6"].value == "USD, tax on a line of its own"


def test_without_terms_there_is_no_table_of_steps() -> None:
    cells = [row[0] for row in opened(Quote(commitments()))["Summary"].iter_rows(values_only=True)]
    assert "From list prices to the total" not in cells


def test_the_projects_lines_stand_apart_from_nodes_and_the_account() -> None:
    rows = [row for row in lines_of_sheet(opened(Quote(terms()))) if row["ID"] == "project"]
    assert {row["Path"] for row in rows} == {row["Region"] for row in rows} == {"Project"}
    assert {row["Label"] for row in rows} == {"Discounts", "AWS Support", "Contingency", "Tax"}


@pytest.mark.libreoffice
@pytest.mark.parametrize("hours", [100, 744])
def test_with_other_hours_every_share_follows(tmp_path: Path, hours: int) -> None:
    quoted = terms()
    document = load(SAMPLE).document
    assert document.settings.hours_per_month == 730
    content = workbook_bytes(Quote(quoted))
    changed = BytesIO()
    book = openpyxl.load_workbook(BytesIO(content))
    book["Assumptions"]["B5"] = hours
    book.save(changed)
    path = tmp_path / "hours.xlsx"
    path.write_bytes(changed.getvalue())
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{tmp_path}/out", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    rows = lines_of_sheet(openpyxl.load_workbook(tmp_path / "out" / "hours.xlsx", data_only=True))
    gross = sum(row["Monthly"] or 0 for row in rows if row["ID"] != "project")
    own = {"Amazon EC2": 0.125, "Data transfer": 0.0, "Amazon VPC": 0.03}
    off = sum((row["Monthly"] or 0) * own.get(row["Service"], 0.07) for row in rows if row["ID"] != "project")
    charges = gross - off
    assert gross != pytest.approx(float(subtotals(quoted).gross.monthly))
    support = max(100, charges * 0.1)
    secured = (charges + support) * 1.1
    assert charges < 10_000
    assert sum(row["Monthly"] or 0 for row in rows) == pytest.approx(secured * 1.19)


@pytest.mark.libreoffice
@pytest.mark.parametrize("build", [everything, many_containers, estimate, commitments, terms])
def test_libreoffice_works_out_the_same_figures(tmp_path: Path, build: Callable[[], Estimate]) -> None:
    quoted = build()
    quote = Quote(quoted, name="Quote", date="2026-11-22")
    engine, recalculated = opened(quote), _recalculated(workbook_bytes(quote), tmp_path)
    formulas = opened(quote, values=False)
    checked = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours = engine[sheet.title][cell.coordinate].value
            theirs = recalculated[sheet.title][cell.coordinate].value
            where = f"{sheet.title}!{cell.coordinate} {cell.value}"
            if isinstance(ours, int | float):
                assert theirs == pytest.approx(ours, abs=0.0049), where
            else:
                assert theirs == ours, where
            checked += 1
    assert checked > 10
    summary = recalculated["Summary"]
    assert Decimal(str(summary["A10"].value)).quantize(Decimal("0.01")) == quoted.totals.monthly.quantize(
        Decimal("0.01")
    )


def _recalculated(content: bytes, folder: Path) -> Any:
    """The workbook as LibreOffice saves it, having been given no value of any formula."""
    bare = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            target.writestr(name, part)
    before = openpyxl.load_workbook(bare, data_only=True)
    assert before["Summary"]["A10"].value is None
    path = folder / "bare.xlsx"
    path.write_bytes(bare.getvalue())
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/out", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / "out" / "bare.xlsx", data_only=True)
