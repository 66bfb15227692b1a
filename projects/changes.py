"""Changes: records before and after. They invert and compose, and nothing else changes a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from projects.records import AnyRecord


@dataclass(frozen=True)
class Change:
    """For each id the record before and after; None stands for not there."""

    before: Mapping[str, AnyRecord | None] = field(default_factory=dict)
    after: Mapping[str, AnyRecord | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.before.keys() != self.after.keys():
            raise ValueError("a change names the same ids before and after")

    def __bool__(self) -> bool:
        return bool(self.after)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self.after)

    def inverse(self) -> Change:
        """The change that undoes this one."""
        return Change(self.after, self.before)

    def then(self, later: Change) -> Change:
        """Both changes as one; ids that end where they began drop out."""
        before = {**later.before, **self.before}
        after = {**self.after, **later.after}
        kept = [record_id for record_id in after if before[record_id] is not after[record_id]]
        kept = [record_id for record_id in kept if before[record_id] != after[record_id]]
        return Change({i: before[i] for i in kept}, {i: after[i] for i in kept})

    def items(self) -> Iterator[tuple[str, AnyRecord | None, AnyRecord | None]]:
        """Each id with its record before and after."""
        for record_id, after in self.after.items():
            yield record_id, self.before[record_id], after
