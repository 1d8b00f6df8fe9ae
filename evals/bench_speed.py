"""Speed and memory, against a plain LlamaIndex script that only retrieves.

Everything is measured in one run, ours and theirs in turn, each in a process of its
own; times are medians. Both search the same passages with the same model, theirs
through sentence-transformers and Chroma.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.core import passage_text
from assistant.models.packaged import packaged_model
from assistant.settings import Settings
from assistant.store import Index
from evals.bench_retrieval import build

NEWS = "jawikinews"
_ARTICLES = 3500
_STORED = 500  # articles of the ingest that is timed
_COLD = 5
_WARM = 100
_WARMED = 10  # questions before those that are timed
_BATCH = 1000  # nodes added to Chroma at a time
_SEED = 20240419
_ASKS = ("{}、いつのことですか?", "{}、何人ですか?", "{}、金額はいくらですか?", "{}、どこですか?")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: wall-clock seconds, peak memory, what it printed."""

    seconds: float
    megabytes: float
    out: str


def measure(data: Path, cache: Path, settings: Settings, tell: Tell) -> list[dict[str, Any]]:
    """The rows of the speed table; indexes are kept in ``cache``."""
    folder = cache / NEWS
    folder.mkdir(parents=True, exist_ok=True)
    articles = _head(data / NEWS / "docs.jsonl", folder / "articles.jsonl", _ARTICLES)
    index = build(articles, folder / "index", settings, tell)
    chroma = _plain_collection(index, folder, tell)
    model = packaged_model(settings.cache).folder
    ours = [sys.executable, "-m", "assistant", "ask", "--index", str(index)]
    plain = [sys.executable, "-m", "evals.plain_llamaindex", str(model), str(chroma)]
    asked = questions(index)
    rows = _cold(ours, plain, asked[0], tell) + _warm(index, plain, asked, tell)
    return rows + _ingest(articles, folder, tell)


def _head(source: Path, target: Path, count: int) -> Path:
    with source.open("rb") as lines:
        target.write_bytes(b"".join(islice(lines, count)))
    return target


def questions(index: Path) -> list[str]:
    """Questions about random articles: their headlines, and what to know of them."""
    with Index.open(index) as opened:
        titles = sorted({article.title for article in opened.articles()})
    chosen = random.Random(_SEED).sample(titles, _WARM + _WARMED)
    return [_ASKS[at % len(_ASKS)].format(title) for at, title in enumerate(chosen)]


