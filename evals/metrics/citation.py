"""Citation containment: is a right answer cited from an article that states it, in a quote
that holds it?"""

from __future__ import annotations

from evals.record import Result


def hit(result: Result) -> bool | None:
    """Nothing unless rightly answered."""
    if result.verdict != "right" or result.is_refusal:
        return None
    return "citation" not in result.faults
