"""Dates as English writes them, without context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.figures.moments import MONTHS, Anchor, DateMention, long_year, possible
from assistant.schema import PartialDate

_FULL = "january|february|march|april|may|june|july|august|september|october|november|december"
_TIGHT = re.compile(
    rf"(?<![a-z])(?P<mon>{_FULL})(?:,?(?P<day>\d{{1,2}}),)? ?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_SURE_MONTHS = frozenset(
    ("january", "february", "july", "september", "october", "november", "december")
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MON = rf"(?P<mon>{_MONTH})\b\.?"
_YEAR_EN = r"(?P<year>[12]\d{3})(?![\d,.]?\d)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
_EN = (
    re.compile(  # April-June 2026
        rf"\b{_MON}-"
        rf"(?P<mon2>{_MONTH})\b"
        rf"(?!-?\d| \d{{1,2}}(?!\d))(?:(?: quarter| period)?,?(?: of)? {_YEAR_EN})?"
    ),
    re.compile(  # October 2025 to March 2026
        rf"\b{_MON}(?: (?P<from>[12]\d{{3}}))? (?:to|through) (?P<mon2>{_MONTH}) {_YEAR_EN}"
    ),
    re.compile(
        rf"\b{_MON} {_D}(?: ?(?:-|to|and|through) ?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?"
        rf"(?!\d|[.,:]\d))?(?: ?,? ?(?:of )?{_YEAR_EN})?"
    ),
    re.compile(
        rf"(?<![\d.,/])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
        rf"(?: ?(?:-|to|and) ?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?)?"
        rf"(?: of)? {_MON}(?!-)(?:,? {_YEAR_EN})?"
    ),
    re.compile(rf"\b{_MON},?(?: of)? (?:'(?P<short>\d\d)\b|{_YEAR_EN})"),
    re.compile(rf"\b{_MON}"),
)
_DAY_FIRST = _EN[3]
_SHIFTED = re.compile(  # from one month to another, which is no time between them
    r"\b(?:delay|postpone?|mov|push|extend|shift|br[io][nu]g)[a-z]*\b[^.;]{0,40} from $"
)
_LEVELS = re.compile(r" levels?\b")  # «fell in March to May 2020 levels»
_FISCAL_EN = re.compile(
    r"\bfy ?(?P<m>\d{1,2})/(?P<my>\d{4}|\d\d)\b|\bfy'? ?(?P<y>\d{4}"
    r"|\d\d)(?:[/-]\d\d(?:\d\d)?)?(?!\d)"
    r"|\b(?:fiscal(?: year)?|financial year) (?P<f>[12]\d{3})(?:[/-]\d\d(?:\d\d)?)?\b"
    r"|\b(?:fiscal|financial|business) year (?:that )?(?:end(?:ing|ed|s)?|to|through)"
    rf"(?: in| on)? {_MON}(?: \d{{1,2}})?,? (?P<e>[12]\d{{3}})\b"
)
_TOLD_BEHIND = re.compile(r",? (?:of )?(last|this|next) year\b(?!['’])")
_TOLD_BEFORE = re.compile(r"\b(last|next|this) $")
_DAY_AHEAD = re.compile(
    r"(?<![\d.,/])[0-3]?\d(?:st|nd|rd|th)?(?: ?(?:-|to|and) ?[0-3]?\d(?:st|nd|rd|th)?)?(?: of)? $"
)
_HAS_MONTH_NAME = re.compile(rf"\b{_MON}")


def find(folded: str, lower: str) -> Iterator[DateMention]:
    yield from _tight(lower)
    position = 0
    while near := _HAS_MONTH_NAME.search(lower, position):
        position = near.end()
        for pattern in _EN:
            start = near.start()
            if pattern is _DAY_FIRST:
                head = _DAY_AHEAD.search(lower, max(0, start - 24), start)
                if head is None:
                    continue
                start = head.start()
            match = pattern.match(lower, start)
            mention = _english_date(match, folded) if match else None
            if mention:
                position = max(position, mention.end)
                yield mention
                break


_MONTH_CONTEXT = re.compile(
    r"(?:in|since|by|until|till|from|last|next|this|early|late|mid|of|during|through|to|before"
    r"|after|"
    r"between|and|every|each|for|in early|in late|end of)[ -]$"
)


def _english_date(match: re.Match[str], folded: str) -> DateMention | None:
    parts = match.groupdict()
    capital = folded[match.start("mon")].isupper()
    bare = len(parts) == 1
    if not capital and (bare or not parts.get("year")):
        return None
    sure = parts["mon"] in _SURE_MONTHS
    if (
        bare
        and not sure
        and not _MONTH_CONTEXT.search(folded[max(0, match.start() - 10) : match.start()].lower())
    ):
        return None
    if (
        bare
        and parts["mon"] in ("may", "march", "mar", "jan", "dec", "sep")
        and folded[match.end() : match.end() + 1] not in ("", ".", ",", ";", ":", ")", " ")
    ):
        return None
    year = parts.get("year") or parts.get("short")
    day, day2 = parts.get("day"), parts.get("day2")
    date = PartialDate(
        long_year(int(year)) if year else None, MONTHS[parts["mon"]], int(day) if day else None
    )
    hi = replace(date, day=int(day2)) if day2 else None
    if last := parts.get("mon2"):
        hi = replace(date, month=MONTHS[last])
        if parts.get("from"):
            date = replace(date, year=int(parts["from"]))
        if (hi.year or 0, hi.month or 0) <= (date.year or 0, date.month or 0):
            return None
        before = folded[max(0, match.start() - 60) : match.start()].lower()
        if _SHIFTED.search(before) or _LEVELS.match(folded, match.end()):
            return None
    anchor: Anchor | None = None
    end = match.end() if match.group()[-1] != "." or bare is False else match.end() - 1
    before = folded[max(0, match.start() - 5) : match.start()].lower()
    told = _TOLD_BEFORE.search(before)
    if date.year is None and told:  # last May is over, next May is not
        anchor = (
            ("last", 0) if told[1] == "last" else ("next", 0) if told[1] == "next" else ("year", 0)
        )
    elif date.year is None and (behind := _TOLD_BEHIND.match(folded.lower(), end)):
        anchor = ("year", ("last", "this", "next").index(behind[1]) - 1)  # March 19 last year
    return DateMention(match.start(), end, date, hi, anchor) if possible(date) else None


def _tight(lower: str) -> Iterator[DateMention]:
    """Months set against their numbers, and fiscal years."""
    for match in _TIGHT.finditer(lower):
        day = int(match["day"]) if match["day"] else None
        date = PartialDate(int(match["year"]), MONTHS[match["mon"]], day)
        if possible(date):
            yield DateMention(*match.span(), date)
    for match in _FISCAL_EN.finditer(lower):
        year = long_year(int(match["my"] or match["y"] or match["f"] or match["e"]))
        month = int(match["m"]) if match["m"] else MONTHS[match["mon"]] if match["mon"] else None
        if month is None or month <= 12:
            yield DateMention(*match.span(), PartialDate(year, month), fiscal=True)
