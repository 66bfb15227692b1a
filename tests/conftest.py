"""Every test runs without a display and away from the person's own settings, caches and home folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# Before anything imports Qt. A test that wants a real window starts a process of its own under Xvfb.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_API", "pyside6")
# Pictures are compared: one scale on every machine.
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ.pop("QT_STYLE_OVERRIDE", None)

# Prices that were updated on this machine are no part of any test.
os.environ["BLUEPRICE_PRICES"] = os.path.join(os.path.dirname(__file__), "no_updated_prices")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# The same examples each time, so that a commit is either good or bad; "explore" looks further.
hypothesis.settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=60, database=None, print_blob=True
)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "APPDATA": "config",
    "LOCALAPPDATA": "cache",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="agree to what the tests now give, where they compare"
    )


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home with settings, cache and data folders; gives the folder that holds them all."""
    folder = tmp_path_factory.mktemp("person")
    for variable, name in _FOLDERS.items():
        (folder / name).mkdir(exist_ok=True)
        monkeypatch.setenv(variable, str(folder / name))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def shared_folder() -> Path:
    """The shared design material beside the repository; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, the design material beside the repository, which is not here")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, and say why, what this machine cannot run."""
    reasons = {
        "shared": "needs ../shared, which is not here" if not SHARED.is_dir() else "",
        "libreoffice": _lacking("soffice"),
        "xvfb": _lacking("Xvfb", "xdotool"),
    }
    for item in items:
        for name, reason in reasons.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))


def _lacking(*programs: str) -> str:
    absent = [name for name in programs if shutil.which(name) is None]
    return f"needs {' and '.join(absent)}, not installed here" if absent else ""
