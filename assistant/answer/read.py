"""Ranking the figures of the retrieved articles by how well they answer a question."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.answer.context import Context
from assistant.answer.features import features
from assistant.answer.kinds import fits
from assistant.answer.terms import Term
from assistant.schema import Article, Figure, Question

Objection = Literal["entity", "period", "measure"]

# Logistic weights of the features, fitted by evals/fit_ranker.py.
WEIGHTS = {
    "names": 2.0, "weakest": 1.0, "soft": 3.0, "measure": 2.0, "role": 1.0, "period": 1.5,
    "kind": 2.5, "article": 1.0, "passage": 1.0, "asked": 1.0, "extra": -1.0, "face": -1.0,
    "precise": 0.5,
}  # fmt: skip
BIAS = -7.5

# Measures that news names by these words or not at all.
_NAMED = frozenset(
    "revenue operating_profit ordinary_profit net_profit gross_profit profit operating_loss net_loss "
    "dividend buyback market_cap assets capital share_price debt gdp headcount population deaths "
    "injured turnout unemployment_rate interest_rate inflation budget tax emissions job_cuts wage "
    "pension donation fine subsidy subsidy_rate loan stake growth_rate approval_rate".split()
)


@dataclass(frozen=True)
class Candidate:
    """A figure with its evidence: probability, features, and what speaks against it."""

    figure: Figure
    context: Context
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[Term, ...] = ()  # names of the question that the evidence lacks
    objection: Objection | None = None

    @property
    def article(self) -> Article:
        return self.context.article


def rank(
    question: Question, terms: list[Term], contexts: Iterable[Context], passages: Mapping[str, float]
) -> list[Candidate]:
    """All figures of a fitting kind, best first; those with an objection last.

    ``passages`` maps ids of articles and chunks to their retrieval scores (0-1).
    """
    found = [
        _judge(question, terms, figure, context, passages)
        for context in contexts
        for figure in context.figures
        if fits(question, figure) > 0
    ]
    return sorted(found, key=lambda c: (c.objection is not None, -c.score, c.figure.start))


def _judge(
    question: Question,
    terms: list[Term],
    figure: Figure,
    context: Context,
    passages: Mapping[str, float],
) -> Candidate:
    parts = features(question, terms, figure, context, passages)
    missing = tuple(t for t in terms if t.name and context.whole.covers(t) < 0.3)
    logit = BIAS + sum(WEIGHTS[name] * value for name, value in parts.items())
    return Candidate(
        figure,
        context,
        1 / (1 + math.exp(-logit)),
        parts,
        missing,
        _objection(question, parts, missing),
    )


def _objection(
    question: Question, parts: Mapping[str, float], missing: tuple[Term, ...]
) -> Objection | None:
    if missing:
        return "entity"
    if parts["period"] == 0.0:
        return "period"
    named = any(m in _NAMED for m in question.measures)
    return "measure" if parts["measure"] == 0.0 and named else None
