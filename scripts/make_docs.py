"""Write the generated pages of docs/, take screenshots: make_docs.py [rules] [pages] [style] [pictures]."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

DOCS = ROOT / "docs"
# The pages tell of the shipped prices, whatever was updated on this machine.
os.environ["BLUEPRICE_PRICES"] = str(ROOT / "scripts" / "no_updated_prices")


def pages() -> dict[str, str]:
    """The generated pages: name under docs/ and text."""
    import catalogue_page
    import rules_page
    import service_pages

    return {
        "catalogue.md": catalogue_page.page(),
        "unpriced.md": catalogue_page.unpriced_page(),
        **service_pages.pages(),
        **rules_page.pages(),
    }


def write_pages() -> None:
    for name, text in pages().items():
        path = DOCS / name
        path.parent.mkdir(exist_ok=True)
        changed = not path.is_file() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"docs/{name}: {'written' if changed else 'as it was'}")


def take_pictures() -> None:
    import window_pictures

    for path in window_pictures.take(DOCS / "pictures"):
        print(f"{path.relative_to(ROOT).as_posix()}: {path.stat().st_size / 1000:.0f} kB")


def draw_rules() -> None:
    """The examples of the rule book, which lies beside the repository; without it the pictures stay."""
    import rule_pictures

    book = ROOT.parent / "shared" / "rules" / "rulebook.csv"
    if not book.is_file():
        print("docs/rules/pictures: as they were; ../shared/rules is not here")
        return
    folder = DOCS / "rules" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    made = rule_pictures.pictures(book)
    for path in folder.glob("*.svg"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"docs/rules/pictures: {len(made)} pictures, {sum(map(len, made.values())) / 1000:.0f} kB")


def write_style() -> None:
    """The rules of style, which are read where Qt is."""
    import style_page

    (DOCS / "style_check.md").write_text(style_page.page(), encoding="utf-8", newline="\n")
    print("docs/style_check.md: written")


TASKS = {"rules": draw_rules, "pages": write_pages, "style": write_style, "pictures": take_pictures}


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Write the generated pages of docs/ and take its screenshots."
    )
    parser.add_argument("tasks", nargs="*", help="rules, pages, pictures; all where nothing is said")
    tasks = parser.parse_args().tasks or list(TASKS)
    for name in tasks:
        if name not in TASKS:
            parser.error(f"there is no task {name!r}; choose from {', '.join(TASKS)}")
    for name in tasks:
        TASKS[name]()


if __name__ == "__main__":
    main()
