"""Qualifier: does the right figure keep "up to", "about", "more than" and their like?"""

from __future__ import annotations

from evals.record import Result
from evals.scoring import QUALIFIERS


def hit(result: Result) -> bool | None:
    """Nothing unless right, from the row's own article, and the row has such a qualifier."""
    if result.verdict != "right" or not QUALIFIERS & set(result.qualifiers):
        return None
    if result.article != result.sources[0]:  # another article may round by itself
        return None
    return "qualifier" not in result.faults
