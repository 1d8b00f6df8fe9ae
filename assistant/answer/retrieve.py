"""Hybrid retrieval: dense and lexical passages, fused by normalised score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from assistant.answer.crossing import is_named_abroad, wordings
from assistant.answer.question import language
from assistant.models.embedder import Embedder
from assistant.schema import Filter, Hit, Lang
from assistant.store import Index
from assistant.text.lexicon import Lexicon
from assistant.text.tokens import tokens

DEPTH = 60  # passages asked of each retriever
_LEXICAL = 0.4  # weight of the lexical score; the rest is the dense one's
_FOREIGN_LEXICAL = 0.4  # translated tokens are a weaker witness
_SPREAD = 0.2  # a cosine so far below the best one counts nothing
_STANDING = 30  # the passage that the best one of a language is held against
_NAMED_ABROAD = 0.3  # what articles in the question's language come behind by that lack its name
_SHARE = 4  # of what is found, the part that is of each language at least
_STANDS_OUT = 2.0  # what a cosine counts by which the best stands out less than the other's


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
    keeps more of the first rank than reciprocal ranks do. The language whose best
    passage stands out less from its others then comes after the other one, and so do
    articles in the question's language where a name of it stands in the other's alone. A
    quarter of what is found is of each language at least.
    """
    chosen = filter or Filter()
    own = language(question)
    vector = embedder.embed_query(question)
    langs: tuple[Lang, ...] = get_args(Lang)
    pools = [_pool(question, own, lang, vector, index, chosen, lexicon) for lang in langs]
    standing = [_stands_out(pool) for pool in pools]
    abroad = all(pools) and is_named_abroad(question, own, lexicon, index, chosen)
    why: dict[str, dict[str, float]] = {}
    fused: dict[str, float] = {}
    for lang, pool, stands_out in zip(langs, pools, standing, strict=True):
        behind = _STANDS_OUT * (max(standing) - stands_out)
        behind += _NAMED_ABROAD if abroad and lang == own else 0.0
        for chunk_id, (score, parts) in pool.items():
            fused[chunk_id], why[chunk_id] = max(0.0, score - behind), parts
    ordered = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))
    kept = {c for pool in pools for c in [c for c in ordered if c in pool][: k // _SHARE]}
    rest = [chunk_id for chunk_id in ordered if chunk_id not in kept][: k - len(kept)]
    best = [chunk_id for chunk_id in ordered if chunk_id in kept.union(rest)]
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
    if lang == own:
        found = index.lexical(list(dict.fromkeys(tokens(question))), DEPTH, limited)
    else:
        found = index.lexical_any(wordings(question, own, lexicon, index), DEPTH, limited)
    lexical = dict(found)
    dense |= index.cosines(vector, [chunk_id for chunk_id in lexical if chunk_id not in dense])
    weight = _LEXICAL if lang == own else _FOREIGN_LEXICAL
    return _fuse(dense, lexical, weight)


def _stands_out(pool: dict[str, tuple[float, dict[str, float]]]) -> float:
    """By how much of a cosine the nearest passage is nearer than one far down the list."""
    cosines = sorted((parts["dense"] for _, parts in pool.values()), reverse=True)
    return cosines[0] - cosines[:_STANDING][-1] if cosines else 0.0


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


def merged(found: Sequence[Sequence[Hit]], k: int) -> list[Hit]:
    """The ``k`` best of several retrievals, each passage with the best of its scores."""
    best: dict[str, Hit] = {}
    for hit in (hit for hits in found for hit in hits):
        if hit.chunk.id not in best or hit.score > best[hit.chunk.id].score:
            best[hit.chunk.id] = hit
    ordered = sorted(best.values(), key=lambda hit: (-hit.score, hit.chunk.id))[:k]
    return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, 1)]


def best_by_article(hits: Sequence[Hit]) -> dict[str, float]:
    """Article id to the score of its best passage, best article first."""
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(hit.chunk.article_id, hit.score)
    return best
