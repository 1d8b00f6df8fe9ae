"""The chunks of the record as every search sees them: in order, by position."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.schema import Filter
from assistant.store import queries
from assistant.store.record import Record

_FILTERS = 32  # remembered


class Rows:
    """The chunks of one generation of a record; a position counts from 0 by chunk number."""

    def __init__(self, record: Record, generation: int) -> None:
        self.generation = generation
        self.numbers, self.ids = queries.numbered(record)
        self._record = record
        self._passing: dict[Filter, NDArray[np.intp] | None] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def passing(self, filter: Filter) -> NDArray[np.intp] | None:
        """The positions of the chunks that pass ``filter``, in order; ``None`` when all do."""
        known = self._passing.get(filter, _UNKNOWN)
        if known is not _UNKNOWN:
            return known
        allowed = queries.allowed(self._record, filter)
        kept = None if allowed is None else self.positions(allowed)
        if kept is not None and len(kept) == len(self):
            kept = None
        if len(self._passing) >= _FILTERS:
            self._passing = {}
        self._passing[filter] = kept
        return kept

    def positions(self, numbers: NDArray[np.int64]) -> NDArray[np.intp]:
        """The positions of these chunk numbers, in order; those that are not there are left out."""
        return np.sort(self.located(numbers)[0])

    def located(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The positions of those of these chunk numbers that are there, and which are."""
        at = np.searchsorted(self.numbers, numbers)
        there = at < len(self)
        there[there] = self.numbers[at[there]] == numbers[there]
        return at[there], there


_UNKNOWN = np.empty(0, dtype=np.intp)


class Catalogue:
    """The rows of a record, read again when it has changed."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._rows: Rows | None = None

    def rows(self) -> Rows:
        """The rows of the record as it is."""
        generation, rows = self._record.generation, self._rows
        if rows is None or rows.generation != generation:
            rows = self._rows = Rows(self._record, generation)
        return rows
