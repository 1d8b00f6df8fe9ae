"""The gate closes when something got worse; the scorer and the tables are as strict as they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import assistant
from assistant.schema import Answer, Article, Check, Citation, Figure, PartialDate, Value
from evals import gate, running, scoring, tables
from evals.__main__ import main
from evals.gate import BaselineError
from evals.metrics.interval import wilson
from evals.mutations import MUTATIONS, Mutation
from evals.record import Run
from evals.running import Asked
from evals.scoring import Outcome
from evals.tables import Fact, Quantity, Span, TableError, Unanswerable

TEXT = "KDDIが最大約102.4億円を受け取る。さくらは501億円。"
ARTICLE = Article("a1", "助成が決まる", TEXT, "ja")
OTHER = Article("a2", "助成が決まる", TEXT, "ja")
ARTICLES = {article.id: article for article in (ARTICLE, OTHER)}
FACT = Fact(
    "f1",
    (Quantity(Decimal(10240000000), "JPY"), Quantity(Decimal(66000000), "USD")),
    frozenset({"max", "approx", "total"}),
    ("a1", "a2"),
    "KDDIが最大約102.4億円",
    {"ja": "KDDIはいくら?", "en": "how much for KDDI?"},
)
FIGURE = Figure("a1", "text", 8, 15, "102.4億円", Decimal(10240000000), "JPY", "money",
                qualifiers=("max", "approx"))  # fmt: skip
SENTENCE = (0, 21)


def answer(figure: Figure = FIGURE, quote: tuple[int, int] = SENTENCE, shift: int = 0) -> Answer:
    """An answer with one figure, quoted from its article at ``quote``, offsets off by ``shift``."""
    start, end = quote
    citation = Citation(1, figure.article_id, "", None, None, None, "text", start + shift,
                        end + shift, TEXT[start:end])  # fmt: skip
    check = Check(figure, "supported", 1)
    return Answer("q", "ja", "answered", None, "", figures=(figure,), citations=(citation,),
                  checks=(check,))  # fmt: skip


REFUSED = Answer("q", "ja", "refused", "記事にありません。", "")


def test_the_sample_is_what_it_says() -> None:
    assert TEXT[FIGURE.start : FIGURE.end] == FIGURE.surface
    assert TEXT[slice(*SENTENCE)].endswith("。")


# -- scoring ------------------------------------------------------------------------------------

OUTCOMES: list[tuple[str, Answer, str, tuple[str, ...]]] = [
    ("as the row has it", answer(), "right", ()),
    ("refused", REFUSED, "refused", ()),
    ("accepted in dollars", answer(replace(FIGURE, value=Decimal(66000000), unit="USD")),
     "right", ()),
    ("another scale", answer(replace(FIGURE, value=Decimal(1024000000))), "wrong", ()),
    ("another currency", answer(replace(FIGURE, unit="USD")), "wrong", ()),
    ("negative", answer(replace(FIGURE, value=Decimal(-10240000000))), "wrong", ()),
    ("a range that begins right", answer(replace(FIGURE, value_hi=Decimal(20000000000))),
     "wrong", ()),
    ("最大 lost", answer(replace(FIGURE, qualifiers=("approx",))), "right", ("qualifier",)),
    ("最大 lost, in an article of its own words",
     answer(replace(FIGURE, article_id="a2", qualifiers=("approx",))), "right", ()),
    ("an article that the row does not name", answer(replace(FIGURE, article_id="a3")),
     "right", ("citation", "quote")),
    ("figure outside its quote", answer(quote=(21, 30)), "right", ("citation", "quote")),
    ("offsets one too far", answer(shift=1), "right", ("quote",)),
    ("quote begins within a word", answer(quote=(1, 21)), "right", ("quote",)),
    ("quote stops before its full stop", answer(quote=(0, 20)), "right", ("quote",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_", "given", "verdict", "faults"), OUTCOMES, ids=[case[0] for case in OUTCOMES]
)
def test_scoring_a_fact(_: str, given: Answer, verdict: str, faults: tuple[str, ...]) -> None:
    outcome = scoring.score_fact(FACT, given, ARTICLES)
    assert (outcome.verdict, outcome.faults) == (verdict, faults)


def test_words_do_not_answer_a_figure_question() -> None:
    words = replace(REFUSED, status="answered", answer_span="KDDI")
    assert scoring.score_fact(FACT, words, ARTICLES) == Outcome("wrong", "KDDI")


def test_only_a_refusal_answers_the_unanswerable() -> None:
    assert scoring.score_unanswerable(REFUSED, ARTICLES).verdict == "right"
    assert scoring.score_unanswerable(answer(), ARTICLES).verdict == "wrong"


SAME: list[tuple[Value, str, Value, str, bool]] = [
    (Decimal("10.0"), "JPY", Decimal(10), "JPY", True),
    (Fraction(1, 2), "ratio", Decimal(50), "percent", True),
    (Decimal(50), "percent", Fraction(1, 2), "ratio", True),
    (Fraction(1, 3), "ratio", Decimal("33.3"), "percent", False),
    (Decimal(50), "percent", Decimal(50), "point", False),
    (Decimal(50), "bp", Decimal("0.5"), "point", True),
    (Decimal(450000), "kW", Decimal(450), "MW", True),
    (Decimal(450), "MW", Decimal(450), "GW", False),
    (Decimal(450), "MW", Decimal(450), "MWh", False),
    (Decimal(16), "GWh/year", Decimal(16), "GWh", False),
    (Decimal(24), "JPY/kWh", Decimal(24000), "JPY/MWh", True),
    (Decimal(1), "year", Decimal(12), "month", True),
    (Decimal(8), "count:社", Decimal(8), "count:companies", True),
    (Decimal(8), "people", Decimal(8), "count:人", True),
    (Decimal(8), "count:基", Decimal(8), "", True),
    (Decimal(8), "MW", Decimal(8), "", False),
    (Decimal(8), "count:枚/month", Decimal(8), "count:wafers/month", True),
    (Decimal(8), "count:枚/month", Decimal(8), "count:wafers/year", False),
    (Decimal(8), "count:社", Decimal(8), "year", False),
    (PartialDate(2024, 4), "date", PartialDate(2024, 4, 19), "date", True),
    (PartialDate(2024, 4, 19), "date", PartialDate(2024, 4), "date", False),
    (PartialDate(2024, 4, 19), "date", PartialDate(None, 4, 19), "date", False),
    (PartialDate(2024, 4, 19), "date", PartialDate(2023, 4, 19), "date", False),
    (PartialDate(2024), "date", Decimal(2024), "count:社", False),
]


@pytest.mark.parametrize(("gold", "gold_unit", "got", "unit", "expected"), SAME)
def test_same_quantity(gold: Value, gold_unit: str, got: Value, unit: str, expected: bool) -> None:
    assert scoring.same(Quantity(gold, gold_unit), Quantity(got, unit)) is expected


def test_wilson_interval() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(90, 100)
    assert (round(low, 4), round(high, 4)) == (0.8256, 0.9448)
    assert wilson(10, 10)[1] == 1.0


# -- the gate -----------------------------------------------------------------------------------

RIGHT = Outcome("right", "10 JPY max", "a1")
WRONG = Outcome("wrong", "11 JPY", "a2")
REFUSAL = Outcome("refused", "記事にありません。")
RUN = Run("2024-04-20T09:00+00:00", "e5@1", "r1", "c1", ("facts.csv",), 2, ())


def questions(n: int, digest: str = "d") -> list[Asked]:
    return [Asked(f"f{i}/ja-ja", digest, "money", "ja-ja", f"{i}?", "ja", FACT) for i in range(n)]


def baseline_of(asked: Sequence[Asked], outcomes: Sequence[Outcome]) -> gate.Baseline:
    return gate.accepted(None, "first", asked, _by_key(asked, outcomes), RUN)


def _by_key(asked: Sequence[Asked], outcomes: Sequence[Outcome]) -> dict[str, Outcome]:
    return {one.key: outcome for one, outcome in zip(asked, outcomes, strict=True)}


FAULTY = replace(RIGHT, faults=("qualifier",))
# before, now, how many failures
GATE: list[tuple[str, list[Outcome], list[Outcome], int]] = [
    ("nothing changed", [RIGHT] * 40, [RIGHT] * 40, 0),
    ("one planted regression", [RIGHT] * 40, [RIGHT] * 39 + [WRONG], 1),
    ("wrong stays wrong", [RIGHT] * 39 + [WRONG], [RIGHT] * 39 + [WRONG], 0),
    ("refused turns wrong, within the interval", [RIGHT] * 38 + [REFUSAL] * 2,
     [RIGHT] * 38 + [WRONG, REFUSAL], 0),
    ("one more refusal", [RIGHT] * 40, [RIGHT] * 39 + [REFUSAL], 0),
    ("refusals beyond the interval: the pair, the type, all", [RIGHT] * 40,
     [RIGHT] * 30 + [REFUSAL] * 10, 3),
    ("refusals that turn wrong in number", [REFUSAL] * 40, [REFUSAL] * 30 + [WRONG] * 10, 3),
    ("a qualifier lost", [RIGHT] * 40, [RIGHT] * 39 + [FAULTY], 1),
    ("a qualifier lost before as well", [RIGHT] * 39 + [FAULTY], [RIGHT] * 39 + [FAULTY], 0),
    ("a wrong answer, now outside its quote too", [WRONG] * 40,
     [WRONG] * 39 + [replace(WRONG, faults=("quote",))], 1),
    ("better", [WRONG] * 40, [RIGHT] * 40, 0),
]  # fmt: skip


@pytest.mark.parametrize(("_", "before", "now", "failures"), GATE, ids=[case[0] for case in GATE])
def test_gate(_: str, before: list[Outcome], now: list[Outcome], failures: int) -> None:
    asked = questions(len(before))
    verdict = gate.compare(baseline_of(asked, before), asked, _by_key(asked, now))
    assert len(verdict.failures) == failures
    assert verdict.exit_code == (1 if failures else 0)


def test_a_failure_names_question_answers_and_article() -> None:
    asked = questions(1)
    baseline = baseline_of(asked, [RIGHT])
    failure = gate.compare(baseline, asked, _by_key(asked, [WRONG])).failures[0]
    for part in ("f0/ja-ja", "0?", "10 JPY max", "(a1)", "11 JPY", "(a2)"):
        assert part in failure


def test_a_changed_row_is_a_new_question() -> None:
    baseline = baseline_of(questions(3), [RIGHT] * 3)
    asked = questions(3, "edited")
    verdict = gate.compare(baseline, asked, _by_key(asked, [WRONG] * 3))
    assert verdict.failures == []
    assert "3 questions are not in the baseline" in verdict.notes


def test_a_sample_is_held_against_its_own_questions() -> None:
    asked = questions(60)
    baseline = baseline_of(asked, [RIGHT] * 30 + [REFUSAL] * 30)
    verdict = gate.compare(baseline, asked[30:], _by_key(asked[30:], [REFUSAL] * 30))
    assert verdict.failures == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_no_baseline_without_a_reason(reason: str, tmp_path: Path) -> None:
    asked = questions(1)
    with pytest.raises(BaselineError, match="needs a reason"):
        gate.accepted(None, reason, asked, _by_key(asked, [RIGHT]), RUN)
    file = tmp_path / "baseline.json"
    assert main(["--accept", reason, "--baseline", str(file)]) == 2
    assert not file.exists()


def test_a_baseline_survives_its_file_and_keeps_every_reason(tmp_path: Path) -> None:
    file, asked = tmp_path / "baseline.json", questions(2)
    first = baseline_of(asked, [RIGHT, FAULTY])
    gate.save(first, file)
    assert gate.load(file) == first
    second = gate.accepted(gate.load(file), "better", asked, _by_key(asked, [RIGHT, RIGHT]), RUN)
    assert [entry["reason"] for entry in second.history] == ["first", "better"]
    assert second.history[1]["rates"]["ja-ja"]["right"] == 2
    gate.save(second, file)
    changed = file.read_text("utf-8").splitlines()
    assert sum(line.startswith('  "f') for line in changed) == 2  # one question a line


@pytest.mark.parametrize("content", [None, "", "[]", '{"embedder": "e"}'])
def test_an_unreadable_baseline_says_what_to_do(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(BaselineError, match="--accept"):
        gate.load(file)


# -- the tables ---------------------------------------------------------------------------------

HEADER = ("fact,subject,measure,period,value,unit,qualifiers,accept,article,quote,"
          "question_ja,question_en")  # fmt: skip
ROW = {
    "fact": "f1", "subject": "KDDI", "measure": "subsidy", "period": "", "value": "10240000000",
    "unit": "JPY", "qualifiers": "max approx", "accept": "10200000000;66000000 USD",
    "article": "a1|a2", "quote": "KDDIが最大約102.4億円", "question_ja": "いくら?",
    "question_en": "how much?",
}  # fmt: skip


def load(path: Path, *rows: dict[str, str], header: str = HEADER) -> list[Fact]:
    lines = [header, *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines), "utf-8")
    return tables.load_facts(path, running.texts(ARTICLES.values()))


def test_a_row_is_read(tmp_path: Path) -> None:
    (fact,) = load(tmp_path / "facts.csv", ROW)
    assert [str(quantity.value) for quantity in fact.accepted] == [
        "10240000000", "10200000000", "66000000",
    ]  # fmt: skip
    assert [quantity.unit for quantity in fact.accepted] == ["JPY", "JPY", "USD"]
    assert fact.articles == ("a1", "a2")


BAD_CELLS = [
    ("fact", "", "is empty; expected a value"),
    ("value", "ten", "'ten' is no value in JPY; expected one like 10240000000"),
    ("value", "1/0", "'1/0' is no value"),
    ("value", "NaN", "'NaN' is no value"),
    ("value", "10 JPY", "'10 JPY' is no value"),
    ("unit", "", "is empty"),
    ("unit", "date", "is no value in date; expected one like 2024"),
    ("unit", "百", "'百' is no unit; expected JPY"),
    ("qualifiers", "max maybe", "maybe is not known; expected none or some of approx"),
    ("accept", "1;x USD", "'x USD' is no value in USD"),
    ("article", "a10", "'a10' is no article; expected the id of one, perhaps a"),
    ("article", "", "is empty"),
    ("quote", "KDDIが102.4億円", "does not stand in a1; expected words copied from there"),
]


@pytest.mark.parametrize(("field", "cell", "why"), BAD_CELLS)
def test_a_bad_cell_is_named(field: str, cell: str, why: str, tmp_path: Path) -> None:
    good = ROW | {"fact": "f0"}
    with pytest.raises(TableError) as caught:
        load(tmp_path / "facts.csv", good, ROW | {field: cell})
    problem = caught.value.problems[0]
    assert why in problem
    wanted = "value" if field == "unit" and cell == "date" else field
    assert problem.startswith(f"facts.csv, line 3, column {wanted}: ")


def test_every_problem_of_a_table_is_told_with_its_line(tmp_path: Path) -> None:
    rows = [
        ROW | {"value": "ten", "unit": "百", "quote": '"KDDIが\n10億円"'},
        ROW,
        ROW | {"fact": "f2", "more": "x"},
        ROW | {"fact": "f3", "question_ja": "", "question_en": ""},
    ]
    with pytest.raises(TableError) as caught:
        load(tmp_path / "facts.csv", *rows)
    assert [problem.partition(": ")[0] for problem in caught.value.problems] == [
        "facts.csv, line 2, column quote",
        "facts.csv, line 2, column unit",
        "facts.csv, line 2, column value",
        "facts.csv, line 4, column fact",  # the quote of the first row takes two lines
        "facts.csv, line 5",
        "facts.csv, line 6, column question_en",
    ]
    assert "'f1' occurs in line 2 too" in str(caught.value)


def test_bad_tables_are_named(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    with pytest.raises(TableError, match=r"line 2: 13 cells; expected 12"):
        load(path, ROW | {"more": "x"})
    with pytest.raises(TableError, match=r"line 1: no column unit, .*unknown column 'price'"):
        load(path, ROW, header="fact,value,price")
    with pytest.raises(TableError, match=r"No such file"):
        tables.load_facts(tmp_path / "none.csv", {})
    path.write_text("id,kind,question_ja,question_en,note\nu1,perhaps,?,?,\n", "utf-8")
    with pytest.raises(TableError, match=r"line 2, column kind: 'perhaps' is not .* of absent"):
        tables.load_unanswerable(path)
    path.write_bytes("fact,value\n税,1\n".encode("cp932"))
    with pytest.raises(TableError, match="not UTF-8"):
        tables.load_facts(path, {})


def test_a_table_needs_few_columns_in_any_order_and_one_language(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "\ufeffquestion_en,article,quote,fact,unit,value\n"
        "how much for KDDI?,a1,KDDIが最大約102.4億円,k1,JPY,10240000000\n",
        "utf-8",
    )
    (fact,) = tables.load_facts(path, running.texts(ARTICLES.values()))
    assert (fact.questions, fact.qualifiers) == ({"en": "how much for KDDI?"}, frozenset())
    asked = running.plan([fact], {"a1": "ja"})
    assert [one.pair for one in asked] == ["en-ja", "en-all"]


def test_a_name_is_of_one_row_only(tmp_path: Path) -> None:
    facts, others = tmp_path / "facts.csv", tmp_path / "others.csv"
    load(facts, ROW)
    others.write_text("id,kind,question_en\nf1,absent,?\n", "utf-8")
    with pytest.raises(TableError, match="'f1' names a row of two tables"):
        running.Tables(facts, None, others).rows(running.texts(ARTICLES.values()))


SPANS = "id,kind,article,answer,accept,quote,question_ja,question_en"
SPAN = "s1,who,a1,KDDI,ケイディーディーアイ | K社,KDDIが最大約102.4億円,誰が?,Who?"


def test_a_row_of_words_is_read(tmp_path: Path) -> None:
    path = tmp_path / "spans.csv"
    path.write_text(f"{SPANS}\n{SPAN}\n", "utf-8")
    (span,) = tables.load_spans(path, running.texts(ARTICLES.values()))
    assert span.accepted == ("KDDI", "ケイディーディーアイ", "K社")
    assert span.articles == ("a1",)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (SPAN.replace("who", "why"), "column kind: 'why' is not known; expected one of who"),
        (SPAN.replace(",KDDI,", ",NTT,"), "column answer: 'NTT' does not stand in the row's quote"),
        (SPAN.replace(",a1,", ",a9,"), "column article: 'a9' is no article"),
        (SPAN.replace("誰が?,Who?", ","), "column question_en: is empty"),
    ],
)
def test_a_bad_row_of_words_is_named(row: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "spans.csv"
    path.write_text(f"{SPANS}\n{row}\n", "utf-8")
    with pytest.raises(TableError) as caught:
        tables.load_spans(path, running.texts(ARTICLES.values()))
    assert f"spans.csv, line 2, {why}" in str(caught.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("KDDI", True),
        ("kddi", True),
        ("KDDI社", True),
        ("ケイディーディーアイ", True),
        ("K", False),
        ("KDDIとソフトバンク", False),
        ("さくら", False),
        ("", False),
    ],
)
def test_words_are_right_that_say_little_more_or_less(words: str, said: bool) -> None:
    span = Span("s1", "who", ("KDDI", "ケイディーディーアイ"), ("a1",), "KDDI", {})
    assert scoring.is_said(span, words) is said


# -- the plan -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asked(corpus_index: Path) -> list[Asked]:
    return running.questions(running.read_articles(corpus_index))


def test_the_tables_are_large_enough(asked: list[Asked]) -> None:
    rows = {one.row.id: one.row for one in asked}
    assert sum(isinstance(row, Fact) for row in rows.values()) >= 250
    assert sum(isinstance(row, Unanswerable) for row in rows.values()) >= 60
    assert sum(isinstance(row, Span) for row in rows.values()) >= 60
    assert {one.kind for one in asked} >= {*tables.KINDS, *tables.SPAN_KINDS}
    assert len({one.key for one in asked}) == len(asked)


def test_the_baseline_has_every_question(asked: list[Asked]) -> None:
    known = gate.load().questions
    digests = {key: entry.digest for key, entry in known.items()}
    advice = 'accept a new baseline: python -m evals --accept "REASON"'
    assert digests == {one.key: one.digest for one in asked}, advice


def test_the_sample_is_fixed_and_has_every_group(asked: list[Asked]) -> None:
    chosen = running.sample(asked)
    assert [one.key for one in chosen] == [one.key for one in running.sample(asked[::-1])][::-1]
    assert {(one.kind, one.pair) for one in chosen} >= {
        (one.kind, one.pair) for one in asked if isinstance(one.row, Unanswerable)
    }
    assert {one.kind for one in chosen} == {one.kind for one in asked}
    assert {one.pair for one in chosen} == {one.pair for one in asked}
    assert 120 < len(chosen) < 180 < 2000 < len(asked)


def test_crossing_languages_is_asked_of_articles_in_the_other_only(asked: list[Asked]) -> None:
    pairs = {one.pair: one.over for one in asked}
    assert pairs == {
        "ja-ja": "ja", "ja-en": "en", "en-en": "en", "en-ja": "ja", "ja-all": None,
        "en-all": None, "ja unanswerable": None, "en unanswerable": None,
        "ja-ja words": "ja", "ja-en words": "en", "en-en words": "en", "en-ja words": "ja",
        "ja-all words": None, "en-all words": None,
    }  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_every_mutation_of_the_gate_s_trial_still_applies(mutation: Mutation) -> None:
    source = (Path(assistant.__file__).parent / mutation.file).read_text("utf-8")
    changed, count = re.subn(mutation.pattern, mutation.wrong, source)
    assert count == 1
    assert changed != source
    compile(changed, mutation.file, "exec")
