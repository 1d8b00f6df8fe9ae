"""The gate before every answer: a true sentence passes, every mutation of it does not."""

from __future__ import annotations

import ast
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assistant.answer.verify import verify
from assistant.schema import (
    Answer,
    Article,
    Draft,
    Evidence,
    Figure,
    Lang,
    PartialDate,
    Question,
    Sentence,
)

TEXT = (
    "経済産業省は19日、助成先を発表した。KDDIは最大約102.4億円を受ける。"
    "参加は5社で、補助率は2分の1だ。営業損失は-3億円。"
)
ENGLISH = (
    "KDDI could draw up to about 10.24 billion yen. The yield rose 0.5 percentage points. "
    "A loan is of 6 million pesos."
)
ARTICLES = {
    "ja": Article("ja", "KDDIに102億円", TEXT, "ja", publisher="試験新聞", published="2024-04-20"),
    "en": Article("en", "KDDI cleared for state aid", ENGLISH, "en"),
}
ASKED = Question("KDDIはいくら助成される?", "ja", wants=("money",))


def figure(surface: str, value: Any, unit: str = "JPY", id: str = "ja", **facts: Any) -> Figure:
    """The figure that the article prints as ``surface``."""
    start = ARTICLES[id].text.index(surface)
    given = {"kind": "money", **facts}
    return Figure(id, "text", start, start + len(surface), surface, value, unit, **given)


def quoted(shown: Figure, sentence: str | None = None, **facts: Any) -> Evidence:
    """The article's sentence around the figure, as evidence."""
    text = ARTICLES[shown.article_id].text
    stop = "。" if shown.article_id == "ja" else ". "
    start = text.rfind(stop, 0, shown.start) + len(stop) if stop in text[: shown.start] else 0
    end = text.find(stop, shown.end)
    end = len(text) if end < 0 else end + 1
    return Evidence(shown.article_id, "text", start, end, shown, **facts)


def printed(shown: Figure) -> Figure:
    """The figure without what the article binds to it."""
    bare = Figure(
        shown.article_id, shown.field, shown.start, shown.end, shown.surface, shown.value,
        shown.unit, shown.kind,
    )  # fmt: skip
    return replace(bare, value_hi=shown.value_hi, qualifiers=shown.qualifiers)


def checked(*sentences: Sentence, asked: Question = ASKED, **facts: Any) -> Answer:
    return verify(asked, Draft(sentences, confidence=0.9, **facts), ARTICLES)


PESOS = figure("6 million pesos", Decimal(6000000), "XXX", id="en")
KDDI = figure("102.4億円", Decimal("10240000000"), qualifiers=("approx", "max"))
AID = figure("10.24 billion yen", Decimal("10240000000"), id="en", qualifiers=("approx", "max"))
FIVE = figure("5社", Decimal(5), "count:社", kind="count")
HALF = figure("2分の1", Fraction(1, 2), "ratio", kind="fraction")
LOSS = figure("-3億円", Decimal(-300000000))
RISE = figure("0.5 percentage points", Decimal("0.5"), "point", id="en", kind="percent_point")

TRUE = [
    ("a currency that no country is named of", "It is 6 million pesos", PESOS),
    ("as printed", "KDDIの助成金額: 最大約102.4億円", KDDI),
    ("in other digits", "KDDI: 最大約10,240,000,000円", KDDI),
    ("other language", "KDDI: up to about 10.24 billion yen", KDDI),
    ("with its reading", "KDDI: 最大約102.4億円 (up to about ¥10.24 billion)", KDDI),
    ("english source", "KDDI: up to about 10.24 billion yen (最大約102.4億円)", AID),
    ("count", "参加は5社", FIVE),
    ("fraction", "補助率は2分の1", HALF),
    ("negative", "営業損失は-3億円", LOSS),
    ("point", "The yield rose 0.5 percentage points", RISE),
    ("no number", "KDDIは助成を受ける", KDDI),
    ("another number of the quote", "KDDIに最大約102.4億円", KDDI),
]


