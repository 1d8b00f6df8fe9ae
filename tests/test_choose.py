"""From ranked candidates to what is said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answer.choose import choose
from assistant.answer.context import Context
from assistant.answer.features import Query
from assistant.answer.question import analyse
from assistant.answer.read import BARS, Candidate, judged, objections, rank
from assistant.answer.several import is_extreme
from assistant.answer.term import Term
from assistant.answer.values import agrees
from assistant.figures import extract
from assistant.schema import Article, Figure, PartialDate, Question

KDDI = Term("KDDI", "ja", True, 2.0, ("KDDI",))


def candidate(
    value: int | str, score: float = 20.0, probability: float = 0.9, article: str = "a",
    qualifiers: tuple[str, ...] = (), objection: str | None = None, start: int = 0,
    subject: str = "KDDI", period: str | None = None,
) -> Candidate:  # fmt: skip
    text = f"{value}円"
    figure = Figure(
        article, "text", start, start + len(text), text, Decimal(value), "JPY", "money",
        None, qualifiers, subject=subject, measure="subsidy", period=period,
    )  # fmt: skip
    context = Context(Article(article, "見出し", "。" * start + text, "ja"), [figure])
    parts = defaultdict(lambda: 1.0)  # all speaks for it; the score alone tells them apart
    missing = (KDDI,) if objection == "entity" else ()
    return Candidate(figure, context, score, probability, parts, missing, objection)


ONE = Question("KDDIの助成額は?", "ja", ("money",))


def test_the_best_is_chosen() -> None:
    choice = choose(ONE, [candidate(5), candidate(7, 10.0, 0.0, subject="NTT")])
    assert [c.figure.value for c in choice.main] == [5]
    assert choice.refusal is None
    assert choice.confidence == pytest.approx(0.9)


def test_nothing_ranked_is_absent() -> None:
    assert choose(ONE, []).refusal == "absent"


def test_of_no_time_asked_all_are_given_the_latest_first() -> None:
    asked = replace(ONE, entities=("KDDI",), measures=("subsidy",))
    told = [
        candidate(5, 9.0, 0.3, period="2023"),
        candidate(9, 8.9, 0.25, "b", period="2024"),
        candidate(4, 8.0, 0.01, "c", period="2025"),
    ]
    choice = choose(asked, told)
    assert [c.figure.value for c in choice.main] == [9, 5]
    assert choice.confidence == pytest.approx(0.55)
    assert choose(replace(asked, period=(PartialDate(2024),)), told).main == ()
    assert choose(replace(asked, entities=()), told).main == ()


def test_the_article_that_lists_most_gives_the_list() -> None:
    asked = replace(ONE, scope="all")
    told = [
        candidate(5, 21.0),
        *(candidate(n, 20.0, 0.1, "b", start=9 * n, subject=f"{n}社") for n in (1, 2, 3)),
    ]
    assert [c.figure.value for c in choose(asked, told).main] == [1, 2, 3]


@pytest.mark.parametrize("objection", ["entity", "period", "measure"])
def test_an_objection_is_the_reason(objection: str) -> None:
    choice = choose(ONE, [candidate(5, probability=0.01, objection=objection)])
    assert choice.refusal == objection
    assert choice.main == ()
    assert [c.figure.value for c in choice.nearest] == [5]


def test_an_unlikely_figure_is_not_given() -> None:
    choice = choose(ONE, [candidate(5, probability=0.01)])
    assert choice.refusal == "absent"
    assert choice.confidence == 0.0


@pytest.mark.parametrize("bar", sorted(BARS))
def test_what_bars_a_figure_refuses_it_however_likely(bar: str) -> None:
    choice = choose(ONE, [replace(candidate(5), parts={bar: 1.0}), candidate(7, 10.0, 0.0)])
    assert (choice.main, choice.refusal) == ((), "absent")


@pytest.mark.parametrize(
    ("question", "qualifiers", "bars"),
    [
        ("How much did the shares fall?", ("increase",), True),
        ("How much did the shares fall?", ("decrease",), False),
        ("株価は何%上昇した?", ("decrease",), True),
        ("株価は何%上昇した?", (), False),
        ("増減率は?", ("decrease",), False),
        ("Up to how many will go?", ("decrease",), False),
    ],
)
def test_a_rise_is_no_fall(question: str, qualifiers: tuple[str, ...], bars: bool) -> None:
    told = candidate(5, qualifiers=qualifiers)
    parts = {"weakest": 1.0, "role": 1.0, "names": 1.0, "period": 0.5, "conflict": 0.0,
             "measure": 1.0, "afar": 0.0}  # fmt: skip
    asked = Query(Question(question, "en", ("percent",)), [])
    assert ("reversed" in objections(asked, told.figure, parts, (), told.context)) is bars


@pytest.mark.parametrize(
    ("question", "barred"),
    [
        ("How large was the fine that Marlow paid?", True),
        ("What was Marlow's revenue?", True),
        ("How much will Marlow spend?", False),
        ("マーローの純利益は?", True),
    ],
)
def test_a_fine_of_which_nobody_speaks_is_no_investment(question: str, barred: bool) -> None:
    article = Article("a", "", "Marlow will spend 40 million dollars on its bakery.", "en")
    query = Query(analyse(question), [])
    (best,) = rank(query, judged(query, [Context(article, extract(article))], {}))
    assert best.is_barred is barred


def test_operands_are_those_of_the_periods_asked_for() -> None:
    period = (PartialDate(2023), PartialDate(2024, 4))
    asked = Question("2023年と2024年4月の合計は?", "ja", ("money",), (), (), (), period, "sum")
    found = [candidate(5), candidate(7, 9.0, start=9), candidate(6, start=20)]
    found[2] = replace(found[2], parts={**dict.fromkeys(("role", "kind"), 1.0), "period": 0.4})
    timely = dict.fromkeys(("role", "kind", "period"), 1.0)
    found[:2] = [replace(c, parts=timely) for c in found[:2]]
    assert {c.figure.value for c in choose(asked, found).nearest} == {5, 7}


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("最も高い賞金はいくら?", "賞金は最高で5億円。", True),
        ("smallest grant of the round", "the smallest award was 5 million yen", True),
        ("smallest grant of the round", "the largest award was 5 million yen", False),
        ("最も高い賞金はいくら?", "賞金は5億円。", False),
    ],
)
def test_an_extreme_that_is_stated(asked: str, text: str, said: bool) -> None:
    article = Article("a", "", text, "ja" if "賞" in text else "en")
    (figure,) = extract(article)
    found = replace(candidate(5), figure=figure, context=Context(article, [figure]))
    assert is_extreme(analyse(asked), found) is said


@pytest.mark.parametrize("operation", ["sum", "difference", "ratio", "average", "extreme"])
def test_a_calculation_is_refused_with_its_operands(operation: str) -> None:
    asked = Question("差は?", "ja", ("money",), operation=operation)
    choice = choose(asked, [candidate(5), candidate(7, start=9, subject="NTT")])
    assert choice.refusal == "calculation"
    assert {c.figure.value for c in choice.nearest} == {5, 7}


def test_a_list_has_one_figure_a_subject_in_the_article_s_order() -> None:
    asked = Question("各社の助成額は?", "ja", ("money",), scope="all")
    ranked = [
        candidate(7, 20.0, 0.5, start=30, subject="NTT"),
        candidate(5, 19.9, 0.4, start=9, subject="KDDI"),
        candidate(12, 19.8, 0.1, start=50, subject="計", qualifiers=("total",)),
    ]
    assert [c.figure.value for c in choose(asked, ranked).main] == [5, 7]


def test_a_list_is_of_the_measure_asked_for() -> None:
    asked = Question("who received how much?", "en", ("money",), measures=("receipt",), scope="all")
    made = candidate(9, 21.0, 0.6, start=70, subject="Sorex")
    ranked = [
        replace(made, figure=replace(made.figure, measure="investment")),
        candidate(7, 20.0, 0.2, start=30, subject="NTT"),
        candidate(5, 19.9, 0.2, start=9, subject="KDDI"),
    ]
    assert [c.figure.value for c in choose(asked, ranked).main] == [5, 7]


def test_another_article_that_says_the_same_agrees() -> None:
    choice = choose(ONE, [candidate(5, 20.0, 0.5), candidate(5, 19.0, 0.4, "b")])
    assert [c.article.id for c in (*choice.main, *choice.agreeing)] == ["a", "b"]
    assert choice.differing == ()


def test_another_article_that_says_otherwise_is_shown() -> None:
    choice = choose(ONE, [candidate(5, 20.0, 0.5), candidate(9, 19.0, 0.4, "b")])
    assert [c.figure.value for c in choice.differing] == [9]


def test_a_list_is_of_what_the_reader_did_not_look_for_as_well() -> None:
    asked = Question("各社の助成額は?", "ja", ("money",), scope="all")
    read = defaultdict(lambda: 1.0, not_read=0.0)
    unread = defaultdict(lambda: 1.0, not_read=-1.0, read=0.0, read_first=0.0)
    ranked = [
        replace(candidate(7, 20.0, 0.9, start=30, subject="NTT"), parts=read),
        replace(candidate(5, 12.0, 0.1, start=9, subject="KDDI"), parts=unread),
    ]
    assert [c.figure.value for c in choose(asked, ranked).main] == [5, 7]


def test_other_articles_round_a_value_but_one_article_states_two() -> None:
    rounded = candidate("159", 20.0, 0.5)
    exact = candidate("158.7", 19.0, 0.3, start=20)
    assert [c.figure.value for c in choose(ONE, [rounded, exact]).main] == [Decimal(159)]
    elsewhere = candidate("158.7", 19.0, 0.3, article="b")
    assert [c.figure.value for c in choose(ONE, [rounded, elsewhere]).main] == [Decimal("158.7")]


@pytest.mark.parametrize(
    ("text", "same"),
    [("2年目は11.5%、3年目は11%。", False), ("2年目は11%。11.5%の料率だ。", True)],
)
def test_one_sentence_does_not_round_what_it_states(text: str, same: bool) -> None:
    context = Context(article := Article("a", "", text, "ja"), extract(article))
    rates = [Candidate(f, context, 1.0) for f in context.figures if f.unit == "percent"]
    assert agrees(*rates) is same


def test_a_day_says_more_than_its_month() -> None:
    when = Question("いつ?", "ja", ("date",))

    def dated(value: PartialDate, score: float, article: str) -> Candidate:
        one = candidate(1, score, 0.4, article)
        return replace(one, figure=replace(one.figure, value=value, unit="date", kind="date"))

    ranked = [dated(PartialDate(2024, 4), 20.0, "a"), dated(PartialDate(2024, 4, 15), 19.0, "b")]
    assert choose(when, ranked).main[0].figure.value == PartialDate(2024, 4, 15)


def test_an_amount_is_given_as_it_was_before_its_conversion() -> None:
    dollars, yen = candidate(29, 19.0, 0.3), candidate(4400, 18.0, 0.1, start=20)
    dollars = replace(dollars, figure=replace(dollars.figure, unit="USD"))
    yen = replace(yen, figure=replace(yen.figure, face_of=dollars.figure.start))
    again = candidate(4400, 20.0, 0.5, start=90, qualifiers=("approx",))
    assert choose(ONE, [again, dollars, yen]).main[0].figure.unit == "USD"
    in_yen = replace(ONE, units=("JPY",))
    assert choose(in_yen, [again, dollars, yen]).main[0].figure.unit == "JPY"


def test_other_periods_are_other_readings_the_latest_first() -> None:
    ranked = [
        candidate(5, 20.0, 0.5, period="2023"),
        candidate(7, 19.5, 0.4, start=9, period="2024"),
    ]
    assert [c.figure.value for c in choose(ONE, ranked).main] == [7, 5]


def test_what_stands_beside_a_figure_that_the_question_states_is_the_one_reading() -> None:
    first = candidate(5, 20.0, 0.5, period="2023")
    stated = replace(first, parts={**defaultdict(lambda: 1.0), "role": 1.0, "anchor": 1.0})
    ranked = [stated, candidate(7, 19.5, 0.4, start=9, period="2024")]
    assert [c.figure.value for c in choose(ONE, ranked).main] == [5]


def test_a_running_total_is_no_other_reading_of_an_award() -> None:
    ranked = [
        candidate(7, 20.0, 0.6, period="2023", qualifiers=("cumulative",)),
        candidate(5, 19.5, 0.3, start=9, period="2024"),
    ]
    assert [c.figure.value for c in choose(ONE, ranked).main] == [7]


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ("KDDIとNTTの助成額の合計は?", True),
        ("KDDIとNTTの助成額は?", False),
        ("KDDIがNTTから受けた額の合計は?", False),
        ("How much did KDDI and NTT get in total?", True),
        ("What is the total of KDDI's and NTT's subsidies?", True),
        ("KDDIとさくらは合わせていくら助成された?", True),
        ("KDDIとNTTの平均助成額は?", True),
        ("How much did KDDI get from NTT in total?", False),
        ("KDDI、合計の助成額は?", False),
        ("KDDIと提携した会社の合計投資額は?", False),
    ],
)
def test_what_one_has_is_not_what_two_have_together(asked: str, refused: bool) -> None:
    question = Question(asked, "ja", ("money",), entities=("KDDI", "NTT"))
    assert (choose(question, [candidate(5)]).refusal == "calculation") is refused
    assert choose(question, [candidate(5, qualifiers=("total",))]).refusal is None
    assert choose(question, [candidate(5, subject="KDDIと日本電信電話")]).refusal is None
