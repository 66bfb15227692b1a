"""What a case says of a resource, and which of it the adapter has taken into account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any


class CannotExpress(Exception):
    """The product has no way to say what the case describes; the text says what is missing."""


class Facts:
    """A JSON object whose keys have to be asked for: what nobody asked for was not understood.

    Numbers come as ``Decimal``, objects as :class:`Facts`, lists of objects as lists of them.
    """

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        self._path = path
        self._values = {key: self._made(key, value) for key, value in values.items()}
        self._asked: set[str] = set()

    def _made(self, key: str, value: Any) -> Any:
        if isinstance(value, bool) or value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float | Decimal):
            return Decimal(str(value))
        if isinstance(value, Mapping):
            return Facts(value, f"{self._path}{key}.")
        if isinstance(value, list):
            return [self._made(f"{key}[]", item) for item in value]
        raise CannotExpress(f"{self._path}{key} is of no kind that a case may hold")

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def keys(self) -> list[str]:
        """The names given, in order."""
        return list(self._values)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of ``key``, or ``default`` where the case does not say; an explicit null gives None."""
        self._asked.add(key)
        return self._values.get(key, default)

    def need(self, key: str) -> Any:
        """The value of ``key``; raises :class:`CannotExpress` where the case does not say."""
        value = self.get(key)
        if value is None:
            raise CannotExpress(f"the case does not say {self._path}{key}")
        return value

    def choice(self, key: str, choices: Mapping[Any, Any], default: Any = None) -> Any:
        """Our word for the case's; ``default`` where it does not say. Raises :class:`CannotExpress`."""
        value = self.get(key)
        if value is None:
            return default
        if value not in choices:
            raise CannotExpress(f"{self._path}{key} = {value} has no counterpart")
        return choices[value]

    def whole(self, key: str, default: int | None = None) -> int | None:
        """A whole number; raises :class:`CannotExpress` for a broken one."""
        value = self.get(key)
        if value is None:
            return default
        if value != int(value):
            raise CannotExpress(f"{self._path}{key} = {value} is no whole number")
        return int(value)

    def passed_over(self, *keys: str) -> None:
        """These say nothing that changes a cost (a source's remark, a default of ours)."""
        self._asked.update(keys)

    def unread(self) -> Iterator[str]:
        """Dotted names of what was never asked for, lists as ``volumes[].size_gb``."""
        for key, value in self._values.items():
            if key not in self._asked:
                yield self._path + key
                continue
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, Facts):
                    yield from inner.unread()
