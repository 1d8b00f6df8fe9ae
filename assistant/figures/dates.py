"""What dates mean: years and months filled in from the context, relative words resolved.

A fiscal year is named by the year it starts in Japanese usage (「2023年度」 = April 2023 to
March 2024) and by its printed year in English ("FY2023"); 「2024年3月期」 and "FY3/2024", the
year ending in that month, are ``2024-03``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.figures.moments import RELATIVE_JA, WEEKDAYS, Anchor, DateMention
from assistant.figures.written import filled, find
from assistant.schema import PartialDate
from assistant.text.fold import fold

__all__ = ["DateMention", "Resolver", "When", "find", "resolve"]

_RELATIVE_EN: dict[str, Anchor] = {
    "last year": ("year", -1), "this year": ("year", 0), "next year": ("year", 1),
    "a year ago": ("year", -1), "last month": ("month", -1), "this month": ("month", 0),
    "next month": ("month", 1), "yesterday": ("day", -1), "today": ("day", 0),
    "tomorrow": ("day", 1), "the year before last": ("year", -2),
    "last fiscal year": ("year", -1), "this fiscal year": ("year", 0),
}  # fmt: skip
_RELATIVE_WORDS = re.compile(
    "|".join(sorted(map(re.escape, (*RELATIVE_JA, *_RELATIVE_EN)), key=len, reverse=True))
    + rf"|(?:last|next|this|on) (?:{'|'.join(WEEKDAYS)})"
    + r"|(?:昨|今|来)年度"
    + "|(?:先週|来週|今週)の?[月火水木金土日]曜"
)
_YEAR_IN_TEXT = re.compile(r"(?<![\d.,$¥€£-])(?:19|20)\d\d(?![\d,.]?\d|[年%円万億]|-\d)")


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date; ``source`` tells whether the text itself gives all of it."""

    start: int
    end: int
    date: PartialDate
    hi: PartialDate | None
    source: Literal["written", "inferred", "unknown"]


def resolve(text: str, reference: PartialDate | None = None) -> list[When]:
    """Every date of a short text such as a question, relative words too.

    ``reference`` is the day to count from: today for a question, the day of
    publication for an article. "April 2024", 「昨年」, 「23年度」, "last Monday".
    """
    folded = fold(text)
    lower = folded.lower() if len(folded.lower()) == len(folded) else folded
    mentions = [m for m in find(folded, lower) if m.kind == "date"]
    taken = [(m.start, m.end) for m in mentions]
    extra = [*_relative(lower), *_bare_years(lower)]
    mentions += [m for m in extra if all(m.end <= s or m.start >= e for s, e in taken)]
    mentions.sort(key=lambda m: m.start)
    return Resolver(reference).all(mentions)


def _bare_years(lower: str) -> Iterator[DateMention]:
    for match in _YEAR_IN_TEXT.finditer(lower):
        yield DateMention(*match.span(), PartialDate(int(match.group())))


def _relative(lower: str) -> Iterator[DateMention]:
    for match in _RELATIVE_WORDS.finditer(lower):
        word = match.group()
        anchor = RELATIVE_JA.get(word) or _RELATIVE_EN.get(word)
        if anchor is None and word.endswith("年度"):
            anchor = ("year", {"昨": -1, "今": 0, "来": 1}[word[0]])
        elif anchor is None and word.endswith("曜"):
            week = {"先": -1, "今": 0, "来": 1}[word[0]]
            anchor = ("week", 7 * week + "月火水木金土日".index(word[-2]))
        elif anchor is None:
            which, _, day = word.partition(" ")
            anchor = ("weekday", WEEKDAYS.index(day) + (100 if which in ("next", "this") else 0))
        yield DateMention(*match.span(), PartialDate(None), None, anchor)


