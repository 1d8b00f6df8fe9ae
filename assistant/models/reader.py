"""The reader: where in a passage a question is answered, and whether it is at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.models.packaged import Packaged, packaged_model

WEIGHTS = Path(__file__).with_name("reader.onnx")
CHECKSUM = "26b4f2e3342293e5ad10893fc8801746a7958ae68bfcd5f387dabc1cd5fb5055"  # SHA-256 of WEIGHTS
QUESTION, TITLE, TOKENS = 64, 32, 384  # at most, in tokens
BOS, EOS = 0, 2
_TABLES = {
    "word": "embeddings.word_embeddings.weight",
    "place": "embeddings.position_embeddings.weight",
    "type": "embeddings.token_type_embeddings.weight",
}

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Reading:
    """The scores of one passage; ``[starts[i], ends[i])`` are the characters of token ``i``.

    ``first[i]`` and ``last[i]`` are log-odds, against "not in this passage", that
    the answer's first or last token is ``i``.
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    first: Floats
    last: Floats

    def score(self, start: int, end: int) -> float:
        """Log-odds that ``[start, end)`` of the passage answers; -20 where nothing was read."""
        inside = np.flatnonzero((self.starts < end) & (self.ends > start))
        if not len(inside):
            return -20.0
        return float(self.first[inside[0]] + self.last[inside[-1]]) / 2

    @cached_property
    def relevance(self) -> float:
        """Log-odds that the passage answers at all, of the best span."""
        return max((score for score, _, _ in self.best(1)), default=-20.0)

    def best(self, count: int, longest: int = 24) -> list[tuple[float, int, int]]:
        """The ``count`` best spans of at most ``longest`` tokens: score, start, end."""
        size = len(self.first)
        if not size:
            return []
        total = (self.first[:, None] + self.last[None, :]) / 2
        allowed = np.triu(np.ones((size, size), dtype=bool))
        allowed &= ~np.triu(np.ones((size, size), dtype=bool), longest)
        total = np.where(allowed, total, -np.inf).ravel()
        order = np.argsort(-total, kind="stable")[:count]
        return [
            (float(total[at]), int(self.starts[at // size]), int(self.ends[at % size]))
            for at in order
        ]


def mean(readings: Sequence[Reading]) -> Reading:
    """Of one passage read for several wordings of a question: the mean of their scores."""
    if len(readings) == 1:
        return readings[0]
    size = min(len(reading.first) for reading in readings)
    first = np.mean([reading.first[:size] for reading in readings], axis=0)
    last = np.mean([reading.last[:size] for reading in readings], axis=0)
    return Reading(readings[0].starts[:size], readings[0].ends[:size], first, last)


class Reader:
    """An encoder of question and passage together, on ONNX Runtime.

    Its word embeddings are the packaged embedder's own, read from that folder row
    by row; only the layers above them are in ``reader.onnx``, with products in int8.
    It reads each passage by itself, so that no score depends on what else is read,
    and as many at a time as there are threads.
    """

    def __init__(self, model: Packaged, threads: int, weights: Path = WEIGHTS) -> None:
        from assistant.models.embedder import open_session, open_tokenizer

        try:
            self._tokenizer = open_tokenizer(model.folder)
            self._session = open_session(weights, 1)
            self._tables = _tables(model.folder / "model.safetensors")
        except Exception as error:  # the libraries raise bare Exception subclasses
            raise ModelError(
                f"{weights}: the reader cannot be loaded ({error}); install the package anew"
            ) from error
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="reader")

    def read(self, passages: Sequence[tuple[str, str, str]]) -> list[Reading]:
        """Read each passage, given as the question put to it, its title and its text."""
        return list(self.begin(passages))

    def begin(self, passages: Sequence[tuple[str, str, str]]) -> Iterator[Reading]:
        """As ``read``, in the background: each reading is waited for when it is asked for."""
        return self._threads.map(self._read, passages)

    def _read(self, passage: tuple[str, str, str]) -> Reading:
        question, title, text = passage
        asked = self._ids(question)[:QUESTION]
        before = [BOS, *asked, EOS, EOS, *self._ids(title)[:TITLE], EOS]
        told = self._tokenizer.encode(_whole(text), add_special_tokens=False)
        room = TOKENS - len(before) - 1
        scores = self._scores([*before, *told.ids[:room], EOS])
        return _reading(scores, len(before), told.offsets[:room])

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(_whole(text), add_special_tokens=False).ids
        return ids

    def _scores(self, ids: list[int]) -> Floats:
        word, place, kind = (self._tables[name] for name in _TABLES)
        embedded = np.asarray(word[ids], np.float32) + place[: len(ids)] + kind[0]
        mask = np.ones((1, len(ids)), dtype=np.int64)
        scores: Floats = self._session.run(None, {"embedded": embedded[None], "mask": mask})[0][0]
        return scores


def load_reader(cache: Path, threads: int) -> Reader:
    """The reader over the packaged embedder's tables. Raises ``ModelError``."""
    return Reader(packaged_model(cache), threads)


def _reading(scores: Floats, start: int, offsets: list[tuple[int, int]]) -> Reading:
    held = scores[start : start + len(offsets)] - scores[0]
    spans = np.array(offsets, dtype=np.int32).reshape(-1, 2)
    return Reading(spans[:, 0], spans[:, 1], held[:, 0], held[:, 1])


def _whole(text: str) -> str:
    """Without lone surrogates, which the tokenizer cannot take; one character for one."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _tables(path: Path) -> dict[str, NDArray[np.floating]]:
    """Tables of numbers in a safetensors file, mapped and not loaded."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    found: dict[str, NDArray[np.floating]] = {}
    for name, key in _TABLES.items():
        entry = header[key]
        begin = 8 + size + entry["data_offsets"][0]
        kind = {"F16": np.float16, "F32": np.float32}[entry["dtype"]]
        found[name] = np.memmap(path, kind, "r", begin, tuple(entry["shape"]))
    return found