@pytest.mark.parametrize(("text", "shown"), [r[1:] for r in TRUE], ids=[r[0] for r in TRUE])
def test_a_true_sentence_is_kept(text: str, shown: Figure) -> None:
    answer = checked(Sentence(text, (quoted(shown),)))
    assert answer.status == "answered"
    assert answer.reason is None
    assert answer.text == f"{text} [1]"
    assert [printed(figure) for figure in answer.figures] == [printed(shown)]
    assert [(c.status, c.evidence, c.role) for c in answer.checks] == [("supported", 1, "answer")]
    assert answer.confidence == 0.9


MUTATED = [
    ("another currency that no country is named of", "It is 6 million crowns", PESOS),
    ("scale down", "KDDIの助成金額: 最大約102.4万円", KDDI),
    ("scale up", "KDDIの助成金額: 最大約102.4兆円", KDDI),
    ("scale in English", "KDDI: up to about 10.24 million yen", KDDI),
    ("thousand in English", "KDDI: up to about 10.24 trillion yen", AID),
    ("digit", "KDDIの助成金額: 最大約102.5億円", KDDI),
    ("digit lost", "KDDIの助成金額: 最大約102億円", KDDI),
    ("digit added", "KDDIの助成金額: 最大約102.41億円", KDDI),
    ("decimal point moved", "KDDIの助成金額: 最大約1024億円", KDDI),
    ("digits swapped", "KDDIの助成金額: 最大約120.4億円", KDDI),
    ("currency", "KDDIの助成金額: 最大約102.4億ドル", KDDI),
    ("currency sign", "KDDI: up to about $10.24 billion", AID),
    ("currency lost", "KDDIの助成金額: 最大約102.4億", KDDI),
    ("count for money", "KDDIの助成金額: 最大約102.4億人", KDDI),
    ("sign added", "KDDIの助成金額: -102.4億円", KDDI),
    ("sign lost", "営業損失は3億円", LOSS),
    ("percent for point", "The yield rose 0.5%", RISE),
    ("percent for fraction", "補助率は2%", HALF),
    ("fraction turned", "補助率は3分の1", HALF),
    ("range from one value", "KDDIの助成金額: 102.4億円〜200億円", KDDI),
    ("rate from an amount", "KDDIの助成金額: 1社あたり102.4億円", KDDI),
    ("qualifier added", "参加は5社以上", FIVE),
    ("bound added", "参加は最大5社", FIVE),
    ("approximation added", "参加は約5社", FIVE),
    ("qualifier turned", "KDDIの助成金額: 102.4億円以上", KDDI),
    ("number added", "KDDIの助成金額: 最大約102.4億円、従業員は100人", KDDI),
    ("number of another sentence", "KDDIの助成金額: 最大約102.4億円、5社", KDDI),
    ("number of the other article", "KDDI: 最大約102.4億円, 0.5 percentage points", KDDI),
    ("date added", "KDDIの助成金額: 最大約102.4億円 (2023年1月)", KDDI),
    ("wrong reading", "KDDI: 最大約102.4億円 (up to about ¥1.024 billion)", KDDI),
    ("full width", "KDDIの助成金額: 最大約１０２．５億円", KDDI),
    ("kanji", "KDDIの助成金額: 最大約百三億円", KDDI),
]


