"""Hybrid retrieval: dense and lexical passages, fused by normalised score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.answer.question import language
from assistant.models.embedder import Embedder
from assistant.schema import Filter, Hit, Lang
from assistant.store import Index
from assistant.text.aliases import aliases, named_in
from assistant.text.lexicon import Lexicon
from assistant.text.tokens import tokens

DEPTH = 60  # passages asked of each retriever
_LEXICAL = 0.4  # weight of the lexical score; the rest is the dense one's
_FOREIGN_LEXICAL = 0.4  # translated tokens are a weaker witness
_SPREAD = 0.2  # a cosine so far below the best one counts nothing
_FOREIGN = 0.9  # what a passage in the other language counts
_MAX_TRANSLATIONS = 24
_KANJI_OR_KANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}|[\u3005\u3400-\u9fff]{2,}")


def retrieve(
    question: str,
    index: Index,
    embedder: Embedder,
    *,
    k: int = 10,
    filter: Filter | None = None,
    lexicon: Lexicon | None = None,
) -> list[Hit]:
    """The ``k`` best passages for a question, best first; scores lie in 0 to 1.

    Each language's articles are ranked by themselves, for an embedder puts a
    passage in the question's language before a better one in another. Cosines
    count by their distance from the best on a fixed scale, BM25 scores by their
    share of the best, and both are added with fixed weights: a linear fusion
    keeps more of the first rank than reciprocal ranks do.
    """
    chosen = filter or Filter()
    own = language(question)
    vector = embedder.embed_query(question)
    why: dict[str, dict[str, float]] = {}
    fused: dict[str, float] = {}
    for lang in ("ja", "en"):
        pool = _pool(question, own, lang, vector, index, chosen, lexicon)
        weight = 1.0 if lang == own else _FOREIGN
        for chunk_id, (score, parts) in pool.items():
            fused[chunk_id], why[chunk_id] = weight * score, parts
    best = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))[:k]
    chunks = index.chunks(best)
    return [
        Hit(chunks[chunk_id], fused[chunk_id], rank, why[chunk_id])
        for rank, chunk_id in enumerate(best, 1)
    ]


def _pool(
    question: str,
    own: Lang,
    lang: Lang,
    vector: NDArray[np.float32],
    index: Index,
    chosen: Filter,
    lexicon: Lexicon | None,
) -> dict[str, tuple[float, dict[str, float]]]:
    """Chunk ids of the articles in ``lang`` with their fused score and its parts."""
    if chosen.lang is not None and chosen.lang != lang:
        return {}
    limited = replace(chosen, lang=lang)
    dense = dict(index.dense(vector, DEPTH, limited))
    if not dense:
        return {}
    words = tokens(question) if lang == own else foreign_tokens(question, own, lexicon)
    lexical = dict(index.lexical(list(dict.fromkeys(words)), DEPTH, limited))
    dense |= index.cosines(vector, [chunk_id for chunk_id in lexical if chunk_id not in dense])
    weight = _LEXICAL if lang == own else _FOREIGN_LEXICAL
    return _fuse(dense, lexical, weight)


def foreign_tokens(question: str, own: Lang, lexicon: Lexicon | None) -> list[str]:
    """Tokens for articles in the other language: translations, Latin names, numbers."""
    found = [token for token in tokens(question) if token.isascii()]
    for name in named_in(question):
        for form in aliases(name):
            if form.isascii() == (own == "ja") and form != name:
                found += tokens(form)
    if lexicon is None:
        return found
    if own == "en":
        heads = [
            entry.head
            for entry in lexicon.translations(found)
            if len(entry.head) > 1 and (entry.common or entry.name)
        ]
        ranked = sorted(dict.fromkeys(heads), key=len, reverse=True)[:_MAX_TRANSLATIONS]
        return found + [token for head in ranked for token in tokens(head) if len(token) > 1]
    for run in _KANJI_OR_KANA.findall(question):
        for start in range(len(run)):
            for end in range(min(len(run), start + 8), start + 1, -1):
                entries = [e for e in lexicon.glosses(run[start:end]) if e.common or e.name]
                found += [word for entry in entries[:6] for word in sorted(entry.words)]
    return found


def _fuse(
    dense: dict[str, float], lexical: dict[str, float], weight: float
) -> dict[str, tuple[float, dict[str, float]]]:
    """Every chunk of ``dense``, which holds those of ``lexical``, with its score and parts."""
    nearest, top = max(dense.values()), max(lexical.values(), default=0.0) or 1.0
    fused = {}
    for chunk_id, cosine in dense.items():
        parts = {"dense": cosine}
        if chunk_id in lexical:
            parts["lexical"] = lexical[chunk_id]
        near = max(0.0, 1 + (cosine - nearest) / _SPREAD)
        fused[chunk_id] = (weight * parts.get("lexical", 0.0) / top + (1 - weight) * near, parts)
    return fused


def best_by_article(hits: Sequence[Hit]) -> dict[str, float]:
    """Article id to the score of its best passage, best article first."""
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(hit.chunk.article_id, hit.score)
    return best
