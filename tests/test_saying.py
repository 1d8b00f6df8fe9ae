"""What the writer says of any figure passes verify, in either language."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.choose import Choice
from assistant.answer.context import Context
from assistant.answer.read import Candidate
from assistant.answer.term import Term
from assistant.answer.verify import verify
from assistant.answer.write import write_figures
from assistant.core import Assistant
from assistant.figures import extract
from assistant.schema import Article, Figure, Lang, Question

RESULTS = Article(
    "results",
    "北港精機、4〜9月期の純利益12%増",
    "北港精機が5日発表した2025年4〜9月期の純利益は12%増の467億円だった。スコープ3の排出量は142万トン。"
    "2024年12月8日から14日までの来場者は1,150人で、2024年度から2026年度に計30億円を投じる。",
    "ja",
    published="2025-11-06",
)


def refused(figures: list[Figure], article: Article, lang: Lang) -> list[str]:
    """The figures of which a sentence that states them does not hold."""
    context, question = Context(article, figures), Question("?", lang)
    found = []
    for figure in figures:
        chosen = Choice(main=(Candidate(figure, context, 0.0),), confidence=1.0)
        draft = write_figures(question, chosen)
        answer = verify(question, draft, {article.id: article})
        if answer.status != "answered":
            found.append(draft.sentences[0].text)
    return found


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_months_years_and_names_with_numbers(lang: Lang) -> None:
    figures = [figure for figure in extract(RESULTS) if figure.unit != "date"]
    assert len(figures) > 5
    assert refused(figures, RESULTS, lang) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nearly_all_figures_of_the_corpus(lang: Lang, corpus_index: Path) -> None:
    with Assistant.open(corpus_index) as assistant:
        articles = list(assistant.articles())[::4]
        told = [(assistant.figures([a.id]), assistant.article(a.id), lang) for a in articles]
    lost = [text for one in told for text in refused(*one)]
    assert len(lost) <= 0.005 * sum(len(figures) for figures, *_ in told), lost


def test_another_s_figure_that_was_exceeded_is_said_without_the_verb() -> None:
    text = "原発の利用率は88.4%で、前年同期の86.1%を上回った。"
    article = Article("a", "", text, "ja", published="2025-10-31")
    figures = [figure for figure in extract(article) if figure.unit == "percent"]
    assert refused(figures, article, "en") == []


@pytest.mark.parametrize(
    ("asked", "name", "reason"),
    [
        ("What did the Dec-25 EU allowance cost?", "Dec 25 EU", "The articles do not answer this."),
        ("What did KDDI cost?", "KDDI", "The articles give no such figure for “KDDI”."),
    ],
)
def test_a_refusal_names_what_the_question_does(asked: str, name: str, reason: str) -> None:
    chosen = Choice(refusal="entity", missing=(Term(name, "en", True, 2.0, (name.lower(),)),))
    question = Question(asked, "en")
    answer = verify(question, write_figures(question, chosen), {})
    assert (answer.status, answer.reason) == ("refused", reason)
