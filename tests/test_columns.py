"""Bare numbers of a table take the unit of their column."""

from __future__ import annotations

import pytest

from assistant.figures import extract
from assistant.schema import Article

ENGLISH = """The winners of the round are these.

| Site | Capacity (MW) | Deposit, up to (billion yen) | Ships |
|---|---|---|---|
| Oga | 315 | about 4.1 | 3 |
| Enoshima | 420 | 5.5 | 2 vessels |

They start in 2028."""
CAPTION = """Results (in millions of yen)
Company | Revenue | Margin (%)
Alpha | 12,300 | 4.5
Beta | 9,800 | \u25b23.1"""
JAPANESE = """(単位:百万円)
会社 | 売上高 | 営業利益
東和精機 | 12,300 | 450

|企業|助成額(最大、億円)|人数|
|---|---|---|
|KDDI|約102.4|30人|"""
TABS = "企業\t補助率(%)\t金額(百万円)\nさくら\t33\t501"
DOLLARS = "| Plan | Aid ($bn) |\n| A | 3.5 |\n| B | 2.5 |"
PLAIN = "| Plan | Aid |\n| A | 3.5 |\n\nThe rate (%) was 3.5 | 4."


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            ENGLISH,
            [
                ("315", "315 MW"), ("4.1", "4100000000 JPY approx max"), ("3", "3 "),
                ("420", "420 MW"), ("5.5", "5500000000 JPY max"),
                ("2 vessels", "2 count:vessels"), ("2028", "2028 date"),
            ],
        ),
        (
            CAPTION,
            [
                ("12,300", "12300000000 JPY"), ("4.5", "4.5 percent"),
                ("9,800", "9800000000 JPY"), ("\u25b23.1", "-3.1 percent"),
            ],
        ),
        (
            JAPANESE,
            [
                ("12,300", "12300000000 JPY"), ("450", "450000000 JPY"),
                ("102.4", "10240000000 JPY approx max"), ("30人", "30 people"),
            ],
        ),
        (TABS, [("33", "33 percent"), ("501", "501000000 JPY")]),
        (DOLLARS, [("3.5", "3500000000 USD"), ("2.5", "2500000000 USD")]),
        (PLAIN, [("3.5", "3.5 "), ("3.5", "3.5 "), ("4", "4 ")]),
    ],
)  # fmt: skip
def test_units_of_columns(text: str, figures: list[tuple[str, str]]) -> None:
    lang = "en" if text.isascii() or "Results" in text else "ja"
    article = Article("a", "", text, lang, published="2027-05-01")  # type: ignore[arg-type]
    found = extract(article)
    assert [(f.surface, _said(f.value, f.value_hi, f.unit, f.qualifiers)) for f in found] == figures
    assert all(text[f.start : f.end] == f.surface for f in found)


def _said(value: object, high: object, unit: str, qualifiers: tuple[str, ...]) -> str:
    whole = f"{value}-{high}" if high is not None else str(value)
    return " ".join([whole, unit, *qualifiers])


def test_whose_figure_and_of_what_by_row_and_column() -> None:
    found = extract(Article("a", "", JAPANESE, "ja"))
    assert [(f.subject, f.measure) for f in found] == [
        ("東和精機", "revenue"), ("東和精機", "operating_profit"),
        ("KDDI", "subsidy"), ("KDDI", "people_count"),
    ]  # fmt: skip
