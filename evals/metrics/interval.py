"""A measured number with its 95% interval; shares, and how many of what they rest on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_Z = 1.96  # 95%


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with the ends of its 95% interval, from ``n`` cases."""

    value: float
    low: float
    high: float
    n: int


def wilson(hits: float, n: float) -> tuple[float, float]:
    """The 95% score interval of a proportion (Wilson 1927); the whole unit line when n is 0."""
    if n == 0:
        return 0.0, 1.0
    rate, z2 = hits / n, _Z * _Z
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(cases: Iterable[tuple[str, bool]]) -> Measured | None:
    """The share of hits among cases (row, hit); nothing without a case.

    The questions of one row are phrasings of one another and go right or wrong together,
    so the interval is Wilson's for the *effective* number of cases: n over the design
    effect, estimated from the rows (Kish 1965; Korn and Graubard 1998).
    """
    n: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for row, hit in cases:
        n[row] += 1
        hits[row] += hit
    total = n.total()
    if not total:
        return None
    rate = hits.total() / total
    effective = _effective(n, hits, rate)
    low, high = wilson(rate * effective, effective)
    return Measured(rate, low, high, total)


def _effective(n: Counter[str], hits: Counter[str], rate: float) -> float:
    """How many independent cases tell as much as these; rows when nothing differs."""
    total, rows = n.total(), len(n)
    simple = rate * (1 - rate) / total
    if rows == 1 or simple == 0:
        return rows
    spread = sum((hits[row] - rate * n[row]) ** 2 for row in n)
    clustered = rows / (rows - 1) * spread / total**2
    return total / max(1.0, clustered / simple)


def percent(part: float, whole: float) -> str:
    """A share in percent, or a dash."""
    return f"{100 * part / whole:.1f}" if whole else "-"
