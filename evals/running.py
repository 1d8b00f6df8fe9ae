"""Asking every question of the tables of an assistant that has read the corpus."""

from __future__ import annotations

import fcntl
import hashlib
import random
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import assistant
from assistant.core import Assistant
from assistant.errors import InputError
from assistant.schema import Article, Filter, Lang
from assistant.settings import Settings
from assistant.store import Index
from evals.scoring import Outcome, score
from evals.tables import (
    FACTS,
    SPANS,
    UNANSWERABLE,
    Fact,
    Span,
    TableError,
    Unanswerable,
    load_facts,
    load_spans,
    load_unanswerable,
)

CORPUS = Path(__file__).parent.parent / "corpus"

_LANGUAGES: tuple[Lang, ...] = ("ja", "en")
_SEED = 20240419
Row = Fact | Span | Unanswerable
# Questions that the gate asks in the tests, of each kind of row: under two minutes in all.
_SAMPLE: dict[type[Row], int] = {Fact: 84, Span: 22, Unanswerable: 40}
# What an index does not depend on: these may change without reading the corpus again.
_NOT_INDEXED = frozenset(
    {"answer", "ui", "adapters", "render.py", "explaining.py", "cli.py", "arguments.py"}
)
_KEPT = 4  # indexes kept in the cache

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to the assistant; ``over`` limits it to the articles of a language.

    ``key`` names it in the baseline, ``digest`` changes when the row does.
    """

    key: str
    digest: str
    kind: str
    pair: str
    text: str
    over: Lang | None
    row: Row


@dataclass(frozen=True, slots=True)
class Tables:
    """The files to ask; one that is not given has no questions."""

    facts: Path | None = None
    spans: Path | None = None
    unanswerable: Path | None = None

    @property
    def given(self) -> tuple[Path, ...]:
        """The files that there are."""
        return tuple(filter(None, (self.facts, self.spans, self.unanswerable)))

    def rows(self, articles: Mapping[str, str]) -> list[Row]:
        """Every row, checked against ``articles``: id to text.

        Raises ``TableError`` with all that is wrong in any of the files.
        """
        found: list[Row] = []
        problems: list[str] = []
        readers: tuple[tuple[Path | None, Callable[[Path], Sequence[Row]]], ...] = (
            (self.facts, lambda path: load_facts(path, articles)),
            (self.spans, lambda path: load_spans(path, articles)),
            (self.unanswerable, load_unanswerable),
        )
        for path, read in readers:
            try:
                found += read(path) if path else ()
            except TableError as error:
                problems += error.problems
        names = Counter(row.id for row in found)
        problems += [
            f"{name!r} names a row of two tables; expected names that differ"
            for name, count in names.items()
            if count > 1
        ]
        if problems:
            raise TableError(*problems)
        return found


OWN = Tables(FACTS, SPANS, UNANSWERABLE)


def plan(rows: Sequence[Row], langs: Mapping[str, Lang]) -> list[Asked]:
    """Every question to ask; ``langs`` gives each article's language.

    A fact is asked in each language it has a question in, over all articles, and over
    those of each language that state it, so that crossing languages is measured where
    nothing else can help: ``en-ja`` is an English question over Japanese articles.
    """
    asked = []
    for row in rows:
        owns = [lang for lang in _LANGUAGES if lang in row.questions]
        if isinstance(row, Unanswerable):
            asked += [_asked(row, own, None, row.kind) for own in owns]
            continue
        stated = {langs[article] for article in row.articles}
        kind = row.kind if isinstance(row, Span) else kind_of(row.unit)
        for own in owns:
            for over in (*(lang for lang in _LANGUAGES if lang in stated), None):
                asked.append(_asked(row, own, over, kind))
    return asked


def questions(articles: Mapping[str, Article], tables: Tables = OWN) -> list[Asked]:
    """Every question of the tables over these articles, by id. Raises ``TableError``."""
    langs = {article.id: article.lang for article in articles.values()}
    return plan(tables.rows(texts(articles.values())), langs)


def _asked(row: Row, own: Lang, over: Lang | None, kind: str) -> Asked:
    pair = f"{own}-{over or 'all'}"
    gold = text = row.questions[own]
    if isinstance(row, Unanswerable):
        pair = f"{own} unanswerable"
    elif isinstance(row, Span):
        pair, gold = f"{pair} words", repr((text, row.accepted))
    else:
        gold = repr((text, row.accepted, sorted(row.qualifiers)))
    digest = hashlib.sha256(gold.encode()).hexdigest()[:8]
    return Asked(f"{row.id}/{own}-{over or 'all'}", digest, kind, pair, text, over, row)


def kind_of(unit: str) -> str:
    """The type that a fact's unit belongs to."""
    if len(unit) == 3 and unit.isupper():
        return "money"
    if unit in {"percent", "ratio", "point", "bp", "times"}:
        return "percent"
    if unit in {"year", "month", "day", "hour", "minute"}:
        return "duration"
    if unit in {"people", "date"}:
        return unit
    return "count" if unit.startswith("count") else "measure"


