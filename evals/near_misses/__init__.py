"""Questions that the corpus all but answers: another company, year, measure, currency, scale."""

from evals.near_misses.generate import near_misses

__all__ = ["near_misses"]
