"""The account's own lines of an estimate: allowances, and which nodes use them."""

from __future__ import annotations

from itertools import chain

from pricing.allowances import Allowance, Use, allowance_lines, listing
from pricing.estimate import LineItem

AllowanceKey = tuple[str, ...]
"""The rate keys that share an allowance."""

Uses = tuple[tuple[Allowance, Use], ...]


class Account:
    """Who uses which allowance; the lines of those that are used otherwise than before are made anew."""

    def __init__(self) -> None:
        self._users: dict[AllowanceKey, dict[str, Uses]] = {}
        self._lines: dict[AllowanceKey, list[LineItem]] = {}
        self._changed: set[AllowanceKey] = set()
        self._all: tuple[LineItem, ...] = ()

    def enter(self, node_id: str, uses: Uses) -> None:
        """Take note of what a node uses."""
        for use in uses:
            key = use[0].keys
            users = self._users.setdefault(key, {})
            users[node_id] = (*users.get(node_id, ()), use)
            self._changed.add(key)

    def leave(self, node_id: str, uses: Uses) -> None:
        """The node is gone, or uses something else now."""
        for allowance, _ in uses:
            self._users[allowance.keys].pop(node_id, None)
            self._changed.add(allowance.keys)

    def lines(self) -> tuple[LineItem, ...]:
        """What is taken off, in order of service, allowance and rate."""
        for key in self._changed:
            users = self._users[key]
            # In order of the ids, as all that is added up: sums of many digits round by their order.
            uses = chain.from_iterable([users[node_id] for node_id in sorted(users)])
            self._lines[key] = allowance_lines(uses)
        if self._changed:
            self._all = tuple(sorted(chain.from_iterable(self._lines.values()), key=listing))
            self._changed.clear()
        return self._all
