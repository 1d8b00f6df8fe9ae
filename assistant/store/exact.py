"""Exact search: every vector of the record against the question's.

Serves small indexes, any process that does not own the Chroma folder, filtered
questions, and the tests as their oracle.
"""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import NDArray

from assistant.store.catalogue import Rows
from assistant.store.record import Record

Vectors = NDArray[np.float32]

_MARGIN = 8  # candidates beyond the k best, for those that differ by rounding only


class ExactSearch:
    """The vectors of a record in memory, read again when the record has changed."""

    def __init__(self, record: Record, dimension: int) -> None:
        self._record = record
        self._dimension = dimension
        self._state: tuple[Rows, Vectors] | None = None
        # Matrix, vector, cosines: a question searches once for each language.
        self._last: tuple[Vectors, Vectors, Vectors] | None = None

    def search(
        self, rows: Rows, vector: Vectors, k: int, kept: NDArray[np.intp] | None = None
    ) -> list[tuple[int, float]]:
        """The ``k`` nearest positions with their cosine, best first, of those ``kept``.

        ``vector`` is a unit vector.
        """
        matrix = self._vectors(rows)
        scores = self._compared(matrix, vector)
        best = np.arange(len(rows)) if kept is None else kept
        if k + _MARGIN < len(best):
            best = best[np.argpartition(-scores[best], k + _MARGIN)[: k + _MARGIN]]
        return _nearest(vector, k, best, matrix[best])

    def compare(
        self, rows: Rows, vector: Vectors, k: int, kept: NDArray[np.intp]
    ) -> list[tuple[int, float]]:
        """Like ``search`` among a few chunks, without reading all vectors into memory."""
        if self._state is not None and self._state[0] is rows:
            return _nearest(vector, k, kept, self._state[1][kept])
        return _nearest(vector, k, kept, self._read(rows.numbers[kept], singly=True))

    def _vectors(self, rows: Rows) -> Vectors:
        state = self._state
        if state is None or state[0] is not rows:
            state = self._state = (rows, self._read(rows.numbers))
        return state[1]

    def _compared(self, matrix: Vectors, vector: Vectors) -> Vectors:
        last = self._last
        if last is None or last[0] is not matrix or not np.array_equal(last[1], vector):
            last = self._last = (matrix, vector.copy(), matrix @ vector)
        return last[2]

    def _read(self, numbers: NDArray[np.int64], *, singly: bool = False) -> Vectors:
        """The vectors of these chunks; zeros for any that are gone meanwhile."""
        where = "WHERE chunk IN (SELECT value FROM json_each(?))" if singly else ""
        values = (json.dumps(numbers.tolist()),) if singly else ()
        sql = f"SELECT chunk, vector FROM vectors {where} ORDER BY chunk"
        found = self._record.all(sql, values)
        held = np.fromiter((row[0] for row in found), dtype=np.int64, count=len(found))
        matrix = np.frombuffer(b"".join(row[1] for row in found), dtype="<f4")
        matrix = matrix.reshape(len(found), self._dimension).astype(np.float32, copy=False)
        if np.array_equal(held, numbers):
            return matrix
        aligned = np.zeros((len(numbers), self._dimension), dtype=np.float32)
        _, to, of = np.intersect1d(numbers, held, assume_unique=True, return_indices=True)
        aligned[to] = matrix[of]
        return aligned


def _nearest(
    vector: Vectors, k: int, best: NDArray[np.intp], matrix: Vectors
) -> list[tuple[int, float]]:
    if k < 1 or not len(best):
        return []
    # Summed row by row, so that a chunk's cosine does not depend on its company.
    scores = (matrix * vector).sum(axis=1)
    order = np.lexsort((best, -scores))[:k]
    return [(int(best[i]), float(scores[i])) for i in order]
