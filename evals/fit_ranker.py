"""Fit the weights of ``assistant.answer.read`` on the fact table.

    python -m evals.fit_ranker INDEX

``INDEX`` holds the demo corpus. Half of the questions, by a hash of the row's
id, is fitted on; the other half is reported. The model is a softmax over all
figures of the retrieved articles and "none of them", so that ranking and
refusal share one scale; it is fitted with torch (Adam, L2). Prints JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from assistant.answer.read import WEIGHTS, Candidate
from assistant.core import Assistant
from evals.scoring import is_right
from evals.tables import FACTS, UNANSWERABLE, is_fitted, load_facts, load_unanswerable

_STEPS, _RATE, _DECAY, _SCALE = 900, 0.05, 1e-4, 5.0


@dataclass(frozen=True)
class Case:
    """The candidates of one question: features ``[n, d]`` and which are right ``[n]``."""

    id: str
    features: torch.Tensor
    right: torch.Tensor


def cases(assistant: Assistant, names: Sequence[str]) -> Iterator[Case]:
    """A case of every question in both languages, of the figures that nothing rules out."""
    texts = {article.id: article.text for article in assistant.articles()}
    for fact in load_facts(FACTS, texts):
        for question in fact.questions.values():
            free = _free(assistant, question)
            yield _case(fact.id, free, [is_right(fact, c.figure) for c in free], names)
    for row in load_unanswerable(UNANSWERABLE):
        for question in row.questions.values():
            free = _free(assistant, question)
            yield _case(row.id, free, [False] * len(free), names)


def _free(assistant: Assistant, question: str) -> list[Candidate]:
    return [c for c in assistant.candidates(question) if c.objection is None]


def _case(id: str, found: Sequence[Candidate], right: Sequence[bool], names: Sequence[str]) -> Case:
    rows = [[c.parts[name] for name in names] for c in found]
    features = torch.tensor(rows, dtype=torch.float32).reshape(-1, len(names))
    return Case(id, features, torch.tensor(right, dtype=torch.bool))


def fit(data: Sequence[Case], width: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights ``[width]`` and the score of "none of them"."""
    weights = torch.zeros(width, requires_grad=True)
    none = torch.tensor(2.0, requires_grad=True)
    optimiser = torch.optim.Adam([weights, none], lr=_RATE)
    for _ in range(_STEPS):
        loss = torch.stack([_loss(case, weights, none) for case in data]).mean()
        loss = loss + _DECAY * (weights**2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return weights.detach() * _SCALE, none.detach() * _SCALE


def _loss(case: Case, weights: torch.Tensor, none: torch.Tensor) -> torch.Tensor:
    scores = case.features @ weights * _SCALE
    low = none.reshape(1) * _SCALE
    total = torch.logsumexp(torch.cat([scores, low]), 0)
    right = torch.logsumexp(scores[case.right], 0) if case.right.any() else low[0]
    return total - right


def first_right(data: Sequence[Case], weights: torch.Tensor) -> float:
    """The share of answerable cases whose best candidate is right."""
    answerable = [case for case in data if case.right.any()]
    hits = [bool(case.right[int((case.features @ weights).argmax())]) for case in answerable]
    return sum(hits) / max(1, len(hits))


def main(index: str) -> None:
    """Fit on one half, report the other, print the weights."""
    names = sorted(WEIGHTS)
    halves: tuple[list[Case], list[Case]] = ([], [])
    with Assistant.open(index) as assistant:
        for case in cases(assistant, names):
            halves[0 if is_fitted(case.id) else 1].append(case)
    weights, none = fit(halves[0], len(names))
    report = {
        "fitted_on": len(halves[0]),
        "first_right_fitted": first_right(halves[0], weights),
        "first_right_held_out": first_right(halves[1], weights),
        "weights": {name: round(float(w), 2) for name, w in zip(names, weights, strict=True)},
        "none": round(float(none), 2),
    }
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
