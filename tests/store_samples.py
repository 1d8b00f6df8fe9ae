"""Articles with random unit vectors, for the tests of the store and its kill bench."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.schema import Article, Chunk, Figure
from assistant.store import Index

DIMENSION = 16
FACTS: dict[str, Any] = {
    "embedder_fingerprint": "sample@1/float32",
    "dimension": DIMENSION,
    "chunker_fingerprint": "sentence",
}
_SENTENCE = "第{n}社は最大{n}億円の助成を受ける。"


def sample_article(name: str, sentences: int = 5, **facts: Any) -> Article:
    """An article of that id, whose every sentence is a chunk with one figure."""
    text = "".join(_SENTENCE.format(n=n + 1) for n in range(sentences))
    given = {"title": f"{name} の見出し", "lang": "ja", "publisher": "試験新聞", **facts}
    return Article(id=name, text=text, **given)


def sample_chunks(article: Article) -> list[Chunk]:
    """One chunk a sentence."""
    chunks, start = [], 0
    for end in (i + 1 for i, char in enumerate(article.text) if char == "。"):
        digest = hashlib.sha256(f"{article.id} {start} {article.text[start:end]}".encode())
        chunks.append(Chunk(digest.hexdigest()[:24], article.id, start, end))
        start = end
    return chunks


def sample_figures(article: Article) -> list[Figure]:
    """One figure a chunk."""
    figures = []
    for chunk in sample_chunks(article):
        start = article.text.index("最大", chunk.start) + 2
        surface = article.text[start : article.text.index("円", start) + 1]
        value = Decimal(surface.removesuffix("億円")) * 10**8
        end = start + len(surface)
        figures.append(
            Figure(article.id, "text", start, end, surface, value, "JPY", "money",
                   qualifiers=("max",))
        )  # fmt: skip
    return figures


def unit_vectors(seed: str, count: int) -> NDArray[np.float32]:
    """Unit vectors ``[count, DIMENSION]`` that depend on ``seed`` alone."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    vectors = np.random.default_rng(number).normal(size=(count, DIMENSION)).astype(np.float32)
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def add_sample(index: Index, article: Article) -> None:
    """Add an article with its chunks, figures and vectors."""
    chunks = sample_chunks(article)
    vectors = unit_vectors(article.id, len(chunks))
    index.add(article, chunks, sample_figures(article), vectors, f"hash of {article.id}")


def sample_index(folder: Path, articles: int = 3, sentences: int = 5) -> Path:
    """An index of articles ``a0``, ``a1`` and so on."""
    with Index.open(folder, write=True, **FACTS) as index:
        for n in range(articles):
            add_sample(index, sample_article(f"a{n}", sentences))
    return folder