MUTATED += [
    ("qualifiers dropped", "KDDIの助成金額: 102.4億円", KDDI),
    ("one qualifier dropped", "KDDIの助成金額: 最大102.4億円", KDDI),
    ("qualifiers dropped in English", "KDDI: 10.24 billion yen", AID),
    ("each for one", "KDDI: 各最大約102.4億円", KDDI),
    ("a fall", "KDDI: 最大約102.4億円減", KDDI),
    ("unit lost", "KDDI: 102.4", KDDI),
    ("people for companies", "参加は5人", FIVE),
    ("ordinal added", "KDDI: 第3位、最大約102.4億円", KDDI),
    ("owner not in the article", "さくら: 最大約102.4億円", KDDI),
    ("owner in plain words", "ソフトバンクは最大約102.4億円を受ける", KDDI),
    ("another's name beside the owner's", "KDDIとさくら: 最大約102.4億円", KDDI),
    ("other measure", "KDDIの売上高: 最大約102.4億円", KDDI),
    ("the measure of another figure", "KDDIの営業損失: 最大約102.4億円", KDDI),
    ("other measure of a known one", "KDDIの営業利益: -3億円", LOSS),
    ("other measure in English", "KDDI, revenue: up to about 10.24 billion yen", AID),
    ("other time", "KDDI: 最大約102.4億円 (2023年4月19日)", KDDI),
    ("other day of the statement", "KDDI: 最大約102.4億円 (2024年4月18日時点)", KDDI),
    ("number in a false name", "KDDI 999億円: 最大約102.4億円", KDDI),
]


def refused(answer: Answer) -> bool:
    """Whether nothing of the draft is left but what it cites."""
    assert (answer.status == "answered") == (answer.reason is None)
    return (
        answer.status == "refused"
        and answer.answer_span is None
        and answer.confidence == 0.0
        and all(check.role == "context" for check in answer.checks)
    )


@pytest.mark.parametrize(("text", "shown"), [r[1:] for r in MUTATED], ids=[r[0] for r in MUTATED])
def test_a_mutated_sentence_is_dropped(text: str, shown: Figure) -> None:
    answer = checked(Sentence(text, (quoted(shown),)), answer_span=text)
    assert refused(answer)
    assert text not in answer.text
    assert [c.quote for c in answer.citations] == [
        ARTICLES[shown.article_id].text[answer.citations[0].start : answer.citations[0].end]
    ]  # the nearest passage stays in sight


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_refusal_speaks_the_question_s_language(lang: Lang) -> None:
    answer = checked(Sentence("1人", (quoted(KDDI),)), asked=replace(ASKED, lang=lang))
    assert answer.reason == answer.text
    assert str(answer.reason).isascii() == (lang == "en")


BROKEN = [
    ("quote before the figure", {"start": 0, "end": 5}),
    ("quote ends inside the figure", {"end": KDDI.start + 3}),
    ("quote begins inside the figure", {"start": KDDI.start + 1}),
    ("quote of another sentence", {"start": TEXT.index("参加"), "end": len(TEXT)}),
    ("empty quote", {"start": 10, "end": 10}),
    ("offsets turned", {"start": 30, "end": 10}),
    ("past the end", {"start": 10_000, "end": 10_010}),
    ("unknown article", {"article_id": "none"}),
    ("other article", {"article_id": "en", "start": 0, "end": len(ENGLISH)}),
    ("headline", {"field": "title", "start": 0, "end": 12}),
]


@pytest.mark.parametrize("change", [r[1] for r in BROKEN], ids=[r[0] for r in BROKEN])
def test_a_citation_that_does_not_hold_the_figure_is_no_proof(change: dict[str, Any]) -> None:
    broken = replace(quoted(KDDI), **change)
    assert refused(checked(Sentence("KDDIの助成金額: 最大約102.4億円", (broken,))))


FORGED = [
    ("value", {"value": Decimal("102400000000")}),
    ("unit", {"unit": "USD"}),
    ("sign", {"value": Decimal("-10240000000")}),
    ("surface", {"surface": "102.5億円"}),
    ("start", {"start": KDDI.start + 1}),
    ("end", {"end": KDDI.end + 1}),
    ("kind of value", {"value": PartialDate(2024), "unit": "date"}),
    ("range", {"value_hi": Decimal("20000000000")}),
    ("qualifiers dropped", {"qualifiers": ()}),
    ("qualifier dropped", {"qualifiers": ("max",)}),
    ("qualifier added", {"qualifiers": ("approx", "each", "max")}),
]


@pytest.mark.parametrize("change", [r[1] for r in FORGED], ids=[r[0] for r in FORGED])
def test_a_figure_that_its_quote_does_not_print_is_no_answer(change: dict[str, Any]) -> None:
    forged = replace(KDDI, **change)
    evidence = replace(quoted(KDDI), figure=forged)
    assert refused(checked(Sentence("KDDIは助成を受ける", (evidence,))))


