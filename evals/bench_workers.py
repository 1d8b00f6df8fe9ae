"""What the speed bench runs in processes of their own; each prints one JSON line.

python -m evals.bench_workers ask INDEX < QUESTIONS
python -m evals.bench_workers ingest ARTICLES INDEX
python -m evals.bench_workers encode INDEX
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest import mock

from assistant import figures as figure_stage
from assistant.core import Assistant, passage_text
from assistant.models.embedder import load_embedder
from assistant.schema import Article, Figure
from assistant.settings import Settings
from assistant.store import Index


def ask(settings: Settings, index: str) -> dict[str, object]:
    """Milliseconds of each question, answered with quotes and checks."""
    took = []
    with Assistant.open(index, settings) as assistant:
        for question in sys.stdin:
            begun = time.perf_counter()
            assistant.ask(question.strip())
            took.append(1000 * (time.perf_counter() - begun))
    return {"milliseconds": took}


def ingest(settings: Settings, articles: str, index: str) -> dict[str, object]:
    """Seconds of a whole ingest, loading the model and writing both indexes included."""
    figures = _Timed(figure_stage.extract)
    begun = time.perf_counter()
    with (
        mock.patch.object(figure_stage, "extract", figures),
        Assistant.open(index, settings) as reader,
    ):
        report = reader.ingest([articles])
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "passages": report.chunks, "figures": report.figures,
            "figures_seconds": figures.seconds}  # fmt: skip


def encode(settings: Settings, index: str) -> dict[str, object]:
    """Seconds of the encoder alone on the passages of an index, the model already loaded."""
    with Index.open(index) as built:
        texts = [
            passage_text(article, chunk)
            for article in built.articles()
            for chunk in built.chunks_of(article.id)
        ]
    embedder = load_embedder(settings)
    embedder.embed_passages(texts[:8])
    begun = time.perf_counter()
    embedder.embed_passages(texts)
    return {"seconds": time.perf_counter() - begun, "passages": len(texts)}


class _Timed:
    """A function that adds up how long it takes."""

    def __init__(self, function: Callable[[Article], list[Figure]]) -> None:
        self._function, self.seconds = function, 0.0

    def __call__(self, article: Article) -> list[Figure]:
        begun = time.perf_counter()
        try:
            return self._function(article)
        finally:
            self.seconds += time.perf_counter() - begun


if __name__ == "__main__":
    workers: dict[str, Callable[..., dict[str, object]]]
    workers = {"ask": ask, "ingest": ingest, "encode": encode}
    chosen = replace(Settings.from_env(), index=Path(sys.argv[-1]))
    sys.stdout.write(json.dumps(workers[sys.argv[1]](chosen, *sys.argv[2:])) + "\n")
