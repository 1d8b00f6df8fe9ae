"""Unit: is the figure that answered in the right unit, or a multiple of it, whatever its value?"""

from __future__ import annotations

from evals.record import Result
from evals.scoring import base


def hit(result: Result) -> bool | None:
    """Nothing when no figure answered, or no figure was asked for."""
    if result.figure is None or not result.accepted:
        return None
    got = base(result.figure.unit)[0]
    return any(base(unit)[0] == got for _, unit in result.accepted)