@pytest.mark.parametrize("change", [r[1] for r in FORGED], ids=[r[0] for r in FORGED])
def test_nor_is_it_shown_as_context(change: dict[str, Any]) -> None:
    forged = replace(quoted(KDDI, role="context"), figure=replace(KDDI, **change))
    answer = checked(Sentence("KDDIは助成を受ける", (forged,)), Sentence("5社", (quoted(FIVE),)))
    assert [figure.surface for figure in answer.figures] == ["5社"]
    assert refused(checked(Sentence("KDDIは助成を受ける", (forged,))))


def test_whose_and_of_what_is_taken_from_the_article() -> None:
    forged = replace(KDDI, subject="さくら", measure="revenue", period="2019")
    answer = checked(Sentence("最大約102.4億円", (replace(quoted(KDDI), figure=forged),)))
    (shown,) = answer.figures
    assert (shown.subject, shown.measure, shown.period) == ("KDDI", None, None)


def test_the_month_of_an_inferred_date_is_compared() -> None:
    claimed = figure("19日", PartialDate(2024, 5, 19), "date", kind="date")
    assert refused(checked(Sentence("2024年5月19日", (quoted(claimed),))))


def test_a_sentence_without_evidence_is_no_answer() -> None:
    assert refused(checked(Sentence("KDDIは助成を受ける。", ())))


SPANS = [
    ("102.4億円", "最大約102.4億円"),  # the qualifiers come with it
    ("最大約102.4億円", "最大約102.4億円"),
    ("KDDIは最大約102.4億円を受ける", "KDDIは最大約102.4億円を受ける"),
    ("999億円", None),
    ("102.5億円", None),
    ("5社", None),
    ("億円", None),
]


@pytest.mark.parametrize(("said", "span"), SPANS)
def test_the_short_answer_is_the_article_s(said: str, span: str | None) -> None:
    answer = checked(Sentence("KDDI: 最大約102.4億円", (quoted(KDDI),)), answer_span=said)
    assert answer.answer_span == span
    assert refused(answer) == (span is None)


@pytest.mark.parametrize(("said", "kept"), [("経済産業省", True), ("経産省", False)])
def test_a_name_must_stand_in_its_quote(said: str, kept: bool) -> None:
    proof = Evidence("ja", "text", 0, TEXT.index("。") + 1)
    answer = checked(Sentence(f"{said}。", (proof,)), answer_span=said)
    assert (answer.status == "answered") == kept


def test_a_refusal_says_no_number_of_its_own() -> None:
    answer = checked(Sentence("999億円です。", ()), status="refused", reason="999億円です。")
    assert answer.status == "refused"
    assert "999" not in f"{answer.text}{answer.reason}"


def test_only_the_failing_sentence_is_dropped() -> None:
    answer = checked(
        Sentence("KDDIの助成金額: 最大約102.4億円", (quoted(KDDI),)),
        Sentence("参加は6社", (quoted(FIVE),)),
    )
    assert answer.status == "answered"
    assert answer.text == "KDDIの助成金額: 最大約102.4億円 [1]"
    assert [figure.surface for figure in answer.figures] == ["102.4億円"]
    assert [citation.n for citation in answer.citations] == [1]


def test_one_bad_citation_spoils_its_sentence() -> None:
    lost = Evidence("none", "text", 0, 5)
    assert refused(checked(Sentence("KDDIは最大約102.4億円", (quoted(KDDI), lost))))


def test_a_draft_of_nothing_is_a_refusal() -> None:
    assert refused(checked())


