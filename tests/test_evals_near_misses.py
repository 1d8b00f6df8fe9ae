"""A near miss is answered by no row and no sentence, or by the row that it names."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.schema import Article
from evals import running
from evals.near_misses import kinds, near_misses
from evals.near_misses.evidence import Evidence
from evals.near_misses.generate import part
from evals.near_misses.measures import concepts
from evals.near_misses.names import Company, named, renamed
from evals.running import Asked
from evals.tables import FACTS, Fact, Quantity, Unanswerable, load_facts


def article(id: str, title: str, text: str) -> Article:
    return Article(id, title, text, "en")


ARTICLES = {
    one.id: one
    for one in (
        article("a1", "Grants decided", "KDDI gets up to 10.24 billion yen in subsidies in 2024."
                " Oracle was not among them."),
        article("a2", "Sakura expands", "The subsidy is 50.1 billion yen."),
        article("a3", "Return of the fund", "GPIF earned 2.2% in FY2023 and 0.7% in FY2024."),
        article("a4", "Toyota", "Toyota reported a net profit of 4.9 trillion yen."),
    )
}  # fmt: skip


def fact(id: str, article: str, measure: str, period: str, value: str, unit: str, ja: str, en: str,
         subject: str = "", qualifiers: str = "") -> Fact:  # fmt: skip
    own = Quantity(Decimal(value), unit)
    return Fact(id, (own,), frozenset(qualifiers.split()), (article,), "", {"ja": ja, "en": en},
                subject, measure, period)  # fmt: skip


KDDI = fact("kddi", "a1", "subsidy", "2024", "10240000000", "JPY",
            "2024年にKDDIは最大でいくら助成される?", "how much will KDDI get at most in 2024?",
            "KDDI", "max")  # fmt: skip
FY23 = fact("fy23", "a3", "rate of return", "FY2023", "2.2", "percent", "2023年度のGPIFの収益率は?",
            "GPIF's rate of return in FY2023?", "GPIF")  # fmt: skip
FY24 = fact("fy24", "a3", "rate of return", "FY2024", "0.7", "percent", "2024年度のGPIFの収益率は?",
            "What did GPIF earn in FY2024?", "GPIF")  # fmt: skip
EVIDENCE = Evidence([KDDI, FY23, FY24], ARTICLES)


def made(maker: kinds.Maker, row: Fact = KDDI, lang: str = "en") -> list[str]:
    return [miss.text for miss in maker(row, lang, EVIDENCE)]


def test_another_company_is_one_of_which_nothing_tells_the_measure() -> None:
    texts = made(kinds.wrong_company)
    assert "how much will Honda get at most in 2024?" in texts
    assert not [text for text in texts if "Sakura" in text]  # its article tells of a subsidy
    assert not [text for text in texts if "KDDI" in text or "Oracle" in text]


def test_a_neighbour_is_named_by_the_row_s_article() -> None:
    assert made(kinds.neighbour) == ["how much will Oracle get at most in 2024?"]
    beside = fact("k2", "a4", "number of employees", "2024", "7", "people", "トヨタの従業員は?",
                  "How many people does KDDI employ?")  # fmt: skip
    assert made(kinds.neighbour, beside) == ["How many people does Toyota employ?"]


def test_another_year_has_the_figure_of_another_row_or_none() -> None:
    misses = list(kinds.wrong_year(FY23, "en", EVIDENCE))
    assert (misses[0].text, misses[0].expected) == ("GPIF's rate of return in FY2024?", FY24)
    years = {miss.text[-5:-1] for miss in misses if miss.expected is None}
    assert {"2022", "2025"} <= years
    assert not {"2023", "2024"} & years
    assert "how much will KDDI get at most in 2023?" in made(kinds.wrong_year)


def test_another_measure_is_one_that_nothing_tells_of_the_company() -> None:
    assert "What was KDDI's net profit in 2024?" in made(kinds.wrong_measure)
    row = fact(
        "t", "a4", "investment", "2024", "1", "JPY", "トヨタの投資は?", "Toyota's investment?"
    )
    assert not [text for text in made(kinds.wrong_measure, row) if "net profit" in text]


@pytest.mark.parametrize(
    ("maker", "lang", "text"),
    [
        (kinds.wrong_currency, "en", "how much will KDDI get at most in 2024? Answer in dollars."),
        (kinds.wrong_scale, "ja", "KDDIの102.4万円は何のための金額?"),
        (kinds.wrong_scale, "en", "What are KDDI's 10.24 million yen for?"),
        (kinds.qualifier_dropped, "ja", "2024年にKDDIはいくら助成される?"),
        (kinds.qualifier_dropped, "en", "How much will KDDI get in 2024?"),
        (kinds.least_for_most, "ja", "2024年にKDDIは最低でいくら助成される?"),
        (kinds.least_for_most, "en", "how much will KDDI get at least in 2024?"),
    ],
)
def test_other_kinds(maker: kinds.Maker, lang: str, text: str) -> None:
    assert text in made(maker, KDDI, lang)


def test_a_dropped_qualifier_leaves_the_row_s_own_figure_right() -> None:
    (miss,) = kinds.qualifier_dropped(KDDI, "en", EVIDENCE)
    assert miss.expected is KDDI


def test_names_are_found_longest_first_and_replaced() -> None:
    found = {
        company.names["en"][0]: forms for company, forms in named("SoftBank Groupとさくら").items()
    }
    assert found == {"SoftBank Group": ["softbank group"], "Sakura Internet": ["さくら"]}
    assert (
        renamed("Sakura Internetのさくら", ["さくら", "sakura internet"], "Sakura")
        == "SakuraのSakura"
    )
    assert named("a sharper view") == {}


# -- over the demo corpus -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def table(corpus_index: Path) -> tuple[list[Fact], dict[str, Article]]:
    articles = running.read_articles(corpus_index)
    return load_facts(FACTS, running.texts(articles.values())), articles


@pytest.fixture(scope="module")
def asked(table: tuple[list[Fact], dict[str, Article]]) -> list[Asked]:
    return near_misses(*table)


def test_there_are_enough_of_every_kind(asked: list[Asked]) -> None:
    counts = Counter(one.kind for one in asked)
    assert len(asked) >= 1500
    assert set(counts) == {
        "wrong company", "neighbour", "wrong year", "wrong measure", "wrong currency",
        "wrong scale", "qualifier dropped", "least for most",
    }  # fmt: skip
    assert min(counts.values()) >= 15


def test_they_are_new_and_the_same_every_time(
    asked: list[Asked], table: tuple[list[Fact], dict[str, Article]]
) -> None:
    facts, articles = table
    own = {text for row in facts for text in row.questions.values()}
    texts = [one.text for one in asked]
    assert len(set(texts)) == len(texts)
    assert not own & set(texts)
    assert len({one.key for one in asked}) == len(asked)
    some = facts[:40]
    assert near_misses(some, articles) == near_misses(some, articles)
    assert near_misses(some, articles) != near_misses(some, articles, seed=1)


def test_no_row_answers_what_is_to_be_refused(
    asked: list[Asked], table: tuple[list[Fact], dict[str, Article]]
) -> None:
    """Read anew, without the code that made them: no row about the company has the measure."""
    by_id = {row.id: row for row in table[0]}
    subjects: dict[Company, list[Fact]] = defaultdict(list)
    for row in table[0]:
        for company in named(f"{row.subject} {row.quote}"):
            subjects[company].append(row)
    swapped = [one for one in asked if one.kind in {"wrong company", "neighbour"}]
    for one in swapped:
        assert isinstance(one.row, Unanswerable)
        (company,) = named(one.text)
        made_of = by_id[one.row.id]
        measured, kind = concepts(made_of.measure), running.kind_of(made_of.unit)
        about = [row for row in subjects[company] if running.kind_of(row.unit) == kind]
        assert not [row.id for row in about if measured & concepts(row.measure)], one.text


def test_a_part_has_every_kind_in_turn(asked: list[Asked]) -> None:
    chosen = part(asked, 32)
    assert set(Counter((one.kind, one.pair) for one in chosen).values()) == {2}
    assert chosen == part(asked[::-1], 32)[::-1]
