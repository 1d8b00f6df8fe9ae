"""A small fixed part of the lying language model: nothing of its lies is shown."""

from __future__ import annotations

from evals.adversary import cases_of, run

_PART = 40  # every fortieth case


def test_no_lie_is_shown_and_the_truth_is() -> None:
    tally = run(*cases_of(_PART))
    assert tally.wrong == {}
    assert sum(tally.tried.values()) > 1000
    assert len(tally.tried) > 15
    assert tally.worded["true"] > 0.8 * tally.tried["true"]
