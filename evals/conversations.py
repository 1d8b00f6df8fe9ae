"""Follow-ups measured: whether each is answered like the same question asked in full.

    python -m evals.conversations [--show]

``conversations.csv`` holds conversations of two and three turns, in both languages; beside
each question stands what it means, as a question of its own. Both are asked, the one
after those before it; they are alike when they give the same value or words, or both none.
The conversations up to number 30 of each language were written before the rules were looked
at, and the rules then mended with them: before it 69.9% were alike. Those after it shorten
questions of ``facts.csv`` drawn at random; at first sight 68.2% of these were alike.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from assistant.core import Assistant
from assistant.schema import Answer
from assistant.settings import Settings
from evals.metrics.interval import share
from evals.progress import Progress
from evals.running import corpus_index

TABLE = Path(__file__).with_name("conversations.csv")
_WRITTEN = 30  # conversations of each language; the rest is drawn


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation, and the ``standalone`` one that it means there."""

    conversation: str
    turn: int
    question: str
    standalone: str

    @property
    def is_drawn(self) -> bool:
        """Whether it is made of questions of the fact table."""
        return int(self.conversation.partition("-")[2]) > _WRITTEN


@dataclass(frozen=True, slots=True)
class Reply:
    """What a follow-up was taken for, its answer, and that of the question in full."""

    turn: Turn
    understood: str
    answer: Answer
    expected: Answer

    @property
    def is_like(self) -> bool:
        """Whether both decide the same."""
        return _decided(self.answer) == _decided(self.expected)


def load(path: Path = TABLE) -> list[list[Turn]]:
    """The conversations, each with its turns in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        turns = [Turn(**{**row, "turn": int(row["turn"])}) for row in csv.DictReader(file)]
    return [list(found) for _, found in groupby(turns, key=lambda turn: turn.conversation)]


def held(assistant: Assistant, conversation: Sequence[Turn]) -> Iterator[Reply]:
    """The replies to all but the first question, each asked after those before it."""
    history = [conversation[0].question]
    for turn in conversation[1:]:
        answer = assistant.ask(turn.question, history)
        yield Reply(turn, answer.question, answer, assistant.ask(turn.standalone))
        history.append(turn.question)


def _decided(answer: Answer) -> tuple[object, ...]:
    if answer.status == "refused":
        return ("refused",)
    if answer.checks:
        figure = answer.checks[0].figure
        return figure.value, figure.value_hi, figure.unit
    return ("words", answer.answer_span)


def summary(replies: Sequence[Reply]) -> Iterator[str]:
    """A line for each half, for each language, and for all."""
    groups = {
        "written": [reply for reply in replies if not reply.turn.is_drawn],
        "drawn": [reply for reply in replies if reply.turn.is_drawn],
        "Japanese": [reply for reply in replies if reply.turn.conversation.startswith("ja")],
        "English": [reply for reply in replies if reply.turn.conversation.startswith("en")],
        "all": list(replies),
    }
    for name, group in groups.items():
        alike = share((reply.turn.conversation, reply.is_like) for reply in group)
        if alike is None:
            continue
        answered = sum(reply.is_like and reply.answer.status == "answered" for reply in group)
        whole = {reply.turn.conversation for reply in group}
        broken = {reply.turn.conversation for reply in group if not reply.is_like}
        yield (
            f"{name:10}{alike.value:6.1%} ({alike.low:.1%} to {alike.high:.1%}) of {alike.n}"
            f" follow-ups alike, {answered} of them answered;"
            f" {len(whole - broken)} of {len(whole)} conversations throughout"
        )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="list those that are not alike")
    args = parser.parse_args(argv)
    conversations, progress, replies = load(), Progress(), list[Reply]()
    settings = Settings.from_env()
    with Assistant.open(corpus_index(settings), settings) as assistant:
        for number, conversation in enumerate(conversations, 1):
            replies += held(assistant, conversation)
            progress(number, len(conversations))
    for line in summary(replies):
        print(line)
    for reply in replies:
        if args.show and not reply.is_like:
            print(f"{reply.turn.conversation}.{reply.turn.turn} {reply.turn.question}")
            print(f"    understood: {reply.understood}\n         meant: {reply.turn.standalone}")
            print(f"    {_decided(reply.answer)} not {_decided(reply.expected)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
