"""Calibration error: how far the confidence of answers is from the share of them that is right.

The expected calibration error over ten bins of equal width (Naeini et al. 2015; Guo et al.
2017), its interval by a bootstrap of the rows (Efron 1979), for their questions go together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.metrics.interval import Measured, share
from evals.record import Result

_BINS = 10
_RESAMPLES = 1000
_SEED = 20240419


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence is much alike; ``confidence`` is their mean."""

    confidence: float
    right: Measured


def measure(results: Sequence[Result]) -> Measured | None:
    """The error, 0 to 1; nothing without an answer that has a confidence."""
    answers = _answers(results)
    if not answers:
        return None
    rows = sorted({result.row for result in answers})
    at = {row: n for n, row in enumerate(rows)}
    gaps = np.zeros((len(rows), _BINS))  # confidence less hits, summed
    for result in answers:
        gaps[at[result.row], _bin(result)] += (result.confidence or 0) - (result.verdict == "right")
    sizes = np.zeros(len(rows))
    for result in answers:
        sizes[at[result.row]] += 1
    draws = np.random.default_rng(_SEED).multinomial(
        len(rows), np.full(len(rows), 1 / len(rows)), _RESAMPLES
    )
    value = float(_error(np.ones((1, len(rows))), gaps, sizes)[0])
    low, high = np.quantile(_error(draws, gaps, sizes), [0.025, 0.975])
    return Measured(value, min(value, float(low)), max(value, float(high)), len(answers))


def bins(results: Sequence[Result]) -> list[Bin]:
    """The bins that hold answers, by rising confidence."""
    answers = _answers(results)
    found = []
    for number in range(_BINS):
        inside = [result for result in answers if _bin(result) == number]
        right = share((result.row, result.verdict == "right") for result in inside)
        if right is not None:
            mean = sum(result.confidence or 0 for result in inside) / len(inside)
            found.append(Bin(mean, right))
    return found


def _answers(results: Sequence[Result]) -> list[Result]:
    return [r for r in results if not r.is_refusal and r.confidence is not None]


def _bin(result: Result) -> int:
    return min(_BINS - 1, int(_BINS * (result.confidence or 0)))


def _error(
    weights: NDArray[np.generic], gaps: NDArray[np.float64], sizes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The error of each resample: ``weights`` is resamples by rows, ``gaps`` rows by bins."""
    return np.abs(weights @ gaps).sum(axis=1) / (weights @ sizes)