def sample(asked: Sequence[Asked]) -> list[Asked]:
    """A fixed part of the questions of each kind of row, every type and pair in proportion."""
    chosen: set[str] = set()
    for row, count in _SAMPLE.items():
        strata: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in asked:
            if isinstance(one.row, row):
                strata[one.pair, one.kind].append(one.key)
        total = sum(map(len, strata.values()))
        for stratum, keys in strata.items():
            share = max(1, round(count * len(keys) / max(1, total)))
            chosen.update(random.Random(f"{_SEED} {stratum}").sample(sorted(keys), share))
    return [one for one in asked if one.key in chosen]


def ask_all(
    assistant: Assistant,
    asked: Sequence[Asked],
    articles: Mapping[str, Article],
    progress: Progress | None = None,
) -> dict[str, Outcome]:
    """The outcome of each question by its key; an exception counts as a wrong answer."""
    outcomes = {}
    for number, one in enumerate(asked, 1):
        begun = time.perf_counter()
        try:
            answer = assistant.ask(one.text, filter=Filter(lang=one.over))
            outcome = score(one.row, answer, articles)
        except Exception as error:
            outcome = Outcome("wrong", f"{type(error).__name__}: {error}", None, ("error",))
        elapsed = round(1000 * (time.perf_counter() - begun), 1)
        outcomes[one.key] = replace(outcome, milliseconds=elapsed)
        if progress is not None:
            progress(number, len(asked))
    return outcomes


# -- the index ----------------------------------------------------------------------------------


def corpus_index(settings: Settings, corpus: Path = CORPUS) -> Path:
    """The folder of an index of ``corpus``, kept in the user's cache while nothing changes.

    Its name is a hash of the articles, of the code that reads them and of the
    embedder's name. Of two runs that need it at once one makes it, the other waits.
    Raises ``InputError`` with every article that is rejected.
    """
    if not corpus.is_dir():
        raise InputError(f"{corpus}: no folder of articles")
    folder = settings.cache / "evals" / index_name(settings, corpus)
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with (settings.cache / "evals.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # freed by the system if this process dies
            if not folder.is_dir():  # another run may have made it
                _make(folder, settings, corpus)
    return folder


def _make(folder: Path, settings: Settings, corpus: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="new-") as made:
        index = Path(made) / "index"
        with Assistant.open(index, settings) as reader:
            report = reader.ingest([corpus])
        if report.rejected:
            told = "\n".join(f"{one.source}: {one.reason}" for one in report.rejected)
            raise InputError(f"{told}\nMend what is named, or take it out of {corpus}.")
        index.rename(folder)
    _forget_old(folder.parent)


def index_name(settings: Settings, corpus: Path) -> str:
    """The hash of all that an index depends on."""
    code = Path(assistant.__file__).parent
    digest = hashlib.sha256(settings.embedder.encode())
    sources = [p for p in code.rglob("*.py") if p.relative_to(code).parts[0] not in _NOT_INDEXED]
    for path in [*sorted(sources), *sorted(p for p in corpus.rglob("*") if p.is_file())]:
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _forget_old(cache: Path) -> None:
    made = [path for path in cache.iterdir() if not path.name.startswith("new-")]
    for path in sorted(made, key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        shutil.rmtree(path, ignore_errors=True)


def read_articles(folder: Path) -> dict[str, Article]:
    """The articles of an index by id."""
    with Index.open(folder) as index:
        return {article.id: article for article in index.articles()}


def texts(articles: Iterable[Article]) -> dict[str, str]:
    """Title and text of each article, for checking the tables' quotes."""
    return {article.id: f"{article.title}\n{article.text}" for article in articles}
