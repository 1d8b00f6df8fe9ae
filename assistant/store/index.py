"""The index of a folder: the record, and what is derived from it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexLocked, IndexMismatch, IndexMissing, IndexUnwritable
from assistant.schema import Article, Chunk, Figure, Filter
from assistant.store import changes, queries, record
from assistant.store.catalogue import Catalogue
from assistant.store.chroma import ChromaFailure
from assistant.store.exact import ExactSearch
from assistant.store.lexical import Group, LexicalSearch
from assistant.store.lock import ProcessLock
from assistant.store.mirror import Mirror
from assistant.text.names import Sounds
from assistant.text.tokens import tokens as lexical_tokens

_PATIENCE = 5.0  # seconds for which a second writer waits for the first
_LOCK = "write.lock"
_FEW = 200  # vectors that are read singly rather than all into memory

# Chunks up to which one pass over all vectors beats importing and opening Chroma.
EXACT_LIMIT = 50_000


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What an index holds and how it is."""

    path: Path
    articles: int
    chunks: int
    figures: int
    embedder: str
    dimension: int
    chunker: str
    chroma: str  # in step, behind, to be rebuilt, not built yet; and why
    bytes: int


class Index:
    """An index, open for reading, or by one process at a time for writing.

    Use it as a context manager, or ``close()`` it.
    """

    def __init__(
        self, path: Path, store: record.Record, lock: ProcessLock | None, chroma_url: str | None
    ) -> None:
        self.path = path
        self._record = store
        self._lock = lock
        self._meta = store.meta()
        self._catalogue = Catalogue(store)
        self._lexical = LexicalSearch(store)
        self._heard: dict[str, tuple[int, Sounds]] = {}
        self._pairs: tuple[int, frozenset[str]] | None = None
        self._exact = ExactSearch(store, self.dimension)
        self._mirror = Mirror(store, self.dimension, chroma_url)
        self._asked_for_chroma = chroma_url is not None
        self._counted: tuple[int, tuple[int, int, int]] | None = None

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        embedder_fingerprint: str | None = None,
        dimension: int | None = None,
        chunker_fingerprint: str | None = None,
        write: bool = False,
        chroma_url: str | None = None,
        patience: float = _PATIENCE,
    ) -> Index:
        """Open the index of a folder; ``write=True`` makes it if fingerprints are given.

        What is given is compared with what is recorded, what is not is not. A
        second writer waits ``patience`` seconds for the first. Raises
        ``IndexMissing``, ``IndexMismatch``, ``IndexLocked``, ``IndexUnwritable``,
        ``IndexDamaged``.
        """
        folder = Path(path)
        given = {
            "embedder": embedder_fingerprint,
            "dimension": None if dimension is None else str(dimension),
            "chunker": chunker_fingerprint,
        }
        lock = _prepared(folder, given, patience) if write else None
        try:
            store = record.Record(folder, write=write)
            try:
                _compare(folder, store.meta(), given, write=write)
                return cls(folder, store, lock, chroma_url)
            except BaseException:
                store.close()
                raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Close the index and let the next writer in."""
        self._mirror.close()
        self._record.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None and self._lock is not None:
                self.sync()
        finally:
            self.close()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Make the changes of a block at once: durable when it ends, undone when it raises."""
        with self._record.transaction():
            yield

    def add(
        self,
        article: Article,
        chunks: Sequence[Chunk],
        figures: Sequence[Figure],
        vectors: NDArray[np.float32],
        content_hash: str,
    ) -> None:
        """Add an article, or replace the one of its id: durable when this returns.

        Within ``together()`` it is durable when that block ends. ``vectors`` are
        unit vectors, float32 ``[len(chunks), dimension]``. Raises ``IndexUnwritable``,
        and ``ValueError`` for vectors of another shape.
        """
        if vectors.shape != (len(chunks), self.dimension) or not np.isfinite(vectors).all():
            raise ValueError(f"vectors of {article.id}: {vectors.shape}, or not finite")
        changes.add(self._record, article, chunks, figures, vectors, content_hash, lexical_tokens)

    def remove(self, article_id: str) -> bool:
        """Remove an article and all that belongs to it; whether it was there."""
        return changes.remove(self._record, article_id)

    def article(self, article_id: str) -> Article | None:
        """The article of that id."""
        return queries.article(self._record, article_id)

    def articles(self) -> list[Article]:
        """Every article, in the order of their coming."""
        return queries.articles(self._record)

    def content_hash(self, article_id: str) -> str | None:
        """The hash that came with the article when it was added."""
        return queries.content_hash(self._record, article_id)

    def chunks(self, ids: Iterable[str]) -> dict[str, Chunk]:
        """The chunks of these ids; those that are not there are left out."""
        return queries.chunks(self._record, ids)

    def vectors(self, ids: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """The unit vectors of the chunks of these ids; those that are not there are left out."""
        return queries.vectors(self._record, ids)

    def chunks_of(self, article_id: str) -> list[Chunk]:
        """The chunks of an article, in reading order."""
        return queries.chunks_of(self._record, article_id)

    def figures(self, article_ids: Iterable[str] | None = None) -> list[Figure]:
        """The figures of these articles, or of all, in order."""
        return queries.figures(self._record, article_ids)

    def figures_of(self, measures: Iterable[str], filter: Filter) -> list[Figure]:
        """The figures bound to a subject and to one of these measures, the last added first."""
        return queries.figures_of(self._record, measures, filter)

    def dense(
        self,
        vector: NDArray[np.float32],
        k: int,
        filter: Filter | None = None,
        *,
        prefer: Literal["auto", "exact", "chroma"] = "auto",
    ) -> list[tuple[str, float]]:
        """The ``k`` nearest chunks with their cosine, best first; ``vector`` is a unit vector.

        ``exact`` compares every vector of the record. ``chroma`` asks the collection,
        brought in step or mended first, and falls back to ``exact`` when it cannot be used.
        ``auto`` asks Chroma where that is the faster way: from ``EXACT_LIMIT``
        chunks on, or on a server, if it is in step; a question to a smaller index
        is answered sooner than chromadb is imported. A filter always means
        ``exact``: Chroma's are slower than a whole pass. Cosines are the record's.
        """
        rows = self._catalogue.rows()
        kept = rows.passing(filter or Filter())
        if kept is None and (prefer == "chroma" or (prefer == "auto" and self._suits_chroma())):
            with contextlib.suppress(ChromaFailure):
                near = self._mirror.nearest(vector, k, mend=prefer == "chroma")
                kept = rows.positions(queries.chunk_numbers(self._record, near))
        if kept is not None and len(kept) <= max(k, _FEW):
            found = self._exact.compare(rows, vector, k, kept)
        else:
            found = self._exact.search(rows, vector, k, kept)
        return [(rows.ids[at], cosine) for at, cosine in found]

    def cosines(self, vector: NDArray[np.float32], ids: Iterable[str]) -> dict[str, float]:
        """The cosine of each of these chunks with the unit vector; missing ones are left out."""
        rows = self._catalogue.rows()
        kept = rows.positions(queries.chunk_numbers(self._record, ids))
        found = self._exact.compare(rows, vector, len(kept), kept)
        return {rows.ids[at]: cosine for at, cosine in found}

    def lexical(
        self, tokens: Sequence[str], k: int, filter: Filter | None = None
    ) -> list[tuple[str, float]]:
        """The ``k`` best chunks that hold any of ``tokens``, with BM25, higher is better."""
        rows = self._catalogue.rows()
        found = self._lexical.search(rows, tokens, k, rows.passing(filter or Filter()))
        return [(rows.ids[at], score) for at, score in found]

    def lexical_any(
        self, groups: Sequence[Group], k: int, filter: Filter | None = None
    ) -> list[tuple[str, float]]:
        """The ``k`` best chunks for words that may be worded in several ways, higher is better.

        A group holds the wordings of one word, each as the tokens that it consists of.
        """
        rows = self._catalogue.rows()
        found = self._lexical.search_any(rows, groups, k, rows.passing(filter or Filter()))
        return [(rows.ids[at], score) for at, score in found]

    def known_tokens(self, tokens: Iterable[str]) -> set[str]:
        """Those of ``tokens`` that stand in any article."""
        return queries.known_tokens(self._record, tokens)

    def latin_words(self) -> Sounds:
        """The Latin words of the articles, by sound."""
        return self._sounds("a", "{")

    def katakana_words(self) -> Sounds:
        """The runs of three or more katakana of the articles, by sound."""
        return self._sounds("\u30a1", "\u30ff")

    def kanji_pairs(self) -> frozenset[str]:
        """The pairs of neighbouring kanji of the articles."""
        generation = self._record.generation
        if self._pairs is None or self._pairs[0] != generation:
            words = queries.words_between(self._record, "\u3400", "\ua000")
            self._pairs = (generation, frozenset(word for word in words if len(word) == 2))
        return self._pairs[1]

    def _sounds(self, first: str, after: str) -> Sounds:
        generation = self._record.generation
        known = self._heard.get(first)
        if known is None or known[0] != generation:
            words = queries.words_between(self._record, first, after)
            words = [word for word in words if len(word) > 2]
            known = self._heard[first] = (generation, Sounds(words))
        return known[1]

    def document_frequency(self, tokens: Iterable[str]) -> dict[str, int]:
        """In how many chunks, titles included, each of ``tokens`` occurs."""
        return self._lexical.frequencies(self._catalogue.rows(), tokens)

    @property
    def dimension(self) -> int:
        """The length of the vectors."""
        return int(self._meta["dimension"])

    def expect(self, embedder_fingerprint: str) -> None:
        """Raise ``IndexMismatch`` unless this model made the vectors."""
        given = {"embedder": embedder_fingerprint, "dimension": None, "chunker": None}
        _compare(self.path, self._meta, given, write=False)

    @property
    def embedder_fingerprint(self) -> str:
        """The model that made the vectors."""
        return self._meta["embedder"]

    @property
    def generation(self) -> int:
        """A number that grows with every change, by whichever process."""
        return self._record.generation

    @property
    def size(self) -> tuple[int, int, int]:
        """How many articles, chunks and figures there are."""
        generation = self._record.generation
        if self._counted is None or self._counted[0] != generation:
            self._counted = (generation, queries.counts(self._record))
        return self._counted[1]

    def status(self) -> IndexStatus:
        """What the index holds and how it is."""
        articles, chunks, figures = self.size
        return IndexStatus(
            path=self.path,
            articles=articles,
            chunks=chunks,
            figures=figures,
            embedder=self.embedder_fingerprint,
            dimension=self.dimension,
            chunker=self._meta["chunker"],
            chroma=self._mirror.describe(),
            bytes=_bytes_below(self.path),
        )

    def check(self) -> bool:
        """Whether SQLite finds the record whole; reads all of it."""
        return self._record.whole()

    def sync(self, patience: float = _PATIENCE) -> bool:
        """Bring the Chroma collection in step with the record; whether that was possible.

        Waits ``patience`` seconds for another process that has it. Leaving a ``with``
        block in which nothing failed does it by itself. Without it nothing is lost:
        exact search serves, and the next writer makes up for it.
        """
        if self._mirror.in_step() and self._mirror.untouched():
            return True
        try:
            self._mirror.sync(patience=patience)
        except ChromaFailure:
            return False  # status() tells why
        return True

    def rebuild(self) -> None:
        """Make everything derived anew from the record, without embedding anything.

        Needs an index open for writing. Raises ``IndexUnwritable`` when Chroma's
        collection cannot be made.
        """
        changes.reindex(self._record, lexical_tokens)
        try:
            self._mirror.sync(anew=True, patience=_PATIENCE)
        except ChromaFailure as error:
            raise IndexUnwritable(
                f"{self.path}: the record and its lexical index are whole and answer questions, "
                f"but Chroma's collection could not be made: {error}"
            ) from error

    def collection(self) -> object:
        """The chromadb collection, in step with the record; for reading only.

        It belongs to this process until the index is closed. Raises ``IndexLocked``
        when another process has it or it cannot be made.
        """
        try:
            return self._mirror.passages().collection
        except ChromaFailure as error:
            raise IndexLocked(
                f"{self.path}: Chroma's collection is not to be had: {error}"
            ) from error

    def _suits_chroma(self) -> bool:
        large = self._asked_for_chroma or self.size[1] >= EXACT_LIMIT
        return large and self._mirror.in_step()


def _prepared(folder: Path, given: dict[str, str | None], patience: float) -> ProcessLock:
    """Take the write lock, and make the record if it is not there and could be."""
    facts = {name: value for name, value in given.items() if value is not None}
    complete = len(facts) == len(given)
    if not complete and not record.exists(folder):
        raise IndexMissing(
            f"{folder}: no index here. Make one: assistant ingest PATH --index {folder}"
        )
    record.make_folder(folder)
    lock = ProcessLock(folder / _LOCK)
    lock.acquire(patience)
    try:
        if complete:
            record.create(folder, facts)
    except BaseException:
        lock.release()
        raise
    return lock


def _compare(
    folder: Path, recorded: dict[str, str], given: dict[str, str | None], *, write: bool
) -> None:
    if recorded.get("format") != record.FORMAT:
        raise IndexMismatch(
            f"{folder}: written by another version of this program. Build it anew: "
            f"assistant ingest PATH --index {folder}-new"
        )
    for name, what in (("embedder", "embedding model"), ("dimension", "vector length"),
                       ("chunker", "chunker")):  # fmt: skip
        mine = given[name]
        if mine is None or mine == recorded.get(name) or (name == "chunker" and not write):
            continue
        raise IndexMismatch(
            f"{folder}: built with the {what} {recorded.get(name)}, not {mine}. Choose the old "
            "one (ASSISTANT_EMBEDDER), or build an index of its own: "
            f"assistant ingest PATH --index {folder}-new"
        )


def _bytes_below(folder: Path) -> int:
    total = 0
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):  # gone meanwhile
            total += file.stat().st_size if file.is_file() else 0
    return total
