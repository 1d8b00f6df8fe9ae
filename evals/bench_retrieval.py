"""Retrieval measured: ours, each half of it alone, and what LlamaIndex does by itself.

R@k: the share of questions for which a document that answers is among the first k
documents. A document may be several passages; its best one counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

import assistant
from assistant.answer.retrieve import DEPTH, retrieve
from assistant.core import Assistant
from assistant.models.embedder import Embedder, Vectors
from assistant.settings import Settings
from assistant.store import Index
from assistant.text.tokens import tokens
from evals.metrics.interval import wilson

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.schema import BaseNode

SETS = ("jsquad_valid", "jaquad_dev")
_BEST = 5
_NODES = 30  # asked of LlamaIndex's retrievers: five documents may be many nodes

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the ids of the documents that answer it."""

    id: str
    text: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    data: str
    retriever: str
    n: int
    first: int
    first_five: int

    def record(self) -> dict[str, object]:
        """The line as JSON, rates in percent."""
        return {
            "data": self.data,
            "retriever": self.retriever,
            "questions": self.n,
            "R@1": round(100 * self.first / self.n, 2),
            "R@1 95%": [round(100 * share, 2) for share in wilson(self.first, self.n)],
            "R@5": round(100 * self.first_five / self.n, 2),
        }


class Remembered:
    """An embedder whose question vectors are in a file; the rest is the embedder's own."""

    def __init__(self, embedder: Embedder, vectors: dict[str, Vectors]) -> None:
        self._embedder, self._vectors = embedder, vectors
        self.fingerprint, self.dimension = embedder.fingerprint, embedder.dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """As the embedder does."""
        return self._embedder.embed_passages(texts)

    def embed_query(self, text: str) -> Vectors:
        """The remembered vector, else as the embedder does."""
        known = self._vectors.get(text)
        return self._embedder.embed_query(text) if known is None else known


def measure(
    data: Path, cache: Path, settings: Settings, embedder: Embedder, tell: Tell
) -> list[Row]:
    """Every retriever on every set; what was embedded is kept in ``cache``."""
    rows: list[Row] = []
    for name in SETS:
        folder = cache / name
        folder.mkdir(parents=True, exist_ok=True)
        asked = questions(data / name / "qa.jsonl")
        remembered = Remembered(embedder, question_vectors(asked, folder, embedder, tell))
        documents = data / name / "docs.jsonl"
        built = build(documents, folder / "index", settings, tell)
        with Index.open(built) as index:
            for retriever, find in _own(index, remembered).items():
                rows.append(_row(name, retriever, asked, map(find, _texts(asked)), tell))
        for retriever, found in _of_llamaindex(documents, folder, asked, remembered, tell):
            rows.append(_row(name, retriever, asked, iter(found), tell))
    return rows


def questions(path: Path) -> list[Asked]:
    """The answerable questions of a file."""
    return [
        Asked(record["id"], record["question"], frozenset(record["gold_doc_ids"]))
        for record in map(json.loads, path.read_text("utf-8").splitlines())
        if record["answerable"]
    ]


def _texts(asked: Iterable[Asked]) -> Iterator[str]:
    return (one.text for one in asked)


def _row(
    data: str, retriever: str, asked: Sequence[Asked], found: Iterator[list[str]], tell: Tell
) -> Row:
    first = five = 0
    for number, (one, documents) in enumerate(zip(asked, found, strict=True), 1):
        first += not one.gold.isdisjoint(documents[:1])
        five += not one.gold.isdisjoint(documents[:_BEST])
        if number % 1000 == 0:
            tell(f"{data}, {retriever}: {number} of {len(asked)}, R@1 {first / number:.3f}")
    return Row(data, retriever, len(asked), first, five)


# -- ours ---------------------------------------------------------------------------------------


def _own(index: Index, embedder: Embedder) -> dict[str, Callable[[str], list[str]]]:
    """The hybrid as the assistant uses it, and its halves."""
    of = {chunk.id: article.id for article in index.articles()
          for chunk in index.chunks_of(article.id)}  # fmt: skip

    def hybrid(question: str) -> list[str]:
        hits = retrieve(question, index, embedder, k=DEPTH)
        return _documents(hit.chunk.article_id for hit in hits)

    def dense(question: str) -> list[str]:
        return _documents(of[id] for id, _ in index.dense(embedder.embed_query(question), DEPTH))

    def lexical(question: str) -> list[str]:
        words = list(dict.fromkeys(tokens(question)))
        return _documents(of[id] for id, _ in index.lexical(words, DEPTH))

    return {"hybrid (ours)": hybrid, "dense alone": dense, "lexical alone": lexical}


def _documents(ids: Iterable[str]) -> list[str]:
    return list(islice(dict.fromkeys(ids), _BEST))


