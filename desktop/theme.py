"""Light and dark: the colours and type sizes of the window, set by ourselves so that they hold everywhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.resources import files
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

BODY, SECONDARY, TITLE, TOTAL = 12.5, 11.5, 14.5, 26.0
"""Type sizes in pixels at 96 dots per inch."""

_PREFERRED = ("Inter", "Segoe UI Variable Text", "Noto Sans", "Ubuntu", "Cantarell", "Liberation Sans")
_PLAIN = {"Sans Serif", "DejaVu Sans", "Bitstream Vera Sans", "Helvetica", "sans-serif", "Sans"}
"""What a system without a choice of its own falls back to: replaced if something better is installed."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as "#rrggbb"; one set for light and one for dark."""

    name: str
    window: str
    panel: str
    canvas: str
    ink: str
    secondary: str
    hairline: str
    accent: str
    good: str
    caution: str
    fault: str
    input_border: str
    hover: str
    dots: str
    accent_ink: str
    """Text on a filled accent surface."""
    accent_fill: str
    """Selected rows and faint fills of what is selected."""
    caution_fill: str
    caution_border: str
    fault_fill: str
    field: str
    """The ground of input fields."""

    @property
    def dark(self) -> bool:
        return self.name == "dark"


_LIGHT = Theme(
    name="light",
    window="#F4F6F8",
    panel="#FFFFFF",
    canvas="#FBFCFD",
    ink="#1B2733",
    secondary="#5B6B7B",
    hairline="#DDE3E9",
    accent="#0B6BCB",
    good="#067647",
    caution="#B45309",
    fault="#B42318",
    input_border="#C9D3DC",
    hover="#EFF4F9",
    dots="#DCE3EA",
    accent_ink="#FFFFFF",
    accent_fill="#E3EFFB",
    caution_fill="#FFF7E8",
    caution_border="#F3D9A4",
    fault_fill="#FEF1F0",
    field="#FFFFFF",
)

_DARK = Theme(
    name="dark",
    window="#14181D",
    panel="#1B2129",
    canvas="#11151A",
    ink="#E6EBF0",
    secondary="#9AA8B5",
    hairline="#2B343E",
    accent="#4C9BEF",
    good="#3CCB8D",
    caution="#F0A63A",
    fault="#F47067",
    input_border="#3A4652",
    hover="#232B35",
    dots="#222A33",
    accent_ink="#0C1722",
    accent_fill="#1C3146",
    caution_fill="#2B2415",
    caution_border="#57431C",
    fault_fill="#2E1B1C",
    field="#161C23",
)


def light() -> Theme:
    """The light theme."""
    return _LIGHT


def dark() -> Theme:
    """The dark theme."""
    return _DARK


def system_theme() -> Theme:
    """The theme that the desktop asks for; light where it does not say."""
    hints = QApplication.styleHints()
    return _DARK if hints.colorScheme() == Qt.ColorScheme.Dark else _LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application; may be called again at any time."""
    if app.property(_DRESSED) == theme.name:
        return
    if app.property(_DRESSED) is None:
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(interface_font())
    app.setProperty(_DRESSED, theme.name)
    app.setPalette(palette(theme))
    app.setStyleSheet(_style_sheet(theme))


def interface_font(
    pixels: float = BODY, weight: QFont.Weight = QFont.Weight.Normal, family: str = ""
) -> QFont:
    """The system's interface font at a size, with figures of equal width."""
    font = QFont(family or _family())
    font.setPointSizeF(points(pixels))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def points(pixels: float) -> float:
    """A type size in points for Qt, which scales points and not style-sheet fractions of a pixel."""
    screen = QApplication.primaryScreen()
    return round(pixels * 72 / (screen.logicalDotsPerInch() if screen is not None else 96), 2)


_DRESSED = "blueprice_theme"
_chosen_family: list[str] = []


def _family() -> str:
    """The system's interface family, or a better one where the system has no choice of its own."""
    if not _chosen_family:
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        family = QFontInfo(system).family()
        if system.family() in _PLAIN or family in _PLAIN:
            installed = set(QFontDatabase.families())
            family = next((name for name in _PREFERRED if name in installed), family)
        _chosen_family.append(family)
    return _chosen_family[0]


def palette(theme: Theme) -> QPalette:
    """Qt's own roles filled from the theme, for what the style sheet does not name."""
    roles = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.field,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.BrightText: theme.fault,
        QPalette.ColorRole.ToolTipBase: theme.panel,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.secondary,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_ink,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.Light: theme.hover,
        QPalette.ColorRole.Midlight: theme.hairline,
        QPalette.ColorRole.Mid: theme.hairline,
        QPalette.ColorRole.Dark: theme.input_border,
        QPalette.ColorRole.Shadow: theme.input_border,
        QPalette.ColorRole.Accent: theme.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    faint = QColor(theme.secondary)
    faint.setAlpha(150)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return made


def _style_sheet(theme: Theme) -> str:
    template = files("desktop").joinpath("style.qss").read_text(encoding="utf-8")
    sizes = {"body": BODY, "small": SECONDARY, "title": TITLE, "total": TOTAL}
    values = {f"{name}_size": f"{points(size)}pt" for name, size in sizes.items()}
    artwork = str(files("desktop").joinpath("artwork")).replace("\\", "/")
    return Template(template).substitute(asdict(theme) | values | {"artwork": artwork})
