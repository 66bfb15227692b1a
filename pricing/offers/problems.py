"""What can go wrong with an update: always the file, the line where there is one, and what to do."""

from __future__ import annotations

OLD_PRICES_STAY = "The prices you had are still in use"


class UpdateFailed(Exception):
    """The update was given up and nothing was installed; the message says where, what and the remedy."""

    def __init__(self, file: str, what: str, remedy: str, line: int = 0) -> None:
        self.file = file
        self.line = line
        """1 for the first line; 0 where the file as a whole is meant."""
        self.what = what
        self.remedy = remedy
        place = ", ".join(part for part in (file, f"line {line}" if line else "") if part)
        super().__init__(f"{place}: {what}. {remedy}. {OLD_PRICES_STAY}.")


class DamagedOffer(UpdateFailed):
    """A price file is not as AWS writes them."""

    def __init__(self, file: str, line: int, what: str, remedy: str = "") -> None:
        super().__init__(file, what, remedy or "Get the file again; AWS's own files have no such line", line)


class DownloadFailed(UpdateFailed):
    """A file could not be fetched whole."""


class UpdateCancelled(Exception):
    """The person stopped it; nothing was installed."""

    def __init__(self) -> None:
        super().__init__(f"The update was cancelled. {OLD_PRICES_STAY}.")
