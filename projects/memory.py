"""What was made from a record, remembered between estimates: two generations, of which the elder goes."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Things by the record they were made from; each is given out while all it was made from is as it was."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[int, tuple[T, object, tuple[object, ...]]] = {}
        self._old: dict[int, tuple[T, object, tuple[object, ...]]] = {}

    def get(self, record: object, *sources: object) -> T | None:
        """What was made from this very record and these sources; None if that is not known."""
        # Records never change. An entry holds its record: no other has its number while it is here.
        key = id(record)
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is None:
                return None
            self._keep(key, found)
        # Compared by what they are first, and only then by their values.
        return found[0] if found[2] == sources else None

    def put(self, made: T, record: object, *sources: object) -> T:
        """Remember it, and give it back."""
        self._keep(id(record), (made, record, sources))
        return made

    def forget(self) -> None:
        """Give back the memory, and let go of the records."""
        self._young, self._old = {}, {}

    def _keep(self, key: int, entry: tuple[T, object, tuple[object, ...]]) -> None:
        if len(self._young) >= self._most:
            self._old, self._young = self._young, {}
        self._young[key] = entry
