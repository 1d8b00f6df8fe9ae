"""What the page can do, whoever asks.

As many questions are answered at a time as there are assistants to ask; one article at a time
is added or removed; another thread reads what the index holds, so that lists and articles never
wait behind a question.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections import ChainMap, Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from assistant import render
from assistant.errors import AssistantError, IndexMissing, UsageError
from assistant.schema import QUESTION_LIMIT, Answer, Article, Filter, Lang, checked_date
from assistant.ui import examples, ledger

if TYPE_CHECKING:
    from assistant.core import Assistant, IngestReport

T = TypeVar("T")
_Asked = tuple[int, str, tuple[str, ...], Filter]  # generation, question, those before it, scope

FILE_LIMIT = 2_000_000  # bytes of one upload
MOST_WAITING = 30  # questions in line
_PATIENCE = 20.0  # seconds that finding examples lets visitors go first
_REMEMBERED = 1_000  # answers, each of a few kilobytes
_HISTORY = 20  # earlier questions that a follow-up may mean


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the index holds, as of a generation of it."""

    generation: int = -1
    articles: dict[str, Article] = field(default_factory=dict)
    rows: list[ledger.Row] = field(default_factory=list)

    def most(self, of: Callable[[ledger.Row], str | None]) -> list[str]:
        """What ``of`` tells of the figures, the commonest first."""
        return [name for name, _ in Counter(filter(None, map(of, self.rows))).most_common()]


class Busy(UsageError):
    """More questions wait than will be answered soon."""


