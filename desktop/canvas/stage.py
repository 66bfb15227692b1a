"""What lies over the canvas while a drawing is presented: the caption, and the hands that go on and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.theme import Theme
from projects.annotations.slides import Slide

_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace, Qt.Key.Key_PageUp)


class Stage(QWidget):
    """Covers the canvas, so that nothing on it can be changed; a click goes on, Escape leaves."""

    step = Signal(int)
    """Go on or back by so many."""
    jump = Signal(int)
    """Go to this one; -1 is the last."""
    left = Signal()

    def __init__(self, canvas: QWidget, theme: Theme) -> None:
        super().__init__(canvas)
        self.setObjectName("stage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Presentation. Right goes on, left goes back, Escape leaves.")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._theme, self._canvas = theme, canvas
        self.caption = QFrame(self)
        self.caption.setObjectName("caption")
        self.number = QLabel()
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setFixedSize(34, 34)
        self.title = QLabel()
        self.text = QLabel()
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.place = QLabel()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch()
        row = QHBoxLayout(self.caption)
        row.setContentsMargins(18, 12, 14, 12)
        row.setSpacing(14)
        row.addWidget(self.number)
        row.addLayout(words, 1)
        row.addWidget(self.place)
        self.buttons = {
            "back": self._button("caret-left", "Back (left arrow)", lambda: self.step.emit(-1)),
            "on": self._button("caret-right", "On (right arrow)", lambda: self.step.emit(1)),
            "leave": self._button("x", "Leave (Escape)", self.left.emit),
        }
        for button in self.buttons.values():
            row.addWidget(button)
        self._dress()
        canvas.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        self.setFocus()

    def _button(self, icon: str, tip: str, run: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(line_icons.icon(icon, self._theme))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(run)
        return button

    def _dress(self) -> None:
        theme = self._theme
        self.caption.setStyleSheet(
            f"#caption {{ background: {theme.panel}; border: 1px solid {theme.input_border};"
            " border-radius: 10px; }"
        )
        self.number.setStyleSheet(
            f"background: {theme.ink}; color: {theme.canvas}; border-radius: 17px; font-weight: 700;"
            " font-size: 14px;"
        )
        self.title.setStyleSheet(f"color: {theme.ink}; font-size: 17px; font-weight: 600;")
        self.text.setStyleSheet(f"color: {theme.ink}; font-size: 16px;")
        self.place.setStyleSheet(f"color: {theme.secondary};")

    def say(self, slide: Slide, place: int, count: int) -> None:
        """Caption the view that is shown."""
        self.number.setText(slide.number)
        self.number.setVisible(bool(slide.number))
        self.title.setText(slide.title)
        self.title.setVisible(bool(slide.title))
        self.text.setText(slide.text)
        self.text.setVisible(bool(slide.text))
        self.place.setText(f"{place + 1} of {count}")
        self.buttons["back"].setEnabled(place > 0)
        self.buttons["on"].setEnabled(place < count - 1)
        self._fit()

    @property
    def below(self) -> int:
        """Height at the lower edge that the caption takes."""
        return self.caption.height() + 24

    def _fit(self) -> None:
        room = self._canvas.rect()
        self.setGeometry(room)
        wide = min(room.width() - 48, 860)
        self.caption.setFixedWidth(max(wide, 200))
        self.caption.adjustSize()
        high = max(self.caption.layout().totalHeightForWidth(wide), 60)  # type: ignore[union-attr]
        self.caption.setGeometry((room.width() - wide) // 2, room.height() - high - 20, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _ON:
            self.step.emit(1)
        elif key in _BACK:
            self.step.emit(-1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jump.emit(0 if key == Qt.Key.Key_Home else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.step.emit(1 if event.button() == Qt.MouseButton.LeftButton else -1)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
