"""`blueprice prices` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import main
from pricing.offers.installed import FOLDER_VARIABLE, installed
from pricing.table import price_table
from tests.pricing.offers.aws import Row, nat, offer_csv


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "prices"))
    price_table.cache_clear()
    path = tmp_path / "offer.csv"
    path.write_bytes(offer_csv([Row("0.1200000000"), nat()]))
    return path


@pytest.fixture(autouse=True)
def shipped_prices_again() -> object:
    yield
    price_table.cache_clear()


def test_update_then_info_and_diff_tell_what_is_installed(
    offer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prices", "info"]) == 0
    assert "Updates: none" in capsys.readouterr().out
    assert main(["prices", "update", "--from", str(offer), "--region", "eu-west-1"]) == 0
    assert "2 rates in 1 Region are up to date: 2 changed, 0 new" in capsys.readouterr().out
    assert main(["prices", "info"]) == 0
    told = capsys.readouterr().out
    assert "AWS Price List AmazonEC2" in told and "2026-11-01: 2 rates" in told and "eu-west-1" in told
    assert price_table().digest in told
    assert main(["prices", "diff", "shipped", "current", "--region", "eu-west-1"]) == 0
    told = capsys.readouterr().out
    assert "2 dearer:" in told
    assert "eu-west-1 nat_gateway.hour: 0.048 USD per hour -> 0.05 USD per hour (+4.2 %)" in told
    assert main(["prices", "diff", "current", "previous", "--region", "eu-west-1"]) == 0
    assert "nat_gateway.hour: 0.05 USD per hour -> 0.048 USD per hour (-4.0 %)" in capsys.readouterr().out


def test_the_same_table_does_not_differ(offer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prices", "diff", "shipped", "current", "--region", "eu-west-1"]) == 0
    assert "No price differs." in capsys.readouterr().out


def test_the_folder_of_a_table_can_be_compared(offer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["prices", "update", "--from", str(offer)])
    table = installed().table
    capsys.readouterr()
    assert main(["prices", "diff", str(table), "current", "--region", "eu-west-1"]) == 0
    assert " new:" in capsys.readouterr().out
    assert main(["prices", "diff", "nowhere", "current"]) == 2
    assert "there is no price table" in capsys.readouterr().err


def test_a_failed_update_says_where_what_and_remedy_in_one_line(
    offer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offer.write_bytes(offer.read_bytes().replace(b'"0.0500000000"', b'"n/a"'))
    assert main(["prices", "update", "--from", str(offer)]) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1 and told.out == ""
    assert "offer.csv, line 8: the price 'n/a' is no number" in told.err
    assert "The prices you had are still in use." in told.err


def test_what_is_suspicious_is_listed(offer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    offer.write_bytes(offer_csv([Row("9.99"), nat()]))
    assert main(["prices", "update", "--from", str(offer)]) == 0
    told = capsys.readouterr().out
    assert "1 suspicious" in told and "times the old 0.107" in told
