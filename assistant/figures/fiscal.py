"""Which year results and forecasts are of, where their sentence names none."""

from __future__ import annotations

import re

from assistant.figures.clauses import Sentence, Span
from assistant.figures.scope import PLANS, Scope
from assistant.schema import PartialDate

_YEAR_SAID = re.compile(
    r"通期|年間(?!\d)|[今当来]期|[今来]年度"
    r"|\b(?:full[- ]year|annual|for the year|(?:the|its) (?:current|coming|present|new|next) "
    r"(?:fiscal |financial |business )?year|(?:this|next) (?:fiscal|financial|business) year)\b",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(r"来|\bnext\b", re.IGNORECASE)
_HALF = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})/(?P<end>\d{4})-(?P<to>\d{2})")
_FISCAL_EN = re.compile(
    r"\b(?:for|in|from) (?:the )?(next|this|coming|current) fiscal year\b", re.IGNORECASE
)


def results_year(sentence: Sentence, span: Span, scope: Scope) -> str | None:
    """The year that results are of; in a forecast the year ahead."""
    results = scope.fiscal
    if PLANS.search(sentence.masked) is None:
        return results
    said = list(_YEAR_SAID.finditer(sentence.plain, 0, span.start))
    if said and results and _is_over(results, scope.published):
        next_one = _NEXT_YEAR.search(said[-1].group()) is not None
        if scope.is_year:
            return shifted(results, 1 + next_one)
        whole = _year_of_half(results)
        if whole is not None:
            return shifted(whole, int(next_one))
        return scope.planned if scope.planned and "/" not in scope.planned else None
    return scope.planned or results


def _year_of_half(results: str) -> str | None:
    """The year, by its last month, whose first half or nine months ``results`` are of."""
    match = _HALF.fullmatch(results)
    if match is None:
        return None
    first = 12 * int(match["year"]) + int(match["month"]) - 1
    last = 12 * int(match["end"]) + int(match["to"]) - 1
    whole = first + 11
    return f"{whole // 12:04d}-{whole % 12 + 1:02d}" if last - first in {5, 8} else None


def _is_over(results: str, published: PartialDate | None) -> bool:
    """Whether months that results are of, whole years by their last one, have ended."""
    ended = re.search(r"(\d{4}-\d{2})$", results)
    return bool(ended and published) and ended[1] < str(published)[:7]  # type: ignore[index]


def counted_year(sentence: Sentence, span: Span, scope: Scope) -> str | None:
    """The year of «For next fiscal year METI has asked for», as it is counted from April.

    From October on it is another one in America, and nothing is said.
    """
    date = scope.published
    match = _FISCAL_EN.search(sentence.plain, 0, span.start)
    if match is None or date is None or date.year is None or not 4 <= (date.month or 0) <= 9:
        return None
    if re.fullmatch(r"\d{4}-\d{2}", scope.fiscal or ""):
        return None  # a company's own year, by its last month
    said = any(match.end() <= other.end <= span.start for other in sentence.dates)
    return None if said else f"FY{date.year + (match[1].lower() in ('next', 'coming')):04d}"


def shifted(text: str, years: int) -> str | None:
    """The same period so many years later: ``FY2023`` and -1 give ``FY2022``."""
    if text.startswith("--"):
        return None
    return re.sub(r"(?<![\d-])\d{4}", lambda match: f"{int(match.group()) + years:04d}", text)
