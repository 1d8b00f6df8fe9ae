"""Figures in words: as the article prints them, and read in the language of the question."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, get_currency_symbol
from babel.units import format_unit

from assistant.figures.measures import GENERIC, MEASURES
from assistant.figures.scan import Mention, scan
from assistant.figures.stored import moments
from assistant.schema import Article, Figure, Lang, PartialDate, Value

_LOCALE = {"ja": "ja_JP", "en": "en_US"}
_BEFORE = {
    "ja": {"total": "合計", "cumulative": "累計", "each": "各", "max": "最大", "min": "少なくとも",
           "approx": "約", "decrease": "", "increase": ""},
    "en": {"total": "a total of", "cumulative": "a cumulative", "max": "up to", "min": "at least",
           "over": "more than", "under": "less than", "approx": "about"},
}  # fmt: skip
_AFTER = {
    "ja": {"over": "超", "under": "未満", "increase": "増", "decrease": "減"},
    "en": {"each": "each", "increase": "increase", "decrease": "decrease"},
}
_DURATIONS = {"year": "年間", "month": "か月", "week": "週間", "day": "日間", "hour": "時間",
              "minute": "分間", "second": "秒間"}  # fmt: skip
_PLAIN_UNITS: dict[str, dict[Lang, str]] = {
    "percent": {"ja": "%", "en": "%"},
    "point": {"ja": "ポイント", "en": " percentage points"},
    "times": {"ja": "倍", "en": " times"},
    "people": {"ja": "人", "en": " people"},
    "age": {"ja": "歳", "en": " years old"},
}

_FRACTIONS = {Fraction(1, 2): "one half", Fraction(1, 3): "one third", Fraction(2, 3): "two thirds",
              Fraction(1, 4): "one quarter", Fraction(3, 4): "three quarters"}  # fmt: skip


def as_printed(figure: Figure, article: Article) -> tuple[int, int]:
    """The span of the figure with the qualifiers printed beside it."""
    text = article.part(figure.field)
    begin = max(0, figure.start - 60)
    for mention in _scanned(text[begin : figure.end + 40]):
        if begin + mention.start <= figure.start < begin + mention.end:
            start, end = mention.outer if mention.outer[1] else (mention.start, mention.end)
            return min(begin + start, figure.start), max(begin + end, figure.end)
    return figure.start, figure.end


def printed(figure: Figure, article: Article) -> str:
    """The figure with its qualifiers in the article's own words, on one line."""
    text = article.part(figure.field)
    start, end = as_printed(figure, article)
    return " ".join(text[start:end].split())


def wording(figure: Figure, article: Article, lang: Lang) -> tuple[str, str | None]:
    """What to show of a figure to a reader of ``lang``: its wording, and that said otherwise.

    The printed wording, then its reading where the article has another language;
    of a table, whose head says what it counts, the reading; of a date the reading,
    then what is printed.
    """
    own, read = printed(figure, article), reading(figure, lang)
    if figure.unit == "date":
        return read, None if read.replace(" ", "") == own.replace(" ", "") else own
    if _reads_back(read, figure) and not _reads_back(own, figure):
        return read, None
    if article.lang == lang or read == own or not _reads_back(read, figure):
        return own, None
    return own, read


def _reads_back(words: str, figure: Figure) -> bool:
    """Whether the scanner reads the figure out of ``words`` again."""
    return any(
        mention.value == figure.value and mention.unit == figure.unit for mention in _scanned(words)
    )


@lru_cache(256)
def _scanned(text: str) -> tuple[Mention, ...]:
    return tuple(scan(text))


def reading(figure: Figure, lang: Lang) -> str:
    """The figure in words of ``lang`` with its qualifiers; exact, never rounded.

    10240000000 JPY with max and approx reads "up to about ¥10.24 billion" or
    「最大約102.4億円」.
    """
    unit = "age" if figure.kind == "age" else figure.unit
    core = _value(figure.value, unit, lang)
    if figure.value_hi is not None:
        separator = "〜" if lang == "ja" else " to "
        core = f"{core}{separator}{_value(figure.value_hi, unit, lang)}"
    marks = set(figure.qualifiers)
    before = [word for mark, word in _BEFORE[lang].items() if mark in marks and word]
    after = [word for mark, word in _AFTER[lang].items() if mark in marks]
    if lang == "ja":
        return "".join(before) + core + "".join(after)
    return " ".join([*before, core, *after])


def _value(value: Value, unit: str, lang: Lang) -> str:
    if isinstance(value, PartialDate):
        return date_in_words(value, lang)
    base, _, per = unit.partition("/")
    text = _amount(value, base, lang)
    if per:
        return f"{text}/{per}"
    return text


