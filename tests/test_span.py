"""Short answers in the article's own words, from what the reader scored."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer.context import Context
from assistant.answer.features import Query
from assistant.answer.question import analyse
from assistant.answer.span import (
    THRESHOLD,
    Span,
    _is_unit,
    find_span,
    rank_spans,
    trimmed,
    wants_words,
)
from assistant.answer.terms import terms
from assistant.figures import extract
from assistant.models.reader import Reading
from assistant.schema import Article
from assistant.text.chunks import chunk

TEXT = "調査は山田研究所(東京)が行った。公表したのは佐藤花子所長だ。"
ARTICLE = Article("a1", "認知度の調査", TEXT, "ja")


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        ("(KDDI)が", "(KDDI", "KDDI"),
        ("「さくら」は", "さくら」", "さくら"),
        ("「さくら」は", "「さくら」", "「さくら」"),
        ("会社、KDDI。", "、KDDI。", "KDDI"),
        ("said Tokyo, Japan.", " Tokyo, Japan.", "Tokyo, Japan"),
        ("東京(品川)", "東京(品川)", "東京(品川)"),
        ("総研の山田花子所長", "の山田花子", "山田花子"),
        ("川崎市の新棟", "川崎市の", "川崎市"),
        ("のぞみの車両", "のぞみ", "のぞみ"),
        ("。、", "。、", ""),
    ],
)
def test_edges_that_are_no_words_are_left_out(text: str, marked: str, kept: str) -> None:
    start = text.index(marked)
    low, high = trimmed(text, start, start + len(marked))
    assert text[low:high] == kept


def reading(article: Article, *answers: tuple[str, float]) -> dict[str, Reading]:
    """A reading by characters of the article's one chunk, with these answers' log-odds."""
    (only,) = chunk(article)
    size = only.end - only.start
    first, last = np.full((2, size), -30.0, dtype=np.float32)
    for words, score in answers:
        at = article.text.index(words) - only.start
        first[at] = last[at + len(words) - 1] = score
    at = np.arange(size, dtype=np.int32)
    return {only.id: Reading(at, at + 1, first, last)}


def ask(question: str, *answers: tuple[str, float], article: Article = ARTICLE) -> str | None:
    context = Context(article, [], None, tuple(chunk(article)))
    query = Query(analyse(question), terms(question, "ja"), readings=reading(article, *answers))
    (only,) = context.chunks
    found, confidence = find_span(query, [context], {article.id: 1.0, only.id: 0.9}) or (None, 0)
    if found is None:
        return None
    assert THRESHOLD <= confidence <= 1
    assert article.text[found.start : found.end] == found.text
    assert found.sentence[0] <= found.start < found.end <= found.sentence[1]
    return found.text


def test_the_likeliest_span_is_given_with_its_place() -> None:
    answers = (("佐藤花子所長", 3.0), ("山田研究所(", 5.0))
    assert ask("認知度の調査を行ったのは?", *answers) == "山田研究所"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("調査を行った2社は?", "山田研究所と三河精機"),
        ("調査に応じた12社に聞いたのは?", "山田研究所"),
        ("Which firm asked two-thirds of them?", "山田研究所"),
        ("調査を行ったのは?", "山田研究所"),
    ],
)
def test_of_two_that_are_asked_for_both_are_named(question: str, expected: str) -> None:
    article = Article("a4", "調査", "認知度は山田研究所と三河精機が調べた。", "ja")
    answers = (("山田研究所", 5.0), ("山田研究所と三河精機", 4.8))
    assert ask(question, *answers, article=article) == expected


def test_nothing_below_even_odds_and_nothing_of_the_question_is_given() -> None:
    assert ask("認知度の調査を行ったのは?", ("山田研究所", -0.5)) is None
    assert ask("山田研究所が行ったのは?", ("山田研究所", 5.0)) is None


def test_who_is_no_figure() -> None:
    text = "調査は山田研究所が3,500人に行った。"
    article = Article("a3", "調査", text, "ja")
    context = Context(article, extract(article), None, tuple(chunk(article)))
    read = reading(article, ("3,500人", 6.0), ("山田研究所", 3.0))
    found = rank_spans(Query(analyse("調査したのは誰?"), [], readings=read), [context], {})
    said = [span.text for span in found]
    assert "山田研究所" in said and "3,500人" not in said


def test_a_span_does_not_run_over_the_end_of_its_sentence() -> None:
    assert ask("認知度の調査を行ったのは?", ("東京)が行った。公表した", 5.0)) is None


def test_an_article_without_a_name_of_the_question_must_be_read_the_surer() -> None:
    def confidence(question: str, score: float) -> float:
        context = Context(ARTICLE, [], None, tuple(chunk(ARTICLE)))
        asked = Query(
            analyse(question), terms(question, "ja"),
            readings=reading(ARTICLE, ("山田研究所", score)),
        )  # fmt: skip
        best = rank_spans(asked, [context], {ARTICLE.id: 1.0})[0]
        assert best.text == "山田研究所"
        return best.probability

    unnamed = "オラクルの調査を行ったのは?"
    assert confidence(unnamed, 3.0) < confidence("認知度の調査を行ったのは?", 3.0)
    assert confidence(unnamed, 3.0) < confidence(unnamed, 9.0)


def test_spans_that_say_the_same_words_speak_together() -> None:
    twice = Article("a2", "研究所", "行ったのは山田研究所だ。山田研究所長の談話もある。", "ja")
    context = Context(twice, [], None, tuple(chunk(twice)))
    read = reading(twice, ("山田研究所", 3.0), ("山田研究所長", 2.5))
    asked = Query(analyse("調査したのは?"), [], readings=read)
    passages = {twice.id: 1.0, context.chunks[0].id: 0.9}
    best = rank_spans(asked, [context], passages)[0]
    found = find_span(asked, [context], passages)
    assert found is not None and found[0] == best
    assert found[1] > best.probability


COUNTED = Article("a1", "調査", "山田研究所が行った調査で、回答したのは1,200人だった。", "ja")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((("山田研究所", 4.0), ("1,200人", 2.0)), True),
        ((("山田研究所", 2.0), ("1,200人", 4.0)), False),
        ((("山田研究所", -1.0),), False),  # nothing answers
    ],
)
def test_the_reader_tells_words_from_a_figure(
    answers: tuple[tuple[str, float], ...], words: bool
) -> None:
    context = Context(COUNTED, extract(COUNTED), None, tuple(chunk(COUNTED)))
    query = Query(analyse("調査の担い手"), [], readings=reading(COUNTED, *answers))
    assert wants_words(query, [context]) is words


@pytest.mark.parametrize(
    ("text", "superlative"),
    [
        ("最も多かったのは台湾だった。", True),
        ("Taiwan sent the most visitors.", True),
        ("さくらインターネットが最大約501億円、KDDIが最大102.4億円を受け取る。", False),
        ("台湾から来た。", False),
    ],
)
def test_sentences_that_say_which_is_the_most(text: str, superlative: bool) -> None:
    article = Article("a", "見出し", text, "ja")
    assert Span(text[:2], article, 0, 2, (0, len(text)), {}).is_superlative is superlative


@pytest.mark.parametrize(
    ("words", "unit"),
    [("billion yen", True), ("億円", True), ("大学", False), ("Ann Price", False), ("円安", False)],
)
def test_what_amounts_are_counted_in_is_no_answer(words: str, unit: bool) -> None:
    assert _is_unit(words) is unit
