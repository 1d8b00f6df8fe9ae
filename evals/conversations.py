"""Follow-ups measured: whether each is answered like the same question asked in full.

    python -m evals.conversations [--show]

``conversations.csv`` holds conversations of two and three turns, in both languages; beside
each question stands what it means, as a question of its own. Both are asked, the one
after those before it; they are alike when they give the same value or words, or both none.
Those up to number 30 of each language were written before the rules were looked at, and the
rules then mended with them: before it 69.9% were alike. Those up to 100 shorten questions of
``facts.csv`` drawn at random; at first sight 68.2% of these were alike. Those after 100 ask
of articles and in ways that were drawn at random, by one who had read the rules but not seen
them at work; at first sight 65.6% were alike. Of these the rules were mended with the odd
ones alone: the even ones tell how follow-ups fare that the rules have not met. Those after 200 and
those after 300 are each by an author who saw the articles alone: at first sight 53.8% and
54.4% were alike; nothing was mended with the latter, which are the blind ones.
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
from assistant.figures.compare import both_counts
from assistant.schema import Answer
from assistant.settings import Settings
from evals.metrics.interval import share
from evals.progress import Progress
from evals.running import corpus_index

TABLE = Path(__file__).with_name("conversations.csv")
_WRITTEN, _DRAWN, _HALVES, _SEEN = 30, 100, 200, 300  # the last numbers of these parts


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation, and the ``standalone`` one that it means there."""

    conversation: str
    turn: int
    question: str
    standalone: str

    @property
    def part(self) -> str:
        """Which of the parts above it belongs to."""
        number = int(self.conversation.partition("-")[2])
        if number <= _DRAWN:
            return "written" if number <= _WRITTEN else "drawn"
        if number > _HALVES:
            return "seen" if number <= _SEEN else "blind"
        return "odd" if number % 2 else "even"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a follow-up was taken for, its answer, and that of the question in full."""

    turn: Turn
    understood: str
    answer: Answer
    expected: Answer

    @property
    def is_like(self) -> bool:
        """Whether both refuse, or give the same first figure (量子ビット are qubits) or words."""
        one, other = self.answer, self.expected
        if one.checks and other.checks and {one.status, other.status} == {"answered"}:
            a, b = one.checks[0].figure, other.checks[0].figure
            same = a.unit == b.unit or both_counts(a.unit, b.unit)
            return same and (a.value, a.value_hi) == (b.value, b.value_hi)
        return _decided(one) == _decided(other)


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
    """A line for each part, for each language, and for all."""
    groups = {
        **{
            part: [reply for reply in replies if reply.turn.part == part]
            for part in ("written", "drawn", "odd", "even", "seen", "blind")
        },
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
