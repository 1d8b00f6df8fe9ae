"""The assistant: the one place where the stages are put together."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant import figures as figure_stage
from assistant import ingest as ingest_stage
from assistant.answer.brief import beside, brief
from assistant.answer.contexts import Contexts
from assistant.answer.dialogue import Dialogue
from assistant.answer.draft import draft, unreadable
from assistant.answer.explain import Explanation, Steps
from assistant.answer.features import Query
from assistant.answer.followup import standalone
from assistant.answer.gather import Findings, analysed, gather
from assistant.answer.retrieve import merged, retrieve
from assistant.answer.verify import verify
from assistant.loaded import Loaded
from assistant.models.llm import LlmClient
from assistant.models.packaged import packaged_model
from assistant.models.providers import load_llm
from assistant.schema import (
    QUESTION_LIMIT,
    Answer,
    Article,
    Chunk,
    Draft,
    Figure,
    Filter,
    Hit,
    Rejected,
)
from assistant.settings import Settings
from assistant.store import Index, IndexStatus
from assistant.text import chunks as chunk_stage

if TYPE_CHECKING:
    from assistant.answer.retriever import HybridRetriever

_PASSAGES = 30
_BATCH = 256  # passages embedded at a time, and stored in one transaction


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far an ingest is; ``phase`` is preparing, reading or embedding."""

    done: int
    total: int
    source: str
    phase: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did."""

    added: int
    updated: int
    unchanged: int
    figures: int
    chunks: int
    rejected: tuple[Rejected, ...]
    seconds: float


Progress = Callable[[IngestProgress], None]


class Assistant:
    """Articles in, verified answers out, over one index folder.

    Opening is cheap: models and index are loaded when first needed. ``llm`` stands in for
    the language model of the settings: any of LlamaIndex's in an ``LlmClient``.
    """

    def __init__(self, settings: Settings, llm: LlmClient | None = None) -> None:
        self.settings = settings
        self._loaded = Loaded(settings)
        self._index: Index | None = None
        self._contexts: Contexts | None = None
        self._given = llm
        self._llm = llm

    @classmethod
    def open(
        cls, index: str | Path, settings: Settings | None = None, llm: LlmClient | None = None
    ) -> Assistant:
        """The assistant over the index in folder ``index``."""
        chosen = settings or Settings.from_env()
        return cls(replace(chosen, index=Path(index)), llm)

    def beside(self) -> Assistant:
        """Another over the same index, for another thread; what is loaded is loaded for both."""
        other = Assistant(self.settings, self._given)
        other._loaded = self._loaded
        return other

    def close(self) -> None:
        """Close the index, and let go of a language model that it has loaded itself."""
        self._llm = self._given
        if self._index is not None:
            self._index.close()
            self._index = self._contexts = None

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- ingest ---------------------------------------------------------------------------------

    def ingest(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        published: str | None = None,
        publisher: str | None = None,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Add new articles, replace changed ones, skip the rest; bad input is reported."""
        begun = time.perf_counter()
        named = [paths] if isinstance(paths, str | Path) else paths
        files = list(ingest_stage.discover(named))
        told = _Teller(progress, len(files))
        counts = {"added": 0, "updated": 0, "unchanged": 0, "figures": 0, "chunks": 0}
        rejected: list[Rejected] = []
        stream = ingest_stage.read(
            files, published=published, publisher=publisher, progress=told.read
        )
        self.close()
        self._prepare(told)
        with self._writer() as index:
            for batch in _batches(self._new(stream, index, counts, rejected)):
                told.say("embedding", batch[0].article.id)
                self._store(index, batch, counts)
        return IngestReport(**counts, rejected=tuple(rejected), seconds=time.perf_counter() - begun)

    def _prepare(self, told: _Teller) -> None:
        """Make what is made once per machine, with progress, rather than at the first question."""
        self._loaded.embedder(lambda what, _: told.say("preparing", what))
        if not self.settings.is_packaged_embedder:  # the reader has its tables from there
            packaged_model(self.settings.cache, lambda what, _: told.say("preparing", what))
        self._loaded.lexicon(lambda what: told.say("preparing", what))

    def _writer(self) -> Index:
        embedder = self._loaded.embedder()
        return Index.open(
            self.settings.index,
            embedder_fingerprint=embedder.fingerprint,
            dimension=embedder.dimension,
            chunker_fingerprint=chunk_stage.FINGERPRINT,
            write=True,
            chroma_url=self.settings.chroma_url,
        )

    def _new(
        self,
        stream: Iterable[Article | Rejected],
        index: Index,
        counts: dict[str, int],
        rejected: list[Rejected],
    ) -> Iterator[_Prepared]:
        for item in stream:
            if isinstance(item, Rejected):
                rejected.append(item)
                continue
            digest = content_hash(item)
            known = index.content_hash(item.id)
            if known == digest:
                counts["unchanged"] += 1
                continue
            chunks = chunk_stage.chunk(item)
            counts["added" if known is None else "updated"] += 1
            yield _Prepared(item, chunks, figure_stage.extract(item), digest)

    def _store(self, index: Index, batch: list[_Prepared], counts: dict[str, int]) -> None:
        texts = [
            passage_text(prepared.article, chunk) for prepared in batch for chunk in prepared.chunks
        ]
        ids = [chunk.id for prepared in batch for chunk in prepared.chunks]
        vectors = self._vectors(index, ids, texts)
        at = 0
        with index.together():
            for prepared in batch:
                end = at + len(prepared.chunks)
                index.add(
                    prepared.article,
                    prepared.chunks,
                    prepared.figures,
                    vectors[at:end],
                    prepared.digest,
                )
                at = end
        counts["figures"] += sum(len(prepared.figures) for prepared in batch)
        counts["chunks"] += len(ids)

    def _vectors(self, index: Index, ids: list[str], texts: list[str]) -> NDArray[np.float32]:
        """Vectors of passages; those that the index holds already are not made again."""
        known = index.vectors(ids)
        new = [text for chunk_id, text in zip(ids, texts, strict=True) if chunk_id not in known]
        made = iter(self._loaded.embedder().embed_passages(new) if new else ())
        rows = [known[chunk_id] if chunk_id in known else next(made) for chunk_id in ids]
        return np.array(rows, dtype=np.float32).reshape(len(ids), index.dimension)

    # -- ask ------------------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        filter: Filter | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Answer:
        """Answer one question, or refuse with a reason; never raises for a question's wording.

        ``history`` holds the questions before it, oldest first: what a follow-up leaves
        out is taken from them, and ``Answer.question`` is the question so completed.
        ``progress`` is told each stage as it begins: analyse, retrieve, read, verify, and
        write where a language model does.
        """
        *_, answer = self.ask_stream(question, history, filter, progress)
        return answer

    def ask_stream(
        self,
        question: str,
        history: Sequence[str] = (),
        filter: Filter | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Iterator[Answer]:
        """As ``ask``; while a language model writes, an answer for each sentence that holds.

        Each answer is verified and has one sentence more; the last one is whole.
        """
        return self._answers(question, history, filter, Steps(progress))

    def ask_plain(self, question: str) -> Answer:
        """As ``ask``, without a language model even if there is one."""
        query = analysed(question, self._loaded.lexicon())
        return self._plain(query, [question], None, Steps())[0]

    def explain(
        self, question: str, history: Sequence[str] = (), filter: Filter | None = None
    ) -> Explanation:
        """As ``ask``, with all that led to the answer."""
        steps = Steps()
        *_, answer = self._answers(question, history, filter, steps)
        return steps.explanation(answer)

    def _answers(
        self, question: str, history: Sequence[str], filter: Filter | None, steps: Steps
    ) -> Iterator[Answer]:
        if isinstance(history, str):
            history = [history]
        client = self._load_llm()
        dialogue = Dialogue(client, self.settings.llm_timeout) if client else None
        steps.dialogue = dialogue
        with steps.stage("analyse"):
            if history and len(question) <= QUESTION_LIMIT:
                question = self._completed(question, history, dialogue)
            query = analysed(question[:QUESTION_LIMIT], self._loaded.lexicon())
        asked = replace(query.question, text=question)
        unread = unreadable(asked)
        if unread is not None:
            yield verify(asked, unread, {}, steps.timings)
            return
        plain, drafted, found = self._plain(query, [question], filter, steps)
        if dialogue is None:
            yield plain
            return
        if plain.status == "refused" and not query.question.operation:
            searches = dialogue.searches(question)
            if searches:
                plain, drafted, found = self._plain(query, [question, *searches], filter, steps)
        if plain.status == "refused":
            yield plain
            return
        steps.begin("write")
        told = brief(query.question, drafted, found.articles, beside(found))
        yield from dialogue.worded(told, plain)

    def _completed(self, question: str, history: Sequence[str], dialogue: Dialogue | None) -> str:
        """A follow-up completed by rules, or by the model where it names nothing for them."""
        lexicon = self._loaded.lexicon()
        whole = standalone(question, history, lexicon)
        if dialogue is None or whole != question or analysed(whole, lexicon).question.entities:
            return whole
        return dialogue.completed(question, history)

    def _plain(
        self, query: Query, searches: list[str], filter: Filter | None, steps: Steps
    ) -> tuple[Answer, Draft, Findings]:
        """The answer without a language model, the draft and the findings it was made of."""
        with steps.stage("retrieve"):
            hits = merged([self._retrieved(one, filter) for one in searches], _PASSAGES)
        with steps.stage("read"):
            found = self._gathered(query, hits, filter)
            drafted = draft(found)
        steps.hits, steps.found = hits, found
        with steps.stage("verify"):
            answer = verify(query.question, drafted, found.articles)
        return replace(answer, timings=dict(steps.timings)), drafted, found

    def findings(self, question: str) -> Findings:
        """All that a question would be answered from, for measuring and fitting the ranking."""
        query = analysed(question, self._loaded.lexicon())
        return self._gathered(query, self._retrieved(question, None), None)

    def _retrieved(self, question: str, filter: Filter | None) -> list[Hit]:
        index, embedder = self._opened(), self._loaded.embedder()
        index.expect(embedder.fingerprint)
        lexicon = self._loaded.lexicon()
        return retrieve(question, index, embedder, k=_PASSAGES, filter=filter, lexicon=lexicon)

    def _gathered(self, query: Query, hits: list[Hit], filter: Filter | None) -> Findings:
        if self._contexts is None:
            self._contexts = Contexts(self._opened(), self._loaded.lexicon())
        return gather(query, hits, self._contexts, self._loaded.reader(), filter)

    def as_retriever(self, *, k: int = 10, filter: Filter | None = None) -> HybridRetriever:
        """The retrieval as a LlamaIndex retriever: ``k`` passages with their ids and offsets."""
        from assistant.answer.retriever import HybridRetriever

        return HybridRetriever(
            self._opened(),
            self._loaded.embedder(),
            k=k,
            filter=filter,
            lexicon=self._loaded.lexicon(),
        )

    # -- the rest -------------------------------------------------------------------------------

    def article(self, article_id: str) -> Article | None:
        """The stored article of that id."""
        return self._opened().article(article_id)

    def articles(self) -> list[Article]:
        """Every stored article, in the order of their coming."""
        return self._opened().articles()

    def remove(self, article_id: str) -> bool:
        """Remove an article; whether it was there."""
        self.close()
        with Index.open(
            self.settings.index, write=True, chroma_url=self.settings.chroma_url
        ) as index:
            return index.remove(article_id)

    def figures(self, article_ids: Iterable[str] | None = None) -> list[Figure]:
        """The figure ledger."""
        return self._opened().figures(article_ids)

    def generation(self) -> int:
        """A number that grows with every change of the index, by whichever process."""
        return self._opened().generation

    def status(self) -> IndexStatus:
        """What the index holds and how it is."""
        return self._opened().status()

    def _opened(self) -> Index:
        if self._index is None:
            self._index = Index.open(
                self.settings.index,
                embedder_fingerprint=self._loaded.fingerprint,
                chunker_fingerprint=chunk_stage.FINGERPRINT,
                chroma_url=self.settings.chroma_url,
            )
        return self._index

    def _load_llm(self) -> LlmClient | None:
        if self._llm is None:
            self._llm = load_llm(self.settings)
        return self._llm


@dataclass(frozen=True)
class _Prepared:
    article: Article
    chunks: list[Chunk]
    figures: list[Figure]
    digest: str


class _Teller:
    """Progress of an ingest for whoever listens."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def read(self, path: Path) -> None:
        self._done += 1
        self.say("reading", str(path))

    def say(self, phase: str, source: str) -> None:
        if self._progress is not None:
            self._progress(IngestProgress(self._done, self._total, source, phase))


def _batches(prepared: Iterable[_Prepared]) -> Iterator[list[_Prepared]]:
    """Articles in groups of about ``_BATCH`` passages."""
    batch: list[_Prepared] = []
    size = 0
    for one in prepared:
        batch.append(one)
        size += len(one.chunks)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def passage_text(article: Article, chunk: Chunk) -> str:
    """What is embedded for a chunk: the headline, then the passage."""
    passage = article.text[chunk.start : chunk.end]
    if not article.title or passage.startswith(article.title):
        return passage
    return f"{article.title}\n{passage}"


@cache
def reader_fingerprint() -> str:
    """A hash of the code that reads text and figures: an index read by older code is read anew."""
    folders = (Path(figure_stage.__file__).parent, Path(chunk_stage.__file__).parent)
    files = sorted(file for folder in folders for file in folder.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def content_hash(article: Article) -> str:
    """A hash of all of an article and of what its figures were read by."""
    record = json.dumps([reader_fingerprint(), asdict(article)], sort_keys=True)
    return hashlib.sha256(record.encode()).hexdigest()
