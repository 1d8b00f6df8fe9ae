"""Exact search: every vector of the record against the question's.

Serves small indexes, any process that does not own the Chroma folder, filtered
questions, and the tests as their oracle.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from assistant.store.record import Record

_MARGIN = 8  # candidates beyond the k best, for those that differ by rounding only


class ExactSearch:
    """The vectors of a record in memory, read again when the record has changed."""

    def __init__(self, record: Record, dimension: int) -> None:
        self._record = record
        self._dimension = dimension
        self._state: tuple[int, NDArray[np.int64], NDArray[np.float32]] | None = None

    def search(
        self, vector: NDArray[np.float32], k: int, only: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The ``k`` nearest chunk numbers with their cosine, best first.

        ``vector`` is a unit vector; ``only`` restricts the search to these numbers.
        """
        numbers, matrix = self._vectors()
        if only is not None:
            kept = np.isin(numbers, np.fromiter(only, dtype=np.int64, count=len(only)))
            numbers, matrix = numbers[kept], matrix[kept]
        return _nearest(vector, k, numbers, matrix)

    def compare(
        self, vector: NDArray[np.float32], k: int, only: Collection[int]
    ) -> list[tuple[int, float]]:
        """Like ``search`` among a few chunks, without reading all vectors into memory."""
        sql = "SELECT chunk, vector FROM vectors WHERE chunk IN (SELECT value FROM json_each(?))"
        rows = self._record.all(sql, (json.dumps(list(only)),))
        return _nearest(vector, k, *self._arrays(rows))

    def _vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        generation = self._record.generation
        if self._state is None or self._state[0] != generation:
            self._state = (generation, *self._read())
        return self._state[1], self._state[2]

    def _read(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        return self._arrays(self._record.all("SELECT chunk, vector FROM vectors ORDER BY chunk"))

    def _arrays(self, rows: list[sqlite3.Row]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        numbers = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
        matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4")
        return numbers, matrix.reshape(len(rows), self._dimension).astype(np.float32, copy=False)


def _nearest(
    vector: NDArray[np.float32], k: int, numbers: NDArray[np.int64], matrix: NDArray[np.float32]
) -> list[tuple[int, float]]:
    if k < 1 or not len(numbers):
        return []
    best = np.arange(len(numbers))
    if k + _MARGIN < len(numbers):
        best = np.argpartition(-(matrix @ vector), k + _MARGIN)[: k + _MARGIN]
    # Summed row by row, so that a chunk's cosine does not depend on its company.
    numbers, scores = numbers[best], (matrix[best] * vector).sum(axis=1)
    order = np.lexsort((numbers, -scores))[:k]
    return [(int(numbers[i]), float(scores[i])) for i in order]
