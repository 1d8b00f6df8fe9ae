"""Figures that hang together: from one amount to the next, in lists, and their years."""

from __future__ import annotations

import pytest

from assistant.figures import extract
from assistant.schema import Article, Lang


def bound(text: str, lang: Lang = "en", title: str = "News") -> list[tuple[str | None, ...]]:
    """Surface, subject, measure and period of every quantity of ``text``."""
    article = Article("a", title, text, lang, published="2026-05-12", published_source="given")
    return [
        (figure.surface, figure.subject, figure.measure, figure.period)
        for figure in extract(article)
        if figure.unit != "date" and figure.field == "text"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Orvane said on Tuesday its operating profit rose 8% to $52 million in the year ended "
            "March 31, from $48 million a year earlier. Revenue grew 3% to $700 million.",
            [
                ("8%", "Orvane", "operating_profit", "2026-03"),
                ("$52 million", "Orvane", "operating_profit", "2026-03"),
                ("$48 million", "Orvane", "operating_profit", "2025-03"),
                ("3%", "Orvane", "revenue", "2026-03"),
                ("$700 million", "Orvane", "revenue", "2026-03"),
            ],
        ),
        (
            "Net profit of Orvane was $30 million, or $2.10 per share, up from $28 million, or "
            "$1.95 per share, a year earlier.",
            [
                ("$30 million", "Orvane", "net_profit", None),
                ("$2.10 per share", "Orvane", "net_profit", None),
                ("$28 million", "Orvane", "net_profit", "2025"),
                ("$1.95 per share", "Orvane", "net_profit", "2025"),
            ],
        ),
        (
            "Inflation was 2.5% in Germany, 1.1% in France and 2.9% in Spain.",
            [
                ("2.5%", "Germany", "inflation", None),
                ("1.1%", "France", "inflation", None),
                ("2.9%", "Spain", "inflation", None),
            ],
        ),
        (
            "Kurofune Cells, Toba Wafer and the local arm of Lumex will receive 9 billion yen, "
            "7 billion yen and 5 billion yen in subsidies, respectively.",
            [
                ("9 billion yen", "Kurofune Cells", "subsidy", None),
                ("7 billion yen", "Toba Wafer", "subsidy", None),
                ("5 billion yen", "the local arm of Lumex", "subsidy", None),
            ],
        ),
        (
            "Grants of 26 million pounds and 14 million pounds will go to Tamar Cells and "
            "Voltane, respectively.",
            [
                ("26 million pounds", "Tamar Cells", "subsidy", None),
                ("14 million pounds", "Voltane", "subsidy", None),
            ],
        ),
        (
            "Rocket builder Taiga was granted 9 billion yen, satellite maker Arcline 7 billion yen "
            "and rover developer Gekkota 5 billion yen.",
            [
                ("9 billion yen", "Taiga", "subsidy", None),
                ("7 billion yen", "Arcline", "subsidy", None),
                ("5 billion yen", "Gekkota", "subsidy", None),
            ],
        ),
    ],
)
def test_english_figures_that_hang_together(
    text: str, expected: list[tuple[str | None, ...]]
) -> None:
    assert bound(text) == expected


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Orvane will cut 520 jobs, or 8% of its workforce.", ["job_cuts", "job_cuts"]),
        ("Orvane raised its dividend to 78 yen.", ["dividend"]),
        ("Orvane raised $40 million.", ["fundraising"]),
        ("Orvane will buy back up to $40 million of its own shares.", ["buyback"]),
        ("Bond yields fell 6 basis points.", ["interest_rate"]),
        ("Orvane plans a 620 million yen plant in Kita.", ["investment"]),
        ("The ruling was supported by 58% and opposed by 31%.", ["approval_rate"] * 2),
        ("At least 23 people were killed and 118 injured.", ["deaths", "injured"]),
        ("Orvane's operating margin fell to 12%.", ["profit_margin"]),
        ("Orvane was fined $9 million.\nIt was ordered to pay $3 million more.", ["fine"] * 2),
    ],
)
def test_measures_in_english(text: str, measures: list[str]) -> None:
    assert [found[2] for found in bound(text)] == measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "東和機械が12日発表した2026年3月期の連結決算は、純利益が前の期比6%増の84億円だった。"
            "27年3月期は純利益が90億円を見込む。部門別の前期売上高は工作機械が28億円だった。",
            [
                ("6%", "東和機械", "net_profit", "2026-03"),
                ("84億円", "東和機械", "net_profit", "2026-03"),
                ("90億円", "東和機械", "net_profit", "2027-03"),
                ("28億円", "工作機械", "revenue", "2026-03"),
            ],
        ),
        (
            "日新電池に84億円、北斗電池に51億円、関西化学とサンエイ化成にそれぞれ33億円、18億円を"
            "補助する。",
            [
                ("84億円", "日新電池", "subsidy", None),
                ("51億円", "北斗電池", "subsidy", None),
                ("33億円", "関西化学", "subsidy", None),
                ("18億円", "サンエイ化成", "subsidy", None),
            ],
        ),
        (
            "創業家が持つ42%と、日本のミナト電機が保有する12%の株式を買う。",
            [("42%", "創業家", "stake", None), ("12%", "日本のミナト電機", "stake", None)],
        ),
        ("新規求人は製造業が4%減った。", [("4%", "新規求人", "jobs", None)]),
        ("小柳さん(34歳)が亡くなった。", [("34歳", "小柳さん", "age", None)]),
        ("オラクスは増産する。4社のシェアは国内で52%に上る。",
         [("4社", "オラクス", None, None), ("52%", None, "share", None)]),
    ],
)  # fmt: skip
def test_japanese_figures(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert bound(text, "ja", "東和機械、6%増益") == expected
