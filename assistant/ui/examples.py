"""Questions to begin with, made from the figures that the articles hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant import render
from assistant.schema import Answer, Lang
from assistant.ui.ledger import Row

SHOWN = 3
CONFIDENT = 0.6
_TRIED = 8  # candidates of each language
_WORDING: dict[Lang, str] = {
    "en": "How much is {subject}'s {measure}?",
    "ja": "{subject}の{measure}はいくら?",
}
_LONGEST = 30  # characters of a subject


def candidates(ledger: Sequence[Row]) -> dict[Lang, list[tuple[str, str]]]:
    """Questions for amounts of money with whom they ask about, the most told of first."""
    return {lang: _of(ledger, lang) for lang in _WORDING}


def _of(ledger: Sequence[Row], lang: Lang) -> list[tuple[str, str]]:
    counted = Counter(
        (row.figure.subject, row.figure.measure)
        for row in ledger
        if row.article.lang == lang and row.figure.kind == "money" and row.figure.subject
    )
    asked: dict[str, str] = {}
    for (subject, measure), _ in counted.most_common():
        words = render.measure_words(measure, lang)
        if subject and words and len(subject) <= _LONGEST and subject not in asked:
            asked[subject] = _WORDING[lang].format(subject=subject, measure=words)
    return [(question, subject) for subject, question in asked.items()][:_TRIED]


def is_good(answer: Answer, subject: str) -> bool:
    """Whether an answer makes its question a good example: sure, and about whom it asks."""
    owners = [figure.subject for figure in answer.figures[:1]]
    return answer.status == "answered" and answer.confidence >= CONFIDENT and owners == [subject]
