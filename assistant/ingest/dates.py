"""Dates as pages and records write them: only what a publication date needs.

Figures inside articles are read by ``assistant.figures``; this module looks for
whole dates, and for dates of which only the year is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.figures.moments import ERAS
from assistant.schema import PartialDate
from assistant.text.fold import fold

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = r"[0-3]\d(?=年\s?\d{1,2}月(?!間))"  # 「24年10月」
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_DATE = re.compile(
    rf"(?:(?<!\d)(?P<jy>{_YEAR}|{_SHORT_YEAR})"
    rf"|(?P<era>{'|'.join(ERAS)})(?P<ey>\d\d?|元))\s?年"
    rf"(?:\s?(?P<jm>{_NUMBER})\s?月(?:\s?(?P<jd>{_DAY})\s?日)?)?(?!度|期|\d|[月間代来前後余])"
    rf"|(?<![\d/.\-])(?P<iy>{_YEAR})(?P<sep>[-/.])\s?(?P<im>{_NUMBER})(?P=sep)\s?(?P<id>{_DAY})(?![-/]\d)"
    rf"|(?<![\d/.\-])(?P<sm>{_NUMBER})/(?P<sd>{_DAY})(?=\s?\([月火水木金土日])"
    rf"|(?<![\d年.])(?P<pm>{_NUMBER})月\s?(?P<pd>{_DAY})日(?!間)"
    rf"|\b{_MONTH.format('am')}\s(?P<ad>{_DAY})(?:st|nd|rd|th)?(?:,?\s(?P<ay>{_YEAR}))?(?!\d)"
    rf"|(?<![\d.,])(?P<bd>{_DAY})(?:st|nd|rd|th)?\s{_MONTH.format('bm')}(?:,?\s(?P<by>{_YEAR}))?(?!\d)"
    rf"|\b{_MONTH.format('cm')},?\s(?P<cy>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(r"(?:昨年|前年|去年|来年|翌年|同年|一昨年|last year|next year)(?:の)?\s?\Z")
_WEEKDAY_JA = re.compile(r"\s?[(](?P<day>[月火水木金土日])(?:曜日?)?[)]")
_WEEKDAY_EN = re.compile(r"\b(Mon|Tue|Wednes|Thurs|Fri|Satur|Sun)(?:day)?[,]?\s(?:the\s)?\Z")
_WEEKDAYS = {"月": 0, "火": 1, "水": 2, "木": 3, "金": 4, "土": 5, "日": 6, "Mon": 0, "Tue": 1,
             "Wednes": 2, "Thurs": 3, "Fri": 4, "Satur": 5, "Sun": 6}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A date at ``[start, end)``.

    ``weekday`` (Monday 0) if one is printed beside it.
    """

    start: int
    end: int
    date: PartialDate
    weekday: int | None = None


def written(text: str) -> Iterator[Written]:
    """Dates with a year and a month, and days of a month without a year, in order.

    A day counted from another year (昨年4月1日) is left out, as is a bare year.
    """
    folded = fold(text)
    for match in _DATE.finditer(folded):
        found = _partial(match)
        before = folded[max(0, match.start() - 12) : match.start()]
        if found is None or found.month is None or not _exists(found):
            continue
        if found.year is None and _ELSEWHEN.search(before):
            continue
        yield Written(*match.span(), found, _weekday(folded, match, before))


def iso(text: str) -> str | None:
    """The date that ``text`` begins with, as ISO as far as it is known, or None.

    Takes ISO dates and times, and the forms of ``written``; a year may stand alone.
    """
    text = fold(text).strip()
    match = re.match(rf"({_YEAR})(?:-({_NUMBER})(?:-({_DAY})(?:$|[T ]\d\d.*))?)?$", text)
    if match:
        found = PartialDate(*(int(part) for part in match.groups() if part))
        return str(found) if _exists(found) else None
    match = re.match(rf"({_YEAR})(\d\d)(\d\d)$", text)
    if match:
        found = PartialDate(*(int(part) for part in match.groups()))
        return str(found) if _exists(found) else None
    for match in _DATE.finditer(text):
        partial = _partial(match)
        if partial is not None and partial.year is not None and _exists(partial):
            return str(partial)
    return None


def _partial(match: re.Match[str]) -> PartialDate | None:
    part = match.groupdict()
    year = part["jy"] or part["iy"] or part["ay"] or part["by"] or part["cy"]
    if part["jy"] and len(part["jy"]) == 2:
        year = f"20{part['jy']}"
    if part["era"]:
        year = str(ERAS[part["era"]] + (1 if part["ey"] == "元" else int(part["ey"])))
    month = part["jm"] or part["im"] or part["pm"] or part["sm"]
    name = part["am"] or part["bm"] or part["cm"]
    if name:
        month = str(_MONTHS.index(name[:3].lower()) + 1)
    day = part["jd"] or part["id"] or part["pd"] or part["sd"] or part["ad"] or part["bd"]
    return PartialDate(*(int(piece) if piece else None for piece in (year, month, day)))


def _exists(found: PartialDate) -> bool:
    try:
        date(found.year or 2024, found.month or 1, found.day or 1)
    except ValueError:
        return False
    return True


def _weekday(text: str, match: re.Match[str], before: str) -> int | None:
    after = _WEEKDAY_JA.match(text, match.end())
    if after:
        return _WEEKDAYS[after.group("day")]
    ahead = _WEEKDAY_EN.search(before)
    return _WEEKDAYS[ahead.group(1)] if ahead else None
