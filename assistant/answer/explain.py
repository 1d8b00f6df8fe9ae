"""What went into an answer: the question as read, passages, candidates, a model's exchanges."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from assistant.answer.dialogue import Dialogue, Exchange
from assistant.answer.gather import Findings
from assistant.answer.read import Candidate
from assistant.schema import Answer, Hit, Question


@dataclass(frozen=True)
class Explanation:
    """An answer with all that led to it; ``candidates`` are the figures ranked, best first."""

    answer: Answer
    question: Question | None
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    exchanges: tuple[Exchange, ...]


@dataclass
class Steps:
    """The steps of one question, noted as they are taken.

    ``progress`` is told each stage as it begins; ``timings`` has milliseconds of each.
    """

    progress: Callable[[str], None] | None = None
    timings: dict[str, float] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    found: Findings | None = None
    dialogue: Dialogue | None = None

    def begin(self, stage: str) -> None:
        """Tell that a stage begins."""
        if self.progress is not None:
            self.progress(stage)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Tell that a stage begins, and note how long it takes; once more adds to it."""
        self.begin(name)
        begun = time.perf_counter()
        try:
            yield
        finally:
            taken = 1000 * (time.perf_counter() - begun)
            self.timings[name] = self.timings.get(name, 0.0) + taken

    def explanation(self, answer: Answer) -> Explanation:
        return Explanation(
            answer=answer,
            question=self.found.query.question if self.found else None,
            hits=tuple(self.hits),
            candidates=tuple(self.found.ranked()) if self.found else (),
            exchanges=tuple(self.dialogue.exchanges) if self.dialogue else (),
        )
