"""What the selected nodes cost, with the arithmetic and the source, and which figures are still wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from desktop.docks.rows import clear
from desktop.figures import counted, money, quantity, unit_price
from pricing.confidence import confidence_text, unsure
from pricing.estimate import LineItem, total
from pricing.rates import Rate

MOST_LINES = 14
WIRES = "data_transfer"
"""The service that the lines of links belong to."""


class CostCard(QFrame):
    """Monthly cost and a row per line: quantity × rate = amount."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.monthly = QLabel()
        self.monthly.setProperty("role", "title")
        self.monthly.setAccessibleName("Monthly cost")
        self.heading = QLabel("Monthly")
        self.heading.setProperty("role", "title")
        self.upfront = QLabel()
        self.upfront.setProperty("role", "strong")
        self.upfront.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.upfront.setAccessibleName("Upfront payment")
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch()
        top.addWidget(self.monthly)
        self._rows = QGridLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(0, 1)
        self.source = QLabel()
        self.source.setProperty("role", "secondary")
        self.source.setWordWrap(True)
        self.unsure = QLabel()
        self.unsure.setProperty("role", "caution")
        self.unsure.setWordWrap(True)
        self.allowances = _quiet("")
        self.allowances.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.upfront)
        layout.addLayout(self._rows)
        for text in (self.allowances, self.unsure, self.source):
            layout.addWidget(text)

    def show_lines(self, lines: Sequence[LineItem], account_lines: Iterable[LineItem] = ()) -> None:
        """Show the lines of nodes; ``account_lines`` tell which of them the account pays less for."""
        totals = total(lines)
        known = totals.priced or totals.included
        self.heading.setText("Monthly, incomplete" if totals.incomplete else "Monthly")
        self.monthly.setText(money(totals.monthly if known else None))
        self.upfront.setText(f"and {money(totals.upfront)} upfront")
        self.upfront.setVisible(bool(totals.upfront))
        _show(self.allowances, allowances_text(lines, account_lines))
        _show(self.unsure, unsure_text(lines))
        clear(self._rows)
        for row, line in enumerate(lines[:MOST_LINES]):
            self._add(row, line)
        if len(lines) > MOST_LINES:
            self._rows.addWidget(
                _quiet(f"and {counted(len(lines) - MOST_LINES, 'more line')}"), MOST_LINES, 0
            )
        _show(self.source, sources(lines))

    def _add(self, row: int, line: LineItem) -> None:
        # What traffic costs follows from the way it takes, so that is said with it.
        way = f"\n{line.reason}" if line.reason and line.owner.service == WIRES else ""
        text = _quiet(arithmetic(line) + way)
        text.setWordWrap(True)
        text.setToolTip(_explained(line))
        amount = _quiet(_amount(line))
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        if line.state in ("needs_input", "not_priced"):
            amount.setProperty("role", "caution" if line.state == "needs_input" else "fault")
        self._rows.addWidget(text, row, 0)
        self._rows.addWidget(amount, row, 1)


class MissingCard(QFrame):
    """A call-out per missing figure: what is not known, its rate, and a way to the field."""

    wanted = Signal(str)
    """The property to fill in."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "callout")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.button = QPushButton("Enter a figure")
        self.button.setProperty("role", "link")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._property = ""
        self.button.clicked.connect(lambda: self.wanted.emit(self._property))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(3)
        layout.addWidget(self.text)
        layout.addWidget(self.button)

    def show_lines(self, lines: Iterable[LineItem]) -> None:
        open_lines = [line for line in lines if line.state in ("needs_input", "not_priced")]
        self.setVisible(bool(open_lines))
        if not open_lines:
            return
        self.text.setText("\n".join(dict.fromkeys(_missing(line) for line in open_lines[:4])))
        self._property = next((line.property_name for line in open_lines if line.property_name), "")
        self.button.setVisible(bool(self._property))


def _missing(line: LineItem) -> str:
    if line.state == "not_priced":
        return f"{line.component}: not priced. {line.reason}"
    rate = (
        f" Its rate is ${unit_price(line.unit_price)} per {line.unit}." if line.unit_price is not None else ""
    )
    reason = f" {line.reason}" if line.reason and line.unit_price is None else ""
    return f"{line.component} is not known.{rate}{reason}"


def arithmetic(line: LineItem) -> str:
    """ "Instance hours 730 × $0.318"; the name alone where there is nothing to multiply."""
    if line.quantity is None or line.unit_price is None or line.state == "included":
        return line.component
    mark = " (from memory)" if unsure(line) else " (own price)" if line.rate and line.rate.sheet else ""
    return f"{line.component}  {quantity(line.quantity)} × ${unit_price(line.unit_price)}{mark}"


def _amount(line: LineItem) -> str:
    if line.state == "included":
        return "included"
    if line.state == "needs_input":
        return "needs input"
    if line.state == "not_priced":
        return "not priced"
    return f"{money(line.upfront)} once" if line.upfront else money(line.monthly)


def unsure_text(lines: Iterable[LineItem]) -> str:
    """A warning where prices come from memory."""
    rates = len({(line.rate.key, line.rate.region) for line in lines if line.rate and unsure(line)})
    if not rates:
        return ""
    what = "1 price is" if rates == 1 else f"{rates:,} prices are"
    return f"{what} from memory: check on AWS's price page before use."


def allowances_text(lines: Iterable[LineItem], account_lines: Iterable[LineItem]) -> str:
    """That these lines are before what AWS leaves free on their rates, once per account."""
    used = {(line.rate.key, line.rate.region) for line in lines if line.rate and line.state == "priced"}
    free = [line for line in account_lines if line.rate and (line.rate.key, line.rate.region) in used]
    if not free:
        return ""
    return f"Before free allowances: {money(total(free).monthly)} for the whole account."


def _explained(line: LineItem) -> str:
    if line.rate is None:
        return line.reason
    rate = line.rate
    return "\n".join(text for text in (rate.description, f"per {rate.unit}", line.reason, rate.key) if text)


def sources(lines: Iterable[LineItem]) -> str:
    """ "List price of 2025-06-18, published by AWS (EC2 price list)", a line for each source."""
    rates: dict[tuple[str, str, str], Rate] = {}
    for line in lines:
        if line.rate is not None:
            rates.setdefault((line.rate.source, line.rate.effective_date, line.rate.confidence), line.rate)
    texts = []
    for rate in list(rates.values())[:3]:
        dated = f" of {rate.effective_date}" if rate.effective_date else ""
        if rate.sheet:
            texts.append(f"Own price{dated}: {rate.source}")
        else:
            texts.append(f"List price{dated}, {confidence_text(rate)}: {rate.source}".removesuffix(": "))
    return "\n".join(texts)


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "secondary")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
