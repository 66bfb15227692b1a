"""The window with its dialogs answered by the test, as in the tests of the window itself."""

from __future__ import annotations

from tests.desktop.test_window import answers, settings, window

__all__ = ["answers", "settings", "window"]
