"""Passages of an article, aligned to sentences."""

from __future__ import annotations

import hashlib

from assistant.schema import Article, Chunk
from assistant.text.sentences import Span, sentences

# About 200-250 tokens of the embedder in either language.
_LIMIT = {"ja": 380, "en": 900}
_HARD = 4  # a single sentence of more than this many limits is cut
FINGERPRINT = "sentences-1:ja380:en900"


def chunk(article: Article) -> list[Chunk]:
    """Cut ``article`` into passages of whole sentences outside its furniture.

    A passage ends at the end of a paragraph once it is half full, and never
    spans furniture. The id is a hash of the article's id and the passage.
    """
    limit = _LIMIT[article.lang]
    chunks: list[Chunk] = []
    run: list[Span] = []
    for span in _bounded(sentences(article.text, article.skip), limit * _HARD):
        if run and _breaks(article, run, span, limit):
            chunks.append(_chunk(article, run))
            run = []
        run.append(span)
    if run:
        chunks.append(_chunk(article, run))
    return chunks


def _bounded(spans: list[Span], size: int) -> list[Span]:
    return [(at, min(at + size, end)) for start, end in spans for at in range(start, end, size)]


def _breaks(article: Article, run: list[Span], span: Span, limit: int) -> bool:
    length = run[-1][1] - run[0][0]
    if span[1] - run[0][0] > limit:
        return True
    if any(run[-1][1] <= start < span[0] for start, _ in article.skip):
        return True
    return length >= limit // 2 and "\n" in article.text[run[-1][1] : span[0]]


def _chunk(article: Article, run: list[Span]) -> Chunk:
    start, end = run[0][0], run[-1][1]
    content = f"{article.id}\0{start}\0{article.title}\0{article.text[start:end]}"
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return Chunk(digest[:24], article.id, start, end)
