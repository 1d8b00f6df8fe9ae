"""Short answers to who, where and what, in the article's own words: the reader's best span."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.answer.context import Context
from assistant.answer.features import Query
from assistant.answer.words import SUPERLATIVE
from assistant.models.reader import Reading
from assistant.schema import Article, Chunk
from assistant.text.fold import fold

THRESHOLD = 0.0  # log-odds below which nothing is answered
_TRIED = 4  # spans of a passage
_UNNAMED = 4.0  # log-odds against an article that does not state a name of the question
_NAMED = 0.3  # so far at least an article states a name
_RANKED = 1.0  # log-odds that the best-retrieved article is ahead of one of score 0
_EDGES = " \t\n\u3000、。,.;:;:・"
_PAIRS = ("「」", "『』", "()", "()", "“”", "【】")


@dataclass(frozen=True)
class Span:
    """A short answer at ``[start, end)`` of the article, in ``sentence``; ``score`` is log-odds."""

    text: str
    article: Article
    start: int
    end: int
    sentence: tuple[int, int]
    score: float

    @property
    def is_superlative(self) -> bool:
        """Whether its sentence says that something is the most: 最も多かったのは台湾."""
        return bool(SUPERLATIVE.search(fold(self.article.text[slice(*self.sentence)]).lower()))

    @property
    def confidence(self) -> float:
        """The probability that it answers."""
        return 1 / (1 + math.exp(-self.score))


def reads_words(query: Query, contexts: Iterable[Context]) -> bool:
    """Whether words answer better than any figure, by the reader: "lake festival director".

    Where a question does not say which of the two it wants, the likeliest span of
    all passages read tells: one without a figure in it.
    """
    words, figure = -math.inf, -math.inf
    for context in contexts:
        figures = [(f.start, f.end) for f in context.figures if f.field == "text"]
        for chunk in context.chunks:
            reading = query.readings.get(chunk.id)
            if reading is None:
                continue
            for score, low, high in reading.best(_TRIED):
                start, end = chunk.start + low, chunk.start + high
                if any(a < end and b > start for a, b in figures):
                    figure = max(figure, score)
                else:
                    words = max(words, score)
    return words > max(figure, THRESHOLD)


def find_span(
    query: Query, contexts: Iterable[Context], passages: Mapping[str, float]
) -> Span | None:
    """The likeliest span of the passages read, or ``None`` when none answers.

    Each name of the question that an article lacks makes its spans less likely, and
    nothing is answered with the question's own words.
    """
    names = [term for term in query.terms if term.name]
    found = [
        replace(span, score=span.score - _UNNAMED * lacking)
        for context in contexts
        for lacking in [sum(context.whole.covers(name) < _NAMED for name in names)]
        for chunk in context.chunks
        if chunk.id in query.readings
        for span in _spans(query, context, chunk, query.readings[chunk.id])
    ]
    best = max(
        found, key=lambda s: s.score + _RANKED * passages.get(s.article.id, 0.0), default=None
    )
    return best if best is not None and best.score >= THRESHOLD else None


def _spans(query: Query, context: Context, chunk: Chunk, reading: Reading) -> Iterator[Span]:
    asked = fold(query.question.text).lower()
    text = context.article.text
    for score, low, high in reading.best(_TRIED):
        start, end = trimmed(text, chunk.start + low, chunk.start + high)
        if start < end and fold(text[start:end]).lower() not in asked:
            sentence = context.sentence(start)
            if end <= sentence[1]:
                yield Span(text[start:end], context.article, start, end, sentence, score)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the white space, stops and halves of brackets at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    for opening, closing in map(tuple, _PAIRS):
        spare = text[start:end].count(opening) - text[start:end].count(closing)
        half = opening if spare > 0 else closing if spare < 0 else ""
        if half and text[start] == half:
            start += 1
        elif half and text[end - 1] == half:
            end -= 1
    return start, end