def _amount(value: Decimal | Fraction, base: str, lang: Lang) -> str:
    if isinstance(value, Fraction) and value.denominator != 1:
        if lang == "ja":
            return f"{value.denominator}分の{value.numerator}"
        return _FRACTIONS.get(value, f"{value.numerator}/{value.denominator}")
    number = Decimal(value.numerator) if isinstance(value, Fraction) else value
    text = compact(number, lang)
    if len(base) == 3 and base.isupper():
        symbol = get_currency_symbol(base, locale=_LOCALE[lang])
        if lang == "en":
            return f"-{symbol}{text[1:]}" if text.startswith("-") else f"{symbol}{text}"
        return f"{text}{_YEN_STYLE.get(base, ' ' + base)}"
    if base in _DURATIONS:
        if lang == "ja":
            return f"{text}{_DURATIONS[base]}"
        return str(format_unit(number, f"duration-{base}", "long", locale="en_US"))
    plain = _PLAIN_UNITS.get(base)
    if plain is not None:
        return text + plain[lang]
    if base.startswith("count:"):
        counter = base.removeprefix("count:")
        return f"{text}{counter}" if lang == "ja" or not counter.isascii() else f"{text} {counter}"
    return f"{text} {base}".strip() if base not in {"count", "ratio"} else text


_YEN_STYLE = {"JPY": "円", "USD": "ドル", "EUR": "ユーロ", "GBP": "ポンド", "CNY": "元",
              "KRW": "ウォン", "TWD": "台湾ドル", "HKD": "香港ドル", "AUD": "豪ドル",
              "CAD": "カナダドル", "CHF": "スイスフラン", "INR": "ルピー"}  # fmt: skip


def compact(number: Decimal, lang: Lang) -> str:
    """A number with 万/億/兆 or million/billion/trillion where that loses no digit."""
    locale = _LOCALE[lang]
    floor = 10_000 if lang == "ja" else 1_000_000
    if abs(number) >= floor:
        style: Literal["short", "long"] = "short" if lang == "ja" else "long"
        unit = _scale(number, lang)
        scaled = (number / unit).normalize()
        digits = max(0, -int(scaled.as_tuple().exponent))
        if digits <= 4:
            return str(
                format_compact_decimal(
                    number, format_type=style, locale=locale, fraction_digits=digits
                )
            )
    exponent = number.as_tuple().exponent
    digits = max(0, -int(exponent)) if isinstance(exponent, int) else 0
    return str(format_decimal(number, format=f"#,##0.{'0' * digits}", locale=locale))


def _scale(number: Decimal, lang: Lang) -> Decimal:
    steps = (12, 8, 4) if lang == "ja" else (12, 9, 6)
    power = next(step for step in steps if abs(number) >= Decimal(10) ** step)
    return Decimal(10) ** power


def date_in_words(value: PartialDate, lang: Lang) -> str:
    """2024年4月19日, April 19, 2024, or as much of it as is known."""
    if lang == "ja":
        parts = ((value.year, "年"), (value.month, "月"), (value.day, "日"))
        return "".join(f"{part}{mark}" for part, mark in parts if part is not None)
    from datetime import date

    if value.month is None:
        return str(value.year) if value.year is not None else f"day {value.day}"
    known = date(value.year or 2000, value.month, value.day or 1)
    if value.day is None:
        skeleton = "yMMMM" if value.year else "MMMM"
    elif value.year is None:
        skeleton = "MMMMd"
    else:
        return str(format_date(known, "long", locale="en_US"))
    return str(format_skeleton(skeleton, known, locale="en_US"))


def measure_in_words(measure: str | None, lang: Lang) -> str:
    """What a measure is called, or nothing for one that says no more than its unit."""
    known = MEASURES.get(measure or "")
    if known is None or measure in GENERIC:
        return ""
    return (known.ja if lang == "ja" else known.en)[0].replace("~", "").rstrip("+")


def _period_in_words(period: str, lang: Lang) -> str:
    """2024年度, 2024年4月〜2024年9月; fiscal 2024, April 2024 to September 2024."""
    said = []
    for part, when in zip(period.split("/"), moments(period), strict=False):
        words = date_in_words(when, lang)
        if part.startswith("FY"):
            words = words.replace("年", "年度") if lang == "ja" else f"fiscal {words}"
        said.append(words)
    return ("〜" if lang == "ja" else " to ").join(said) or period


def period_in_words(figure: Figure, lang: Lang) -> tuple[str, bool]:
    """The period or date that a quantity holds for, or nothing; and whether it is inferred."""
    known = figure.period or figure.as_of
    if figure.unit == "date" or not known:
        return "", figure.as_of_source == "inferred"
    words = _period_in_words(known, lang)
    if figure.period:
        is_day_or_range = known.count("-") == 2 or "/" in known
        return (words if lang == "ja" or is_day_or_range else f"in {words}"), False
    return (
        f"{words}時点" if lang == "ja" else f"as of {words}",
        figure.as_of_source == "inferred",
    )
