"""The documentation: generated pages are up to date, links lead somewhere, no machine is named."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = ROOT / "scripts"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "pricing" / "data" / "README.md"]
LARGEST_PICTURES = 3_000_000


@pytest.fixture
def cost_parts(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import cost_parts

    return cost_parts


# The generated pages


@pytest.fixture(scope="module")
def made_without_qt() -> subprocess.CompletedProcess[str]:
    """The pages as JSON, made once by a process that cannot import Qt."""
    block = "import sys; sys.modules.update(dict.fromkeys(['PySide6', 'shiboken6', 'qtpy', 'qtawesome']))"
    write = "import json, make_docs; print(json.dumps(make_docs.pages()))"
    code = f"{block}; sys.path[:0] = [{str(SCRIPTS)!r}]; {write}"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)


def test_the_pages_are_made_without_qt(made_without_qt):
    assert made_without_qt.returncode == 0, made_without_qt.stderr


def test_generated_pages_are_what_the_script_would_write(made_without_qt):
    wanted = json.loads(made_without_qt.stdout)
    folder = ROOT / "docs"
    written = {name: folder / name for name in wanted}
    stale = [
        name
        for name, path in written.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != wanted[name]
    ]
    assert stale == [], "out of date: run `make docs ARGS=pages`"
    made = [*folder.glob("services/*.md"), *folder.glob("rules/*.md")]
    there = {path.relative_to(folder).as_posix() for path in made}
    assert there - wanted.keys() == set(), "pages of services or rules that are no more"


def test_every_rate_key_is_in_the_price_list_or_states_its_unit(cost_parts):
    """A key that no Region has is a slip of the pen, unless the service says what it would count."""
    from projects.service import catalogue

    slips = [
        f"{service.name}: {key}"
        for service in catalogue().values()
        for part in cost_parts.cost_parts(service)
        for key in sorted(part.keys - part.with_unit)
        if not cost_parts.in_price_list(key)
    ]
    assert slips == []


def test_keys_are_shortened_without_adding_any(cost_parts):
    keys = {"ebs.gp2.storage", "ebs.gp3.storage", "ebs.gp3.iops", "cache.0.5gb", "cache.6.1gb"}
    assert cost_parts.short_keys(keys) == ["cache.[0.5gb, 6.1gb]", "ebs.[gp2, gp3].storage", "ebs.gp3.iops"]


def test_a_part_that_two_choices_decide_together_is_found(cost_parts):
    from projects.service import service_class

    parts = {part.name: part for part in cost_parts.cost_parts(service_class("rds_instance"))}
    key = "rds.instance.{instance_class}.oracle_se2_byol.multi_az.ondemand"
    assert key in parts["Instance hours"].keys


# Links and pictures


class _Links(HTMLParser):
    """The addresses in the HTML of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        wanted = {"src", "href", "srcset"}
        self.found += [value for name, value in attributes if name in wanted and value]


