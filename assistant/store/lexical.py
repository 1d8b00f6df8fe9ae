"""Lexical search: BM25 over the postings of the full-text index.

The postings of a token are read when it is first asked for and kept in memory:
the frequent tokens, whose lists are long, return in question after question.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.store import queries
from assistant.store.catalogue import Rows
from assistant.store.record import Record

_K1, _B = 1.2, 0.75
_LEAST = 1e-6  # the weight of a token that most chunks hold, as FTS5 has it
_KEPT = 2_000_000  # postings in memory, 12 bytes each

# The wordings of one word, each with the tokens that it consists of.
Group = Sequence[tuple[str, ...]]
Posting = tuple[NDArray[np.int32], NDArray[np.float64]]  # positions, and what each adds to BM25


class LexicalSearch:
    """BM25 (Robertson & Zaragoza 2009) with the constants and sums of FTS5's own ``bm25()``."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = threading.Lock()
        self._rows: Rows | None = None
        self._norms: NDArray[np.float64] = np.empty(0)
        self._postings: OrderedDict[str, Posting] = OrderedDict()
        self._size = 0

    def search(
        self, rows: Rows, tokens: Iterable[str], k: int, kept: NDArray[np.intp] | None
    ) -> list[tuple[int, float]]:
        """The ``k`` best positions with their scores, of those ``kept``; equals in order."""
        scores = np.zeros(len(rows))
        for at, weights in self._of(rows, tokens).values():
            scores[at] += weights
        return _best(scores, k, kept)

    def search_any(
        self, rows: Rows, groups: Iterable[Group], k: int, kept: NDArray[np.intp] | None
    ) -> list[tuple[int, float]]:
        """As ``search``, for words that each may stand in any of several wordings.

        A group counts as one word that stands wherever one of its wordings does,
        as in Pirkola's structured queries (SIGIR 1998): a word of many translations
        is then as common as they are together.
        """
        scores = np.zeros(len(rows))
        for group in groups:
            places = [self._all_of(rows, wording) for wording in dict.fromkeys(group)]
            at = np.unique(np.concatenate(places)) if places else np.empty(0, dtype=np.int32)
            scores[at] += _rarity(len(rows), len(at)) * (_K1 + 1.0) / (1.0 + self._norms[at])
        return _best(scores, k, kept)

    def _all_of(self, rows: Rows, wording: tuple[str, ...]) -> NDArray[np.int32]:
        """The positions of the chunks that hold every token of a wording."""
        found: NDArray[np.int32] | None = None
        for token in wording:
            at, _ = self._of(rows, (token,))[token]
            found = at if found is None else np.intersect1d(found, at, assume_unique=True)
            if not len(found):
                break
        return np.empty(0, dtype=np.int32) if found is None else found

    def frequencies(self, rows: Rows, tokens: Iterable[str]) -> dict[str, int]:
        """In how many chunks each token occurs."""
        return {token: len(at) for token, (at, _) in self._of(rows, tokens).items()}

    def _of(self, rows: Rows, tokens: Iterable[str]) -> dict[str, Posting]:
        """The postings of the tokens, in their order."""
        with self._lock:
            if self._rows is not rows:
                self._rows, self._norms = rows, self._read_norms(rows)
                self._postings, self._size = OrderedDict(), 0
            found = {token: self._one(rows, token) for token in dict.fromkeys(tokens)}
            while self._size > _KEPT:
                _, (at, _) = self._postings.popitem(last=False)
                self._size -= len(at)
        return found

    def _one(self, rows: Rows, token: str) -> Posting:
        known = self._postings.get(token)
        if known is not None:
            self._postings.move_to_end(token)
            return known
        made = self._postings[token] = self._weighed(rows, queries.places(self._record, token))
        self._size += len(made[0])
        return made

    def _weighed(self, rows: Rows, numbers: NDArray[np.int64]) -> Posting:
        """Positions and weights of a token that stands once in a chunk for each of ``numbers``."""
        chunks, counts = np.unique(numbers, return_counts=True)
        at, there = rows.located(chunks)  # a chunk that came after the rows were read is not
        counts = counts[there]
        often = (counts * (_K1 + 1.0)) / (counts + self._norms[at])
        weights = _rarity(len(rows), len(at)) * often
        return at.astype(np.int32), weights

    def _read_norms(self, rows: Rows) -> NDArray[np.float64]:
        """What BM25 adds to the count of a token in each chunk, by the chunk's length."""
        numbers, found = queries.lengths(self._record)
        at, there = rows.located(numbers)
        lengths = np.zeros(len(rows))
        lengths[at] = found[there]
        mean = lengths.mean() if len(rows) and lengths.any() else 1.0
        norms: NDArray[np.float64] = _K1 * (1 - _B + _B * lengths / mean)
        return norms


def _rarity(total: int, holding: int) -> float:
    rarity = math.log((total - holding + 0.5) / (holding + 0.5))
    return rarity if rarity > 0 else _LEAST


def _best(
    scores: NDArray[np.float64], k: int, kept: NDArray[np.intp] | None
) -> list[tuple[int, float]]:
    found = np.flatnonzero(scores) if kept is None else kept[scores[kept] > 0]
    if 0 < k < len(found):
        least = -np.partition(-scores[found], k - 1)[k - 1]
        found = found[scores[found] >= least]
    order = found[np.lexsort((found, -scores[found]))][: max(k, 0)]
    return [(int(at), float(scores[at])) for at in order]
