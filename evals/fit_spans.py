"""Fit the weights of ``assistant.answer.span``.

    python -m evals.fit_spans CORPUS_INDEX [QUESTIONS.tsv INDEX]...

As ``evals.fit_ranker``, whose fit it uses, for questions that words answer: the
candidates are the spans that the reader likes best, of half of the table of words
over the demo corpus and of further questions. Prints JSON.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from assistant.answer.span import WEIGHTS, rank_spans, wants_words
from assistant.core import Assistant
from evals.fit_ranker import Case, report
from evals.scoring import is_said
from evals.tables import SPANS, Span, is_fitted, load_spans

_NAMES = sorted(WEIGHTS)


def of_table(assistant: Assistant) -> Iterator[Case]:
    """A case of every question of the fitted half of the table in both languages."""
    texts = {article.id: article.text for article in assistant.articles()}
    for row in filter(lambda row: is_fitted(row.id), load_spans(SPANS, texts)):
        for question in row.questions.values():
            yield from _case(
                assistant, row.id, question, lambda words, row=row: is_said(row, words)
            )


def of_questions(assistant: Assistant, path: Path) -> Iterator[Case]:
    """A case of every question for words in ``path``, and of those that nothing answers."""
    texts = {article.id: article.text for article in assistant.articles()}
    with path.open(encoding="utf-8", newline="") as file:
        for article, kind, question, start, end in csv.reader(file, "excel-tab", quoting=3):
            if article not in texts or kind == "figure":
                continue
            told = texts[article][int(start) : int(end)] if kind == "span" else ""
            row = Span(article, "what", (told,), (article,), told, {})
            yield from _case(
                assistant, article, question,
                lambda words, row=row: bool(row.quote) and is_said(row, words),
            )  # fmt: skip


def _case(
    assistant: Assistant, group: str, question: str, is_right: Callable[[str], bool]
) -> Iterator[Case]:
    found = assistant.findings(question)
    spans = rank_spans(found.query, found.contexts, found.passages)
    if not spans or not wants_words(found.query, found.contexts):
        return
    features = torch.tensor([[s.parts[name] for name in _NAMES] for s in spans])
    right = torch.tensor([is_right(s.text) for s in spans])
    yield Case(group, features, torch.zeros(len(spans)), right)


def main(index: str, *more: str) -> None:
    """Gather the cases, fit, print the weights."""
    with Assistant.open(index) as assistant:
        data = list(of_table(assistant))
    for path, folder in zip(more[::2], more[1::2], strict=True):
        with Assistant.open(folder) as assistant:
            data += of_questions(assistant, Path(path))
    sys.stdout.write(report(data, _NAMES))


if __name__ == "__main__":
    main(*sys.argv[1:])
