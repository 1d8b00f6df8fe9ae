"""Which time a question asks for, also where it counts from the day of the news."""

from __future__ import annotations

import pytest

from assistant.answer.context import Context
from assistant.answer.question import analyse
from assistant.answer.timing import is_limited, period
from assistant.figures import extract
from assistant.schema import Article

RESULTS = "ミナト精機の純利益は2025年3月期が5億円、2026年3月期は7億円となる見通し。"
PLANTS = "The plant made 300 cars in 2024. It will make 400 cars in 2026."
QUARTERS = "純利益は2025年4〜6月期が5億円、2024年4〜6月期は3億円だった。"


def in_time(text: str, question: str) -> list[str]:
    """The figures of ``text``, published in May 2025, that are wholly of the time asked for."""
    lang = "en" if text.isascii() else "ja"
    context = Context(a := Article("a", "", text, lang, published="2025-05-10"), extract(a))
    asked = analyse(question)
    figures = [figure for figure in context.figures if figure.unit != "date"]
    return [f.surface for f in figures if period(asked, f, context) == 1.0]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (RESULTS, "ミナト精機の今期の純利益予想は?", ["7億円"]),
        (RESULTS, "ミナト精機の前期の純利益は?", ["5億円"]),
        (RESULTS, "ミナト精機の純利益は前期比でいくら増える?", []),
        (RESULTS, "ミナト精機の2024年度の純利益は?", ["5億円"]),
        (RESULTS, "ミナト精機の純利益は?", []),
        (PLANTS, "How many cars did it make last year?", ["300 cars"]),
        (PLANTS, "How many cars will it make next year?", ["400 cars"]),
        (PLANTS, "How many cars did it make in 2024?", ["300 cars"]),
        (QUARTERS, "4〜6月期の純利益は?", ["5億円"]),
        (QUARTERS, "2025年の純利益は?", []),  # a quarter is not the year
        (QUARTERS, "2026年3月期の純利益予想は?", []),
        (QUARTERS, "2025年前半の純利益は?", ["5億円"]),
        ("India made 8 tonnes in the year to March 2024.", "2024年度に何トン?", []),
        ("India made 8 tonnes in the year to March 2024.", "2023年度に何トン?", ["8 tonnes"]),
        (QUARTERS, "2025年4〜6月期の純利益は?", ["5億円"]),
        (QUARTERS, "4〜6月期の純利益、前年の同じ時期は?", ["3億円"]),
    ],
)
def test_the_time_asked_for(text: str, question: str, expected: list[str]) -> None:
    assert in_time(text, question) == expected


@pytest.mark.parametrize(
    ("question", "limited"),
    [
        ("今期の純利益は?", True),
        ("What did it earn last year?", True),
        ("2024年の純利益は?", True),
        ("純利益は前年比でいくら増えた?", False),
        ("How much did it earn?", False),
    ],
)
def test_is_limited(question: str, limited: bool) -> None:
    assert is_limited(analyse(question)) is limited


@pytest.mark.parametrize(
    ("text", "question", "unit", "expected"),
    [
        (PLANTS, "In how many cars did the plant end December 2020?", "count:cars", 0.0),
        (PLANTS, "How many cars did the plant make in 2023?", "count:cars", 0.0),
        ("The plant made 300 cars.", "How many cars did it make in March 2024?", "count:cars", 0.0),
        ("The plant made 300 cars.", "How many cars did it make in 2024?", "count:cars", 0.35),
        (PLANTS + " It hires 50 people.", "How many will it hire by 2026?", "people", 0.25),
        ("The plant opened on April 2.", "What day in December 2020 did it open?", "date", 0.0),
        (
            "Drawn in 2020, it opened on April 2, 2024.",
            "What day did it open, drawn in 2020?",
            "date",
            0.4,
        ),
    ],
)
def test_a_time_of_which_the_article_tells_nothing(
    text: str, question: str, unit: str, expected: float
) -> None:
    context = Context(a := Article("a", "", text, "en", published="2025-05-10"), extract(a))
    told = [f for f in context.figures if f.unit == unit and "2020" not in str(f.value)]
    assert period(analyse(question), told[0], context) == expected


def test_what_was_decided_on_a_day_is_not_of_the_year_before() -> None:
    text = "経産省は19日、5社への助成を決めた。\nA社は最大102億円の助成を受ける。"
    context = Context(a := Article("a", "", text, "ja", published="2025-04-20"), extract(a))
    told = next(f for f in context.figures if f.unit == "JPY")
    assert told.period == "2025-04-19"
    assert period(analyse("A社は2024年にいくら助成された?"), told, context) == 0.0
    assert period(analyse("A社は2025年にいくら助成された?"), told, context) == 1.0


@pytest.mark.parametrize("asked", ["2025年5〜6月期", "2025年1〜6月期", "2025年4〜9月期"])
def test_what_other_months_made_is_of_another_time(asked: str) -> None:
    context = Context(a := Article("a", "", QUARTERS, "ja", published="2025-05-10"), extract(a))
    figures = [figure for figure in context.figures if figure.unit == "JPY"]
    assert [period(analyse(f"{asked}の純利益は?"), f, context) for f in figures] == [0.0, 0.0]
