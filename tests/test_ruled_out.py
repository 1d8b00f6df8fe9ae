"""What the rules lose of a question: the figure, its kind, or a bar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.context import Context
from assistant.answer.gather import analysed
from assistant.answer.zone import with_owners
from assistant.figures.extract import extract
from assistant.schema import Article
from assistant.settings import Settings
from assistant.text.chunks import chunk
from assistant.text.lexicon import load_lexicon
from evals.ruled_out import Asked, reasons

TEXT = (
    "東雲電機は3日、熊本工場に120億円を投じると発表した。工場は2027年4月に稼働する。"
    "地震は午後3時20分に起きた。"
)


@pytest.mark.parametrize(
    ("question", "answer", "lost"),
    [
        ("東雲電機は熊本工場にいくら投資する?", "120億円", set()),
        ("熊本工場はいつ稼働する?", "2027年4月", set()),
        ("熊本工場はいつ稼働する?", "120億円", {"kind"}),
        ("地震はいつ起きた?", "午後3時20分", {"unscanned"}),
        ("東雲電機の社長は誰?", "120億円", {"words"}),
        ("東雲電機と他社の投資額の差は?", "120億円", {"calculation or list"}),
    ],
)
def test_why_an_answer_is_lost(question: str, answer: str, lost: set[str]) -> None:
    lexicon = load_lexicon(Settings.from_env().cache)
    article = Article("a", "東雲電機が投資", TEXT, "ja", published="2026-06-04")
    context = Context(article, extract(article), lexicon, tuple(chunk(article)))
    query = analysed(question, lexicon)
    query = replace(query, terms=with_owners(query.terms, context.owners()), weights={})
    start = TEXT.index(answer)
    assert reasons(Asked(question, start, start + len(answer)), query, context) == lost
