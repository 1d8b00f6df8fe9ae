"""What the page can do, whoever asks.

One thread asks, adds and removes, one thing at a time, for it owns the models; another
reads what the index holds, so that lists and articles never wait behind a question.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from assistant import render
from assistant.errors import AssistantError, IndexMissing, IndexUnwritable, UsageError
from assistant.schema import Answer, Article, Filter, Lang, PartialDate
from assistant.ui import examples, ledger

if TYPE_CHECKING:
    from assistant.core import Assistant

T = TypeVar("T")

FILE_LIMIT = 2_000_000  # bytes of one upload
FILES_LIMIT = 20  # files of one upload, as the page counts them
QUESTION_LIMIT = 1_000  # characters
MOST_WAITING = 30  # questions in line
_HISTORY = 8  # earlier questions that a follow-up may mean
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All that the index holds, as of a generation of it."""

    generation: int
    articles: dict[str, Article]
    ledger: list[ledger.Row]
    kinds: list[str]
    measures: list[str]


class Busy(UsageError):
    """More questions wait than will be answered soon."""


class Desk:
    """One assistant for every visitor, and ``reader``, another over the same index.

    It keeps nothing of who asked what.
    """

    def __init__(self, assistant: Assistant, reader: Assistant) -> None:
        self._assistant, self._reader = assistant, reader
        self._asking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="asking")
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
        self._waiting = 0
        self._known: _Shelf | None = None
        self._examples: dict[Lang, list[str]] = {"en": [], "ja": []}
        self._examples_of = -1
        self._finding = Lock()

    def close(self) -> None:
        """Finish what runs, drop what waits."""
        self._reading.submit(self._reader.close)  # by the thread that has opened it
        self._reading.shutdown()
        self._asking.shutdown(cancel_futures=True)

    # -- questions ------------------------------------------------------------------------------

    def ask(self, question: str, history: Sequence[str], scope: Filter) -> dict[str, Any]:
        """The JSON answer of the contract."""
        return render.to_json(self._ask(lambda: self._answer(question, history, scope)).result())

    def chat(
        self, question: str, history: Sequence[str], scope: Filter
    ) -> Iterator[dict[str, Any]]:
        """``{"stage": name}`` as each stage begins, then ``{"answer": card}``.

        An answer comes whole: nothing of it is shown before its numbers are checked.
        """
        stages: SimpleQueue[str | None] = SimpleQueue()
        future = self._ask(lambda: self._card(question, history, scope, stages.put))
        future.add_done_callback(lambda _: stages.put(None))
        yield {"stage": "waiting"}
        for stage in iter(stages.get, None):
            yield {"stage": stage}
        yield {"answer": future.result()}

    def _ask(self, work: Callable[[], T]) -> Future[T]:
        """Put a question in line. Raises ``Busy`` when the line is long."""
        if self._waiting >= MOST_WAITING:
            raise Busy("busy: many questions are waiting. Try again in a moment")
        self._waiting += 1

        def done(_: Future[T]) -> None:
            self._waiting -= 1

        future = self._asking.submit(work)
        future.add_done_callback(done)
        return future

    def _card(
        self, question: str, history: Sequence[str], scope: Filter, told: Callable[[str], None]
    ) -> dict[str, Any]:
        answer = self._answer(question, history, scope, told)
        ids = {figure.article_id for figure in answer.figures}
        found = (self._assistant.article(article_id) for article_id in ids)
        return render.card(answer, {article.id: article for article in found if article})

    def _answer(
        self,
        question: str,
        history: Sequence[str],
        scope: Filter,
        told: Callable[[str], None] | None = None,
    ) -> Answer:
        if not question.strip() or len(question) > QUESTION_LIMIT:
            raise UsageError(f"a question has 1 to {QUESTION_LIMIT} characters")
        earlier = [text[:QUESTION_LIMIT] for text in history[-_HISTORY:]]
        return self._assistant.ask(question, earlier, scope, told)

    # -- figures --------------------------------------------------------------------------------

    def figures(
        self, choice: ledger.Choice, lang: Lang, limit: int, offset: int = 0
    ) -> dict[str, Any]:
        """``total``, the rows ``[offset, offset + limit)`` of a choice, and its chart."""
        picked = self._read(lambda shelf: ledger.chosen(shelf.ledger, choice))
        offset, limit = max(0, offset), max(1, min(limit, ledger.MOST_ROWS))
        return {
            "total": len(picked),
            "rows": [ledger.shown(row, lang) for row in picked[offset : offset + limit]],
            "chart": ledger.chart(picked, choice, lang),
        }

    def figures_csv(self, choice: ledger.Choice) -> str:
        """The chosen figures for a spreadsheet, which knows UTF-8 by the mark before it."""
        picked = self._read(lambda shelf: ledger.chosen(shelf.ledger, choice))
        lines = render.figures_csv(row.figure for row in picked)
        return "\ufeff" + "".join(f"{line}\r\n" for line in lines)

    # -- articles -------------------------------------------------------------------------------

    def version(self) -> str:
        """Changes when the articles or the examples do, by whomever."""
        return self._read(self._version)

    def overview(self) -> dict[str, Any]:
        """Articles, publishers, kinds, measures in both languages, example questions."""
        shelf, version = self._read(lambda shelf: (shelf, self._version(shelf)))
        counted = Counter(row.article.id for row in shelf.ledger)
        articles = shelf.articles.values()
        return {
            "version": version,
            "articles": [_listed(article, counted[article.id]) for article in articles],
            "publishers": sorted({one.publisher for one in articles if one.publisher}),
            "kinds": shelf.kinds,
            "measures": [
                {"id": name, "en": render.measure_words(name, "en"),
                 "ja": render.measure_words(name, "ja")}
                for name in shelf.measures
            ],
            "examples": self._examples,
            "limits": {"files": FILES_LIMIT, "bytes": FILE_LIMIT, "question": QUESTION_LIMIT},
        }  # fmt: skip

    def article(self, article_id: str, quote: tuple[str, int, int] | None) -> dict[str, Any] | None:
        """An article in parts, its furniture set aside and ``quote`` marked; or nothing."""
        article = self._read(lambda shelf: shelf.articles.get(article_id))
        if article is None:
            return None
        return _listed(article, 0) | {"parts": render.article_parts(article, quote)}

    def add(
        self, name: str, data: bytes, published: str | None, publisher: str | None
    ) -> dict[str, Any]:
        """Read one uploaded file into the index; a file of the same content is the same article."""
        if len(data) > FILE_LIMIT:
            raise UsageError(f"{name}: over {FILE_LIMIT // 1_000_000} MB; split it")
        folder = self._assistant.settings.index / "uploads" / hashlib.sha256(data).hexdigest()[:12]
        path = folder / (re.sub(r"[^\w.-]+", "-", Path(name).name)[-80:].lstrip(".-") or "article")
        added = self._do(lambda: self._ingest(path, data, checked_date(published), publisher))
        if not any(self._examples.values()):
            self.find_examples()
        return added

    def add_text(self, fields: dict[str, str]) -> dict[str, Any]:
        """Read a pasted article: ``title``, ``text`` and, if known, ``url published publisher``."""
        record = {name: text.strip() for name, text in fields.items() if text.strip()}
        checked_date(record.get("published"))
        data = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
        return self.add("pasted.json", data, None, None)

    def remove(self, article_id: str) -> bool:
        """Take an article out of the index; whether it was there."""
        removed = self._do(lambda: self._assistant.remove(article_id))
        self.find_examples()
        return removed

    def _ingest(
        self, path: Path, data: bytes, published: str | None, publisher: str | None
    ) -> dict[str, Any]:
        before = self._read(lambda shelf: set(shelf.articles))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            report = self._assistant.ingest([path], published=published, publisher=publisher)
        except OSError as error:
            raise IndexUnwritable(f"{path.parent}: {error.strerror}. Make it writable") from error
        finally:
            shutil.rmtree(path.parent, ignore_errors=True)
        new = self._read(lambda shelf: [one for one in shelf.articles if one not in before])
        return {
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "figures": report.figures,
            "ids": new,
            "rejected": [render.line(rejected.reason) for rejected in report.rejected],
        }

    # -- the thread -----------------------------------------------------------------------------

    def _do(self, work: Callable[[], T]) -> T:
        return self._asking.submit(work).result()

    def _read(self, work: Callable[[_Shelf], T]) -> T:
        return self._reading.submit(lambda: work(self._shelf())).result()

    def _version(self, shelf: _Shelf) -> str:
        return f"{shelf.generation}.{self._examples_of}"

    def _shelf(self) -> _Shelf:
        try:
            generation = self._reader.generation()
        except IndexMissing:
            return _Shelf(-1, {}, [], [], [])
        if self._known is None or self._known.generation != generation:
            articles = {article.id: article for article in self._reader.articles()}
            figures = [f for f in self._reader.figures() if f.article_id in articles]
            kinds = Counter(figure.kind for figure in figures)
            measures = Counter(figure.measure for figure in figures if figure.measure)
            self._known = _Shelf(
                generation,
                articles,
                ledger.rows(figures, articles),
                [kind for kind, _ in kinds.most_common()],
                [name for name, _ in measures.most_common() if render.measure_words(name, "en")],
            )
        return self._known

    # -- examples -------------------------------------------------------------------------------

    def find_examples(self, then: Callable[[], None] = lambda: None) -> None:
        """Choose questions that the articles answer, beside all else; ``then`` is called after.

        Trying them loads the models, so that the first visitor need not wait for it.
        """

        def find() -> None:
            self._find_examples()
            then()

        Thread(target=find, daemon=True).start()

    def _find_examples(self) -> None:
        if not self._finding.acquire(blocking=False):
            return
        with contextlib.suppress(RuntimeError), contextlib.ExitStack() as stack:
            stack.callback(self._finding.release)
            shelf = self._read(lambda shelf: shelf)
            for lang, asked in examples.candidates(shelf.ledger).items():
                good = (question for question, subject in asked if self._is_good(question, subject))
                self._examples[lang] = list(islice(good, examples.SHOWN))
            self._examples_of = shelf.generation

    def _is_good(self, question: str, subject: str) -> bool:
        try:
            return examples.is_good(self._do(lambda: self._assistant.ask(question)), subject)
        except AssistantError:
            return False


def scope_of(since: str, until: str, publisher: str) -> Filter:
    """Which articles to answer from; an empty text does not limit. Raises ``UsageError``."""
    return Filter(checked_date(since), checked_date(until), publisher or None)


def checked_date(text: str | None) -> str | None:
    """A full or partial ISO date, or nothing for an empty text. Raises ``UsageError``."""
    if not text:
        return None
    date = PartialDate.parse(text) if _DATE.fullmatch(text) else PartialDate(0)
    if not 1 <= (date.month or 1) <= 12 or not 1 <= (date.day or 1) <= 31 or not date.year:
        raise UsageError(f"{text!r} is not a date; write 2024-04-19, 2024-04 or 2024")
    return text


def _listed(article: Article, figures: int) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": render.line(article.title),
        "publisher": article.publisher,
        "published": article.published,
        "published_source": article.published_source,
        "lang": article.lang,
        "url": article.url,
        "figures": figures,
    }