class Resolver:
    """Fills years and months of dates in reading order.

    A date without a year takes the year that brings it nearest to the reference;
    「同」 takes what the date before it says; a bare day takes the month before it.
    """

    def __init__(self, reference: PartialDate | None) -> None:
        self.reference = reference if reference and reference.year is not None else None
        self.last: PartialDate | None = None
        self.last_fiscal = False  # FY2030 says nothing of the day of a later date

    def all(self, mentions: list[DateMention]) -> list[When]:
        return [self.one(mention) for mention in mentions]

    def one(
        self,
        mention: DateMention,
        inherit: bool = False,
        future: bool = False,
        past: bool = False,
        ahead: bool = False,
        surely: bool = False,
    ) -> When:
        """``inherit``: the date before stands in the same sentence.

        ``future``: it is to come; ``past``: it is over, by the words around it; ``ahead``: its
        sentence tells of what is to come; ``surely``: as of a day, which is not before the
        reference.
        """
        date, hi = mention.date, mention.hi
        source: Literal["written", "inferred", "unknown"] = "written"
        if date.year is None:
            inherit = inherit and not self.last_fiscal and not self._a_goal()
            resolved = self._fill(mention, inherit, future, ahead)
            if past and not mention.anchor and _is_past(self.reference, resolved):
                resolved = replace(resolved, year=(resolved.year or 1) - 1)
            if surely and not mention.anchor:
                resolved = _from(self.reference, resolved)
            source = "inferred" if resolved.year is not None else "unknown"
            if hi is not None:
                hi = (
                    filled(replace(hi, year=None), resolved)
                    if hi.month
                    else replace(resolved, day=hi.day)
                )
            date = resolved
        elif hi is not None and hi.year is None:
            hi = filled(hi, date)
        self.last = hi if hi is not None and hi.year is not None else date
        self.last_fiscal = mention.fiscal
        return When(mention.start, mention.end, date, hi, source)

    def _a_goal(self) -> bool:
        """Whether the date before is a year to come: "by 2030, it said on 11 November"."""
        if self.last is None or self.reference is None or self.last.month is not None:
            return False
        return (self.last.year or 0) > (self.reference.year or 0) + 1

    def _fill(self, mention: DateMention, inherit: bool, future: bool, ahead: bool) -> PartialDate:
        date, anchor, base = mention.date, mention.anchor, self.reference
        if anchor and anchor[0] == "same":
            return self._same(date, anchor[1])
        if anchor and base is not None:
            return _counted(base, date, anchor)
        if date.month is None:
            return self._day(date, inherit)
        if inherit and self.last and self.last.year is not None:
            back = self.last.month - date.month if self.last.month is not None else 0
            year = self.last.year + (1 if back >= 6 else 0)
            known = base is not None and base.year and base.month and not future
            if base and known and 12 * year + date.month - (_months(base) or 0) > 6:
                year -= 1  # 「今年2月にかけて...12月に」: the winter that has passed
            if base and base.year and _is_news(date, base, _NEWS if self.last.month else _LATELY):
                year = base.year  # 「2004年12月の事件の判決が9月26日」
            return replace(date, year=year)
        ends = mention.hi.month if mention.hi else None  # the nine months to December are over
        last = replace(date, month=max(date.month, ends)) if ends else date
        return replace(date, year=_nearest_year(last, base, future, ahead)) if base else date

    def _same(self, date: PartialDate, months: int) -> PartialDate:
        base = self.last or self.reference
        if base is None:
            return date
        year, month = base.year, base.month
        if months == 12 and year is not None:
            year += 1
        elif months == 1 and month is not None:
            year, month = (year, month + 1) if month < 12 else (year and year + 1, 1)
        if date.month is not None:
            return replace(date, year=year)
        day = date.day if date.day is not None else base.day if months == 0 else None
        if month is None and date.day is not None and self.reference is not None:
            month = self.reference.month if self.reference.year == year else None
        return PartialDate(year, month if months != 12 else None, day)

    def _day(self, date: PartialDate, inherit: bool) -> PartialDate:
        base = self.reference
        last = self.last if self.last is not None and self.last.month is not None else None
        if last is not None and (inherit or base is None or base.day is None):
            return self._day_after(last, date.day or 1)
        if base is None or base.month is None:
            return date
        year, month = base.year, base.month
        day = date.day or 1
        if base.day is not None and day > base.day + 7:
            month -= 1
        while month > 0 and day > _LENGTHS[month - 1]:
            month -= 1
        if month == 0:
            year, month = (year - 1 if year is not None else None), 12
        return PartialDate(year, month, date.day)

    def _day_after(self, last: PartialDate, day: int) -> PartialDate:
        """A day of the month before it, or of the next when it counts on: 「29日の事故で1日」."""
        base = self.reference
        if last.month is None:  # after a bare year the day has no month to be of
            return PartialDate(None, None, day)
        if base is None or not (base.month and base.day and last.day) or day >= last.day:
            return PartialDate(last.year, last.month, day)
        index = (last.year or 0) * 12 + last.month
        near = (index // 12, index % 12 + 1, day)
        if last.day - day > 14 and near <= (base.year or 0, base.month, base.day):
            return PartialDate(*near)
        return PartialDate(last.year, last.month, day)


def _from(base: PartialDate | None, date: PartialDate) -> PartialDate:
    """The day and month as they come next, counted from ``base``."""
    if base is None or not (base.year and base.month and date.month):
        return date
    over = (date.month, date.day or 31) < (base.month, base.day or 1)
    return replace(date, year=base.year + over)


def _is_past(date: PartialDate | None, base: PartialDate | None) -> bool:
    """Whether a month lies before another."""
    if date is None or base is None:
        return False
    return 0 < (_months(date) or 0) < (_months(base) or 0)


_NEWS, _LATELY = 3, 14  # days before the reference in which news happened


def _is_news(date: PartialDate, base: PartialDate, days: int) -> bool:
    """Whether a day and month, taken in the reference's year, lie just before it."""
    if not (date.month and date.day and base.year and base.month and base.day):
        return False
    try:
        day = datetime.date(base.year, date.month, date.day)
        ago = datetime.date(base.year, base.month, base.day) - day
    except ValueError:
        return False
    return 0 <= ago.days <= days


def _months(date: PartialDate) -> int | None:
    return 12 * date.year + date.month if date.year and date.month else None


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _nearest_year(
    date: PartialDate, base: PartialDate, future: bool, ahead: bool = False
) -> int | None:
    """The year that brings month and day nearest to the reference; ahead when it is to come.

    News seldom tells without the year of what is farther than ten months back: seven where it
    tells of what is to come.
    """
    if base.year is None or date.month is None:
        return base.year
    if base.month is None:
        return base.year
    gap = date.month - base.month + ((date.day or 15) - (base.day or 15)) / 31
    if future:
        return base.year + (1 if gap < -3 else 0)
    if gap > 6:
        return base.year - (not ahead)
    return base.year + (1 if gap < (-7 if ahead else -10) else 0)


def _counted(base: PartialDate, date: PartialDate, anchor: Anchor) -> PartialDate:
    """The date that lies ``anchor`` away from the reference."""
    kind, steps = anchor
    if base.year is None:
        return date
    if kind == "year":
        return replace(date, year=base.year + steps)
    if kind in {"last", "next"}:
        month, now = date.month or 1, base.month or 1
        turned = -(month >= now) if kind == "last" else month <= now
        return replace(date, year=base.year + turned)
    if kind == "month":
        if base.month is None:
            return date
        index = base.year * 12 + base.month - 1 + steps
        return PartialDate(index // 12, index % 12 + 1, date.day)
    if base.month is None or base.day is None:
        return date
    try:
        day = datetime.date(base.year, base.month, base.day)
        if kind == "day":
            day += datetime.timedelta(days=steps)
        elif kind == "week":
            day += datetime.timedelta(days=steps - day.weekday())
        else:
            ahead = steps >= 100
            gap = (steps % 100 - day.weekday()) % 7 or 7
            day += datetime.timedelta(days=gap if ahead else gap - 7 if gap < 7 else -7)
    except (ValueError, OverflowError):
        return date
    return PartialDate(day.year, day.month, day.day)
