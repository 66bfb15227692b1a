"""How many instances of an Auto Scaling group run over a month: stated, by a schedule, or as desired."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from projects.billing.schedules import ScheduleError, read_schedule


class Group(Protocol):
    """What an Auto Scaling group says of its size, in units of capacity; the average in instances."""

    @property
    def min(self) -> int | None: ...

    @property
    def desired(self) -> int | None: ...

    @property
    def max(self) -> int | None: ...

    @property
    def average_instances(self) -> Decimal | None: ...

    @property
    def schedule(self) -> str | None: ...


class Average(NamedTuple):
    """The mean of the month where it does not follow from the desired number alone; None if it does."""

    instances: Decimal | None = None
    reason: str = ""
    """How a schedule gives it."""
    problem: str = ""
    """Why it is not known although there is a schedule."""
    property: str = ""
    """What to correct then."""


def average(group: Group, hours_per_month: Decimal) -> Average:
    """The stated average, else that of the schedule: the desired number then, the minimum otherwise."""
    if group.average_instances is not None or not group.schedule:
        return Average(group.average_instances)
    try:
        found = read_schedule(group.schedule)
    except ScheduleError as error:
        return Average(problem=f"The schedule cannot be used. {error}", property="schedule")
    for name, value, when in (("desired", group.desired, "then"), ("min", group.min, "at other times")):
        if value is None:
            label = "the desired number" if name == "desired" else "the minimum"
            return Average(problem=f"Give {label}, which runs {when}.", property=name)
    low, high = Decimal(group.min or 0), Decimal(group.desired or 0)
    mean = low + (high - low) * found.hours(hours_per_month) / hours_per_month
    text = " ".join(group.schedule.split())
    hours = found.explained(hours_per_month)
    return Average(mean, f"{high} {text}, {low} at other times: {shown(mean)} on average ({hours}).")


def range_text(group: Group, instances: Decimal | None) -> str:
    """ "Between 2 and 10 instances; priced at 4." Empty where neither end is known, or no number."""
    low, high = group.min, group.max
    if instances is None or (low is None and high is None):
        return ""
    if low is not None and high is not None:
        ends = f"Between {low:,} and {high:,} instances"
    else:
        ends = f"At least {low:,} instances" if low is not None else f"At most {high:,} instances"
    beyond = (low is not None and instances < low) or (high is not None and instances > high)
    outside = ", which is outside: correct one of them" if beyond else ""
    return f"{ends}; priced at {shown(instances)}{outside}."


def shown(amount: Decimal) -> str:
    """With two decimals at most: "2.6"."""
    text = f"{amount.quantize(Decimal('0.01')):,f}"
    return text.rstrip("0").rstrip(".")
