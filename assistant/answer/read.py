"""Ranking the figures of the retrieved articles by how well they answer a question."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.answer.context import Context
from assistant.answer.features import Query, features
from assistant.answer.kinds import fits
from assistant.answer.terms import Term
from assistant.schema import Article, Figure, Question

Objection = Literal["entity", "period", "measure"]

# Weights of the features and of "none of them", fitted by evals/fit_ranker.py.
WEIGHTS = {
    "anchor": 1.57, "article": 6.29, "asked": 0.63, "clause": 2.39, "cosine": 1.15,
    "crossed": 1.45, "extra": -2.06, "face": -1.7, "kind": 2.72, "measure": 1.47, "names": 2.28,
    "no_names": -0.39, "no_soft": -1.6, "ordinal": -3.13, "owned": -0.26, "period": 3.25,
    "precise": 3.73, "restated": -5.21, "role": 0.67, "soft": 2.23, "stated": 4.34,
    "title": -2.28, "weakest": -0.87,
}  # fmt: skip
NONE = 18.82

# Measures that news names by these words or not at all.
_NAMED = frozenset(
    "revenue operating_profit ordinary_profit net_profit gross_profit profit operating_loss net_loss "
    "dividend buyback market_cap assets capital share_price debt gdp headcount population deaths "
    "injured turnout unemployment_rate interest_rate inflation budget tax emissions job_cuts wage "
    "pension donation fine subsidy subsidy_rate loan stake growth_rate approval_rate".split()
)


@dataclass(frozen=True)
class Candidate:
    """A figure with its evidence.

    ``score`` is a log-odds; ``probability`` is its share among all figures of
    the retrieved articles and "none of them".
    """

    figure: Figure
    context: Context
    score: float
    probability: float = 0.0
    parts: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[Term, ...] = ()  # names of the question that the evidence lacks
    objection: Objection | None = None

    @property
    def article(self) -> Article:
        return self.context.article


def rank(
    query: Query, contexts: Iterable[Context], passages: Mapping[str, float]
) -> list[Candidate]:
    """All figures of a fitting kind, best first; those with an objection last.

    ``passages`` maps ids of articles and chunks to their retrieval scores (0-1).
    """
    found = [
        _judge(query, figure, context, passages)
        for context in contexts
        for figure in context.figures
        if fits(query.question, figure) > 0
    ]
    free = [c for c in found if c.objection is None]
    top = max([NONE, *(c.score for c in free)])
    total = math.exp(NONE - top) + sum(math.exp(c.score - top) for c in free)
    likely = [
        replace(c, probability=0.0 if c.objection else math.exp(c.score - top) / total)
        for c in found
    ]
    return sorted(likely, key=lambda c: (c.objection is not None, -c.score, c.figure.start))


def _judge(
    query: Query, figure: Figure, context: Context, passages: Mapping[str, float]
) -> Candidate:
    parts = features(query, figure, context, passages)
    missing = tuple(t for t in query.terms if t.name and context.whole.covers(t) < 0.3)
    return Candidate(
        figure=figure,
        context=context,
        score=sum(WEIGHTS[name] * value for name, value in parts.items()),
        parts=parts,
        missing=missing,
        objection=_objection(query.question, parts, missing),
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
