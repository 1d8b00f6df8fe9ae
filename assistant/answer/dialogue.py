"""All that one question says to a language model, within one deadline; failing is normal."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant.answer.brief import Brief
from assistant.answer.compose import Composed, Verdict, compose, rest
from assistant.answer.prompting import prompt
from assistant.answer.prose import new_word
from assistant.answer.question import language
from assistant.answer.verify import verify
from assistant.figures.audit import audit
from assistant.models.llm import LlmClient, LlmFailure
from assistant.schema import Answer, Draft, Lang

_QUERIES, _LONG = 3, 300  # searches, and characters of one or of a question
_FAILED = {
    "en": "Worded without the language model, which {why}.",
    "ja": "言語モデルを使わずに答えています (the language model {why})。",
}
_UNUSED = "wrote nothing that the evidence bears out"


@dataclass(frozen=True)
class Exchange:
    """One prompt and what came back; ``failure`` completes "the language model ..."."""

    purpose: str
    system: str
    user: str
    raw: str
    seconds: float
    failure: str | None = None
    verdicts: tuple[Verdict, ...] = ()


class Dialogue:
    """The exchanges of one question; after a failure nothing more is asked of the model."""

    def __init__(self, client: LlmClient, seconds: float) -> None:
        self.exchanges: list[Exchange] = []
        self._client = client
        self._seconds = seconds
        self._begun: float | None = None

    @property
    def failure(self) -> str | None:
        """Why the model is asked no more."""
        return self.exchanges[-1].failure if self.exchanges else None

    def _stream(self, system: str, user: str) -> Generator[str]:
        """The pieces of an answer; the time of all exchanges runs from the first one on."""
        self._begun = time.monotonic() if self._begun is None else self._begun
        return self._client.stream(system, user, self._begun + self._seconds)

    def completed(self, question: str, history: Sequence[str]) -> str:
        """A follow-up as a question of its own; as it is if the model brings in anything else."""
        lines = "\n".join(f"- {one}" for one in history)
        text = self._text("followup", question=question, history=lines).strip()
        if not text or "\n" in text or len(text) > _LONG:
            return question
        sources = [question, *history]
        lang = language(text)
        if lang != language(question) or new_word(text, sources, lang) is not None:
            return question
        return text if _numbers(text) <= _numbers("\n".join(sources)) else question

    def searches(self, question: str) -> list[str]:
        """The question in other words and the other language, for retrieval only."""
        lines = self._text("search", question=question).splitlines()
        found = dict.fromkeys(line.strip(" -*\t")[:_LONG] for line in lines)
        return [line for line in found if line and line != question][:_QUERIES]

    def worded(self, brief: Brief, plain: Answer) -> Iterator[Answer]:
        """Answers with one sentence more each, the last one whole; each of them verified.

        ``plain`` is the answer without a model: its status, reason, short answer and first
        figure stay, or it is what is given.
        """
        composed = Composed(replace(brief.drafted, sentences=()), writer=self._client.name)
        if self.failure is None:
            for draft in self._drafts(brief, composed):
                partial = verify(brief.question, draft, brief.articles, plain.timings)
                if _agrees(partial, plain):
                    yield partial
        timings = {**plain.timings, "llm": sum(1000 * one.seconds for one in self.exchanges)}
        worded, safe = (
            _noted(draft, composed, self.failure, brief.question.lang)
            for draft in (rest(brief, composed), brief.drafted)
        )
        answer = verify(brief.question, worded, brief.articles, timings)
        if not _agrees(answer, plain):
            answer = verify(brief.question, safe, brief.articles, timings)
        yield answer

    def _drafts(self, brief: Brief, composed: Composed) -> Iterator[Draft]:
        """The drafts of the model's answer as it comes; a failure ends them."""
        system, user = brief.prompt()
        begun, failure = time.monotonic(), None
        try:
            with closing(self._stream(system, user)) as pieces:
                yield from compose(brief, pieces, composed)
        except LlmFailure as error:
            failure = str(error)
        seconds, verdicts = time.monotonic() - begun, tuple(composed.verdicts)
        self.exchanges.append(
            Exchange("write", system, user, composed.raw, seconds, failure, verdicts)
        )

    def _text(self, purpose: str, **values: str) -> str:
        """The whole answer to a prompt; empty when the model fails."""
        if self.failure is not None:
            return ""
        system, user = prompt(purpose, **values)
        begun, raw, failure = time.monotonic(), "", None
        try:
            for piece in self._stream(system, user):
                raw += piece
        except LlmFailure as error:
            failure = str(error)
        seconds = time.monotonic() - begun
        self.exchanges.append(Exchange(purpose, system, user, raw, seconds, failure))
        return "" if failure else raw


def _noted(draft: Draft, composed: Composed, failure: str | None, lang: Lang) -> Draft:
    """The draft with the model's own words, its name if any of it is shown, and a note if not."""
    if not composed.is_worded or not composed.draft.sentences:
        failure, draft = failure or _UNUSED, replace(draft, writer="template")
    note = _FAILED[lang].format(why=failure) if failure else None
    return replace(draft, raw=composed.raw or None, note=note)


def _agrees(answer: Answer, plain: Answer) -> bool:
    """Whether an answer decides what the plain one does."""
    decided = [(a.status, a.reason, a.answer_span, a.figures[:1]) for a in (answer, plain)]
    return decided[0] == decided[1]


def _numbers(text: str) -> set[str]:
    found = audit(text)
    return {mention.surface for mention in (*found.figures, *found.others)} | {
        text[start:end] for start, end in found.unaccounted
    }
