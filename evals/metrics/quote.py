"""Quote exactness: is every quote the article's own text, whole, with the figures shown in it?"""

from __future__ import annotations

from evals.record import Result


def hit(result: Result) -> bool | None:
    """Nothing when nothing was quoted."""
    if result.quote is None:
        return None
    return "quote" not in result.faults
