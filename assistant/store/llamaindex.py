"""The Chroma collection as a LlamaIndex vector store, for those who build on LlamaIndex.

Importing this module imports LlamaIndex and chromadb; nothing else in ``store`` does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import BaseNode, TextNode
from llama_index.core.vector_stores.types import VectorStoreQuery, VectorStoreQueryResult
from llama_index.vector_stores.chroma import ChromaVectorStore

from assistant.errors import UsageError
from assistant.schema import Article, Chunk
from assistant.store.index import Index


class IndexVectorStore(ChromaVectorStore):
    """LlamaIndex's ``ChromaVectorStore`` over an index, for reading.

    Nodes carry the passage's text and offsets from the record, and similarities
    are cosines, where the class above gives ``exp(-distance)``. The index must
    stay open. Raises ``IndexLocked`` when another process has the collection.
    """

    _index: Index = PrivateAttr()

    def __init__(self, index: Index) -> None:
        super().__init__(chroma_collection=index.collection())
        self._index = index

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:
        """The passages nearest to ``query.query_embedding``, best first."""
        found = super().query(query, **kwargs)
        chunks = self._index.chunks(found.ids or [])
        articles = {c.article_id: self._index.article(c.article_id) for c in chunks.values()}
        kept = [
            (chunks[id], article, similarity)
            for id, similarity in zip(found.ids or [], found.similarities or [], strict=True)
            if id in chunks and (article := articles[chunks[id].article_id]) is not None
        ]
        return VectorStoreQueryResult(
            nodes=[_node(chunk, article) for chunk, article, _ in kept],
            similarities=[1.0 + math.log(similarity) for *_, similarity in kept],
            ids=[chunk.id for chunk, *_ in kept],
        )

    def add(self, nodes: Sequence[BaseNode], **add_kwargs: Any) -> list[str]:
        """Refused: the collection mirrors the record."""
        raise UsageError(_READ_ONLY)

    def delete(self, ref_doc_id: str, **delete_kwargs: Any) -> None:
        """Refused: the collection mirrors the record."""
        raise UsageError(_READ_ONLY)

    def delete_nodes(self, *args: Any, **kwargs: Any) -> None:
        """Refused: the collection mirrors the record."""
        raise UsageError(_READ_ONLY)

    def clear(self) -> None:
        """Refused: the collection mirrors the record."""
        raise UsageError(_READ_ONLY)


_READ_ONLY = (
    "the Chroma collection mirrors the record and is not written directly; "
    "use: assistant ingest PATH, or assistant remove ARTICLE_ID"
)


def _node(chunk: Chunk, article: Article) -> TextNode:
    facts = {
        "article_id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
    }
    return TextNode(
        id_=chunk.id,
        text=article.text[chunk.start : chunk.end],
        start_char_idx=chunk.start,
        end_char_idx=chunk.end,
        metadata={name: value for name, value in facts.items() if value is not None},
        excluded_embed_metadata_keys=list(facts),
    )
