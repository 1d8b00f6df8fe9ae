"""When: the period a figure covers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures.clauses import Sentence, Span
from assistant.figures.fiscal import counted_year, results_year, shifted
from assistant.figures.measures import MEASURES
from assistant.figures.scope import NEAR, Scope, bracketed, date_of, ends_year, written
from assistant.schema import PartialDate

# Measures of a stretch of time: a day beside them is when they were announced.
FLOWS = frozenset([
    "revenue", "profit", "operating_profit", "ordinary_profit", "business_profit", "net_profit",
    "gross_profit", "loss", "operating_loss", "ordinary_loss", "net_loss", "special_loss",
    "dividend", "export", "import", "trade_balance", "budget", "gdp", "growth_rate",
    "unemployment_rate", "inflation", "production", "sales_volume", "wage", "job_ratio",
])  # fmt: skip
# Measures of something done at a time: the date of the act is their period.
EVENTS = frozenset([
    "subsidy", "loan", "donation", "fine", "compensation", "investment", "acquisition_price",
    "sale_price", "fundraising", "bond", "bid", "contract", "prize", "receipt",
])  # fmt: skip
_RELATIVE_JA = {"一昨年": -2, "昨年": -1, "去年": -1, "今年": 0, "本年": 0, "来年": 1}
_RELATIVE_EN = {"last year": -1, "this year": 0, "next year": 1}
_YEAR_BEHIND = re.compile(r" (?:for |in )?((?:last|this|next) year)\b(?!['’])", re.IGNORECASE)
_RELATIVE = re.compile("|".join((*_RELATIVE_JA, *_RELATIVE_EN)) + r"|前年(?!同|比|度?より|から)")
_BEFORE_JA = re.compile(
    r"(?:前年同時期|前年の同じ時期|前の期|前年同期|前年同月|前年度|前年|(?<![度年])前期|前年実績|一年前|1年前)(?:実績)?(?:の|"
    r"は|が|には|から|:|は約|の約|に比べ.{0,3})?(?:約|[^、。\dを]{0,8})$"
    r"|(?:は|が)前年、[^、。]{0,20}$"
)
_ENDS_BEFORE_JA = re.compile(
    r"(?:前年同期|前年同月|前年度?|前の?期|前の年度?|前回|一年前|1年前)(?:実績)?$"
)
# A sentence that is all of the year before: 「前年度はそれぞれ103億円、70億円だった。」.
_OF_BEFORE = re.compile(r"(?:前年同期|前年同月|前年度|前年|前の?期)(?:実績)?(?:は|には)")
_OF_NOW = re.compile(r"今[年期回]|当期|本年|(?:から|に比べ|より|比)")
_LIKEWISE_JA = re.compile(
    r"\(同(?:じく)?(?:は|、)?約?$"
)  # 「(前年同期は3億円)、Bが4億円(同2億円)」
_LAST_YEAR = re.compile(r"\((?:前年|前期)[^()比]{0,8}\d")
_RATIO_JA = re.compile(
    r"(?:前年|前の?期|前月|前年同期|前年同月|前年度)(?:当初|実績)?(?:予算)?(?:比|より|に比べ|から)"
)
_BEFORE_EN = re.compile(
    r"^[^,;.]{0,24}?\b(?:(?:a year|(?:twelve|12) months) (?:earlier|ago|before)|(?:in|from|"
    r"for) the (?:previous|prior|preceding|same)"
    r"[\w\s]{0,20}(?:year|period|quarter)|(?:the )?previous year|"
    r"(?:the )?year before|last year|in the year-earlier)\b",
    re.IGNORECASE,
)
# «4% from a year earlier» is of this year; so is what stands before another figure.
_COMPARES = re.compile(r"\d|\b(?:from|than|over|on|versus|against|compared|as)\b")
_FROM_EN = re.compile(
    r"\b(?:from|compared (?:with|to)|versus|against)\s+(?:[a-z]+\s+)?$", re.IGNORECASE
)
_TIME_BEHIND_EN = re.compile(
    r"(?: [a-z]+){0,2} (?:(?:in|for|at|on|of|during) )?(?:the )?", re.IGNORECASE
)
_TIMED_JA = re.compile(r"(?:度|末|ごろ|頃|時点|同期|[春夏秋冬])?の?(?:約|実績)?")
_FROM_JA = re.compile(r"(?:程度|前後)?(?:から|に比べ|より)")
_SINCE = re.compile(
    r"^(?:年度|期|月期)?(?:決算)?(?:以来|以降|以後|から(?!の)|まで|創業|設立|開設|創立)"
)
_CONSUMED = re.compile(
    r"^(?:に|の)?[^、。はがも]{0,16}?(?:した|していた|された|する|される|れた|"
    r"った|いる|いた|行う|行われる)(?=[一-鿿ァ-ヺA-Za-z「])"
)
_RIGHT_EN = re.compile(
    r"^(?:\s+(?!and\b|but\b|up\b|down\b|from\b|to\b)[\w'-]+){0,9}?\s+(?:in|for|"
    r"during|of|on|by|since|at the end of|as of)\s+"
    r"(?:the\s+)?(?:(?:fiscal|financial|calendar|full|first|second|third|fourth|"
    r"early|late|mid|year|quarter|half|of|ended|ending|months?|to)\s+)*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r" \([^()]*\)")
_NEW_YEAR_EN = re.compile(
    r"(?:;|, (?:but|and)) (?:but |and )?(?:last|this|next) year\b(?!['’])", re.IGNORECASE
)
_AGO_EN = re.compile(  # at the head of a sentence, or right behind a figure: «39% five years ago»
    r",? ?\b(?P<n>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years? ago\b", re.I
)
_AGO_JA = re.compile(r"(?P<n>\d{1,2})年前の約?$")
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
# «premiums of 212 last year and lost 57», but not «and expects 57»
_AND_DID = re.compile(
    r" and (?!(?:would|should|could|can|may) )(?:(?!to )[a-z]+ed |lost |made |won )"
)
_AFTER = re.compile(r",? after (?:an? )?(?:(?:profit|loss|net|about|some|nearly|around|of) ){0,4}")
_FOUNDED = re.compile(
    r"(?:^|, |\()(?:founded|established|set up|created|incorporated) (?:back )?in "
    r"(?:early |late |mid-)?$",
    re.IGNORECASE,
)
_PUT_IN = re.compile(r", (?:which|who|whose|where)\b[^,;.]*$")
_LONGER = re.compile("上半期|下半期|[上下通]期(?!比)|通年")  # 「1〜3月期と合わせると、上半期は」
_RIGHT_JA = re.compile(r"^[^、。]{0,24}$")


def period(sentence: Sentence, span: Span, measure: str | None, scope: Scope) -> str | None:
    """The period the figure is about, as ISO partial date, range, or ``FY2024``; or ``None``."""
    told = _likewise(sentence, span, scope) or _behind(sentence, span, scope)
    if told:
        return told
    base = _governing(sentence, span, measure)
    year = scope.year if scope.year_at <= span.start else scope.year_before
    japanese = sentence.is_japanese
    earlier = _is_earlier(sentence, span, japanese)
    relative = _relative(sentence, span, scope)
    if base is not None and not (relative and _said_since(sentence, base, span)):
        text = written(base, sentence)
        earlier = earlier or _after_it(sentence, base, span)
        return shifted(text, -1) if earlier and not _says_year(sentence, base, span) else text
    relative = relative or counted_year(sentence, span, scope)
    if relative:
        return relative
    if earlier:
        known = results_year(sentence, span, scope) or year
        budget = scope.planned if not known and _of_fiscal(sentence, span, scope) else None
        return year_before(scope, known, budget)
    if measure in FLOWS:
        return results_year(sentence, span, scope)
    if measure in EVENTS and year is None and scope.announced is not None:
        return str(scope.announced)
    return year


def year_before(scope: Scope, *known: str | None) -> str | None:
    """The year before that which is ``known``, or that the article is of."""
    told = known or (scope.fiscal,)
    year = next((y for y in (*told, scope.opening, scope.topic) if y), _year_of(scope.published))
    return shifted(year, -1) if year else None


def _of_fiscal(sentence: Sentence, span: Span, scope: Scope) -> bool:
    """Whether the year before is counted from a fiscal year to come: of a budget, 「前年度の」."""
    near = sentence.plain[max(0, span.start - 24) : span.start]
    return "前年度" in near and (scope.planned or "").startswith("FY")


def _said_since(sentence: Sentence, base: Span, span: Span) -> bool:
    """Whether a new clause has named its own year: «…in 2025; this year it wants €6.3 billion»."""
    return _NEW_YEAR_EN.search(sentence.plain, base.end, span.start) is not None


def _after_it(sentence: Sentence, base: Span, span: Span) -> bool:
    """Whether the figure is the one before: «€310 million for 2025, after €268 million»."""
    value, unit = date_of(base.figure), span.figure.unit
    if sentence.is_japanese or value is None or value.month is not None:
        return False
    told = any(q.figure.unit == unit and q.end <= base.start for q in sentence.quantities)
    return told and _AFTER.fullmatch(sentence.plain, base.end, span.start) is not None


def _governing(sentence: Sentence, span: Span, measure: str | None) -> Span | None:
    dates = [date for date in sentence.dates if _usable(sentence, date, measure)]
    visible = sentence.depth0(span)
    bracketed = _bracket_after(sentence, span, dates)
    if bracketed is not None:
        return bracketed
    if visible:
        dates = [date for date in dates if sentence.depth0(date)]
    japanese = sentence.is_japanese
    right = [date for date in dates if date.start >= span.end]
    if right and not japanese and _adjoins(sentence, span, right[0]):
        return right[0]
    left = [date for date in dates if date.end <= span.start]
    kept = [
        date
        for date in left
        if not _CONSUMED.match(sentence.masked[date.end : span.start])
        and not _SINCE.match(sentence.plain[date.end :])
        and not _own_clause(sentence, date)
        and not _of_comparison(sentence, date.start, date.end, span)
        and not _of_another_event(sentence, date, span)
        and not _aside(sentence, date, span)
        and not _since_founded(sentence, date, span)
        and not (date.figure.value_hi and _LONGER.search(sentence.plain, date.end, span.start))
    ]
    if kept:
        return kept[-1]
    if right and japanese and not left:
        between = sentence.masked[span.end : right[0].start]
        if _RIGHT_JA.match(between) and not any(
            span.end <= other.start < right[0].start for other in sentence.quantities
        ):
            return right[0]
    return None


def _usable(sentence: Sentence, date: Span, measure: str | None) -> bool:
    value = date_of(date.figure)
    if value is None or (value.year is None and value.month is None):
        return False
    if ends_year(sentence, date):
        return measure in FLOWS or measure not in MEASURES
    if sentence.plain.startswith(" that ", date.end):  # «it told holders on Nov. 21 that»
        return False
    return not (
        value.day is not None and measure in FLOWS and not sentence.plain.startswith("の", date.end)
    )


def _own_clause(sentence: Sentence, date: Span) -> bool:
    """Whether a date is all that its clause says: 「償還は2031年で、発行額は200億円」."""
    return sentence.is_japanese and bool(
        sentence.plain[: date.start].endswith(("は", "が"))
        and re.match(r"(?:度|ごろ|頃|予定|の予定|末)*(?:で|だが|だ)、", sentence.plain[date.end :])
    )


def _of_comparison(sentence: Sentence, start: int, end: int, span: Span) -> bool:
    """Whether a time before ``span`` is that of an amount it is compared with.

    「昨年夏の82%から54%に」, «from 36,875 in 2024, and 40,118 of them».
    """
    for other in sentence.quantities:
        if other.end > span.start:
            break
        if sentence.is_japanese:
            leads = other.start >= end and _TIMED_JA.fullmatch(sentence.masked[end : other.start])
            if leads and _FROM_JA.match(sentence.masked, other.end):
                return True
        elif (
            other.end <= start
            and _FROM_EN.search(sentence.masked[: other.start])
            and _TIME_BEHIND_EN.fullmatch(sentence.masked[other.end : start])
        ):
            return True
    return False


def _of_another_event(sentence: Sentence, date: Span, span: Span) -> bool:
    """Whether a day is that of the clause before: «is set for Oct. 11, and the fee rises to»."""
    value = date_of(date.figure)
    if sentence.is_japanese or value is None or value.day is None:
        return False
    between = sentence.masked[date.end : span.start]
    return re.search(r"[,;] (?:and|but|while) ", between) is not None


def _aside(sentence: Sentence, date: Span, span: Span) -> bool:
    """Whether a date is that of a clause put in: «Bradford, which nearly failed in 2023, has»."""
    near = sentence.plain[max(0, date.start - NEAR) : date.start]
    if sentence.is_japanese or not _PUT_IN.search(near):
        return False
    return "," in sentence.masked[date.end : span.start]


def _since_founded(sentence: Sentence, date: Span, span: Span) -> bool:
    """Whether a date is that of a beginning: «founded in 2020 by two engineers, it serves»."""
    if sentence.is_japanese or not _FOUNDED.search(sentence.plain[: date.start]):
        return False
    return "," in sentence.masked[date.end : span.start]


def _adjoins(sentence: Sentence, span: Span, date: Span) -> bool:
    between = _BRACKETS.sub("", sentence.masked[span.end : date.start])
    return len(between) < 90 and _RIGHT_EN.match(between) is not None


def _bracket_after(sentence: Sentence, span: Span, dates: Sequence[Span]) -> Span | None:
    """「12%(2006年度実績)」: a date in the bracket right after the figure, or in its own."""
    inside = sentence.bracket(span)
    for date in dates:
        if sentence.depth0(date):
            continue
        bracket = sentence.bracket(date)
        if bracket is None:
            continue
        if inside == bracket and date.end <= span.start:
            return date
        if inside == bracket and sentence.plain[span.end : date.start] in (" in ", " for "):
            return date
        if bracket[0] - 1 - span.end in (0, 1) and not any(
            bracket[0] <= other.start < bracket[1] for other in sentence.quantities
        ):
            return date
    return None


def _is_earlier(sentence: Sentence, span: Span, japanese: bool) -> bool:
    """Whether the figure is last year's, given beside this year's."""
    if japanese:
        before = sentence.plain[max(0, span.start - 24) : span.start]
        match = _BEFORE_JA.search(before) or _before_bracket(sentence, span)
        if match is None and _OF_BEFORE.match(sentence.plain):
            return not _OF_NOW.search(sentence.plain, 0, span.start)
        if match is None and _LIKEWISE_JA.search(before):
            return _LAST_YEAR.search(sentence.plain, 0, span.start) is not None
        return match is not None and _RATIO_JA.match(match.group()) is None
    tail = re.search(r"\ba year$", sentence.plain[: span.end])  # «3 billion yen a year earlier»
    after = _BRACKETS.sub("", sentence.plain[tail.start() if tail else span.end :])
    match = _BEFORE_EN.match(after)
    return match is not None and _COMPARES.search(match.group()) is None


def _before_bracket(sentence: Sentence, span: Span) -> re.Match[str] | None:
    """The words for the year before in front of a bracket: 「前年度(354校、59.2%)」."""
    inside = sentence.bracket(span)
    if inside is None or any(inside[0] <= date.start < inside[1] for date in sentence.dates):
        return None
    return _ENDS_BEFORE_JA.search(sentence.plain, max(0, inside[0] - 24), inside[0] - 1)


def _says_year(sentence: Sentence, base: Span, span: Span) -> bool:
    """Whether the governing date stands nearer than the word for the year before."""
    if base.start >= span.end or not sentence.is_japanese:
        return base.start >= span.end
    between = sentence.plain[base.end : span.start]
    return len(between) < 8 and not re.search("前年|前期", between)


def _likewise(sentence: Sentence, span: Span, scope: Scope) -> str | None:
    """The time of 「(同32%)」: that of the bracket before it, also of the sentence before."""
    if not _LIKEWISE_JA.search(sentence.plain, max(0, span.start - 24), span.start):
        return None
    if _LAST_YEAR.search(sentence.plain, 0, span.start):
        return None  # counted from the year of this sentence
    return bracketed(sentence, span.start) or scope.beside


def _behind(sentence: Sentence, span: Span, scope: Scope) -> str | None:
    """The year that stands right behind a figure: «1.7% for this year»."""
    match = _YEAR_BEHIND.match(sentence.plain, span.end)
    year = scope.published.year if scope.published else None
    return str(year + _RELATIVE_EN[match[1].lower()]) if match and year is not None else None


def _relative(sentence: Sentence, span: Span, scope: Scope) -> str | None:
    year = scope.published.year if scope.published else None
    if year is None:
        return None
    ago = (
        _AGO_EN.match(sentence.plain, 0, span.start)
        or _AGO_EN.match(sentence.plain, span.end)
        or _AGO_JA.search(sentence.plain, 0, span.start)
    )
    if ago:
        return str(year - (_NUMBERS.get(ago["n"].lower()) or int(ago["n"])))
    taken = [(date.start, date.end) for date in sentence.dates]
    best: str | None = None
    for match in _RELATIVE.finditer(sentence.plain):
        word = match.group().lower()
        steps = _RELATIVE_JA.get(word, _RELATIVE_EN.get(word))
        if steps is None or any(start <= match.start() < end for start, end in taken):
            continue
        if match.end() <= span.start:
            if _of_comparison(sentence, match.start(), match.end(), span):
                continue
            joined = _AND_DID.fullmatch(sentence.plain, match.end(), span.start)
            if word in _RELATIVE_JA or joined or not _said_of_another(sentence, match.start()):
                best = str(year + steps)
        elif word in _RELATIVE_EN and 0 <= match.start() - span.end < 24:
            between = (other.start for other in sentence.quantities)
            if not any(span.end <= at < match.start() for at in between):
                return str(year + steps)
    return best


def _said_of_another(sentence: Sentence, at: int) -> bool:
    """Whether a word of time stands right behind a figure: «2.1% this year, 1.8% next year»."""
    return any(
        0 <= at - other.end < 5 and ";" not in sentence.plain[other.end : at]
        for other in sentence.quantities
    )


def _year_of(date: PartialDate | None) -> str | None:
    return str(date.year) if date is not None and date.year is not None else None
