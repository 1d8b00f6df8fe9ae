"""What there is to answer from: the best articles in full, and what the reader makes of them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.context import Context
from assistant.answer.features import Query
from assistant.answer.lookup import lookup
from assistant.answer.question import analyse
from assistant.answer.read import Candidate, rank
from assistant.answer.retrieve import best_by_article
from assistant.answer.terms import terms
from assistant.answer.zone import with_owners
from assistant.models.reader import Reader, Reading
from assistant.schema import Article, Figure, Filter, Hit
from assistant.store import Index
from assistant.text.fold import fold
from assistant.text.lexicon import Lexicon
from assistant.text.tokens import tokens

_ARTICLES = 6  # read in full for a question
_PRIOR = 200  # passages added to those of the index: in a small one no token is common
_READ, _READ_FOUND = 6, 2  # passages that the reader reads, and how many of the first found
_GRAMMAR = re.compile(
    r"[\u3041-\u3096]|^(?:what|how|much|many|did|doe|do|is|are|wa|the|of|in|for|to|and|by|on|at|a"
    r"|an|it|wer|when|which|who|will|has|hav|with|from|as|that|何|額|円|年|月|日)$"
)
WORDS = frozenset({("who",), ("where",), ("what",)})  # wanted first by questions for words


@dataclass(frozen=True)
class Findings:
    """The articles opened for a question, as contexts.

    ``passages`` maps ids of articles to the score of their best passage, ids of chunks to
    the cosine of their vectors with the question's; ``query`` holds what was read.
    """

    query: Query
    contexts: list[Context]
    passages: dict[str, float]

    @property
    def articles(self) -> dict[str, Article]:
        """The articles by id."""
        return {context.article.id: context.article for context in self.contexts}

    def ranked(self) -> list[Candidate]:
        """Every figure of a kind that answers, best first."""
        return rank(self.query, self.contexts, self.passages)


def analysed(question: str, lexicon: Lexicon) -> Query:
    """The question alone, ready for matching."""
    asked = analyse(question, lexicon=lexicon)
    return Query(asked, terms(fold(question), asked.lang, lexicon))


def gather(
    query: Query,
    hits: Sequence[Hit],
    index: Index,
    reader: Reader,
    lexicon: Lexicon,
    filter: Filter | None = None,
) -> Findings:
    """Open the articles of the best hits and those that a structured look-up finds, and read."""
    passages = best_by_article(hits)
    opened = dict.fromkeys(list(passages)[:_ARTICLES])
    least = min((passages[article] for article in opened), default=0.0)
    for figure in lookup(query, index, filter or Filter(), lexicon):
        opened.setdefault(figure.article_id)
        passages.setdefault(figure.article_id, least)
    contexts = _contexts(index, list(opened), lexicon)
    passages |= {hit.chunk.id: hit.why.get("dense", 0.0) for hit in hits}
    owners = (zone for context in contexts for zone in context.owners())
    query = replace(
        query,
        terms=with_owners(query.terms, owners),
        weights=_token_weights(index, query.question.text),
    )
    readings = _readings(reader, hits, Findings(query, contexts, passages))
    return Findings(replace(query, readings=readings), contexts, passages)


def _contexts(index: Index, ids: list[str], lexicon: Lexicon) -> list[Context]:
    figures: dict[str, list[Figure]] = {article_id: [] for article_id in ids}
    for figure in index.figures(ids):
        figures[figure.article_id].append(figure)
    return [
        Context(article, figures[article.id], lexicon, tuple(index.chunks_of(article.id)))
        for article in map(index.article, ids)
        if article is not None
    ]


def _readings(reader: Reader, hits: Sequence[Hit], unread: Findings) -> dict[str, Reading]:
    """What the reader makes of the passages worth reading, by chunk id.

    Those are the best two found, those of the figures that come first without
    the reader, and the next ones found.
    """
    query, contexts = unread.query, unread.contexts
    chunks = {chunk.id: (c.article, chunk) for c in contexts for chunk in c.chunks}
    found = [hit.chunk.id for hit in hits if hit.chunk.id in chunks]
    best = found[:_READ_FOUND]
    if query.question.wants[:1] not in WORDS:
        best += [c.context.passage_of(c.figure) for c in unread.ranked() if c.context.chunks]
    best = list(dict.fromkeys([*best, *found]))[:_READ]
    worded = {c.article.id: c.reworded(query.question, query.terms) for c in contexts}
    told = [
        (worded[article.id], article.title, article.text[chunk.start : chunk.end])
        for article, chunk in map(chunks.__getitem__, best)
    ]
    return dict(zip(best, reader.read(told), strict=True))


def _token_weights(index: Index, question: str) -> dict[str, float]:
    """Inverse document frequency of the question's content tokens over the index's passages."""
    total = index.size[1]
    content = [token for token in tokens(question) if not _GRAMMAR.search(token)]
    found = index.document_frequency(content)
    return {token: math.log((total + _PRIOR) / (count + 1)) for token, count in found.items()}
