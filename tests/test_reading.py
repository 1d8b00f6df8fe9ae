"""Figures in words, exact in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.reading import (
    as_printed,
    compact,
    date_in_words,
    period_in_words,
    reading,
)
from assistant.figures import scan
from assistant.schema import Article, Figure, Lang, PartialDate


def figure(value: Any, unit: str, *qualifiers: str, hi: Any = None) -> Figure:
    return Figure("a", "text", 0, 1, "x", value, unit, "money", hi, qualifiers)


D, F, P = Decimal, Fraction, PartialDate
READ_BACK = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 15, 16, 17]
TABLE = [
    (figure(D("10240000000"), "JPY", "max", "approx"),
     "最大約102.4億円", "up to about ¥10.24 billion"),
    (figure(D("1007000000000"), "JPY", "total"), "合計1.007兆円", "a total of ¥1.007 trillion"),
    (figure(D(-20000000000), "JPY"), "-200億円", "-¥20 billion"),
    (figure(D(123456789), "JPY"), "123,456,789円", "¥123,456,789"),
    (figure(D("10000000000"), "USD"), "100億ドル", "$10 billion"),
    (figure(D("1e9"), "EUR", "each"), "各10億ユーロ", "€1 billion each"),
    (figure(D(10), "JPY", hi=D(20)), "10円〜20円", "¥10 to ¥20"),
    (figure(D(3), "JPY/kWh", "max"), "最大3円/kWh", "up to ¥3/kWh"),
    (figure(D("0.339"), "percent"), "0.339%", "0.339%"),
    (figure(D("-3.5"), "percent"), "-3.5%", "-3.5%"),
    (figure(D(10), "percent", "increase"), "10%増", "10% increase"),
    (figure(D(10), "percent", "over"), "10%超", "more than 10%"),
    (figure(D(5), "point"), "5ポイント", "5 percentage points"),
    (figure(F(1, 3), "ratio"), "3分の1", "one third"),
    (figure(F(3, 7), "ratio"), "7分の3", "3/7"),
    (figure(D(37), "times", "approx"), "約37倍", "about 37 times"),
    (figure(D(120), "people", "approx"), "約120人", "about 120 people"),
    (figure(D(50000), "people"), "5万人", "50,000 people"),
    (figure(D(12), "count:社"), "12社", "12社"),
    (figure(D(684), "MW"), "684 MW", "684 MW"),
    (figure(D(1), "year"), "1年間", "1 year"),
    (replace(figure(D(84), "year"), kind="age"), "84歳", "84 years old"),
    (figure(D(3), "month", "min"), "少なくとも3か月", "at least 3 months"),
    (figure(P(2024, 4, 19), "date"), "2024年4月19日", "April 19, 2024"),
    (figure(P(2024, 4), "date"), "2024年4月", "April 2024"),
    (figure(P(2024), "date"), "2024年", "2024"),
    (figure(P(None, 11, 6), "date"), "11月6日", "November 6"),
    (figure(P(None, 2, 29), "date"), "2月29日", "February 29"),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "ja", "en"), TABLE, ids=[row[1] for row in TABLE])
def test_reading(shown: Figure, ja: str, en: str) -> None:
    assert reading(shown, "ja") == ja
    assert reading(shown, "en") == en


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("shown", [TABLE[row][0] for row in READ_BACK])
def test_a_reading_reads_back(shown: Figure, lang: Lang) -> None:
    (mention,) = scan(reading(shown, lang))
    assert (mention.value, mention.value_hi) == (shown.value, shown.value_hi)
    assert mention.unit == shown.unit
    assert set(mention.qualifiers) == set(shown.qualifiers)


AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=0) | st.decimals(
    min_value=0, max_value=10**7, places=2
)
ROUND = st.builds(
    lambda digits, power: Decimal(digits) * Decimal(10) ** power,
    st.integers(1, 9999),
    st.integers(0, 12),
)
LANGS: st.SearchStrategy[Lang] = st.sampled_from(["ja", "en"])


@given(AMOUNTS | ROUND, st.sampled_from(["JPY", "USD", "EUR", "percent"]), LANGS)
def test_any_amount_reads_back_exactly(value: Decimal, unit: str, lang: Lang) -> None:
    mentions = scan(reading(figure(value, unit), lang))
    assert [(m.value, m.unit) for m in mentions] == [(value, unit)]


@given(ROUND, LANGS)
def test_a_negative_amount_keeps_its_sign(value: Decimal, lang: Lang) -> None:
    assert [m.value for m in scan(reading(figure(-value, "JPY"), lang))] == [-value]


@given(st.dates().filter(lambda day: 1900 <= day.year <= 2100), LANGS)
def test_any_date_reads_back(day: Any, lang: Lang) -> None:
    value = PartialDate(day.year, day.month, day.day)
    assert [m.value for m in scan(date_in_words(value, lang))] == [value]


@pytest.mark.parametrize(
    ("number", "ja", "en"),
    [
        ("9999", "9,999", "9,999"),
        ("10000", "1万", "10,000"),
        ("999999", "99.9999万", "999,999"),
        ("1000000", "100万", "1 million"),
        ("1200000000000", "1.2兆", "1.2 trillion"),
        ("1234567890", "1,234,567,890", "1,234,567,890"),  # no digit is lost
        ("0.5", "0.5", "0.5"),
        ("0", "0", "0"),
    ],
)
def test_compact(number: str, ja: str, en: str) -> None:
    assert (compact(Decimal(number), "ja"), compact(Decimal(number), "en")) == (ja, en)


@pytest.mark.parametrize(
    ("text", "surface", "printed"),
    [
        ("KDDIは最大約102.4億円を受ける。", "102.4億円", "最大約102.4億円"),
        ("KDDI could draw up to about 10.24 billion yen.", "10.24 billion yen",
         "up to about 10.24 billion yen"),
        ("5社が参加した。", "5社", "5社"),
        ("長い前置き。" * 20 + "約3億円だ。", "3億円", "約3億円"),
    ],
)  # fmt: skip
def test_as_printed_takes_in_the_qualifiers(text: str, surface: str, printed: str) -> None:
    start = text.index(surface)
    shown = Figure("a", "text", start, start + len(surface), surface, D(1), "JPY", "money")
    begin, end = as_printed(shown, Article("a", "", text, "ja"))
    assert text[begin:end] == printed


@pytest.mark.parametrize(
    ("period", "ja", "en"),
    [
        ("2024", "2024年", "in 2024"),
        ("2024-04", "2024年4月", "in April 2024"),
        ("2024-04-19", "2024年4月19日", "April 19, 2024"),
        ("FY2024", "2024年度", "in fiscal 2024"),
        ("2024-04/2024-09", "2024年4月〜2024年9月", "April 2024 to September 2024"),
        ("FY2024/FY2026", "2024年度〜2026年度", "fiscal 2024 to fiscal 2026"),
    ],
)
def test_a_period_in_words(period: str, ja: str, en: str) -> None:
    known = replace(figure(D(1), "JPY"), period=period)
    assert [period_in_words(known, lang)[0] for lang in ("ja", "en")] == [ja, en]
