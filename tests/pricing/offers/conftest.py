"""A folder for updated prices of the test's own, and a server of price files on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pricing.offers.installed import FOLDER_VARIABLE
from pricing.table import price_table
from tests.pricing.offers.aws import Server, serve


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where updated prices are put; nothing is there yet."""
    place = tmp_path / "prices"
    monkeypatch.setenv(FOLDER_VARIABLE, str(place))
    price_table.cache_clear()
    yield place
    monkeypatch.delenv(FOLDER_VARIABLE)
    price_table.cache_clear()


@pytest.fixture
def server() -> Iterator[Server]:
    facts = Server()
    running = serve(facts)
    yield facts
    running.shutdown()
    running.server_close()
