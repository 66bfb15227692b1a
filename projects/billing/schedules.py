"""When something that can be stopped runs: schedules in words, and the hours a month that follow from them.

``weekdays 8-18``, ``mon-fri 08:00-18:30``, ``daily 6-22; sat,sun 8-12``, ``24x7``, ``hours 200``, ``60 %``.
Hours of a week become hours of a month as the week's share of it: 50 x 730 / 168 = 217.26.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from pricing.costs import CostComponent
from projects.properties import Text

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS_PER_WEEK = Decimal(168)
MOST_HOURS = Decimal(744)
EXAMPLES = "weekdays 8-18, daily 6-22, mon,wed 08:30-17:00, 24x7, hours 200 or 60 %"

_NAMED_DAYS = {
    "weekdays": tuple(range(5)),
    "weekends": (5, 6),
    "weekend": (5, 6),
    "daily": tuple(range(7)),
    "every day": tuple(range(7)),
}
_ALWAYS = frozenset({"24x7", "24/7", "always"})
_NUMBER = r"\d{1,6}(?:\.\d{1,6})?"
_HOURS = re.compile(rf"(?:hours\s+(?P<after>{_NUMBER})|(?P<before>{_NUMBER})\s*(?:h|hours))")
_PERCENT = re.compile(rf"(?P<percent>{_NUMBER})\s*%")
_PART = re.compile(r"(?P<days>[a-z][a-z ,-]*?)\s+(?P<start>[\d:.]+)\s*(?:-|to)\s*(?P<end>[\d:.]+)")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?")
_DAY_MINUTES = 24 * 60


class ScheduleError(ValueError):
    """A schedule that cannot be; the message says in one sentence what is wrong and what to write."""


class Schedule(NamedTuple):
    """One of the three is given: hours of a week, hours of a month, or a share of the month."""

    week: Decimal | None = None
    month: Decimal | None = None
    share: Decimal | None = None

    def hours(self, hours_per_month: Decimal) -> Decimal:
        """Hours a month."""
        if self.week is not None:
            return self.week * hours_per_month / HOURS_PER_WEEK
        if self.month is not None:
            return self.month
        return (self.share or Decimal(0)) * hours_per_month

    def explained(self, hours_per_month: Decimal) -> str:
        """How the hours come about: "50 hours a week × 730 / 168 = 217.26 hours a month"."""
        found = f"{_shown(self.hours(hours_per_month))} hours a month"
        if self.week is not None:
            return f"{_shown(self.week)} hours a week × {_shown(hours_per_month)} / 168 = {found}"
        if self.share is not None:
            return f"{_shown(self.share * 100)} % of {_shown(hours_per_month)} hours = {found}"
        return found


def schedule_field(help: str = "", when: Any = None, of: str = "the running hours") -> Any:
    """The property ``schedule``; ``of`` names the figure that comes before it."""
    text = f"In words: {EXAMPLES}. Used where nobody gave {of}."
    return Text("Schedule", pattern="schedule", group="Usage", help=f"{text} {help}".rstrip(), when=when)


@lru_cache(1024)
def read_schedule(text: str) -> Schedule:
    """What a schedule says; raises :class:`ScheduleError`."""
    plain = " ".join(text.casefold().replace("–", "-").split())
    if plain in _ALWAYS:
        return Schedule(share=Decimal(1))
    if found := _HOURS.fullmatch(plain):
        hours = Decimal(found["after"] or found["before"])
        if hours > MOST_HOURS:
            raise ScheduleError(f"A month has at most 744 hours, not {_shown(hours)}.")
        return Schedule(month=hours)
    if found := _PERCENT.fullmatch(plain):
        if Decimal(found["percent"]) > 100:
            raise ScheduleError("A share of the month is at most 100 %.")
        return Schedule(share=Decimal(found["percent"]) / 100)
    minutes: set[tuple[int, int, int]] = set()
    for part in (piece.strip() for piece in re.split(r";| and ", plain)):
        if part:
            days, start, end = _part(part)
            minutes.update((day, start, end) for day in days)
    if not minutes:
        raise ScheduleError(f"Write when it runs: {EXAMPLES}.")
    return Schedule(week=Decimal(_minutes(minutes)) / 60)


def schedule_problem(text: str) -> str | None:
    """What is wrong with a schedule, in one sentence; None if nothing is."""
    try:
        read_schedule(text)
    except ScheduleError as error:
        return str(error)
    return None


class Running(NamedTuple):
    """Hours a month that something runs; None for every hour of it."""

    hours: Decimal | None = None
    reason: str = ""
    """How the hours come about; empty where nobody has to be told."""
    problem: str = ""
    """Why the hours are not known."""


def running(hours: Decimal | None, schedule: str | None, hours_per_month: Decimal) -> Running:
    """The stated hours, else those of the schedule, else the whole month."""
    if hours is not None or not schedule:
        return Running(hours)
    try:
        found = read_schedule(schedule)
    except ScheduleError as error:
        return Running(problem=f"The schedule cannot be used. {error}")
    if found.share == 1:
        return Running()
    text = " ".join(schedule.split())
    return Running(found.hours(hours_per_month), f"Runs {text}: {found.explained(hours_per_month)}.")


def while_running(component: CostComponent, runs: Running) -> CostComponent:
    """An hourly part for the hours that something runs; without a figure where those are not known."""
    if component.kind != "hourly":
        return component
    if runs.problem:
        return replace(component, quantity=None, property="schedule", reason=runs.problem)
    reason = " ".join(text for text in (component.reason, runs.reason) if text)
    return replace(component, hours=runs.hours, reason=reason)


def _minutes(spans: set[tuple[int, int, int]]) -> int:
    """Minutes of a week in these spans, those that overlap counted once."""
    edges = sorted({edge for _, start, end in spans for edge in (start, end)})
    return sum(
        end - start
        for day in range(len(DAYS))
        for start, end in pairwise(edges)
        if any(one == day and first <= start and end <= last for one, first, last in spans)
    )


def _part(text: str) -> tuple[tuple[int, ...], int, int]:
    found = _PART.fullmatch(text)
    if found is None:
        raise ScheduleError(f"“{text[:40]}” is no schedule; write {EXAMPLES}.")
    days = _days(found["days"].strip(" ,"))
    start, end = _time(found["start"]), _time(found["end"])
    if start == end:
        raise ScheduleError(f"“{text[:40]}” begins when it ends; write 0-24 for the whole day.")
    if not end:
        raise ScheduleError(f"Write 24 for midnight: {found['days'].strip(' ,')} {found['start']}-24.")
    if start > end:
        raise ScheduleError(
            f"“{text[:40]}” ends before it begins. Over midnight write two parts:"
            f" {_over_midnight(found['days'].strip(' ,'), days, found['start'], found['end'])}."
        )
    return days, start, end


def _over_midnight(named: str, days: tuple[int, ...], start: str, end: str) -> str:
    before = f"{named} {start}-24"
    following = tuple(sorted((day + 1) % 7 for day in days))
    return f"{before}; {_named(following)} 0-{end}"


def _named(days: tuple[int, ...]) -> str:
    if len(days) == len(DAYS):
        return "daily"
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
    return ",".join(DAYS[day] for day in days)


def _days(text: str) -> tuple[int, ...]:
    if text in _NAMED_DAYS:
        return _NAMED_DAYS[text]
    found: set[int] = set()
    for piece in (part.strip() for part in text.replace(" to ", "-").split(",")):
        if piece in _NAMED_DAYS:
            found.update(_NAMED_DAYS[piece])
            continue
        first, dash, last = (word.strip() for word in piece.partition("-"))
        start, end = _day(first), _day(last) if dash else _day(first)
        # From Friday to Monday goes over the weekend.
        found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return tuple(sorted(found))


def _day(word: str) -> int:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    found = [number for number, name in enumerate(names) if len(word) >= 3 and name.startswith(word)]
    if not found:
        raise ScheduleError(
            f"“{word[:40]}” is no day; write mon, tue, wed, thu, fri, sat, sun, weekdays, weekends or daily."
        )
    return found[0]


def _time(text: str) -> int:
    found = _TIME.fullmatch(text)
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (99, 0)
    if minute > 59 or hour * 60 + minute > _DAY_MINUTES:
        raise ScheduleError(f"“{text[:20]}” is no time of day; write 0 to 24, or 8:30.")
    return hour * 60 + minute


def _shown(amount: Decimal) -> str:
    text = f"{amount.quantize(Decimal('0.01')):f}"
    return text.rstrip("0").rstrip(".")
