"""Hybrid retrieval: dense and lexical passages, fused by normalised score."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.models.embedder import Embedder
from assistant.schema import Filter, Hit
from assistant.store import Index
from assistant.text.lexicon import Lexicon
from assistant.text.tokens import tokens

DEPTH = 60  # passages asked of each retriever
_LEXICAL = 0.55  # weight of the lexical score; the rest is the dense one's
_MAX_TRANSLATIONS = 24


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

    Dense cosines are stretched between the best and the last of the depth,
    BM25 scores divided by the best, and both added with fixed weights: a
    linear fusion keeps more of the first rank than reciprocal ranks do.
    """
    chosen = filter or Filter()
    dense = dict(index.dense(embedder.embed_query(question), DEPTH, chosen))
    lexical = dict(index.lexical(query_tokens(question, lexicon), DEPTH, chosen))
    fused = _fuse(dense, lexical)
    best = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))[:k]
    chunks = index.chunks(best)
    return [
        Hit(
            chunks[chunk_id],
            fused[chunk_id],
            rank,
            {
                name: scores[chunk_id]
                for name, scores in (("dense", dense), ("lexical", lexical))
                if chunk_id in scores
            },
        )
        for rank, chunk_id in enumerate(best, 1)
    ]


def query_tokens(question: str, lexicon: Lexicon | None = None) -> list[str]:
    """Lexical tokens of a question, with those of its translations when a lexicon is given."""
    found = list(dict.fromkeys(tokens(question)))
    if lexicon is not None:
        heads = [
            entry.head
            for entry in lexicon.translations([token for token in found if token.isascii()])
            if len(entry.head) > 1 and (entry.common or entry.name)
        ]
        ranked = sorted(dict.fromkeys(heads), key=len, reverse=True)[:_MAX_TRANSLATIONS]
        found += [token for head in ranked for token in tokens(head) if len(token) > 1]
    return list(dict.fromkeys(found))


def _fuse(dense: dict[str, float], lexical: dict[str, float]) -> dict[str, float]:
    top = max(lexical.values(), default=0.0) or 1.0
    stretched = _stretch(dense)
    return {
        chunk_id: _LEXICAL * lexical.get(chunk_id, 0.0) / top
        + (1 - _LEXICAL) * stretched.get(chunk_id, 0.0)
        for chunk_id in [*dense, *(c for c in lexical if c not in dense)]
    }


def _stretch(scores: dict[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    span = (high - low) or 1.0
    return {key: (value - low) / span for key, value in scores.items()}


def best_by_article(hits: Sequence[Hit]) -> dict[str, float]:
    """Article id to the score of its best passage, best article first."""
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(hit.chunk.article_id, hit.score)
    return best
