"""Whom the owner of a figure is called by in its article, and how it words a question."""

from __future__ import annotations

import pytest

from assistant.answer.context import Context
from assistant.answer.gather import analysed
from assistant.answer.term import Term
from assistant.schema import Article
from assistant.settings import Settings
from assistant.text.lexicon import load_lexicon

TEXT = (
    "北星電力が30%を出資する。北星は186億円を計上した。東邦ガスと東邦リニューアブルもだ。"
    "東邦は、ベガロア青葉と"
)


@pytest.mark.parametrize(
    ("owner", "name", "called"),
    [
        ("北星", "北星電力", True),
        ("北星電力", "北星電力", True),
        ("東邦", "東邦リニューアブル", False),  # or 東邦ガス
        ("北星", "北星銀行", False),  # of which it does not tell
        ("青葉", "ベガロア青葉", True),
        ("青葉", "サンロア青葉", False),
    ],
)
def test_names_are_shortened(owner: str, name: str, called: bool) -> None:
    term = Term(name, "ja", True, 2.0, (name,))
    assert Context(Article("a", "", TEXT, "ja"), []).calls(owner, term) is called


@pytest.mark.parametrize(
    ("question", "text", "wordings"),
    [
        ("玉名川市の予算は?", "玉名川市の予算は3億円。", ["玉名川市の予算は?"]),
        (
            "How much revenue did Tamanagawa get?",
            "玉名川は売上高を発表した。",
            ["How much revenue did 玉名川 get?", "How much 売上高 did 玉名川 get?"],
        ),
        (
            "財務省の予算は?",
            "The Ministry of Finance cut its budget.",
            ["財務省の予算は?", "Ministry of Financeのbudgetは?"],
        ),
        ("Who spoke?", "市長が話した。", ["Who spoke?"]),
    ],
)
def test_a_question_is_put_as_its_article_words_it(
    question: str, text: str, wordings: list[str]
) -> None:
    lexicon = load_lexicon(Settings.from_env().cache)
    query = analysed(question, lexicon)
    article = Article("a", "", text, "en" if text.isascii() else "ja")
    assert Context(article, [], lexicon).wordings(query.question, query.terms) == wordings
