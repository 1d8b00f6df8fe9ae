"""Short answers to who, where and what, in the article's own words: the reader's best span."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answer.context import Context
from assistant.answer.features import Query, scaled
from assistant.answer.words import SUPERLATIVE
from assistant.figures import scan
from assistant.figures.measures import family_of
from assistant.schema import Article, Chunk
from assistant.text.fold import fold

WORDS = frozenset({("who",), ("where",), ("what",)})  # wanted first by questions for words
THRESHOLD = 0.4  # of the probability of the chosen words; below it nothing is answered
_TRIED = 4  # spans of a passage
_EVEN = 0.0  # log-odds of the reader at which an answer is as likely as none
_LONG = {"ja": 12, "en": 30}  # characters beyond which a short answer is a long one
_SAME = 2  # words that hold the others and are at most so many times as long say the same

# Weights of the features and of "none of them", by evals/fit_spans.py: on half of the table of
# words of the demo corpus, and on questions over invented pages (evals/choosing).
WEIGHTS = {
    "read": 9.05, "not_read": 6.68, "names": 1.97, "article": 2.53, "cosine": 2.5, "long": -7.51,
    "crossed": 0.54,
}  # fmt: skip
NONE = 5.94
_BESIDE = 3.0  # log-odds that words which name both may lie below those that name one
_TWO = re.compile(
    r"\b(?:which|what|the|name) two\b(?!-)|\bboth\b"
    r"|(?<![\d十百])[2二両](?:社|人|者|カ国|か国|つ|都市|市|県|校|大学|団体)"
)
_AND = re.compile(r".(?:と|や|、|,| and |&).", re.DOTALL)
_EDGES = " \t\n\u3000、。,.;:;:・"
_JOINED = re.compile("の(?=[\u3400-\u9fff\u30a1-\u30faA-Z])")
_JOINING = re.compile("(?<=[\u3400-\u9fff\u30a1-\u30fcA-Za-z])の$")
_PAIRS = ("「」", "『』", "()", "()", "“”", "【】")


@dataclass(frozen=True)
class Span:
    """A short answer at ``[start, end)`` of the article, in ``sentence``.

    ``score`` is a log-odds; ``probability`` is its share among all spans read and
    "none of them".
    """

    text: str
    article: Article
    start: int
    end: int
    sentence: tuple[int, int]
    parts: Mapping[str, float]
    probability: float = 0.0

    @property
    def score(self) -> float:
        return sum(WEIGHTS[name] * value for name, value in self.parts.items())

    @property
    def is_superlative(self) -> bool:
        """Whether its sentence says that something is the most: 最も多かったのは台湾."""
        return bool(SUPERLATIVE.search(fold(self.article.text[slice(*self.sentence)]).lower()))


def wants_words(query: Query, contexts: Iterable[Context]) -> bool:
    """Whether the answer is words and no figure; where the question leaves that open, as read."""
    wants = query.question.wants
    if wants[:1] in {("who",), ("where",)} or wants == ("what",):
        return True
    return "what" in wants and _reads_words(query, contexts)


def _reads_words(query: Query, contexts: Iterable[Context]) -> bool:
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
                if _is_unit(context.article.text[start:end]):
                    continue
                if any(a < end and b > start for a, b in figures):
                    figure = max(figure, score)
                else:
                    words = max(words, score)
    return words > max(figure, _EVEN)


def find_span(
    query: Query, contexts: Iterable[Context], passages: Mapping[str, float]
) -> tuple[Span, float] | None:
    """The likeliest words of the passages read with their probability, or ``None``.

    Spans that say the same words speak for them together.
    """
    found = rank_spans(query, contexts, passages)
    if not found:
        return None
    confidence = min(1.0, sum(s.probability for s in found if _says(found[0].text, s.text)))
    return (_with_both(query, found), confidence) if confidence >= THRESHOLD else None


def _with_both(query: Query, found: list[Span]) -> Span:
    """The best words; where two are asked for, those around them that name another as well."""
    best = found[0]
    if not _TWO.search(fold(query.question.text).lower()):
        return best
    around = [
        s
        for s in found
        if s.article.id == best.article.id
        and s.start <= best.start
        and best.end <= s.end
        and _AND.search(s.text)
        and s.score > best.score - _BESIDE
    ]
    return max(around, key=lambda s: s.score, default=best)


def rank_spans(
    query: Query, contexts: Iterable[Context], passages: Mapping[str, float]
) -> list[Span]:
    """The best spans of every passage read, none of them the question's own words, best first.

    ``passages`` maps ids of articles to the score of their best passage, ids of chunks to
    the cosine of their vectors with the question's.
    """
    found = [
        span
        for context in contexts
        for chunk in context.chunks
        if chunk.id in query.readings
        for span in _spans(query, context, chunk, passages)
    ]
    top = max([NONE, *(s.score for s in found)])
    total = math.exp(NONE - top) + sum(math.exp(s.score - top) for s in found)
    likely = [replace(s, probability=math.exp(s.score - top) / total) for s in found]
    return sorted(likely, key=lambda s: (-s.score, s.start))


def _spans(
    query: Query, context: Context, chunk: Chunk, passages: Mapping[str, float]
) -> Iterator[Span]:
    asked = fold(query.question.text).lower()
    article = context.article
    named = [context.whole.covers(term) for term in query.terms if term.name]
    of_passage = {
        "names": sum(named) / len(named) if named else 0.5,
        "article": passages.get(article.id, 0.0),
        "cosine": scaled(passages.get(chunk.id, 0.0)),
        "crossed": float(article.lang != query.question.lang),
    }
    names_only = query.question.wants[:1] in {("who",), ("where",)}
    amounts = [f for f in context.figures if f.field == "text" and f.unit != ""]
    for read, low, high in query.readings[chunk.id].best(_TRIED):
        start, end = trimmed(article.text, chunk.start + low, chunk.start + high)
        if start >= end or fold(article.text[start:end]).lower() in asked:
            continue
        if _is_unit(article.text[start:end]):
            continue
        if names_only and any(f.start <= start and end <= f.end for f in amounts):
            continue
        sentence = context.sentence(start)
        if end > sentence[1]:
            continue
        parts = of_passage | {
            "read": max(0.0, read / 10),
            "not_read": min(0.0, read / 10),
            "long": max(0.0, (end - start) / _LONG[article.lang] - 1),
        }
        yield Span(article.text[start:end], article, start, end, sentence, parts)


@lru_cache(256)
def _is_unit(words: str) -> bool:
    """Whether the words are what amounts are counted in: the «billion yen» of a table's head."""
    found = scan(f"1 {words}")
    return (
        len(found) == 1 and found[0].end == len(words) + 2 and family_of(found[0].unit) == "money"
    )


def _says(words: str, others: str) -> bool:
    """Whether both are the same words, or one with little more."""
    a, b = (fold(text).lower() for text in (words, others))
    return (a in b or b in a) and max(len(a), len(b)) <= _SAME * min(len(a), len(b))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the white space, stops and halves of brackets at its edges.

    Nor a の that joins it to what stands before or behind: 「大和総研の中村由紀主任研究員」.
    """
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
    if end - start > 2:
        start += bool(_JOINED.match(text, start))
        end -= bool(_JOINING.search(text, start, end))
    return start, end
