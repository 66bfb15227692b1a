"""A person's own prices: read whole or not at all, put before the list, and named on their lines."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pricing.costs import hourly, usage
from pricing.estimate import Owner, price_component
from pricing.price_sheets import PriceSheet, SheetError, SheetPrices, read_price_sheet
from pricing.price_sheets.problems import MOST_PROBLEMS
from pricing.price_sheets.tables import read_table
from pricing.rates import Rate, RateNotFound
from pricing.table import price_table

OWNER = Owner("n1", "Shop", ("us-east-1",), "thing", "Thing", "Compute", "us-east-1")
NAT = "us-east-1,nat_gateway.hour,0.03"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """written("row", ..., columns="region,sku_key,price_usd"): a CSV file named acme.csv."""

    def write(*rows: str, columns: str = "region,sku_key,price_usd") -> Path:
        path = tmp_path / "acme.csv"
        path.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """workbook([cells], ...): an XLSX file of these rows."""

    def write(*rows: list[object], title: str = "Prices") -> Path:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.append(["Only a cover sheet"])
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        path = tmp_path / "acme.xlsx"
        book.save(path)
        return path

    return write


def read(path: Path) -> PriceSheet:
    return read_price_sheet(path, price_table())


def problems(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(SheetError) as refused:
        read(path)
    assert all(problem.remedy for problem in refused.value.problems)
    assert path.name in str(refused.value)
    return [(problem.row, problem.column, problem.what) for problem in refused.value.problems]


def test_a_row_gives_a_rate_with_the_list_s_unit_and_its_own_source(written: Callable[..., Path]) -> None:
    sheet = read(written(NAT))
    rate = sheet.rates["nat_gateway.hour", "us-east-1"]
    assert rate.price == Decimal("0.03")
    assert (rate.unit, rate.sheet, rate.source) == ("hour", "acme.csv", "acme.csv, row 2")
    assert rate.service == price_table().rate("nat_gateway.hour", "us-east-1").service


def test_a_line_priced_from_the_sheet_says_so(written: Callable[..., Path]) -> None:
    rates = SheetPrices(price_table(), read(written(NAT)))
    [own] = price_component(OWNER, hourly("NAT gateway", "nat_gateway.hour", reason="One a zone."), rates)
    assert own.monthly == Decimal("21.90")
    assert own.reason == "One a zone. Price from acme.csv, row 2."
    [listed] = price_component(OWNER, usage("Data", "nat_gateway.data", 10), rates)
    assert "acme.csv" not in listed.reason
    [unknown] = price_component(OWNER, hourly("NAT gateway", "nat_gateway.hour", None), rates)
    assert "acme.csv" in unknown.reason


def test_the_sheet_comes_before_the_list_and_a_region_before_every_region(
    written: Callable[..., Path],
) -> None:
    rates = SheetPrices(
        price_table(), read(written(NAT, "*,nat_gateway.hour,0.04", "*,sqs.requests.fifo,0.3"))
    )
    assert rates.rate("nat_gateway.hour", "us-east-1").price == Decimal("0.03")
    west = rates.rate("nat_gateway.hour", "eu-west-1")
    assert (west.price, west.region, west.sheet) == (Decimal("0.04"), "eu-west-1", "acme.csv")
    assert rates.rate("nat_gateway.data", "us-east-1") == price_table().rate("nat_gateway.data", "us-east-1")
    with pytest.raises(RateNotFound):
        rates.rate("nat_gateway.hour", "edge-us")
    with pytest.raises(RateNotFound):
        rates.rate("nat_gateway.nothing", "us-east-1")


def test_a_sheet_may_price_what_the_list_does_not_know(written: Callable[..., Path]) -> None:
    path = written("eu-west-1,private.offer,hour,12.5", columns="region,sku_key,unit,price_usd")
    rates = SheetPrices(price_table(), read(path))
    assert rates.rate("private.offer", "eu-west-1").unit == "hour"
    keys = list(rates.keys("eu-west-1", "p"))
    assert "private.offer" in keys
    assert keys == sorted(set(keys))
    assert "private.offer" not in list(rates.keys("us-east-1", "p"))


def test_digest_and_date_follow_both_the_list_and_the_sheet(written: Callable[..., Path]) -> None:
    first = SheetPrices(price_table(), read(written(NAT)))
    same = SheetPrices(price_table(), read(written("", NAT)))
    other = SheetPrices(price_table(), read(written("us-east-1,nat_gateway.hour,0.031")))
    dated = SheetPrices(
        price_table(), read(written(f"{NAT},2031-05-01", columns="region,sku_key,price_usd,effective_date"))
    )
    assert first.digest == same.digest
    assert len({first.digest, other.digest, dated.digest, price_table().digest}) == 4
    assert first.date == price_table().date
    assert dated.date == "2031-05-01"


def test_tiers_of_a_sheet_are_priced_as_tiers(written: Callable[..., Path]) -> None:
    path = written(
        "us-east-1,data_transfer.out.internet,10240,inf,0.04",
        "us-east-1,data_transfer.out.internet,0,10240,0.05",
        columns="region,sku_key,tier_from,tier_to,price_usd",
    )
    rates = SheetPrices(price_table(), read(path))
    lines = price_component(OWNER, usage("Out", "data_transfer.out.internet", 11_240), rates)
    assert [line.monthly for line in lines] == [512, 40]
    assert lines[0].rate is not None
    assert lines[0].rate.source == "acme.csv, rows 2 to 3"


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("us-east-1,nat_gateway.hour,cheap", "price_usd", "“cheap” is no number"),
        ("us-east-1,nat_gateway.hour,-0.01", "price_usd", "below zero"),
        ("us-east-1,nat_gateway.hour,", "price_usd", "no price"),
        ("us-east-1,nat_gateway.hour,nan", "price_usd", "no number"),
        ("us-east-1,nat_gateway.hour,1e99", "price_usd", "no number"),
        ("us-east-1,nat_gateway.hour,€ 0.03", "price_usd", "not in US dollars"),
        ("us-east-1,nat_gateway.hour,0.03 EUR", "price_usd", "not in US dollars"),
        ("us-east1,nat_gateway.hour,0.03", "region", "“us-east1” is no Region"),
        (",nat_gateway.hour,0.03", "region", "no Region"),
        ("us-east-1,NAT gateway,0.03", "sku_key", "no rate key"),
        ("us-east-1,,0.03", "sku_key", "no rate key"),
        ("us-east-1,private.offer,0.03", "unit", "does not know private.offer"),
        ("us-east-1,nat_gateway.hour,45", "price_usd", "far from the list's 0.045"),
        ("us-east-1,lambda.requests.x86,0.0000002", "price_usd", "far from the list's 0.2"),
    ],
)
def test_a_bad_cell_is_told_with_its_row_and_column(
    written: Callable[..., Path], row: str, column: str, what: str
) -> None:
    [(number, where, told)] = problems(written("us-east-1,nat_gateway.data,0.04", row))
    assert (number, where) == (3, column)
    assert what in told


@pytest.mark.parametrize(
    ("rows", "row", "what"),
    [
        (["0,100,0.05", "200,inf,0.04"], 3, "A gap"),
        (["0,100,0.05", "50,inf,0.04"], 3, "An overlap"),
        (["0,inf,0.05", "0,inf,0.04"], 3, "the same tier as row 2"),
        (["100,inf,0.05"], 2, "begins at 100"),
        (["0,0,0.05"], 2, "ends where it begins"),
    ],
)
def test_tiers_that_do_not_fit_are_refused(
    written: Callable[..., Path], rows: list[str], row: int, what: str
) -> None:
    columns = "region,sku_key,tier_from,tier_to,price_usd"
    told = problems(
        written(*(f"us-east-1,data_transfer.out.internet,{one}" for one in rows), columns=columns)
    )
    assert (told[0][0], len(told)) == (row, 1)
    assert what in told[0][2]


@pytest.mark.parametrize(
    ("columns", "row", "column", "what"),
    [
        ("region,sku_key,price_usd,currency", f"{NAT},EUR", "currency", "EUR"),
        ("region,sku_key,price_usd,unit", f"{NAT},GB", "unit", "priced per hour"),
        ("region,sku_key,price_usd,unit", "us-east-1,private.offer,1,1m calls", "unit", "cannot be read"),
        ("region,sku_key,price_usd,effective_date", f"{NAT},May", "effective_date", "no date"),
        ("region,sku_key,price_usd,confidence", f"{NAT},sure", "confidence", "none of"),
    ],
)
def test_the_other_columns_are_checked_too(
    written: Callable[..., Path], columns: str, row: str, column: str, what: str
) -> None:
    [(number, where, told)] = problems(written(row, columns=columns))
    assert (number, where) == (2, column)
    assert what in told


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"region,price_usd\nus-east-1,1\n", "Column missing: sku_key"),
        (b"hello\n", "no table"),
        (b'{"region": 1}', "no table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "no text file"),
        (b"PK\x03\x04 not a workbook", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel"),
        (b"region,sku_key,price_usd\n", "no row"),
        (b"region,sku_key,price_usd,region\nus-east-1,nat_gateway.hour,1,x\n", "is there twice"),
    ],
)
def test_what_is_no_price_sheet_is_refused_with_a_remedy(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "acme.csv"
    path.write_bytes(content)
    [(row, _, told)] = problems(path)
    assert row == 0
    assert what in told


def test_a_missing_file_is_said() -> None:
    with pytest.raises(SheetError, match="cannot be read"):
        read(Path("nowhere") / "acme.csv")


def test_problems_are_collected_and_nothing_is_half_taken(written: Callable[..., Path]) -> None:
    told = problems(written(NAT, "mars,nat_gateway.hour,0.03", "us-east-1,nat_gateway.data,x"))
    assert [(row, column) for row, column, _ in told] == [(3, "region"), (4, "price_usd")]


def test_problems_are_collected_up_to_a_number(written: Callable[..., Path]) -> None:
    path = written(*(["mars,nat_gateway.hour,0.03"] * 500))
    assert len(problems(path)) == MOST_PROBLEMS
    with pytest.raises(SheetError) as refused:
        read(path)
    assert len(str(refused.value).splitlines()) < 15


def test_a_bad_tier_is_not_blamed_on_the_next_one(written: Callable[..., Path]) -> None:
    told = problems(
        written(
            "us-east-1,data_transfer.out.internet,0,100,x",
            "us-east-1,data_transfer.out.internet,100,inf,0.04",
            columns="region,sku_key,tier_from,tier_to,price_usd",
        )
    )
    assert [(row, column) for row, column, _ in told] == [(2, "price_usd")]


@pytest.mark.parametrize(
    "content",
    [
        b"region;sku_key;price_usd\nus-east-1;nat_gateway.hour;0,03\n",
        b"Region\tSKU key\tPrice USD\r\nus-east-1\tnat_gateway.hour\t$0.03\r\n",
        "\ufeffregion,sku_key,price_usd\nus-east-1,nat_gateway.hour,0.03\n".encode(),
        "region,sku_key,price_usd\nus-east-1,nat_gateway.hour,0.03 USD\n".encode("utf-16"),
        "region,sku_key,price_usd,source\nus-east-1,nat_gateway.hour,0.03,Vertrag für ACME\n".encode(
            "cp1252"
        ),
        b"My prices\n\nregion,sku_key,price_usd\nUS-EAST-1,nat_gateway.hour,0.030\n",
    ],
)
def test_other_spellings_of_a_csv_are_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "acme.csv"
    path.write_bytes(content)
    assert read(path).rates["nat_gateway.hour", "us-east-1"].price == Decimal("0.03")


def test_a_workbook_is_read_from_the_sheet_that_has_the_columns(workbook: Callable[..., Path]) -> None:
    path = workbook(
        ["Agreed in May"],
        ["Region", "SKU key", "Price USD", "Effective date"],
        ["us-east-1", "nat_gateway.hour", 0.1 * 0.3, "2026-05-01"],
        [None, None, None, None],
        ["eu-west-1", "nat_gateway.hour", 0.031, None],
    )
    sheet = read(path)
    rate = sheet.rates["nat_gateway.hour", "us-east-1"]
    assert (rate.price, rate.source) == (Decimal("0.03"), "acme.xlsx, row 3")
    assert sheet.rates["nat_gateway.hour", "eu-west-1"].source == "acme.xlsx, row 5"
    assert sheet.date == "2026-05-01"


def test_a_formula_without_a_result_is_told(workbook: Callable[..., Path]) -> None:
    path = workbook(["region", "sku_key", "price_usd"], ["us-east-1", "nat_gateway.hour", "=0.045*0.8"])
    [(row, column, told)] = problems(path)
    assert (row, column) == (2, "price_usd")
    assert "no result" in told


def test_the_rows_of_any_table_can_be_read(written: Callable[..., Path]) -> None:
    table = read_table(written("a,1", columns="Name,Count"), ("name",))
    assert [(row.number, table.value(row, "name"), table.value(row, "none")) for row in table.rows] == [
        (2, "a", "")
    ]


def test_a_free_part_of_the_list_may_stay_free(written: Callable[..., Path]) -> None:
    columns = "region,sku_key,tier_from,price_usd"
    rate = read(written("us-east-1,kms.requests.symmetric,20000,0.02", columns=columns)).rates[
        "kms.requests.symmetric", "us-east-1"
    ]
    assert rate.tiers[0].start == 20000


@pytest.mark.shared
def test_the_list_s_own_rows_read_as_a_sheet_give_the_list_s_rates(
    shared_folder: Path, tmp_path: Path
) -> None:
    source = shared_folder / "prices" / "prices.csv"
    path = tmp_path / "s3.csv"
    with source.open(encoding="utf-8", newline="") as lines, path.open("w", newline="") as out:
        writer = csv.writer(out)
        reader = csv.reader(lines)
        writer.writerow(next(reader))
        writer.writerows(row for row in reader if row[0] in ("s3", "lambda", "kms", "dynamodb"))
    sheet = read(path)
    assert len(sheet.rates) > 1000
    for (key, region), rate in sheet.rates.items():
        listed = price_table().rate(key, region)
        assert plain(rate) == plain(listed)


def plain(rate: Rate) -> Rate:
    return replace(rate, source="", sheet="", description="", tier_descriptions=())