def _text(path: Path) -> str:
    """A page without its code."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", text)


def _links(path: Path) -> Iterator[str]:
    text = _text(path)
    yield from (found.split()[0] for found in re.findall(r"\]\(([^)]+)\)", text))
    parser = _Links()
    parser.feed(text)
    yield from parser.found


def _anchors(path: Path) -> set[str]:
    """What the headings of a page are linked by, as GitHub makes it."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_picture_exists(page):
    missing = []
    for link in _links(page):
        if re.match(r"(https?|mailto):", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        known = _anchors(target) if anchor and target.suffix == ".md" and target.is_file() else {anchor}
        if not target.exists() or anchor not in known:
            missing.append(link)
    assert missing == []


def test_every_picture_is_shown_somewhere_and_all_are_small():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    shown = {
        (page.parent / link).resolve() for page in PAGES for link in _links(page) if link.endswith(".png")
    }
    assert [path.name for path in pictures if path.resolve() not in shown] == []
    assert sum(path.stat().st_size for path in pictures) < LARGEST_PICTURES


def test_the_rules_with_their_pictures_are_small_and_hold_no_artwork():
    files = [path for path in (ROOT / "docs" / "rules").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST_PICTURES
    pictures = [path for path in files if path.suffix == ".svg"]
    assert len(pictures) > 500
    assert [path.name for path in pictures if "<image" in path.read_text(encoding="utf-8")] == []
    shown = {
        (page.parent / link).resolve()
        for page in (ROOT / "docs" / "rules").glob("*.md")
        for link in _links(page)
    }
    assert [path.name for path in pictures if path.resolve() not in shown] == []


def test_every_page_is_reached_from_the_readme():
    reached, open_pages = set(), [ROOT / "README.md"]
    while open_pages:
        page = open_pages.pop()
        reached.add(page)
        for link in _links(page):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.is_dir():
                reached.update(target.glob("*.md"))
            elif target.suffix == ".md" and target.is_file() and target not in reached:
                open_pages.append(target)
    assert [page.relative_to(ROOT).as_posix() for page in PAGES if page.resolve() not in reached] == []


# What the pages say


def test_the_readme_names_every_command_and_no_other(capsys):
    from desktop.cli import main

    with pytest.raises(SystemExit):
        main(["--help"])
    _, _, offered = capsys.readouterr().out.partition("COMMAND\n")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^blueprice ([a-z]+) ", readme, re.MULTILINE))
    assert named == set(re.findall(r"^    ([a-z]+)  ", offered, re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "docs/guide.md", "docs/maintaining.md"])
def test_every_make_target_named_exists(page):
    targets = re.findall(r"^([a-z]+): *##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert [target for target in named if target not in targets] == []


def test_the_readme_gives_the_price_list_s_own_date_and_regions():
    facts = json.loads((ROOT / "pricing/data/provenance.json").read_text(encoding="utf-8"))
    regions = [name for name in facts["regions"] if name != "global" and not name.startswith("edge-")]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(regions)} Regions; the newest source is of {facts['date']}" in " ".join(readme.split())


def test_the_shortcuts_in_the_guide_are_the_program_s():
    from desktop.actions import COMMANDS

    ours = {keys for command in COMMANDS.values() for keys in command.shortcut.split(", ") if keys}
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    _, _, section = guide.partition("## Shortcuts")
    named = re.findall(r"<kbd>(.*?)</kbd>", section.partition("\n## ")[0])
    assert named
    assert [keys for keys in named if keys not in ours and keys not in GESTURES] == []


GESTURES = {
    *("Escape", "Enter", "Space", "Ctrl", "Tab", "Shift+Tab", "L"),
    *("Arrow keys", "Shift+Arrow keys", "Alt+Arrow keys", "Ctrl+Arrow keys"),
}
"""Keys that the canvas and the palette take themselves, not commands of the menus."""


# Nothing of somebody's machine

SUFFIXES = set(" .md .py .toml .txt .csv .tsv .json .svg .qss .blueprice .cfg .yml .yaml".split(" "))
MACHINE_PATH = re.compile(
    r"(?<![\w.:/])/(home|Users|root|work|workspace|mnt|opt|srv)/\w|\b[A-Z]:\\\\?(Users|work)\b"
)
REGISTRY = re.compile(
    r"--(extra-)?index-url|index-strategy|https?://[\w.-]*(pypi|pythonhosted|artifactory|nexus|devpi)[\w.-]*",
    re.I,
)


def _repository_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [
        ROOT / name for name in names if name and Path(name).suffix in SUFFIXES and (ROOT / name).is_file()
    ]


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in _repository_files():
        text = path.read_text(encoding="utf-8")
        if path != Path(__file__).resolve() and pattern.search(text):
            lines = [line for line in text.splitlines() if pattern.search(line)]
            found += [f"{path.relative_to(ROOT).as_posix()}: {line.strip()[:100]}" for line in lines]
    return found


def test_no_file_names_a_folder_of_somebody_s_machine():
    assert _lines_with(MACHINE_PATH) == []


def test_no_file_names_a_package_registry():
    assert _lines_with(REGISTRY) == []


@pytest.mark.parametrize("text", ["/home/ann/blueprice", "in /srv/blueprice", "C:\\Users\\ann"])
def test_a_folder_of_a_machine_is_recognized(text):
    assert MACHINE_PATH.search(text)
