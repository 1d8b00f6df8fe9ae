"""Right: the right figure or words, or a refusal where nothing answers."""

from __future__ import annotations

from evals.record import Result


def hit(result: Result) -> bool | None:
    """Every question counts."""
    return result.verdict == "right"
