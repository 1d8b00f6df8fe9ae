"""The dates that earlier sentences of an article leave in force."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.figures.clauses import MASK, Sentence, Span
from assistant.schema import Figure, PartialDate

_ANNOUNCED = re.compile(
    r"発表|決定|決め|明らかに|公表|表明|合意|認定|可決|成立|交付|命じ|報じ|"
    r"\b(?:announced?|said|decided|unveiled|approved|agreed|reported|disclosed|"
    r"ordered|fined|awarded|granted)\b"
)
_ENDED = re.compile(
    r"\b(?:year|quarter|months|half|period)(?: that)? (?:ended|ending|ends|to|through|until)"
    r" (?:in |on |the end of |end-|late |early )?$",
    re.IGNORECASE,
)
_YEAR_ENDED = re.compile(
    r"\byear(?: that)? (?:ended|ending|ends|to|through|until) (?:in |on |the end of |end-|late "
    r"|early )?$",
    re.IGNORECASE,
)
PLANS = re.compile(
    r"見込|見通し|想定|予想|計画|予定|目指|(?:を|に)見直し(?:た|、)|[上下]方修正|を据え置|とする。?$|する方針|\b(?:forecasts?|expects?|will|projects?|"
    r"targets?|aims?|plans?|sees|guided|outlook|predicts?|estimates?|current (?:fiscal )?year|"
    r"this (?:fiscal )?year)\b"
)
_LATEST_SINCE = re.compile(r".{0,16}?(?:以来|ぶり)")  # 「1991年の最終集計以来、34年ぶりの」
_SCENE_EN = re.compile(
    r"(?:^|[;:]\s|, (?:and|but|while) )(?:(?:back |early |late |mid-?|the |fiscal |financial |"
    r"calendar |year )*(?:in|for|during|since|by|as of|on) )?(?:early |late |mid-?|the |fiscal |"
    r"financial |calendar |year |end of )*$",
    re.IGNORECASE,
)
_SCENE_JA = re.compile(r"年?度?(?:(?:に|の)?は(?!約?\d)|、)")  # not 「24年は7%だった」
_THAN_EN = re.compile(
    r"\b(?:since|than|compared (?:with|to)|versus|against|up from|down from)(?: (?:in|for|the|a"
    r"|same|its|period|quarter|months|of|year)){0,5} $",
    re.IGNORECASE,
)
_THAN_JA = re.compile(r"年?度?(?:の同期|同期|の実績)?(?:と比べ|に比べ|より|比)")
_REPORT = re.compile(  # what news reports on by its year
    r"年?度?の?(?:[^、。\s]{0,16}(?:調査|統計|報告|集計|交渉|実績|決算|状況|まとめ)|春闘|春季|春の労使)"
)
_HISTORY = 4  # years
NEAR = 160  # characters before a date that tell what it is a date of


@dataclass(frozen=True, slots=True)
class Scope:
    """The dates that earlier sentences leave in force."""

    published: PartialDate | None = None
    announced: PartialDate | None = None
    fiscal: str | None = None
    is_year: bool = False  # whether that is a whole year, by its last month
    planned: str | None = None  # the year ahead that forecasts speak of
    year: str | None = None
    year_at: int = -1  # where in the present sentence the year stands
    year_before: str | None = None  # the year that sentences before the present one left
    opening: str | None = None  # the date a sentence began with: what 前年 counts from
    topic: str | None = None  # else from the year that the news is of: 「2024年の人口移動報告」
    beside: str | None = None  # the time of figures in brackets beside others
    paragraph: int = -1


def as_of(scope: Scope) -> tuple[str | None, Literal["written", "inferred", "unknown"]]:
    """The date a statement holds for: the announcement it reports, else the publication."""
    if scope.announced is not None and scope.announced.year is not None:
        return str(scope.announced), "written"
    if scope.published is not None:
        return str(scope.published), "inferred"
    return None, "unknown"


def advance(scope: Scope, sentence: Sentence) -> Scope:
    """The scope in force from ``sentence`` on."""
    announced = scope.announced
    year = scope.year if scope.paragraph == sentence.paragraph else None
    before, year_at = year, -1
    kept = scope.beside if scope.paragraph == sentence.paragraph else None
    fiscal, opening, planned, topic = scope.fiscal, scope.opening, scope.planned, scope.topic
    is_year = scope.is_year
    for span in sentence.dates:
        date = date_of(span.figure)
        if date is None:
            continue
        if (
            span.start == 0
            and date.day is None
            and not _LATEST_SINCE.match(sentence.plain, span.end)
        ):
            opening = written(span, sentence)
        if topic is None and date.day is None and _names_news(sentence, span, scope.published):
            topic = written(span, sentence)
        ended = ends_year(sentence, span)
        if date.day is not None and not ended and _ANNOUNCED.search(sentence.plain, span.end):
            if sentence.masked[span.start] != MASK:
                announced = date
        elif _is_compared(span, sentence) or _is_long_ago(date, scope.published):
            continue
        elif _is_fiscal(span, sentence) or ends_year(sentence, span):
            if PLANS.search(sentence.masked) or _ahead(written(span, sentence), scope.published):
                planned = written(span, sentence)
            else:
                fiscal, is_year = written(span, sentence), _of_year(sentence, span)
        elif date.day is None and _opens(sentence, span):
            year, year_at = written(span, sentence), span.start
    return replace(
        scope,
        announced=announced,
        fiscal=fiscal,
        is_year=is_year,
        planned=planned,
        year=year,
        year_at=year_at,
        year_before=before,
        opening=opening,
        beside=bracketed(sentence, len(sentence.plain)) or kept,
        topic=topic,
        paragraph=sentence.paragraph,
    )


def _is_long_ago(date: PartialDate, published: PartialDate | None) -> bool:
    """Whether a year is history to which news compares: 「1981年度をピークに」."""
    if published is None or published.year is None or date.year is None:
        return False
    return published.year - date.year > _HISTORY


def _names_news(sentence: Sentence, span: Span, published: PartialDate | None) -> bool:
    """Whether a year names what the article reports on: 「2024年の調査によると」."""
    date = date_of(span.figure)
    if date is None or date.year is None or published is None or published.year is None:
        return False
    known = published.year - 1 <= date.year <= published.year
    return known and _REPORT.match(sentence.plain, span.end) is not None


def _opens(sentence: Sentence, span: Span) -> bool:
    """Whether a date sets the scene for what follows: «In 2023, », 「2023年には」."""
    after = sentence.plain[span.end : span.end + 4]
    if sentence.is_japanese:
        return _SCENE_JA.match(after) is not None
    return after.startswith(",") and _SCENE_EN.search(sentence.plain[: span.start]) is not None


def _ahead(period: str, published: PartialDate | None) -> bool:
    """Whether a year or month is not yet over when the article appears."""
    if published is None or published.year is None:
        return False
    low = period.partition("/")[0]
    return low.removeprefix("FY")[:7] > str(published)[:7] or low == f"FY{published.year}"


def written(span: Span, sentence: Sentence) -> str:
    """A date figure as period text: ``FY2023``, ``2024-04/2024-06``, ``2024-02``."""
    figure = span.figure
    surface = figure.surface
    low = str(figure.value)
    if ends_year(sentence, span):
        return low[:7]
    if "年度" in surface or re.match(r"(?i)fy|fiscal", surface) or _after(sentence, span, "年度"):
        year = date_of(figure)
        if year is not None and year.year is not None and year.month is None:
            high = figure.value_hi
            end = f"/FY{high}" if high is not None else ""
            return f"FY{year.year:04d}{end}"
    return f"{low}/{figure.value_hi}" if figure.value_hi is not None else low


def _after(sentence: Sentence, span: Span, text: str) -> bool:
    return sentence.plain.startswith(text, span.end)


def date_of(figure: Figure) -> PartialDate | None:
    """The value of a date figure."""
    return figure.value if isinstance(figure.value, PartialDate) else None


def _is_fiscal(span: Span, sentence: Sentence) -> bool:
    near = sentence.plain[span.start : span.end + 2]
    return bool(re.search(r"年度|月期|(?i:\bfy|fiscal)", near)) or span.figure.value_hi is not None


def _of_year(sentence: Sentence, span: Span) -> bool:
    """Whether months are those of a whole year: 2025年3月期, «the year to August»."""
    if sentence.is_japanese:
        return span.figure.value_hi is None
    return _YEAR_ENDED.search(sentence.plain, 0, span.start) is not None


def _is_compared(span: Span, sentence: Sentence) -> bool:
    """Whether a time is one that the news compares with: «more than in January-October 2024»."""
    if sentence.is_japanese:
        return _THAN_JA.match(sentence.plain, span.end) is not None
    match = _THAN_EN.search(sentence.plain, max(0, span.start - NEAR), span.start)
    return match is not None and match.start() > 0  # «Since 2023, ...» sets the scene


def ends_year(sentence: Sentence, date: Span) -> bool:
    """Whether an English date is the end of a period: «in the year ended March 31»."""
    return not sentence.is_japanese and bool(_ENDED.search(sentence.plain[: date.start]))


def bracketed(sentence: Sentence, end: int) -> str | None:
    """The time that the last bracket before ``end`` opens with: 「59%(23年は53%)」."""
    opening = (d for d in sentence.dates if d.end <= end and sentence.plain[d.start - 1] in "(")
    told = [date for date in opening if date.start and date_of(date.figure)]
    return written(told[-1], sentence) if told else None