@pytest.mark.parametrize("role", ["answer", "context"])
def test_a_figure_copied_from_the_question_is_no_evidence(role: Any) -> None:
    asked = replace(ASKED, text="KDDIの200億円の助成はいつ?")
    claimed = replace(KDDI, value=Decimal("20000000000"))
    evidence = replace(quoted(KDDI), figure=claimed, role=role)
    answer = checked(Sentence("KDDIは助成を受ける", (evidence,)), asked=asked)
    assert refused(answer)
    assert answer.figures == ()
    assert refused(checked(Sentence("KDDIは200億円", (quoted(KDDI),)), asked=asked))


def test_a_date_keeps_its_inferred_year() -> None:
    day = figure(
        "19日", PartialDate(2024, 4, 19), "date", kind="date", as_of="2024-04-19",
        as_of_source="inferred",
    )  # fmt: skip
    answer = checked(Sentence("2024年4月19日 (年は推定)", (quoted(day),)))
    assert answer.status == "answered"
    assert [check.status for check in answer.checks] == ["supported"]


@pytest.mark.parametrize(
    "words", ["2025年4月19日", "2024年5月19日", "2024年4月20日", "April 18, 2024"]
)
def test_a_date_that_was_not_inferred_is_dropped(words: str) -> None:
    day = figure("19日", PartialDate(2024, 4, 19), "date", kind="date")
    assert refused(checked(Sentence(words, (quoted(day),))))


@pytest.mark.parametrize("day", [PartialDate(2024, 4, 20), PartialDate(2024, 4)])
def test_a_date_whose_day_is_not_printed_is_no_answer(day: PartialDate) -> None:
    forged = figure("19日", day, "date", kind="date")
    assert refused(checked(Sentence("助成先を発表した", (quoted(forged),))))


@pytest.mark.parametrize("fact", ["period", "as_of"])
def test_the_date_that_a_figure_holds_for_may_be_said(fact: str) -> None:
    dated = replace(KDDI, **{fact: "2024-04-19"})
    text = "KDDI: 最大約102.4億円 (2024年4月19日)"
    evidence = replace(quoted(KDDI), figure=dated)
    assert checked(Sentence(text, (evidence,))).status == "answered"
    assert refused(checked(Sentence(text.replace("19日", "18日"), (evidence,))))


def test_quotes_are_cut_from_the_article() -> None:
    answer = checked(Sentence("最大約102.4億円", (quoted(KDDI),)))
    (cited,) = answer.citations
    assert cited.quote == "KDDIは最大約102.4億円を受ける。" == TEXT[cited.start : cited.end]
    assert (cited.publisher, cited.published) == ("試験新聞", "2024-04-20")


def test_one_quote_is_one_citation() -> None:
    twice = Sentence("最大約102.4億円", (quoted(KDDI), quoted(KDDI, role="context")))
    again, other = Sentence("最大約102.4億円", (quoted(KDDI),)), Sentence("5社", (quoted(FIVE),))
    answer = checked(twice, again, other)
    assert [cited.n for cited in answer.citations] == [1, 2]
    assert answer.text.split("\n") == ["最大約102.4億円 [1]"] * 2 + ["5社 [2]"]


def test_answer_figures_come_before_context_figures() -> None:
    answer = checked(
        Sentence("5社", (quoted(FIVE, role="context"),)),
        Sentence("最大約102.4億円", (quoted(KDDI),)),
    )
    assert [check.role for check in answer.checks] == ["answer", "context"]
    assert answer.figures == tuple(check.figure for check in answer.checks)
    assert [figure.surface for figure in answer.figures] == ["102.4億円", "5社"]


def test_a_refusal_stays_one_whatever_it_cites() -> None:
    answer = checked(
        Sentence("記事にありません。", (quoted(KDDI),)),
        status="refused",
        reason="記事にありません。",
    )
    assert answer.status == "refused"
    assert answer.reason == "記事にありません。"
    assert answer.citations[0].quote in TEXT
    assert [check.role for check in answer.checks] == ["context"]


def test_verify_alone_constructs_an_answer() -> None:
    package = Path(__file__).parent.parent / "assistant"
    makers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "Answer")
            or (isinstance(node.func, ast.Attribute) and node.func.attr == "Answer")
        )
    }
    assert makers == {"answer/verify.py"}
