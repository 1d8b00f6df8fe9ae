"""When an article was published, if it only says so indirectly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.ingest.dates import Written, written
from assistant.schema import PartialDate

Span = tuple[int, int]

_AHEAD_JA = re.compile(
    r"^[^。\n\d]{0,24}?(?:まで|予定|計画|目標|見込|見通|目指|めど|目途|以降|満了|施行される|始まる|開始する|"
    r"開かれる|行われる|稼働する|発売する|から(?:適用|実施|導入)|に(?:も|は)?実用化)"
)
_AHEAD_EN = re.compile(
    r"(?:\bby|\buntil|\bthrough|\bbefore|\bfrom|\bsince|\bstarting|\bbeginning|\bexpected|\bscheduled|"
    r"\bdue|\bplanned|\bwill\b[^.,;]{0,40}|\bplans?\b[^.,;]{0,40}|\bslated\b[^.,;]{0,40}|"
    r"\btarget\w*\b[^.,;]{0,40})\s+(?:in\s+|on\s+|for\s+|the end of\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)
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
        if item.start < lead:
            if _mostly_date(line, item):
                return str(item.date)
        elif line_start <= lead and _opens(text[lead : item.end + 40], item.start - lead):
            return str(item.date)
    return None


def inferred(text: str, skip: Sequence[Span], lead: Span) -> str | None:
    """Best guess of the publication date, as much of it as follows from the text.

    The latest date with a year that is not a plan gives the year; a day without
    a year in the first paragraph (``lead``) is the best guess of the day, placed
    in the year that brings it nearest to, and rather after than before, the
    latest dated event. A printed weekday decides between years.
    """
    items = [item for item in written(text) if not _within(item.start, skip)]
    items = [item for item in items if not _planned(text, item)]
    dated = [item.date for item in items if item.date.year is not None]
    if not dated:
        return None
    latest = max(dated, key=_last_day)
    undated = [item for item in items if item.date.year is None]
    opening = [item for item in undated if lead[0] <= item.start < lead[1]]
    candidates = [_completed(item, latest) for item in opening or undated]
    best = max(candidates, default=None)
    if best is None or (latest.day is not None and _last_day(latest) > best):
        return str(latest)
    return best.isoformat()


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
    before = text[max(0, item.start - 80) : item.start]
    return bool(_AHEAD_JA.search(after) or _AHEAD_EN.search(before))


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _last_day(found: PartialDate) -> date:
    """Last day that a partial date with a year can mean, but for month ends: the 28th."""
    return date(found.year or 1, found.month or 12, found.day or 28)


def _completed(item: Written, latest: PartialDate) -> date:
    anchor = date(latest.year or 1, latest.month or 1, latest.day or 1)
    years = [anchor.year - 1, anchor.year, anchor.year + 1]
    days = [day for year in years if (day := _day(year, item.date)) is not None]
    if item.weekday is not None:
        days = [day for day in days if day.weekday() == item.weekday] or days
    return min(days, key=lambda day: _distance((day - anchor).days))


def _day(year: int, found: PartialDate) -> date | None:
    try:
        return date(year, found.month or 1, found.day or 1)
    except ValueError:
        return None


def _distance(days: int) -> int:
    return days if days >= 0 else -4 * days
