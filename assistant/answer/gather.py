"""What there is to answer from: the best articles in full, and what the reader makes of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from assistant.answer import premise
from assistant.answer.choose import choose
from assistant.answer.context import Context
from assistant.answer.contexts import Contexts
from assistant.answer.features import Query
from assistant.answer.lookup import lookup
from assistant.answer.question import analyse
from assistant.answer.read import Candidate, judged, rank, unwanted
from assistant.answer.retrieve import best_by_article
from assistant.answer.span import WORDS, wants_words
from assistant.answer.terms import terms
from assistant.answer.values import bears_on
from assistant.answer.zone import with_owners
from assistant.models.reader import Reader, Reading, mean
from assistant.schema import Article, Filter, Hit
from assistant.store import Index
from assistant.text.fold import fold
from assistant.text.lexicon import Lexicon
from assistant.text.tokens import tokens

_ARTICLES, _OF_EACH = 8, 3  # read in full for a question, and how many of each language
_PRIOR = 200  # passages added to those of the index: in a small one no token is common
_READ, _READ_FOUND = 6, 2  # passages that the reader reads, and how many of the first found
_CLEAR = 0.8  # probability of an answer at which no more passages are read
_GRAMMAR = re.compile(
    r"[\u3041-\u3096]|^(?:what|how|much|many|did|doe|do|is|are|wa|the|of|in|for|to|and|by|on|at|a"
    r"|an|it|wer|when|which|who|will|has|hav|with|from|as|that|何|額|円|年|月|日)$"
)


@dataclass(frozen=True)
class Findings:
    """The articles opened for a question, as contexts.

    ``passages`` maps ids of articles to the score of their best passage, ids of chunks to
    the cosine of their vectors with the question's; ``figures`` are all of a kind that
    answers, and what else the reader takes for the answer, ``query`` holds what was read.
    """

    query: Query
    contexts: list[Context]
    passages: dict[str, float]
    figures: Sequence[Candidate] = ()

    @property
    def articles(self) -> dict[str, Article]:
        """The articles by id."""
        return {context.article.id: context.article for context in self.contexts}

    def ranked(self) -> list[Candidate]:
        """Every figure that may answer, best first."""
        return rank(self.query, self.figures)


def analysed(question: str, lexicon: Lexicon) -> Query:
    """The question alone, ready for matching."""
    asked = analyse(question, lexicon=lexicon)
    return Query(asked, terms(fold(question), asked.lang, lexicon))


def gather(
    query: Query,
    hits: Sequence[Hit],
    known: Contexts,
    reader: Reader,
    filter: Filter | None = None,
) -> Findings:
    """Open the articles of the best hits and those that a structured look-up finds, and read.

    Those that an amount in the question is false of come only where no others are found.
    """
    passages = best_by_article(hits)
    opened = dict.fromkeys(_opened(hits, known.index))
    least = min(list(passages.values())[:_ARTICLES], default=0.0)
    for figure in lookup(query, known.index, filter or Filter(), known.lexicon):
        opened.setdefault(figure.article_id)
        passages.setdefault(figure.article_id, least)
    contexts = known.open(list(opened))
    contexts = [c for c in contexts if not premise.is_false(query, c)] or contexts
    passages |= {hit.chunk.id: hit.why.get("dense", 0.0) for hit in hits}
    owners = (zone for context in contexts for zone in context.owners())
    query = replace(
        query,
        terms=with_owners(query.terms, owners),
        weights=_token_weights(known.index, query.question.text),
    )
    return _read(reader, hits, Findings(query, contexts, passages))


def _opened(hits: Sequence[Hit], index: Index) -> list[str]:
    """Ids of the articles to open, best first: of those of either language some, for how well
    two languages fit a question is measured on no common scale.
    """
    ordered = list(best_by_article(hits))
    langs = {name: article.lang for name in ordered if (article := index.article(name))}
    kept: list[str] = []
    for lang in dict.fromkeys(langs.values()):
        kept += [name for name in ordered if langs.get(name) == lang][:_OF_EACH]
    kept += [name for name in ordered if name not in kept][: _ARTICLES - len(kept)]
    return sorted(kept, key=ordered.index)


def _read(reader: Reader, hits: Sequence[Hit], unread: Findings) -> Findings:
    """``unread`` with its figures, and what the reader makes of the passages worth reading.

    Those are the best two found, those of the figures that come first without
    the reader, and the next ones found. The best of each are read first: often
    they make the answer clear, and reading takes most of a question's time. The
    best one found is read while the figures are judged.
    """
    query, contexts = unread.query, unread.contexts
    known = {chunk.id for context in contexts for chunk in context.chunks}
    found = [hit.chunk.id for hit in hits if hit.chunk.id in known]
    begun = _begun(reader, unread, found[:1])
    unread = replace(unread, figures=judged(query, contexts, unread.passages))
    figures: list[str] = []
    if query.question.wants[:1] not in WORDS:
        figures = [c.context.passage_of(c.figure) for c in unread.ranked() if c.context.chunks]
    best = list(dict.fromkeys([*found[:1], *figures[:1], *found[:_READ_FOUND], *figures, *found]))
    second = [chunk_id for chunk_id in figures[:1] if chunk_id not in found[:1]]
    also = _begun(reader, unread, second)
    read = _with_readings(unread, [*found[:1], *second], chain(begun, also))
    more = _worth_reading(read, best[len(read.query.readings) : _READ])
    read = _with_readings(read, more, _begun(reader, read, more))
    others = unwanted(read.query, contexts, read.passages, read.figures)
    return replace(read, figures=[*read.figures, *others])


def _begun(reader: Reader, found: Findings, chunk_ids: Sequence[str]) -> Iterator[Reading]:
    """Read passages in the background, for the question as each one's article would put it."""
    query = found.query
    chunks = {chunk.id: (c, chunk) for c in found.contexts for chunk in c.chunks}
    told = [
        [
            (wording, c.article.title, c.article.text[k.start : k.end])
            for wording in c.wordings(query.question, query.terms)
        ]
        for c, k in map(chunks.__getitem__, chunk_ids)
    ]
    readings = reader.begin([asked for wordings in told for asked in wordings])
    return (mean([next(readings) for _ in wordings]) for wordings in told)


def _with_readings(
    found: Findings, chunk_ids: Sequence[str], readings: Iterable[Reading]
) -> Findings:
    told = {**found.query.readings, **dict(zip(chunk_ids, readings, strict=True))}
    return replace(found, query=replace(found.query, readings=told))


def _worth_reading(found: Findings, chunk_ids: Sequence[str]) -> Sequence[str]:
    """What else of ``chunk_ids`` to read: all, unless what was read gives a clear figure.

    Then only those that state it too, for one may state it more fully, or differ. Words
    have no other witness than the reader, who may find better ones further on.
    """
    if wants_words(found.query, found.contexts):
        return chunk_ids
    ranked = found.ranked()
    choice = choose(found.query.question, ranked)
    if choice.confidence < _CLEAR:
        return chunk_ids
    alike = (c for c in ranked if bears_on(choice.main[0], c))
    stating = {c.context.passage_of(c.figure) for c in alike if c.context.chunks}
    return [chunk_id for chunk_id in chunk_ids if chunk_id in stating]


def _token_weights(index: Index, question: str) -> dict[str, float]:
    """Inverse document frequency of the question's content tokens over the index's passages."""
    total = index.size[1]
    content = [token for token in tokens(question) if not _GRAMMAR.search(token)]
    found = index.document_frequency(content)
    return {token: math.log((total + _PRIOR) / (count + 1)) for token, count in found.items()}
