"""Amounts without a numeral of their own: doubled, over a year, in his forties, 40代."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.figures.amounts import Amount
from assistant.figures.numerals import WORD_SCALES, WORDS, words
from assistant.figures.units import Unit

_TIMES = Unit("times", "multiple")
_OCCASIONS = Unit("count:times", "count")
_AGE = Unit("year", "age")
_MULTIPLES = {
    "doubl": Decimal(2), "twice": Decimal(2), "倍増": Decimal(2), "倍額": Decimal(2),
    "tripl": Decimal(3), "trebl": Decimal(3), "thric": Decimal(3), "quadr": Decimal(4),
    "quint": Decimal(5), "halve": Decimal("0.5"), "halvi": Decimal("0.5"), "半減": Decimal("0.5"),
}  # fmt: skip
_AS_MUCH = r"(?= (?:as|the|that|those|its|their|his|her|what|this|last)\b)"
_MULTIPLE = re.compile(
    r"(?<![a-z-])(?:(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing)(?! (?:down|over|up)\b)"
    rf"|(?:double|triple|quadruple|twice|thrice){_AS_MUCH})(?![a-z-])"
    r"|(?<![\d数何一二三四五六七八九十])(?:倍増(?!計画)|倍額)|半減(?!期)"
)
_TWICE = re.compile(rf"(?<![a-z-])(?:twice|thrice)(?!{_AS_MUCH})(?![a-z-])")
_SPANS = {
    "year": ("year", 1), "month": ("month", 1), "week": ("week", 1), "day": ("day", 1),
    "hour": ("hour", 1), "minute": ("minute", 1), "decade": ("year", 10), "century": ("year", 100),
}  # fmt: skip
# "3 trillion yen a year earlier" names a period to compare with, and is no length of time.
_SPAN = re.compile(
    r"(?<![a-z])(?:(?:up to|at least|for|over|about|around|nearly|almost|than|within|under|least"
    r"|lasted|lasting|took|takes) (?P<bound>an? (?:year|month|week|day|hour|minute|decade|century))"
    r"(?! (?:of|long|earlier|ago|when|as|that|in|at|to|off|out)\b)"
    r"|(?P<later>an? (?:(?:month|week|day|hour|minute|decade|century)(?= (?:later|ago|earlier)\b)"
    r"|year(?= later\b))))(?![a-z'-])"
)
_PLURAL = re.compile(
    r"(?<![\w-])(?P<unit>minute|hour|day|week|month|year|decade)s"
    r" (?:later|afterwards?|after|before|earlier)(?![a-z])"
)
_COUNTED = re.compile(
    r"(?:\d|\b(?:several|few|many|couple of|more|of|the|these|those|all|both|most|some|working"
    rf"|business|last|{'|'.join((*WORDS, *WORD_SCALES))}))[ -]$"
)
_HALF_CENTURY = re.compile(r"四?半世紀|(?<![a-z-])half[ -](?:a )?century(?![a-z])")
_TENS = words("twenties thirties forties fifties sixties seventies eighties nineties")
_DECADE_EN = re.compile(
    r"(?<![a-z])(?:his|her|their|my|our|your) (?:(?:early|mid|late)[ -](?:to[ -]late[ -])?)?"
    rf"(?P<age>[2-9]0'?s|{'|'.join(_TENS)})(?![\w-])"
)
_DECADE_JA = re.compile(
    r"(?<![\d.,第])(?P<low>[1-9]0)(?:(?:[歳才]?代?)(?:〜|~|-|から|・)(?P<high>[1-9]0))? ?[歳才]?代"
    r"(?![表目替償理価金行議車打])"
)


def find(lower: str) -> Iterator[Amount]:
    """Multiples, single stretches of time and decades of age, as amounts without qualifiers."""
    for match in _MULTIPLE.finditer(lower):
        value = _MULTIPLES.get(match.group()[:2]) or _MULTIPLES[match.group()[:5]]
        yield Amount(*match.span(), value, None, _TIMES)
    for match in _TWICE.finditer(lower):
        yield Amount(*match.span(), _MULTIPLES[match.group()[:5]], None, _OCCASIONS)
    for match in _SPAN.finditer(lower):
        group = "bound" if match["bound"] else "later"
        text = match[group].rstrip()
        name, count = _SPANS[text.split()[-1]]
        start = match.start(group)
        yield Amount(start, start + len(text), Decimal(count), None, Unit(name, "duration"))
    for match in _PLURAL.finditer(lower):
        if _COUNTED.search(lower[max(0, match.start() - 16) : match.start()]):
            continue
        unit, count = _SPANS[match["unit"]]
        span = match.span("unit")
        yield Amount(
            span[0], span[1] + 1, Decimal(2 * count), Decimal(10 * count), Unit(unit, "duration"),
            {"vague"},
        )  # fmt: skip
    for match in _HALF_CENTURY.finditer(lower):
        years = Decimal(25 if match.group()[0] == "四" else 50)
        yield Amount(*match.span(), years, None, Unit("year", "duration"))
    yield from _decades(lower)


def _decades(lower: str) -> Iterator[Amount]:
    """ "in his forties" and 「40代」 are ages from 40 to 49."""
    for match in _DECADE_EN.finditer(lower):
        age = match["age"]
        low = int(age[:2]) if age[0].isdigit() else 10 * (_TENS.index(age) + 2)
        yield Amount(*match.span("age"), Decimal(low), Decimal(low + 9), _AGE)
    for match in _DECADE_JA.finditer(lower):
        low, high = int(match["low"]), int(match["high"] or match["low"])
        if low <= high:
            yield Amount(*match.span(), Decimal(low), Decimal(high + 9), _AGE)
