"""Fit the weights of ``assistant.answer.read``.

    python -m evals.fit_ranker CORPUS_INDEX [QUESTIONS.tsv INDEX]...

``CORPUS_INDEX`` holds the demo corpus; half of its fact table, by a hash of the
row's id, is asked in both languages (``assistant eval`` reports the other half
by itself); each further pair is a file of questions in the form of
``evals/training`` with an index that holds its articles. Those of ``evals/choosing``
were never trained on; the shipped weights saw ``near-*`` as well, as the reader
read them before it was trained on them. The model is a softmax over all figures of the
retrieved articles and "none of them", so that ranking and refusal share one
scale; it is fitted with torch (Adam, L2). Four fits, each without a quarter of
the questions, tell how it does on questions it has not seen. Prints JSON.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from assistant.answer.read import FITTED, FIXED, Candidate
from assistant.answer.span import wants_words
from assistant.core import Assistant
from assistant.schema import Figure
from evals.scoring import is_right
from evals.tables import FACTS, UNANSWERABLE, is_fitted, load_facts, load_unanswerable

_STEPS, _RATE, _DECAY, _SCALE = 500, 0.06, 2e-4, 4.0
_FOLDS = 4
_MOST = 150  # candidates of one question


@dataclass(frozen=True)
class Case:
    """The candidates of one question: features ``[n, d]``, and ``[n]`` each what the
    weights that are not fitted give and which are right.
    """

    group: str  # cases of one group are fitted on together or not at all
    features: torch.Tensor
    fixed: torch.Tensor
    right: torch.Tensor


def of_facts(assistant: Assistant, names: Sequence[str]) -> Iterator[Case]:
    """A case of every question of the fitted half of the fact table in both languages."""
    texts = {article.id: article.text for article in assistant.articles()}
    for fact in filter(lambda fact: is_fitted(fact.id), load_facts(FACTS, texts)):
        for question in fact.questions.values():
            if found := _ranked(assistant, question):
                yield _case(fact.id, found, [is_right(fact, c.figure) for c in found], names)
    for row in filter(lambda row: is_fitted(row.id), load_unanswerable(UNANSWERABLE)):
        for question in row.questions.values():
            if found := _ranked(assistant, question):
                yield _case(row.id, found, [False] * len(found), names)


def of_questions(assistant: Assistant, path: Path, names: Sequence[str]) -> Iterator[Case]:
    """A case of every question about a figure in ``path``, or about what is not there."""
    with path.open(encoding="utf-8", newline="") as file:
        for article, kind, question, start, end in csv.reader(file, "excel-tab", quoting=3):
            told = _figure(assistant.figures([article]), start, end) if start else None
            if kind == "span" or (kind == "figure" and told is None):
                continue
            found = _ranked(assistant, question)
            right = [told is not None and _same(c.figure, told) for c in found]
            if found:
                yield _case(article, found, right, names)


def _ranked(assistant: Assistant, question: str) -> list[Candidate]:
    """The likeliest candidates, where the ranking alone decides: no list, sum or words."""
    found = assistant.findings(question)
    asked = found.query.question
    if (
        asked.operation is not None
        or asked.scope == "all"
        or wants_words(found.query, found.contexts)
    ):
        return []
    return found.ranked()[:_MOST]


def _figure(figures: Sequence[Figure], start: str, end: str) -> Figure | None:
    inside = (f for f in figures if f.field == "text" and f.start < int(end) and f.end > int(start))
    return next(inside, None)


def _same(figure: Figure, told: Figure) -> bool:
    return figure.value == told.value and figure.unit == told.unit


def _case(
    group: str, found: Sequence[Candidate], right: Sequence[bool], names: Sequence[str]
) -> Case:
    rows = [[c.parts[name] for name in names] for c in found]
    features = torch.tensor(rows, dtype=torch.float32).reshape(-1, len(names))
    fixed = torch.tensor(
        [sum(weight * c.parts[name] for name, weight in FIXED.items()) for c in found],
        dtype=torch.float32,
    )
    return Case(group, features, fixed, torch.tensor(right, dtype=torch.bool))


def fit(data: Sequence[Case], width: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights ``[width]`` and the score of "none of them"."""
    most = max(len(case.right) for case in data)
    features, fixed = torch.zeros(len(data), most, width), torch.zeros(len(data), most)
    known, right = torch.zeros(2, len(data), most, dtype=torch.bool)
    for n, case in enumerate(data):
        size = len(case.right)
        features[n, :size], fixed[n, :size] = case.features, case.fixed
        known[n, :size], right[n, :size] = True, case.right
    weights = torch.zeros(width, requires_grad=True)
    none = torch.tensor(2.0, requires_grad=True)
    optimiser = torch.optim.Adam([weights, none], lr=_RATE)
    for _ in range(_STEPS):
        scores = (features @ weights * _SCALE + fixed).masked_fill(~known, -1e9)
        low = (none * _SCALE).expand(len(data), 1)
        wanted = torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
        wanted = torch.where(right.any(1), wanted, low[:, 0])
        loss = (torch.logsumexp(torch.cat([scores, low], 1), 1) - wanted).mean()
        loss = loss + _DECAY * (weights**2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return weights.detach() * _SCALE, none.detach() * _SCALE


def first_right(data: Sequence[Case], weights: torch.Tensor) -> list[bool]:
    """For each answerable case whether its best candidate is right."""
    answerable = [case for case in data if case.right.any()]
    scores = [case.features @ weights + case.fixed for case in answerable]
    return [bool(c.right[int(s.argmax())]) for c, s in zip(answerable, scores, strict=True)]


def unseen(data: Sequence[Case], width: int) -> float:
    """The share of answerable cases whose best candidate is right, each fitted without."""
    hits: list[bool] = []
    for fold in range(_FOLDS):
        kept = [case for case in data if _fold(case.group) != fold]
        weights, _ = fit(kept, width)
        hits += first_right([case for case in data if _fold(case.group) == fold], weights)
    return sum(hits) / max(1, len(hits))


def _fold(group: str) -> int:
    return hashlib.sha256(group.encode()).digest()[0] % _FOLDS


def main(index: str, *more: str) -> None:
    """Gather the cases, fit, print the weights."""
    names = sorted(FITTED)
    with Assistant.open(index) as assistant:
        data = list(of_facts(assistant, names))
    for path, folder in zip(more[::2], more[1::2], strict=True):
        with Assistant.open(folder) as assistant:
            data += of_questions(assistant, Path(path), names)
    sys.stdout.write(report(data, names))


def report(data: Sequence[Case], names: Sequence[str]) -> str:
    """The weights fitted on ``data``, and how they do on cases fitted without, as JSON."""
    weights, none = fit(data, len(names))
    told = {
        "cases": len(data),
        "first_right_fitted": sum(hits := first_right(data, weights)) / max(1, len(hits)),
        "first_right_unseen": unseen(data, len(names)),
        "weights": {name: round(float(w), 2) for name, w in zip(names, weights, strict=True)},
        "none": round(float(none), 2),
    }
    return json.dumps(told, indent=1) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
