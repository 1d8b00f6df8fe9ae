"""A date or clock time as written, and the words that dates are made of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assistant.schema import PartialDate

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

# How a date leans on its context: what it counts from, and how many steps away.
Anchor = tuple[Literal["year", "month", "day", "week", "same", "weekday", "last", "next"], int]
RELATIVE_JA: dict[str, Anchor] = {
    "一昨年": ("year", -2), "おととし": ("year", -2), "昨年": ("year", -1), "去年": ("year", -1),
    "前年": ("year", -1), "今年": ("year", 0), "本年": ("year", 0), "来年": ("year", 1),
    "再来年": ("year", 2), "翌年": ("same", 12), "同年": ("same", 0), "先々月": ("month", -2),
    "先月": ("month", -1), "前月": ("month", -1), "今月": ("month", 0), "本月": ("month", 0),
    "来月": ("month", 1), "翌月": ("same", 1), "同月": ("same", 0), "一昨日": ("day", -2),
    "昨日": ("day", -1), "きのう": ("day", -1), "前日": ("day", -1), "今日": ("day", 0),
    "本日": ("day", 0), "明日": ("day", 1), "あす": ("day", 1), "同日": ("same", 0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or clock time at ``[start, end)``; ``date`` holds what is written, no more."""

    start: int
    end: int
    date: PartialDate
    hi: PartialDate | None = None
    anchor: Anchor | None = None
    kind: Literal["date", "time"] = "date"
    fiscal: bool = False
    hours: Fraction | None = None  # of a clock time, since midnight


def long_year(year: int) -> int:
    return year if year >= 100 else year + (2000 if year < 60 else 1900)


def possible(date: PartialDate) -> bool:
    return (date.month is None or 1 <= date.month <= 12) and (
        date.day is None or 1 <= date.day <= 31
    )