class Desk:
    """Assistants for all visitors, and ``reader``, another over the same index.

    It remembers answers, for as long as the articles stay, but nothing of who asked.
    """

    def __init__(self, assistants: Sequence[Assistant], reader: Assistant) -> None:
        self._assistants, self._reader = assistants, reader
        self._free: SimpleQueue[Assistant] = SimpleQueue()
        for assistant in assistants:
            self._free.put(assistant)
        self._asking = ThreadPoolExecutor(len(assistants), thread_name_prefix="asking")
        self._changing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="changing")
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
        self._line, self._waiting = Condition(), 0  # how many questions are in it
        self._answers: dict[_Asked, Answer] = {}
        self._known = Shelf()
        self._finding = Lock()
        self._examples_of = -1
        self.examples: dict[Lang, list[str]] = {"en": [], "ja": []}

    def close(self) -> None:
        """Finish what runs, drop what waits."""
        self._reading.submit(self._reader.close)  # by the thread that has opened it
        self._reading.shutdown()
        for pool in (self._changing, self._asking):
            pool.shutdown(cancel_futures=True)
        for assistant in self._assistants:
            assistant.close()

    # -- questions ------------------------------------------------------------------------------

    def ask(self, question: str, history: Sequence[str], scope: Filter) -> dict[str, Any]:
        """The JSON answer of the contract. Raises ``Busy`` when the line is long."""
        asked = self._asked(question, history, scope)
        answer = self._answers.get(asked)
        if answer is None:
            *_, answer = self._line_up(lambda: list(self._worded(asked))).result()
        return render.to_json(answer)

    def chat(
        self, question: str, history: Sequence[str], scope: Filter
    ) -> Iterator[str | dict[str, Any]]:
        """The name of each stage as it begins, then ``render.card`` of the answer.

        While a language model writes there is a card for each sentence of it that holds, the
        last one whole: nothing is shown before its numbers are checked.
        """
        asked = self._asked(question, history, scope)
        before = self.shelf()  # holds what is cited and removed meanwhile
        told: SimpleQueue[str | Answer | None] = SimpleQueue()
        yield "waiting"
        if answer := self._answers.get(asked):
            yield render.card(answer, before.articles)
            return

        def work() -> None:
            for answer in self._worded(asked, told.put):
                told.put(answer)

        future = self._line_up(work)
        future.add_done_callback(lambda _: told.put(None))
        while (step := told.get()) is not None:
            articles = ChainMap(before.articles, self.shelf().articles)
            yield step if isinstance(step, str) else render.card(step, articles)
        future.result()

    def _asked(self, question: str, history: Sequence[str], scope: Filter) -> _Asked:
        """What an answer is remembered by. Raises ``UsageError`` for no question, or too long."""
        if not question.strip() or len(question) > QUESTION_LIMIT:
            raise UsageError(f"a question has 1 to {QUESTION_LIMIT} characters")
        earlier = tuple(text[:QUESTION_LIMIT] for text in history[-_HISTORY:])
        return self.shelf().generation, question, earlier, scope

    def _worded(self, asked: _Asked, told: Callable[[str], None] | None = None) -> Iterator[Answer]:
        """The answer as it grows. Only a thread that asks may go through it."""
        _, question, earlier, scope = asked
        with self._taken() as assistant:
            for answer in assistant.ask_stream(question, earlier, scope, told):
                yield answer
        if not answer.note:  # where a model failed it may do better the next time
            self._keep(asked, answer)

    @contextlib.contextmanager
    def _taken(self) -> Iterator[Assistant]:
        """An assistant that nobody else uses meanwhile; waits for one."""
        assistant = self._free.get()
        try:
            yield assistant
        finally:
            self._free.put(assistant)

    def _keep(self, asked: _Asked, answer: Answer) -> None:
        """Remember an answer, in place of the oldest."""
        if len(self._answers) >= _REMEMBERED:
            del self._answers[next(iter(self._answers))]
        self._answers[asked] = answer

    def _line_up(self, work: Callable[[], T]) -> Future[T]:
        with self._line:
            if self._waiting >= MOST_WAITING:
                raise Busy("busy: many questions are waiting. Try again in a moment")
            future = self._asking.submit(work)  # raises RuntimeError when the desk is closed
            self._waiting += 1
        future.add_done_callback(lambda _: self._leave())
        return future

    def _leave(self) -> None:
        with self._line:
            self._waiting -= 1
            self._line.notify_all()

    # -- what the index holds -------------------------------------------------------------------

    def shelf(self) -> Shelf:
        """What the index holds now, by whomever it was put there."""
        return self._reading.submit(self._read).result()

    def version(self) -> str:
        """Changes when the articles or the examples do."""
        return f"{self.shelf().generation}.{self._examples_of}"

    def _read(self) -> Shelf:
        try:
            generation = self._reader.generation()
        except IndexMissing:
            return Shelf()
        if self._known.generation != generation:
            articles = {article.id: article for article in self._reader.articles()}
            figures = (f for f in self._reader.figures() if f.article_id in articles)
            self._known = Shelf(generation, articles, ledger.rows(figures, articles))
        return self._known

    # -- articles -------------------------------------------------------------------------------

    def add(self, path: Path, published: str, publisher: str) -> IngestReport:
        """Read one file into the index; a file of the same content is the same article."""
        if path.stat().st_size > FILE_LIMIT:
            raise UsageError(f"{path.name}: over {FILE_LIMIT // 1_000_000} MB; split it")
        day = dated(published)
        report = self._change(
            lambda one: one.ingest([path], published=day, publisher=publisher or None)
        )
        if not any(self.examples.values()):
            self.find_examples()
        return report

    def add_text(self, fields: dict[str, str]) -> IngestReport:
        """Read a pasted article: ``title``, ``text`` and, if known, ``url published publisher``."""
        record = {name: text.strip() for name, text in fields.items() if text.strip()}
        dated(record.get("published", ""))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pasted.json"
            path.write_bytes(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"))
            return self.add(path, "", "")

    def remove(self, article_id: str) -> bool:
        """Take an article out of the index; whether it was there."""
        removed = self._change(lambda one: one.remove(article_id))
        self.find_examples()
        return removed

    def _change(self, change: Callable[[Assistant], T]) -> T:
        def work() -> T:
            with self._taken() as assistant:
                return change(assistant)

        return self._changing.submit(work).result()

    # -- examples -------------------------------------------------------------------------------

    def find_examples(self) -> None:
        """Choose questions that the articles answer, beside all else.

        Trying them loads the models, so that the first visitor need not wait for it; who asks
        meanwhile goes first.
        """
        Thread(target=self._find_examples, daemon=True).start()

    def _find_examples(self) -> None:
        if not self._finding.acquire(blocking=False):
            return
        closed = (CancelledError, RuntimeError)  # what asking raises once the desk is closed
        with contextlib.suppress(*closed), contextlib.ExitStack() as stack:
            stack.callback(self._finding.release)
            shelf = self.shelf()
            for lang, asked in examples.candidates(shelf.rows).items():
                good = (question for question, subject in asked if self._is_good(question, subject))
                self.examples[lang] = list(islice(good, examples.SHOWN))
            self._examples_of = shelf.generation

    def _is_good(self, question: str, subject: str) -> bool:
        with self._line:
            self._line.wait_for(lambda: not self._waiting, _PATIENCE)
        try:
            return examples.is_good(self._asking.submit(self._plain, question).result(), subject)
        except AssistantError:
            return False

    def _plain(self, question: str) -> Answer:
        with self._taken() as assistant:
            return assistant.ask_plain(question)


def scope_of(since: str, until: str, publisher: str) -> Filter:
    """Which articles to answer from; an empty text does not limit. Raises ``UsageError``."""
    scope = Filter(dated(since), dated(until), publisher or None)
    if scope.is_reversed:
        raise UsageError(f"{since} is later than {until}")
    return scope


def dated(text: str) -> str | None:
    """A full or partial ISO date, or nothing for an empty text. Raises ``UsageError``."""
    try:
        return checked_date(text) if text.strip() else None
    except ValueError as error:
        raise UsageError(str(error)) from None
