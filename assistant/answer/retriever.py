"""The hybrid retrieval as a LlamaIndex retriever."""

from __future__ import annotations

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.answer.retrieve import retrieve
from assistant.models.embedder import Embedder
from assistant.schema import Filter
from assistant.store import Index
from assistant.text.lexicon import Lexicon


class HybridRetriever(BaseRetriever):
    """Passages as nodes: ids, offsets and article data survive the trip.

    The command line calls ``retrieve`` itself: it need not import LlamaIndex,
    which takes longer than the answer.
    """

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        *,
        k: int = 10,
        filter: Filter | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        super().__init__()
        self._index, self._embedder, self._lexicon = index, embedder, lexicon
        self._k, self._filter = k, filter

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = retrieve(
            query_bundle.query_str,
            self._index,
            self._embedder,
            k=self._k,
            filter=self._filter,
            lexicon=self._lexicon,
        )
        return [NodeWithScore(node=self._node(hit.chunk.id), score=hit.score) for hit in hits]

    def _node(self, chunk_id: str) -> TextNode:
        chunk = self._index.chunks([chunk_id])[chunk_id]
        article = self._index.article(chunk.article_id)
        text = article.text[chunk.start : chunk.end] if article else ""
        return TextNode(
            id_=chunk.id,
            text=text,
            start_char_idx=chunk.start,
            end_char_idx=chunk.end,
            metadata={
                "article_id": chunk.article_id,
                "title": article.title if article else "",
                "publisher": article.publisher if article else None,
                "published": article.published if article else None,
                "url": article.url if article else None,
            },
        )
