"""Figures reached by whose they are and what they measure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from store_samples import FACTS, unit_vectors

from assistant.answer.features import Query
from assistant.answer.lookup import lookup
from assistant.answer.question import analyse
from assistant.answer.terms import terms
from assistant.schema import Article, Figure, Filter
from assistant.settings import Settings
from assistant.store import Index
from assistant.text.chunks import chunk
from assistant.text.lexicon import load_lexicon

ROWS = [
    ("s1", "KDDI", "subsidy", "2024-04", "102.4億円"),
    ("s2", "KDDI", "subsidy", "2023-06", "50億円"),
    ("r1", "KDDI", "revenue", "2024-04", "5兆円"),
    ("s3", "さくらインターネット", "subsidy", "2024-04", "501億円"),
    ("s4", None, "subsidy", "2024-04", "725億円"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    with Index.open(tmp_path_factory.mktemp("lookup"), write=True, **FACTS) as made:
        for name, subject, measure, period, surface in ROWS:
            article = Article(name, "", f"{surface}。", "ja", published=f"{period}-20")
            figure = Figure(
                name, "text", 0, len(surface), surface, Decimal(len(surface)), "JPY", "money",
                subject=subject, measure=measure, period=period, as_of=period,
            )  # fmt: skip
            made.add(article, chunk(article), [figure], unit_vectors(name, 1), name)
        yield made


def found(index: Index, question: str, filter: Filter | None = None) -> list[str]:
    lexicon = load_lexicon(Settings.from_env().cache)
    asked = analyse(question, lexicon=lexicon)
    query = Query(asked, terms(question, asked.lang, lexicon))
    return [figure.article_id for figure in lookup(query, index, filter or Filter(), lexicon)]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("KDDIへの助成額はいくら?", ["s1", "s2"]),
        ("2023年のKDDIへの助成額はいくら?", ["s2", "s1"]),
        ("how large is KDDI's subsidy?", ["s1", "s2"]),
        ("What subsidy does Sakura Internet get?", ["s3"]),
        ("KDDIの売上高はいくら?", ["r1"]),
        ("ラピダスへの助成額はいくら?", []),
        ("助成額はいくら?", []),
        ("KDDIの社員は何人?", []),
    ],
)
def test_by_owner_and_measure_those_of_the_period_first(
    index: Index, question: str, articles: list[str]
) -> None:
    assert found(index, question) == articles


def test_the_filter_holds(index: Index) -> None:
    assert found(index, "KDDIへの助成額はいくら?", Filter(until="2023-12-31")) == ["s2"]
