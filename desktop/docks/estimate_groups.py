"""Line items arranged by service, container or Region, with each group's sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from pricing.estimate import PROJECT, LineItem, ProjectOwner, Totals, total

Grouping = Literal["service", "container", "region"]

OUTSIDE = "Outside every Region"
FREE = "On the free canvas"
ALLOWANCES = "Free allowances of the AWS account"
_ACCOUNT = "\U0010ffff"
"""Key of the group of what belongs to the account: after every other."""
_PROJECT = _ACCOUNT * 2
"""Key of the group of what follows from the project's settings: the last."""

RowKey = tuple[str, str, int, str]
"""What makes a line the same line after a change of figures: node, component, tier, state."""


@dataclass
class Group:
    """Lines that belong together, in the order to show."""

    key: str
    title: str
    lines: list[LineItem] = field(default_factory=list)
    keys: list[RowKey] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)


def grouped(lines: Iterable[LineItem], by: Grouping) -> list[Group]:
    """Groups in order of their titles, the account's own last; lines in the order of their nodes."""
    found: dict[str, Group] = {}
    for line in lines:
        key, title = _place(line, by)
        group = found.get(key)
        if group is None:
            group = found[key] = Group(key, title)
        group.lines.append(line)
        group.keys.append((line.owner.node_id, line.component, line.tier, line.state))
    for group in found.values():
        group.totals = total(group.lines)
    last = (_ACCOUNT, _PROJECT)
    return sorted(
        found.values(), key=lambda group: (group.key if group.key in last else "", group.title, group.key)
    )


def _place(line: LineItem, by: Grouping) -> tuple[str, str]:
    owner = line.owner
    if isinstance(owner, ProjectOwner):
        return _PROJECT, PROJECT
    if by == "service":
        return owner.service_label, owner.service_label
    if not owner.node_id:
        return _ACCOUNT, ALLOWANCES
    if by == "region":
        return owner.region, region_title(owner.region) if owner.region else OUTSIDE
    if not owner.container_ids:
        return "", FREE
    return owner.container_ids[-1], " / ".join(owner.path) or "AWS Cloud"


def region_title(code: str) -> str:
    """ "eu-west-1, Europe (Ireland)"."""
    from pricing.regions import region

    found = region(code)
    return f"{code}, {found.name}" if found is not None else code
