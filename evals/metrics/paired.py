"""Two runs over the same questions: is a change larger than the noise?

Each row of the tables counts once, better or worse by the sum over its questions, which go
together; then the exact sign test. With one question a row it is McNemar's exact test
(McNemar 1947; Dixon and Mood 1946).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scipy.stats import binomtest

_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows got more hits, how many fewer, and how likely that is by chance alone."""

    more: int
    fewer: int
    p: float

    @property
    def is_noise(self) -> bool:
        """Whether chance alone would often do as much."""
        return self.p >= _ALPHA

    def __str__(self) -> str:
        said = "within the noise" if self.is_noise else "more than noise"
        return f"{self.more} rows up, {self.fewer} down, p {self.p:.2g}: {said}"


def paired(cases: Iterable[tuple[str, bool, bool]]) -> Change:
    """The change of hits of cases (row, before, after)."""
    change: Counter[str] = Counter()
    for row, before, after in cases:
        change[row] += after - before
    more = sum(step > 0 for step in change.values())
    fewer = sum(step < 0 for step in change.values())
    p = float(binomtest(more, more + fewer).pvalue) if more + fewer else 1.0
    return Change(more, fewer, p)
