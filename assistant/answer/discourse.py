"""Whom the text talks about where a figure stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer.context import Context
from assistant.answer.term import Term
from assistant.schema import Figure
from assistant.text.sentences import Span

_NAMED = 0.6  # of a name that a stretch of text must state


def turned(names: Sequence[Term], figure: Figure, context: Context) -> float:
    """1 where the text has turned to another owner since it last named those asked about.

    0 where a name of the question stands in the figure's own sentence, or nearer
    before it than any other owner of a figure; 0.5 where no name is asked about.
    """
    if not names:
        return 0.5
    if figure.field == "title":
        return 0.0
    others = _others(names, context)
    for span in _back(context, context.sentence(figure.start)):
        zone = context.zone(span)
        if any(zone.covers(name) >= _NAMED for name in names):
            return 0.0
        if any(other in zone.folded for other in others):
            return 1.0
    return 0.0


def _others(names: Sequence[Term], context: Context) -> list[str]:
    """The named owners of the article's figures that the question does not name."""
    return [
        owner.folded
        for owner in context.owners()
        if context.is_name(owner.text) and not any(owner.covers(n) >= _NAMED for n in names)
    ]


def _back(context: Context, sentence: Span) -> Iterator[Span]:
    """The sentence and those before it, the nearest first."""
    at = context.sentences.index(sentence) if sentence in context.sentences else -1
    yield from (context.sentences[n] for n in range(at, -1, -1))
