"""Latency: how long a question takes, in milliseconds; the median and the slowest in twenty.

Intervals are those between order statistics (Conover 1999, by scipy's ``quantile_test``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.stats import quantile_test

from evals.metrics.interval import Measured
from evals.record import Result


def median(results: Sequence[Result]) -> Measured | None:
    """The time that half of the questions keep within."""
    return _quantile(results, 0.5)


def slowest(results: Sequence[Result]) -> Measured | None:
    """The time that 95% of the questions keep within."""
    return _quantile(results, 0.95)


def _quantile(results: Sequence[Result], share: float) -> Measured | None:
    """Nothing when no time was taken; an end that too few cases leave open is the extreme."""
    times = sorted(result.milliseconds for result in results if result.milliseconds > 0)
    if not times:
        return None
    value = times[min(len(times) - 1, math.ceil(share * len(times)) - 1)]
    low, high = quantile_test(times, p=share).confidence_interval(0.95)
    return Measured(
        value, times[0] if math.isnan(low) else float(low),
        times[-1] if math.isnan(high) else float(high), len(times),
    )  # fmt: skip
