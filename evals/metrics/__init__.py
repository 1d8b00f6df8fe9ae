"""What is measured of a run, one metric a file, each a pure function over its results.

A metric of shares judges each question: hit, miss, or nothing where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.metrics import (
    calibration,
    citation,
    exact_value,
    latency,
    period,
    qualifier,
    quote,
    refusal,
    right,
    unit,
    wrong_answer,
)
from evals.metrics.interval import Measured, share
from evals.record import Result

Hit = Callable[[Result], bool | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric by its name; ``hit`` judges a question, else ``whole`` measures all together."""

    name: str
    meaning: str
    hit: Hit | None = None
    whole: Callable[[Sequence[Result]], Measured | None] | None = None
    unit: str = "%"
    rising_is_good: bool = True

    def measure(self, results: Sequence[Result]) -> Measured | None:
        """The value over these results; nothing where no question is eligible."""
        if self.whole is not None:
            return self.whole(results)
        assert self.hit is not None
        judged = ((result.row, self.hit(result)) for result in results)
        return share((row, hit) for row, hit in judged if hit is not None)

    def shown(self, value: float) -> str:
        """A value as people read it, without its unit."""
        return f"{100 * value:.1f}" if self.unit == "%" else f"{value:.0f}"


RIGHT = Metric("right", "right figure, words or refusal, of all questions", right.hit)
WRONG = Metric(
    "wrong answer", "answered and not right, of all questions", wrong_answer.hit,
    rising_is_good=False,
)  # fmt: skip
METRICS = (
    RIGHT,
    WRONG,
    Metric("exact value", "right number, of questions that a figure answered", exact_value.hit),
    Metric("unit", "right unit, of questions that a figure answered", unit.hit),
    Metric("qualifier", "up to, about and the like kept, of right figures", qualifier.hit),
    Metric("period", "right time, of figures where both are dated", period.hit),
    Metric("citation", "cited from an article that states it, of right answers", citation.hit),
    Metric("exact quote", "the article's own text, of what is quoted", quote.hit),
    Metric("refusal precision", "nothing answers, of what was refused", refusal.due),
    Metric("refusal recall", "refused, of what nothing answers", refusal.came),
    Metric(
        "calibration error", "confidence against the share right, of answers",
        whole=calibration.measure, rising_is_good=False,
    ),
    Metric(
        "latency, median", "of all questions", whole=latency.median, unit="ms",
        rising_is_good=False,
    ),
    Metric(
        "latency, 95th percentile", "of all questions", whole=latency.slowest, unit="ms",
        rising_is_good=False,
    ),
)  # fmt: skip
