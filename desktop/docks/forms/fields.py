"""One field of a form: label, control, and below it what is wrong with what was typed."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.docks.segments import Segments
from desktop.figures import quantity
from projects.properties import Property
from projects.property_limits import number
from projects.terms import DiscountError, read_discounts

LABEL_WIDTH = 122
SEVERAL = "Several values"
NOT_KNOWN = "Not known"

_sessions = count(1)


class Field(QWidget):
    """Shows one property and tells when a person gives it a valid value."""

    edited = Signal(object, str)
    """The value (None: not known), and a key that is the same while one goes on typing."""

    def __init__(self, property: Property, control: QWidget, wide: bool = False) -> None:
        super().__init__()
        self.declared = property
        self.control = control
        self.session = next(_sessions)
        self.label = QLabel(property.label)
        self.label.setWordWrap(True)
        indent = 0 if wide else LABEL_WIDTH + 8
        if not wide:
            self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setProperty("role", "quiet")
        self.label.setToolTip(property.help)
        self.label.setBuddy(control)
        control.setAccessibleName(property.label)
        control.setAccessibleDescription(property.help)
        if not control.toolTip():
            control.setToolTip(property.help)
        self.hint = QLabel()
        self.hint.setProperty("role", "secondary")
        self.message = QLabel()
        self.message.setProperty("role", "fault")
        directions = QBoxLayout.Direction
        row = QBoxLayout(directions.TopToBottom if wide else directions.LeftToRight)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 if wide else 8)
        row.addWidget(self.label)
        row.addWidget(control, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        for line in (self.hint, self.message):
            line.setWordWrap(True)
            line.setContentsMargins(indent, 0, 0, 0)
            line.hide()
            layout.addWidget(line)
        self.setFocusProxy(control)

    def show_value(self, value: object, several: bool = False) -> None:
        """Show the document's value, or that the selected nodes have several."""
        raise NotImplementedError

    def show_problem(self, text: str) -> None:
        """Say under the field what is wrong; empty text takes it back."""
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self._mark(bool(text))

    def show_hint(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def _mark(self, wrong: bool) -> None:
        if bool(self.control.property("wrong")) != wrong:
            self.control.setProperty("wrong", wrong)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)

    def focus(self) -> None:
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)


class LineEdit(QLineEdit):
    """Leaves Ctrl+K to the search; on some systems a line edit would cut the rest of its text with it."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_K
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return False
        return super().event(event)


class UnitEdit(LineEdit):
    """A line edit with its unit inside, at the right."""

    entered = Signal()

    def __init__(self, unit: str = "") -> None:
        super().__init__()
        self._unit = QLabel(unit, self)
        self._unit.setProperty("role", "secondary")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._unit.text():
            self._unit.adjustSize()
            self._unit.move(self.width() - self._unit.width() - 9, (self.height() - self._unit.height()) // 2)
            self.setTextMargins(0, 0, self._unit.width() + 4, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason):
            self.selectAll()


class LineField(Field):
    """A field with typed text, checked with every key; only valid text is passed on."""

    def __init__(self, property: Property) -> None:
        self.line = UnitEdit(_short_unit(property.unit))
        self.line.setMaxLength(20_100)
        super().__init__(property, self.line)
        self._shown: object = None
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self._new_session)
        self.line.installEventFilter(self)

    def _new_session(self) -> None:
        self.session = next(_sessions)

    def _typed(self, text: str) -> None:
        problem = self.declared.problem(text)
        self.show_problem(problem or "")
        if problem is None:
            self._shown = self.parse(text)
            self.edited.emit(self._shown, f"{self.declared.name}:{self.session}")

    def show_value(self, value: object, several: bool = False) -> None:
        self.line.setPlaceholderText(SEVERAL if several else self.placeholder())
        if not several and self.line.hasFocus() and value == self._shown and not self.message.text():
            return
        self._shown = value
        self.show_problem("")
        self.line.setText("" if several or value is None else self.written(value))
        self.line.setCursorPosition(0 if not self.line.hasFocus() else len(self.line.text()))

    def parse(self, text: str) -> object:
        return text or None

    def written(self, value: object) -> str:
        return str(value)

    def placeholder(self) -> str:
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape takes back text that is not valid."""
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and self.message.text()
        ):
            self.show_problem("")
            self.line.setText("" if self._shown is None else self.written(self._shown))
            return True
        return super().eventFilter(watched, event)


class NumberField(LineField):
    """A quantity or a count: right-aligned, with its unit."""

    def __init__(self, property: Property) -> None:
        super().__init__(property)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def parse(self, text: str) -> object:
        found = number(text)
        if found is None:
            return None
        return int(found) if self.declared.kind == "count" else found

    def written(self, value: object) -> str:
        return quantity(value, 12) if isinstance(value, Decimal) else f"{value:,}"

    def placeholder(self) -> str:
        return "" if self.declared.unit else NOT_KNOWN


class TextField(LineField):
    """Free text, or text of a given form such as an address block."""

    def placeholder(self) -> str:
        return "10.0.0.0/16" if self.declared.pattern == "cidr" and "6" not in self.declared.name else ""


class LinesField(Field):
    """Text of several lines."""

    def __init__(self, property: Property) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(84)
        # Else it would claim the free height of the panel for the gaps around it.
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(property, self.edit)
        self.edit.textChanged.connect(self._typed)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _typed(self) -> None:
        text = self.edit.toPlainText()
        problem = self.declared.problem(text)
        self.show_problem(problem or "")
        if problem is None:
            self.edited.emit(text or None, f"{self.declared.name}:{self.session}")

    def show_value(self, value: object, several: bool = False) -> None:
        text = "" if value is None else str(value)
        if not self._says(text):
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)
        self.show_problem("")

    def _says(self, text: str) -> bool:
        """The text is there already, perhaps in the person's own spelling: nothing to write over."""
        typed = self.edit.toPlainText()
        if self.declared.pattern != "discounts" or typed == text:
            return typed == text
        try:
            return read_discounts(typed) == read_discounts(text)
        except DiscountError:
            return False


class FlagField(Field):
    """Yes or no; not known only where a figure may be waited for."""

    def __init__(self, property: Property, certain: bool = False) -> None:
        choices = {"yes": "Yes", "no": "No"}
        self.segments = Segments(choices if certain else {**choices, "unknown": "Unknown"})
        super().__init__(property, self.segments)
        self.segments.chosen.connect(self._chosen)
        self.segments.setFocusProxy(self.segments.buttons["yes"])

    def _chosen(self, name: str) -> None:
        self.show_problem("")
        self.edited.emit({"yes": True, "no": False, "unknown": None}[name], "")

    def show_value(self, value: object, several: bool = False) -> None:
        self.show_problem("")
        self.show_hint(SEVERAL if several else "")
        if several:
            self.segments.clear()
        else:
            self.segments.choose("yes" if value is True else "no" if value is False else "unknown")


def _short_unit(unit: str) -> str:
    """Units as they fit into a field: "GB/month", "h/month"."""
    return unit.replace("hours/", "h/").replace("requests/", "req./") if len(unit) > 10 else unit
