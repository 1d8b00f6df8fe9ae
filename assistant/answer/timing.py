"""How well the time of a figure is the one that a question asks for."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.answer import former
from assistant.answer.context import Context
from assistant.answer.cues import CUES
from assistant.figures import dates
from assistant.figures.periods import FLOWS
from assistant.figures.stored import Months, date_of, fiscal, moments, months
from assistant.schema import Figure, PartialDate, Question

_FISCAL = re.compile(r"年度|\bfiscal|\bFY", re.IGNORECASE)
_NENDO = re.compile(r"\d年度")
_TERM = re.compile(r"\d月期")
_RELATIVE = re.compile(
    r"(?P<ja>一昨|昨|去|今|本|来|再来)年(?:(?P<fiscal>度)|(?![比同間]))|(?P<term>今|前|来)期(?!比)"
    r"|\b(?P<en>last|this|next|current) (?P<fy>fiscal |financial |business )?year\b(?! earlier)",
    re.IGNORECASE,
)
_STEPS = {
    "一昨": -2, "昨": -1, "去": -1, "前": -1, "last": -1, "今": 0, "本": 0, "this": 0, "current": 0,
    "来": 1, "next": 1, "再来": 2,
}  # fmt: skip
_PART = 0.4
_YEAR = 12  # months
# What is made over a year, less of it in a part.
_MADE = FLOWS - {"unemployment_rate", "inflation", "growth_rate", "wage", "job_ratio", "gdp"}
_IN_YEAR = re.compile(
    r"四半期|半期|前半|後半|上期|下期|中間|累計|年末|年初|[春夏秋冬]|\dQ|[〜~～-] ?\d+月|\d月から"
    r"|[カか]月|ヶ月"
    r"|\b(?:quarter\w*|half\w*|months?|monthly|H[12]|[1-4]H|Q[1-4]|[1-4]Q|interim|so far|to date"
    r"|early|late|spring|summer|autumn|fall|winter|holiday)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?(?:to|-|–|through)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"通期|\b(?:full|whole|entire)[- ](?:fiscal )?year\b", re.IGNORECASE)
_OTHER = 0.4  # of another year than "last year" seems to mean


def is_limited(question: Question) -> bool:
    """Whether a question asks for one time, named or counted from the news: 今期, in March."""
    if question.period or _RELATIVE.search(question.text):
        return True
    return any(when.date.month is not None for when in dates.resolve(question.text))


def period(question: Question, figure: Figure, context: Context) -> float:
    """1 of the period asked, 0.5 when none is asked, lower when unknown, 0 of another."""
    if _is_other_stretch(question, figure):
        return 0.0
    found = _period(question, figure, context)
    if _is_part(question, figure):
        return 0.0 if _WHOLE.search(question.text) else min(found, _PART)
    return found


def _is_other_stretch(question: Question, figure: Figure) -> bool:
    """Whether months are asked about, and the figure is what others made: nine for the quarter."""
    told = months(figure.period)
    if told is None or told[0] == told[1] or figure.measure not in _MADE:
        return False
    asked = _stretches(question.text)
    return bool(asked) and told not in asked


@lru_cache(64)
def _stretches(asked: str) -> tuple[Months, ...]:
    """The stretches of months that a question names with their year: 2024年10〜12月."""
    return tuple(
        (12 * when.date.year + when.date.month, 12 * when.hi.year + when.hi.month)
        for when in dates.resolve(asked)
        if when.hi and when.date.year and when.date.month and when.hi.year and when.hi.month
    )


def _is_part(question: Question, figure: Figure) -> bool:
    """Whether a year is asked about, and the figure is what a quarter or half of one made."""
    told = months(figure.period)
    if not question.period or told is None or figure.measure not in _MADE:
        return False
    if _IN_YEAR.search(question.text):
        return False
    whole = all(a.month is None for a in question.period) or _TERM.search(question.text)
    return bool(whole) and 0 < told[1] - told[0] < _YEAR - 1


def _period(question: Question, figure: Figure, context: Context) -> float:
    value = figure.value
    if not question.period:
        return _relative(question.text, figure, context.article.published)
    untold = _is_untold(question, context)
    if isinstance(value, PartialDate):
        if any(asked.contains(value) for asked in question.period):
            return 1.0
        return 0.0 if untold else 0.4
    bound = date_of(figure.period)
    stated = date_of(figure.as_of)
    if bound and any(a.contains(bound) or bound.contains(a) for a in question.period):
        return 0.0 if _is_of_other_fiscal(question, figure) else 1.0
    ends = moments(figure.period)[1:]  # the nine months to December
    if any(a.month is not None and a.contains(end) for a in question.period for end in ends):
        return 1.0
    if bound and "ja" in {question.lang, context.article.lang} and _is_fiscal(question, figure):
        return 1.0
    beside = bool({asked.year for asked in question.period} & _years_near(figure, context))
    told = figure.period == figure.as_of or (bound is not None and bound.day is not None)
    if bound and not (beside and told):  # the day that told of it
        return 0.0
    if beside:
        return 0.7
    if stated and any(a.contains(stated) for a in question.period):
        return 0.8
    if former.is_former(figure, context):  # of any earlier time
        return 0.5
    if untold and any(asked.month is not None for asked in question.period):
        return 0.0
    if stated is None or stated.year is None:
        return 0.3
    # A year is reported on in the year after it; an article says little of later ones, but for
    # those that it names, as of a plan.
    lag = min(stated.year - asked.year for asked in question.period if asked.year is not None)
    return 0.35 if 0 <= lag <= 1 else 0.25 if lag < 0 and not untold else 0.15


def _is_untold(question: Question, context: Context) -> bool:
    """Whether the article tells of other years than the one asked about."""
    asked = {when.year for when in question.period if when.year is not None}
    return bool(asked and context.years) and not asked & context.years


def _is_of_other_fiscal(question: Question, figure: Figure) -> bool:
    """Whether a Japanese fiscal year is asked about: March 2024 is not of fiscal 2024."""
    told = months(figure.period)
    if told is None or not _NENDO.search(question.text) or (figure.period or "").startswith("FY"):
        return False
    years = [fiscal(a.year) for a in question.period if a.year and a.month is None]
    part = told[1] - told[0] < _YEAR - 1
    return part and bool(years) and all(told[1] < first or told[0] > last for first, last in years)


def _is_fiscal(question: Question, figure: Figure) -> bool:
    """Whether a fiscal year is asked about and the figure is of a part of it, or the reverse.

    In Japan fiscal 2024 is April 2024 to March 2025, and so is the year to March 2025.
    """
    told = months(figure.period)
    if told is None:
        return False
    if _FISCAL.search(question.text):
        years = [fiscal(a.year) for a in question.period if a.year and a.month is None]
    elif _TERM.search(question.text):
        years = [fiscal(a.year - 1) for a in question.period if a.year and a.month == 3]
    else:
        return False
    return any(first <= told[0] <= told[1] <= last for first, last in years)


def _relative(asked: str, figure: Figure, published: str | None) -> float:
    """As ``period``, of a year counted from the day of the news."""
    day, told = date_of(published), months(figure.period)
    if day is None or day.year is None or told is None:
        return 0.5
    match = _RELATIVE.search(asked)
    if match is None:
        first, last = _undated(asked, day)
        return 0.5 if not first else 1.0 if first <= told[0] <= told[1] <= last else _OTHER
    step = _STEPS[(match["ja"] or match["term"] or match["en"]).lower()]
    if match["fiscal"] or match["term"] or match["fy"]:
        first, last = fiscal(day.year - ((day.month or 12) < 4) + step)
    else:
        first, last = 12 * (day.year + step) + 1, 12 * (day.year + step) + 12
    return 1.0 if first <= told[0] <= told[1] <= last else _OTHER


@lru_cache(64)
def _undated(asked: str, day: PartialDate) -> Months:
    """The months that a question names without a year, as near to ``day`` as dates are read."""
    found = [when for when in dates.resolve(asked, day) if when.source == "inferred"]
    for when in found:
        if when.date.year is not None and when.date.month is not None:
            first = 12 * when.date.year + when.date.month
            hi = when.hi
            last = 12 * hi.year + hi.month if hi and hi.year and hi.month else first
            back = 12 if CUES["prior"].search(asked.lower()) else 0
            return first - back, last - back
    return 0, 0


def _years_near(figure: Figure, context: Context) -> set[int]:
    start, end = context.sentence(figure.start) if figure.field == "text" else (0, 10**9)
    title = {int(year) for year in re.findall(r"(?:19|20)\d\d", context.topic.folded)}
    return title | {
        other.value.year
        for other in context.figures
        if isinstance(other.value, PartialDate)
        and other.value.year is not None
        and other.field == figure.field
        and start <= other.start < end
    }