def _plain_collection(index: Path, folder: Path, tell: Tell) -> Path:
    """A Chroma collection of the index's own passages and vectors, as LlamaIndex fills it."""
    import chromadb
    from llama_index.core.schema import BaseNode, TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    with Index.open(index) as opened:
        passages = {chunk.id: (article, chunk) for article in opened.articles()
                    for chunk in opened.chunks_of(article.id)}  # fmt: skip
        digest = hashlib.sha256(opened.embedder_fingerprint.encode())
        digest.update("".join(passages).encode())
        made = folder / f"plain-{digest.hexdigest()[:12]}"
        if made.exists():
            return made
        tell(f"{len(passages)} passages into the collection of the plain script")
        collection: Any = opened.collection()
        held = collection.get(include=["embeddings"])
    vectors = dict(zip(held["ids"], held["embeddings"], strict=True))
    partial = folder / "plain-partial"
    shutil.rmtree(partial, ignore_errors=True)
    client = chromadb.PersistentClient(str(partial))
    collection = client.create_collection(
        "news", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    nodes: list[BaseNode] = [
        TextNode(
            id_=id, text=passage_text(article, chunk), metadata={"id": article.id},
            embedding=vectors[id].tolist(),
        )
        for id, (article, chunk) in passages.items()
    ]  # fmt: skip
    store = ChromaVectorStore(chroma_collection=collection)
    for at in range(0, len(nodes), _BATCH):
        store.add(nodes[at : at + _BATCH])
    partial.rename(made)
    return made


# -- what is measured ---------------------------------------------------------------------------


def _cold(ours: list[str], plain: list[str], question: str, tell: Tell) -> list[dict[str, Any]]:
    """A whole process for one question, from the shell; theirs only retrieves."""
    runs: dict[str, list[Run]] = {"ours": [], "plain": []}
    for turn in range(_COLD + 1):  # the first warms the disk cache
        runs["ours"].append(_run([*ours, question]))
        runs["plain"].append(_run(plain, question))
        took = {who: done[-1].seconds for who, done in runs.items()}
        tell(f"cold {turn}: {took['ours']:.2f} s, plain {took['plain']:.2f} s")
    seconds, memory = {}, {}
    for who, done in runs.items():
        seconds[who] = statistics.median(run.seconds for run in done[1:])
        memory[who] = max(run.megabytes for run in done)
    return [
        _row("cold: one question, process and all", "s", seconds["ours"], seconds["plain"]),
        _row("cold: peak memory", "MB", memory["ours"], memory["plain"]),
    ]


def _warm(index: Path, plain: list[str], asked: Sequence[str], tell: Tell) -> list[dict[str, Any]]:
    """Questions one after the other in a process that has loaded everything."""
    text = "\n".join(asked)
    mine = _run(_worker("ask", index), text)
    theirs = _run(plain, text)
    milliseconds = json.loads(mine.out)["milliseconds"][_WARMED:]
    retrieving = [float(line) for line in theirs.out.split()][_WARMED:]
    tell(f"warm: {len(milliseconds)} questions each")
    rows = [
        _row(f"warm: a question over {_ARTICLES:,} articles, {name}", "ms", pick(milliseconds),
             pick(retrieving))
        for name, pick in (("median", statistics.median), ("95th percentile", _percentile))
    ]  # fmt: skip
    return [*rows, _row("warm: peak memory", "MB", mine.megabytes, theirs.megabytes)]


def _ingest(articles: Path, folder: Path, tell: Tell) -> list[dict[str, Any]]:
    """Storing passages, figures and both indexes, against embedding the same passages alone."""
    some = _head(articles, folder / "some.jsonl", _STORED)
    with tempfile.TemporaryDirectory(dir=folder) as made:
        index = Path(made) / "index"
        ingest = _run(_worker("ingest", some, index))
        tell("ingest done")
        encode = _run(_worker("encode", index))
    whole, alone = json.loads(ingest.out), json.loads(encode.out)
    stored = whole["passages"] / whole["seconds"]
    figures = whole["figures_seconds"]
    share = 100 * figures / whole["seconds"]
    return [
        _row(f"ingest of {_STORED} articles, against the encoder alone", "passages/s", stored,
             alone["passages"] / alone["seconds"]),
        _row("ingest: share of the figures in its time", "%", share, None),
        _row("ingest: figures read", "figures/s", whole["figures"] / figures, None),
        _row("ingest: peak memory", "MB", ingest.megabytes, encode.megabytes),
    ]  # fmt: skip


def _percentile(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _row(what: str, unit: str, ours: float, theirs: float | None) -> dict[str, Any]:
    """A line of the table; ``ratio`` is ours by the other's."""
    return {
        "measured": what,
        "unit": unit,
        "ours": _round(ours),
        "compared with": "" if theirs is None else _round(theirs),
        "ratio": "" if theirs is None else round(ours / theirs, 3),
    }


def _round(value: float) -> float:
    return float(f"{value:.3g}") if value < 1000 else float(round(value))


def _worker(*words: object) -> list[str]:
    return [sys.executable, "-m", "evals.bench_workers", *map(str, words)]


def _run(command: list[str], text: str = "") -> Run:
    """Run a process to its end. Raises ``RuntimeError`` with its last words when it fails."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, \
            tempfile.TemporaryFile() as told:  # fmt: skip
        given.write(text.encode())
        given.seek(0)
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=given, stdout=out, stderr=told, env=_quiet())
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        for stream in (out, told):
            stream.seek(0)
        if process.returncode:
            last = told.read().decode(errors="replace").strip()[-500:]
            raise RuntimeError(f"{' '.join(command[:4])} failed: {last}")
        return Run(seconds, used.ru_maxrss / 1024, out.read().decode())


def _quiet() -> dict[str, str]:
    """Neither side may reach for the network."""
    return os.environ | {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"}