def build(documents: Path, folder: Path, settings: Settings, tell: Tell) -> Path:
    """An index of a file of documents; what is in it already is not embedded again."""
    with Assistant.open(folder, replace(settings, index=folder)) as reader:
        report = reader.ingest([documents])
    counts = f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged"
    tell(f"{documents.parent.name}, documents: {counts}")
    text = Path(assistant.__file__).parent / "text"
    code = b"".join((text / name).read_bytes() for name in ("tokens.py", "fold.py"))
    stamp, mark = folder / "tokens.sha256", hashlib.sha256(code).hexdigest()
    if not stamp.exists() or stamp.read_text() != mark:
        with Index.open(folder, write=True) as index:  # the words are cut anew, nothing embedded
            index.rebuild()
        stamp.write_text(mark)
    return folder


def question_vectors(
    asked: Sequence[Asked], folder: Path, embedder: Embedder, tell: Tell
) -> dict[str, Vectors]:
    """The vector of every question, kept in ``folder`` as they are made."""
    digest = hashlib.sha256(embedder.fingerprint.encode())
    digest.update("\0".join(_texts(asked)).encode())
    file = folder / f"questions-{digest.hexdigest()[:12]}.npy"
    done: NDArray[np.float32] = np.empty((0, embedder.dimension), dtype=np.float32)
    if file.exists():
        done = np.load(file)
    while len(done) < len(asked):
        batch = [embedder.embed_query(one.text) for one in asked[len(done) : len(done) + 1000]]
        done = np.concatenate([done, np.stack(batch)])
        np.save(file, done)
        tell(f"{folder.name}: {len(done)} of {len(asked)} questions embedded")
    return dict(zip(_texts(asked), done, strict=True))


# -- LlamaIndex ---------------------------------------------------------------------------------


def _of_llamaindex(
    documents: Path, folder: Path, asked: Sequence[Asked], embedder: Embedder, tell: Tell
) -> Iterator[tuple[str, list[list[str]]]]:
    """Its BM25 and vector retrievers over its own splitter's nodes, all as by default.

    They do not change when we do: what they found is kept.
    """
    from importlib.metadata import version

    versions = [version("llama-index-core"), version("llama-index-retrievers-bm25")]
    facts = "\0".join([*versions, embedder.fingerprint, documents.read_text("utf-8"),
                       *_texts(asked)])  # fmt: skip
    digest = hashlib.sha256(facts.encode()).hexdigest()[:12]
    nodes: list[BaseNode] = []
    for name, make in (("BM25Retriever", _bm25), ("VectorStoreIndex", _dense)):
        kept = folder / f"{make.__name__.strip('_')}-{digest}.json"
        if not kept.exists():
            nodes = nodes or _nodes(documents)
            tell(f"{folder.name}: {name} over {len(nodes)} nodes")
            retriever = make(nodes, embedder, folder / f"nodes-{digest}.npy")
            found = []
            for number, one in enumerate(asked, 1):
                hits = retriever.retrieve(one.text)
                found.append(_documents(hit.node.metadata["id"] for hit in hits))
                if number % 500 == 0:
                    tell(f"{folder.name}, {name}: {number} of {len(asked)}")
            kept.write_text(json.dumps(found))
        yield f"LlamaIndex {name}", json.loads(kept.read_text())


def _nodes(documents: Path) -> list[BaseNode]:
    from llama_index.core import Document
    from llama_index.core.node_parser import SentenceSplitter

    records = map(json.loads, documents.read_text("utf-8").splitlines())
    hidden = {"excluded_embed_metadata_keys": ["id"], "excluded_llm_metadata_keys": ["id"]}
    made = [
        Document(
            text=f"{record['title']}\n{record['text']}", metadata={"id": record["id"]}, **hidden
        )
        for record in records
    ]
    nodes: Any = SentenceSplitter().get_nodes_from_documents(made)
    return list(nodes)


def _bm25(nodes: list[BaseNode], embedder: Embedder, file: Path) -> BaseRetriever:
    from llama_index.retrievers.bm25 import BM25Retriever

    retriever: BaseRetriever = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=_NODES)
    return retriever


def _dense(nodes: list[BaseNode], embedder: Embedder, file: Path) -> BaseRetriever:
    from llama_index.core import VectorStoreIndex

    from assistant.models.llamaindex import LlamaEmbedding

    if not file.exists():
        np.save(file, embedder.embed_passages([node.get_content() for node in nodes]))
    for node, vector in zip(nodes, np.load(file), strict=True):
        node.embedding = vector.tolist()
    index = VectorStoreIndex(nodes, embed_model=LlamaEmbedding(embedder))
    return index.as_retriever(similarity_top_k=_NODES)
