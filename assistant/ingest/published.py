"""When an article was published, if it only says so indirectly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.ingest.dates import Written, written
from assistant.schema import PartialDate

_CLOSE = 4  # days between an event and the date of its source
_SOON = 45  # days after the event in which a date may still be that of the article
_NEXT = 14  # days after the last source in which a day of the first paragraph may lie
_NEAR = 130  # days from a whole date within which a day without a year is taken for the news
_LEAD = 4  # years before the first that a text names, as of a plan, in which it may be written
_OPENING = 200  # characters of the first paragraph in which news says when it happened

Span = tuple[int, int]

_A_YEAR = re.compile(
    r"(?<![\d.,/$€£¥-])(?:((?:19|20)\d\d)(?![\d%/]|[.,]\d)|([0-3]\d)年(?:度|\d{1,2}月))"
)

_AHEAD_JA = re.compile(
    r"^[^。\n\d]{0,24}?(?:まで|予定|計画|目標|見込|見通|目指|めど|メド|目途|目処|以降|満了|施行される|始まる|開始する|"
    r"開かれる|行われる|稼働する|発売する|から(?:適用|実施|導入)|に(?:も|は)?実用化)"
)
_TO_COME_JA = re.compile(
    r"(?:に|から)[^。、\n\d]{0,30}?(?:する|なる|れる|める|せる)(?:と(?:発表|し|の)|こと|計画|方針|予定|見)"
)
_LABELLED_AHEAD_JA = re.compile(
    r"(?:時期|予定日?|期限|期日|締め?切り?|納期|(?:発売|開業|施行|開始|稼働|発効)日|完成|竣工"
    r"|(?:開始|発売|稼働|施行|開業|受付)は)\s*[::は]?\s*$"
)
_AHEAD_EN = re.compile(
    r"(?:\bby|\buntil|\bthrough|\bbefore|\bfrom|\bsince|\bstarting|\bbeginning|\bexpected|\bscheduled|"
    r"\bdue|\bplanned|\bwill\b[^.,;]{0,40}|\bplans?\b[^.,;]{0,40}|\bslated\b[^.,;]{0,40}|"
    r"\btarget\w*\b[^.,;]{0,40}"
    r"|\b(?:opens|starts|begins|launches|expires|matures|ends|takes effect|comes into force"
    r"|goes on sale|goes live)\b[^.,;]{0,40})"
    r"\s+(?:in\s+|on\s+|for\s+|the end of\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)
_SOURCED = re.compile(r"[、,] ?$")  # 「共同通信、2006年7月27日。」: a source with its date
_SOURCE_ENDS = re.compile(r" ?[。.))\]」]|\s*$")
_LABEL = re.compile(
    r"published|posted|updated?|last modified|first published|by |公開|掲載|更新|配信|投稿|発表|"
    r"日付|リリース|年月日|作成",
    re.IGNORECASE,
)


def printed(text: str, lead: int) -> str | None:
    """Publication date printed as such, before or at the head of the body.

    Looks at lines of ``text`` before offset ``lead`` (the first sentence of the
    body) that hold little but a whole date, and at a dateline opening the body
    (``TOKYO, April 19, 2024 --``, 【東京=2024年4月19日】).
    """
    found = list(written(text[: lead + 120]))
    for item in found:
        if item.date.day is None or item.date.year is None:
            continue
        line_start = text.rfind("\n", 0, item.start) + 1
        line_end = text.find("\n", item.end)
        line = text[line_start : len(text) if line_end < 0 else line_end]
        if item.start < lead or (item.start == lead and not _is_sentence(line)):
            if _mostly_date(line, item):
                return str(item.date)
        elif line_start <= lead and _opens(text[lead : item.end + 40], item.start - lead):
            return str(item.date)
    return None


def inferred(text: str, skip: Sequence[Span], lead: Span) -> str | None:
    """Best guess of the publication date, or ``None`` where nothing fixes the year.

    News leaves out the year that it is written in, and where it prints a month with a year
    mostly means another one. So the year is that of a whole date that is no plan, or of a day
    with its weekday ("Wednesday 5 November"), which falls into few of the years around those
    that the text names. A day without a year, in a dateline or the first paragraph (``lead``)
    before others, is the best guess of the day where such a date lies near it. Sources named
    with their dates beneath the text go before all but the news of the days after them.
    """
    found = list(written(text))
    years = sorted(int(m[1] or f"20{m[2]}") for m in _A_YEAR.finditer(text))
    items = [item for item in found if not _within(item.start, skip) or item.start < lead[0]]
    items = [_in_its_year(item, years) for item in items if not _planned(text, item)]
    dated = [item.date for item in items if item.date.year and item.date.day]
    if not dated:
        return None
    until = min(lead[1], lead[0] + _OPENING)
    dateline = next((i.date for i in items if i.weekday is not None and i.start < until), None)
    if dateline is not None and dateline.year is not None:
        return str(dateline)
    undated = [item for item in items if item.date.year is None]
    opening = [item for item in undated if lead[0] <= item.start < until]
    best = max((_completed(item, dated) for item in opening or undated), default=None)
    sourced = max((_last_day(i.date) for i in items if _is_source(text, i)), default=None)
    if sourced is not None:
        after = (best - sourced).days if best else 0
        return (best if best and 0 < after <= _NEXT else sourced).isoformat()
    days = [_last_day(one) for one in dated]
    if best is None:
        return max(days).isoformat()
    if min(abs((day - best).days) for day in days) > _NEAR:
        return None
    return max([best, *(day for day in days if 0 < (day - best).days <= _SOON)]).isoformat()


def _in_its_year(item: Written, years: Sequence[int]) -> Written:
    """A day with its weekday in the year that it falls into, nearest the middle of ``years``."""
    if item.date.year is not None or item.weekday is None or not years:
        return item
    middle = years[len(years) // 2]
    fitting = [
        day
        for year in range(years[0] - _LEAD, years[-1] + 2)
        if (day := _day(year, item.date)) is not None and day.weekday() == item.weekday
    ]
    if not fitting:
        return item
    best = min(fitting, key=lambda day: abs(day.year - middle))
    return replace(item, date=PartialDate(best.year, best.month, best.day))


def _is_sentence(line: str) -> bool:
    return line.rstrip().endswith(("。", "."))


def _mostly_date(line: str, item: Written) -> bool:
    rest = len(line.strip()) - (item.end - item.start)
    return rest <= 24 or (bool(_LABEL.search(line)) and rest <= 80)


def _opens(head: str, at: int) -> bool:
    """Whether the date ``at`` in ``head`` is a dateline: place, date, dash or agency."""
    before, after = head[:at], head[at:]
    if re.match(r"\s*[【\[((〔]", before):
        return bool(re.search(r"[】\]))〕]", after)) and len(before) <= 30
    return bool(re.match(r"\s*[A-Z][A-Za-z .,'-]{1,60}[,(]\s*\Z", before)) and bool(
        re.search(r"\d{4}\)?\s*(?:\(|/|--|[-–—]|:)", after[:60])
    )


def _planned(text: str, item: Written) -> bool:
    after = text[item.end : item.end + 60]
    if item.date.year is not None and _TO_COME_JA.match(after):
        return True
    before = text[max(0, item.start - 80) : item.start]
    if _LABELLED_AHEAD_JA.search(before):
        return True
    return bool(_AHEAD_JA.search(after) or _AHEAD_EN.search(before))


def _is_source(text: str, item: Written) -> bool:
    """Whether it is the date of a source named beneath the text, which the article follows."""
    whole = item.date.year is not None and item.date.day is not None
    named = _SOURCED.search(text, max(0, item.start - 2), item.start)
    return bool(whole and named and _SOURCE_ENDS.match(text, item.end))


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _last_day(found: PartialDate) -> date:
    """Last day that a partial date with a year can mean, but for month ends: the 28th."""
    return date(found.year or 1, found.month or 12, found.day or 28)


def _completed(item: Written, dated: Sequence[PartialDate]) -> date:
    """The day that a date without a year means, by the whole dates of the text.

    One close by decides (the day of the event and the day of a source beneath the
    text); else the latest.
    """
    full = [_last_day(one) for one in dated]
    near = [day for other in full for day in _days(other.year, item)
            if abs((day - other).days) <= _CLOSE]  # fmt: skip
    if near:
        return max(near)
    latest = max(full)
    return min(_days(latest.year, item), key=lambda day: _distance((day - latest).days))


def _days(year: int, item: Written) -> list[date]:
    """The day in ``year`` and the years beside it; 29 February only where it exists."""
    years = range(year - 4, year + 5) if (item.date.month, item.date.day) == (2, 29) else ()
    around = years or (year - 1, year, year + 1)
    return [day for one in around if (day := _day(one, item.date)) is not None]


def _day(year: int, found: PartialDate) -> date | None:
    try:
        return date(year, found.month or 1, found.day or 1)
    except ValueError:
        return None


def _distance(days: int) -> int:
    return days if days >= 0 else -4 * days
