"""What kind of figure answers a question, and of which measures it can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.bound import conflict, is_said
from assistant.answer.context import Context
from assistant.answer.draft import _is_result
from assistant.answer.features import Query
from assistant.answer.gather import analysed
from assistant.answer.kinds import asked_about, fits
from assistant.answer.question import analyse
from assistant.answer.read import Candidate, is_unspoken, judged, missing_names
from assistant.answer.several import is_stated
from assistant.figures import extract
from assistant.schema import Article, Figure
from assistant.settings import Settings
from assistant.text.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="module")
def lexicon(corpus_index: Path) -> Lexicon:
    return load_lexicon(Settings.from_env(index=corpus_index).cache)


def read(text: str) -> Context:
    article = Article("a", "", text, "en" if text.isascii() else "ja", published="2025-05-10")
    return Context(article, extract(article))


def figure(text: str) -> Figure:
    """The first figure of ``text``."""
    return next(f for f in read(text).figures if f.unit != "date")


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("調査によると何人が働いていたか?", "It had 1,096 workers.", "It had 23 firms."),
        ("How many deaths were there?", "600,000 deaths", "3 tonnes"),
        (
            "How much a year could it cost?",
            "The cost is $8 million a year.",
            "It costs $3 a tonne.",
        ),
        ("トルコから輸入した鉄鋼製品の量は?", "輸入は410万トンだった。", "輸入は3割だった。"),
        ("「緑鋼」はどのくらい売れたか?", "販売は7万トンだった。", "販売は3倍だった。"),
        ("How many points did it gain?", "It gained 2 points.", "It gained 3%."),
        ("売上高は何クローネか", "売上高は9億ノルウェークローネ。", "売上高は9億ユーロ。"),
        ("売上高は何クローネか", "売上高は9億クローネ。", "売上高は9億円。"),
        ("Nagoya's share of the stadium bill", "Nagoya pays 3 billion yen.", "It has 300 seats."),
        ("Nissan's bonus this year", "The bonus is 5.2 months of pay.", "It lasts 5 weeks."),
        ("how many times did they meet", "年4回会った。", "4人が会った。"),
        ("1株いくら配ったか", "配当は35円とする。", "総額は35億円だった。"),
        ("water bill after the rise", "It is 4,000 yen.", "It is 3%."),
        ("助成の割合は?", "助成率は2分の1。", "助成は5億円。"),
    ],
)
def test_one_kind_fits_better(question: str, better: str, worse: str) -> None:
    asked = analyse(question)
    assert fits(asked, figure(better)) > 0.5 > fits(asked, figure(worse))


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("How many people does the wage deal cover?", ()),
        ("賞与は何カ月分?", ()),
        ("How many jobs does the investment create?", ("jobs",)),
        ("How much is the investment?", ("investment",)),
    ],
)
def test_the_measures_that_the_wanted_kind_can_be_of(
    question: str, measures: tuple[str, ...]
) -> None:
    assert asked_about(analyse(question)) == measures


def test_tonnes_may_go_without_saying() -> None:
    asked = analyse("4月に何トン買ったか")
    assert fits(asked, figure("South Korea (0.55 million) bought it.")) > 0
    assert fits(asked, figure("It had 23 firms.")) == 0


@pytest.mark.parametrize(
    ("question", "text", "against"),
    [
        ("賃上げの平均は?", "連合によると回答の平均は5.38%。", 0.0),
        ("Average salary at Sorex?", "Sorex staff earned 16 million yen on average.", 0.0),
        ("県の補正予算で中小企業には?", "中小企業の再建補助に42億円を充てる。", 0.0),
        ("市が借りる額は?", "うち171億円を市債で賄う。", 0.0),
        ("Sorexの純利益は?", "Sorexの売上高は42億円。", 1.0),
        ("秋田の人口は何%減った?", "減少率が最も高いのは秋田の1.87%。", 0.0),
        ("ミナトの客数は何%増えた?", "ミナトの売上高は2.8%増。", 1.0),
    ],
)
def test_what_is_told_of_as_another_measure(question: str, text: str, against: float) -> None:
    assert conflict(analyse(question), figure(text)) == against


def test_what_a_plant_costs_is_what_is_put_into_it() -> None:
    told = figure("Moeva builds a plant at a cost of $8 million.")
    assert told.measure == "cost"
    assert conflict(analyse("How much will Moeva invest in the plant?"), told) == 0.0


@pytest.mark.parametrize(
    ("question", "unspoken"),
    [
        ("What was the revenue of Sorex?", True),
        ("What was the revenue per parcel of Sorex?", False),
        ("What number of shares will Sorex buy?", False),
    ],
)
def test_a_measure_of_which_an_article_does_not_speak(question: str, unspoken: bool) -> None:
    assert is_unspoken(Query(analyse(question), []), read("Sorex takes $7 a parcel.")) is unspoken


def test_a_total_of_years_is_said_of_them_all() -> None:
    asked = analyse("How much did Northgate pay in 2022 and 2023 combined?")
    assert asked.operation == "sum"
    for title, result in (
        ("Northgate to pay a total of $5 million", False),
        ("Northgate paid a total of $5 million in 2022 and 2023", True),
    ):
        article = Article("a", title, "Two ships.", "en")
        context = Context(article, extract(article))
        told = next(f for f in context.figures if f.unit == "USD")
        assert _is_result("sum", asked, Candidate(told, context, 0.0)) is result


def test_a_headline_may_state_a_result() -> None:
    article = Article("a", "Northgate to pay a total of $5 million", "It has two ships.", "en")
    context = Context(article, extract(article))
    (told,) = (f for f in context.figures if f.unit == "USD")
    assert is_stated("sum", Candidate(told, context, 0.0))
    assert not is_stated("difference", Candidate(told, context, 0.0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("売上高は熱機器が63億円、営業利益は54億円だった。", True),  # of another measure, beside it
        ("売上高は熱機器が54億円だった。", False),
    ],
)
def test_another_measure_is_one_that_stands_beside_the_figure(text: str, said: bool) -> None:
    context = read(text)
    profit = replace(
        next(f for f in context.figures if f.surface == "54億円"), measure="operating_profit"
    )
    assert is_said(analyse("熱機器の売上高は?"), profit, context) is said


@pytest.mark.parametrize(
    ("text", "operation", "stated"),
    [
        ("忠実度は平均98.9%だった。", "average", True),
        ("忠実度は98.9%だった。", "average", False),
        ("補正と当初を合わせて1283億円だった。", "sum", True),
        ("家計調査では1283億円だった。", "sum", False),
    ],
)
def test_a_result_that_the_article_states(text: str, operation: str, stated: bool) -> None:
    context = read(text)
    candidate = Candidate(next(f for f in context.figures if f.unit != "date"), context, 0.0)
    assert is_stated(operation, candidate) is stated


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        ("Halvard earned revenue of $54.1 billion.", "Halvard net profit", True),
        ("Halvard earned $54.1 billion.", "Halvard net profit", False),
        ("Revenue and net profit came to $54.1 billion.", "Halvard net profit", False),
    ],
)
def test_a_measure_that_is_named_is_none_of_another_name(
    text: str, question: str, said: bool
) -> None:
    context = Context(a := Article("a", "", text, "en"), extract(a))
    figure = replace(context.figures[0], measure="revenue")
    assert is_said(analyse(question), figure, context) is said


@pytest.mark.parametrize(
    ("question", "text", "left_out"),
    [
        ("日本政府の拠出額は?", "政府は9億円を出す。", []),
        ("日本政府の拠出額は?", "Donors promised $9bn.", ["日本政府"]),
        ("Sorex SPC stake", "Sorexは40%を持つ。", []),
    ],
)
def test_names_that_an_article_of_that_language_may_leave_out(
    question: str, text: str, left_out: list[str], lexicon: Lexicon
) -> None:
    asked = analysed(question, lexicon)
    assert [term.text for term in missing_names(asked, read(text))] == left_out


@pytest.mark.parametrize(
    ("question", "text", "barred"),
    [
        ("ミナトの設備投資は?", "ミナトの売上高は42億円、投資は7億円。", ["42億円"]),
        ("How much will Sorex invest?", "Sorex made a net profit of $42 million.", ["$42 million"]),
        ("How much will Sorex invest?", "Sorex will spend $42 million.", []),
        ("What does the plant cost Sorex?", "Sorex made a net profit of $42 million.", []),
        ("How many users does Sorex have?", "Sorex has a workforce of 42 people.", ["42 people"]),
    ],
)
def test_a_result_is_no_amount_of_another_name(
    question: str, text: str, barred: list[str], lexicon: Lexicon
) -> None:
    found = judged(analysed(question, lexicon), [read(text)], {})
    assert [c.figure.surface for c in found if c.parts["contrary"]] == barred


@pytest.mark.parametrize(
    ("question", "text", "barred"),
    [
        ("When does the vote close?", "Voting begins on 20 October and closes on 28 November.",
         ["20 October"]),
        ("When does the vote start?", "Voting begins on 20 October and closes on 28 November.",
         ["28 November."]),
        ("募集の締め切りはいつ?", "募集は10月20日に始まり11月28日に締め切る。", ["10月20日"]),
        ("募集の締め切りはいつ?", "募集は11月28日まで。", []),
    ],
)  # fmt: skip
def test_a_start_is_no_end(question: str, text: str, barred: list[str], lexicon: Lexicon) -> None:
    context = read(text)
    found = judged(analysed(question, lexicon), [context], {})
    told = sorted((c for c in found if c.parts["reversed"]), key=lambda c: c.figure.start)
    assert [c.figure.surface for c in told] == barred
