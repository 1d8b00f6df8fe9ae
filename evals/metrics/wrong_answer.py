"""Wrong-answer rate: questions that got an answer which is not right. A refusal is none."""

from __future__ import annotations

from evals.record import Result


def hit(result: Result) -> bool | None:
    """Every question counts."""
    return result.verdict == "wrong"
