"""What went into an answer: the question as read, passages, candidates, a model's exchanges."""

from __future__ import annotations

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
    """The steps of one question, noted as they are taken."""

    hits: list[Hit] = field(default_factory=list)
    found: Findings | None = None
    dialogue: Dialogue | None = None

    def explanation(self, answer: Answer) -> Explanation:
        return Explanation(
            answer=answer,
            question=self.found.query.question if self.found else None,
            hits=tuple(self.hits),
            candidates=tuple(self.found.ranked()) if self.found else (),
            exchanges=tuple(self.dialogue.exchanges) if self.dialogue else (),
        )
