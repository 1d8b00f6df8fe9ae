"""Which measure a word says, in Japanese and English."""

import time
from itertools import pairwise

import pytest

from assistant.figures.measures import MEASURES, compatible, family_of, find, related


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5社に最大725億円を助成", ["subsidy"]),
        ("助成金を受け取る", ["subsidy", "receipt"]),
        ("補助率は3分の1", ["subsidy_rate"]),
        ("営業利益は3割減", ["operating_profit", "change"]),
        ("経常利益と純利益", ["ordinary_profit", "net_profit"]),
        ("人件費", ["cost"]),
        ("消費者の声", []),
        ("How much did KDDI receive?", ["receipt"]),
        ("Grants awarded to Rapidus", ["subsidy", "subsidy"]),
        ("was granted a subsidy", ["subsidy", "subsidy"]),
        ("Net profit attributable", ["net_profit"]),
        ("operating income fell", ["operating_profit", "change"]),
        ("invested, invests, investing in", ["investment"] * 3),
        ("the company's market capitalisation", ["market_cap"]),
        ("Wellington", []),
        ("ＴＯＢで取得", ["acquisition_price"]),
        ("a TOB announced in October", ["acquisition_price"]),
        ("土地を30億円で買う", ["acquisition_price"]),
        ("市の税収、宿泊税の収入", ["tax", "tax", "tax"]),
        ("tax-free sales", ["revenue"]),
        ("an average raise of 5%; it raised 5%", ["wage", "fundraising"]),
        ("the best-case saving, 12 cases", ["infected"]),
        ("実質業務純益", ["business_profit"]),
        ("先進運転支援、支援システム、先物価格", ["price"]),
        ("after-tax profit", ["profit"]),
        ("10年金利、年金", ["interest_rate", "pension"]),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    hits = find(text)
    assert [hit.id for hit in hits] == expected
    assert all(a.end <= b.start for a, b in pairwise(hits))


@pytest.mark.parametrize("words", ["x tax ", "a raise ", "rice yield ", "支援、物価格"])
def test_time_is_linear_on_hostile_text(words: str) -> None:
    began = time.process_time()
    find(words * (200_000 // len(words)))
    assert time.process_time() - began < 5


def test_offsets_are_those_of_the_text() -> None:
    text = "İstanbul: ＴＯＢの 買収額 and Investments"
    assert [text[hit.start : hit.end] for hit in find(text)] == ["ＴＯＢ", "買収額", "Investments"]


@pytest.mark.parametrize(
    ("unit", "family"),
    [
        ("JPY", "money"),
        ("JPY/kWh", "money"),
        ("percent", "percent"),
        ("ratio", "percent"),
        ("people", "people"),
        ("count:社", "count"),
        ("year", "time"),
        ("MW", "physical"),
        ("date", None),
    ],
)
def test_family_of(unit: str, family: str | None) -> None:
    assert family_of(unit) == family


@pytest.mark.parametrize(
    ("measure", "unit", "fits"),
    [
        ("subsidy", "JPY", True),
        ("subsidy", "people", False),
        ("turnout", "percent", True),
        ("投資先", "JPY", True),
        ("headcount", "people", True),
        ("headcount", "USD", False),
    ],
)
def test_compatible(measure: str, unit: str, fits: bool) -> None:
    assert compatible(measure, unit) is fits


@pytest.mark.parametrize(
    ("asked", "found", "expected"),
    [
        ("profit", "net_profit", True),
        ("operating_profit", "net_profit", False),
        ("receipt", "subsidy", True),
        ("subsidy", "subsidy", True),
        ("casualties", "deaths", True),
        ("revenue", "profit", False),
    ],
)
def test_related(asked: str, found: str, expected: bool) -> None:
    assert related(asked, found) is expected


def test_every_parent_exists() -> None:
    parents = {measure.parent for measure in MEASURES.values()} - {None}
    assert parents <= set(MEASURES)
