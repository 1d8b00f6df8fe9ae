"""What did not go right in a run, in the order in which people look at it."""

from __future__ import annotations

from evals.record import Result, Run

_ORDER = {"wrong": 0, "right": 1, "refused": 2}


def failing(run: Run) -> dict[str, list[Result]]:
    """Failures by language pair: wrong answers first, then faults, then refusals in vain."""
    found: dict[str, list[Result]] = {}
    for result in sorted(run.results, key=lambda result: _ORDER[result.verdict]):
        if result.is_failure:
            found.setdefault(result.pair, []).append(result)
    return dict(sorted(found.items()))


def told(result: Result) -> str:
    """What went wrong, in a word or two."""
    if not result.faults:
        return result.verdict
    return f"{result.verdict}, {' and '.join(result.faults)} at fault"
