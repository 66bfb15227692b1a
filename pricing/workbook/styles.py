"""Fonts, colours and number formats: one family, quiet colours, figures that line up."""

from __future__ import annotations

from functools import cached_property
from typing import Any

FONT = "Arial"
INK = "#1B2733"
SECONDARY = "#5B6B7B"
HAIRLINE = "#DDE3E9"
HEADER = "#EEF3F8"
PANEL = "#F4F6F8"
ACCENT = "#0B6BCB"
GOOD = "#067647"
CAUTION = "#B45309"
FAULT = "#B42318"
INPUT_INK = "#0000C8"
INPUT_FILL = "#FFFBE6"

MONEY = '#,##0.00;[Red]-#,##0.00;"–"'
UNIT_PRICE = "#,##0.00????????"
"""Question marks keep the decimal points under one another."""
WHOLE_QUANTITY = "#,##0"
QUANTITY = "#,##0.######"
PERCENT = "0.0%"
DATE = "yyyy-mm-dd"
WHOLE = '#,##0;-#,##0;"–"'


class Styles:
    """The workbook's cell formats, all made before its sheets are written."""

    def __init__(self, book: Any) -> None:
        self._book = book
        default = book.formats[0]
        default.set_font_name(FONT)
        default.set_font_size(10)
        for name, made in vars(type(self)).items():
            if isinstance(made, cached_property):
                getattr(self, name)

    def _format(self, **facts: Any) -> Any:
        return self._book.add_format(
            {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", **facts}
        )

    def _row(self, **facts: Any) -> Any:
        return self._format(bottom=1, bottom_color=HAIRLINE, **facts)

    # headings

    @cached_property
    def title(self) -> Any:
        return self._format(font_size=18, bold=True, valign="vcenter")

    @cached_property
    def subtitle(self) -> Any:
        return self._format(font_color=SECONDARY)

    @cached_property
    def section(self) -> Any:
        return self._format(font_size=12, bold=True, valign="vcenter")

    @cached_property
    def column(self) -> Any:
        return self._head("left")

    @cached_property
    def figure_column(self) -> Any:
        return self._head("right")

    @cached_property
    def indented_column(self) -> Any:
        return self._head("left", indent=1)

    def _head(self, align: str, **facts: Any) -> Any:
        return self._format(
            bold=True,
            font_color=SECONDARY,
            font_size=9,
            bg_color=HEADER,
            align=align,
            valign="vcenter",
            text_wrap=True,
            bottom=1,
            bottom_color="#C9D3DC",
            **facts,
        )

    # plain text

    @cached_property
    def label(self) -> Any:
        return self._format(font_color=SECONDARY)

    @cached_property
    def explanation(self) -> Any:
        return self._format(font_color=SECONDARY, align="left", indent=1)

    @cached_property
    def text(self) -> Any:
        return self._format()

    @cached_property
    def wrapped(self) -> Any:
        return self._format(text_wrap=True)

    @cached_property
    def count(self) -> Any:
        return self._format(num_format=WHOLE_QUANTITY, align="left")

    @cached_property
    def date(self) -> Any:
        return self._format(num_format=DATE, align="left")

    @cached_property
    def caution(self) -> Any:
        return self._format(font_color=CAUTION, bold=True)

    # the three large figures

    @cached_property
    def card_label(self) -> Any:
        return self._format(
            font_color=SECONDARY,
            font_size=9,
            bg_color=PANEL,
            top=5,
            top_color=ACCENT,
            align="left",
            valign="bottom",
            indent=1,
        )

    @cached_property
    def card_figure(self) -> Any:
        return self._format(
            font_size=20,
            bold=True,
            bg_color=PANEL,
            num_format="#,##0.00",
            align="left",
            valign="vcenter",
            indent=1,
        )

    # rows of tables

    @cached_property
    def cell(self) -> Any:
        return self._row()

    @cached_property
    def cell_wrapped(self) -> Any:
        return self._row(text_wrap=True)

    @cached_property
    def cell_aside(self) -> Any:
        return self._row(font_size=9, font_color=SECONDARY, align="left", indent=1)

    @cached_property
    def cell_small(self) -> Any:
        return self._row(font_color=SECONDARY, font_size=9)

    @cached_property
    def cell_note(self) -> Any:
        return self._row(font_color=SECONDARY, font_size=9, text_wrap=True)

    @cached_property
    def cell_remark(self) -> Any:
        return self._row(font_color=SECONDARY, font_size=9, text_wrap=True, align="left", indent=1)

    @cached_property
    def cell_months(self) -> Any:
        return self._row(num_format="#,##0.0", align="right")

    @cached_property
    def cell_word(self) -> Any:
        """A word in the place of a figure."""
        return self._row(font_color=CAUTION, font_size=9, align="right")

    @cached_property
    def cell_date(self) -> Any:
        return self._row(num_format=DATE, font_color=SECONDARY, font_size=9, align="left", indent=1)

    @cached_property
    def cell_money(self) -> Any:
        return self._row(num_format=MONEY, align="right")

    @cached_property
    def cell_unit_price(self) -> Any:
        return self._row(num_format=UNIT_PRICE, align="right")

    @cached_property
    def cell_quantity(self) -> Any:
        return self._row(num_format=QUANTITY, align="right")

    @cached_property
    def cell_whole_quantity(self) -> Any:
        return self._row(num_format=WHOLE_QUANTITY, align="right")

    @cached_property
    def cell_unit(self) -> Any:
        return self._row(align="left", indent=1)

    @cached_property
    def cell_whole(self) -> Any:
        return self._row(num_format=WHOLE, align="right")

    @cached_property
    def cell_share(self) -> Any:
        return self._row(num_format=PERCENT, align="right")

    @cached_property
    def total(self) -> Any:
        return self._format(bold=True, top=1, top_color=SECONDARY)

    @cached_property
    def total_money(self) -> Any:
        return self._format(bold=True, top=1, top_color=SECONDARY, num_format=MONEY, align="right")

    @cached_property
    def total_whole(self) -> Any:
        return self._format(bold=True, top=1, top_color=SECONDARY, num_format=WHOLE, align="right")

    @cached_property
    def total_share(self) -> Any:
        return self._format(bold=True, top=1, top_color=SECONDARY, num_format=PERCENT, align="right")

    @cached_property
    def input(self) -> Any:
        return self._format(
            font_color=INPUT_INK,
            bg_color=INPUT_FILL,
            num_format="General",
            align="left",
            border=1,
            border_color="#E6DDB0",
            locked=False,
        )

    # conditional

    @cached_property
    def when_good(self) -> Any:
        return self._book.add_format({"font_color": GOOD})

    @cached_property
    def when_caution(self) -> Any:
        return self._book.add_format({"font_color": CAUTION})

    @cached_property
    def when_own(self) -> Any:
        return self._book.add_format({"font_color": ACCENT})

    @cached_property
    def when_unsure(self) -> Any:
        return self._book.add_format({"font_color": CAUTION, "bg_color": "#FFF7E8"})

    @cached_property
    def when_fault(self) -> Any:
        return self._book.add_format({"font_color": FAULT})

    @cached_property
    def when_quiet(self) -> Any:
        return self._book.add_format({"font_color": SECONDARY})
