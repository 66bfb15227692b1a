"""What the window remembers from one day to the next: layout, theme, recent files, own prices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QByteArray, QSettings

ThemeChoice = Literal["light", "dark", "system"]

RECENT_FILES = 10
RECENT_SERVICES = 6
_LAYOUT = 1
"""Raised when the docks change so much that an old layout no longer fits."""


class Preferences:
    """Typed access to the person's settings; anything unreadable counts as not set."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings if settings is not None else QSettings("Blueprice", "Blueprice")

    # layout

    @property
    def geometry(self) -> QByteArray:
        return self._bytes("window/geometry")

    @property
    def layout(self) -> QByteArray:
        return self._bytes(f"window/layout{_LAYOUT}")

    def save_layout(self, geometry: QByteArray, layout: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)
        self._settings.setValue(f"window/layout{_LAYOUT}", layout)

    def forget_layout(self) -> None:
        self._settings.remove(f"window/layout{_LAYOUT}")

    # looks

    @property
    def theme(self) -> ThemeChoice:
        stored = self._settings.value("look/theme", "light")
        return stored if stored in ("light", "dark", "system") else "light"

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("look/theme", choice)

    @property
    def show_costs(self) -> bool:
        return self._flag("look/show_costs", True)

    @show_costs.setter
    def show_costs(self, shown: bool) -> None:
        self._settings.setValue("look/show_costs", shown)

    @property
    def show_minimap(self) -> bool:
        return self._flag("canvas/minimap", True)

    @show_minimap.setter
    def show_minimap(self, shown: bool) -> None:
        self._settings.setValue("canvas/minimap", shown)

    @property
    def grouping(self) -> str:
        return str(self._settings.value("estimate/grouping", "service"))

    @grouping.setter
    def grouping(self, name: str) -> None:
        self._settings.setValue("estimate/grouping", name)

    @property
    def findings_grouping(self) -> str:
        stored = str(self._settings.value("findings/grouping", "severity"))
        return stored if stored in ("severity", "category", "node") else "severity"

    @findings_grouping.setter
    def findings_grouping(self, name: str) -> None:
        self._settings.setValue("findings/grouping", name)

    @property
    def folded(self) -> tuple[str, ...]:
        """Palette categories that are folded away."""
        return self._texts("palette/folded")

    @folded.setter
    def folded(self, names: tuple[str, ...]) -> None:
        self._settings.setValue("palette/folded", list(names))

    # prices

    @property
    def price_sheet(self) -> Path | None:
        """The person's own prices, whether the file is still there or not."""
        stored = str(self._settings.value("prices/sheet", "") or "")
        return Path(stored) if stored else None

    @price_sheet.setter
    def price_sheet(self, path: Path | None) -> None:
        if path is None:
            self._settings.remove("prices/sheet")
        else:
            self._settings.setValue("prices/sheet", str(path.absolute()))

    # icons

    @property
    def icon_package(self) -> Path | None:
        """The person's copy of AWS's icon package, whether it is still there or not."""
        stored = str(self._settings.value("icons/package", "") or "")
        return Path(stored) if stored else None

    @icon_package.setter
    def icon_package(self, path: Path | None) -> None:
        if path is None:
            self._settings.remove("icons/package")
        else:
            self._settings.setValue("icons/package", str(path.absolute()))

    @property
    def icon_choices(self) -> dict[str, str]:
        """Pictures of the package that were picked by hand: path within it by the icon's name."""
        try:
            stored = json.loads(str(self._settings.value("icons/choices", "") or "{}"))
        except ValueError:
            return {}
        sound = isinstance(stored, dict) and all(isinstance(path, str) for path in stored.values())
        return stored if sound else {}

    @icon_choices.setter
    def icon_choices(self, choices: dict[str, str]) -> None:
        self._settings.setValue("icons/choices", json.dumps(choices, sort_keys=True))

    # checks

    @property
    def motion(self) -> bool:
        """Whether things may glide to their new places instead of jumping there."""
        return self._flag("canvas/motion", True)

    @motion.setter
    def motion(self, wanted: bool) -> None:
        self._settings.setValue("canvas/motion", wanted)

    @property
    def hidden_layers(self) -> tuple[str, ...]:
        """Names of the layers of the drawing that are not shown; costs have a preference of their own."""
        return self._texts("canvas/hidden_layers")

    @hidden_layers.setter
    def hidden_layers(self, names: tuple[str, ...]) -> None:
        self._settings.setValue("canvas/hidden_layers", list(names))

    @property
    def style_check(self) -> bool:
        """Whether the look of the drawing is checked too."""
        return self._flag("checks/style", False)

    @style_check.setter
    def style_check(self, wanted: bool) -> None:
        self._settings.setValue("checks/style", wanted)

    # exporting

    @property
    def export_choices(self) -> dict[str, Any]:
        """What was chosen for the last exported picture."""
        return self._choices("export/choices")

    @export_choices.setter
    def export_choices(self, choices: dict[str, Any]) -> None:
        self._settings.setValue("export/choices", json.dumps(choices))

    @property
    def print_choices(self) -> dict[str, Any]:
        """Paper, scale and margins of the last print."""
        return self._choices("print/choices")

    @print_choices.setter
    def print_choices(self, choices: dict[str, Any]) -> None:
        self._settings.setValue("print/choices", json.dumps(choices))

    # recently used

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """Newest first; files that are gone are left out."""
        return tuple(path for text in self._texts("files/recent") if _is_file(path := Path(text)))

    def add_recent_file(self, path: Path) -> None:
        known = [str(path.resolve()), *self._texts("files/recent")]
        self._settings.setValue("files/recent", list(dict.fromkeys(known))[:RECENT_FILES])

    def forget_recent_files(self) -> None:
        self._settings.remove("files/recent")

    @property
    def recent_services(self) -> tuple[str, ...]:
        """Names of palette entries, newest first."""
        return self._texts("palette/recent")

    def add_recent_service(self, name: str) -> None:
        known = [name, *self._texts("palette/recent")]
        self._settings.setValue("palette/recent", list(dict.fromkeys(known))[:RECENT_SERVICES])

    @property
    def folder(self) -> str:
        """Where the last file was opened or saved."""
        return str(self._settings.value("files/folder", ""))

    @folder.setter
    def folder(self, path: str) -> None:
        self._settings.setValue("files/folder", path)

    @property
    def recent_commands(self) -> tuple[str, ...]:
        """Names of the commands last given by typing, newest first."""
        return self._texts("commands/recent")

    def add_recent_command(self, name: str) -> None:
        known = [name, *self._texts("commands/recent")]
        self._settings.setValue("commands/recent", list(dict.fromkeys(known))[:RECENT_SERVICES])

    # reading

    def _bytes(self, key: str) -> QByteArray:
        stored = self._settings.value(key)
        return stored if isinstance(stored, QByteArray) else QByteArray()

    def _flag(self, key: str, default: bool) -> bool:
        return str(self._settings.value(key, default)).lower() in ("true", "1")

    def _choices(self, key: str) -> dict[str, Any]:
        try:
            stored = json.loads(str(self._settings.value(key, "") or "{}"))
        except ValueError:
            return {}
        return stored if isinstance(stored, dict) else {}

    def _texts(self, key: str) -> tuple[str, ...]:
        stored = self._settings.value(key)
        if isinstance(stored, str):
            return (stored,) if stored else ()
        return tuple(str(item) for item in stored) if isinstance(stored, list | tuple) else ()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
