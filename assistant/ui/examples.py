"""Questions to begin with, made from the figures that the articles hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant import render
from assistant.schema import Lang
from assistant.ui.ledger import Row

SHOWN = 3
CONFIDENT = 0.6  # an example is better right
_TRIED = 6  # candidates of each language
_WORDING: dict[Lang, str] = {
    "en": "How much is the {measure} of {subject}?",
    "ja": "{subject}の{measure}はいくら?",
}
_LONGEST = 30  # characters of a subject


def candidates(ledger: Sequence[Row]) -> dict[Lang, list[str]]:
    """Questions for amounts of money, the subjects told of most often first, each once."""
    return {lang: _of(ledger, lang) for lang in _WORDING}


def _of(ledger: Sequence[Row], lang: Lang) -> list[str]:
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
    return list(asked.values())[:_TRIED]
